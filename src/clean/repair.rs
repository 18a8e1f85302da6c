//! Repairs the text of one line; a line that needs none is borrowed.
//!
//! In this order: mojibake is undone, characters that cannot be seen are dropped, letters are put
//! into NFC, white space is folded, words broken by dots are joined. Words are never invented, and
//! no tone mark is lost. Pure, and linear in the line's length.

use std::borrow::Cow;
use std::ops::Range;

use super::letters::is_letter_byte;
use super::mojibake::Mojibake;
use super::restore::Restorer;
use super::unicode::Letters;
use crate::lexicon::{Lexicon, LexiconError};

/// A repaired line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired<'t> {
    /// The text, trimmed, with single spaces.
    pub text: Cow<'t, str>,
    /// Words that dots had broken and that are whole again.
    pub restored: usize,
    /// Runs of characters that were decoded again, and letters mapped back.
    pub decoded: usize,
}

/// Repairs lines; compiled once.
#[derive(Debug)]
pub struct Repairer {
    mojibake: Mojibake,
    letters: Letters,
    restorer: Restorer,
}

impl Repairer {
    /// Compiles the tables `small_capitals` and `dotted`.
    pub fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        Ok(Self {
            mojibake: Mojibake::default(),
            letters: Letters::new(lexicon)?,
            restorer: Restorer::new(lexicon),
        })
    }

    /// Repairs the line of a page that is its bytes `place`.
    pub(super) fn line_of<'t>(
        &self,
        suspects: &Suspects,
        place: &Range<usize>,
        line: &'t str,
    ) -> Repaired<'t> {
        if suspects.any(place) {
            return self.line(line);
        }
        let bare = match line.as_bytes() {
            [b' ', ..] | [.., b' '] => line.trim_matches(' '),
            _ => line,
        };
        Repaired {
            text: Cow::Borrowed(bare),
            ..Repaired::default()
        }
    }

    /// Repairs one line, or a part of one, without its line end.
    pub fn line<'t>(&self, line: &'t str) -> Repaired<'t> {
        let line = line.trim_matches(' ');
        let marks = scan(line.as_bytes());
        let mut repaired = Repaired {
            text: Cow::Borrowed(line),
            ..Repaired::default()
        };
        if marks.odd {
            if let Some((text, runs)) = self.mojibake.undo(line) {
                repaired.text = Cow::Owned(text);
                repaired.decoded += runs;
            }
            if let Some((text, mapped)) = self.letters.normalise(&repaired.text) {
                repaired.text = Cow::Owned(text);
                repaired.decoded += mapped;
            }
        } else if marks.spaces {
            repaired.text = Cow::Owned(super::unicode::fold_spaces(line));
        }
        // Letters that came out of the steps above may stand at a dot too.
        if (marks.dots || marks.odd)
            && let Some((text, words)) = self.restorer.restore(&repaired.text)
        {
            repaired.text = Cow::Owned(text);
            repaired.restored = words;
        }
        repaired
    }
}

/// Bytes of a page that are looked at together.
const BLOCK_BYTES: usize = 64;

/// Which parts of a page may need repair; of most pages, few. One look at a whole page costs a
/// fraction of looking at each of its lines.
pub(super) struct Suspects(Vec<bool>);

impl Suspects {
    pub(super) fn of(page: &str) -> Self {
        let bytes = page.as_bytes();
        let blocks = (0..bytes.len()).step_by(BLOCK_BYTES).map(|at| {
            // The two bytes behind a block belong to its last characters.
            let mut padded = [b'\n'; BLOCK_BYTES + 2];
            let block = match bytes[at..].first_chunk() {
                Some(block) => block,
                None => {
                    padded[..bytes.len() - at].copy_from_slice(&bytes[at..]);
                    &padded
                }
            };
            is_suspect(block)
        });
        Self(blocks.collect())
    }

    fn any(&self, place: &Range<usize>) -> bool {
        let blocks = place.start / BLOCK_BYTES..place.end.div_ceil(BLOCK_BYTES);
        self.0[blocks].contains(&true)
    }
}

/// True where [`Flags`] could find something in a line that these bytes belong to.
fn is_suspect(block: &[u8; BLOCK_BYTES + 2]) -> bool {
    let mut suspect = 0;
    for i in 0..BLOCK_BYTES {
        let (a, b, c) = (block[i], block[i + 1], block[i + 2]);
        let ends = (a == b'\n') | ((a == b'\r') & (b == b'\n'));
        let control = ((a < 0x20) & !ends) | (a == 0x7f);
        let lead = (a == 0xc2) | ((a >= 0xc7) & (a != 0xe1) & (a != 0xe2));
        let e1 = (a == 0xe1) & (b | 1 != 0xbb);
        let e2 = (a == 0xe2) & ((b != 0x80) | (c.wrapping_sub(0x90) > 0x17));
        let c3 = (a == 0xc3) & (b.wrapping_sub(0x83) < 4);
        let spaces = (a == b' ') & (b == b' ');
        let dot = (b == b'.') & (a >= 0x40) & (c >= 0x40);
        suspect |= u8::from(control | lead | e1 | e2 | c3 | spaces | dot);
    }
    suspect != 0
}

/// What a line may need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marks {
    /// A character outside those of plain Vietnamese text: any repair may be due.
    odd: bool,
    /// Two spaces in a row.
    spaces: bool,
    /// A dot between letters.
    dots: bool,
}

