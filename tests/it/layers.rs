//! The source depends one way: a stage uses those before it, never those behind.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages, each before those that may use it.
const STAGES: [&str; 12] = [
    "span",
    "diagnostic",
    "codes",
    "lexicon",
    "read",
    "clean",
    "extract",
    "table",
    "validate",
    "write",
    "pipeline",
    "cli",
];

/// The parts of the event coder, likewise.
const EVENT_PARTS: [&str; 7] = [
    "words", "sentence", "story", "status", "source", "slots", "rows",
];

#[test]
fn no_stage_uses_one_behind_it() {
    one_way(Path::new("src"), &STAGES, "crate::");
}

#[test]
fn no_part_of_the_event_coder_uses_one_behind_it() {
    one_way(
        Path::new("src/extract/event"),
        &EVENT_PARTS,
        "crate::extract::event::",
    );
}

/// Checks the modules of a folder, which name each other by paths from `root` or, at their own head,
/// from `super`.
fn one_way(folder: &Path, modules: &[&str], root: &str) {
    let mut looked_at = 0;
    for (rank, module) in modules.iter().enumerate() {
        let behind = &modules[rank + 1..];
        for file in sources(&folder.join(module)) {
            let head = file.parent() == Some(&folder.join(module)) && file.ends_with("mod.rs");
            let text = fs::read_to_string(&file).expect("a source file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code = code.lines().filter(|l| !l.trim_start().starts_with("//"));
            for line in code {
                looked_at += 1;
                let uses = |root: &str, name: &str| {
                    let paths = line.match_indices(root);
                    paths.map(|(at, _)| &line[at + root.len()..]).any(|path| {
                        let rest = path.strip_prefix(name);
                        rest.is_some_and(|rest| {
                            !rest.starts_with(|c: char| c == '_' || c.is_alphanumeric())
                        })
                    })
                };
                let wrong = behind
                    .iter()
                    .find(|other| uses(root, other) || head && uses("super::", other));
                assert!(
                    wrong.is_none(),
                    "{}: `{module}` uses `{}`: {line}",
                    file.display(),
                    wrong.unwrap_or(&"")
                );
            }
        }
    }
    assert!(looked_at > 1000, "{}: no code found", folder.display());
}

/// The source files of a module, tests apart.
fn sources(module: &Path) -> Vec<PathBuf> {
    let file = module.with_extension("rs");
    let mut found: Vec<PathBuf> = file.exists().then_some(file).into_iter().collect();
    let mut folders = vec![module.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs")
                && !path.to_string_lossy().ends_with("tests.rs")
            {
                found.push(path);
            }
        }
    }
    found
}
