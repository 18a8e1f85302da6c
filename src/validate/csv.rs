//! CSV records: where they end, and what their cells hold.

mod typer;

use std::borrow::Cow;
use std::ops::Range;

use super::schema::Column;

pub use typer::Typer;

/// One cell of a record, by byte ranges of the text it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The cell with its quotes.
    pub range: Range<usize>,
    /// The cell without them.
    pub content: Range<usize>,
    /// Whether it is quoted.
    pub quoted: bool,
    /// Whether a quote is written twice in it.
    pub doubled: bool,
    /// What is wrong with its quotes, and where.
    pub defect: Option<(usize, &'static str)>,
}

impl Cell {
    /// The cell's text, with doubled quotes undone.
    pub fn text<'t>(&self, source: &'t str) -> Cow<'t, str> {
        let raw = source.get(self.content.clone()).unwrap_or("");
        match self.doubled {
            true => Cow::Owned(raw.replace("\"\"", "\"")),
            false => Cow::Borrowed(raw),
        }
    }
}

const STRAY: &str = "a quote in a cell that does not begin with one";
const AFTER: &str = "text after the closing quote";
const UNCLOSED: &str = "the quote is never closed";

/// Walks the record that begins at `start` and hands out its cells. Returns where the next one
/// begins, or none where the bytes end before the record does and more may follow.
pub fn record(
    bytes: &[u8],
    start: usize,
    delimiter: u8,
    last: bool,
    mut on_cell: impl FnMut(Cell),
) -> Option<usize> {
    let mut at = start;
    loop {
        let begin = at;
        let mut cell = if bytes.get(at) == Some(&b'"') {
            let (cell, end) = quoted(bytes, at, delimiter, last)?;
            at = end;
            cell
        } else {
            at = plain_end(bytes, at, delimiter);
            let mut end = at;
            if bytes.get(at) != Some(&delimiter) && end > begin && bytes[end - 1] == b'\r' {
                end -= 1;
            }
            let defect = memchr::memchr(b'"', &bytes[begin..end]).map(|i| (begin + i, STRAY));
            Cell {
                range: begin..end,
                content: begin..end,
                quoted: false,
                doubled: false,
                defect,
            }
        };
        match bytes.get(at) {
            Some(&b) if b == delimiter => {
                at += 1;
                on_cell(cell);
            }
            Some(_) => {
                on_cell(cell);
                return Some(at + 1);
            }
            None if last => {
                if cell.range.end > bytes.len() {
                    cell.range.end = bytes.len();
                }
                on_cell(cell);
                return Some(bytes.len());
            }
            None => return None,
        }
    }
}

/// The next delimiter or line feed.
fn plain_end(bytes: &[u8], at: usize, delimiter: u8) -> usize {
    memchr::memchr2(delimiter, b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i)
}

/// A quoted cell, and the place behind it: a delimiter, a line feed or the end.
fn quoted(bytes: &[u8], start: usize, delimiter: u8, last: bool) -> Option<(Cell, usize)> {
    let mut cell = Cell {
        range: start..bytes.len(),
        content: start + 1..bytes.len(),
        quoted: true,
        doubled: false,
        defect: None,
    };
    let mut at = start + 1;
    loop {
        let Some(quote) = memchr::memchr(b'"', &bytes[at..]).map(|i| at + i) else {
            cell.defect = Some((start, UNCLOSED));
            return last.then_some((cell, bytes.len()));
        };
        match bytes.get(quote + 1) {
            Some(b'"') => {
                cell.doubled = true;
                at = quote + 2;
                continue;
            }
            None if !last => return None,
            _ => {}
        }
        cell.content.end = quote;
        cell.range.end = quote + 1;
        let mut end = quote + 1;
        if bytes.get(end) == Some(&b'\r') && matches!(bytes.get(end + 1), Some(b'\n')) {
            end += 1;
        } else if bytes.get(end) == Some(&b'\r') && end + 1 == bytes.len() {
            if !last {
                return None;
            }
            end += 1;
        }
        match bytes.get(end) {
            None | Some(b'\n') => {}
            Some(&b) if b == delimiter => {}
            Some(_) => {
                cell.defect = Some((end, AFTER));
                end = plain_end(bytes, end, delimiter);
                cell.range.end = end;
            }
        }
        return Some((cell, end));
    }
}

/// A column of the file: its name, what the schema says about it, and its place.
#[derive(Clone, Debug)]
pub struct Header {
    /// Names in order.
    pub names: Vec<String>,
    /// What the schema says about each.
    pub columns: Vec<Column>,
    /// Whether each name is quoted in the file.
    pub quoted: Vec<bool>,
    /// What stands between cells.
    pub delimiter: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<Vec<String>> {
        let mut at = 0;
        let mut all = Vec::new();
        while at < text.len() {
            let mut cells = Vec::new();
            at = record(text.as_bytes(), at, b',', true, |cell| {
                cells.push(cell.text(text).into_owned());
            })
            .expect("the last record ends");
            all.push(cells);
        }
        all
    }

    #[test]
    fn records_are_those_of_the_csv_crate() {
        for text in [
            "a,b\n1,2\n",
            "a,b\r\n\"x, y\",\"dòng một\ndòng hai\"\r\n",
            "\"say \"\"hi\"\"\",\n,\n\"\",x",
            "a\n\"b\"",
            "\"b\"\r",
        ] {
            let mut reader = ::csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|r| r.expect("reads").iter().map(str::to_owned).collect())
                .collect();
            assert_eq!(records(text), theirs, "{text:?}");
        }
    }

    #[test]
    fn quote_defects_are_told_where_they_are() {
        for (text, defect) in [
            ("a\"b,c\n", (1, STRAY)),
            ("\"a\"b,c\n", (3, AFTER)),
            ("\"a,c\n", (0, UNCLOSED)),
        ] {
            let mut found = None;
            record(text.as_bytes(), 0, b',', true, |cell| {
                found = found.or(cell.defect);
            });
            assert_eq!(found, Some(defect), "{text:?}");
        }
    }

    #[test]
    fn a_record_cut_anywhere_waits_for_more() {
        let text = "\"a\"\"b\",\"c\r\nd\"\r\nnext";
        let end = text.find("next").expect("is there");
        for cut in 1..end {
            let part = &text.as_bytes()[..cut];
            assert_eq!(record(part, 0, b',', false, |_| {}), None, "cut at {cut}");
        }
        assert_eq!(record(text.as_bytes(), 0, b',', false, |_| {}), Some(end));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_fault_and_to_its_end(text in "[a,\"\n\r]{0,24}") {
            let mut at = 0;
            while at < text.len() {
                let next = record(text.as_bytes(), at, b',', true, |_| {}).expect("ends");
                proptest::prop_assert!(next > at);
                at = next;
            }
        }
    }
}
