//! `fixtures/broken/datasets.toml`: datasets with one defect each, the findings wanted, and twins
//! without any.

use std::collections::BTreeMap;
use std::path::Path;

use super::{MANIFEST, Made, Row, found, options, validate};
use crate::validate::findings::Finding;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
    package: Vec<OwnPackage>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    broken: Vec<Change>,
    clean: Vec<Change>,
    expect: String,
    shows: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    table: String,
    row: usize,
    set: Row,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnPackage {
    name: String,
    manifest: Option<String>,
    broken: BTreeMap<String, String>,
    clean: BTreeMap<String, String>,
    expect: Vec<String>,
}

fn cases() -> Cases {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken/datasets.toml");
    let text = std::fs::read_to_string(path).expect("the fixtures are there");
    toml::from_str(&text).expect("the fixtures are TOML")
}

impl Made {
    fn with(mut self, changes: &[Change]) -> Self {
        for change in changes {
            let rows = match change.table.as_str() {
                "records" => &mut self.records,
                "events" => &mut self.events,
                "lines" => &mut self.lines,
                "mentions" => &mut self.mentions,
                other => panic!("no table {other}"),
            };
            rows[change.row - 1].extend(change.set.clone());
        }
        self
    }
}

/// What stands under the caret of a finding's first place, or the value where there is no text.
fn shown(finding: &Finding) -> String {
    let sample = &finding.samples[0];
    let field = finding.field.as_deref().expect("a column");
    let name = field.split(", ").next().unwrap_or(field);
    assert_eq!(sample.pointer, Some(format!("/{name}")), "{finding:?}");
    match &sample.excerpt {
        None => {
            assert!(finding.path.ends_with(".parquet"), "{finding:?}");
            sample.value.clone().expect("a value")
        }
        Some(excerpt) => {
            assert!(sample.line.is_some() && sample.column.is_some() && sample.bytes.is_some());
            let text = &excerpt.text[excerpt.start..excerpt.end];
            text.trim_matches('"').to_owned()
        }
    }
}

#[test]
fn a_defect_of_the_rows_is_found_and_shown_in_every_format_and_its_twin_yields_nothing() {
    let mut wrong = Vec::new();
    for case in cases().case {
        let folder = tempfile::tempdir().expect("a folder");
        Made::sound().with(&case.broken).write(folder.path());
        let report = validate(&[folder.path().to_path_buf()], &options()).expect("is read");
        let told: Vec<(String, String, String)> = report
            .findings
            .iter()
            .map(|f| {
                let row = f.samples[0].record.map_or(String::new(), |n| n.to_string());
                let field = f.field.as_deref().unwrap_or("-");
                let file = Path::new(&f.path).file_name().expect("a name");
                let file = file.to_string_lossy().into_owned();
                (
                    file,
                    format!("{} {field} {} {row}", f.code, f.count),
                    shown(f),
                )
            })
            .collect();
        let table = case.expect.split(' ').nth(1).and_then(|field| {
            let changed = case.broken.iter().find(|c| c.set.contains_key(field));
            Some(changed.or(case.broken.first())?.table.clone())
        });
        let table = table.expect("a table");
        let wanted = ["csv", "jsonl", "parquet"].map(|format| {
            let file = format!("{table}.{format}");
            (file, case.expect.clone(), case.shows.clone())
        });
        if told != wanted {
            wrong.push(format!("{}: {told:?}, wanted {wanted:?}", case.name));
        }
        let folder = tempfile::tempdir().expect("a folder");
        Made::sound().with(&case.clean).write(folder.path());
        let found = found(folder.path());
        if !found.is_empty() {
            wrong.push(format!("twin of {}: {found:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_defect_of_a_users_own_package_is_found_at_its_place_and_its_twin_yields_nothing() {
    let mut wrong = Vec::new();
    for case in cases().package {
        for (files, expect) in [(&case.broken, &case.expect), (&case.clean, &Vec::new())] {
            let folder = tempfile::tempdir().expect("a folder");
            let manifest = case.manifest.iter().map(|text| (MANIFEST, text));
            let files = files.iter().map(|(name, text)| (name.as_str(), text));
            for (name, text) in manifest.chain(files) {
                std::fs::write(folder.path().join(name), text).expect("writable");
            }
            let report = validate(&[folder.path().to_path_buf()], &options()).expect("is read");
            let place = |f: &Finding| {
                let sample = f.samples.first()?;
                Some(format!(" {}:{}", sample.line?, sample.column?))
            };
            let places = report.findings.iter().map(|f| place(f).unwrap_or_default());
            let told: Vec<String> = found(folder.path())
                .into_iter()
                .zip(places)
                .map(|(finding, place)| finding + &place)
                .collect();
            if told != *expect {
                wrong.push(format!("{}: {told:?}, wanted {expect:?}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
