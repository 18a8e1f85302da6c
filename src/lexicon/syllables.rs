//! Which words are Vietnamese syllables: every onset before every rime that its spelling allows,
//! with every tone the rime can have.
//!
//! A model of spelling and not a word list: it also holds syllables that no word uses. That is
//! enough to tell Vietnamese from what a wrong encoding or a broken word looks like.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use super::{Lexicon, LexiconError, Row};

/// A tone mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// No mark.
    Level,
    /// `à`
    Falling,
    /// `ả`
    Dipping,
    /// `ã`
    Broken,
    /// `á`
    Rising,
    /// `ạ`
    Heavy,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 6] = [
        Self::Level,
        Self::Falling,
        Self::Dipping,
        Self::Broken,
        Self::Rising,
        Self::Heavy,
    ];

    /// Tones of a syllable that ends in a stop.
    const STOP: [Self; 2] = [Self::Rising, Self::Heavy];

    /// The tone mark that Unicode combines with a letter.
    fn mark(self) -> Option<char> {
        match self {
            Self::Level => None,
            Self::Falling => Some('\u{300}'),
            Self::Dipping => Some('\u{309}'),
            Self::Broken => Some('\u{303}'),
            Self::Rising => Some('\u{301}'),
            Self::Heavy => Some('\u{323}'),
        }
    }
}

/// The syllables of Vietnamese.
#[derive(Debug)]
pub struct Syllables {
    set: FxHashSet<Box<str>>,
}

/// Longest syllable in bytes (`nghiễng` and its like, each letter of up to three bytes).
const MAX_BYTES: usize = 16;

impl Syllables {
    /// The embedded tables' syllables, made once a process.
    pub fn vietnamese() -> &'static Self {
        static EMBEDDED: OnceLock<Syllables> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            // The embedded tables are checked by a test; without them no word is a syllable.
            Lexicon::embedded()
                .and_then(|lexicon| Self::new(&lexicon))
                .unwrap_or_else(|_| Self {
                    set: FxHashSet::default(),
                })
        })
    }

    /// Makes the syllables of the tables `onsets` and `rimes`.
    pub fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut set = FxHashSet::default();
        for rime in lexicon.table("rimes") {
            let tones = match rime.get("tones") {
                "all" => &Tone::ALL[..],
                "stop" => &Tone::STOP[..],
                other => return Err(rime.error(format!("tones are all or stop, not {other}"))),
            };
            let forms = marked(rime.get("rime"), tones);
            for after in rime.list("after") {
                for onset in onsets(lexicon, rime, after)? {
                    set.extend(forms.iter().map(|form| format!("{onset}{form}").into()));
                }
            }
        }
        Ok(Self { set })
    }

    /// True for a syllable in lower case, in NFC; the tone mark of `oa`, `oe`, `uy` may stand on
    /// either letter.
    pub fn contains(&self, word: &str) -> bool {
        word.len() <= MAX_BYTES && self.set.contains(word)
    }

    /// As [`Syllables::contains`], in any case: `Hà`, `HÀ`.
    pub fn contains_any_case(&self, word: &str) -> bool {
        // Capitals of Vietnamese letters are no longer than the small ones.
        if word.len() > MAX_BYTES {
            return false;
        }
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.set.contains(word);
        }
        let lower: String = word.chars().flat_map(char::to_lowercase).collect();
        self.contains(&lower)
    }

    /// Number of syllables.
    pub fn len(&self) -> usize {
        self.set.len()
    }

    /// True where the tables gave none.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }
}

/// The onsets that a cell of `after` stands for.
fn onsets(lexicon: &Lexicon, rime: &Row, after: &str) -> Result<Vec<&'static str>, LexiconError> {
    let table = lexicon.table("onsets").iter();
    let front = rime.get("rime").starts_with(['e', 'ê', 'i', 'y']);
    let fits = |row: &&Row| match row.get("before") {
        "front" => front,
        "back" => !front,
        "any" => true,
        _ => false,
    };
    let form = |row: &Row| row.get("onset");
    Ok(match after {
        "any" => table.filter(fits).map(form).collect(),
        "medial" => table
            .filter(|row| row.get("medial") == "yes" && fits(row))
            .map(form)
            .collect(),
        "none" => vec![""],
        "qu" | "gi" => table
            .filter(|row| row.get("before") == after)
            .map(form)
            .collect(),
        _ => match after.strip_prefix('+') {
            Some(onset) => table
                .filter(|row| row.get("onset") == onset)
                .map(form)
                .collect(),
            None => return Err(rime.error(format!("no class of onsets is called {after}"))),
        },
    })
}

