//! `newsrows show`: the same rows as an export, for one page, in the terminal, as JSON and as a web page.

use serde_json::Value;

use crate::fixtures::{dataset, newsrows, run};

const PAGE: &str = "fixtures/pages/provincial-teaser-stamps.txt";

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_line_stands_in_the_terminal_with_its_role_and_reason() {
    let shown = text(run(&["show", PAGE], 0).stdout);
    let page = std::fs::read_to_string(crate::fixtures::root().join(PAGE)).expect("a page");
    for (number, line) in page.lines().enumerate() {
        let number = format!("{:>4} ", number + 1);
        let row = shown
            .lines()
            .find(|row| row.starts_with(&number))
            .expect("the line's row");
        let mut words = row.split_whitespace().skip(1);
        let role = words.next().expect("a role");
        assert!(
            newsrows::clean::Role::ALL
                .iter()
                .any(|known| known.as_str() == role),
            "{row}"
        );
        let first = line.split_whitespace().next().unwrap_or_default();
        assert!(words.nth(1).unwrap_or_default().starts_with(first), "{row}");
    }
    assert!(shown.contains("[1] CONSULT"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn json_holds_the_rows_of_an_export() {
    let shown: Value =
        serde_json::from_slice(&run(&["show", PAGE, "--json"], 0).stdout).expect("JSON");
    let record = &shown["records"][0];
    let exported = dataset()
        .records
        .iter()
        .find(|row| row["page_id"] == "provincial-teaser-stamps.txt")
        .expect("the record");
    for name in ["title", "body", "published_date", "page_sha256", "captions"] {
        assert_eq!(record[name], exported[name], "{name}");
    }
    let events: Vec<_> = dataset()
        .events
        .iter()
        .filter(|row| row["record_id"] == exported["record_id"])
        .map(|row| (&row["event_type"], &row["evidence"], &row["rule"]))
        .collect();
    let shown_events: Vec<_> = shown["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|row| (&row["event_type"], &row["evidence"], &row["rule"]))
        .collect();
    assert_eq!(shown_events, events);
    assert_eq!(shown["lines"].as_array().map(Vec::len), Some(14));
}

#[test]
fn the_web_page_is_one_file_that_loads_nothing() {
    let html = text(run(&["show", PAGE, "--html"], 0).stdout);
    assert!(html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"));
    for outside in ["src=\"http", "href=\"http", "url(", "@import", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
    for (number, id) in html.match_indices("id=\"event-").enumerate() {
        let card = format!("id=\"event-{}\"", number + 1);
        assert!(html[id.0..].starts_with(&card));
        assert!(
            html.contains(&format!("href=\"#event-{}\"", number + 1)),
            "no link to event {}",
            number + 1
        );
    }
}

#[test]
fn one_page_of_many_is_chosen_by_its_id() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder
        .path()
        .join("pages.jsonl")
        .to_string_lossy()
        .into_owned();
    let row =
        |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"Trang chủ\\nLiên hệ {id}\\n\"}}\n");
    std::fs::write(&file, row("a") + &row("b")).expect("a file");
    let first = run(&["show", &file], 0);
    assert!(text(first.stdout).contains("Liên hệ a"));
    assert!(text(first.stderr).contains("--page"));
    let second = run(&["show", &file, "--page", "b"], 0);
    assert!(text(second.stdout).contains("Liên hệ b"));
    assert!(text(run(&["show", &file, "--page", "c"], 2).stderr).contains('c'));
}

#[test]
fn a_page_can_be_written_to_a_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder
        .path()
        .join("page.html")
        .to_string_lossy()
        .into_owned();
    let shown = run(&["show", PAGE, "--html", "-o", &file], 0);
    assert!(shown.stdout.is_empty());
    assert!(
        std::fs::read_to_string(&file)
            .expect("the file")
            .contains("</html>")
    );
}

#[test]
fn a_reader_that_goes_away_is_a_quiet_end() {
    let mut child = newsrows()
        .args(["show", PAGE, "--html"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(0), "{}", text(output.stderr));
}

#[test]
fn a_sentence_with_a_trigger_and_no_row_is_shown_with_the_reason() {
    let page = "fixtures/pages/several-parties-subheadings.txt";
    let shown: Value =
        serde_json::from_slice(&run(&["show", page, "--json", "--missed"], 0).stdout)
            .expect("JSON");
    let record = &shown["records"][0];
    let missed = shown["missed"].as_array().expect("sentences");
    assert!(!missed.is_empty());
    let events = shown["events"].as_array().expect("events");
    for row in missed {
        assert_eq!(row["record_id"], record["record_id"]);
        let field: Vec<char> = record[row["field"].as_str().expect("a field")]
            .as_str()
            .expect("text")
            .chars()
            .collect();
        let cut = |row: &Value| {
            let at = |name: &str| row[name].as_u64().expect("an offset") as usize;
            field[at("start")..at("end")].iter().collect::<String>()
        };
        assert_eq!(row["sentence"], cut(row));
        assert!(events.iter().all(|e| e["evidence"] != row["sentence"]));
        for trigger in row["triggers"].as_array().expect("triggers") {
            assert_eq!(trigger["text"], cut(trigger));
            let rule = trigger["rule"].as_str().expect("a rule");
            assert!(row["outline"].as_str().expect("text").contains(rule));
            assert!(!trigger["reason"].as_str().expect("a reason").is_empty());
        }
    }
    let without: Value =
        serde_json::from_slice(&run(&["show", page, "--json"], 0).stdout).expect("JSON");
    assert_eq!(without["missed"], Value::Null, "only when asked for");
    let drawn = text(run(&["show", page, "--missed"], 0).stdout);
    assert!(
        drawn.contains(&format!("  {} of ", missed.len())),
        "{drawn}"
    );
}
