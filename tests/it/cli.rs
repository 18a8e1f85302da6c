//! Cases of `tests/cli`: one folder each, with a command, its exit code and what it prints.
//!
//! `case.toml` says what is run in a fresh folder that holds a copy of the case's `in/`; `stdout.txt` and
//! `stderr.txt` are what it must print, where a missing file means nothing at all. `[..]` stands for any characters
//! of one line. `BLESS=1 cargo test --test it cli` writes what was printed into the two files, for review.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;

use crate::fixtures::{newsrows, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What a user learns from the case.
    #[serde(rename = "summary")]
    _summary: String,
    /// Commands that come before and must exit 0.
    #[serde(default)]
    before: Vec<Vec<String>>,
    /// Files of `fixtures/` that are copied beside those of `in/`.
    #[serde(default)]
    fixtures: Vec<String>,
    /// Variables of the environment.
    #[serde(default)]
    env: std::collections::BTreeMap<String, String>,
    /// Empty folders to make, which version control would not keep.
    #[serde(default)]
    folders: Vec<String>,
    /// The command, without the program's name.
    args: Vec<String>,
    /// Standard input.
    #[serde(default)]
    stdin: String,
    /// Exit code.
    exit: i32,
    /// Files that exist afterwards.
    #[serde(default)]
    exists: Vec<String>,
    /// Files that do not.
    #[serde(default)]
    absent: Vec<String>,
    /// Files whose lines are counted afterwards.
    #[serde(default)]
    lines: std::collections::BTreeMap<String, usize>,
}

#[test]
fn commands_print_and_exit_as_their_cases_say() {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("tests/cli"))
        .expect("tests/cli")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("case.toml").exists())
        .collect();
    folders.sort();
    let only = std::env::var("CASE").ok();
    folders.retain(|folder| only.as_ref().is_none_or(|only| folder.ends_with(only)));
    assert!(!folders.is_empty());
    let complaints: Vec<String> = folders.iter().flat_map(|folder| check(folder)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn check(folder: &Path) -> Vec<String> {
    let name = folder.file_name().expect("a name").to_string_lossy();
    let text = fs::read_to_string(folder.join("case.toml")).expect("a case");
    let case: Case = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let scratch = tempfile::tempdir().expect("a temporary folder");
    if folder.join("in").exists() {
        copy(&folder.join("in"), &scratch.path().join("in"));
    }
    for file in &case.fixtures {
        let from = root().join("fixtures").join(file);
        let to = scratch.path().join("in");
        fs::create_dir_all(&to).expect("a folder");
        fs::copy(&from, to.join(from.file_name().expect("a name"))).expect("a copy");
    }
    for empty in &case.folders {
        fs::create_dir_all(scratch.path().join(empty)).expect("a folder");
    }
    for args in &case.before {
        let status = newsrows().args(args).current_dir(scratch.path()).status();
        assert!(
            status.expect("the binary starts").success(),
            "{name}: {args:?}"
        );
    }
    let mut child = newsrows()
        .args(&case.args)
        .envs(&case.env)
        .current_dir(scratch.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that reads nothing may be gone before everything is written.
    let _ = stdin.write_all(case.stdin.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("an end");

    let mut complaints = Vec::new();
    if output.status.code() != Some(case.exit) {
        complaints.push(format!(
            "{name}: exit {:?}, want {}",
            output.status.code(),
            case.exit
        ));
    }
    for (stream, bytes) in [
        ("stdout.txt", &output.stdout),
        ("stderr.txt", &output.stderr),
    ] {
        let got = String::from_utf8_lossy(bytes);
        let path = folder.join(stream);
        if std::env::var_os("BLESS").is_some() {
            bless(&path, &got);
        }
        let want = fs::read_to_string(&path).unwrap_or_default();
        if !matches(&want, &got) {
            complaints.push(format!(
                "{name}: {stream}:\n--- want\n{want}--- got\n{got}---"
            ));
        }
    }
    for path in &case.exists {
        if !scratch.path().join(path).exists() {
            complaints.push(format!("{name}: {path} is missing"));
        }
    }
    for path in &case.absent {
        if scratch.path().join(path).exists() {
            complaints.push(format!("{name}: {path} exists"));
        }
    }
    for (path, want) in &case.lines {
        let text = fs::read_to_string(scratch.path().join(path)).unwrap_or_default();
        if text.lines().count() != *want {
            complaints.push(format!(
                "{name}: {path} has {} lines, want {want}",
                text.lines().count()
            ));
        }
    }
    complaints
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Line by line, `[..]` stands for anything.
fn matches(want: &str, got: &str) -> bool {
    let line = |want: &str, got: &str| {
        let mut parts = want.split("[..]");
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = got.strip_prefix(first) else {
            return false;
        };
        let mut open = false;
        for part in parts {
            open = true;
            match rest.find(part) {
                Some(_) if part.is_empty() => rest = "",
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        rest.is_empty() || (open && want.ends_with("[..]"))
    };
    let (want, got): (Vec<_>, Vec<_>) = (want.lines().collect(), got.lines().collect());
    want.len() == got.len() && want.iter().zip(&got).all(|(w, g)| line(w, g))
}

/// Writes what was printed, unless what is there already fits or there is nothing.
fn bless(path: &Path, got: &str) {
    let want = fs::read_to_string(path).unwrap_or_default();
    if matches(&want, got) {
    } else if got.is_empty() {
        fs::remove_file(path).expect("removed");
    } else {
        fs::write(path, got).expect("written");
    }
}

#[test]
fn wildcards_stay_within_a_line() {
    assert!(matches("3 pages in [..] s\n", "3 pages in 0.21 s\n"));
    assert!(matches("a[..]", "a and more"));
    assert!(!matches("a[..]c\n", "ab\nc\n"));
    assert!(!matches("a\n", "a\nb\n"));
    assert!(!matches("", "a"));
}
