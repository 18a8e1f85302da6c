//! What stands before the first sentence of a text: an outlet's mark, a place, an agency.

/// A dateline prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dateline<'t> {
    /// Byte at which the sentence begins.
    pub(super) end: usize,
    /// The mark of an outlet or agency, as written, brackets off.
    pub(super) mark: &'t str,
    /// It stood in brackets, or all in capitals, or is an address: a mark even where nobody knows it.
    pub(super) certain: bool,
}

/// Words of the sentence behind the initials of a paper that nobody knows.
const SENTENCE_WORDS: usize = 10;

/// Characters of a dateline at most.
const LONGEST: usize = 48;

/// The dateline prefix of `text`: `VTV.vn - `, `(PLO)- `, `TPO – `, `MATXCƠVA (Sputnik) — `.
///
/// `is_known` says whether a mark is an outlet or agency; one that is not must look like a mark.
pub(super) fn dateline<'t>(
    text: &'t str,
    mut is_known: impl FnMut(&str) -> bool,
    is_party: impl Fn(&str) -> bool,
) -> Option<Dateline<'t>> {
    let mut to = text.len().min(LONGEST * 2);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let window = &text[..to];
    for (at, c) in window.char_indices().take(LONGEST) {
        if !matches!(c, '-' | '–' | '—' | ':' | '|') {
            continue;
        }
        let head = &window[..at];
        let rest = &text[at + c.len_utf8()..];
        let spaced = rest.starts_with(' ') || head.ends_with([' ', ')']);
        // `Hàn - Triều`, `Covid-19`: a dash within words is none of a dateline.
        if !spaced || head.is_empty() {
            continue;
        }
        let head = head.trim_end();
        let sentence = rest.trim_start_matches([' ', '-', '–', '—', '|']);
        if !sentence
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“'‘«".contains(c))
        {
            continue;
        }
        let end = text.len() - sentence.len();
        if let Some((mark, certain)) = mark(head, c, &mut is_known) {
            return Some(Dateline { end, mark, certain });
        }
        // `BSX - Sáng nay…`: a paper's initials before a whole sentence, where nobody else is so called.
        if c != ':'
            && is_initials(head)
            && !is_party(head)
            && sentence.split(' ').take(SENTENCE_WORDS).count() == SENTENCE_WORDS
        {
            return Some(Dateline {
                end,
                mark: head,
                certain: true,
            });
        }
        if c != '-' && c != '–' {
            return None;
        }
    }
    // `TGSX. Sáng nay…`: a known mark and a point.
    if let Some((mark, rest)) = window.split_once(". ")
        && !mark.contains(' ')
        && !mark.chars().any(char::is_lowercase)
        && mark.len() >= 3
        && is_known(mark)
        && rest.starts_with(char::is_uppercase)
    {
        return Some(Dateline {
            end: mark.len() + 2,
            mark,
            certain: true,
        });
    }
    // `(Dân trí) Sáng nay…`: brackets alone.
    let inner = text.strip_prefix('(')?;
    let close = inner.find(')')?;
    let mark = &inner[..close];
    let rest = inner[close + 1..].trim_start();
    (mark.len() <= 40 && is_known(mark) && rest.starts_with(char::is_uppercase)).then(|| Dateline {
        end: text.len() - rest.len(),
        mark,
        certain: true,
    })
}

/// The mark of a head, and whether its looks alone make it one.
fn mark<'t>(
    head: &'t str,
    dash: char,
    is_known: &mut impl FnMut(&str) -> bool,
) -> Option<(&'t str, bool)> {
    if let Some(inner) = head.strip_prefix('(').and_then(|h| h.strip_suffix(')')) {
        let inner = inner.trim();
        let certain = is_address(inner) || is_abbreviation(inner);
        return (certain || is_known(inner)).then_some((inner, certain));
    }
    // A place, then the mark in brackets.
    if let Some((place, inner)) = head.strip_suffix(')').and_then(|h| h.rsplit_once('(')) {
        let place = place.trim();
        let upper = !place.chars().any(char::is_lowercase);
        let inner = inner.trim();
        if (upper || is_known(inner)) && place.split_whitespace().count() <= 4 && !inner.is_empty()
        {
            return Some((inner, upper));
        }
        return None;
    }
    if head.split_whitespace().count() > 5 || head.contains([',', '"', '“', '?', '!']) {
        return None;
    }
    if is_known(head) && (dash != ':' || is_address(head)) {
        return Some((head, is_address(head)));
    }
    (dash != ':' && is_address(head)).then_some((head, true))
}

/// An address (`VTV.vn`).
fn is_address(text: &str) -> bool {
    !text.contains(' ')
        && text.rsplit_once('.').is_some_and(|(name, end)| {
            name.len() >= 2 && matches!(end.to_lowercase().as_str(), "vn" | "com" | "net" | "org")
        })
}

/// Three to five capitals, as provincial papers sign.
fn is_initials(text: &str) -> bool {
    (3..=5).contains(&text.chars().count()) && text.chars().all(char::is_uppercase)
}

/// Three to six capitals, as online papers sign (`PLO`); a mark only where brackets set it apart.
fn is_abbreviation(text: &str) -> bool {
    (3..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_marks_before_a_sentence() {
        let known = |mark: &str| ["Sông Xanh", "SX", "Hãng Sông"].contains(&mark);
        let cases = [
            (
                "SX.vn - Sáng nay, cầu thông xe.",
                Some(("SX.vn", "Sáng nay, cầu thông xe.")),
            ),
            (
                "(SXO)- Sáng nay, cầu thông xe.",
                Some(("SXO", "Sáng nay, cầu thông xe.")),
            ),
            (
                "SX – Sáng nay, cầu thông xe.",
                Some(("SX", "Sáng nay, cầu thông xe.")),
            ),
            (
                "(Sông Xanh) - Sáng nay, cầu thông xe.",
                Some(("Sông Xanh", "Sáng nay, cầu thông xe.")),
            ),
            (
                "(Sông Xanh) Sáng nay, cầu thông xe.",
                Some(("Sông Xanh", "Sáng nay, cầu thông xe.")),
            ),
            (
                "MÁT-XCƠ-VA (Hãng Sông) - Sáng nay, cầu thông xe.",
                Some(("Hãng Sông", "Sáng nay, cầu thông xe.")),
            ),
            (
                "Sông Xanh - Sáng nay, cầu thông xe.",
                Some(("Sông Xanh", "Sáng nay, cầu thông xe.")),
            ),
            ("Hàn Quốc - Nhật Bản nối lại đàm phán.", None),
            ("Ông Bình - Giám đốc cảng - cho biết cầu thông xe.", None),
            (
                "NATO - Khối quân sự lớn nhất thế giới đã họp hai ngày ở ven sông.",
                None,
            ),
            (
                "BSX - Sáng nay, cây cầu mới ở ven sông đã thông xe sau hai năm.",
                Some((
                    "BSX",
                    "Sáng nay, cây cầu mới ở ven sông đã thông xe sau hai năm.",
                )),
            ),
            ("BSX - Cầu thông xe.", None),
            ("SX. cầu thông xe.", None),
            ("Sáng nay (12/5) - Cầu thông xe.", None),
            ("Covid-19 vẫn lây lan.", None),
        ];
        for (text, want) in cases {
            let party = |mark: &str| mark == "NATO";
            let got = dateline(text, known, party).map(|d| (d.mark, &text[d.end..]));
            assert_eq!(got, want, "{text}");
        }
    }
}
