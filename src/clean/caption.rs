//! Picture captions and the credit that ends one.

mod inside;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;

use super::letters::{Folded, is_word};
use crate::lexicon::{Lexicon, LexiconError, cases};

/// Words of a credit at most, after its colon.
const CREDIT_WORDS: usize = 9;

/// Letters of a user's name at least.
const USER_BYTES: usize = 8;

/// Finds picture credits; the words are the table `credits`.
#[derive(Debug)]
pub(crate) struct Captions {
    openers: AhoCorasick,
    /// What each of them opens.
    opens: Vec<Opens>,
    /// Those that name a picture, as written.
    pictures: Vec<String>,
    /// Those that say where one is from, as written.
    whences: Vec<String>,
    /// Those that a source in small letters may follow, as written.
    before_small: Vec<String>,
    kinds: Vec<&'static str>,
    /// Words that name the text that somebody signs.
    texts: Vec<&'static str>,
    ands: Vec<&'static str>,
    begins: Vec<&'static str>,
    /// Agencies that sign pictures without a word for one.
    wires: Vec<&'static str>,
    positions: Vec<&'static str>,
    /// Beginnings of positions: `thứ hai từ`.
    position_starts: Vec<&'static str>,
    /// Words that tell assertions from captions, each with its class.
    assertive: FxHashMap<&'static str, Assertive>,
}

/// Where a word opens a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opens {
    /// It names a picture: inside a text as at its end.
    Picture,
    /// It names a picture, at the end of a text only.
    PictureAtEnd,
    /// It names what a line may tell of as well: at the end of a text, apart from its words.
    Shown,
    /// It says where a picture is from: inside a text in brackets only.
    Whence,
}

impl Opens {
    fn of_class(class: &str) -> Option<Self> {
        match class {
            "picture" => Some(Self::Picture),
            "picture-end" => Some(Self::PictureAtEnd),
            "shown" => Some(Self::Shown),
            "whence" => Some(Self::Whence),
            _ => None,
        }
    }
}

/// What makes a sentence an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Assertive {
    /// The word, anywhere.
    Anywhere,
    /// The word at the sentence's start.
    First,
    /// The word at the sentence's start, where no name follows.
    Nameless,
}

