//! A first JSON Schema, drafted from the rows of a file: what holds for all of them, for its author
//! to read, tighten and keep.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value, json};

use super::json::Parser;
use super::observe::{Notes, Observer, Row};
use super::program::Scalar;
use super::source::Format;
use super::tape::{Tape, View};

/// Distinct texts up to which a column may be a closed list.
const MAX_LIST: usize = 16;
/// Times that each of them must stand on average before it is taken for one.
const REPEATS: u64 = 8;

/// Gathers what the rows of a file have in common.
#[derive(Debug)]
pub struct Draft {
    format: Format,
    gathered: Mutex<Gathered>,
}

#[derive(Debug, Default)]
struct Gathered {
    rows: u64,
    names: Vec<String>,
    columns: BTreeMap<String, Seen>,
}

/// What was seen in a column, or among the items of its lists.
#[derive(Debug, Default)]
struct Seen {
    present: u64,
    null: bool,
    boolean: bool,
    integer: bool,
    number: bool,
    string: bool,
    list: bool,
    object: bool,
    negative: bool,
    texts: u64,
    dates: u64,
    times: u64,
    /// Distinct texts; none where there are too many, or long ones.
    values: Option<BTreeMap<String, u64>>,
    example: Option<Value>,
    items: Option<Box<Seen>>,
}

impl Observer for Draft {
    fn row(&self, row: &mut Row<'_, '_>, _: &mut Notes) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.rows += 1;
        for (key, value) in row.view.members() {
            let name = key.text().unwrap_or("");
            if !gathered.columns.contains_key(name) {
                gathered.names.push(name.to_owned());
                gathered.columns.insert(name.to_owned(), Seen::new());
            }
            if let Some(seen) = gathered.columns.get_mut(name) {
                match self.format {
                    Format::Csv => seen.cell(value),
                    _ => seen.value(value),
                }
            }
        }
    }
}

impl Seen {
    fn new() -> Self {
        Self {
            values: Some(BTreeMap::new()),
            ..Self::default()
        }
    }

    /// Adds a CSV cell, which is text until it is seen to be something else throughout.
    fn cell(&mut self, value: View<'_>) {
        let Some(text) = value.text() else {
            self.value(value);
            return;
        };
        let looks_typed = text.starts_with(|c: char| c.is_ascii_digit() || "-[{tf".contains(c));
        let mut tape = Tape::default();
        if looks_typed && Parser::default().parse(text, &mut tape).is_ok() {
            self.value(tape.root(text));
        } else {
            self.value(value);
        }
    }

