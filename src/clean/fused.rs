//! Texts that a scraper put on one line: captions and the byline fused into the paragraph.
//!
//! Only what punctuation and credits allow is taken out: a caption is the sentence that a picture
//! credit ends, the byline what stands behind the last sentence and reads as one.

mod credit;
mod lost_break;
mod opening;
#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization;

use super::byline::{Bylines, Form};
use super::caption::Captions;
use super::furniture::Furniture;
use crate::span::place_in;

use credit::credit_end;

/// The marks of tones.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Words of a caption at most.
const CAPTION_WORDS: usize = 60;

/// The same where no name behind a word for a picture ends it: the paragraph before a picture may.
const SHOWN_WORDS: usize = 34;

/// Bytes of the links that may end a text.
const LINKS_BYTES: usize = 400;

/// Bytes of a byline at most.
const BYLINE_BYTES: usize = 110;

/// Cuts of a line at most; a line with more is no article that a scraper flattened.
const MOST_CUTS: usize = 40;

/// Where to cut `text`, in order; no cut is at either end. `gaps` are the places behind two or more
/// spaces of the line as read.
pub(super) fn cuts(
    text: &str,
    gaps: &[usize],
    furniture: &Furniture,
    captions: &Captions,
    bylines: &Bylines,
) -> Vec<usize> {
    let mut cuts = Vec::new();
    let links = links(text, furniture).unwrap_or(text.len());
    let tail = byline(&text[..links], bylines).unwrap_or(links);
    let opening = opening::credit(text, captions, bylines);
    cuts.extend(opening);
    let mut from = opening.unwrap_or(0);
    // Where the text begins that no credit before has.
    let mut floor = from;
    let known = |word: &str| bylines.is_known_source(word);
    while let Some(found) = captions.next_credit(text, from, known) {
        let (opener, credit) = (found.start, found.name);
        if opener >= tail {
            break;
        }
        from = credit.max(opener + 1);
        let end = match found.end {
            Some(end) => end,
            None => match credit_end(text, opener, credit, captions, bylines) {
                Some(end) => end,
                None => continue,
            },
        };
        if end > tail {
            from = from.max(end);
            continue;
        }
        let mut start = bracketed_caption(text, opener, end)
            .unwrap_or_else(|| caption_start(text, floor, opener));
        // What stands before is too long for a caption: the credit alone is none of the text.
        let most = if found.named_as_picture {
            CAPTION_WORDS
        } else {
            SHOWN_WORDS
        };
        if text[start..end].split_whitespace().count() > most {
            start = text[..opener].trim_end_matches(['(', '[']).len();
        }
        from = end.max(opener + 1);
        floor = from;
        cuts.extend([start, end]);
    }
    lost_break::add(text, gaps, tail, (captions, bylines), &mut cuts);
    cuts.extend([tail, links]);
    cuts.retain(|&cut| cut > 0 && cut < text.len());
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.len() > MOST_CUTS {
        return Vec::new();
    }
    cuts
}

