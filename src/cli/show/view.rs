//! One page as people look at it: lines cut into runs that events mark, articles with their events.
//!
//! Built from the rows of an export, so that what is shown is what is written. Marks that stand in
//! a field of a record are led back to the page through the ledger.

use serde::Serialize;
use serde_json::Value;

use super::rows::{PageRows, position};
use super::runs::{Mark, Run, marks, runs};

/// A page, ready to be drawn.
#[derive(Debug, Serialize)]
pub(super) struct View {
    /// The page's id.
    pub(super) page_id: String,
    /// Its address, where the input states it.
    pub(super) url: Option<String>,
    /// In page order.
    pub(super) lines: Vec<Line>,
    /// In page order.
    pub(super) articles: Vec<Article>,
}

/// One line of the page.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u64,
    /// Position of the article whose first line this is.
    pub(super) opens: Option<usize>,
    /// In order.
    pub(super) segments: Vec<Segment>,
}

/// A part of a line with one role.
#[derive(Debug, Serialize)]
pub(super) struct Segment {
    /// What it is.
    pub(super) role: String,
    /// The evidence that decided.
    pub(super) reason: String,
    /// Its weight.
    pub(super) score: f64,
    /// The field its text went to.
    pub(super) field: Option<String>,
    /// Its text as read, where what was kept differs from it.
    pub(super) as_read: Option<String>,
    /// Its text, cut where marks begin and end.
    pub(super) runs: Vec<Run>,
}

/// An article and its events.
#[derive(Debug, Serialize)]
pub(super) struct Article {
    /// Position on the page, from 0.
    pub(super) index: usize,
    /// The row.
    pub(super) record: Value,
    /// Fields to list, by name, as text; those that are null or empty are left out.
    pub(super) fields: Vec<(&'static str, String)>,
    /// In text order.
    pub(super) events: Vec<Event>,
}

/// An event with its number on this page.
#[derive(Debug, Serialize)]
pub(super) struct Event {
    /// From 1, through all articles of the page.
    pub(super) number: usize,
    /// `CONSULT visit`.
    pub(super) code: String,
    /// `Kim Jong Un (PRK)`, or the country alone.
    pub(super) actor: String,
    /// The same of the target; empty without one.
    pub(super) target: String,
    /// `2024-05-20 to 2024-05-24`, with what is not exact about it.
    pub(super) date: String,
    /// The rest, by name, as text; what is null or empty is left out.
    pub(super) fields: Vec<(&'static str, String)>,
    /// The row.
    pub(super) row: Value,
}

/// Columns of a record that the list of fields shows, in order.
const RECORD_FIELDS: [&str; 12] = [
    "record_id",
    "published_date",
    "published_basis",
    "published_evidence",
    "published_earliest",
    "published_latest",
    "authors",
    "publisher",
    "agency",
    "language",
    "duplicate_of",
    "quality_flags",
];

/// Columns of an event that its card shows below the headline, in order.
const EVENT_FIELDS: [&str; 13] = [
    "status",
    "foreground",
    "date_text",
    "date_basis",
    "place_text",
    "place_country",
    "attributed_to",
    "denied_by",
    "contexts",
    "trigger",
    "rule",
    "mentions",
    "confidence",
];

impl View {
    /// Builds the view of a page from its rows.
    pub(super) fn new(page_id: &str, url: Option<&str>, rows: &PageRows) -> Self {
        let articles = articles(rows);
        let lines = lines(rows, &articles);
        Self {
            page_id: page_id.to_owned(),
            url: url.map(str::to_owned),
            lines,
            articles,
        }
    }
}

fn articles(rows: &PageRows) -> Vec<Article> {
    let mut number = 0;
    let mut articles = Vec::with_capacity(rows.records.len());
    for (index, record) in rows.records.iter().enumerate() {
        let of_record = |row: &&Value| row.get("record_id") == record.get("record_id");
        let events = rows.events.iter().filter(of_record).map(|row| {
            number += 1;
            event(number, row)
        });
        articles.push(Article {
            index,
            fields: fields(record, &RECORD_FIELDS),
            events: events.collect(),
            record: record.clone(),
        });
    }
    articles
}

fn event(number: usize, row: &Value) -> Event {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let party = |name: &str, country: &str| match (text(name), text(country)) {
        ("", country) => country.to_owned(),
        (name, "") => name.to_owned(),
        (name, country) => format!("{name} ({country})"),
    };
    let code = match text("event_mode") {
        "" => text("event_type").to_owned(),
        mode => format!("{} {mode}", text("event_type")),
    };
    let date = match (text("date_start"), text("date_end")) {
        ("", "") => "no date".to_owned(),
        (start, end) if start == end => start.to_owned(),
        (start, end) => format!("{start} to {end}"),
    };
    Event {
        number,
        code,
        actor: party("actor_name", "actor_country"),
        target: party("target_name", "target_country"),
        date,
        fields: fields(row, &EVENT_FIELDS),
        row: row.clone(),
    }
}

/// The named cells that hold something, as text.
fn fields(row: &Value, names: &[&'static str]) -> Vec<(&'static str, String)> {
    let cell = |name: &&'static str| {
        let text = match row.get(*name)? {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
                items.join(" · ")
            }
            other => other.to_string(),
        };
        (!text.is_empty()).then_some((*name, text))
    };
    names.iter().filter_map(cell).collect()
}

fn lines(rows: &PageRows, articles: &[Article]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, row) in rows.lines.iter().enumerate() {
        let number = position(row, "line").unwrap_or_default() as u64;
        let segment = segment(rows, articles, at);
        match lines.last_mut() {
            Some(line) if line.number == number => line.segments.push(segment),
            _ => lines.push(Line {
                number,
                opens: None,
                segments: vec![segment],
            }),
        }
    }
    for article in articles {
        let first = position(&article.record, "line_start").map(|line| line as u64);
        if let Some(line) = lines.iter_mut().find(|line| Some(line.number) == first) {
            line.opens = Some(article.index);
        }
    }
    lines
}