/// Looks at each byte and the two after it, in a form that compilers turn into vector code.
///
/// Not odd are printable ASCII, the letters of the two-byte leads C3 to C6 but `Ã`, `Ä`, `Å`, `Æ`
/// (which begin mojibake), Vietnamese letters at E1 BA and E1 BB, and quotes, dashes, bullets and
/// ellipses at E2 80 90 to E2 80 A7: all of them are in NFC whatever stands before.
fn scan(bytes: &[u8]) -> Marks {
    let mut found = Flags::default();
    let second = bytes.get(1..).unwrap_or_default();
    let third = bytes.get(2..).unwrap_or_default();
    for ((&a, &b), &c) in bytes.iter().zip(second).zip(third) {
        found.see(a, b, c);
    }
    if let [.., a, b] = *bytes {
        found.see(a, b, 0);
    }
    if let [.., a] = *bytes {
        found.see(a, 0, 0);
    }
    Marks {
        odd: found.odd != 0,
        spaces: found.spaces != 0,
        dots: found.dots != 0,
    }
}

#[derive(Default)]
struct Flags {
    odd: u8,
    spaces: u8,
    dots: u8,
}

impl Flags {
    #[inline(always)]
    fn see(&mut self, a: u8, b: u8, c: u8) {
        let control = (a < 0x20) | (a == 0x7f);
        let lead = (a >= 0xc0) & !(0xc3..=0xc6).contains(&a) & (a != 0xe1) & (a != 0xe2);
        let e1 = (a == 0xe1) & (b & 0xfe != 0xba);
        let e2 = (a == 0xe2) & ((b != 0x80) | ((c & 0xf0 != 0x90) & (c & 0xf8 != 0xa0)));
        let c3 = (a == 0xc3) & (0x83..=0x86).contains(&b);
        self.odd |= u8::from(control | lead | e1 | e2 | c3);
        self.spaces |= u8::from((a == b' ') & (b == b' '));
        self.dots |= u8::from((b == b'.') & is_letter_byte(a) & is_letter_byte(c));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;

    use super::*;

    fn repairer() -> Repairer {
        Repairer::new(&Lexicon::embedded().expect("embedded")).expect("tables are sound")
    }

    /// (line, repaired, restored words, decoded runs)
    const CASES: &[(&str, &str, usize, usize)] = &[
        ("", "", 0, 0),
        (
            "Chủ tịch nước tiếp Đại sứ.",
            "Chủ tịch nước tiếp Đại sứ.",
            0,
            0,
        ),
        ("  hai  đầu\t và giữa \r", "hai đầu và giữa", 0, 0),
        ("không\u{a0}ngắt\u{202f}dòng", "không ngắt dòng", 0, 0),
        (
            "ẩn\u{200b}mình\u{feff} và ngắt\u{ad}từ",
            "ẩnmình và ngắttừ",
            0,
            0,
        ),
        ("chuông\u{7} và xóa\u{8}", "chuông và xóa", 0, 0),
        // Decomposed letters, with the marks in either order.
        ("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "Tiếng Việt", 0, 0),
        ("“Trích dẫn” – và… hết", "“Trích dẫn” – và… hết", 0, 0),
        // Mojibake, and letters that only look like it.
        ("ChÃ\u{ad}nh phá»§ Viá»‡t Nam", "Chính phủ Việt Nam", 0, 3),
        ("ÔNG ẤY NÓI “KHÔNG ĐÃ”", "ÔNG ẤY NÓI “KHÔNG ĐÃ”", 0, 0),
        // Small capitals that stand for letters.
        ("bᴀ́n mᴀ tᴜ́ʏ", "bán ma túy", 0, 4),
        // Words broken by dots.
        ("nạn nhân đã t.ử v.ong", "nạn nhân đã tử vong", 2, 0),
        ("số t.iền\u{200b} lớn", "số tiền lớn", 1, 0),
        ("họp tại TP.HCM, v.v", "họp tại TP.HCM, v.v", 0, 0),
    ];

    #[test]
    fn lines_are_repaired_and_counted() {
        let repairer = repairer();
        for &(line, text, restored, decoded) in CASES {
            let expected = Repaired {
                text: text.into(),
                restored,
                decoded,
            };
            assert_eq!(repairer.line(line), expected, "{line:?}");
        }
    }

    #[test]
    fn a_clean_line_is_borrowed() {
        let line = "Ngày 20/5, Thủ tướng tiếp Đại sứ “đặc mệnh toàn quyền” – bà Ân… Ổn định!";
        assert!(matches!(repairer().line(line).text, Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn a_line_of_a_page_is_repaired_as_it_is_alone(
            page in "([ -~]|[ .\n\r\tÃ»ế“…\u{a0}\u{200b}\u{301}ᴀa-z]){0,160}",
        ) {
            let repairer = repairer();
            let suspects = Suspects::of(&page);
            let mut start = 0;
            for line in page.split('\n') {
                let bare = line.strip_suffix('\r').unwrap_or(line);
                let place = start..start + bare.len();
                prop_assert_eq!(repairer.line_of(&suspects, &place, bare), repairer.line(bare));
                start += line.len() + 1;
            }
        }

        #[test]
        fn repaired_text_is_nfc_folded_and_stays_as_it_is(line in "(\\PC|[ .\u{a0}\u{200b}\u{301}\u{323}áÃ»ếtÄ‘]){0,40}") {
            let repairer = repairer();
            let once = repairer.line(&line).text.into_owned();
            prop_assert!(is_nfc(&once));
            prop_assert!(!once.contains("  "));
            prop_assert_eq!(once.trim(), once.as_str());
            let twice = repairer.line(&once);
            prop_assert_eq!(twice.text.as_ref(), once.as_str());
        }
    }
}
