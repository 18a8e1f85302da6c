//! Files against what the manifest says of them, and against one another.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::package::{Package, Resource};
use super::{MANIFEST, Options, note};
use crate::table::canonical::Digest;
use crate::table::columns::Table;
use crate::table::load::{self, LoadError};
use crate::table::record::hex;
use crate::validate::file::Checked;
use crate::validate::findings::Tallies;
use crate::validate::report::Report;
use crate::validate::source::{Format, Source};

/// Compares a file with its entry in the manifest.
pub(super) fn compare(resource: &Resource, path: &Path, checked: &mut Checked) {
    let sound = !checked.tallies.has_error();
    let tallies = &mut checked.tallies;
    match (sha256(path), &resource.hash) {
        (Ok((bytes, found)), Some(stated)) => {
            let same_size = resource.bytes.is_none_or(|stated| stated == bytes);
            let stated = stated.strip_prefix("sha256:").unwrap_or(stated);
            if stated.len() != 64 {
                note(
                    tallies,
                    "I211",
                    "",
                    format!("the hash {stated} is no SHA-256"),
                );
            } else if !stated.eq_ignore_ascii_case(&found) || !same_size {
                let message = match resource.bytes {
                    Some(stated) if stated != bytes => {
                        format!("{bytes} bytes where the manifest has {stated}")
                    }
                    _ => format!(
                        "its SHA-256 begins {}, in the manifest {}",
                        &found[..8],
                        &stated[..8]
                    ),
                };
                note(tallies, "I206", "", message);
            }
        }
        (Ok((bytes, _)), None) => {
            if let Some(stated) = resource.bytes.filter(|stated| *stated != bytes) {
                let message = format!("{bytes} bytes where the manifest has {stated}");
                note(tallies, "I206", "", message);
            }
        }
        (Err(error), _) => note(tallies, "I211", "", format!("its digest: {error}")),
    }
    if let Some(stated) = resource.rows.filter(|stated| *stated != checked.rows) {
        let message = format!("{} rows where the manifest has {stated}", checked.rows);
        note(tallies, "I207", "", message);
    }
    if let (Some(table), Some(stated)) = (resource.own, &resource.content_digest) {
        match content(table, resource.format, path) {
            Ok(found) if found == *stated => {}
            Ok(_) => note(
                tallies,
                "I208",
                "",
                "its rows are not those of the manifest's content_digest".to_owned(),
            ),
            // Rows that break the contract have been reported one by one.
            Err(error) if sound => note(tallies, "I208", "", error.to_string()),
            Err(_) => {}
        }
    }
}

/// Size and digest of a file.
fn sha256(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut block = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok((bytes, hex(&hash.finalize())));
        }
        bytes += read as u64;
        hash.update(&block[..read]);
    }
}

/// The digest of a file's rows.
fn content(table: &'static Table, format: Format, path: &Path) -> Result<String, LoadError> {
    let mut digest = Digest::default();
    let file = File::open(path)?;
    let each = |rows: &_| digest.update(rows);
    match format {
        Format::Csv => load::csv(table, BufReader::new(file), each)?,
        Format::Jsonl => load::jsonl(table, BufReader::new(file), each)?,
        Format::Parquet => load::parquet(table, file, each)?,
    }
    Ok(digest.finish().1)
}

/// Reports table files in the folder that the manifest does not list.
pub(super) fn unlisted(folder: &Path, package: &Package, manifest: &mut Tallies) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Format::of_name(Path::new(name)).is_some() && name != MANIFEST)
        .filter(|name| !package.resources.iter().any(|r| r.path == *name))
        .collect();
    names.sort();
    for name in names {
        note(manifest, "I210", "", format!("{name} is not listed"));
    }
}

/// Compares the columns of Parquet files whose names differ only by digits.
pub(super) fn compare_shards(paths: &[PathBuf], options: &Options, report: &mut Report) {
    let mut first: BTreeMap<String, (String, String)> = BTreeMap::new();
    for path in paths {
        let Ok(source) = Source::open(path, options.format) else {
            continue;
        };
        if source.format != Format::Parquet {
            continue;
        }
        let Ok(rows) = crate::validate::parquet::Rows::open(source) else {
            continue;
        };
        let columns: Vec<String> = rows
            .schema
            .fields()
            .iter()
            .map(|f| format!("{} {}", f.name(), f.data_type()))
            .collect();
        let columns = columns.join(", ");
        let shown = path.display().to_string();
        let table: String = shown.chars().filter(|c| !c.is_ascii_digit()).collect();
        match first.get(&table) {
            None => {
                first.insert(table, (shown, columns));
            }
            Some((other, theirs)) if *theirs != columns => {
                let mut tallies = Tallies::new(options.keep.clone(), &options.severities);
                let message = format!("its columns are {columns}; those of {other} are {theirs}");
                note(&mut tallies, "L321", "", message);
                report.findings.extend(tallies.findings(&shown));
            }
            Some(_) => {}
        }
    }
}