fn segment(rows: &PageRows, articles: &[Article], at: usize) -> Segment {
    let row = &rows.lines[at];
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let raw = text("text");
    let field = row.get("field").and_then(Value::as_str);
    let mut segment = Segment {
        role: text("role").to_owned(),
        reason: text("reason").to_owned(),
        score: row.get("score").and_then(Value::as_f64).unwrap_or_default(),
        field: field.map(str::to_owned),
        as_read: None,
        runs: Vec::new(),
    };
    let article = articles
        .iter()
        .find(|article| article.record.get("record_id") == row.get("record_id"));
    let placed = article.zip(field).and_then(|(article, field)| {
        let (start, kept) = kept(rows, article, at, field)?;
        Some((article, field, start, kept))
    });
    let Some((article, field, start, kept)) = placed else {
        segment.runs.push(Run::plain(raw));
        return segment;
    };
    // Most text is kept as it was read, perhaps without a prefix; else what was kept is shown.
    let (shown, base) = match raw.find(kept.as_str()) {
        Some(byte) => (raw, raw[..byte].chars().count()),
        None => {
            segment.as_read = Some(raw.to_owned());
            (kept.as_str(), 0)
        }
    };
    let length = kept.chars().count();
    let marks: Vec<Mark> = marks(rows, article, field)
        .filter(|mark| mark.start < start + length && mark.end > start)
        .map(|mark| Mark {
            start: mark.start.max(start) - start + base,
            end: mark.end.min(start + length) - start + base,
            ..mark
        })
        .collect();
    segment.runs = runs(shown, &marks);
    segment
}

