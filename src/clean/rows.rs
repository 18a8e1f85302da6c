//! Rows that are told by their shape alone: menus, tags, prices, items of lists, addresses.

use super::shape::{End, Shape};

/// `Thế giới › Châu Á`: two to five short names with arrows between.
pub(super) fn is_breadcrumb(text: &str, shape: &Shape) -> bool {
    shape.words <= 16
        && shape.end == End::Open
        && [" > ", " » ", " › ", " / ", " | ", " >> "]
            .iter()
            .any(|arrow| {
                let parts = text.split(arrow).count();
                (2..=8).contains(&parts) && text.split(arrow).all(|p| p.split(' ').count() <= 4)
            })
}

/// `| Thời sự trong nước`: the section's name behind a stamp and a bar.
pub(super) fn is_section_tail(tail: &str) -> bool {
    tail.trim_start().strip_prefix('|').is_some_and(|name| {
        let name = name.trim();
        (1..=5).contains(&name.split(' ').count())
            && name.starts_with(char::is_uppercase)
            && name.ends_with(char::is_alphabetic)
            && !name.contains(['|', '.', ':'])
    })
}

/// `#SongXanh #cầumới`
pub(super) fn is_hashtags(text: &str) -> bool {
    text.starts_with('#')
        && text[1..].starts_with(char::is_alphabetic)
        && (text.split(' ').count() <= 5
            || text.split(' ').all(|w| w.starts_with('#') || w.is_empty()))
}

/// `SJC 56,20 56,85`: a name of one word or two, and two or more figures.
pub(super) fn is_price_row(text: &str) -> bool {
    if !text.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | ')')) {
        return false;
    }
    let figure = |word: &str| {
        word.bytes().any(|b| b.is_ascii_digit())
            && word
                .bytes()
                .all(|b| b.is_ascii_digit() || b".,+-%()".contains(&b))
    };
    let (mut names, mut figures) = (0, 0);
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if figure(word) {
            figures += 1;
        } else {
            names += 1;
        }
    }
    figures >= 2 && names <= 2
}

/// `3. …`, `b) …`: an item of a list in the text.
pub(super) fn is_enumerated(text: &str) -> bool {
    let head = text.split(' ').next().unwrap_or("");
    head.ends_with(['.', ')']) && head.len() <= 4 && {
        let label = head.trim_end_matches(['.', ')']);
        !label.is_empty()
            && (label.bytes().all(|b| b.is_ascii_digit())
                || (label.len() == 1 && label.bytes().all(|b| b.is_ascii_lowercase())))
    }
}

pub(super) fn is_address(text: &str) -> bool {
    let at = memchr::memchr(b'@', text.as_bytes());
    at.is_some_and(|at| at > 0 && text[at + 1..].contains('.'))
        || (text.starts_with("http") || text.starts_with("www.")) && !text.trim().contains(' ')
}
