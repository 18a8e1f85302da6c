//! Which language a body is in.

use crate::span::{pairs, words as words_of};

/// Letters of Vietnamese a word above which nothing else is asked; running Vietnamese has over a half.
const PLAIN: f32 = 0.25;

/// Letters a word below which a text is not Vietnamese.
const FOREIGN: f32 = 0.08;

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// BCP 47 tag; `und` where nothing tells.
    pub(super) tag: &'static str,
    /// A part of the text is in another language.
    pub(super) mixed: bool,
}

/// The language of a text of several paragraphs.
///
/// Vietnamese writes most words with letters or tone marks of its own, so counting the letters decides
/// nearly every page; only what is left is given to the trigram model.
pub(super) fn language<'t>(paragraphs: impl Iterator<Item = &'t str> + Clone) -> Language {
    let (mut words, mut own) = (0, 0);
    let (mut vietnamese, mut foreign) = (0, 0);
    for paragraph in paragraphs.clone() {
        let (all, letters) = (words_of(paragraph), own_letters(paragraph));
        words += all;
        own += letters;
        if all >= 12 {
            let share = letters as f32 / all as f32;
            vietnamese += usize::from(share >= PLAIN);
            foreign += usize::from(share < FOREIGN);
        }
    }
    if words == 0 {
        return Language {
            tag: "und",
            mixed: false,
        };
    }
    let share = own as f32 / words as f32;
    if share >= PLAIN {
        return Language {
            tag: "vi",
            mixed: foreign > 0,
        };
    }
    let text: String = paragraphs.take(40).collect::<Vec<_>>().join("\n");
    let tag = match whatlang::detect(&text) {
        Some(found) if found.is_reliable() || found.confidence() > 0.5 => bcp47(found.lang()),
        _ if share >= FOREIGN => "vi",
        _ => "und",
    };
    Language {
        tag,
        mixed: tag != "vi" && vietnamese > 0,
    }
}

/// Letters of a text that Vietnamese shares with few languages: `Ạ` to `ỹ`, `ă`, `đ`, `ĩ`, `ũ`,
/// `ơ`, `ư` and their capitals (small only of `ĩ`, `ũ`); with them the few letters of other languages
/// that stand before `Ạ`.
fn own_letters(text: &str) -> usize {
    // Told by the first two bytes, without branches, so that many are looked at together.
    pairs(text, |first, second| {
        (first == 0xe1) & (second & 0xfe == 0xba)
            | (first == 0xc4) & ((second & 0xfe == 0x82) | (second & 0xfe == 0x90))
            | (first & 0xfe == 0xc4) & (second == 0xa9)
            | (first == 0xc6) & ((second & 0xfe == 0xa0) | (second == 0xaf) | (second == 0xb0))
    })
}

fn bcp47(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang::*;
    match lang {
        Vie => "vi",
        Eng => "en",
        Fra => "fr",
        Rus => "ru",
        Cmn => "zh",
        Jpn => "ja",
        Kor => "ko",
        Spa => "es",
        Deu => "de",
        Por => "pt",
        Ita => "it",
        Ara => "ar",
        Tha => "th",
        Khm => "km",
        Ind => "id",
        Nld => "nl",
        Pol => "pl",
        Ukr => "uk",
        Tur => "tr",
        Hin => "hi",
        // ISO 639-3 codes are valid BCP 47 subtags where no shorter one exists.
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_vietnamese_are_told_by_their_bytes() {
        for c in '\u{80}'..=char::MAX {
            let own = matches!(
                c,
                '\u{1EA0}'..='\u{1EF9}' | 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'ĩ' | 'ũ'
            );
            // Letters of Welsh and the like stand in the same block.
            let own = own || matches!(c, '\u{1E80}'..='\u{1EFF}');
            assert_eq!(own_letters(&format!("a{c}b")), usize::from(own), "{c:?}");
        }
        assert_eq!(own_letters("Một ngày mới, chương trình"), 4);
        assert_eq!(own_letters(""), 0);
    }

    #[test]
    fn marks_tell_vietnamese_and_trigrams_the_rest() {
        let cases = [
            (
                "Sáng nay, đoàn công tác đã tới thăm cảng và làm việc với lãnh đạo thành phố.",
                "vi",
            ),
            (
                "The delegation visited the port this morning and met with the city's leaders before returning to the capital.",
                "en",
            ),
            ("", "und"),
        ];
        for (text, want) in cases {
            assert_eq!(language([text].into_iter()).tag, want, "{text}");
        }
    }
}
