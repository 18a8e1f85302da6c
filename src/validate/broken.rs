//! `fixtures/broken`: files with one defect each, the findings wanted, and twins without any.

mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, Int64Array, StringArray};
use serde::Deserialize;
use serde_json::{Value, json};

use files::*;

use super::dataset::{Options, Progress, validate};
use super::file::ReadAs;
use super::findings::{Finding, Keep, Severities};
use super::loaders::Loaders;
use super::report::Report;
use super::schema::Schema;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    name: String,
    columns: Option<String>,
    schema: Option<String>,
    rows: Vec<String>,
    clean: Vec<String>,
    expect: Vec<String>,
    #[serde(default)]
    at: BTreeMap<String, String>,
    #[serde(default)]
    skip: Vec<String>,
    #[serde(default)]
    key: Vec<String>,
    #[serde(default)]
    loaders: bool,
    only: Option<String>,
    repeat_first: Option<usize>,
    #[serde(default)]
    raw_separators: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    name: String,
    format: String,
    schema: Option<String>,
    text: Option<String>,
    bytes: Option<String>,
    clean: String,
    expect: Vec<String>,
    at: Option<String>,
    #[serde(default)]
    loaders: bool,
}

#[derive(Deserialize)]
struct Cases<T> {
    case: Vec<T>,
}

fn cases<T: serde::de::DeserializeOwned>(file: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/broken")
        .join(file);
    let text = std::fs::read_to_string(path).expect("the fixtures are there");
    let cases: Cases<T> = toml::from_str(&text).expect("the fixtures are TOML");
    cases.case
}

/// Writes `<<x*3>>` as xxx, and `<<keys*2>>` as members of an object.
fn expanded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<<") {
        let (inside, tail) = after.split_once(">>").expect("a placeholder ends");
        let (what, times) = inside.rsplit_once('*').expect("a placeholder counts");
        let times: usize = times.parse().expect("a number");
        out.push_str(before);
        match what {
            "keys" => {
                let keys: Vec<String> = (0..times).map(|i| format!("\"k{i}\": 1")).collect();
                out.push_str(&keys.join(", "));
            }
            _ => out.push_str(&what.repeat(times)),
        }
        rest = tail;
    }
    out + rest
}

fn options(schema: Option<&str>, key: &[String], loaders: Loaders) -> Options {
    Options {
        schema: schema.map(|text| Schema::parse("case", text, None).expect("a schema")),
        key: key.to_vec(),
        loaders: Some(loaders),
        keep: Keep::default(),
        severities: Severities::new(&BTreeMap::new()),
        read: ReadAs {
            delimiter: None,
            jobs: 2,
        },
        format: None,
        fail_fast: false,
        countries: BTreeSet::new(),
        progress: Progress::default(),
    }
}

/// Findings as `code column count first-row`.
fn told(findings: &[Finding]) -> Vec<String> {
    let mut told: Vec<String> = findings
        .iter()
        .map(|f| {
            let field = f.field.as_deref().unwrap_or("-");
            let row = f.samples.first().and_then(|s| s.record);
            let row = row.map_or("-".to_owned(), |n| n.to_string());
            format!("{} {field} {} {row}", f.code, f.count)
        })
        .collect();
    told.sort();
    told
}

fn place(findings: &[Finding]) -> Option<String> {
    let sample = findings.first()?.samples.first()?;
    Some(format!("{}:{}", sample.line?, sample.column?))
}

fn check(path: &Path, options: &Options) -> Report {
    validate(&[path.to_path_buf()], options).expect("the file can be read")
}

