//! Files that hold many pages, and pages in HTML.

use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use parquet::arrow::ArrowWriter;

use super::tests::{folder, gzip, read, read_with, told};
use super::*;

/// Reads one file of this name and content.
fn read_file(name: &str, bytes: &[u8]) -> Vec<Result<Page, Box<Reject>>> {
    read(&folder(&[(name, bytes)]).path().join(name))
}

fn pages(results: Vec<Result<Page, Box<Reject>>>) -> Vec<Page> {
    results.into_iter().map(|r| r.expect("a page")).collect()
}

#[test]
fn csv_records_are_pages_with_fields_by_name() {
    let csv = concat!(
        "\u{feff}link,id,content,author,crawled_at,lang\r\n",
        "https://bao.example/1,a,\"Dòng một\nDòng \"\"hai\"\", ba\",An; Bình,2024-05-20,vi\r\n",
        "https://bao.example/2,b,thiếu cột\r\n",
        ",,Ba,\"[\"\"Chi\"\"]\",hôm qua,\r\n",
        ",d,,,,\r\n",
    );
    let results = read_file("in.csv", csv.as_bytes());
    let second = csv.find("https://bao.example/2").expect("stands there");
    assert_eq!(
        told(&results),
        [
            "a Dòng một\nDòng \"hai\", ba".to_owned(),
            format!("R113 in.csv:4:{second}"),
            "in.csv#5 Ba".to_owned(),
            format!("R104 in.csv:6:{}", csv.find(",d,").expect("stands there")),
        ]
    );
    let page = results[0].as_ref().expect("a page");
    assert_eq!(page.stated.url.as_deref(), Some("https://bao.example/1"));
    assert_eq!(page.stated.authors, ["An", "Bình"]);
    assert_eq!(
        page.stated.captured,
        Some(When::Day(jiff::civil::date(2024, 5, 20)))
    );
    let page = results[2].as_ref().expect("a page");
    assert_eq!(page.stated.authors, ["Chi"]);
    assert_eq!(page.findings[0].code, "R110");
}

#[test]
fn other_delimiters_and_compression_are_told_apart() {
    for (name, bytes) in [
        ("in.tsv", b"id\ttext\np\ttin\n".to_vec()),
        ("in.csv", b"id;text\np;tin\n".to_vec()),
        ("in.csv.gz", gzip(b"id,text\np,tin\n")),
    ] {
        assert_eq!(told(&read_file(name, &bytes)), ["p tin"], "{name}");
    }
}

#[test]
fn csv_without_a_text_column_says_which_columns_it_has() {
    let results = read_file("in.csv", b"id,noi_dung\np,tin\n");
    let reject = results[0].as_ref().expect_err("no text column");
    assert_eq!(reject.code, "R113");
    assert!(
        reject.message.contains("id, noi_dung"),
        "{}",
        reject.message
    );
    let mut options = ReadOptions::default();
    options.fields.text = Some("noi_dung".to_owned());
    let dir = folder(&[("in.csv", b"id,noi_dung\np,tin\n")]);
    assert_eq!(
        told(&read_with(&dir.path().join("in.csv"), &options)),
        ["p tin"]
    );
}

#[test]
fn a_quote_that_is_never_closed_is_not_read_to_the_end_of_memory() {
    let options = ReadOptions {
        max_page_bytes: 1000,
        ..ReadOptions::default()
    };
    let text = format!("id,text\na,tin\nb,\"{}", "dài ".repeat(1 << 18));
    let dir = folder(&[("in.csv", text.as_bytes())]);
    let results = read_with(&dir.path().join("in.csv"), &options);
    assert_eq!(told(&results)[0], "a tin");
    assert_eq!(results[1].as_ref().expect_err("too long").code, "R105");
    assert_eq!(results.len(), 2);
}

#[test]
fn csv_cells_that_are_no_utf8_are_rejects() {
    let results = read_file("in.csv", b"id,text\na,Vi\xff\nb,tin\n");
    assert_eq!(told(&results), ["R101 in.csv:2:8", "b tin"]);
}

/// A Parquet file of three rows.
fn parquet() -> Vec<u8> {
    let mut authors = ListBuilder::new(StringBuilder::new());
    for names in [vec!["An", "Bình"], vec![], vec![]] {
        names
            .iter()
            .for_each(|name| authors.values().append_value(name));
        authors.append(true);
    }
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("unused", Arc::new(StringArray::from(vec!["x", "y", "z"]))),
        ("authors", Arc::new(authors.finish())),
        (
            "id",
            Arc::new(Int64Array::from(vec![Some(1), None, Some(3)])),
        ),
        (
            "text",
            Arc::new(StringArray::from(vec![Some("một"), Some("hai"), None])),
        ),
        (
            "published_at",
            Arc::new(Date32Array::from(vec![Some(19_863), None, None])),
        ),
        (
            "captured_at",
            Arc::new(
                TimestampMicrosecondArray::from(vec![
                    Some(1_716_249_600_000_000),
                    Some(1_716_249_600_000_000),
                    None,
                ])
                .with_timezone("UTC"),
            ),
        ),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("opens");
    writer.write(&batch).expect("writes");
    writer.close().expect("closes");
    bytes
}

#[test]
fn parquet_rows_are_pages_with_fields_by_name() {
    for (name, bytes) in [
        ("in.parquet", parquet()),
        ("in", parquet()),
        ("in.parquet.gz", gzip(&parquet())),
    ] {
        let results = read_file(name, &bytes);
        assert_eq!(
            told(&results),
            [
                "1 một".to_owned(),
                format!("{name}#2 hai"),
                format!("R104 {name}:3:-")
            ]
        );
        let stated = &results[0].as_ref().expect("a page").stated;
        assert_eq!(stated.authors, ["An", "Bình"]);
        assert_eq!(
            stated.published,
            Some(When::Day(jiff::civil::date(2024, 5, 20)))
        );
        let at = "2024-05-21T00:00:00Z".parse().expect("a time");
        assert_eq!(stated.captured, Some(When::Instant(at)));
    }
}

