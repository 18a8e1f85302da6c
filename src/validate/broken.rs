//! `fixtures/broken`: files with one defect each, the findings wanted, and twins without any.

mod files;
mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use files::write;

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