impl Captions {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let (mut patterns, mut opens) = (Vec::new(), Vec::new());
        let mut assertive = FxHashMap::default();
        for row in lexicon.table("credits") {
            let (form, class) = (row.get("form"), row.get("class"));
            if let Some(opener) = Opens::of_class(class) {
                patterns.extend(cases(form));
                opens.resize(patterns.len(), opener);
            }
            match class {
                "predicate" => {
                    assertive.insert(form, Assertive::Anywhere);
                }
                "count" => {
                    assertive.entry(form).or_insert(Assertive::First);
                }
                "address" => {
                    assertive.entry(form).or_insert(Assertive::Nameless);
                }
                _ => {}
            }
        }
        let openers = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .map_err(|e| {
                lexicon.table("credits")[0].error(format!("the words are too large: {e}"))
            })?;
        let forms = |class| lexicon.forms("credits", class).collect();
        let written = |class| lexicon.forms("credits", class).flat_map(cases).collect();
        Ok(Self {
            openers,
            opens,
            pictures: written("picture"),
            whences: written("whence"),
            before_small: written("small"),
            kinds: forms("kind"),
            texts: forms("text"),
            ands: forms("and"),
            begins: forms("begin"),
            wires: forms("wire"),
            positions: forms("position"),
            position_starts: forms("position-start"),
            assertive,
        })
    }

    /// True for a short sentence that shows without asserting anything (`Cầu mới lúc hoàng hôn.`),
    /// as captions do that bear no credit.
    pub(super) fn shows(&self, line: Folded) -> bool {
        let text = line.text;
        if !text.starts_with(char::is_uppercase)
            || text.contains(['"', '“', '”', '?', '!', ':', ';', '%', '…'])
        {
            return false;
        }
        let mut words = line
            .as_str()
            .split(|c: char| !is_word(c))
            .filter(|word| !word.is_empty())
            .enumerate();
        words.all(|(i, word)| match self.assertive.get(word) {
            None => true,
            Some(Assertive::Anywhere) => false,
            Some(Assertive::First) => i > 0,
            Some(Assertive::Nameless) => {
                i > 0
                    || text
                        .split(' ')
                        .nth(1)
                        .is_some_and(|next| next.starts_with(char::is_uppercase))
            }
        })
    }

    /// True where brackets say where in the picture somebody stands: `Lê Na (trái)`.
    pub(super) fn points(&self, line: Folded) -> bool {
        if memchr::memchr(b'(', line.bytes).is_none() {
            return false;
        }
        let folded = line.as_str();
        folded.match_indices('(').any(|(at, _)| {
            let inner = folded[at + 1..].split(')').next().unwrap_or("");
            inner.len() <= 40
                && (self.positions.contains(&inner)
                    || self
                        .position_starts
                        .iter()
                        .any(|form| inner.starts_with(form)))
        })
    }

    /// True where `text` says where something is from.
    pub(super) fn says_whence(&self, text: &str) -> bool {
        self.whences.iter().any(|word| text.contains(word))
    }

    /// True where `text` ends with a word that a source in small letters may follow.
    pub(super) fn ends_before_small(&self, text: &str) -> bool {
        self.before_small.iter().any(|word| text.ends_with(word))
    }

    /// `text` without the word for a picture and the colon that open it.
    pub(super) fn without_opener<'t>(&self, text: &'t str) -> &'t str {
        let named = self.opened(text).and_then(|rest| rest.strip_prefix(':'));
        named.unwrap_or(text)
    }

    /// True for a word that begins a sentence and goes on with no name.
    pub(super) fn begins_sentence(&self, word: &str) -> bool {
        self.begins.iter().any(|form| {
            form.chars().count() == word.chars().count()
                && form.chars().eq(word.chars().map(super::letters::lower))
        })
    }

    /// The byte at which the picture credit begins that ends `text`.
    pub(super) fn credit(&self, text: &str) -> Option<usize> {
        if self.is_bare(text) {
            return Some(0);
        }
        let mut from = text.len().saturating_sub(160);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let tail = &text[from..];
        self.openers
            .find_iter(tail)
            .map(|found| {
                (
                    found.pattern().as_usize(),
                    from + found.start(),
                    from + found.end(),
                )
            })
            .filter(|&(pattern, start, end)| self.is_credit(text, self.opens[pattern], start, end))
            .map(|(_, start, _)| start)
            .last()
    }

    fn is_credit(&self, text: &str, opens: Opens, start: usize, end: usize) -> bool {
        let (head, rest) = (&text[..start], &text[end..]);
        if head.ends_with(char::is_alphanumeric) || rest.starts_with(char::is_alphanumeric) {
            return false;
        }
        let head = head.trim_end();
        // `Bài, ảnh:` and `Tin và ảnh:` sign the text.
        let before = head.trim_end_matches([',', '&', '-', ' ']);
        let joined = self.ands.iter().any(|word| ends_with_word(head, word));
        if joined
            || (before.len() < 12
                && (self.texts.iter().chain(&self.ands)).any(|word| ends_with_word(before, word)))
        {
            return false;
        }
        let bracket = head.ends_with(['(', '[']);
        let rest = rest.trim_start();
        let after_kind = self.after_kind(rest);
        let (rest, kind) = (after_kind.unwrap_or(rest), after_kind.is_some());
        let colon = rest.starts_with([':', '-', '–', '/']);
        let rest = rest.trim_start_matches([':', '-', '–', '/', ' ']);
        let words = rest.split_whitespace().count();
        if words > CREDIT_WORDS || rest.contains(". ") {
            return false;
        }
        let picture = matches!(opens, Opens::Picture | Opens::PictureAtEnd);
        let user = is_user(rest.trim_end_matches('.'));
        let capital = user || rest.starts_with(char::is_uppercase);
        match (colon, bracket) {
            // The name was on the next line.
            (true, _) if rest.is_empty() => picture && !head.is_empty(),
            // Alone on the line: only words that name a picture.
            (true, _) if head.is_empty() => {
                picture && words <= 6 && (capital || kind || is_host(rest))
            }
            (true, true) => true,
            (true, false) => {
                let apart = head.ends_with([
                    '.', '!', '?', '…', '-', '–', '"', '”', ')', ',', '/', '|', ';', ':', '*',
                ]);
                capital && (picture || apart) || (kind && apart)
            }
            (false, true) => kind || (picture && words <= 5 && (capital || words == 0)),
            (false, false) => {
                let apart = head.ends_with(['.', '!', '?', '…', '-', '–']);
                (kind && matches!(rest, "" | ".") && apart)
                    || (picture && apart && capital && words <= 5)
                    || (picture
                        && words == 1
                        && rest.chars().all(|c| c.is_uppercase() || c == '.')
                        && rest.len() > 2)
            }
        }
    }
}

