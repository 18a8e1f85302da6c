//! Headlines of other stories that stand in brackets between two sentences of a text.

use super::fused::ends_sentence;

/// Words of a headline at least: fewer are a remark (`[sic]`, `[cười]`).
const FEWEST_WORDS: usize = 5;

/// Bytes of a headline in its brackets at most.
const MOST_BYTES: usize = 240;

/// The bytes at which such headlines begin and end, brackets and all, in order.
pub(super) fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    for (open, _) in text.match_indices('[') {
        // No further, so that many brackets that are never closed take no time.
        let within = text.as_bytes()[open..].iter().take(MOST_BYTES);
        let Some(len) = within.copied().position(|byte| byte == b']') else {
            continue;
        };
        let end = open + len + 1;
        let behind = text[end..].trim_start();
        let stands_between = ends_sentence(text[..open].trim_end())
            && behind.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
        if stands_between && is_headline(&text[open..end]) {
            cuts.extend([open, end]);
        }
    }
    cuts
}

/// True for a headline in square brackets. What a quotation leaves out or adds is a few words, small
/// letters, or a sentence with its stop.
pub(super) fn is_headline(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    inner.is_some_and(|inner| {
        inner.len() < MOST_BYTES
            && !inner.contains(['[', ']'])
            && !inner.starts_with(char::is_lowercase)
            && !inner.ends_with('.')
            && inner.split_whitespace().count() >= FEWEST_WORDS
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_headlines_in_brackets_between_sentences_are_cut_out() {
        let headline = "[Sông Xanh sắp có thêm cầu mới]";
        let cases = [
            (format!("Cầu đã mở. {headline} Người dân rất vui."), true),
            (format!("Cầu đã mở. {headline} “Rất vui”, ông nói."), true),
            (format!("Cầu đã mở {headline} Người dân rất vui."), false),
            (format!("Cầu đã mở. {headline} và rất đẹp."), false),
            (
                "Cầu đã mở. [Tôi rất vui vì có cầu mới.] Cảm ơn ông.".to_owned(),
                false,
            ),
            ("Cầu đã mở. [cười] Người dân rất vui.".to_owned(), false),
            ("Cầu đã mở. [Sông Xanh sắp có thêm cầu".to_owned(), false),
        ];
        let long = "rất ".repeat(MOST_BYTES);
        let long = (
            format!("Cầu đã mở. [Sông Xanh {long}vui] Người dân rất vui."),
            false,
        );
        for (text, cut) in cases.into_iter().chain([long]) {
            let cuts = cuts(&text);
            let found = cuts.chunks(2).map(|pair| &text[pair[0]..pair[1]]);
            let want: Vec<_> = cut.then_some(headline).into_iter().collect();
            assert_eq!(found.collect::<Vec<_>>(), want, "{text}");
        }
    }
}
