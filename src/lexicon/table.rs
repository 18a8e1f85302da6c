//! One tab-separated table: parsed, overlaid, looked up by column name.

use std::collections::HashMap;

use super::LexiconError;

/// A table of the lexicon. Its first `keys` columns identify a row.
#[derive(Debug)]
pub struct Table {
    /// Name, which is the file's stem.
    pub name: &'static str,
    /// How many leading columns identify a row.
    pub keys: usize,
    /// Column names, from the header.
    pub columns: Vec<&'static str>,
    /// In file order, the user's rows after the embedded ones.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<&'static str>,
    columns: &'static [&'static str],
    /// File it came from.
    pub file: &'static str,
    /// 1-based line of that file.
    pub line: usize,
}

impl Row {
    /// The cell under `column`; empty where the table has no such column.
    pub fn get(&self, column: &str) -> &'static str {
        self.columns
            .iter()
            .position(|c| *c == column)
            .map_or("", |i| self.cells[i])
    }

    /// The parts of a cell that lists several values between `|`; none for an empty cell.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'static str> + use<> {
        self.get(column)
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }

    /// An error that points at this row.
    pub fn error(&self, message: impl Into<String>) -> LexiconError {
        LexiconError::Row {
            file: self.file.to_owned(),
            line: self.line,
            message: message.into(),
        }
    }
}

impl Table {
    /// Parses `text`, whose first line that is no comment names the columns.
    pub(super) fn parse(
        name: &'static str,
        keys: usize,
        file: &'static str,
        text: &'static str,
    ) -> Result<Self, LexiconError> {
        let mut table = Self {
            name,
            keys,
            columns: Vec::new(),
            rows: Vec::new(),
        };
        table.rows = table.read(file, text)?;
        Ok(table)
    }

    /// Adds the rows of `text` and overrides those with the same key; a row of `key… -` removes one.
    pub(super) fn overlay(
        &mut self,
        file: &'static str,
        text: &'static str,
    ) -> Result<(), LexiconError> {
        let added = self.read(file, text)?;
        let mut place: HashMap<Vec<&str>, usize> = HashMap::new();
        for (i, row) in self.rows.iter().enumerate() {
            place.insert(row.cells[..self.keys].to_vec(), i);
        }
        let mut gone = Vec::new();
        for row in added {
            let removes = row.cells[self.keys..].first() == Some(&"-");
            match (place.get(&row.cells[..self.keys]), removes) {
                (Some(&i), true) => gone.push(i),
                (Some(&i), false) => self.rows[i] = row,
                (None, true) => return Err(row.error("removes a row that does not exist")),
                (None, false) => self.rows.push(row),
            }
        }
        gone.sort_unstable();
        for i in gone.into_iter().rev() {
            self.rows.remove(i);
        }
        Ok(())
    }

    fn read(&mut self, file: &'static str, text: &'static str) -> Result<Vec<Row>, LexiconError> {
        let mut lines = text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        let header: Vec<&'static str> = lines
            .next()
            .map_or(Vec::new(), |(_, l)| l.split('\t').collect());
        let columns: &'static [&'static str] = Vec::leak(header);
        if self.columns.is_empty() {
            self.columns = columns.to_vec();
        }
        let mut rows = Vec::new();
        for (i, line) in lines {
            let mut cells: Vec<&'static str> = line.split('\t').map(str::trim).collect();
            let row_error = |message: String| LexiconError::Row {
                file: file.to_owned(),
                line: i + 1,
                message,
            };
            if cells.len() > columns.len() {
                let message = format!(
                    "{} cells, but the header names {}",
                    cells.len(),
                    columns.len()
                );
                return Err(row_error(message));
            }
            if cells[0].is_empty() {
                return Err(row_error(format!("the {} is empty", columns[0])));
            }
            cells.resize(columns.len(), "");
            rows.push(Row {
                cells,
                columns,
                file,
                line: i + 1,
            });
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "# countries\nform\tvalue\tnote\nNga\tRUS\nMỹ\tUSA\tnước\n";

    #[test]
    fn an_overlay_adds_replaces_and_removes_by_key() {
        let mut table = Table::parse("t", 1, "t", BASE).expect("parses");
        table
            .overlay("user.tsv", "form\tvalue\nNga\tXXX\nMỹ\t-\nAnh\tGBR\n")
            .expect("overlays");
        let pairs: Vec<_> = table
            .rows
            .iter()
            .map(|r| (r.get("form"), r.get("value")))
            .collect();
        assert_eq!(pairs, [("Nga", "XXX"), ("Anh", "GBR")]);
    }

    #[test]
    fn a_row_with_too_many_cells_is_refused_with_its_line() {
        let error =
            Table::parse("t", 1, "t.tsv", "form\tvalue\nNga\tRUS\tx\n").expect_err("refused");
        assert_eq!(
            error.to_string(),
            "t.tsv:2: 3 cells, but the header names 2"
        );
    }
}