/// `songxanh.vn`
pub(super) fn is_host(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';']);
    word.split_once('.').is_some_and(|(name, end)| {
        name.len() >= 2
            && end.len() >= 2
            && word
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-./".contains(&b))
    })
}

/// `songxanhnews`: letters without marks, more than a Vietnamese syllable has.
pub(super) fn is_user(word: &str) -> bool {
    word.len() >= USER_BYTES && word.bytes().all(|b| b.is_ascii_lowercase())
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let at = text.len().saturating_sub(word.len());
    text.is_char_boundary(at)
        && text[at..].to_lowercase() == word
        && !text[..at].ends_with(char::is_alphanumeric)
}

/// True for a bare file name, as printed where a picture has no caption.
pub(super) fn is_file_name(text: &str) -> bool {
    const KINDS: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".svg"];
    let text = text.trim();
    text.len() < 120
        && text.ends_with(['g', 'p', 'f', 'G', 'P', 'F'])
        && KINDS.iter().any(|kind| {
            text.len() > kind.len()
                && text.is_char_boundary(text.len() - kind.len())
                && text[text.len() - kind.len()..].eq_ignore_ascii_case(kind)
        })
        && text.split_whitespace().count() <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_end_captions_and_nothing_else() {
        let lexicon = Lexicon::embedded().expect("embedded lexicon");
        let captions = Captions::new(&lexicon).expect("table");
        let yes = [
            "Cầu mới bắc qua sông. Ảnh: Lê Na",
            "Cầu mới bắc qua sông (Ảnh: Lê Na).",
            "Cầu mới bắc qua sông - Ảnh: LÊ NA",
            "Cầu mới bắc qua sông. Ảnh tư liệu: Lê Na/Báo Sông",
            "Cầu mới bắc qua sông (Nguồn: Reuters)",
            "Cầu mới bắc qua sông (ảnh minh họa)",
            "Cầu mới bắc qua sông. Ảnh minh họa",
            "Cầu mới bắc qua sông. Đồ họa: Lê Na",
            "Cầu mới bắc qua sông Ảnh: Lê Na",
            "Ảnh: Reuters",
            "Ảnh: songxanh.vn",
            "Ảnh minh họa. Nguồn: internet.",
            "Cầu mới bắc qua sông. Nguồn: internet",
            "Cầu mới bắc qua sông. Ảnh: songxanhnews.",
            "Cầu mới bắc qua sông. Ảnh: do người dân cung cấp (Ảnh: Lê Na)",
        ];
        let no = [
            "Bài, ảnh: Lê Na",
            "Bài và ảnh: Lê Na",
            "Ảnh: những cây cầu mới",
            "Ông cho biết bức ảnh được chụp từ năm ngoái.",
            "Triển lãm ảnh Hà Nội xưa",
            "Video: Tàu hàng mắc cạn được kéo ra khơi sau ba ngày nỗ lực của hàng trăm người",
            "Hình ảnh cầu mới lúc hoàng hôn",
            "Ảnh minh họa. Nguồn tin cho biết cầu mới thông xe.",
        ];
        for text in yes {
            assert!(captions.credit(text).is_some(), "{text}");
        }
        for text in no {
            assert!(captions.credit(text).is_none(), "{text}");
        }
    }

    #[test]
    fn file_names_are_told_from_addresses() {
        assert!(is_file_name("IMG_2041.JPG"));
        assert!(!is_file_name("Tải về tại trang anh.jpg.vn"));
    }
}
