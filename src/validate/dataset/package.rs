//! The manifest of a dataset: a Frictionless Data Package.

use std::path::Path;

use serde_json::Value;

use super::{MANIFEST, ValidateError, note};
use crate::table::columns::{TABLES, Table};
use crate::validate::findings::Tallies;
use crate::validate::schema::Schema;
use crate::validate::source::Format;
use crate::validate::table_schema;
use crate::validate::watch::Key;

/// A manifest, as far as it is checked.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// True where there is no manifest that could list anything.
    pub(super) assumed: bool,
    pub(super) resources: Vec<Resource>,
}

/// One file of a dataset.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) name: String,
    /// Relative to the manifest.
    pub(super) path: String,
    pub(super) format: Format,
    /// Our own table, where the dataset is one of ours.
    pub(super) own: Option<&'static Table>,
    /// The schema that the manifest itself gives.
    pub(super) schema: Option<Schema>,
    /// What the manifest's schema says and no check is known for.
    pub(super) left_out: Vec<String>,
    pub(super) hash: Option<String>,
    pub(super) bytes: Option<u64>,
    pub(super) rows: Option<u64>,
    pub(super) content_digest: Option<String>,
    pub(super) key: Vec<String>,
    /// Further columns, or sets of them, whose values stand once where they are not null.
    pub(super) unique: Vec<Vec<String>>,
    pub(super) references: Vec<Reference>,
}

impl Resource {
    /// True for the files that a loader is meant to read.
    pub(super) fn is_table(&self) -> bool {
        self.own.is_some() || self.schema.is_some()
    }
}

/// Columns that refer to a row of another file.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) fields: Vec<String>,
    /// Name of the other resource; empty for the same one.
    pub(super) resource: String,
    pub(super) target: Vec<String>,
}

