//! A small dataset written in all three formats, and what is found in it once a file was touched.

mod broken;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value as Json, json};

use super::*;
use crate::config::Format as Written;
use crate::table::batch::{Rows, Value};
use crate::table::builder::RowsBuilder;
use crate::table::columns::{EVENTS, Kind, LINES, MENTIONS, RECORDS};
use crate::validate::file::ReadAs;
use crate::write::file::Output;
use crate::write::manifest::{self, TableFiles};
use crate::write::sink::Sink;

const BODY: &str = "Ngày 20/5, hai bên đã hội đàm. Cuộc gặp diễn ra tại Viêng Chăn.";

type Row = Map<String, Json>;

/// A row of the columns' examples with some cells changed.
fn row(table: &Table, changes: &[(&str, Json)]) -> Row {
    let mut row: Row = table
        .columns
        .iter()
        .map(|c| {
            (
                c.name.to_owned(),
                serde_json::from_str(c.example).expect("is JSON"),
            )
        })
        .collect();
    for (name, value) in changes {
        row.insert((*name).to_owned(), value.clone());
    }
    row
}

fn rows(table: &'static Table, rows: &[Row]) -> Rows {
    let mut builder = RowsBuilder::new(table);
    for row in rows {
        for column in table.columns {
            match (column.kind, &row[column.name]) {
                (_, Json::Null) => builder.value(column.name, Value::Null),
                (Kind::Text, value) => builder.text(column.name, value.as_str()),
                (Kind::Int, value) => {
                    builder.value(column.name, Value::Int(value.as_i64().expect("whole")))
                }
                (Kind::Float, value) => builder.float(column.name, value.as_f64()),
                (Kind::Bool, value) => builder.bool(column.name, value == &json!(true)),
                (Kind::Date, value) => {
                    builder.date(column.name, value.as_str().and_then(|t| t.parse().ok()))
                }
                (Kind::Time, value) => {
                    builder.time(column.name, value.as_str().and_then(|t| t.parse().ok()))
                }
                (Kind::List, value) => {
                    let items = value.as_array().expect("a list");
                    builder.list(column.name, Some(items.iter().filter_map(Json::as_str)))
                }
            };
        }
    }
    builder.finish().expect("rows")
}

/// The rows of a dataset.
struct Made {
    records: Vec<Row>,
    events: Vec<Row>,
    lines: Vec<Row>,
    mentions: Vec<Row>,
}

fn id(letter: char, n: u32) -> Json {
    json!(format!("{letter}_{n:020x}"))
}

impl Made {
    /// Two records, two events with a mention each, and a page of three lines.
    fn sound() -> Self {
        let record = |n: u32| {
            row(
                &RECORDS,
                &[
                    ("record_id", id('r', n)),
                    ("body", json!(BODY)),
                    ("duplicate_of", Json::Null),
                ],
            )
        };
        let event = |n: u32| {
            row(
                &EVENTS,
                &[
                    ("event_id", id('e', n)),
                    ("record_id", id('r', n)),
                    ("evidence", json!("Ngày 20/5, hai bên đã hội đàm.")),
                    ("evidence_start", json!(0)),
                    ("evidence_end", json!(30)),
                ],
            )
        };
        let mention = |n: u32| {
            let mut row = row(
                &MENTIONS,
                &[("event_id", id('e', n)), ("record_id", id('r', n))],
            );
            for column in MENTIONS.columns.iter().filter(|c| c.kind == Kind::Int) {
                let end = column.name.ends_with("end");
                row.insert(column.name.to_owned(), json!(if end { 30 } else { 0 }));
            }
            row
        };
        let line = |line: u32, start: u32, end: u32| {
            row(
                &LINES,
                &[
                    ("line", json!(line)),
                    ("start", json!(start)),
                    ("end", json!(end)),
                    ("record_id", id('r', 1)),
                ],
            )
        };
        Self {
            records: vec![record(1), record(2)],
            events: vec![event(1), event(2)],
            lines: vec![
                line(1, 0, 10),
                line(2, 11, 20),
                line(2, 20, 31),
                line(3, 32, 40),
            ],
            mentions: vec![mention(1), mention(2)],
        }
    }

