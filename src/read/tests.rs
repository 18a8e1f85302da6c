//! What a user may point at, and what comes of it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::*;

/// A folder of files that goes away with the test.
pub(super) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("has a parent")).expect("creates");
        fs::write(path, bytes).expect("writes");
    }
    dir
}

pub(super) fn read_with(input: &Path, options: &ReadOptions) -> Vec<Result<Page, Box<Reject>>> {
    documents(&[input.to_path_buf()], options)
        .expect("the input is readable")
        .map(|raw| raw.and_then(Raw::into_page))
        .collect()
}

pub(super) fn read(input: &Path) -> Vec<Result<Page, Box<Reject>>> {
    read_with(input, &ReadOptions::default())
}

/// `id text` of pages, `code path:line:byte` of rejects.
pub(super) fn told(results: &[Result<Page, Box<Reject>>]) -> Vec<String> {
    let number = |n: Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
    results
        .iter()
        .map(|result| match result {
            Ok(page) => format!("{} {}", page.id, page.text.trim_end()),
            Err(reject) => format!(
                "{} {}:{}:{}",
                reject.code,
                reject.source_path,
                number(reject.line),
                number(reject.byte_offset)
            ),
        })
        .collect()
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}

#[test]
fn a_folder_gives_its_pages_sorted_by_path_without_hidden_ones() {
    let dir = folder(&[
        ("b.txt", "hai".as_bytes()),
        ("a/z.txt", "một".as_bytes()),
        ("a.txt", "không".as_bytes()),
        (".an/c.txt", b"x"),
        ("a/.c.txt", b"x"),
        ("ghi-chu.md", b"x"),
    ]);
    assert_eq!(
        told(&read(dir.path())),
        ["a.txt không", "a/z.txt một", "b.txt hai"]
    );
    let documents = documents(&[dir.path().to_path_buf()], &ReadOptions::default()).expect("opens");
    assert_eq!(documents.skipped(), [dir.path().join("ghi-chu.md")]);
}

#[test]
fn containers_of_a_folder_are_read_only_where_it_has_no_pages() {
    let row = br#"{"id": "p1", "text": "tin"}"#;
    let dir = folder(&[("rows.jsonl", row), ("sub/page.txt", b"trang")]);
    assert_eq!(told(&read(dir.path())), ["sub/page.txt trang"]);
    fs::remove_file(dir.path().join("sub/page.txt")).expect("removes");
    assert_eq!(told(&read(dir.path())), ["p1 tin"]);
}

#[test]
fn rows_of_json_lines_are_pages_and_bad_ones_are_rejects_with_their_place() {
    let text = concat!(
        "\u{feff}{\"id\": \"p1\", \"text\": \"Hà Nội\", \"extra\": {\"a\": [1, {}]}}\r\n",
        "\n",
        "{\"id\": 7, \"text\": \"bảy\"}\n",
        "{\"text\": \"không tên\"}\n",
        "{\"id\": \"p4\"}\n",
        "{\"id\": \"p5\", \"text\": null}\n",
        "{\"id\": \"p6\", \"text\": \" \\n \"}\n",
        "{\"id\": \"p7\", \"text\": \"x\"\n",
        "[1, 2]\n",
        "{\"id\": \"p9\", \"text\": \"x\", \"text\": \"y\"}\n",
        "{\"id\": \"p10\", \"text\": [\"x\"]}\n",
        "{\"id\": \"a\\u0007\", \"text\": \"x\"}\n",
        "{\"id\": \"cuối\", \"text\": \"hết\"}",
    );
    let dir = folder(&[("in.jsonl", text.as_bytes())]);
    let results = read(&dir.path().join("in.jsonl"));
    let starts: Vec<_> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(i, _)| i + 1))
        .collect();
    let at = |line: usize, column: usize| format!("in.jsonl:{line}:{}", starts[line - 1] + column);
    assert_eq!(
        told(&results),
        [
            "p1 Hà Nội".to_owned(),
            "7 bảy".to_owned(),
            "in.jsonl#4 không tên".to_owned(),
            format!("R104 {}", at(5, 0)),
            format!("R104 {}", at(6, 0)),
            format!("R102 {}", at(7, 0)),
            format!("R103 {}", at(8, 23)),
            format!("R103 {}", at(9, 0)),
            format!("R103 {}", at(10, 31)),
            format!("R103 {}", at(11, 27)),
            format!("R109 {}", at(12, 0)),
            "cuối hết".to_owned(),
        ]
    );
    let ids: Vec<_> = results.iter().filter_map(|r| r.as_ref().err()).collect();
    assert_eq!(ids[0].page_id.as_deref(), Some("p4"));
    assert!(
        ids.iter()
            .all(|r| !r.help.is_empty() && !r.message.is_empty())
    );
}

