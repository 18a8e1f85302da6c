//! What every table of names must hold, whoever adds a row.

use std::collections::BTreeMap;

use unicode_normalization::is_nfc;

use super::is_beyond_states;
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

/// Every country is a code of `states`, one of PLOVER's, or none where that is allowed.
fn knows_countries(table: &str, none_allowed: bool) {
    knows_countries_of(table, "country", none_allowed);
}

/// The same of another column.
fn knows_countries_of(table: &str, column: &str, none_allowed: bool) {
    let states = rows("states");
    let known = |code: &str| states.iter().any(|s| s.get("code") == code) || is_beyond_states(code);
    for row in rows(table) {
        let codes: Vec<_> = row.list(column).collect();
        assert!(
            none_allowed || !codes.is_empty(),
            "{table}:{}: no country",
            row.line
        );
        for code in codes {
            assert!(
                known(code),
                "{table}:{}: {code} is no code of states.tsv",
                row.line
            );
        }
    }
}

/// Sectors are PLOVER's.
fn knows_sectors(table: &str) {
    const SECTORS: [&str; 32] = [
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
        "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "NGO",
        "IGO", "ISM", "IMG", "MNC", "PRO", "",
    ];
    for row in rows(table) {
        assert!(
            SECTORS.contains(&row.get("sector")),
            "{table}:{}: {} is no sector",
            row.line,
            row.get("sector")
        );
    }
}

/// Rows differ in their key.
fn unique(table: &str, keys: &[&str]) {
    let mut seen = std::collections::BTreeSet::new();
    for row in rows(table) {
        let key: Vec<_> = keys.iter().map(|k| row.get(k)).collect();
        assert!(
            seen.insert(key.clone()),
            "{table}:{}: {key:?} stands twice",
            row.line
        );
    }
}

#[test]
fn countries_cover_the_world_with_known_codes() {
    well_kept("countries", "form", &["form", "english"]);
    unique("countries", &["form", "class"]);
    knows_countries("countries", false);
    well_kept("states", "code", &["english"]);
    unique("states", &["code"]);
    let named = rows("countries");
    for state in rows("states") {
        let code = state.get("code");
        assert!(
            code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()),
            "{code} is no code"
        );
        assert!(
            named
                .iter()
                .any(|r| r.get("country") == code && matches!(r.get("class"), "name" | "short")),
            "{code} has no name"
        );
    }
    assert!(
        rows("states")
            .iter()
            .filter(|s| s.get("kind") == "state")
            .count()
            >= 195
    );
    // One form stands for one state in each class.
    for row in named.iter().filter(|r| r.get("class") == "capital") {
        assert!(
            !row.get("english").is_empty(),
            "{}: no English name",
            row.get("form")
        );
    }
}

#[test]
fn every_office_has_a_role_that_the_table_of_roles_lists() {
    well_kept("roles", "role", &["role"]);
    unique("roles", &["role"]);
    knows_countries_of("roles", "not_in", true);
    let roles = rows("roles");
    let listed = |role: &str| roles.iter().find(|r| r.get("role") == role);
    for row in rows("offices") {
        let role = row.get("role");
        let known = role.is_empty() || listed(role).is_some();
        assert!(known, "{}: {role} is no role", row.get("form"));
    }
    for row in &roles {
        let trade = row.get("trade");
        let own = trade.is_empty() || listed(trade).is_some_and(|r| r.get("trade") == trade);
        assert!(own, "{}: {trade} is no trade", row.get("role"));
    }
}

#[test]
fn people_have_countries_terms_and_names_of_their_own() {
    well_kept("people", "name", &["name", "forms", "short", "titled"]);
    unique("people", &["name"]);
    knows_countries("people", false);
    knows_sectors("people");
    let roles: std::collections::BTreeSet<_> =
        rows("offices").iter().map(|r| r.get("role")).collect();
    let organisations: std::collections::BTreeSet<_> = rows("organisations")
        .iter()
        .map(|r| r.get("name"))
        .collect();
    for row in rows("people") {
        assert!(
            matches!(row.get("sex"), "m" | "f"),
            "{}: sex",
            row.get("name")
        );
        for term in row.list("terms") {
            let offices = term.split(':').next().unwrap_or("");
            for office in offices.split(',') {
                let (office, organisation) = office.split_once('#').unwrap_or((office, ""));
                assert!(
                    organisation.is_empty() || organisations.contains(organisation),
                    "{}: no organisation is named {organisation}",
                    row.get("name")
                );
                let role = office.split('@').next().unwrap_or("");
                assert!(
                    roles.contains(role),
                    "{}: no office has the role {role}",
                    row.get("name")
                );
            }
        }
    }
    assert!(rows("people").len() >= 400);
}

#[test]
fn full_names_belong_to_one_person() {
    let mut owner: BTreeMap<&str, &str> = BTreeMap::new();
    for row in rows("people") {
        for name in names(&row) {
            let earlier = owner.insert(name, row.get("name"));
            assert!(
                earlier.is_none_or(|e| e == row.get("name")),
                "{name} is both {earlier:?} and {}",
                row.get("name")
            );
        }
    }
}

#[test]
fn offices_and_bodies_are_sorted_and_of_known_classes() {
    for (table, classes) in [
        ("offices", &["office", "group", "counterpart"][..]),
        (
            "bodies",
            &[
                "body",
                "ministry",
                "mission",
                "delegation",
                "group",
                "side",
                "bare-side",
                "media",
                "attribute",
                "capital",
                "region",
            ][..],
        ),
    ] {
        well_kept(table, "form", &["form"]);
        unique(table, &["form"]);
        knows_countries(table, true);
        knows_sectors(table);
        for row in rows(table) {
            assert!(
                classes.contains(&row.get("class")),
                "{table}:{}: class",
                row.line
            );
        }
    }
}

#[test]
fn organisations_are_sorted_with_known_codes() {
    well_kept("organisations", "name", &["name", "forms"]);
    unique("organisations", &["name"]);
    knows_countries("organisations", false);
    knows_sectors("organisations");
    assert!(rows("organisations").len() >= 200);
}

#[test]
fn places_are_sorted_with_known_codes() {
    well_kept("places", "form", &["form", "name"]);
    unique("places", &["form"]);
    knows_countries("places", true);
    let kinds = [
        "city", "base", "border", "island", "port", "region", "river", "sea", "site", "strait",
    ];
    for row in rows("places") {
        assert!(
            kinds.contains(&row.get("kind")),
            "{}: kind",
            row.get("form")
        );
        assert!(!row.get("name").is_empty(), "{}: no name", row.get("form"));
    }
    assert!(rows("places").len() >= 1000);
}

#[test]
fn titles_are_sorted_and_unique() {
    well_kept("titles", "class", &["form"]);
    unique("titles", &["form", "class", "value"]);
}
