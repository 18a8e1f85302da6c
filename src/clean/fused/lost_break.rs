//! Headings, captions and names of a text on one line, told by the two spaces that a lost line end
//! left behind them (of 223 such places on real pages, 218 were headings, captions, credits or names).

use super::{ends_sentence, last_sentence};
use crate::clean::byline::Bylines;
use crate::clean::caption::Captions;

/// Bytes of a heading at most.
const HEADING_BYTES: usize = 240;

/// Words of a heading at most, and of one that a sentence follows which could also go on.
const HEADING_WORDS: usize = 24;
const PLAIN_WORDS: usize = 16;

/// Words between two gaps at least: fewer are a link's, which stands in its sentence.
const LINK_WORDS: usize = 4;

/// Adds to `cuts` where such a heading begins and ends; none stands behind `tail`.
pub(super) fn add(
    text: &str,
    gaps: &[usize],
    tail: usize,
    (captions, bylines): (&Captions, &Bylines),
    cuts: &mut Vec<usize>,
) {
    let mut credits = cuts.len();
    for (nth, &gap) in gaps.iter().enumerate() {
        if gap >= tail {
            break;
        }
        let head = text[..gap].trim_end();
        let closed = head.ends_with(|c: char| c.is_alphanumeric() || "”\"»)’".contains(c));
        if !closed || ends_sentence(head) || !opens(&text[gap..tail], gaps.get(nth + 1), gap) {
            continue;
        }
        let credit = cuts[..credits]
            .iter()
            .copied()
            .filter(|cut| *cut <= gap)
            .max();
        let Some(start) = start(head, credit.unwrap_or(0)) else {
            continue;
        };
        let heading = text[start..head.len()].trim();
        if gaps[..nth].last().is_none_or(|before| *before <= start)
            && is_heading(heading, &text[gap..], captions)
        {
            if bylines.parse(heading).is_none() {
                cuts.extend([start, gap]);
            } else if credit == Some(start) {
                // The rest of the credit's names.
                cuts.retain(|cut| *cut != start);
                cuts.push(gap);
                credits -= 1;
            }
        }
    }
}

/// Where the sentence begins that `head` ends with, behind another one or a credit at `floor`.
fn start(head: &str, floor: usize) -> Option<usize> {
    let mut from = head.len().saturating_sub(HEADING_BYTES).max(floor);
    while !head.is_char_boundary(from) {
        from += 1;
    }
    let credit = || (floor > 0 && from == floor).then_some(floor);
    let start = last_sentence(head, from).or_else(credit);
    start.filter(|start| *start < head.len())
}

/// True where `rest` opens a sentence, and no link, whose end another gap would mark.
fn opens(rest: &str, next: Option<&usize>, gap: usize) -> bool {
    let linked = next.is_some_and(|next| {
        let link = rest.get(..next - gap).unwrap_or(rest);
        link.split_whitespace().count() < LINK_WORDS
    });
    let mut words = rest.split(' ').take(LINK_WORDS);
    // `Lê Na , kỹ sư trưởng`: a mark behind a link.
    let marked = rest
        .split(' ')
        .take(2 * LINK_WORDS)
        .any(|word| matches!(word, "," | "." | "/"));
    !linked
        && !marked
        && rest.starts_with(|c: char| c.is_uppercase() || "“\"".contains(c))
        && words.all(|word| !word.ends_with('.'))
}

/// True for a heading, before a text that does not go on with it.
fn is_heading(heading: &str, rest: &str, captions: &Captions) -> bool {
    let words = heading.split(' ').count();
    let first =
        |text: &'_ str| captions.begins_sentence(text.split([' ', ',']).next().unwrap_or(""));
    (2..=HEADING_WORDS).contains(&words)
        && heading
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"*".contains(c))
        && captions.credit(heading).is_none()
        && captions.opened(heading).is_none()
        && (first(rest) || (words <= PLAIN_WORDS && !heading.contains(',') && !first(heading)))
}
