//! From what the user names to the files to open.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobBuilder;

use super::ReadError;

/// A file to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InputFile {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// Its path from the input root, with forward slashes: the name that rows and ids carry.
    pub name: Arc<str>,
}

/// Suffixes of files that are one page.
const PAGES: &[&str] = &["txt", "text", "html", "htm", "xhtml"];

/// Suffixes of files that hold many pages.
const CONTAINERS: &[&str] = &["jsonl", "ndjson", "csv", "tsv", "parquet", "warc", "wet"];

/// Suffixes of compressed files, taken off before the others are looked at.
const COMPRESSED: &[&str] = &["gz", "zst", "zstd"];

/// The files of all inputs in reading order, and the files of folders that were passed over.
pub(super) fn expand(inputs: &[PathBuf]) -> Result<(Vec<InputFile>, Vec<PathBuf>), ReadError> {
    let mut found = Found::default();
    for input in inputs {
        found.add(input, true)?;
    }
    Ok((found.files, found.skipped))
}

#[derive(Default)]
struct Found {
    files: Vec<InputFile>,
    skipped: Vec<PathBuf>,
}

impl Found {
    /// Adds one input; `lists` is false inside a list, so that lists do not nest.
    fn add(&mut self, input: &Path, lists: bool) -> Result<(), ReadError> {
        let written = input.to_string_lossy();
        if written == "-" {
            self.files.push(InputFile {
                path: input.to_path_buf(),
                name: "-".into(),
            });
            return Ok(());
        }
        let unreadable = |source| ReadError::Unreadable {
            path: input.to_path_buf(),
            source,
        };
        match fs::metadata(input) {
            Ok(meta) if meta.is_dir() => self.folder(input),
            Ok(_) => {
                // Opened now, so that a run with an unreadable input stops before any work.
                fs::File::open(input).map_err(unreadable)?;
                self.files.push(InputFile {
                    path: input.to_path_buf(),
                    name: file_name(input),
                });
                Ok(())
            }
            Err(missing) => match written.strip_prefix('@') {
                Some(list) if lists => self.list(Path::new(list)),
                _ if written.contains(['*', '?', '[']) => self.glob(input),
                _ => Err(unreadable(missing)),
            },
        }
    }

    /// The inputs that a file names, one a line; empty lines and `#` lines are no inputs.
    fn list(&mut self, path: &Path) -> Result<(), ReadError> {
        let unreadable = |source| ReadError::Unreadable {
            path: path.to_path_buf(),
            source,
        };
        for line in fs::read_to_string(path).map_err(unreadable)?.lines() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                self.add(Path::new(line), false)?;
            }
        }
        Ok(())
    }

    fn folder(&mut self, root: &Path) -> Result<(), ReadError> {
        let files = walk(root)?;
        let wanted = if files.iter().any(|f| has_suffix(&f.name, PAGES)) {
            PAGES
        } else {
            CONTAINERS
        };
        let before = self.files.len();
        for file in files {
            if has_suffix(&file.name, wanted) {
                self.files.push(file);
            } else {
                self.skipped.push(file.path);
            }
        }
        if self.files.len() == before {
            return Err(ReadError::NoPages {
                path: root.to_path_buf(),
            });
        }
        Ok(())
    }

    /// The files that match a pattern, relative to the last folder before its first wild card.
    fn glob(&mut self, pattern: &Path) -> Result<(), ReadError> {
        let root: PathBuf = pattern
            .components()
            .take_while(|c| !c.as_os_str().to_string_lossy().contains(['*', '?', '[']))
            .collect();
        let rest = pattern.strip_prefix(&root).unwrap_or(pattern);
        let matcher = GlobBuilder::new(&rest.to_string_lossy())
            .literal_separator(true)
            .build()
            .map_err(|error| ReadError::BadPattern {
                pattern: pattern.to_path_buf(),
                message: error.kind().to_string(),
            })?
            .compile_matcher();
        let root = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &root
        };
        let before = self.files.len();
        let matching = walk(root)?;
        self.files.extend(
            matching
                .into_iter()
                .filter(|file| matcher.is_match(file.name.as_ref())),
        );
        if self.files.len() == before {
            return Err(ReadError::NoMatch {
                pattern: pattern.to_path_buf(),
            });
        }
        Ok(())
    }
}

/// All files under `root`, sorted by their path from it. Hidden ones are passed over, and links to
/// folders are not followed, so that no link leads out of the folder or round in it.
fn walk(root: &Path) -> Result<Vec<InputFile>, ReadError> {
    let mut files = Vec::new();
    let mut open = vec![(root.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        let unreadable = |source: io::Error| ReadError::Unreadable {
            path: folder.clone(),
            source,
        };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let kind = entry.file_type().map_err(unreadable)?;
            let path = entry.path();
            if kind.is_dir() {
                open.push((path, format!("{prefix}{name}/")));
            } else if kind.is_file() || (kind.is_symlink() && path.is_file()) {
                files.push(InputFile {
                    path,
                    name: format!("{prefix}{name}").into(),
                });
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The name a lone file goes by: its last part, so that no `../` of the command line reaches a row.
fn file_name(path: &Path) -> Arc<str> {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into()
}

/// `name` without the suffix of a compressed file.
pub(super) fn uncompressed(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, suffix)) if matches(suffix, COMPRESSED) => stem,
        _ => name,
    }
}

fn has_suffix(name: &str, suffixes: &[&str]) -> bool {
    uncompressed(name)
        .rsplit_once('.')
        .is_some_and(|(_, suffix)| matches(suffix, suffixes))
}

fn matches(suffix: &str, suffixes: &[&str]) -> bool {
    suffixes.iter().any(|s| s.eq_ignore_ascii_case(suffix))
}
