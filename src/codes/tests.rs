//! The registry agrees with itself and with the code.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;

use super::*;

const STAGES: &[(&str, &str)] = &[
    ("read", "R1"),
    ("clean", "C2"),
    ("extract", "X3"),
    ("contract", "V1"),
    ("integrity", "I2"),
    ("loaders", "L3"),
    ("quality", "Q4"),
    ("write", "W6"),
];

fn registry() -> &'static Registry {
    Registry::embedded().expect("the registry parses and repeats nothing")
}

#[test]
fn every_code_carries_its_stage_and_says_everything() {
    let shape = Regex::new(r"^[A-Z]\d{3}$").expect("compiles");
    let name = Regex::new(r"^[a-z0-9]+(-[a-z0-9]+)*$").expect("compiles");
    let mut names = BTreeSet::new();
    for entry in registry().codes() {
        let code = &entry.code;
        assert!(shape.is_match(code), "{code}: a letter and three digits");
        let prefix = STAGES.iter().find(|s| s.0 == entry.stage).map(|s| s.1);
        assert!(
            prefix.is_some_and(|p| code.starts_with(p)),
            "{code} in {}",
            entry.stage
        );
        assert!(name.is_match(&entry.name), "{code}: {}", entry.name);
        assert!(
            names.insert(&entry.name),
            "{code}: name {} repeats",
            entry.name
        );
        for (part, text) in [
            ("summary", &entry.summary),
            ("why", &entry.why),
            ("looks_at", &entry.looks_at),
            ("example", &entry.example),
            ("remedy", &entry.remedy),
        ] {
            assert!(!text.trim().is_empty(), "{code}: {part} is empty");
        }
        assert!(!entry.summary.contains('\n'), "{code}: summary is one line");
    }
}

#[test]
fn every_code_in_the_source_is_registered() {
    let literal = Regex::new(r#""([RCXVILQW]\d{3})""#).expect("compiles");
    let mut used = BTreeSet::new();
    visit(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut |text| {
            used.extend(literal.captures_iter(text).map(|c| c[1].to_owned()));
        },
    );
    let missing: Vec<_> = used
        .iter()
        .filter(|code| registry().code(code).is_none())
        .collect();
    assert!(
        missing.is_empty(),
        "add an entry to src/codes/*.toml for {missing:?}"
    );
}

#[test]
fn a_code_used_twice_is_refused_with_its_file() {
    let entry = "[[code]]\ncode='V101'\nname='a'\nseverity='error'\nsummary='s'\nwhy='w'\n\
                 looks_at='l'\nexample='e'\nremedy='r'\n";
    let error =
        Registry::parse(&[("contract", entry), ("integrity", entry)]).expect_err("repeated");
    assert_eq!(
        error.to_string(),
        "codes/integrity.toml: V101 is taken by an earlier entry"
    );
}

#[test]
fn a_code_is_found_in_any_case_and_by_name() {
    let entry = registry().code("v101").expect("by code");
    assert_eq!(
        registry().code(&entry.name).map(|e| &e.code),
        Some(&entry.code)
    );
    assert!(registry().code("V199").is_none());
}

fn visit(dir: &Path, on_source: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(dir).expect("src is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            visit(&path, on_source);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("codes/tests.rs") {
            on_source(&std::fs::read_to_string(&path).expect("readable"));
        }
    }
}