/// The byte at which the links to other stories begin that end a long text.
fn links(text: &str, furniture: &Furniture) -> Option<usize> {
    let text = text.trim_end();
    // The heading of a link box that the scraper left behind.
    if let Some(head) = furniture.before_links(text)
        && ends_sentence(head.trim_end())
    {
        return Some(head.len());
    }
    let mut from = text.len().saturating_sub(LINKS_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let at = from + text[from..].find(" >>")? + 1;
    (!text[at..].contains(". ")).then_some(at)
}

/// The byte at which a byline begins that ends a long text.
fn byline(text: &str, bylines: &Bylines) -> Option<usize> {
    let text = text.trim_end();
    let mut from = text.len().saturating_sub(BYLINE_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut at = from;
    while let Some(next) = sentence_after(text, at) {
        if next >= text.len() {
            break;
        }
        let tail = &text[next..];
        // A whole sentence ends with its mark and is mostly small words; a byline is neither.
        let small = tail
            .as_bytes()
            .windows(2)
            .filter(|pair| pair[0] == b' ' && pair[1].is_ascii_lowercase())
            .count();
        if small > 5 {
            at = next;
            continue;
        }
        if !tail.ends_with(['!', '?', ':', ';', '”', '"'])
            && let Some(byline) = bylines.parse(tail)
            && (byline.form != Form::Initials || is_initials(tail))
        {
            return Some(next);
        }
        at = next;
    }
    signed_in_brackets(&text[from..], bylines).map(|at| from + at)
}

/// `… Lê Na (theo AP)`: the brackets say that the capitals before them are a name, whatever
/// stands before it; but not what ends a sentence.
fn signed_in_brackets(tail: &str, bylines: &Bylines) -> Option<usize> {
    let open = tail.strip_suffix(')')?.rfind('(')?;
    let head = tail[..open].trim_end();
    if ends_sentence(head) {
        return None;
    }
    let mut start = head.len();
    for word in head.rsplit(' ').take(4) {
        if !word.starts_with(char::is_uppercase) {
            break;
        }
        // The word before may end a sentence.
        if start < head.len()
            && word.ends_with(['.', '”', '"', '!', '?', ',', ':'])
            && !word.contains('(')
        {
            let initial = word.len() <= 3 && word.ends_with('.');
            if !initial {
                break;
            }
        }
        start = place_in(tail, word)?;
    }
    let byline = bylines.parse(tail.get(start..)?)?;
    (!byline.names.is_empty() && byline.form == Form::Signed).then_some(start)
}

/// `H.L`, `PV`: one word could be anything else.
fn is_initials(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) || text.contains('.') || text.contains(' ')
}

/// The start of the first sentence that begins behind a sentence's end at or after byte `from`.
fn sentence_after(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(i) = bytes.get(at..)?.iter().position(|b| *b == b' ') {
        let space = at + i;
        if ends_sentence(&text[..space]) {
            let next = space + bytes[space..].iter().take_while(|b| **b == b' ').count();
            return Some(next);
        }
        at = space + 1;
    }
    None
}

/// True where `head` ends with a sentence's mark, closing quotes and brackets behind it allowed.
pub(super) fn ends_sentence(head: &str) -> bool {
    let bare = head.trim_end_matches(['"', '”', '’', ')', ']', '»', '\'']);
    if bare.ends_with("./") || bare.ends_with(['!', '?', '…']) {
        return true;
    }
    let Some(before) = bare.strip_suffix('.') else {
        return false;
    };
    // An initial (`V.`) or an abbreviation in capitals (`TP.`) ends none.
    let start = before.rfind([' ', '.', '(']).map_or(0, |at| at + 1);
    let word = &before[start..];
    let letters = word.chars().count();
    // `châu Á.`: initials are letters without a tone.
    let syllable = letters == 1 && word.nfd().any(|c| TONES.contains(&c));
    let initial = letters <= 2 && word.chars().all(char::is_uppercase) && letters > 0 && !syllable;
    !initial || bare.len() < head.len()
}

/// `… điều tra. (Ảnh: Cầu mới lúc hoàng hôn. Nguồn: AP)`: a whole caption in brackets behind the
/// sentence's end.
fn bracketed_caption(text: &str, opener: usize, end: usize) -> Option<usize> {
    let head = text[..opener].trim_end();
    let open = head.strip_suffix('(')?;
    let inner = &text[opener..end];
    (ends_sentence(open.trim_end())
        && inner.split_whitespace().count() >= 6
        && inner.contains(". "))
    .then_some(open.len())
}

/// The start of the caption whose credit opens at `opener`: the sentence the credit stands in, or,
/// where it stands behind one, that sentence.
fn caption_start(text: &str, from: usize, opener: usize) -> usize {
    let head = text[..opener].trim_end_matches(|c: char| c.is_whitespace() || "([-–".contains(c));
    // The sentence's own end is not the boundary looked for.
    let inner = head.trim_end_matches(['.', '!', '?', '…', '"', '”', ')', ' ']);
    last_sentence(inner, from).unwrap_or(from)
}

/// Where the last sentence of `text` begins that another one ends before, at or after byte `from`.
fn last_sentence(text: &str, from: usize) -> Option<usize> {
    let after = |at: &usize| sentence_after(text, *at);
    let begins = std::iter::successors(after(&from), after).take_while(|at| *at < text.len());
    // `Lê Na Jr. trên cầu mới` goes on.
    begins
        .filter(|at| !text[*at..].starts_with(char::is_lowercase))
        .last()
}