#[test]
fn what_a_row_states_reaches_the_page() {
    let text = concat!(
        r#"{"id": "p", "text": "tin", "url": "https://bao.example/tin-1.html", "title": "Tin","#,
        r#" "authors": ["An", ""], "published_at": "2024-05-20", "captured_at": "2024-05-21T08:00:00+07:00"}"#,
        "\n",
        r#"{"id": "q", "text": "tin", "author": "Bình", "published": "20/5/2024", "url": ""}"#,
    );
    let dir = folder(&[("in.jsonl", text.as_bytes())]);
    let pages: Vec<_> = read(&dir.path().join("in.jsonl"))
        .into_iter()
        .map(|r| r.expect("a page"))
        .collect();
    let stated = &pages[0].stated;
    assert_eq!(
        stated.url.as_deref(),
        Some("https://bao.example/tin-1.html")
    );
    assert_eq!(stated.title.as_deref(), Some("Tin"));
    assert_eq!(stated.authors, ["An"]);
    assert_eq!(
        stated.published,
        Some(When::Day(jiff::civil::date(2024, 5, 20)))
    );
    let captured = "2024-05-21T01:00:00Z".parse().expect("a time");
    assert_eq!(stated.captured, Some(When::Instant(captured)));
    assert!(pages[0].findings.is_empty());

    assert_eq!(pages[1].stated.authors, ["Bình"]);
    assert_eq!(pages[1].stated.url, None);
    assert_eq!(pages[1].stated.published, None);
    let finding = &pages[1].findings[0];
    assert_eq!((finding.code, finding.place.line), ("R110", Some(2)));
    assert!(finding.message.contains("20/5/2024"), "{}", finding.message);
}

#[test]
fn halves_of_surrogate_pairs_are_counted_and_replaced() {
    let text = r#"{"id": "p", "text": "mặt \ud83d cười \ud83d\ude00"}"#;
    let dir = folder(&[("in.jsonl", text.as_bytes())]);
    let page = read(&dir.path().join("in.jsonl"))
        .remove(0)
        .expect("a page");
    assert_eq!(page.text, "mặt \u{fffd} cười 😀");
    assert_eq!(page.findings[0].code, "R111");
}

#[test]
fn chosen_fields_replace_the_usual_ones() {
    let text = r#"{"ma": "p", "noi_dung": "đúng", "text": "sai"}"#;
    let dir = folder(&[("in.jsonl", text.as_bytes())]);
    let mut options = ReadOptions::default();
    options.fields.text = Some("noi_dung".to_owned());
    options.fields.id = Some("ma".to_owned());
    assert_eq!(
        told(&read_with(&dir.path().join("in.jsonl"), &options)),
        ["p đúng"]
    );
}

#[test]
fn pages_that_are_no_text_are_rejects_with_their_byte() {
    let dir = folder(&[
        ("a-rong.txt", b""),
        ("b-trang.txt", b" \r\n\n"),
        ("c-hong.txt", b"Vi\xe1\xbb\x87t \xff\xfe Nam"),
        ("d-anh.txt", b"\x89PNG\0\0\0\0\0\0"),
        ("e-utf16.txt", b"\xff\xfeT\0i\0n\0"),
        ("f-utf16.txt", b"\xff\xfeT"),
        ("g-bom.txt", b"\xef\xbb\xbftin"),
    ]);
    assert_eq!(
        told(&read(dir.path())),
        [
            "R102 a-rong.txt:-:0",
            "R102 b-trang.txt:-:0",
            "R101 c-hong.txt:-:7",
            "R108 d-anh.txt:-:4",
            "e-utf16.txt Tin",
            "R101 f-utf16.txt:-:2",
            "g-bom.txt tin",
        ]
    );
}

#[test]
fn compressed_input_is_told_by_its_bytes() {
    let page = "Tin trong ngày".as_bytes();
    let rows = b"{\"id\": \"p\", \"text\": \"tin\"}\n";
    let zstd = zstd::encode_all(&rows[..], 1).expect("memory does not fail");
    let dir = folder(&[
        ("a.txt", &gzip(page)),
        ("b.txt.gz", &gzip(page)),
        ("c.txt.gz", page),
    ]);
    assert_eq!(
        told(&read(dir.path())),
        [
            "a.txt Tin trong ngày",
            "b.txt.gz Tin trong ngày",
            "c.txt.gz Tin trong ngày"
        ]
    );
    for (name, bytes) in [
        ("x.jsonl.zst", &zstd),
        ("x.jsonl", &gzip(rows)),
        ("x", &zstd),
    ] {
        let dir = folder(&[(name, bytes)]);
        assert_eq!(told(&read(&dir.path().join(name))), ["p tin"], "{name}");
    }
}

#[test]
fn a_stream_that_breaks_off_keeps_what_stood_before() {
    let rows: String = (0..5000)
        .map(|i| format!("{{\"id\": \"p{i}\", \"text\": \"tin {}\"}}\n", i * i))
        .collect();
    let mut bytes = gzip(rows.as_bytes());
    bytes.truncate(bytes.len() / 2);
    let dir = folder(&[("in.jsonl.gz", &bytes)]);
    let results = read(&dir.path().join("in.jsonl.gz"));
    let (last, before) = results.split_last().expect("not empty");
    assert!(before.len() > 100 && before.iter().all(Result::is_ok));
    assert_eq!(last.as_ref().expect_err("broken off").code, "R107");
}

