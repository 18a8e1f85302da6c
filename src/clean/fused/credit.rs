//! Where the credit of a picture ends, inside a text on one line.

use crate::clean::byline::Bylines;
use crate::clean::caption::{Captions, is_host, is_user};

/// Words of the name of a body at most.
const BODY_WORDS: usize = 9;

/// Words of the name of a known source at most.
const SOURCE_WORDS: usize = 4;

/// The end of a credit: its closing bracket, or the names behind its colon. `None` where the text
/// goes on in small letters behind what could be the name, so that there is no credit.
pub(super) fn credit_end(
    text: &str,
    opener: usize,
    credit: usize,
    captions: &Captions,
    bylines: &Bylines,
) -> Option<usize> {
    let bracket = text[..opener].trim_end().ends_with('(');
    if bracket && let Some(close) = text[credit..].find(')') {
        let end = credit + close + 1;
        // `Bà Lê Na (ảnh) hôm qua nói …` is a sentence, no caption.
        if goes_on(&text[end..]) || text[end..].starts_with([',', ';', ':']) {
            return None;
        }
        return Some(end + usize::from(text[end..].starts_with('.')));
    }
    let rest = &text[credit..];
    let (end, sources) = named(rest, captions, bylines);
    if !goes_on(&rest[end..]) {
        return Some(credit + end);
    }
    // The name of the next sentence's source stands behind the credit's: `Ảnh: AP Đài RT đưa tin …`.
    let fits = |at: &&usize| **at < end && !goes_on(&rest[**at..]);
    let end = match sources.iter().rfind(fits) {
        Some(at) => Some(*at),
        None => body_end(rest, captions, bylines).or(sources.last().copied()),
    };
    end.map(|end| credit + end)
}

/// The end of the names that begin `rest`, and of the known sources among them.
fn named(rest: &str, captions: &Captions, bylines: &Bylines) -> (usize, Vec<usize>) {
    // A known source ends the credit, joined to others by marks.
    let mut sources = Vec::new();
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for word in rest.split(' ').take(8) {
        let start = at;
        at += word.len() + 1;
        if word.is_empty() {
            continue;
        }
        let bare = word.trim_end_matches(['.', ',', ';']);
        if words.is_empty()
            && !word.starts_with(char::is_uppercase)
            && (is_user(bare) || is_host(bare) || bylines.is_known_source(bare))
        {
            return (start + word.len(), sources);
        }
        // `Ảnh: Lê Sáng - AP` goes on.
        let joined = rest
            .get(at..)
            .is_some_and(|next| next.starts_with(['-', '–']));
        if !words.is_empty()
            && bare.starts_with(char::is_uppercase)
            && !joined
            && captions.begins_sentence(bare)
        {
            break;
        }
        let name = bare
            .split(['/', '-', '–'])
            .all(|part| part.is_empty() || part.starts_with(char::is_uppercase));
        if !name || bare.is_empty() {
            // The last capital begins the sentence this small word is in.
            if words.len() > 1 {
                words.pop();
            }
            break;
        }
        words.push((start, start + bare.len()));
        if bare.len() < word.len() {
            // A mark ends the credit.
            return (start + word.len(), sources);
        }
        let joined = bare.rsplit('/').next().unwrap_or(bare);
        let first = words.first().map_or(0, |w| w.0);
        if bare.eq_ignore_ascii_case("internet")
            || bylines.is_known_source(&rest[first..start + bare.len()])
            || bylines.is_known_source(joined)
        {
            sources.push(start + bare.len());
        }
    }
    let end = sources.last().copied();
    let few = words[..words.len().min(4)].last().map_or(0, |w| w.1);
    (end.unwrap_or(few), sources)
}

/// The end of a name with small words: of a source that is known, else of a body (`Đại sứ quán Lào tại
/// Pháp`) up to the mark or the sentence behind it.
fn body_end(rest: &str, captions: &Captions, bylines: &Bylines) -> Option<usize> {
    let (mut at, mut count, mut body) = (0, 0, None);
    for word in rest.split(' ').take(BODY_WORDS + 1) {
        let start = at;
        at += word.len() + 1;
        if word.is_empty() {
            continue;
        }
        if count > 0
            && body.is_none()
            && word.starts_with(char::is_uppercase)
            && captions.begins_sentence(word.trim_end_matches(','))
        {
            body = Some(start);
        }
        count += 1;
        let bare = word.trim_end_matches(['.', ',', ';']);
        let end = start + bare.len();
        if count <= SOURCE_WORDS && bylines.is_known_source(&rest[..end]) && !goes_on(&rest[end..])
        {
            return Some(end);
        }
        if word.ends_with('.') && count <= BODY_WORDS {
            body = body.or(Some(start + word.len()));
        }
    }
    body.map(|end| rest[..end].trim_end().len())
}

/// True where `rest` goes on with a small letter.
fn goes_on(rest: &str) -> bool {
    rest.trim_start().starts_with(char::is_lowercase)
}
