//! Runs the case tables of `fixtures/cases/dates` and holds the properties of the tagger.

use std::fmt::Write as _;
use std::sync::LazyLock;

use jiff::civil::Date;
use proptest::prelude::*;
use serde::Deserialize;

use super::{
    Anchor, DateDirection, DateKind, DateMention, DateMod, Narration, Parts, Precision, Tagger,
};
use crate::extract::token::{Tokens, Vocabulary};
use crate::lexicon::Lexicon;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    published: Option<toml::value::Datetime>,
    text: String,
    /// `EXPRESSION = START[..END] [precision] [mod] [direction]`, `= ?` for no days, `= set`, `= duration`,
    /// `= T15:30` for a time of day.
    dates: Vec<String>,
    /// How other taggers read it, in the table of conventions.
    #[serde(default)]
    elsewhere: Option<String>,
}

struct Reader {
    words: Vocabulary,
    tagger: Tagger,
}

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let lexicon = Lexicon::embedded().expect("loads");
    let mut words = Vocabulary::default();
    let tagger = Tagger::new(&lexicon, &mut words).expect("compiles");
    Reader { words, tagger }
});

impl Reader {
    fn read(&self, text: &str, published: Option<Date>) -> Vec<DateMention> {
        let tokens = Tokens::new(text, &self.words);
        let anchor = Anchor {
            published,
            captured: None,
            earliest: None,
        };
        self.tagger
            .dates(&tokens, &anchor, &mut Narration::default())
    }
}

/// All that a case can ask of a mention, in the words of the case tables.
fn told(mention: &DateMention) -> Vec<String> {
    let mut words = Vec::new();
    words.push(match (mention.kind, mention.start, mention.end) {
        (DateKind::Duration, ..) => "duration".to_owned(),
        (DateKind::Set, ..) => "set".to_owned(),
        (DateKind::Clock, ..) => mention.timex().unwrap_or_default(),
        (_, Some(start), Some(end)) if start == end => start.to_string(),
        (_, Some(start), Some(end)) => format!("{start}..{end}"),
        _ => "?".to_owned(),
    });
    words.push(format!("{:?}", mention.precision).to_lowercase());
    if let Some(part) = mention.modifier {
        words.push(format!("{part:?}").to_lowercase());
    }
    if let Some(direction) = mention.direction {
        words.push(format!("{direction:?}").to_lowercase());
    }
    words
}

/// What is wrong with a case; nothing when it holds.
fn complaint(reader: &Reader, case: &Case) -> Option<String> {
    let published = case
        .published
        .map(|day| day.to_string().parse().expect("a day"));
    let mentions = reader.read(&case.text, published);
    let asked_lengths = |m: &DateMention| {
        let text = &case.text[m.bytes.clone()];
        case.dates
            .iter()
            .any(|d| d.rsplit_once(" = ").is_some_and(|(t, _)| t == text))
    };
    let found: Vec<(&str, Vec<String>)> = mentions
        .iter()
        .filter(|m| !matches!(m.kind, DateKind::Duration | DateKind::Set) || asked_lengths(m))
        .map(|m| (&case.text[m.bytes.clone()], told(m)))
        .collect();
    let fits = found.len() == case.dates.len()
        && found.iter().zip(&case.dates).all(|((text, words), asked)| {
            let (span, values) = asked.rsplit_once(" = ").unwrap_or((asked, ""));
            let mut values = values.split(' ');
            *text == span
                && values.next() == words.first().map(String::as_str)
                && values.all(|v| words.iter().any(|w| w == v))
        });
    (!fits).then(|| {
        format!(
            "{}\n   asked {:?}\n   found {found:?}\n",
            case.text, case.dates
        )
    })
}

