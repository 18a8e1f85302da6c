//! Reads a dataset's files back and compares their contents.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::WriteError;
use super::manifest::TableFiles;
use crate::table::canonical::Digest;
use crate::table::columns::Table;
use crate::table::load::{self, LoadError};

/// Rows and content digest of one file of a table, by its extension.
pub fn digest(table: &'static Table, path: &Path) -> Result<(u64, String), LoadError> {
    let mut digest = Digest::default();
    let file = File::open(path)?;
    let each = |rows: &_| digest.update(rows);
    match path.extension().and_then(|e| e.to_str()) {
        Some("csv") => load::csv(table, BufReader::new(file), each)?,
        Some("jsonl") => load::jsonl(table, BufReader::new(file), each)?,
        _ => load::parquet(table, file, each)?,
    }
    Ok(digest.finish())
}

/// Checks that each file of `folder` reads back as the rows that were written.
pub fn verify(folder: &Path, tables: &[TableFiles]) -> Result<(), WriteError> {
    for table in tables {
        for file in &table.files {
            let path = folder.join(&file.name);
            let read = digest(table.table, &path).map_err(|e| e.to_string());
            let same = match read {
                Ok((rows, digest)) if rows == table.rows && digest == table.content_digest => {
                    continue;
                }
                Ok((rows, _)) if rows != table.rows => {
                    format!("{rows} rows read back of {}", table.rows)
                }
                Ok(_) => "other values read back than were written".to_owned(),
                Err(message) => message,
            };
            return Err(WriteError::Differs(file.name.clone(), same));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Format;
    use crate::table::RowsBuilder;
    use crate::table::columns::LINES;
    use crate::write::file::Output;
    use crate::write::sink::Sink;

    /// Texts that have broken loaders: quotes, line ends of all kinds, emptiness, words for nothing.
    const TEXTS: [&str; 10] = [
        "",
        "\"",
        "a,b\r\nc",
        "\u{2028}\u{2029}\u{85}",
        "NA",
        "null",
        "0012",
        "=1+1",
        "đồng chí \u{1f600}",
        "\\\"\t\u{1}\u{feff}",
    ];

    #[test]
    fn every_format_reads_back_to_the_same_digest() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut builder = RowsBuilder::new(&LINES);
        for i in 0..3_000 {
            let text = TEXTS[i % TEXTS.len()];
            builder
                .text("page_id", text)
                .int("line", i + 1)
                .int("start", 0)
                .int("end", 3);
            builder
                .text("role", "body")
                .text("reason", text)
                .float("score", i as f64 / 3_000.0);
            builder
                .text("record_id", None)
                .text("field", None)
                .int("field_start", None);
            builder.text("text", Some(text).filter(|_| i % 3 > 0));
        }
        let rows = builder.finish().expect("rows");
        let mut want = Sink::digest();
        want.write(&rows).expect("digested");
        let want = want.finish().expect("digested").content_digest;
        for format in Format::ALL {
            let name = format!("lines.{}", format.as_str());
            let output = Output::create(folder.path(), &name).expect("created");
            let mut sink = Sink::new(&LINES, format, output).expect("opened");
            sink.write(&rows).expect("written");
            sink.finish().expect("closed");
            let (count, read) = digest(&LINES, &folder.path().join(&name)).expect("read back");
            assert_eq!((count, Some(read)), (3_000, want.clone()), "{name}");
        }
    }
}
