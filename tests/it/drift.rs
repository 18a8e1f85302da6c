//! What is published about the tables says the same as the field list.

use newsrows::table::columns::{Column, Kind, TABLES};

use crate::fixtures::root;

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

#[test]
fn the_readme_lists_every_column_with_its_type() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    for table in TABLES {
        let heading = format!("### `{}`", table.name);
        let section = readme
            .split(&heading)
            .nth(1)
            .unwrap_or_else(|| panic!("no {heading}"));
        let section = section
            .split("\n### ")
            .next()
            .expect("a section")
            .split("\n## ")
            .next()
            .expect("a section");
        let listed: Vec<(String, String)> = section
            .lines()
            .filter_map(|line| {
                let cells: Vec<&str> = line.split('|').map(str::trim).collect();
                let names = cells.get(1)?.strip_prefix('`')?.strip_suffix('`')?;
                Some((names.to_owned(), cells.get(2)?.to_string()))
            })
            .collect();
        let want: Vec<(String, String)> = table
            .columns
            .iter()
            .map(|c| (c.name.to_owned(), kind(c)))
            .collect();
        assert_eq!(listed, want, "{}", table.name);
    }
}
