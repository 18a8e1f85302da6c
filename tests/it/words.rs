//! Words of the language stand in tables, where they can be changed without a programmer.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Letters, not words: alphabets, tone marks, the letters of list items.
const ALPHABETS: [&str; 4] = [
    "clean/mojibake.rs",
    "clean/restore.rs",
    "extract/token/spelling.rs",
    "lexicon/syllables.rs",
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in dir.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_word_of_the_language_stands_in_code() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 100);
    let text = Regex::new(r#""(?:[^"\\]|\\.)*""#).expect("a pattern");
    let letter = Regex::new(r"[\p{L}--\p{ASCII}]").expect("a pattern");
    let mut found = BTreeSet::new();
    for file in files {
        let name = file.strip_prefix(&src).expect("below src");
        let name = name.to_string_lossy().replace('\\', "/");
        let of_tests =
            name.ends_with("tests.rs") || name.contains("/tests/") || name.contains("broken");
        let code = std::fs::read_to_string(&file).expect("UTF-8");
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim().starts_with("//"));
        // What follows two slashes behind code is a comment; an address has a colon before them.
        let comment = |line: &str| line.split(" // ").next().unwrap_or_default().to_owned();
        let worded = |line: String| text.find_iter(&line).any(|t| letter.is_match(t.as_str()));
        if !of_tests && lines.map(comment).any(worded) {
            found.insert(name);
        }
    }
    assert_eq!(found, ALPHABETS.map(str::to_owned).into());
}
