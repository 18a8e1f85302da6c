//! Defects that no table of cases can hold: columns of awkward types, shards, compressed files, and
//! files that are long or damaged.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, Int64Array, StringArray};

use super::files::{parquet, write_parquet};
use super::{check, options, place, told};
use crate::validate::dataset::validate;
use crate::validate::loaders::Loaders;

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
