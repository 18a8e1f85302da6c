//! The same input gives the same bytes: at any thread count, in any zone or locale of the machine.

use std::collections::BTreeMap;
use std::path::Path;

use crate::fixtures::{newsrows, write_inputs};

/// Every file of a dataset, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder)
        .expect("a dataset")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(path).expect("a file"))
        })
        .collect()
}

fn export(
    folder: &Path,
    name: &str,
    jobs: &str,
    environment: &[(&str, &str)],
) -> BTreeMap<String, Vec<u8>> {
    let out = folder.join(name);
    let status = newsrows()
        .arg("export")
        .args([folder.join("pages"), folder.join("stated.jsonl")])
        .arg("-o")
        .arg(&out)
        .args([
            "--tables",
            "records,events,lines,mentions",
            "--quiet",
            "--jobs",
            jobs,
        ])
        .envs(environment.iter().copied())
        .status()
        .expect("the binary starts");
    assert!(status.success());
    files(&out)
}

fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        other.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in one {
        assert!(bytes == &other[name], "{name} differs");
    }
}

#[test]
fn one_worker_and_eight_write_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_inputs(folder.path());
    let one = export(folder.path(), "one", "1", &[]);
    assert!(one.contains_key("records.parquet") && one.contains_key("datapackage.json"));
    assert_same(&one, &export(folder.path(), "eight", "8", &[]));
}

#[test]
fn zone_and_locale_of_the_machine_change_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_inputs(folder.path());
    let here = export(
        folder.path(),
        "here",
        "2",
        &[("TZ", "UTC"), ("LC_ALL", "C")],
    );
    let there = export(
        folder.path(),
        "there",
        "2",
        &[("TZ", "America/New_York"), ("LC_ALL", "tr_TR.UTF-8")],
    );
    assert_same(&here, &there);
}
