//! What every table of names must hold, whoever adds a row.

use std::collections::BTreeMap;

use unicode_normalization::is_nfc;

use crate::lexicon::{Lexicon, Row};

fn rows(table: &str) -> Vec<Row> {
    let lexicon = Lexicon::embedded().expect("the embedded lexicon loads");
    let rows = lexicon.table(table).to_vec();
    assert!(!rows.is_empty(), "{table} is embedded");
    rows
}

/// All names of a row of `outlets` or `agencies`.
fn names(row: &Row) -> Vec<&'static str> {
    std::iter::once(row.get("name"))
        .chain(row.list("forms"))
        .collect()
}

/// Every cell is NFC, every row has a source, and the keys stand in order.
fn well_kept(table: &str, key: &str, cells: &[&str]) {
    let rows = rows(table);
    for row in &rows {
        assert!(
            !row.get("source").is_empty(),
            "{table}:{}: no source",
            row.line
        );
        for cell in cells {
            assert!(
                is_nfc(row.get(cell)),
                "{table}:{}: {cell} is not NFC",
                row.line
            );
        }
    }
    for pair in rows.windows(2) {
        assert!(
            pair[0].get(key) <= pair[1].get(key),
            "{table}:{}: {} stands after {}",
            pair[1].line,
            pair[1].get(key),
            pair[0].get(key)
        );
    }
}

/// No name or domain belongs to two rows.
fn unambiguous(table: &str) {
    let mut owner: BTreeMap<&str, &str> = BTreeMap::new();
    for row in rows(table) {
        for name in names(&row).into_iter().chain(row.list("domains")) {
            let earlier = owner.insert(name, row.get("name"));
            assert!(
                earlier.is_none_or(|e| e == row.get("name")),
                "{table}: {name} is both {earlier:?} and {}",
                row.get("name")
            );
        }
        for domain in row.list("domains") {
            assert!(
                domain.contains('.')
                    && domain
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c)),
                "{table}: {domain} is no domain"
            );
        }
    }
}

#[test]
fn outlets_are_sorted_sourced_and_unambiguous() {
    well_kept("outlets", "name", &["name", "forms", "dateline"]);
    unambiguous("outlets");
    assert!(rows("outlets").len() >= 120);
}

#[test]
fn agencies_are_sorted_sourced_and_unambiguous() {
    well_kept("agencies", "name", &["name", "forms", "weak"]);
    unambiguous("agencies");
    let kinds = [
        "agency",
        "newspaper",
        "magazine",
        "broadcaster",
        "online",
        "photo",
    ];
    for row in rows("agencies") {
        assert!(
            kinds.contains(&row.get("kind")),
            "{}: kind",
            row.get("name")
        );
        for weak in row.list("weak") {
            assert!(
                names(&row).contains(&weak),
                "{}: {weak} is none of its names",
                row.get("name")
            );
        }
    }
    assert!(rows("agencies").len() >= 60);
}
