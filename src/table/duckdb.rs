//! DuckDB's types of the tables, and the readers that use them.

use std::fmt::Write as _;

use super::columns::{Kind, Table};

/// The SQL type of a kind.
pub fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "VARCHAR",
        Kind::Int => "BIGINT",
        Kind::Float => "DOUBLE",
        Kind::Bool => "BOOLEAN",
        Kind::Date => "DATE",
        Kind::Time => "TIMESTAMPTZ",
        Kind::List => "VARCHAR[]",
    }
}

/// `CREATE TABLE` for a table.
pub fn create_table(table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|c| {
            let null = if c.nullable { "" } else { " NOT NULL" };
            format!("    \"{}\" {}{null}", c.name, type_of(c.kind))
        })
        .collect();
    format!(
        "CREATE TABLE {} (\n{}\n);\n",
        table.name,
        columns.join(",\n")
    )
}

/// The `columns` argument of `read_json` and `read_csv`, without which DuckDB guesses types from
/// the first rows. Lists are JSON text in CSV.
pub fn columns(table: &Table, csv: bool) -> String {
    let mut out = String::from("{");
    for (i, column) in table.columns.iter().enumerate() {
        let separator = if i == 0 { "" } else { ", " };
        let kind = match column.kind {
            Kind::List if csv => "VARCHAR",
            kind => type_of(kind),
        };
        // Writing to a string cannot fail.
        let _ = write!(out, "{separator}'{}': '{kind}'", column.name);
    }
    out.push('}');
    out
}