/// The rime with each tone, in each of the places where its mark may stand.
fn marked(rime: &str, tones: &[Tone]) -> Vec<String> {
    let letters: Vec<char> = rime.chars().collect();
    let vowels: Vec<usize> = (0..letters.len())
        .filter(|&i| "aăâeêioôơuưy".contains(letters[i]))
        .collect();
    let mut places = vec![place(&letters, &vowels)];
    if matches!(rime, "oa" | "oe" | "uy") {
        places.push(1);
    }
    let mut forms = Vec::new();
    for &tone in tones {
        for &at in &places {
            let mut form = String::new();
            for (i, &letter) in letters.iter().enumerate() {
                form.push(letter);
                form.extend(tone.mark().filter(|_| i == at));
            }
            // Not letter by letter: `ậ` is composed of `ạ` and the circumflex.
            forms.push(form.nfc().collect());
        }
    }
    forms
}

/// The letter that takes the mark: the last vowel with a mark of its own; else the only vowel, the
/// last one before a consonant, the middle one of three, the first of two.
fn place(letters: &[char], vowels: &[usize]) -> usize {
    if let Some(i) = letters.iter().rposition(|c| "ăâêôơư".contains(*c)) {
        return i;
    }
    let closed = vowels.last().is_some_and(|&v| v + 1 < letters.len());
    match vowels {
        [.., last] if closed => *last,
        [_, middle, _] => *middle,
        [first, ..] => *first,
        [] => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_every_make_are_known() {
        let words = "ạ a anh ăn ấm yêu yến ý y tiền chết tử vong giết giếng gì giữa quốc quý quỳ quyền \
            nghiêng nghĩ ngoại nguyễn khuya khuỷu hòa hoà thuỷ thủy hoét ngoằn khoáng thuế luật \
            uỷ ủy ban oan uống ước mượn hươu rượu bưởi lưu xoong buýt kỹ kĩ lý trường thuở giúp giọt \
            đường ngày tháng năm kiện kiềng gỗ ghế quặng quẹo loạn tuyết quạnh tuýp phuy voan \
            nước khoẻ khỏe xoè tuần huýt quýt quốc huỳnh quỳnh trạch khuếch huênh quỹ tuỳ";
        let syllables = Syllables::vietnamese();
        for word in words.split_whitespace() {
            assert!(syllables.contains(word), "{word}");
        }
    }

    #[test]
    fn words_of_other_make_are_no_syllables() {
        let words = "b tr ng vv tp hcm coli tưư iền caf gê kà ciền ngh nge bcông cát. quu ecoli \
            hđức vputin moskva kremlin brics fbi vtv putin trump chêt tât hap hàp hảp hãp mat tôc \
            mưuu uơơ víêt nuơc troíng tiê n1 2024";
        let syllables = Syllables::vietnamese();
        for word in words.split_whitespace() {
            assert!(!syllables.contains(word), "{word}");
        }
    }

    #[test]
    fn capitals_are_looked_up_in_lower_case() {
        let syllables = Syllables::vietnamese();
        assert!(syllables.contains_any_case("HÀ"));
        assert!(syllables.contains_any_case("Đức"));
        assert!(!syllables.contains_any_case("HĐức"));
    }

    #[test]
    fn the_tables_are_sound() {
        let lexicon = Lexicon::embedded().expect("embedded");
        let syllables = Syllables::new(&lexicon).expect("tables are sound");
        assert!(
            (10_000..25_000).contains(&syllables.len()),
            "{}",
            syllables.len()
        );
        for table in ["onsets", "rimes"] {
            let mut seen = FxHashSet::default();
            for row in lexicon.table(table) {
                let form = row.get(table.trim_end_matches('s'));
                assert!(unicode_normalization::is_nfc(form), "{form}");
                assert!(seen.insert(form), "{form} stands twice");
                assert!(!row.get("source").is_empty(), "{form} has no source");
            }
        }
    }
}