    fn write(&self, folder: &Path) {
        let tables: [(&'static Table, &[Row]); 4] = [
            (&RECORDS, &self.records),
            (&EVENTS, &self.events),
            (&LINES, &self.lines),
            (&MENTIONS, &self.mentions),
        ];
        let mut written = Vec::new();
        for (table, these) in tables {
            let these = rows(table, these);
            let mut sinks = vec![Sink::digest()];
            for format in Written::ALL {
                let name = format!("{}.{}", table.name, format.as_str());
                let output = Output::create(folder, &name).expect("created");
                sinks.push(Sink::new(table, format, output).expect("opened"));
            }
            let finished = sinks.into_iter().map(|mut sink| {
                sink.write(&these).expect("written");
                sink.finish().expect("closed")
            });
            written.push(TableFiles::new(table, finished));
        }
        let output = Output::create(folder, "rejects.jsonl").expect("created");
        let rejects = output.finish().expect("closed");
        let dataset = manifest::Dataset {
            tables: &written,
            rejects: &rejects,
            created: None,
            zone: "Asia/Ho_Chi_Minh",
            text: true,
            counts: [("pages", 2), ("articles", 2), ("events", 2), ("rejects", 0)],
        };
        manifest::write(folder, &dataset).expect("written");
    }
}

fn options() -> Options {
    Options {
        schema: None,
        key: Vec::new(),
        loaders: Some(Loaders::NONE),
        keep: Keep::default(),
        severities: Severities::new(&BTreeMap::new()),
        read: ReadAs {
            delimiter: None,
            jobs: 2,
        },
        format: None,
        fail_fast: false,
        countries: BTreeSet::from(["VNM", "LAO", "RUS", "PRK"]),
        progress: Progress::default(),
    }
}

/// Findings as `file: code column count`, in order.
fn found(folder: &Path) -> Vec<String> {
    let report = validate(&[folder.to_path_buf()], &options()).expect("the folder is read");
    report
        .findings
        .iter()
        .map(|f| {
            let file = Path::new(&f.path)
                .file_name()
                .expect("a name")
                .to_string_lossy();
            let field = f.field.as_deref().unwrap_or("-");
            format!("{file}: {} {field} {}", f.code, f.count)
        })
        .collect()
}

#[test]
fn a_sound_dataset_yields_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    Made::sound().write(folder.path());
    assert_eq!(found(folder.path()), [""; 0]);
    let manifest = validate(&[folder.path().join(MANIFEST)], &options()).expect("read");
    assert_eq!((manifest.files.len(), manifest.findings.len()), (13, 0));
}

#[test]
fn files_are_held_against_the_manifest() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let again = || {
        for entry in std::fs::read_dir(folder.path()).expect("readable") {
            std::fs::remove_file(entry.expect("an entry").path()).expect("removable");
        }
        Made::sound().write(folder.path());
    };
    let edit = |name: &str, edit: &dyn Fn(String) -> String| {
        let text = std::fs::read_to_string(path(name)).expect("readable");
        std::fs::write(path(name), edit(text)).expect("writable");
    };

    again();
    edit("events.jsonl", &|text| text + "\n");
    assert_eq!(found(folder.path())[0], "events.jsonl: I206 - 1");

    again();
    edit("events.csv", &|text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.pop();
        lines.join("\r\n") + "\r\n"
    });
    assert_eq!(
        found(folder.path()),
        [
            "events.csv: I206 - 1",
            "events.csv: I207 - 1",
            "events.csv: I208 - 1",
            "mentions.csv: I202 event_id 1"
        ]
    );

    again();
    edit("events.jsonl", &|text| {
        text.replace("\"visit\"", "\"meet\"")
    });
    let codes = found(folder.path());
    assert!(
        codes.contains(&"events.jsonl: I206 - 1".to_owned()),
        "{codes:?}"
    );

    again();
    std::fs::remove_file(path("lines.parquet")).expect("removable");
    assert_eq!(found(folder.path()), ["datapackage.json: I209 - 1"]);

    again();
    std::fs::copy(path("events.csv"), path("events-old.csv")).expect("copied");
    assert_eq!(found(folder.path()), ["datapackage.json: I210 - 1"]);

    again();
    std::fs::remove_file(path(MANIFEST)).expect("removable");
    assert_eq!(found(folder.path()), ["datapackage.json: I211 - 1"]);

    again();
    std::fs::write(path(MANIFEST), "{").expect("writable");
    assert_eq!(found(folder.path()), ["datapackage.json: I211 - 1"]);
}

