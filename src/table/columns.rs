//! The one field list. Arrow schemas, CSV headers, JSON Schemas, DuckDB types, the codebook and the
//! data package all derive from it or are checked against it.

use super::column::{count, date, list, ordinal, share, text, time};
use super::plover;
use super::words;

pub use super::column::{Column, Kind, Reference, Table};

impl Table {
    /// The table of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().copied().find(|t| t.name == name)
    }
}

/// Every table, in the order of the data package.
pub const TABLES: [&Table; 4] = [&RECORDS, &EVENTS, &LINES, &MENTIONS];

/// Shape of a record id.
pub const RECORD_ID: &str = "^r_[0-9a-f]{20}$";
/// Shape of an event id.
pub const EVENT_ID: &str = "^e_[0-9a-f]{20}$";
const COUNTRY: &str = "^[A-Z]{3}$";

/// One row per article.
pub static RECORDS: Table = Table {
    name: "records",
    description: "One row per article found on a page, cleaned, with its metadata.",
    key: &["record_id"],
    references: &[Reference {
        column: "duplicate_of",
        table: "records",
        target: "record_id",
    }],
    columns: &[
        text("record_id", r#""r_5d0c1f7a9be24c01d3f8""#, "Identifies the article: r_ and a hash of page_id and article_index, the same when the page is scraped again.").pattern(RECORD_ID),
        text("page_id", r#""2024/pages/000.txt""#, "The input's own id of the page, else its path relative to the input root; unique in a run."),
        text("page_sha256", r#""9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08""#, "SHA-256 of the page's text as read, in UTF-8.").pattern("^[0-9a-f]{64}$"),
        count("article_index", "0", "Position of the article on its page, from 0."),
        text("source_path", r#""pages/000.txt""#, "The input file, relative to the input root."),
        text("url", r#""https://bao.example.vn/tin-20240520.htm""#, "Address of the page, where the input states it.").nullable(),
        text("site", r#""example.vn""#, "Registered domain of the address.").nullable(),
        time("captured_at", r#""2024-05-21T02:00:00Z""#, "When the page was fetched, where the input states it; a day without a time is its first instant in the page's zone.").nullable(),
        ordinal("line_start", "1", "First line of the article on its page, from 1."),
        ordinal("line_end", "24", "Last line of the article on its page, included."),
        text("title", r#""Ngoại trưởng hai nước gặp nhau""#, "Headline. Null where the page has none, and with --no-text.").nullable(),
        text("lead", r#""Hai bên trao đổi về hợp tác song phương.""#, "Standfirst, where the page sets it apart; not repeated in body.").nullable(),
        text("body", r#""Ngày 20/5, hai ngoại trưởng đã hội đàm.""#, "Running text, paragraphs joined by one blank line. Null only with --no-text.").nullable(),
        list("captions", r#"["Hai ngoại trưởng tại cuộc gặp. Ảnh: TTXVN"]"#, "Picture captions with their credits, in page order. Null only with --no-text.").nullable(),
        list("subheadings", r#"["Hợp tác kinh tế"]"#, "Headings inside the article, in page order; not part of body. Null only with --no-text.").nullable(),
        list("authors", r#"["Hà Linh"]"#, "People or desks who wrote it, as written."),
        text("publisher", r#""VTV""#, "Who published it: canonical name of a known outlet, else as written.").nullable(),
        text("agency", r#""TTXVN""#, "News agency or foreign medium credited for the text.").nullable(),
        text("language", r#""vi""#, "BCP 47 tag of the body. Other languages than vi are kept without events."),
        time("published_at", r#""2024-05-20T06:23:00Z""#, "Stated publication time.").nullable(),
        date("published_date", r#""2024-05-20""#, "Publication day in the page's zone.").nullable(),
        text("published_basis", r#""stated""#, "How the publication day is known: stated by page or input, inferred from the text, or unknown.").one_of(words::published_bases),
        list("published_evidence", r#"["20/05/2024 13:23 GMT+7"]"#, "The clues that fixed the publication day, as written."),
        date("published_earliest", r#""2024-05-18""#, "Earliest possible publication day, where it is not stated.").nullable(),
        date("published_latest", r#""2024-05-21""#, "Latest possible publication day, where it is not stated.").nullable(),
        count("word_count", "412", "White-space tokens of body."),
        count("sentence_count", "17", "Sentences of body."),
        count("paragraph_count", "9", "Paragraphs of body."),
        share("kept_ratio", "0.81", "Share of the page's code points that ended in this record's title, lead and body."),
        text("duplicate_of", r#""r_08a2e1d97c3340f2b6aa""#, "First record, in page order, whose five-word shingles overlap with this one's at Jaccard 0.8 or more.").nullable().pattern(RECORD_ID),
        list("quality_flags", r#"["no_date"]"#, "What to know about the record's quality; the list is closed.").one_of(words::quality_flags),
    ],
};

/// One row per distinct event per article.
pub static EVENTS: Table = Table {
    name: "events",
    description: "One row per act between political actors, per article that reports it and per pair of parties.",
    key: &["event_id"],
    references: &[Reference {
        column: "record_id",
        table: "records",
        target: "record_id",
    }],
    columns: &[
        text("event_id", r#""e_77c0d9e2a1f05b3c4d6e""#, "Identifies the row: e_ and a hash of record_id, type, mode, parties, first day and a counter among equals.").pattern(EVENT_ID),
        text("record_id", r#""r_5d0c1f7a9be24c01d3f8""#, "The article.").pattern(RECORD_ID),
        date("published_date", r#""2024-05-20""#, "Publication day of the article.").nullable(),
        text("url", r#""https://bao.example.vn/tin-20240520.htm""#, "Address of the article's page.").nullable(),
        text("act_id", r#""a_77c0d9e2a1f05b3c4d6e""#, "Shared by the rows of one act of several parties.").pattern("^a_[0-9a-f]{20}$"),
        text("event_group", r#""g_1b2c3d4e5f60718293a4""#, "Shared by rows of different articles that report the same act.").nullable().pattern("^g_[0-9a-f]{20}$"),
        text("group_reason", r#""parties-type-day""#, "Why the rows were joined: nothing tells two acts of that day apart, the same words trigger them, the same people act, or the articles are copies; null where its group is this article's alone.").nullable().one_of(words::group_reasons),
        ordinal("source_count", "2", "Independent sources in the group: syndicated copies and one wire count once.").nullable(),
        text("event_type", r#""CONSULT""#, "PLOVER 2.0 type of the act itself, whatever its status.").one_of(plover::types),
        text("plover_type", r#""AGREE""#, "The type as PLOVER codes it: a future CONSULT, SUPPORT, COOPERATE or AID is AGREE.").one_of(plover::types),
        text("event_mode", r#""visit""#, "PLOVER mode, where the type has one.").nullable().one_of(plover::modes),
        list("contexts", r#"["diplomatic","military"]"#, "PLOVER contexts, in the ontology's order.").one_of(plover::contexts),
        text("cameo_root", r#""C04""#, "CAMEO root code of type and mode, with a letter so that no loader drops its zero.").one_of(plover::roots),
        Column::new("quad_class", Kind::Int, "1", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.").at_least(1.0).at_most(4.0),
        Column::new("intensity", Kind::Float, "4.0", "PLOVER score of type and mode, from -10 (conflict) to 10 (cooperation).").at_least(-10.0).at_most(10.0),
        text("actor_name", r#""Sergey Lavrov""#, "Who acts: canonical name, or as written where no list has it; null for a state or an unnamed office.").nullable(),
        text("actor_text", r#""Ngoại trưởng Nga Sergei Lavrov""#, "Who acts, as written.").nullable(),
        text("actor_country", r#""RUS""#, "ISO 3166-1 alpha-3 of the actor, or PLOVER's code of a non-state actor.").pattern(COUNTRY),
        text("actor_sector", r#""GOV""#, "PLOVER sector of the actor.").nullable().one_of(plover::sectors),
        text("target_name", r#""Choe Son-hui""#, "To whom or with whom: canonical name, or as written where no list has it.").nullable(),
        text("target_text", r#""người đồng cấp Choe Son-hui""#, "To whom or with whom, as written.").nullable(),
        text("target_country", r#""PRK""#, "Country code of the target; null only for MOBILIZE without an addressee.").nullable().pattern(COUNTRY),
        text("target_sector", r#""GOV""#, "PLOVER sector of the target.").nullable().one_of(plover::sectors),
        text("date_text", r#""từ ngày 11 đến 13/7""#, "When, as written.").nullable(),
        date("date_start", r#""2025-07-11""#, "First day of the act or of the period stated, included.").nullable(),
        date("date_end", r#""2025-07-13""#, "Last day, included.").nullable(),
        text("date_precision", r#""range""#, "Unit the text states.").one_of(words::precisions),
        text("date_mod", r#""start""#, "Part of the unit.").nullable().one_of(words::date_mods),
        text("date_direction", r#""since""#, "Direction of an open period.").nullable().one_of(words::date_directions),
        text("date_basis", r#""completed""#, "How the day is known.").one_of(words::date_bases),
        text("place_text", r#""Wonsan""#, "Where, as written.").nullable(),
        text("place_name", r#""Wonsan""#, "Where, canonical name.").nullable(),
        text("place_country", r#""PRK""#, "Country of the place.").nullable().pattern(COUNTRY),
        text("status", r#""occurred""#, "Whether it happened.").one_of(words::statuses),
        list("attributed_to", r#"["KCNA"]"#, "On whose word: canonical names, the nearest source first; a ministry or an embassy as written, its state behind it."),
        list("denied_by", r#"["Dmitry Peskov"]"#, "Who denies it."),
        Column::new("foreground", Kind::Bool, "true", "True for this article's news, false for its recap of older news."),
        text("evidence_field", r#""body""#, "Field the evidence stands in.").one_of(words::evidence_fields),
        text("evidence", r#""Ngày 20/5, hai ngoại trưởng đã hội đàm.""#, "The sentence that says most, equal to field[evidence_start:evidence_end]. Null only with --no-text.").nullable(),
        count("evidence_start", "0", "First code point of the evidence in its field."),
        count("evidence_end", "39", "One past its last code point."),
        ordinal("evidence_line", "5", "Line of the page the evidence came from, from 1."),
        text("trigger", r#""hội đàm""#, "The words that triggered the row."),
        text("rule", r#""talks.verb""#, "The pattern that fired; explain prints its text."),
        ordinal("mentions", "2", "How often the article tells the act."),
        share("confidence", "0.8", "Calibrated probability that the row is right; null where the pattern has no calibration.").nullable(),
    ],
};

/// One row per segment of every line of every page.
pub static LINES: Table = Table {
    name: "lines",
    description: "The ledger: one row per segment of every line of every page, with its role, the evidence for it and where its text went.",
    key: &["page_id", "line", "start"],
    references: &[Reference {
        column: "record_id",
        table: "records",
        target: "record_id",
    }],
    columns: &[
        text("page_id", r#""2024/pages/000.txt""#, "The page."),
        ordinal("line", "3", "Line of the page, from 1."),
        count(
            "start",
            "102",
            "First code point of the segment in the page's text.",
        ),
        count(
            "end",
            "180",
            "One past its last code point; line ends belong to no segment.",
        ),
        text("role", r#""caption""#, "What the segment is.").one_of(words::roles),
        text(
            "reason",
            r#""stamp.below-headline""#,
            "The evidence that decided; explain prints its text.",
        ),
        share("score", "0.92", "Weight of that evidence."),
        text(
            "record_id",
            r#""r_5d0c1f7a9be24c01d3f8""#,
            "The record its text went to.",
        )
        .nullable()
        .pattern(RECORD_ID),
        text("field", r#""captions""#, "The field its text went to.")
            .nullable()
            .one_of(words::line_fields),
        count(
            "field_start",
            "0",
            "Code point of the field (of the list's element, for lists) where its text begins.",
        )
        .nullable(),
        text(
            "text",
            r#""Hai ngoại trưởng tại cuộc gặp. Ảnh: TTXVN""#,
            "The segment as read, before repair. Null only with --no-text.",
        )
        .nullable(),
    ],
};

/// One row per mention of an event.
pub static MENTIONS: Table = Table {
    name: "mentions",
    description: "One row per mention of an event, with the code points of everything that filled it.",
    key: &["event_id", "field", "trigger_start"],
    references: &[
        Reference {
            column: "event_id",
            table: "events",
            target: "event_id",
        },
        Reference {
            column: "record_id",
            table: "records",
            target: "record_id",
        },
    ],
    columns: &[
        text("event_id", r#""e_77c0d9e2a1f05b3c4d6e""#, "The event.").pattern(EVENT_ID),
        text("record_id", r#""r_5d0c1f7a9be24c01d3f8""#, "The article.").pattern(RECORD_ID),
        text(
            "field",
            r#""body""#,
            "Field the mention stands in; every offset counts its code points.",
        )
        .one_of(words::evidence_fields),
        count("start", "0", "First code point of the sentence."),
        count("end", "39", "One past its last code point."),
        count("trigger_start", "31", "First code point of the trigger."),
        count("trigger_end", "38", "One past its last code point."),
        count(
            "actor_start",
            "10",
            "First code point of the words that name the actor; null where they stand elsewhere.",
        )
        .nullable(),
        count("actor_end", "26", "One past their last code point.").nullable(),
        text(
            "actor_from",
            r#""clause""#,
            "From where the actor was filled.",
        )
        .nullable()
        .one_of(words::filled_from),
        count(
            "target_start",
            "10",
            "First code point of the words that name the target; null where they stand elsewhere.",
        )
        .nullable(),
        count("target_end", "26", "One past their last code point.").nullable(),
        text(
            "target_from",
            r#""earlier""#,
            "From where the target was filled.",
        )
        .nullable()
        .one_of(words::filled_from),
        count(
            "date_start",
            "0",
            "First code point of the date; null where it stands elsewhere.",
        )
        .nullable(),
        count("date_end", "9", "One past its last code point.").nullable(),
        text(
            "date_from",
            r#""sentence""#,
            "From where the date was filled.",
        )
        .nullable()
        .one_of(words::filled_from),
        count(
            "place_start",
            "20",
            "First code point of the place; null where it stands elsewhere.",
        )
        .nullable(),
        count("place_end", "26", "One past its last code point.").nullable(),
        text(
            "place_from",
            r#""clause""#,
            "From where the place was filled.",
        )
        .nullable()
        .one_of(words::filled_from),
        count(
            "status_start",
            "27",
            "First code point of the words that decided the status.",
        )
        .nullable(),
        count("status_end", "29", "One past their last code point.").nullable(),
        text(
            "status_from",
            r#""clause""#,
            "From where the status was decided.",
        )
        .nullable()
        .one_of(words::filled_from),
        count(
            "source_start",
            "0",
            "First code point of the words that name the source.",
        )
        .nullable(),
        count("source_end", "9", "One past their last code point.").nullable(),
        text(
            "source_from",
            r#""sentence""#,
            "From where the source was filled.",
        )
        .nullable()
        .one_of(words::filled_from),
        text("rule", r#""talks.verb""#, "The pattern that fired."),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn fits(column: &Column, value: &Value) -> bool {
        let word = |v: &Value| {
            v.as_str()
                .is_some_and(|s| column.values.is_none_or(|list| list().contains(&s)))
        };
        match column.kind {
            Kind::Text => word(value),
            Kind::Int => value.is_i64(),
            Kind::Float => value.is_f64(),
            Kind::Bool => value.is_boolean(),
            Kind::Date => value
                .as_str()
                .is_some_and(|s| s.parse::<jiff::civil::Date>().is_ok()),
            Kind::Time => value
                .as_str()
                .is_some_and(|s| s.parse::<jiff::Timestamp>().is_ok()),
            Kind::List => value.as_array().is_some_and(|items| items.iter().all(word)),
        }
    }

    #[test]
    fn every_column_has_a_description_and_an_example_of_its_kind() {
        for table in TABLES {
            for column in table.columns {
                let at = format!("{}.{}", table.name, column.name);
                assert!(column.description.ends_with('.'), "{at}");
                let value = serde_json::from_str(column.example).expect(&at);
                assert!(fits(column, &value), "{at}: {value}");
                if let Some(pattern) = column.pattern {
                    let regex = regex::Regex::new(pattern).expect(&at);
                    assert!(regex.is_match(value.as_str().unwrap_or_default()), "{at}");
                }
            }
        }
    }

    #[test]
    fn names_are_lower_snake_case_and_unique() {
        for table in TABLES {
            let mut names: Vec<_> = table.columns.iter().map(|c| c.name).collect();
            assert!(names.iter().all(|n| {
                n.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            }));
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
        }
    }

    #[test]
    fn keys_and_references_name_columns() {
        for table in TABLES {
            for key in table.key {
                assert!(
                    table.column(key).is_some_and(|c| !c.nullable),
                    "{}.{key}",
                    table.name
                );
            }
            for reference in table.references {
                assert!(table.column(reference.column).is_some());
                let target = Table::named(reference.table).expect("a table");
                assert!(target.key.contains(&reference.target));
            }
        }
    }
}
