//! What is published about the tables says the same as the field list.

use std::fmt::Write as _;

use newsrows::table::columns::{Column, Kind, TABLES, Table};

use crate::fixtures::{dataset, root};

/// Kind of a column as the README's tables name it.
fn kind(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Int => "int",
        Kind::Float => "float",
        Kind::Bool => "bool",
        Kind::Date => "date",
        Kind::Time => "timestamp",
        Kind::List => "list of string",
    };
    kind.to_owned() + if column.nullable { "?" } else { "" }
}

/// A table's section of the README, below its heading.
fn section(table: &Table) -> String {
    let mut text = format!(
        "{}\n\n| column | type | meaning |\n|---|---|---|\n",
        table.description
    );
    for column in table.columns {
        let mut meaning = column.description.to_owned();
        if let Some(values) = column.values.filter(|values| values().len() <= 12) {
            write!(meaning, " One of `{}`.", values().join("`, `")).expect("a string");
        }
        writeln!(
            text,
            "| `{}` | {} | {} |",
            column.name,
            kind(column),
            meaning.replace('|', "\\|")
        )
        .expect("a string");
    }
    text
}

/// `BLESS=1 cargo test --test it drift` writes the tables into the README.
#[test]
fn the_readme_lists_every_column_with_its_type_and_meaning() {
    let path = root().join("README.md");
    let mut readme = std::fs::read_to_string(&path).expect("a README");
    for table in TABLES {
        let heading = format!("### `{}`\n\n", table.name);
        let start = readme
            .find(&heading)
            .unwrap_or_else(|| panic!("no {heading}"))
            + heading.len();
        let rest = &readme[start..];
        // The table ends with its last row; what follows is prose or the next heading.
        let end = match rest
            .rfind("|\n")
            .filter(|_| rest.starts_with(table.description))
        {
            Some(_) => rest.find("|\n\n").map_or(rest.len(), |at| at + 2),
            None => 0,
        };
        if std::env::var_os("BLESS").is_some() {
            let blank = if end == 0 { "\n" } else { "" };
            readme.replace_range(start..start + end, &(section(table) + blank));
        } else {
            assert_eq!(
                &readme[start..start + end],
                section(table),
                "{}",
                table.name
            );
        }
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, readme).expect("written");
    }
}

/// The page before and after at the top of the README is what an export makes of it.
#[test]
fn the_readme_shows_what_becomes_of_its_page() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let example = readme
        .split("## Two commands")
        .next()
        .expect("the beginning");
    let page = std::fs::read_to_string(root().join("fixtures/pages/provincial-teaser-stamps.txt"))
        .expect("a page");
    let quoted = example
        .split("```")
        .nth(1)
        .expect("the page")
        .lines()
        .skip(1)
        .filter(|line| *line != "…");
    for line in quoted {
        assert!(page.lines().any(|of_page| of_page == line), "{line}");
    }
    let id = "provincial-teaser-stamps.txt";
    let record = dataset()
        .records
        .iter()
        .find(|r| r["page_id"] == id)
        .expect("the record");
    let events: Vec<_> = dataset()
        .events
        .iter()
        .filter(|e| e["record_id"] == record["record_id"])
        .collect();
    let event = events.first().expect("an event");
    for line in example.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let row = if cells[0].contains("record")
            || record
                .get(
                    cells[0]
                        .trim_matches(['`', ' '])
                        .split('`')
                        .next()
                        .expect("a name"),
                )
                .is_some()
        {
            record
        } else {
            event
        };
        for name in cells[0].split('`').skip(1).step_by(2) {
            let value = row[name]
                .as_str()
                .map_or_else(|| row[name].to_string(), str::to_owned);
            let begins: String = value.chars().take(60).collect();
            assert!(
                cells[1].contains(&begins),
                "{name}: {value} is not in {}",
                cells[1]
            );
        }
    }
}
