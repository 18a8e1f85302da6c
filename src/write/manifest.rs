//! `datapackage.json`: a Frictionless Data Package (v2) with schemas, rows, bytes, SHA-256 of each
//! file, and one content digest a table.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use super::WriteError;
use super::file::{Written, write_whole};
use super::sink::Finished;
use super::staging::MANIFEST;
use crate::table::columns::{Column, Kind, Table};
use crate::table::json_schema;

/// Files of a dataset beside its tables.
pub const FILES: [&str; 4] = [MANIFEST, "rejects.jsonl", "CODEBOOK.md", "README.md"];

/// What was written of one table.
#[derive(Clone, Debug)]
pub struct TableFiles {
    /// The table.
    pub table: &'static Table,
    /// Its files, in the order of formats.
    pub files: Vec<Written>,
    /// Number of rows, the same in each.
    pub rows: u64,
    /// Digest of the rows, the same for each.
    pub content_digest: String,
}

impl TableFiles {
    /// Puts together what the table's sinks made.
    pub fn new(table: &'static Table, finished: impl Iterator<Item = Finished>) -> Self {
        let mut files = Self {
            table,
            files: Vec::new(),
            rows: 0,
            content_digest: String::new(),
        };
        for sink in finished {
            files.rows = sink.rows;
            files.files.extend(sink.file);
            if let Some(digest) = sink.content_digest {
                files.content_digest = digest;
            }
        }
        files
    }
}

/// A dataset that was written, for its manifest and card.
#[derive(Debug)]
pub struct Dataset<'d> {
    /// Its tables.
    pub tables: &'d [TableFiles],
    /// The rejects' file.
    pub rejects: &'d Written,
    /// Its time stamp.
    pub created: Option<Timestamp>,
    /// The zone of stamps that named none.
    pub zone: &'d str,
    /// Whether it holds texts.
    pub text: bool,
    /// What is in it.
    pub counts: [(&'static str, u64); 4],
}

impl Dataset<'_> {
    /// One of the counts.
    pub fn count(&self, name: &str) -> u64 {
        let found = self.counts.iter().find(|(n, _)| *n == name);
        found.map_or(0, |(_, count)| *count)
    }

    /// The time stamp as written.
    pub fn created_text(&self) -> Option<String> {
        self.created
            .map(|t| t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}

/// Writes the manifest.
pub fn write(folder: &Path, dataset: &Dataset) -> Result<(), WriteError> {
    let mut text = serde_json::to_string_pretty(&Package::of(dataset)).unwrap_or_default();
    text.push('\n');
    write_whole(folder, MANIFEST, &text).map(|_| ())
}

#[derive(Serialize)]
struct Package<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    description: &'static str,
    newsrows: Made<'d>,
    resources: Vec<Resource<'d>>,
}

/// How the dataset was made.
#[derive(Serialize)]
struct Made<'d> {
    version: &'static str,
    zone: &'d str,
    text: bool,
    pages: u64,
    rejects: u64,
}

#[derive(Serialize)]
struct Resource<'d> {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<&'static str>,
    path: &'d str,
    format: &'d str,
    mediatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    bytes: u64,
    hash: String,
    rows: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_digest: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<TableSchema>,
}

impl<'d> Package<'d> {
    fn of(dataset: &'d Dataset) -> Self {
        let tables = dataset.tables.iter().flat_map(|table| {
            table.files.iter().map(move |file| {
                let format = file.name.rsplit('.').next().unwrap_or("");
                Resource {
                    name: format!("{}-{format}", table.table.name),
                    r#type: Some("table"),
                    path: &file.name,
                    format,
                    mediatype: mediatype(format),
                    encoding: (format != "parquet").then_some("utf-8"),
                    bytes: file.bytes,
                    hash: format!("sha256:{}", file.sha256),
                    rows: table.rows,
                    content_digest: Some(&table.content_digest),
                    dialect: (format == "csv").then(|| json!({"lineTerminator": "\r\n", "doubleQuote": true, "nullSequence": ""})),
                    schema: Some(TableSchema::of(table.table, format)),
                }
            })
        });
        let rejects = Resource {
            name: "rejects".to_owned(),
            r#type: None,
            path: &dataset.rejects.name,
            format: "jsonl",
            mediatype: mediatype("jsonl"),
            encoding: Some("utf-8"),
            bytes: dataset.rejects.bytes,
            hash: format!("sha256:{}", dataset.rejects.sha256),
            rows: dataset.count("rejects"),
            content_digest: None,
            dialect: None,
            schema: None,
        };
        Self {
            schema: "https://datapackage.org/profiles/2.0/datapackage.json",
            name: "newsrows-dataset",
            version: json_schema::VERSION,
            created: dataset.created_text(),
            description: "Articles and events read from news pages. CODEBOOK.md defines every column. The content digest of a table is the SHA-256 of its rows as dense JSONL in column order, whichever file they are read from.",
            newsrows: Made {
                version: env!("CARGO_PKG_VERSION"),
                zone: dataset.zone,
                text: dataset.text,
                pages: dataset.count("pages"),
                rejects: dataset.count("rejects"),
            },
            resources: tables.chain([rejects]).collect(),
        }
    }
}

fn mediatype(format: &str) -> &'static str {
    match format {
        "csv" => "text/csv",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/jsonl",
    }
}

/// A Table Schema (Frictionless v2).
#[derive(Serialize)]
struct TableSchema {
    fields: Vec<Value>,
    #[serde(rename = "missingValues")]
    missing: [&'static str; 1],
    #[serde(rename = "primaryKey")]
    key: &'static [&'static str],
    #[serde(rename = "foreignKeys", skip_serializing_if = "Vec::is_empty")]
    references: Vec<Value>,
}

impl TableSchema {
    fn of(table: &Table, format: &str) -> Self {
        Self {
            fields: table.columns.iter().map(field).collect(),
            missing: [""],
            key: table.key,
            references: table
                .references
                .iter()
                .map(|r| {
                    // The empty name is the table itself.
                    let resource = match r.table == table.name {
                        true => String::new(),
                        false => format!("{}-{format}", r.table),
                    };
                    json!({
                        "fields": [r.column],
                        "reference": {"resource": resource, "fields": [r.target]},
                    })
                })
                .collect(),
        }
    }
}

fn field(column: &Column) -> Value {
    let mut constraints = serde_json::Map::new();
    if !column.nullable {
        constraints.insert("required".to_owned(), json!(true));
    }
    if let Some(words) = column.values.filter(|_| column.kind != Kind::List) {
        constraints.insert("enum".to_owned(), json!(words()));
    }
    if let Some(pattern) = column.pattern {
        constraints.insert("pattern".to_owned(), json!(pattern));
    }
    for (name, bound) in [("minimum", column.minimum), ("maximum", column.maximum)] {
        if let Some(bound) = bound {
            let value = match column.kind {
                Kind::Int => json!(bound as i64),
                _ => json!(bound),
            };
            constraints.insert(name.to_owned(), value);
        }
    }
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Int => "integer",
        Kind::Float => "number",
        Kind::Bool => "boolean",
        Kind::Date => "date",
        Kind::Time => "datetime",
        Kind::List => "array",
    };
    let example: Value = serde_json::from_str(column.example).unwrap_or(Value::Null);
    json!({
        "name": column.name,
        "type": kind,
        "description": column.description,
        "example": example,
        "constraints": constraints,
    })
}
