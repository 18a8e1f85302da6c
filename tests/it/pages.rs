//! The fixtures themselves: complete, consistent, and covering what they claim to cover.

use std::collections::BTreeSet;

use crate::fixtures::{pages, root};

#[test]
fn every_line_of_every_page_has_an_expected_role() {
    for page in pages() {
        let newlines = page.bytes.iter().filter(|&&b| b == b'\n').count();
        assert_eq!(page.roles.len(), newlines, "{}", page.slug);
    }
}

#[test]
fn every_role_occurs_on_some_page() {
    let found: BTreeSet<&str> = pages()
        .iter()
        .flat_map(|page| page.roles.iter().flatten().flatten().map(String::as_str))
        .collect();
    let known: BTreeSet<&str> = newsrows::clean::Role::ALL.map(|role| role.as_str()).into();
    assert_eq!(found, known);
}

#[test]
fn expected_fields_are_columns() {
    let columns = |table: &str| {
        let table = newsrows::table::columns::Table::named(table).expect("a table");
        table
            .columns
            .iter()
            .map(|c| c.name)
            .collect::<BTreeSet<_>>()
    };
    let (records, events) = (columns("records"), columns("events"));
    let beside = BTreeSet::from(["article", "line", "optional"]);
    for page in pages() {
        for article in &page.articles {
            for name in article.as_object().expect("an object").keys() {
                assert!(records.contains(name.as_str()), "{}: {name}", page.slug);
            }
        }
        for event in &page.events {
            for name in event.as_object().expect("an object").keys() {
                let known = events.contains(name.as_str()) || beside.contains(name.as_str());
                assert!(known, "{}: {name}", page.slug);
            }
        }
    }
}

#[test]
fn expected_events_stand_on_lines_of_running_text() {
    for page in pages() {
        for event in &page.events {
            let line = event["line"].as_u64().expect("a line") as usize;
            let roles = page.roles[line - 1].concat();
            let running = ["title", "lead", "body"];
            assert!(
                roles.iter().any(|role| running.contains(&role.as_str())),
                "{} line {line}",
                page.slug
            );
            let article = event["article"].as_u64().expect("an article") as usize;
            assert!(article < page.articles.len(), "{}", page.slug);
        }
    }
}

#[test]
fn the_readme_names_the_origin_of_every_page_and_of_nothing_else() {
    let readme =
        std::fs::read_to_string(root().join("fixtures/pages/README.md")).expect("a README");
    let named: Vec<&str> = readme
        .split("## Origins")
        .nth(1)
        .expect("a section")
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let slugs: Vec<&str> = pages().iter().map(|page| page.slug.as_str()).collect();
    assert_eq!(named, slugs);
}
