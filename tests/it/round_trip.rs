//! What is written validates, says the same in all three formats, and reads back as the same rows.

use std::path::Path;

use crate::fixtures::{json_lines, run, write_inputs};

fn export(folder: &Path, extra: &[&str]) -> String {
    let [files, stated] = write_inputs(folder).map(|p| p.to_string_lossy().into_owned());
    let out = folder.join("dataset").to_string_lossy().into_owned();
    let mut arguments = vec!["export", &files, &stated, "-o", &out, "--quiet", "--verify"];
    arguments.extend(extra);
    run(&arguments, 0);
    out
}

#[test]
fn the_dataset_validates_whole_and_file_by_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = export(
        folder.path(),
        &["--tables", "records,events,lines,mentions"],
    );
    run(&["validate", &out], 0);
    for table in ["records", "events", "lines", "mentions"] {
        for format in ["csv", "jsonl", "parquet"] {
            run(&["validate", &format!("{out}/{table}.{format}")], 0);
        }
    }
}

#[test]
fn each_table_has_one_content_digest_whatever_the_format() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = export(folder.path(), &[]);
    let package =
        std::fs::read_to_string(Path::new(&out).join("datapackage.json")).expect("a manifest");
    let package: serde_json::Value = serde_json::from_str(&package).expect("JSON");
    for table in ["records", "events"] {
        let digests: Vec<_> = package["resources"]
            .as_array()
            .expect("resources")
            .iter()
            .filter(|r| {
                r["path"]
                    .as_str()
                    .is_some_and(|p| p.starts_with(&format!("{table}.")))
            })
            .map(|r| r["content_digest"].as_str().expect("a digest"))
            .collect();
        assert_eq!(digests.len(), 3, "{table}");
        assert!(
            digests.iter().all(|d| d == &digests[0]),
            "{table}: {digests:?}"
        );
    }
}

#[test]
fn csv_cells_equal_the_json_values() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = export(folder.path(), &[]);
    for table in ["records", "events"] {
        let rows = json_lines(&Path::new(&out).join(format!("{table}.jsonl")));
        let mut reader =
            csv::Reader::from_path(Path::new(&out).join(format!("{table}.csv"))).expect("a CSV");
        let header: Vec<String> = reader
            .headers()
            .expect("a header")
            .iter()
            .map(str::to_owned)
            .collect();
        let cells: Vec<csv::StringRecord> =
            reader.records().map(|r| r.expect("a record")).collect();
        assert_eq!(cells.len(), rows.len());
        for (row, record) in rows.iter().zip(&cells) {
            for (name, cell) in header.iter().zip(record) {
                let want = match &row[name] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(cell, want, "{table}.{name}");
            }
        }
    }
}

#[test]
fn without_text_the_offsets_and_digests_stay() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = export(folder.path(), &["--no-text"]);
    run(&["validate", &out], 0);
    let records = json_lines(&Path::new(&out).join("records.jsonl"));
    let events = json_lines(&Path::new(&out).join("events.jsonl"));
    assert!(!records.is_empty() && !events.is_empty());
    for record in &records {
        assert!(
            ["title", "lead", "body", "captions"]
                .iter()
                .all(|f| record[*f].is_null()),
            "{record}"
        );
        assert_eq!(record["page_sha256"].as_str().map(str::len), Some(64));
    }
    for event in &events {
        assert!(event["evidence"].is_null());
        assert!(event["evidence_end"].as_u64() > event["evidence_start"].as_u64());
    }
}