impl Package {
    /// Reads the manifest of a folder. Without one, the tables of ours that lie there are checked,
    /// and the missing manifest is a finding.
    pub(super) fn read(folder: &Path, tallies: &mut Tallies) -> Result<Self, ValidateError> {
        let path = folder.join(MANIFEST);
        let unusable = |tallies: &mut Tallies, message: String| {
            note(tallies, "I211", "", message);
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let found = Self::of_folder(folder)?;
                if found.resources.is_empty() {
                    return Err(ValidateError::Folder {
                        path: folder.display().to_string(),
                        source: std::io::Error::other(
                            "neither datapackage.json nor a table of ours is in this folder; \
                             name the files to check",
                        ),
                    });
                }
                unusable(tallies, format!("there is no {MANIFEST}"));
                return Ok(found);
            }
            Err(error) => {
                return Err(ValidateError::Folder {
                    path: path.display().to_string(),
                    source: error,
                });
            }
        };
        match serde_json::from_str::<Value>(&text) {
            Ok(value) => Ok(Self::parse(&value, tallies)),
            Err(error) => {
                unusable(tallies, format!("not JSON: {error}"));
                Self::of_folder(folder)
            }
        }
    }

    /// Our own tables that lie in a folder, as if a manifest listed them.
    fn of_folder(folder: &Path) -> Result<Self, ValidateError> {
        let mut package = Self {
            assumed: true,
            ..Self::default()
        };
        for table in TABLES {
            for format in [Format::Csv, Format::Jsonl, Format::Parquet] {
                let path = format!("{}.{}", table.name, format.name());
                if folder.join(&path).is_file() {
                    package.resources.push(Resource {
                        name: format!("{}-{}", table.name, format.name()),
                        path,
                        format,
                        own: Some(table),
                        schema: None,
                        left_out: Vec::new(),
                        hash: None,
                        bytes: None,
                        rows: None,
                        content_digest: None,
                        key: table.key.iter().map(|k| (*k).to_owned()).collect(),
                        unique: Vec::new(),
                        references: table
                            .references
                            .iter()
                            .map(|r| Reference {
                                fields: vec![r.column.to_owned()],
                                resource: match r.table == table.name {
                                    true => String::new(),
                                    false => format!("{}-{}", r.table, format.name()),
                                },
                                target: vec![r.target.to_owned()],
                            })
                            .collect(),
                    });
                }
            }
        }
        Ok(package)
    }

    fn parse(value: &Value, tallies: &mut Tallies) -> Self {
        let ours = value.get("newsrows").is_some();
        let mut package = Self::default();
        let Some(resources) = value.get("resources").and_then(Value::as_array) else {
            note(
                tallies,
                "I211",
                "",
                "there is no list of resources".to_owned(),
            );
            return package;
        };
        for (i, resource) in resources.iter().enumerate() {
            match Self::resource(resource, ours, tallies) {
                Ok(Some(resource)) => package.resources.push(resource),
                Ok(None) => {}
                Err(what) => note(tallies, "I211", "", format!("resource {i}: {what}")),
            }
        }
        package.unresolved(tallies);
        package
    }

    /// Reads one resource; none for files that are no tables.
    fn resource(
        value: &Value,
        ours: bool,
        tallies: &mut Tallies,
    ) -> Result<Option<Resource>, String> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let path = text("path").ok_or("it has no path, or more than one")?;
        let inside = Path::new(&path).components().all(|c| {
            matches!(
                c,
                std::path::Component::Normal(_) | std::path::Component::CurDir
            )
        });
        if path.contains("://") || !inside {
            return Err(format!(
                "{path} is not a file below the manifest, and is not read"
            ));
        }
        let path = path.trim_start_matches("./").to_owned();
        let Some(format) = Format::of_name(Path::new(&path)) else {
            return Ok(None);
        };
        let name = text("name").unwrap_or_else(|| path.clone());
        let own = match ours {
            true => path.split('.').next().and_then(Table::named),
            false => None,
        };
        let table = value.get("schema");
        let (schema, left_out) = match (own, value.get("jsonSchema"), table) {
            (Some(_), _, _) | (None, None, None) => (None, Vec::new()),
            (None, Some(schema), _) => (Some(schema.clone()), Vec::new()),
            (None, None, Some(Value::String(_))) => {
                return Err("its schema is in another file, and is not read".to_owned());
            }
            (None, None, Some(table)) => {
                let (schema, left_out) = table_schema::json_schema(table);
                (Some(schema), left_out)
            }
        };
        let schema = match schema {
            None => None,
            Some(schema) => match Schema::new(&name, schema, None) {
                Ok(schema) => Some(schema),
                Err(error) => {
                    note(tallies, "I211", &name, error.to_string());
                    None
                }
            },
        };
        Ok(Some(Resource {
            path,
            format,
            own,
            schema,
            left_out,
            hash: text("hash"),
            bytes: value.get("bytes").and_then(Value::as_u64),
            rows: value.get("rows").and_then(Value::as_u64),
            content_digest: text("content_digest"),
            key: table
                .map(|t| names(t.get("primaryKey")))
                .unwrap_or_default(),
            unique: table.map(unique).unwrap_or_default(),
            references: table.map(references).unwrap_or_default(),
            name,
        }))
    }

    /// Reports references to files that the manifest does not list.
    fn unresolved(&self, tallies: &mut Tallies) {
        for (i, resource) in self.resources.iter().enumerate() {
            for reference in &resource.references {
                if self.position(reference, i).is_none() {
                    let message = format!(
                        "{} refers to {}, which is not listed",
                        resource.name, reference.resource
                    );
                    note(tallies, "I211", &resource.name, message);
                }
            }
        }
    }

    /// The resource that a reference of resource `from` points at.
    pub(super) fn position(&self, reference: &Reference, from: usize) -> Option<usize> {
        match reference.resource.is_empty() {
            true => Some(from),
            false => self
                .resources
                .iter()
                .position(|r| r.name == reference.resource),
        }
    }

    /// Columns of a resource whose values are needed: its key, its references, and what others
    /// refer to.
    pub(super) fn keys(&self, i: usize) -> Vec<Key> {
        let mut keys: Vec<Key> = Vec::new();
        let mut add = |fields: &[String], required: bool, unique: bool| {
            if !fields.is_empty() && !keys.iter().any(|key| key.fields == fields) {
                keys.push(Key {
                    fields: fields.to_vec(),
                    required,
                    unique,
                });
            }
        };
        add(&self.resources[i].key, true, true);
        for fields in &self.resources[i].unique {
            add(fields, false, true);
        }
        for reference in &self.resources[i].references {
            add(&reference.fields, false, false);
        }
        for (from, resource) in self.resources.iter().enumerate() {
            for reference in &resource.references {
                if self.position(reference, from) == Some(i) {
                    add(&reference.target, false, false);
                }
            }
        }
        keys
    }
}

/// A name or a list of names.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(|n| n.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

/// Fields with the constraint `unique`, and the sets of `uniqueKeys`.
fn unique(table: &Value) -> Vec<Vec<String>> {
    let list = |name: &str| {
        table
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let is_unique =
        |field: &&Value| field.pointer("/constraints/unique") == Some(&Value::Bool(true));
    let fields = list("fields")
        .filter(is_unique)
        .map(|f| names(f.get("name")));
    let sets = list("uniqueKeys").map(|set| names(Some(set)));
    fields.chain(sets).collect()
}

fn references(table: &Value) -> Vec<Reference> {
    let keys = table.get("foreignKeys").and_then(Value::as_array);
    keys.into_iter()
        .flatten()
        .filter_map(|key| {
            let reference = key.get("reference")?;
            let resource = reference.get("resource").and_then(Value::as_str);
            Some(Reference {
                fields: names(key.get("fields")),
                resource: resource.unwrap_or("").to_owned(),
                target: names(reference.get("fields")),
            })
        })
        .collect()
}