#[test]
fn types_are_the_same_told_by_the_parquet_file_the_manifest_and_as_far_as_they_tell_by_rows() {
    use crate::validate::quality::{drift, measures::Dataset};
    let folder = tempfile::tempdir().expect("a folder");
    Made::sound().write(folder.path());
    let measure = || Dataset::measure(folder.path(), &[]).expect("a dataset");
    let remove = |name: &str| std::fs::remove_file(folder.path().join(name)).expect("removable");
    let by_parquet = measure();
    assert_eq!(by_parquet.types["records"]["published_date"].name, "date");
    remove("records.parquet");
    remove("events.parquet");
    let by_manifest = measure();
    assert_eq!(by_parquet.types, by_manifest.types);
    remove(MANIFEST);
    let by_rows = measure();
    assert_ne!(by_rows.types, by_manifest.types);
    for (old, new) in [(&by_parquet, &by_rows), (&by_rows, &by_parquet)] {
        assert_eq!(
            drift::compare(old, new, &Severities::new(&BTreeMap::new())),
            []
        );
    }
}

#[test]
fn a_value_changed_in_one_format_is_found_by_its_content() {
    let folder = tempfile::tempdir().expect("a folder");
    Made::sound().write(folder.path());
    let path = folder.path().join("records.jsonl");
    let text = std::fs::read_to_string(&path).expect("readable");
    let changed = text.replace("Viêng Chăn", "Viên Chăn");
    assert_ne!(text, changed);
    std::fs::write(&path, changed).expect("writable");
    assert_eq!(
        found(folder.path()),
        ["records.jsonl: I206 - 1", "records.jsonl: I208 - 1"]
    );
}

#[test]
fn a_users_own_package_is_checked_by_its_own_schema_and_keys() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("writable");
    };
    let package = json!({"resources": [
        {"name": "people", "path": "people.csv", "schema": {
            "fields": [{"name": "id", "type": "string"}, {"name": "born", "type": "integer"}],
            "primaryKey": "id"}},
        {"name": "posts", "path": "posts.jsonl", "schema": {
            "fields": [{"name": "who", "type": "string"}, {"name": "since", "type": "date"}],
            "foreignKeys": [{"fields": "who", "reference": {"resource": "people", "fields": "id"}}]}},
    ]});
    write(MANIFEST, &package.to_string());
    write("people.csv", "id,born\np1,1960\np2,1971\n");
    write(
        "posts.jsonl",
        "{\"who\": \"p1\", \"since\": \"2024-05-20\"}\n",
    );
    assert_eq!(found(folder.path()), [""; 0]);
    write("people.csv", "id,born\np1,1960\np1,mười\n");
    write("posts.jsonl", "{\"who\": \"p2\", \"since\": \"20/5\"}\n");
    assert_eq!(
        found(folder.path()),
        [
            "people.csv: I201 id 1",
            "people.csv: V101 born 1",
            "posts.jsonl: I202 who 1",
            "posts.jsonl: V106 since 1"
        ]
    );
    let outside = json!({"resources": [{"name": "x", "path": "../secret.csv"}]});
    write(MANIFEST, &outside.to_string());
    assert!(found(folder.path()).contains(&"datapackage.json: I211 - 1".to_owned()));
}