/// What of a segment's text its record keeps: where it begins in the field, and the text.
fn kept(rows: &PageRows, article: &Article, at: usize, field: &str) -> Option<(usize, String)> {
    let row = &rows.lines[at];
    let start = position(row, "field_start")?;
    let text = article.record.get(field)?.as_str()?;
    let next = rows.lines[at + 1..]
        .iter()
        .filter(|other| other.get("record_id") == row.get("record_id"))
        .filter(|other| other.get("field") == row.get("field"))
        .find_map(|other| position(other, "field_start"))
        .filter(|&next| next >= start);
    let rest = text.chars().skip(start);
    let kept: String = match next {
        Some(next) => rest.take(next - start).collect(),
        None => rest.collect(),
    };
    Some((start, kept.trim_end().to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows() -> PageRows {
        let record = json!({
            "record_id": "r_1", "line_start": 1, "title": "Malta mời Kuwait",
            "body": "Malta mời Kuwait.\n\nHai bên ký.", "authors": [], "published_date": null,
        });
        let line = |line: u64, role: &str, field: Value, start: Value, text: &str| {
            json!({"line": line, "role": role, "reason": "shape.prose", "score": 0.5,
                "record_id": if field.is_null() { Value::Null } else { "r_1".into() },
                "field": field, "field_start": start, "text": text})
        };
        PageRows {
            records: vec![record],
            events: vec![json!({
                "event_id": "e_1", "record_id": "r_1", "event_type": "AGREE", "event_mode": null,
                "actor_name": null, "actor_country": "MLT", "target_name": "A", "target_country": "KWT",
                "date_start": "2021-05-03", "date_end": "2021-05-03", "attributed_to": ["KUNA", "AFP"],
            })],
            lines: vec![
                line(1, "title", "title".into(), 0.into(), "Malta mời Kuwait"),
                line(2, "blank", Value::Null, Value::Null, ""),
                line(
                    3,
                    "body",
                    "body".into(),
                    0.into(),
                    "XYZ - Malta mời Kuwait.",
                ),
                line(4, "body", "body".into(), 19.into(), "Hai bên k.ý."),
            ],
            mentions: vec![json!({
                "event_id": "e_1", "field": "body", "start": 0, "end": 17, "trigger_start": 6, "trigger_end": 9,
                "actor_start": 0, "actor_end": 5, "target_start": null, "target_end": null,
            })],
        }
    }

    #[test]
    fn marks_land_on_the_words_of_the_page_behind_a_dropped_prefix() {
        let view = View::new("p", None, &rows());
        let runs: Vec<_> = view.lines[2].segments[0]
            .runs
            .iter()
            .map(|run| (run.text.as_str(), run.slots.as_slice(), run.triggers.len()))
            .collect();
        assert_eq!(
            runs,
            [
                ("XYZ - ", &[][..], 0),
                ("Malta", &["actor"], 0),
                (" ", &[], 0),
                ("mời", &["trigger"], 1),
                (" Kuwait.", &[], 0),
            ]
        );
        assert_eq!(view.lines[2].segments[0].as_read, None);
        assert_eq!(
            view.lines[0].segments[0].runs.len(),
            1,
            "the title tells nothing"
        );
    }

    #[test]
    fn repaired_text_is_shown_as_kept_beside_what_was_read() {
        let view = View::new("p", None, &rows());
        let segment = &view.lines[3].segments[0];
        assert_eq!(segment.runs[0].text, "Hai bên ký.");
        assert_eq!(segment.as_read.as_deref(), Some("Hai bên k.ý."));
    }

    #[test]
    fn events_are_numbered_and_told_in_words() {
        let view = View::new("p", None, &rows());
        assert_eq!(view.lines[0].opens, Some(0));
        let event = &view.articles[0].events[0];
        assert_eq!((event.number, event.code.as_str()), (1, "AGREE"));
        assert_eq!(
            (event.actor.as_str(), event.target.as_str()),
            ("MLT", "A (KWT)")
        );
        assert_eq!(event.date, "2021-05-03");
        assert_eq!(event.fields, [("attributed_to", "KUNA · AFP".to_owned())]);
    }
}
