//! Damaged and hostile input: one clear message with the place and the remedy, the right exit code, nothing lost.
//!
//! What a user sees of the plain cases stands in `tests/cli`; here is what needs bytes or files that a case
//! folder cannot hold.

use std::fs;
use std::path::Path;

use crate::fixtures::{json_lines, newsrows};

const PAGE: &str = "Ngoại trưởng Malta thăm Kuwait\n\
    Ngày 3/5/2021, Ngoại trưởng Malta đã đến Kuwait và hội đàm với người đồng cấp nước chủ nhà về vận tải biển.\n\
    Hai bên nhất trí lập tổ công tác chung về cảng biển, họp sáu tháng một lần, luân phiên tại hai thủ đô.\n";

/// Exports `input` of `folder` into `folder/out`; returns the exit code and standard error.
fn export(folder: &Path, input: &str, extra: &[&str]) -> (i32, String) {
    let output = newsrows()
        .current_dir(folder)
        .args(["export", input, "-o", "out"])
        .args(extra)
        .output()
        .expect("the binary starts");
    let errors = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!errors.contains("panicked"), "{errors}");
    (output.status.code().expect("a code"), errors)
}

fn scratch(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

#[test]
fn bytes_that_are_no_text_are_a_reject_with_their_offset() {
    let mut broken = PAGE.as_bytes().to_vec();
    // Control bytes and bytes that no Vietnamese encoding assigns: detection has nothing to hold on to.
    broken.splice(10..10, [0xFF, 0xFE, 0x00, 0x81, 0x00, 0xFF, 0x00, 0x01]);
    let folder = scratch(&[("in/good.txt", PAGE.as_bytes()), ("in/broken.txt", &broken)]);
    let (code, errors) = export(folder.path(), "in", &[]);
    assert_eq!(code, 0, "{errors}");
    let rejects = json_lines(&folder.path().join("out/rejects.jsonl"));
    assert_eq!(rejects.len(), 1, "{rejects:?}");
    assert_eq!(rejects[0]["source_path"], "broken.txt");
    assert!(rejects[0]["byte_offset"].is_u64(), "{rejects:?}");
    assert!(rejects[0]["help"].as_str().is_some_and(|h| !h.is_empty()));
    assert_eq!(
        json_lines(&folder.path().join("out/records.jsonl")).len(),
        1
    );
}

#[test]
fn a_jsonl_line_that_is_broken_costs_itself_alone() {
    let good = serde_json::json!({"id": "tot", "text": PAGE}).to_string();
    let text = format!("{good}\n{{\"id\": \"hong\", \"text\": \n{{\"id\": \"thieu\"}}\n\n[1, 2]\n");
    let folder = scratch(&[("in.jsonl", text.as_bytes())]);
    let (code, errors) = export(folder.path(), "in.jsonl", &[]);
    assert_eq!(code, 0, "{errors}");
    let rejects = json_lines(&folder.path().join("out/rejects.jsonl"));
    let lines: Vec<_> = rejects.iter().map(|r| r["line"].as_u64()).collect();
    assert_eq!(lines, [Some(2), Some(3), Some(5)], "{rejects:?}");
    assert!(
        rejects[1]["message"]
            .as_str()
            .is_some_and(|m| m.contains("text")),
        "{rejects:?}"
    );
    assert_eq!(
        json_lines(&folder.path().join("out/records.jsonl")).len(),
        1
    );
}

#[test]
fn a_page_id_used_twice_is_a_reject() {
    let row = serde_json::json!({"id": "trung", "text": PAGE}).to_string();
    let folder = scratch(&[("in.jsonl", format!("{row}\n{row}\n").as_bytes())]);
    let (code, errors) = export(folder.path(), "in.jsonl", &[]);
    assert_eq!(code, 0, "{errors}");
    assert_eq!(
        json_lines(&folder.path().join("out/records.jsonl")).len(),
        1
    );
    let rejects = json_lines(&folder.path().join("out/rejects.jsonl"));
    assert_eq!(rejects.len(), 1);
    assert_eq!(rejects[0]["page_id"], "trung");
}

#[test]
fn an_output_that_cannot_be_made_stops_the_run_before_any_work() {
    let folder = scratch(&[
        ("in/a.txt", PAGE.as_bytes()),
        ("out", b"a file stands here"),
    ]);
    for extra in [&[][..], &["--force"]] {
        let (code, errors) = export(folder.path(), "in", extra);
        assert_eq!(code, 2, "{errors}");
        assert!(errors.contains("out"), "{errors}");
    }
    assert_eq!(
        fs::read(folder.path().join("out")).expect("still there"),
        b"a file stands here"
    );

    let output = newsrows()
        .current_dir(folder.path())
        .args(["export", "in", "-o", "in/a.txt/dataset"])
        .output()
        .expect("the binary starts");
    assert_eq!(
        output.status.code(),
        Some(2),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_run_that_fails_leaves_the_old_dataset_as_it_was() {
    let folder = scratch(&[("in/a.txt", PAGE.as_bytes())]);
    assert_eq!(export(folder.path(), "in", &[]).0, 0);
    let records = folder.path().join("out/records.jsonl");
    let before = fs::read(&records).expect("records");

    let (code, errors) = export(folder.path(), "in", &[]);
    assert_eq!(code, 2, "{errors}");
    assert!(errors.contains("--force"), "{errors}");
    let (code, errors) = export(folder.path(), "nowhere", &["--force"]);
    assert_eq!(code, 3, "{errors}");
    assert!(errors.contains("nowhere"), "{errors}");
    assert_eq!(fs::read(&records).expect("records"), before);

    assert_eq!(export(folder.path(), "in", &["--force"]).0, 0);
    assert_eq!(fs::read(&records).expect("records"), before);
    let left: Vec<_> = fs::read_dir(folder.path())
        .expect("a folder")
        .flatten()
        .map(|e| e.file_name())
        .collect();
    assert_eq!(left.len(), 2, "temporary files are left: {left:?}");
}

#[test]
fn names_with_odd_characters_are_kept_as_they_are() {
    let name = "in/bài viết \"1\", =SUM(A1).txt";
    let folder = scratch(&[(name, PAGE.as_bytes())]);
    assert_eq!(export(folder.path(), "in", &[]).0, 0);
    let records = json_lines(&folder.path().join("out/records.jsonl"));
    assert_eq!(
        records[0]["source_path"],
        name.strip_prefix("in/").expect("the name")
    );
}

#[test]
fn hostile_pages_are_read_without_a_panic_and_in_linear_time() {
    let long = format!(
        "Tiêu đề\n{}\n",
        "Nga thăm Trung Quốc ngày 1/1/2020 và ký hiệp định. ".repeat(20_000)
    );
    let brackets = "((((".repeat(100_000) + "\n";
    let marks = "\u{301}".repeat(200_000);
    let newlines = "\n".repeat(300_000);
    let controls: String = (0..32u8).map(char::from).cycle().take(50_000).collect();
    let folder = scratch(&[
        ("in/long.txt", long.as_bytes()),
        ("in/brackets.txt", brackets.as_bytes()),
        ("in/marks.txt", marks.as_bytes()),
        ("in/newlines.txt", newlines.as_bytes()),
        ("in/controls.txt", controls.as_bytes()),
        ("in/good.txt", PAGE.as_bytes()),
    ]);
    let begun = std::time::Instant::now();
    let (code, errors) = export(
        folder.path(),
        "in",
        &["--tables", "records,events,lines,mentions"],
    );
    assert_eq!(code, 0, "{errors}");
    // Generous for an unoptimised build on a busy machine; anything quadratic takes hours.
    assert!(begun.elapsed().as_secs() < 120);
    let records = json_lines(&folder.path().join("out/records.jsonl"));
    assert!(records.iter().any(|r| r["source_path"] == "good.txt"));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_old_dataset_as_it_was() {
    let mut pages = String::new();
    for number in 0..20_000 {
        pages += &serde_json::json!({"id": format!("p{number}"), "text": PAGE}).to_string();
        pages.push('\n');
    }
    let folder = scratch(&[("a.txt", PAGE.as_bytes()), ("many.jsonl", pages.as_bytes())]);
    assert_eq!(export(folder.path(), "a.txt", &[]).0, 0);
    let records = folder.path().join("out/records.jsonl");
    let before = fs::read(&records).expect("records");
    let mut child = newsrows()
        .current_dir(folder.path())
        .args(["export", "many.jsonl", "-o", "out", "--force", "--quiet"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // The new dataset grows in a folder beside the old one: once that stands, the run is under way.
    let entries = || fs::read_dir(folder.path()).expect("a folder").count();
    while entries() < 4 {
        let ended = child.try_wait().expect("its state");
        assert_eq!(
            ended, None,
            "the run was over before it could be interrupted"
        );
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let kill = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(
        kill.expect("kill starts").success(),
        "the run was over before it could be interrupted"
    );
    let output = child.wait_with_output().expect("an end");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{errors}");
    assert_eq!(fs::read(&records).expect("records"), before);
    let left: Vec<_> = fs::read_dir(folder.path())
        .expect("a folder")
        .flatten()
        .map(|e| e.file_name())
        .collect();
    assert_eq!(left.len(), 3, "temporary files are left: {left:?}");
}
