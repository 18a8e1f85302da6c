//! Bounds held against a dataset, and rules that say nothing sensible.

use super::*;
use crate::validate::quality::measures::Totals;

fn totals(rows: u64) -> Totals {
    Totals {
        rows,
        missing: [("published_date", rows / 10), ("duplicate_of", rows)].into(),
        values: [("language", [("vi".to_owned(), rows)].into())].into(),
        sums: [
            ("kept_ratio", (rows as f64 * 0.8, rows)),
            ("word_count", (rows as f64 * 500.0, rows)),
        ]
        .into(),
        days: [0, 1, 5].into(),
        ..Totals::default()
    }
}

fn dataset() -> Dataset {
    let mut dataset = Dataset {
        path: "d".to_owned(),
        pages: Some(125),
        rejects: Some(5),
        ..Dataset::default()
    };
    dataset.tables.insert("records", totals(100));
    let groups = dataset.groups.entry("site".to_owned()).or_default();
    for (site, rows) in [("a.vn", 80), ("b.vn", 10)] {
        groups.insert(site.to_owned(), [("records", totals(rows))].into());
    }
    dataset
}

fn judged(rule: &str) -> Vec<(&'static str, String)> {
    let rules = Rules::parse(&format!("[[rule]]\n{rule}")).expect(rule);
    let found = rules.judge(&dataset());
    found.into_iter().map(|f| (f.code, f.message)).collect()
}

#[test]
fn measures_are_held_against_their_bounds() {
    for (rule, expect) in [
        ("measure = 'pages'\nmin = 125", None),
        (
            "measure = 'pages'\nmin = 126",
            Some("pages is 125, at least 126 is allowed (125 rows)"),
        ),
        ("measure = 'articles_per_page'\nmax = 0.8", None),
        ("measure = 'reject_share'\nmax = '4%'", None),
        (
            "measure = 'reject_share'\nmax = '3%'",
            Some("reject_share is 4.0 %, at most 3.0 % is allowed (125 rows)"),
        ),
        ("measure = 'duplicate_share'\nmax = 0", None),
        (
            "measure = 'missing_share'\nfield = 'published_date'\nmax = '10%'",
            None,
        ),
        (
            "measure = 'missing_share'\nfield = 'published_date'\nmax = '9%'",
            Some("missing_share(published_date) is 10.0 %, at most 9.0 % is allowed (100 rows)"),
        ),
        (
            "measure = 'value_share'\nfield = 'language'\nvalue = 'vi'\nmin = '99%'",
            None,
        ),
        (
            "measure = 'distinct'\nfield = 'language'\nmin = 2",
            Some("distinct(language) is 1, at least 2 is allowed (100 rows)"),
        ),
        ("measure = 'kept_ratio'\nmin = 0.5\nmax = 0.9", None),
        (
            "measure = 'mean'\nfield = 'word_count'\nmax = 499.5",
            Some("mean(word_count) is 500, at most 499.500 is allowed (100 rows)"),
        ),
        ("measure = 'gap_days'\nmax = 3", None),
        ("measure = 'records'\nmin = 100\nmax = 100", None),
        (
            "measure = 'gap_days'\nmax = 2",
            Some("gap_days is 3, at most 2 is allowed (100 rows)"),
        ),
    ] {
        let expect: Vec<_> = expect.map(|m| ("Q401", m.to_owned())).into_iter().collect();
        assert_eq!(judged(rule), expect, "{rule}");
    }
}

#[test]
fn every_measure_is_read_by_the_name_it_is_told_by() {
    let mut with_events = dataset();
    with_events.tables.insert("events", totals(50));
    for measure in [
        "pages",
        "records",
        "events",
        "articles_per_page",
        "reject_share",
        "duplicate_share",
        "kept_ratio",
        "events_per_1000_words",
        "gap_days",
    ] {
        let rules = Rules::parse(&format!("[[rule]]\nmeasure = '{measure}'\nmin = 1e9"));
        let found = rules.expect(measure).judge(&with_events);
        assert_eq!(found.len(), 1, "{measure}");
        assert!(
            found[0].message.starts_with(measure),
            "{}",
            found[0].message
        );
    }
}

#[test]
fn groups_are_judged_one_by_one_where_they_are_large_enough() {
    let found = judged("measure = 'records'\nby = 'site'\nmin = 90");
    assert_eq!(
        found,
        [(
            "Q401",
            "records of site a.vn is 80, at least 90 is allowed (80 rows)".to_owned()
        )]
    );
    assert_eq!(
        judged("measure = 'records'\nby = 'site'\nmin = 90\nmin_rows = 5").len(),
        2
    );
}

#[test]
fn a_rule_that_cannot_run_is_an_error() {
    for rule in [
        "measure = 'events'\nmin = 1",
        "measure = 'records'\nby = 'site'\nmin = 1\nmin_rows = 500",
        "measure = 'records'\nby = 'publisher'\nmin = 1",
        "measure = 'mean'\nfield = 'line_start'\nmin = 1",
    ] {
        let codes: Vec<_> = judged(rule).into_iter().map(|f| f.0).collect();
        assert_eq!(codes, ["Q402"], "{rule}");
    }
}

#[test]
fn rules_that_say_nothing_sensible_are_refused() {
    for (rule, what) in [
        ("measure = 'page'\nmin = 1", "unknown variant"),
        ("measure = 'pages'", "a bound is missing"),
        ("measure = 'missing_share'\nmax = 1", "needs a field"),
        (
            "measure = 'missing_share'\nfield = 'publishd_date'\nmax = 1",
            "no column publishd_date",
        ),
        (
            "measure = 'pages'\nmin = 'many'",
            "neither a number nor a share",
        ),
        (
            "measure = 'pages'\nmin = 1\nby = 'nowhere'",
            "no column nowhere",
        ),
        (
            "measure = 'distinct'\nfield = 'body'\nmin = 1",
            "not counted",
        ),
        ("measure = 'pages'\nmin = 1\nminimum = 2", "unknown field"),
    ] {
        let error = Rules::parse(&format!("[[rule]]\n{rule}")).expect_err(rule);
        assert!(error.contains(what), "{rule}: {error}");
    }
    assert!(Rules::parse("[severity]\nV999 = 'note'").is_err());
    assert!(Rules::parse("[severity]\nL303 = 'note'").is_ok());
}