    fn value(&mut self, value: View<'_>) {
        self.present += 1;
        let scalar = value.scalar();
        if self.example.is_none() && scalar != Scalar::Null {
            self.example = Some(super::instance::to_value(value));
        }
        match scalar {
            Scalar::Null => self.null = true,
            Scalar::Bool(_) => self.boolean = true,
            Scalar::Int(n) => {
                self.integer = true;
                self.negative |= n < 0;
            }
            Scalar::UInt(_) => self.integer = true,
            Scalar::Float(n) => {
                self.number = true;
                self.negative |= n < 0.0;
            }
            Scalar::Text(text) => self.text(text),
            Scalar::Day(_) | Scalar::Instant(_) => self.string = true,
            Scalar::Object(_) => self.object = true,
            Scalar::List(_) => {
                self.list = true;
                let items = self.items.get_or_insert_with(|| Box::new(Self::new()));
                for item in value.items() {
                    items.value(item);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.string = true;
        self.texts += 1;
        self.dates += u64::from(super::program::is_date(text));
        self.times += u64::from(super::program::is_date_time(text));
        if let Some(values) = &mut self.values {
            if text.len() > 40 || values.len() > MAX_LIST {
                self.values = None;
            } else {
                *values.entry(text.to_owned()).or_insert(0) += 1;
            }
        }
    }

    fn schema(&self, format: Format) -> Value {
        let mut schema = Map::new();
        // A column of cells of which one is text is a column of text: the others only look typed.
        let text_only = format == Format::Csv && self.string;
        let types: Vec<&str> = [
            (self.boolean && !text_only, "boolean"),
            (self.integer && !self.number && !text_only, "integer"),
            (self.number && !text_only, "number"),
            (self.string, "string"),
            (self.list && !text_only, "array"),
            (self.object && !text_only, "object"),
            (self.null, "null"),
        ]
        .into_iter()
        .filter_map(|(seen, name)| seen.then_some(name))
        .collect();
        match types.as_slice() {
            [] => {}
            [one] => {
                schema.insert("type".to_owned(), json!(one));
            }
            many => {
                schema.insert("type".to_owned(), json!(many));
            }
        }
        let all_text =
            self.string && (text_only || types.iter().all(|t| ["string", "null"].contains(t)));
        if all_text && self.texts > 0 && !(text_only && types.len() < self.kinds()) {
            if self.dates == self.texts {
                schema.insert("format".to_owned(), json!("date"));
            } else if self.times == self.texts {
                schema.insert("format".to_owned(), json!("date-time"));
            } else if let Some(values) = &self.values
                && values.len() <= MAX_LIST
                && self.texts >= values.len() as u64 * REPEATS
            {
                let mut list: Vec<Value> = values.keys().map(|v| json!(v)).collect();
                list.extend(self.null.then_some(Value::Null));
                schema.insert("enum".to_owned(), Value::Array(list));
            }
        }
        if (self.integer || self.number) && !self.negative && !text_only {
            schema.insert("minimum".to_owned(), json!(0));
        }
        if let Some(items) = self.items.as_deref().filter(|_| !text_only) {
            schema.insert("items".to_owned(), items.schema(Format::Jsonl));
        }
        if let Some(example) = &self.example {
            let example = match (text_only, example) {
                (true, Value::String(_)) | (false, _) => example.clone(),
                (true, other) => Value::String(other.to_string()),
            };
            schema.insert("examples".to_owned(), json!([example]));
        }
        Value::Object(schema)
    }

    /// How many kinds of values were seen.
    fn kinds(&self) -> usize {
        [
            self.boolean,
            self.integer || self.number,
            self.string,
            self.list,
            self.object,
            self.null,
        ]
        .into_iter()
        .filter(|seen| *seen)
        .count()
    }
}

impl Draft {
    /// Nothing gathered yet.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            gathered: Mutex::default(),
        }
    }

    /// The draft, as text with the columns in the order of the file.
    pub fn schema(self, name: &str) -> String {
        let gathered = self
            .gathered
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let rows = gathered.rows;
        let mut properties = Vec::new();
        let mut required = Vec::new();
        for column in &gathered.names {
            let Some(seen) = gathered.columns.get(column) else {
                continue;
            };
            // In typed files an absent value is a null that the schema did not ask for.
            let absent = seen.present < rows;
            if !absent {
                required.push(column.clone());
            }
            let schema =
                serde_json::to_string_pretty(&seen.schema(self.format)).unwrap_or_default();
            let key = Value::from(column.as_str());
            properties.push(format!("    {key}: {}", schema.replace('\n', "\n    ")));
        }
        let required: Vec<String> = required
            .iter()
            .map(|name| format!("    {}", Value::from(name.as_str())))
            .collect();
        let block = |open: char, lines: Vec<String>, close: char| match lines.is_empty() {
            true => format!("{open}{close}"),
            false => format!("{open}\n{}\n  {close}", lines.join(",\n")),
        };
        format!(
            "{{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \
             \"title\": {},\n  \"$comment\": \"Drafted from {rows} rows.\",\n  \
             \"type\": \"object\",\n  \"properties\": {},\n  \"required\": {},\n  \
             \"additionalProperties\": false\n}}\n",
            Value::from(name),
            block('{', properties, '}'),
            block('[', required, ']'),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::file::{self, ReadAs};
    use crate::validate::findings::{Keep, Severities};
    use crate::validate::loaders::Loaders;
    use crate::validate::observe::NoObserver;
    use crate::validate::rows::Checks;
    use crate::validate::schema::Schema;
    use crate::validate::source::Source;

    fn run(path: &std::path::Path, schema: Option<&Schema>, observer: &dyn Observer) -> bool {
        let severities = Severities::default();
        let checks = Checks {
            schema,
            loaders: Loaders::NONE,
            keep: Keep::default(),
            severities: &severities,
            fail_fast: false,
            progress: &|_| (),
            observer,
            again: None,
        };
        let read = ReadAs {
            delimiter: None,
            jobs: 1,
        };
        let source = Source::open(path, None).expect("opens");
        let checked = file::check(source, &checks, read).expect("reads");
        checked.tallies.is_empty()
    }

    #[test]
    fn a_draft_accepts_the_rows_it_was_drafted_from() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut jsonl = String::new();
        let mut csv = "id,n,day,status,share,tags,zip,note\n".to_owned();
        for i in 0..40 {
            let status = ["occurred", "planned"][i % 2];
            jsonl.push_str(&format!(
                "{{\"id\": \"a{i}\", \"n\": {i}, \"day\": \"2024-05-20\", \"status\": \"{status}\", \
                 \"share\": 0.5, \"tags\": [\"x\"], \"deep\": {{\"k\": [1, null]}}{}}}\n",
                if i == 3 { ", \"note\": null" } else { "" }
            ));
            csv.push_str(&format!(
                "a{i},{i},2024-05-20,{status},0.5,\"[\"\"x\"\"]\",0{i},{}\n",
                if i == 3 { "true" } else { "" }
            ));
        }
        for (name, text) in [("rows.jsonl", jsonl), ("rows.csv", csv)] {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            let format = Format::of_name(&path).expect("known");
            let draft = Draft::new(format);
            run(&path, None, &draft);
            let text = draft.schema(name);
            let schema = Schema::parse(name, &text, None).expect(&text);
            assert!(run(&path, Some(&schema), &NoObserver), "{name}: {text}");
            let property =
                |column: &str, keyword: &str| schema.value()["properties"][column][keyword].clone();
            assert_eq!(property("n", "type"), "integer", "{text}");
            assert_eq!(property("share", "type"), "number");
            assert_eq!(property("day", "format"), "date");
            assert_eq!(property("status", "enum"), json!(["occurred", "planned"]));
            assert_eq!(property("tags", "items")["type"], "string");
            if format == Format::Csv {
                assert_eq!(
                    property("zip", "type"),
                    "string",
                    "leading zeros are no numbers"
                );
            }
        }
    }
}
