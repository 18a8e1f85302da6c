//! Evidence and mentions: what a row claims to stand in a text of its record, noted where it is
//! claimed and checked where the text is.

use super::{count, hash};
use crate::validate::findings::short;
use crate::validate::loaders::Spot;
use crate::validate::observe::{Notes, Quote, Row};
use crate::validate::tape::View;

/// Fields of a record that evidence stands in.
const TEXT_FIELDS: [&str; 3] = ["title", "lead", "body"];

/// Claims by other tables about texts of records, and those that do not hold.
#[derive(Debug, Default)]
pub struct Quotes {
    /// Sorted by record.
    claims: Vec<Quote>,
    false_claims: std::sync::Mutex<Vec<FalseClaim>>,
}

/// A claim about a text that does not hold.
#[derive(Clone, Debug)]
pub struct FalseClaim {
    /// The file that it stands in, by the number in [`Quote::by`].
    pub by: usize,
    /// The column that claims it.
    pub column: &'static str,
    /// The row that claims it.
    pub spot: Spot,
    /// What stands there instead.
    pub message: String,
}

impl Quotes {
    /// Sorts the claims, so that a record finds its own.
    pub fn new(mut claims: Vec<Quote>) -> Self {
        claims.sort_unstable_by_key(|quote| (quote.record, quote.spot.record));
        Self {
            claims,
            false_claims: std::sync::Mutex::default(),
        }
    }

    /// The claims that did not hold, by file and row.
    pub fn into_false(self) -> Vec<FalseClaim> {
        let mut found = self
            .false_claims
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        found.sort_by(|a, b| {
            let key = |claim: &FalseClaim| (claim.by, claim.spot.record, claim.column);
            key(a).cmp(&key(b))
        });
        found
    }

    pub(super) fn check(&self, record: View<'_>, mask: bool) {
        let Some(id) = record.get("record_id").and_then(View::text).map(hash) else {
            return;
        };
        let from = self.claims.partition_point(|quote| quote.record < id);
        for quote in self.claims[from..].iter().take_while(|q| q.record == id) {
            let name = TEXT_FIELDS.get(usize::from(quote.field)).unwrap_or(&"body");
            // Without texts there is nothing to compare; a null text is the schema's business.
            let Some(text) = record.get(name).and_then(View::text) else {
                continue;
            };
            let message = match slice(text, quote.start, quote.end) {
                None => Some(format!(
                    "{name} has {} code points, and {}:{} is beyond",
                    crate::span::code_points(text),
                    quote.start,
                    quote.end
                )),
                Some(found) if quote.text.is_some_and(|claimed| claimed != hash(found)) => {
                    Some(match mask {
                        true => format!("{name}[{}:{}] reads otherwise", quote.start, quote.end),
                        false => format!(
                            "{name}[{}:{}] reads \"{}\"",
                            quote.start,
                            quote.end,
                            short(found)
                        ),
                    })
                }
                Some(_) => None,
            };
            if let Some(message) = message {
                self.false_claims
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .push(FalseClaim {
                        by: quote.by,
                        column: quote.column,
                        spot: quote.spot,
                        message,
                    });
            }
        }
    }
}

/// The code points `start..end` of a text.
fn slice(text: &str, start: u64, end: u64) -> Option<&str> {
    let mut ends = text.char_indices().map(|(i, _)| i).chain([text.len()]);
    let from = ends.nth(usize::try_from(start).ok()?)?;
    let to = match end.checked_sub(start)? {
        0 => from,
        n => ends.nth(usize::try_from(n - 1).ok()?)?,
    };
    text.get(from..to)
}

/// Notes what a row claims about a text of its record: the columns that name the field, the start
/// and the end, the column to blame, and the text.
pub(super) fn quote(
    row: &Row<'_, '_>,
    notes: &mut Notes,
    [field, start, end]: [&str; 3],
    column: &'static str,
    text: Option<&str>,
) {
    let number = |name| count(row.view, name);
    let field = row
        .view
        .get(field)
        .and_then(View::text)
        .and_then(|name| TEXT_FIELDS.iter().position(|f| *f == name));
    let record = row.view.get("record_id").and_then(View::text);
    if let (Some(record), Some(field), Some(start), Some(end)) =
        (record, field, number(start), number(end))
    {
        notes.quotes.push(Quote {
            record: hash(record),
            field: field as u8,
            start,
            end,
            text: text.map(hash),
            column,
            spot: row.spot,
            by: 0,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_count_code_points() {
        let text = "Đà Nẵng";
        assert_eq!(slice(text, 0, 2), Some("Đà"));
        assert_eq!(slice(text, 3, 7), Some("Nẵng"));
        assert_eq!(slice(text, 7, 7), Some(""));
        assert_eq!(slice(text, 3, 8), None);
        assert_eq!(slice(text, 8, 8), None);
        assert_eq!(slice(text, 5, 3), None);
    }
}
