//! Where a sentence ends.

use super::{Shape, Token, Vocabulary};

/// Marks that end a sentence.
pub(super) const STOPS: [char; 4] = ['.', '!', '?', '…'];

/// Marks that close behind one that ends a sentence.
pub(super) const CLOSING: [char; 7] = ['"', '”', '’', '\'', ')', ']', '»'];

/// True where a sentence ends before the last of `tokens`, with a mark, behind which stands a
/// space: at `.`, `!`, `?`, `…` (with closing quotes and brackets) before a capital, digit or
/// quote. An initial (`V. Putin`), an abbreviation (`TP. HCM`) or an ordinal dot ends none. A line
/// break always ends one.
pub(super) fn ends_sentence(text: &str, tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    let [tokens @ .., next] = tokens else {
        return false;
    };
    let Some(i) = tokens.len().checked_sub(1) else {
        return false;
    };
    // Step back over closing marks to the mark that ends the sentence.
    let mut at = i;
    while at > 0 && matches!(tokens[at].shape, Shape::Mark(c) if CLOSING.contains(&c)) {
        at -= 1;
    }
    let Shape::Mark(mark) = tokens[at].shape else {
        return false;
    };
    let opens = match next.shape {
        Shape::Capital | Shape::Upper | Shape::Number | Shape::Mixed => true,
        Shape::Mark(c) => matches!(
            c,
            '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '-' | '–' | '—' | '•' | '*'
        ),
        Shape::Lower => false,
    };
    match mark {
        '!' | '?' | '…' => opens,
        '.' if at == i && at > 0 => {
            let before = &tokens[at - 1];
            let mut letters = text[before.bytes()].chars();
            // `Đông Á.` ends one: no name begins with such a letter alone.
            let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_ascii() || c == 'Đ');
            let abbreviation = !tokens[at].spaced
                && before.is_capital()
                && (initial || vocabulary.is_abbreviation(before.word))
                && next.is_capital();
            opens && !abbreviation
        }
        '.' => opens,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::token::Tokens;

    fn split(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text, &Vocabulary::default());
        tokens
            .sentences
            .iter()
            .map(|s| tokens.slice(s.clone()))
            .collect()
    }

    #[test]
    fn sentences_end_at_stops_and_line_breaks_but_not_at_initials() {
        assert_eq!(
            split("Ông V. Putin tới Hà Nội. Ông gặp bà Choe.\n\nTin \"nóng\". “Tôi đi.” Hết"),
            [
                "Ông V. Putin tới Hà Nội.",
                "Ông gặp bà Choe.",
                "Tin \"nóng\".",
                "“Tôi đi.”",
                "Hết"
            ]
        );
        assert_eq!(split("Giá 3.5 tỷ. đồng"), ["Giá 3.5 tỷ. đồng"]);
        assert_eq!(split("Vào EU. Nga tới Đông Á. Hết").len(), 3);
        let text = "Ở TP. Huế, ThS. Lê tới St. Petersburg.";
        let mut words = Vocabulary::default();
        for word in ["tp", "ths", "st"] {
            words.note_abbreviation(word);
        }
        assert_eq!(Tokens::new(text, &words).sentences.len(), 1);
    }
}
