//! Which language a body is in.

/// Share of Vietnamese words above which nothing else is asked; running Vietnamese has over a half.
const PLAIN: f32 = 0.25;

/// Share below which a text is not Vietnamese.
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
/// Vietnamese writes most words with letters or tone marks of its own, so counting those decides
/// nearly every page; only what is left is given to the trigram model.
pub(super) fn language<'t>(paragraphs: impl Iterator<Item = &'t str> + Clone) -> Language {
    let (mut words, mut own) = (0, 0);
    let (mut vietnamese, mut foreign) = (0, 0);
    for paragraph in paragraphs.clone() {
        let (all, marked) = vietnamese_words(paragraph);
        words += all;
        own += marked;
        if all >= 12 {
            let share = marked as f32 / all as f32;
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

/// Words of a text, and those with a letter that Vietnamese shares with few languages.
fn vietnamese_words(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map(|byte| CLASS[*byte as usize]);
    let (mut words, mut own) = (0, 0);
    let mut at = 0;
    while let Some(first) = class(at) {
        if first == SPACE {
            at += 1;
            continue;
        }
        words += 1;
        // To the first such letter, or the word's end; behind it only the end counts.
        loop {
            match class(at) {
                Some(OTHER) => at += 1,
                Some(LEAD) if !begins_vietnamese(&bytes[at..]) => at += 1,
                Some(LEAD) => {
                    own += 1;
                    while class(at).is_some_and(|class| class != SPACE) {
                        at += 1;
                    }
                    break;
                }
                _ => break,
            }
        }
    }
    (words, own)
}

const OTHER: u8 = 0;
const SPACE: u8 = 1;
/// A letter that tells may begin.
const LEAD: u8 = 2;

const CLASS: [u8; 256] = {
    let mut class = [OTHER; 256];
    let mut byte = 0;
    while byte < 0x80 {
        if (byte as u8).is_ascii_whitespace() {
            class[byte] = SPACE;
        }
        byte += 1;
    }
    class[0xc4] = LEAD;
    class[0xc5] = LEAD;
    class[0xc6] = LEAD;
    class[0xe1] = LEAD;
    class
};

/// True where `Ạ` to `ỹ`, `ă`, `đ`, `ĩ`, `ũ`, `ơ`, `ư` or a capital of them (not of `ĩ`, `ũ`) begins.
fn begins_vietnamese(bytes: &[u8]) -> bool {
    match *bytes {
        [0xe1, 0xba, last, ..] => last >= 0xa0,
        [0xe1, 0xbb, last, ..] => last <= 0xb9,
        [0xc4, last, ..] => matches!(last, 0x82 | 0x83 | 0x90 | 0x91 | 0xa9),
        [0xc5, last, ..] => last == 0xa9,
        [0xc6, last, ..] => matches!(last, 0xa0 | 0xa1 | 0xaf | 0xb0),
        _ => false,
    }
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
            assert_eq!(
                vietnamese_words(&format!("a{c}b")).1,
                usize::from(own),
                "{c:?}"
            );
        }
        assert_eq!(vietnamese_words(" Một  ngày\nmới "), (3, 2));
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
