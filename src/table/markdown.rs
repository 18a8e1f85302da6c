//! The codebook of a dataset, generated from the field list.

use std::fmt::Write as _;

use super::columns::{Column, Kind, TABLES, Table};
use super::plover;

/// The whole codebook.
pub fn codebook() -> String {
    let mut out = String::from(INTRODUCTION);
    for table in TABLES {
        let _ = write!(out, "\n## {}\n\n{}", table.name, self::table(table));
    }
    out.push_str(&ontology());
    out
}

/// One table: what a row is, its key, and its columns.
pub fn table(table: &Table) -> String {
    let mut out = format!(
        "{} Key: `{}`.\n\n",
        table.description,
        table.key.join("`, `")
    );
    out.push_str("| column | type | null | meaning | example |\n|---|---|---|---|---|\n");
    for column in table.columns {
        let null = if column.nullable { "yes" } else { "no" };
        let _ = writeln!(
            out,
            "| `{}` | {} | {null} | {} | `{}` |",
            column.name,
            type_name(column.kind),
            meaning(column),
            column.example.replace('|', "\\|"),
        );
    }
    out
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Int => "int",
        Kind::Float => "float",
        Kind::Bool => "bool",
        Kind::Date => "date",
        Kind::Time => "timestamp, UTC",
        Kind::List => "list of string",
    }
}

/// The description, and the closed list where it is short enough to read in a table.
fn meaning(column: &Column) -> String {
    match column.values.map(|list| list()) {
        Some(words) if words.len() <= 12 => {
            format!("{} One of `{}`.", column.description, words.join("`, `"))
        }
        Some(_) => format!("{} The list is below.", column.description),
        None => column.description.to_owned(),
    }
}

fn ontology() -> String {
    let mut out = String::from(
        "\n## Event types and modes\n\nThe types are PLOVER 2.0's. A row's quadrant, score and CAMEO root follow from its type and mode.\n\n| type | mode | quad | score | CAMEO | meaning |\n|---|---|---|---|---|---|\n",
    );
    for kind in plover::kinds() {
        let (name, mode) = match kind.mode {
            Some(mode) => (String::new(), format!("`{mode}`")),
            None => (format!("`{}`", kind.event_type), String::new()),
        };
        let _ = writeln!(
            out,
            "| {name} | {mode} | {} | {} | {} | {} |",
            kind.quad, kind.score, kind.root, kind.meaning
        );
    }
    for (title, words) in [
        ("Contexts", plover::context_words()),
        ("Sectors", plover::sector_words()),
    ] {
        let _ = write!(out, "\n## {title}\n\n| word | meaning |\n|---|---|\n");
        for word in words {
            let _ = writeln!(out, "| `{}` | {} |", word.word, word.meaning);
        }
    }
    out
}

const INTRODUCTION: &str = "# Codebook

What every column of this dataset means. The files of one table, `.csv`, `.jsonl` and `.parquet`, hold the same rows in
the same order.

- Positions (`…_start`, `…_end`, `start`, `end`) count Unicode code points, from 0, the end not included, as Python's
  `str` does: `evidence == body[evidence_start:evidence_end]`. `date_start` and `date_end` of events are days, both included.
- Lines of pages count from 1.
- Null means not known or not there. In CSV it is an empty cell without quotes; `\"\"` is an empty text. Lists are JSON
  text in CSV and real lists elsewhere.
- Texts are Unicode NFC with all tone marks. Text is never shortened and never turned into a number: ids begin with a
  letter. A cell that begins with `=`, `+`, `-` or `@` is what the page says: read CSV as text in a spreadsheet.
- Days are `2024-05-20`, instants `2024-05-20T06:23:00Z`, always in UTC and to the second.
- Countries are ISO 3166-1 alpha-3; PLOVER's `IGO`, `UNO`, `EUR`, `NGO` and the like stand for actors that are no state.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codebook_names_every_column_and_every_word_of_a_closed_list() {
        let book = codebook();
        for table in TABLES {
            for column in table.columns {
                assert!(
                    book.contains(&format!("| `{}` |", column.name)),
                    "{}",
                    column.name
                );
                for word in column.values.map_or(&[][..], |list| list()) {
                    assert!(
                        book.contains(&format!("`{word}`"))
                            || book.contains(&format!("| {word} |")),
                        "{}: {word}",
                        column.name
                    );
                }
            }
        }
    }

    #[test]
    fn rows_of_its_tables_have_as_many_cells_as_their_heads() {
        let mut width = 0;
        for line in codebook().lines() {
            let cells = line.replace("\\|", "").matches('|').count();
            match (line.starts_with('|'), width) {
                (true, 0) => width = cells,
                (true, _) => assert_eq!(cells, width, "{line}"),
                (false, _) => width = 0,
            }
        }
    }
}
