//! Whether a text is whole.

use super::split::Draft;
use crate::clean::{CleanText, Role};

/// True where the last paragraph of a text ends in mid-sentence, and nothing below says that it is
/// whole.
pub(super) fn is_truncated(paragraph: &str, text: &CleanText, draft: &Draft) -> bool {
    is_cut_off(paragraph) && !(is_left_open(paragraph) && is_closed(text, draft))
}

/// True for a paragraph of some length that ends in mid-sentence.
fn is_cut_off(paragraph: &str) -> bool {
    let tail = paragraph.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
    (tail.ends_with("...")
        || tail.ends_with([',', '…', '\u{fffd}'])
        || tail.ends_with(char::is_alphanumeric))
        && paragraph.split_whitespace().nth(9).is_some()
}

/// True for a paragraph that ends with dots, as writers end an enumeration too.
fn is_left_open(paragraph: &str) -> bool {
    paragraph.ends_with('…') || paragraph.ends_with("...")
}

/// True where somebody signs directly below the text, or the standfirst is printed there: it is whole.
fn is_closed(text: &CleanText, draft: &Draft) -> bool {
    draft.body.last().is_some_and(|last| {
        let below = text.segments[last + 1..]
            .iter()
            .find(|s| s.role != Role::Blank);
        below.is_some_and(|s| matches!(s.role, Role::Byline | Role::Credit | Role::Lead))
    })
}
