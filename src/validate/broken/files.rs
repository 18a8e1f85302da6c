//! Rows as the files that hold them, written by hand: with the defects that no writer would make.

use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray, StructArray,
};
use parquet::arrow::ArrowWriter;
use serde_json::{Map, Value};

/// Rows as JSON objects with their members in the order of the text.
pub(super) fn ordered(rows: &[String]) -> (Vec<String>, Vec<Map<String, Value>>) {
    let mut names: Vec<String> = Vec::new();
    let mut objects = Vec::new();
    for row in rows {
        let mut tape = crate::validate::tape::Tape::default();
        crate::validate::json::Parser::default()
            .parse(row, &mut tape)
            .expect("a row is JSON");
        for (key, _) in tape.root(row).members() {
            let name = key.text().unwrap_or("").to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        objects.push(serde_json::from_str(row).expect("a row is an object"));
    }
    (names, objects)
}

pub(super) fn csv(rows: &[String]) -> String {
    let (names, objects) = ordered(rows);
    let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = names.join(",") + "\n";
    for object in objects {
        let cells: Vec<String> = names
            .iter()
            .map(|name| match object.get(name) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => quote(text),
                Some(value @ (Value::Array(_) | Value::Object(_))) => quote(&value.to_string()),
                Some(value) => value.to_string(),
            })
            .collect();
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

pub(super) fn array(values: &[Option<&Value>]) -> ArrayRef {
    let first = values.iter().flatten().find(|v| !v.is_null());
    match first {
        Some(Value::Bool(_)) => Arc::new(
            values
                .iter()
                .map(|v| v.and_then(Value::as_bool))
                .collect::<BooleanArray>(),
        ),
        Some(Value::Number(_)) if values.iter().flatten().all(|v| !v.is_f64()) => Arc::new(
            values
                .iter()
                .map(|v| v.and_then(Value::as_i64))
                .collect::<Int64Array>(),
        ),
        Some(Value::Number(_)) => Arc::new(
            values
                .iter()
                .map(|v| v.and_then(Value::as_f64))
                .collect::<Float64Array>(),
        ),
        Some(Value::Array(items)) if items.first().is_some_and(Value::is_number) => {
            let mut builder = ListBuilder::new(Int64Builder::new());
            for value in values {
                let items = value.and_then(Value::as_array);
                builder.append_option(items.map(|items| items.iter().map(Value::as_i64)));
            }
            Arc::new(builder.finish())
        }
        Some(Value::Array(_)) => {
            let mut builder = ListBuilder::new(StringBuilder::new());
            for value in values {
                let items = value.and_then(Value::as_array);
                builder.append_option(items.map(|items| items.iter().map(Value::as_str)));
            }
            Arc::new(builder.finish())
        }
        Some(Value::Object(members)) => {
            let columns: Vec<(String, ArrayRef)> = members
                .keys()
                .map(|key| {
                    let members: Vec<Option<&Value>> =
                        values.iter().map(|v| v.and_then(|v| v.get(key))).collect();
                    (key.clone(), array(&members))
                })
                .collect();
            let columns: Vec<(&str, ArrayRef)> = columns
                .iter()
                .map(|(k, v)| (k.as_str(), v.clone()))
                .collect();
            Arc::new(StructArray::try_from(columns).expect("a struct"))
        }
        _ => Arc::new(
            values
                .iter()
                .map(|v| v.and_then(Value::as_str))
                .collect::<StringArray>(),
        ),
    }
}

pub(super) fn write_parquet(path: &Path, columns: Vec<(&str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    )
    .expect("a batch");
    let file = std::fs::File::create(path).expect("writable");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
}

pub(super) fn parquet(path: &Path, rows: &[String]) {
    let (names, objects) = ordered(rows);
    let columns = names
        .iter()
        .map(|name| {
            let values: Vec<Option<&Value>> = objects.iter().map(|o| o.get(name)).collect();
            (name.as_str(), array(&values))
        })
        .collect();
    write_parquet(path, columns);
}

pub(super) fn write(path: &Path, format: &str, rows: &[String], raw_separators: bool) {
    let mut text = match format {
        "csv" => csv(rows),
        "jsonl" => rows.join("\n") + "\n",
        _ => return parquet(path, rows),
    };
    if raw_separators {
        text = text.replace("\\u2028", "\u{2028}");
    }
    std::fs::write(path, text).expect("writable");
}