#[test]
fn damaged_parquet_is_a_reject_and_never_a_panic() {
    let whole = parquet();
    for cut in [4, whole.len() / 2, whole.len() - 1] {
        let results = read_file("in.parquet", &whole[..cut]);
        assert_eq!(
            results[0].as_ref().expect_err("damaged").code,
            "R113",
            "cut at {cut}"
        );
    }
    for at in (4..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        // Whatever comes of it, it comes to an end.
        read_file("in.parquet", &bytes);
    }
}

fn record(kind: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://bao.example/tin\r\n\
        WARC-Record-ID: <urn:uuid:{kind}-{}>\r\nWARC-Date: 2024-05-21T00:00:00Z\r\n\
        Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len(),
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}\r\n\r\n");
    record(
        "response",
        "application/http; msgtype=response",
        &[head.as_bytes(), body].concat(),
    )
}

const HTML: &[u8] =
    "<html><head><title>Tin</title></head><body><p>Một đoạn</p></body></html>".as_bytes();

#[test]
fn pages_of_warc_and_wet_files_are_read_and_other_records_passed_over() {
    let chunked = [
        format!("{:x}\r\n", HTML.len()).as_bytes(),
        HTML,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let records = [
        record("warcinfo", "application/warc-fields", b"software: x\r\n"),
        record(
            "request",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        response("200 OK", "Content-Type: text/html; charset=utf-8", HTML),
        response("404 Not Found", "Content-Type: text/html", HTML),
        response("200 OK", "Content-Type: image/png", b"\x89PNG\0\0"),
        response(
            "200 OK",
            "Content-Type: text/html\r\nTransfer-Encoding: chunked",
            &chunked,
        ),
        response(
            "200 OK",
            "Content-Type: text/html\r\nContent-Encoding: gzip",
            &gzip(HTML),
        ),
        record("conversion", "text/plain", "Một đoạn".as_bytes()),
    ];
    let plain = records.concat();
    // Each record a gzip member of its own, as crawlers write them.
    let members: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    for (name, bytes) in [
        ("in.warc", &plain),
        ("in.warc.gz", &members),
        ("in", &members),
    ] {
        let pages = pages(read_file(name, bytes));
        let texts: Vec<_> = pages.iter().map(|p| p.text.trim_end()).collect();
        assert_eq!(texts, ["Một đoạn"; 4], "{name}");
        assert!(
            pages
                .iter()
                .all(|p| p.id.starts_with("urn:uuid:") && p.source_path == name)
        );
        assert_eq!(
            pages[0].stated.url.as_deref(),
            Some("https://bao.example/tin")
        );
        let at = "2024-05-21T00:00:00Z".parse().expect("a time");
        assert_eq!(pages[0].stated.captured, Some(When::Instant(at)));
    }
}

#[test]
fn a_broken_warc_file_keeps_what_stood_before() {
    let good = record("conversion", "text/plain", b"tin");
    let cases: [(&[u8], &str); 3] = [
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "R114"),
        (b"rubbish\r\n", "R114"),
        (b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nx", "R114"),
    ];
    for (rest, code) in cases {
        let results = read_file("in.warc", &[&good[..], rest].concat());
        assert_eq!(results.len(), 2);
        assert!(results[0].is_ok());
        let reject = results[1].as_ref().expect_err("broken");
        assert_eq!(
            (reject.code, reject.byte_offset),
            (code, Some(good.len() as u64))
        );
    }
}

#[test]
fn the_main_content_of_an_html_page_is_its_text() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/inputs/article.html");
    let page = pages(read(&path)).remove(0);
    let first: Vec<String> = page
        .text
        .lines()
        .map(|line| line.chars().take(29).collect())
        .collect();
    insta::assert_snapshot!(first.join("\n"), @"
    Việt Nam và Lào ký ba văn kiệ
    Minh Thư 12/04/2023 15:30
    Ba văn kiện mở đường cho tuyế
    Sáng 12/4, tại Viêng Chăn, Bộ
    Hai bộ trưởng tại lễ ký. Ảnh:
    Phát biểu sau lễ ký, phía Lào
    Theo kế hoạch, hai bên sẽ lập
    Tin liên quan
    Khánh thành cầu qua sông Mê K
    Giá cước vận tải giảm
    ");
    assert_eq!(
        page.stated.title.as_deref(),
        Some("Việt Nam và Lào ký ba văn kiện về giao thông")
    );
    assert_eq!(page.stated.authors, ["Minh Thư"]);
    let at = "2023-04-12T08:30:00Z".parse().expect("a time");
    assert_eq!(page.stated.published, Some(When::Instant(at)));
    assert_eq!(
        page.stated.url.as_deref(),
        Some("https://baomau.example/thoi-su/viet-lao-ky-ba-van-kien-2301.html")
    );
}

#[test]
fn html_is_told_by_its_first_bytes_where_no_name_does() {
    let page = pages(read_file("trang", HTML)).remove(0);
    assert_eq!(page.text, "Một đoạn\n");
}

#[test]
fn html_that_would_not_end_is_a_reject() {
    let deep = format!("<html>{}", "<div>".repeat(10_000));
    assert_eq!(
        told(&read_file("a.html", deep.as_bytes())),
        ["R115 a.html:-:0"]
    );
}
