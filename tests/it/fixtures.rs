//! The fixture pages, what each should become, and the dataset that the binary makes of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::{Value, json};

/// One page of `fixtures/pages` and everything that lies beside it.
pub(crate) struct Page {
    pub(crate) slug: String,
    pub(crate) bytes: Vec<u8>,
    /// Alternatives of each line; each alternative lists the roles of the line's segments in order.
    pub(crate) roles: Vec<Vec<Vec<String>>>,
    pub(crate) articles: Vec<Value>,
    pub(crate) events: Vec<Value>,
    /// What the input states beside the text.
    pub(crate) stated: Option<Value>,
}

/// Rows of one export, as the JSON Lines files state them.
pub(crate) struct Dataset {
    pub(crate) records: Vec<Value>,
    pub(crate) events: Vec<Value>,
    pub(crate) lines: Vec<Value>,
    pub(crate) rejects: Vec<Value>,
}

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The binary under test, away from any colour or locale of the machine.
pub(crate) fn newsrows() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsrows"));
    command.current_dir(root()).env("NO_COLOR", "1");
    command
}

/// Runs the binary and fails with its standard error where the exit code is another.
pub(crate) fn run(arguments: &[&str], code: i32) -> Output {
    let output = newsrows()
        .args(arguments)
        .output()
        .expect("the binary starts");
    assert_eq!(
        output.status.code(),
        Some(code),
        "newsrows {}\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Lines of a JSON Lines file.
pub(crate) fn json_lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{path:?}: {e}")))
        .collect()
}

/// Every fixture page, by slug.
pub(crate) fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let folder = root().join("fixtures/pages");
        let mut slugs: Vec<_> = std::fs::read_dir(&folder)
            .expect("fixtures/pages")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|e| e == "txt"))
            .map(|path| {
                path.file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        slugs.sort();
        slugs.into_iter().map(|slug| page(&folder, slug)).collect()
    })
}

fn page(folder: &Path, slug: String) -> Page {
    let beside = |extension: &str| folder.join(format!("{slug}.{extension}"));
    let roles = std::fs::read_to_string(beside("roles.tsv")).expect("roles");
    Page {
        bytes: std::fs::read(beside("txt")).expect("a page"),
        roles: roles.lines().skip(1).map(alternatives).collect(),
        articles: json_lines(&beside("articles.jsonl")),
        events: json_lines(&beside("events.jsonl")),
        stated: json_lines(&beside("input.json")).pop(),
        slug,
    }
}

fn alternatives(row: &str) -> Vec<Vec<String>> {
    let roles = row.split('\t').nth(1).expect("a role");
    roles
        .split('|')
        .map(|one| one.split('+').map(str::to_owned).collect())
        .collect()
}

/// Writes the pages as a user would hold them: files, and JSON Lines where something is stated beside the text.
pub(crate) fn write_inputs(folder: &Path) -> [PathBuf; 2] {
    let files = folder.join("pages");
    let stated = folder.join("stated.jsonl");
    std::fs::create_dir_all(&files).expect("a folder");
    let mut lines = String::new();
    for page in pages() {
        if let Some(extra) = &page.stated {
            let mut row = extra.clone();
            row["id"] = json!(format!("{}.txt", page.slug));
            row["text"] = json!(String::from_utf8_lossy(&page.bytes));
            lines += &format!("{row}\n");
        } else {
            std::fs::write(files.join(format!("{}.txt", page.slug)), &page.bytes).expect("a page");
        }
    }
    std::fs::write(&stated, lines).expect("a file");
    [files, stated]
}

/// The dataset of all fixture pages, exported once.
pub(crate) fn dataset() -> &'static Dataset {
    static DATASET: OnceLock<Dataset> = OnceLock::new();
    DATASET.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let [files, stated] = write_inputs(folder.path());
        let out = folder.path().join("dataset");
        let path = |p: &Path| p.to_string_lossy().into_owned();
        run(
            &[
                "export",
                &path(&files),
                &path(&stated),
                "-o",
                &path(&out),
                "--tables",
                "records,events,lines",
                "--format",
                "jsonl",
                "--quiet",
            ],
            0,
        );
        Dataset {
            records: json_lines(&out.join("records.jsonl")),
            events: json_lines(&out.join("events.jsonl")),
            lines: json_lines(&out.join("lines.jsonl")),
            rejects: json_lines(&out.join("rejects.jsonl")),
        }
    })
}

/// The rows of one page, in order.
pub(crate) fn of_page<'r>(rows: &'r [Value], page: &Page) -> Vec<&'r Value> {
    let id = format!("{}.txt", page.slug);
    rows.iter().filter(|row| row["page_id"] == id).collect()
}

/// Pairs the expected articles of a page with its records: greatest overlap of the words of lead and body first.
pub(crate) fn pairs<'a>(
    page: &'a Page,
    records: &[&'a Value],
) -> Vec<(&'a Value, Option<&'a Value>)> {
    let mut scored = Vec::new();
    for (i, article) in page.articles.iter().enumerate() {
        for (j, record) in records.iter().enumerate() {
            let overlap = overlap(&running_text(article), &running_text(record));
            if overlap >= 0.5 {
                scored.push((overlap, i, j));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut partner = BTreeMap::new();
    for (_, i, j) in scored {
        if !partner.contains_key(&i) && !partner.values().any(|&taken| taken == j) {
            partner.insert(i, j);
        }
    }
    let article = |(i, article)| (article, partner.get(&i).map(|&j: &usize| records[j]));
    page.articles.iter().enumerate().map(article).collect()
}

/// Lead and body, of an expected article their first alternatives.
pub(crate) fn running_text(row: &Value) -> String {
    let part = |name: &str| {
        let value = row[name].get(0).unwrap_or(&row[name]);
        value.as_str().unwrap_or_default().to_owned()
    };
    part("lead") + "\n" + &part("body") + "\n"
}

/// F1 of the four-word shingles of two texts.
pub(crate) fn overlap(want: &str, got: &str) -> f64 {
    let (want, got) = (shingles(want), shingles(got));
    let common: usize = want
        .iter()
        .map(|(shingle, n)| *n.min(got.get(shingle).unwrap_or(&0)))
        .sum();
    let total = want.values().sum::<usize>() + got.values().sum::<usize>();
    if total == 0 {
        return 1.0;
    }
    2.0 * common as f64 / total as f64
}

fn shingles(text: &str) -> BTreeMap<Vec<String>, usize> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut counts = BTreeMap::new();
    for window in words.windows(4.min(words.len()).max(1)) {
        *counts.entry(window.to_vec()).or_default() += 1;
    }
    counts
}

/// True where `expected` is the value, or a list that has it.
pub(crate) fn accepts(expected: &Value, value: &Value) -> bool {
    match expected {
        Value::Array(any) => any.contains(value),
        one => one == value,
    }
}