#[test]
fn pages_over_the_limit_are_passed_over_and_the_rest_is_read() {
    let options = ReadOptions {
        max_page_bytes: 1000,
        ..ReadOptions::default()
    };
    let long = "dài ".repeat(1 << 18);
    let rows = format!(
        "{{\"id\": \"p1\", \"text\": \"{long}\"}}\n{{\"id\": \"p2\", \"text\": \"ngắn\"}}\n"
    );
    let dir = folder(&[("in.jsonl", rows.as_bytes())]);
    assert_eq!(
        told(&read_with(&dir.path().join("in.jsonl"), &options)),
        ["R105 in.jsonl:1:0", "p2 ngắn"]
    );
    let dir = folder(&[
        ("a.txt", long.as_bytes()),
        ("b.txt", &gzip(long.as_bytes())),
    ]);
    assert_eq!(
        told(&read_with(dir.path(), &options)),
        ["R105 a.txt:-:0", "R105 b.txt:-:0"]
    );
}

#[test]
fn a_stream_that_expands_without_end_is_cut_off() {
    // 300 MiB of zeros in a few kilobytes.
    let block = vec![0; 1 << 20];
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("memory does not fail");
    for _ in 0..300 {
        encoder.write_all(&block).expect("memory does not fail");
    }
    let bomb = encoder.finish().expect("memory does not fail");
    let dir = folder(&[("in.jsonl.zst", &bomb)]);
    let results = read(&dir.path().join("in.jsonl.zst"));
    assert_eq!(told(&results), ["R106 in.jsonl.zst:-:0"]);
}

#[test]
fn deeply_nested_json_neither_fails_the_run_nor_the_next_line() {
    let deep = "[".repeat(200_000);
    let rows = format!(
        "{{\"id\": \"a\", \"extra\": {deep}\n{{\"id\": \"b\", \"authors\": {deep}\n{{\"id\": \"c\", \"text\": \"tin\"}}\n"
    );
    let dir = folder(&[("in.jsonl", rows.as_bytes())]);
    let results = read(&dir.path().join("in.jsonl"));
    let codes: Vec<_> = results
        .iter()
        .map(|r| r.as_ref().map_or_else(|e| e.code, |_| "page"))
        .collect();
    assert_eq!(codes, ["R103", "R103", "page"]);
}

#[test]
fn names_that_lead_out_of_the_input_are_only_names() {
    let dir = folder(&[(
        "sub/x.jsonl",
        br#"{"id": "../../etc/passwd", "text": "tin"}"#,
    )]);
    let path = dir.path().join("sub/../sub/x.jsonl");
    let page = read(&path).remove(0).expect("a page");
    assert_eq!(page.source_path, "x.jsonl");
    assert_eq!(page.id, "../../etc/passwd");
}

#[test]
fn lists_and_patterns_name_inputs() {
    let dir = folder(&[("a.txt", b"mot"), ("b.txt", b"hai"), ("c/d.txt", b"ba")]);
    let list = dir.path().join("list");
    let text = format!(
        "# danh sách\n\n{}\n{}\n",
        dir.path().join("b.txt").display(),
        dir.path().join("a.txt").display()
    );
    fs::write(&list, text).expect("writes");
    let inputs = [
        (
            format!("@{}", list.display()),
            vec!["b.txt hai", "a.txt mot"],
        ),
        (
            format!("{}/*.txt", dir.path().display()),
            vec!["a.txt mot", "b.txt hai"],
        ),
        (
            format!("{}/**/d*.txt", dir.path().display()),
            vec!["c/d.txt ba"],
        ),
    ];
    for (input, expected) in inputs {
        assert_eq!(told(&read(Path::new(&input))), expected, "{input}");
    }
}

#[test]
fn inputs_that_cannot_be_read_stop_the_run_and_say_why() {
    let dir = folder(&[("ghi-chu.md", b"x")]);
    let at = |name: &str| dir.path().join(name);
    let cases: [(PathBuf, &str); 4] = [
        (at("thieu.txt"), "No such file"),
        (dir.path().to_path_buf(), "no pages here"),
        (at("*.jsonl"), "no file matches"),
        (at("@thieu"), "No such file"),
    ];
    for (input, expected) in cases {
        let error = documents(&[input], &ReadOptions::default()).expect_err("unreadable");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed_and_links_to_files_are() {
    let outside = folder(&[("x.txt", b"ngoai")]);
    let dir = folder(&[("a.txt", b"trong")]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("vong")).expect("links");
    std::os::unix::fs::symlink(outside.path().join("x.txt"), dir.path().join("b.txt"))
        .expect("links");
    assert_eq!(told(&read(dir.path())), ["a.txt trong", "b.txt ngoai"]);
}
