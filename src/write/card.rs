//! The dataset's `README.md`, a dataset card, and its `CODEBOOK.md`.

use std::path::Path;

use minijinja::{Environment, context};

use super::WriteError;
use super::file::write_whole;
use super::manifest::Dataset;
use crate::table::{duckdb, markdown};

/// Names of the files.
pub const CARD: &str = "README.md";
/// Names of the files.
pub const CODEBOOK: &str = "CODEBOOK.md";

/// Writes both.
pub fn write(folder: &Path, dataset: &Dataset) -> Result<(), WriteError> {
    let card = card(dataset).map_err(|e| WriteError::Encode(CARD, e.to_string()))?;
    write_whole(folder, CARD, &format!("{}\n", card.trim_end()))?;
    write_whole(folder, CODEBOOK, &markdown::codebook())?;
    Ok(())
}

fn card(dataset: &Dataset) -> Result<String, minijinja::Error> {
    let has = |format: &str| {
        let mut files = dataset.tables.iter().flat_map(|t| &t.files);
        files.any(|f| f.name.ends_with(format))
    };
    let tables: Vec<_> = dataset
        .tables
        .iter()
        .map(|t| {
            context! {
                name => t.table.name,
                rows => t.rows,
                description => t.table.description,
                best => ["parquet", "jsonl", "csv"].into_iter().find(|f| has(f)),
                duckdb => duckdb::columns(t.table, false),
            }
        })
        .collect();
    let environment = Environment::new();
    environment.render_str(
        include_str!("card.md.j2"),
        context! {
            version => env!("CARGO_PKG_VERSION"),
            size => size_category(dataset.count("records")),
            pages => dataset.count("pages"),
            rejects => dataset.count("rejects"),
            created => dataset.created_text(),
            zone => dataset.zone,
            text => dataset.text,
            csv => has("csv"),
            jsonl => has("jsonl"),
            parquet => has("parquet"),
            tables,
        },
    )
}

/// Hugging Face's words for sizes.
fn size_category(rows: u64) -> &'static str {
    match rows {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        100_000..1_000_000 => "100K<n<1M",
        1_000_000..10_000_000 => "1M<n<10M",
        10_000_000..100_000_000 => "10M<n<100M",
        _ => "n>100M",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::columns::RECORDS;
    use crate::write::file::Written;
    use crate::write::manifest::TableFiles;

    #[test]
    fn the_card_shows_only_how_to_read_what_is_there() {
        let file = |name: &str| Written {
            name: name.to_owned(),
            bytes: 1,
            sha256: String::new(),
        };
        let tables = [TableFiles {
            table: &RECORDS,
            files: vec![file("records.jsonl")],
            rows: 1_234,
            content_digest: String::new(),
        }];
        let dataset = Dataset {
            tables: &tables,
            rejects: &file("rejects.jsonl"),
            created: None,
            zone: "UTC",
            text: false,
            counts: [
                ("pages", 1_300),
                ("records", 1_234),
                ("events", 0),
                ("rejects", 66),
            ],
        };
        let card = card(&dataset).expect("rendered");
        assert!(
            card.starts_with("---\nlanguage:\n- vi\nsize_categories:\n- 1K<n<10K\n"),
            "{card}"
        );
        assert!(card.contains("data_files: records.jsonl"));
        assert!(card.contains("from 1300 scraped pages. 66 pages"));
        assert!(card.contains("texts were left out"));
        assert!(!card.contains("read_csv") && !card.contains("read_parquet"));
        assert!(card.contains("'captions': 'VARCHAR[]'"));
    }
}
