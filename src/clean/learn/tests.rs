//! What is counted, merged, reviewed and refused.

use super::table::HEADER;
use super::*;
use crate::clean::Cleaner;
use crate::lexicon::Lexicon;
use crate::read::Page;

fn pages() -> Vec<Page> {
    let text = |i: usize| {
        format!(
            "Tin số {i} trong ngày\n\nBấm chuông nhận bản tin\nHội đồng họp phiên thứ {i} tại thủ đô và nghe báo cáo về tình hình \
            kinh tế trong quý, với sự tham dự của đại diện các bộ.\nTheo TTXVN\nXem thêm số {}\n",
            i / 2
        )
    };
    (0..10)
        .map(|i| Page {
            id: format!("p{i}"),
            text: text(i),
            stated: crate::read::Stated {
                url: (i % 3 > 0).then(|| format!("https://www.bao.example.vn/tin-{i}.html")),
                ..Default::default()
            },
            ..Page::default()
        })
        .collect()
}

fn learn(pages: &[Page]) -> Learner {
    let cleaner = Cleaner::new(&Lexicon::embedded().expect("embedded")).expect("sound");
    let mut learner = Learner::default();
    for page in pages {
        learner.add(&cleaner.clean(page).value);
    }
    learner
}

#[test]
fn tables_of_two_halves_merge_to_the_table_of_the_whole() {
    let pages = pages();
    let whole = learn(&pages);
    for cut in 0..=pages.len() {
        let mut merged = Learner::default();
        for half in [&pages[cut..], &pages[..cut]] {
            let table = learn(half).to_tsv(3);
            merged.merge(Learner::parse("half.tsv", &table).expect("parses"));
        }
        assert_eq!(merged.to_tsv(3), whole.to_tsv(3), "cut at {cut}");
    }
}

#[test]
fn lines_on_enough_pages_of_a_site_are_proposed() {
    let table = learn(&pages()).to_tsv(3);
    let verdict = |site: &str, line: &str| {
        let row = table.lines().find(|row| {
            let cells: Vec<_> = row.split('\t').collect();
            cells.get(1) == Some(&site) && cells.get(5) == Some(&line)
        })?;
        row.split('\t').next()
    };
    let site = "example.vn";
    assert_eq!(verdict(site, "Bấm chuông nhận bản tin"), Some("proposed"));
    assert_eq!(
        verdict(NO_SITE, "Bấm chuông nhận bản tin"),
        Some("proposed")
    );
    assert_eq!(verdict(site, "Theo TTXVN"), Some("own"));
    assert_eq!(verdict(site, "Xem thêm số 2"), Some("rare"));
    assert!(
        table.ends_with("#pages\t-\t4\n#pages\texample.vn\t6\n"),
        "{table}"
    );
}

#[test]
fn what_a_reviewer_said_stays_and_decides() {
    let table = learn(&pages())
        .to_tsv(3)
        .replace("proposed\t-", "keep\t-")
        .replace("rare\texample.vn\t2", "drop\t*\t2");
    let mut merged = Learner::parse("a.tsv", &table).expect("parses");
    merged.merge(learn(&pages()));
    let again = merged.to_tsv(3);
    assert!(again.contains("keep\t-\t8\t8"), "{again}");

    let lines = SiteLines::parse("a.tsv", &table).expect("parses");
    let bell = "Bấm chuông nhận bản tin";
    assert_eq!(lines.weight(Some("example.vn"), bell), Some(0.75));
    assert_eq!(lines.weight(None, bell), None);
    assert_eq!(lines.weight(Some("khac.vn"), "Xem thêm số 2"), Some(1.0));
    assert_eq!(lines.weight(Some("example.vn"), "Theo TTXVN"), None);
}

#[test]
fn a_reviewed_line_is_furniture_where_its_look_says_text() {
    let notice =
        "Chương trình này có buổi phát lại vào sáng thứ hai hằng tuần, trừ những ngày lễ lớn.";
    let paragraph = "Sáng nay, hội đồng đã họp phiên đầu năm tại thủ đô và nghe báo cáo về tình hình \
        kinh tế trong quý, với sự tham dự của đại diện các bộ và nhiều khách mời.";
    let page = Page {
        id: "p".to_owned(),
        text: format!("Hội đồng họp phiên đầu năm\n{paragraph}\n{notice}\n{paragraph}\n"),
        ..Page::default()
    };
    let lexicon = Lexicon::embedded().expect("embedded");
    let role = |cleaner: &Cleaner| {
        let text = cleaner.clean(&page).value;
        let segment = text
            .segments
            .iter()
            .find(|s| s.text == notice)
            .expect("stands there");
        (segment.role, segment.reason)
    };
    let plain = Cleaner::new(&lexicon).expect("sound");
    assert_eq!(role(&plain).0, Role::Body);
    let table = format!("{HEADER}\ndrop\t-\t9\t9\t\t{notice}\t\t\n");
    let lines = SiteLines::parse("a.tsv", &table).expect("parses");
    let taught = plain.with_site_lines(lines);
    assert_eq!(role(&taught), (Role::Widget, "phrase.site-reviewed"));
}

#[test]
fn a_table_that_is_none_is_refused_with_its_line() {
    let row = "verdict\tsite\tpages\tof\troles\tline\tfirst\tsecond\n";
    let cases = [
        ("", "x.tsv:1: not a table"),
        ("form\tvalue\n", "x.tsv:1: not a table"),
        (
            &format!("{row}maybe\t-\t3\t3\t\tx\t\t\n"),
            "x.tsv:2: verdict \"maybe\"",
        ),
        (
            &format!("{row}drop\t-\tnhiều\t3\t\tx\t\t\n"),
            "x.tsv:2: \"nhiều\" is no number",
        ),
        (&format!("{row}drop\t-\t3\n"), "x.tsv:2: 3 cells"),
        (
            &format!("{row}drop\t-\t3\t3\tmục:2\tx\t\t\n"),
            "x.tsv:2: \"mục\" is no role",
        ),
    ];
    for (text, expected) in cases {
        let error = Learner::parse("x.tsv", text)
            .expect_err("refused")
            .to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn lines_that_begin_with_a_hash_are_lines() {
    let page = Page {
        id: "p".to_owned(),
        text: "#thẻ một\n".to_owned(),
        ..Page::default()
    };
    let learner = learn(&[page]);
    assert_eq!(
        Learner::parse("a.tsv", &learner.to_tsv(3)).expect("parses"),
        learner
    );
}