#[test]
fn every_case_of_the_tables_holds() {
    let reader = &*READER;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cases/dates");
    let (mut cases, mut near_misses, mut complaints) = (0, 0, String::new());
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a file");
        let table: Cases = toml::from_str(&text).expect("a table of cases");
        for case in &table.case {
            cases += 1;
            near_misses += usize::from(case.dates.is_empty());
            let convention = path.ends_with("convention.toml");
            assert_eq!(case.elsewhere.is_some(), convention, "{}", case.text);
            if let Some(complaint) = complaint(reader, case) {
                let file = path.file_stem().unwrap_or_default().to_string_lossy();
                let _ = writeln!(complaints, "{file}: {complaint}");
            }
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
    assert!(
        cases >= 500 && near_misses >= 100,
        "{cases} cases, {near_misses} near misses"
    );
}

#[test]
fn narration_goes_on_from_one_text_to_the_next() {
    let reader = &*READER;
    let anchor = Anchor {
        published: Some(jiff::civil::date(2024, 5, 20)),
        captured: None,
        earliest: None,
    };
    let mut narration = Narration::default();
    let mut read = |text: &str| {
        let tokens = Tokens::new(text, &reader.words);
        let dates = reader.tagger.dates(&tokens, &anchor, &mut narration);
        dates.first().and_then(|d| d.start)
    };
    assert_eq!(
        read("Hôm 3/5, lò gốm đỏ lửa"),
        Some(jiff::civil::date(2024, 5, 3))
    );
    assert_eq!(
        read("Cùng ngày, thợ về quê."),
        Some(jiff::civil::date(2024, 5, 3))
    );
}

#[test]
fn a_past_date_never_lies_beyond_the_day_of_fetching() {
    let reader = &*READER;
    let tokens = Tokens::new("Đập đã vỡ ngày 2/6.", &reader.words);
    let read = |captured| {
        let anchor = Anchor {
            published: Some(jiff::civil::date(2024, 5, 20)),
            captured,
            earliest: None,
        };
        let dates = reader
            .tagger
            .dates(&tokens, &anchor, &mut Narration::default());
        dates.first().and_then(|d| d.start)
    };
    assert_eq!(read(None), Some(jiff::civil::date(2024, 6, 2)));
    let captured = Some(jiff::civil::date(2024, 5, 25));
    assert_eq!(read(captured), Some(jiff::civil::date(2023, 6, 2)));
}

#[test]
fn without_a_publication_day_its_bounds_settle_what_they_agree_on() {
    let reader = &*READER;
    let read = |text: &str, earliest| {
        let tokens = Tokens::new(text, &reader.words);
        let anchor = Anchor {
            published: None,
            captured: Some(jiff::civil::date(2024, 5, 25)),
            earliest,
        };
        let dates = reader
            .tagger
            .dates(&tokens, &anchor, &mut Narration::default());
        dates.first().and_then(|d| d.start)
    };
    let spring = Some(jiff::civil::date(2024, 3, 1));
    let long_ago = Some(jiff::civil::date(2019, 3, 1));
    let april = Some(jiff::civil::date(2024, 4, 2));
    assert_eq!(read("Đập đã vỡ ngày 2/4.", spring), april);
    assert_eq!(read("Đập đã vỡ ngày 2/4.", long_ago), None);
    assert_eq!(read("Đập đã vỡ ngày 2/4.", None), april);
    let year = Some(jiff::civil::date(2024, 1, 1));
    assert_eq!(read("Đập vỡ năm nay.", spring), year);
    assert_eq!(read("Đập vỡ năm nay.", None), None);
    // Which day that was, nothing tells; nor in which year what is still to come.
    assert_eq!(read("Đập vỡ hôm qua.", spring), None);
    assert_eq!(read("Đập sẽ mở ngày 2/6 tới.", None), None);
}

#[test]
fn each_date_says_what_was_stated_and_what_was_filled_in() {
    let reader = &*READER;
    let published = Some(jiff::civil::date(2024, 5, 20));
    let parts = |text: &str| {
        let mention = reader.read(text, published).remove(0);
        let names = |parts: Parts| parts.names().collect::<Vec<_>>().join("+");
        (names(mention.stated), names(mention.filled), mention.choice)
    };
    let of = |a: &str, b: &str, c| (a.to_owned(), b.to_owned(), c);
    assert_eq!(parts("Ngày 5/3/2021"), of("year+month+day", "", None));
    assert_eq!(
        parts("Ngày 18/5"),
        of("month+day", "year", Some("year.nearest"))
    );
    assert_eq!(
        parts("Hồi tháng 9"),
        of("month", "year", Some("year.past-word"))
    );
    assert_eq!(parts("Tháng 9/2023"), of("year+month", "", None));
    assert_eq!(parts("Hôm qua"), of("", "year+month+day", Some("relative")));
}

#[test]
fn repeated_openings_take_time_in_the_length_of_the_text() {
    // Each opens something at every word; looking on to the end from each would take hours.
    let texts = [
        "1/2/".repeat(80_000),
        "1 - ".repeat(80_000),
        "1, ".repeat(100_000),
        "thứ hai, ".repeat(40_000),
        "ngày 1/1 - ".repeat(40_000),
        "6 tháng đầu ".repeat(30_000),
        "12/13/2024 9:9:9 ".repeat(20_000),
        "ngày 1 và ".repeat(40_000),
        "1 và 2/1 ".repeat(40_000),
        "mùng 1, ".repeat(40_000),
        "tối 1, ".repeat(40_000),
        "15h30 - ".repeat(40_000),
        "3 giờ đến ".repeat(40_000),
        "“hôm nay ".repeat(40_000),
    ];
    for text in texts {
        let start = std::time::Instant::now();
        READER.read(&text, Some(jiff::civil::date(2024, 5, 20)));
        assert!(start.elapsed().as_secs() < 20, "{}", &text[..12]);
    }
}

proptest! {
    /// Whatever the text: no panic, spans in order and on characters, days in order, and no year that neither
    /// the text nor the anchor gives.
    #[test]
    fn spans_and_days_are_in_order(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "ngày", "tháng", "năm", "tuần", "quý", "thứ", "hai", "ba", "tư", "10", "2024", "5/6", "18-19/6",
                "1/1/2020", "đầu", "cuối", "hôm", "qua", "nay", "trước", "sau", "tới", "đến", "từ", "và", ",", "(",
                ")", "-", "mùng", "Tết", "cùng", "kỳ", "ngoái", "thế kỷ", "XX", "những", "đó", "31", "0", "99", ".",
                "3", "giờ", "sáng", "nửa đêm", "15h30", "14:05", "GMT", "lúc", "30", "nay", "trước đó",
            ]),
            0..24,
        ),
        dated in any::<bool>(),
    ) {
        let reader = &*READER;
        let text = words.join(" ");
        let published = dated.then(|| jiff::civil::date(2024, 2, 29));
        let mut last = 0;
        for mention in reader.read(&text, published) {
            prop_assert!(mention.bytes.start >= last && mention.bytes.start < mention.bytes.end);
            prop_assert!(text.get(mention.bytes.clone()).is_some());
            last = mention.bytes.end;
            prop_assert_eq!(mention.start.is_some(), mention.end.is_some());
            if let (Some(start), Some(end)) = (mention.start, mention.end) {
                prop_assert!(start <= end, "{text}: {start} {end}");
            }
            let made_up = mention.start.is_some()
                && mention.filled.contains(Parts::YEAR)
                && mention.from.is_none();
            prop_assert!(!made_up, "{text}: {mention:?}");
        }
    }
}

#[test]
fn a_megabyte_of_digits_and_strokes_is_read_in_seconds() {
    let text = "1/2/".repeat(130_000) + &"12/13/2024 ".repeat(50_000);
    let start = std::time::Instant::now();
    assert!(READER.read(&text, None).is_empty());
    // Well below a second, even without optimisation; a square of the length would take hours.
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn directions_and_parts_are_those_of_the_codebook() {
    let reader = &*READER;
    let read = |text: &str| {
        reader
            .read(text, Some(jiff::civil::date(2024, 5, 20)))
            .remove(0)
    };
    assert_eq!(
        read("đến hết ngày 24/5").direction,
        Some(DateDirection::Until)
    );
    assert_eq!(read("đầu tháng 5").modifier, Some(DateMod::Start));
    assert_eq!(read("đầu tháng 5").precision, Precision::Month);
    assert_eq!(read("tháng 9/2023").timex().as_deref(), Some("2023-09"));
    assert_eq!(read("quý I/2024").timex().as_deref(), Some("2024-Q1"));
    assert_eq!(read("kéo dài ba ngày").timex().as_deref(), Some("P3D"));
}