#[test]
fn rows_with_a_defect_give_the_same_findings_in_every_format_and_their_twins_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    let mut files = 0;
    for case in cases::<Rows>("rows.toml") {
        let schema = case.schema.clone().unwrap_or_else(|| {
            let columns: Value =
                serde_json::from_str(case.columns.as_deref().unwrap_or("{}")).expect("is JSON");
            let required: Vec<&String> = columns.as_object().expect("columns").keys().collect();
            json!({"properties": columns, "required": required, "additionalProperties": false})
                .to_string()
        });
        let loaders = match (case.loaders, case.only.as_deref()) {
            (false, _) => Loaders::NONE,
            (true, Some("duckdb")) => Loaders {
                duckdb: true,
                ..Loaders::NONE
            },
            (true, _) => Loaders::ALL,
        };
        let options = options(Some(&schema), &case.key, loaders);
        let rows = |rows: &[String]| {
            let mut rows: Vec<String> = rows.iter().map(|r| expanded(r)).collect();
            if let Some(times) = case.repeat_first {
                let first = rows[0].clone();
                rows.splice(0..1, std::iter::repeat_n(first, times));
            }
            rows
        };
        for format in ["jsonl", "csv", "parquet"] {
            if case.skip.iter().any(|s| s == format) {
                continue;
            }
            files += 1;
            let path: PathBuf = folder.path().join(format!("{files}.{format}"));
            write(&path, format, &rows(&case.rows), case.raw_separators);
            let report = check(&path, &options);
            let mut expect = case.expect.clone();
            expect.sort();
            let found = told(&report.findings);
            let at = place(&report.findings);
            let wanted = case.at.get(format).cloned();
            if found != expect || (wanted.is_some() && at != wanted) {
                wrong.push(format!(
                    "{} ({format}): {found:?} at {at:?}, wanted {expect:?} at {wanted:?}",
                    case.name
                ));
            }
            write(&path, format, &rows(&case.clean), case.raw_separators);
            let found = told(&check(&path, &options).findings);
            if !found.is_empty() {
                wrong.push(format!("twin of {} ({format}): {found:?}", case.name));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {files} files:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(files >= 100, "{files} files");
}

#[test]
fn damaged_text_gives_the_findings_wanted_and_its_twin_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for (i, case) in cases::<Text>("text.toml").into_iter().enumerate() {
        let loaders = match case.loaders {
            true => Loaders::ALL,
            false => Loaders::NONE,
        };
        let options = options(case.schema.as_deref(), &[], loaders);
        let path = folder.path().join(format!("{i}.{}", case.format));
        let bytes = match (&case.text, &case.bytes) {
            (Some(text), None) => expanded(text).into_bytes(),
            (None, Some(bytes)) => with_bytes(bytes),
            _ => panic!("{}: text or bytes", case.name),
        };
        std::fs::write(&path, bytes).expect("writable");
        let report = check(&path, &options);
        let (found, at) = (told(&report.findings), place(&report.findings));
        if found != case.expect || (case.at.is_some() && at != case.at) {
            wrong.push(format!(
                "{}: {found:?} at {at:?}, wanted {:?} at {:?}",
                case.name, case.expect, case.at
            ));
        }
        std::fs::write(&path, expanded(&case.clean)).expect("writable");
        let found = told(&check(&path, &options).findings);
        if !found.is_empty() {
            wrong.push(format!("twin of {}: {found:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Text in which `\xNN` stands for a byte.
fn with_bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        out.extend_from_slice(before.as_bytes());
        out.push(u8::from_str_radix(&after[..2], 16).expect("two hexadecimal digits"));
        rest = &after[2..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

#[test]
fn awkward_parquet_columns_are_told_by_name() {
    use arrow_array::builder::MapBuilder;
    use arrow_array::{
        BinaryArray, DurationSecondArray, Int8Array, Int64Array, NullArray, StringArray,
        TimestampNanosecondArray, UInt32Array,
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.parquet");
    let map = || {
        let mut builder = MapBuilder::new(None, StringBuilder::new(), Int64Builder::new());
        builder.keys().append_value("VNM");
        builder.values().append_value(1);
        builder.append(true).expect("one entry");
        Arc::new(builder.finish()) as ArrayRef
    };
    let columns: Vec<(&str, ArrayRef, &[&str])> = vec![
        ("null", Arc::new(NullArray::new(1)), &["L314 null 1 -"]),
        ("map", map(), &["L315 map 1 -"]),
        (
            "small",
            Arc::new(Int8Array::from(vec![1])),
            &["L319 small 1 -"],
        ),
        (
            "unsigned",
            Arc::new(UInt32Array::from(vec![1])),
            &["L319 unsigned 1 -"],
        ),
        (
            "nano",
            Arc::new(TimestampNanosecondArray::from(vec![1])),
            &["L319 nano 1 -"],
        ),
        (
            "duration",
            Arc::new(DurationSecondArray::from(vec![1])),
            &["L319 duration 1 -", "V127 duration 1 -"],
        ),
        (
            "binary",
            Arc::new(BinaryArray::from_vec(vec![b"x"])),
            &["V127 binary 1 -"],
        ),
        ("whole", Arc::new(Int64Array::from(vec![1])), &[]),
        ("text", Arc::new(StringArray::from(vec!["x"])), &[]),
    ];
    for (name, array, expect) in columns {
        write_parquet(&path, vec![(name, array)]);
        let report = check(&path, &options(None, &[], Loaders::ALL));
        assert_eq!(told(&report.findings), expect, "{name}");
    }
}

#[test]
fn shards_of_one_table_are_compared_and_folders_of_digits_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let part = |i: usize| folder.path().join(format!("part-{i}.parquet"));
    write_parquet(&part(0), vec![("n", Arc::new(Int64Array::from(vec![1])))]);
    write_parquet(
        &part(1),
        vec![("n", Arc::new(StringArray::from(vec!["1"])))],
    );
    let report = validate(&[part(0), part(1)], &options(None, &[], Loaders::ALL)).expect("read");
    assert_eq!(told(&report.findings), ["L321 - 1 -"]);
    write_parquet(&part(1), vec![("n", Arc::new(Int64Array::from(vec![2])))]);
    let report = validate(&[part(0), part(1)], &options(None, &[], Loaders::ALL)).expect("read");
    assert_eq!(told(&report.findings), [""; 0]);

    let partition = folder.path().join("month=05");
    std::fs::create_dir(&partition).expect("a folder");
    let path = partition.join("rows.jsonl");
    std::fs::write(&path, "{\"a\": \"x\"}\n").expect("written");
    let report = check(&path, &options(None, &[], Loaders::ALL));
    assert_eq!(told(&report.findings), ["L322 month 1 -"]);
}

#[test]
fn compressed_files_give_the_findings_of_their_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "{\"n\": 1}\n{\"n\": \"x\"}\n";
    let schema = r#"{"properties": {"n": {"type": "integer"}}}"#;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).expect("compressed");
    let zstd = zstd::encode_all(text.as_bytes(), 1).expect("compressed");
    let gzip = gzip.finish().expect("compressed");
    for (name, bytes, expect) in [
        ("rows.jsonl.gz", gzip, vec!["V101 n 1 2"]),
        ("rows.jsonl.zst", zstd, vec!["L323 - 1 -", "V101 n 1 2"]),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let report = check(&path, &options(Some(schema), &[], Loaders::ALL));
        assert_eq!(told(&report.findings), expect, "{name}");
        assert_eq!(
            place(&report.findings[expect.len() - 1..]).as_deref(),
            Some("2:7")
        );
    }
    let path = folder.path().join("cut.jsonl.gz");
    std::fs::write(&path, [0x1f, 0x8b, 8, 0, 0]).expect("written");
    assert!(validate(&[path], &options(None, &[], Loaders::NONE)).is_err());
}

#[test]
fn findings_do_not_depend_on_the_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.jsonl");
    let mut text = String::new();
    for i in 0..60_000 {
        let n = if i % 997 == 0 {
            "\"x\"".to_owned()
        } else {
            i.to_string()
        };
        text.push_str(&format!("{{\"id\": \"a{}\", \"n\": {n}}}\n", i % 59_990));
    }
    std::fs::write(&path, text).expect("written");
    let schema = r#"{"properties": {"n": {"type": "integer"}}}"#;
    let key = ["id".to_owned()];
    let mut reports = [1, 2, 8].into_iter().map(|jobs| {
        let mut options = options(Some(schema), &key, Loaders::ALL);
        options.read.jobs = jobs;
        check(&path, &options).findings
    });
    let one = reports.next().expect("one thread");
    assert_eq!(told(&one), ["I201 id 10 59991", "V101 n 61 1"]);
    for other in reports {
        assert_eq!(one, other);
    }
}

#[test]
fn damaged_parquet_files_are_unreadable_and_nothing_worse() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.parquet");
    let rows: Vec<String> = (0..50)
        .map(|i| format!("{{\"id\": \"a{i}\", \"n\": {i}}}"))
        .collect();
    parquet(&path, &rows);
    let sound = std::fs::read(&path).expect("readable");
    let options = options(None, &[], Loaders::ALL);
    for cut in [0, 3, 4, 12, sound.len() / 2, sound.len() - 1] {
        std::fs::write(&path, &sound[..cut]).expect("writable");
        assert!(
            validate(std::slice::from_ref(&path), &options).is_err(),
            "cut at {cut}"
        );
    }
    // A byte changed anywhere gives rows, findings or an error, and never a panic.
    for at in (0..sound.len()).step_by(7) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x55;
        std::fs::write(&path, bytes).expect("writable");
        let _ = validate(std::slice::from_ref(&path), &options);
    }
}
