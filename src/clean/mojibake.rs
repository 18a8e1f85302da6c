//! Undoes UTF-8 that was read as windows-1252 (`Viá»‡t` → `Việt`), as often as it was.

use std::ops::Range;

use crate::lexicon::Syllables;

/// How many times over a text may have been misread.
const DEPTH: usize = 3;

/// Undoes mojibake; holds what windows-1252 makes of each byte.
#[derive(Debug)]
pub(super) struct Mojibake {
    /// Characters of the bytes 80 to 9F that are none in Latin-1, sorted, with their bytes.
    specials: Vec<(char, u8)>,
}

impl Default for Mojibake {
    fn default() -> Self {
        let bytes: Vec<u8> = (0x80..=0x9f).collect();
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        let mut specials: Vec<(char, u8)> = text.chars().zip(0x80..=0x9f).collect();
        specials.sort_unstable();
        Self { specials }
    }
}

impl Mojibake {
    /// The line as it was before it was misread, and how many runs of characters that changed;
    /// nothing where it holds no clear sign of misreading.
    ///
    /// A clear sign is a run that makes a Vietnamese letter in a way that no text is written: with
    /// a sign such as `»`, `º`, `¡` in it. `Ã”` alone is none: a quotation may end in `ĐÃ”`.
    pub(super) fn undo(&self, line: &str) -> Option<(String, usize)> {
        let mut text: Option<String> = None;
        let mut count = 0;
        for _ in 0..DEPTH {
            match self.once(text.as_deref().unwrap_or(line)) {
                Some((undone, runs)) => {
                    text = Some(undone);
                    count = runs.max(count);
                }
                None => break,
            }
        }
        Some((text?, count))
    }

    fn once(&self, line: &str) -> Option<(String, usize)> {
        // The signs that show it begin with this byte. None is the first of its letter: before it
        // stands another character of misread text.
        let bytes = line.as_bytes();
        memchr::memchr_iter(0xC2, bytes).find(|&at| {
            matches!(
                bytes[..at],
                [.., 0xC2 | 0xC3 | 0xC5 | 0xC6 | 0xCB, 0x80..=0xBF] | [.., 0xE2, _, _]
            )
        })?;
        let runs = self.runs(line);
        if !runs.iter().any(|run| run.clear) {
            return None;
        }
        let mut text = String::with_capacity(line.len());
        let mut copied = 0;
        for run in &runs {
            text.push_str(&line[copied..run.bytes.start]);
            text.push_str(&run.decoded);
            copied = run.bytes.end;
            // `à` is `Ã` and a no-break space, which someone may have turned into a space or
            // folded with the one that follows.
            if run.half {
                let rest = &line[copied..];
                text.push('à');
                if let Some(after) = rest.strip_prefix(' ')
                    && belongs(&text, after)
                {
                    copied += 1;
                }
            }
        }
        text.push_str(&line[copied..]);
        Some((text, runs.len()))
    }

    /// The runs that can be decoded, in order.
    fn runs(&self, line: &str) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut chars = line.char_indices().peekable();
        let mut bytes = Vec::new();
        while let Some((start, c)) = chars.next() {
            let Some(byte) = self.byte(c) else { continue };
            bytes.clear();
            bytes.push(byte);
            let mut end = start + c.len_utf8();
            let mut signs = is_sign(c);
            while let Some(&(_, c)) = chars.peek() {
                let Some(byte) = self.byte(c) else { break };
                bytes.push(byte);
                end += c.len_utf8();
                signs |= is_sign(c);
                chars.next();
            }
            let half = bytes.last() == Some(&0xc3) && line[end..].starts_with(' ');
            let whole = &bytes[..bytes.len() - usize::from(half)];
            let Ok(decoded) = std::str::from_utf8(whole) else {
                continue;
            };
            if decoded.chars().all(is_likely) {
                runs.push(Run {
                    bytes: start..end,
                    clear: signs && decoded.chars().any(is_vietnamese),
                    half,
                    decoded: decoded.to_owned(),
                });
            }
        }
        runs
    }

    /// The byte that windows-1252 reads as `c`, where it is none of ASCII.
    fn byte(&self, c: char) -> Option<u8> {
        match c {
            '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
            // Latin-1 proper reads these bytes as controls.
            '\u{80}'..='\u{9f}' => u8::try_from(u32::from(c)).ok(),
            _ if c < '\u{80}' => None,
            _ => {
                let at = self.specials.binary_search_by_key(&c, |s| s.0).ok()?;
                self.specials.get(at).map(|s| s.1)
            }
        }
    }
}

struct Run {
    bytes: Range<usize>,
    decoded: String,
    /// Shows by itself that the line was misread.
    clear: bool,
    /// Ends in the first half of `à`, whose other half became a space.
    half: bool,
}

/// True where the letters after a half `à` and a space go on with its word: `hà` + `ng`.
fn belongs(before: &str, after: &str) -> bool {
    let rest = after
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    if rest.is_empty() {
        // Two spaces: the first one was half of the letter.
        return after.starts_with(' ');
    }
    let head = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let syllables = Syllables::vietnamese();
    !syllables.contains_any_case(rest) && syllables.contains_any_case(&format!("{head}{rest}"))
}

/// Signs and controls that stand in no word.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{bf}')
}

/// Letters that only Vietnamese of all that a misread page may be written in makes common.
fn is_vietnamese(c: char) -> bool {
    matches!(c, '\u{1ea0}'..='\u{1ef9}')
        || "àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ".contains(c)
        || matches!(c, '\u{300}'..='\u{323}')
}

/// Characters that may stand on a news page beside them.
fn is_likely(c: char) -> bool {
    matches!(c,
        // Below A0 what a text misread twice has after the first step.
        '\u{80}'..='\u{24f}' | '\u{2c6}' | '\u{2dc}' | '\u{300}'..='\u{323}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20bf}' | '\u{2100}'..='\u{21ff}'
        | '\u{2200}'..='\u{27bf}' | '\u{feff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What windows-1252 makes of UTF-8.
    fn misread(text: &str) -> String {
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        text.into_owned()
    }

    const TEXTS: &[&str] = &[
        "Chủ tịch nước tiếp Đại sứ Nga tại Hà Nội",
        "“Hai bên đã ký…” – ông Ân nói, ở 30 °C",
        "ỦY BAN NHÂN DÂN HUYỆN LÀ CƠ QUAN",
        "và, à, là, hàng, Ế, ị, đ",
        "Thụy Sĩ 😀 và Müller",
    ];

    #[test]
    fn misread_text_is_read_again_at_every_depth() {
        let mojibake = Mojibake::default();
        for text in TEXTS {
            let mut bad = (*text).to_owned();
            for depth in 1..=DEPTH {
                bad = misread(&bad);
                let (undone, runs) = mojibake.undo(&bad).expect("misread");
                assert_eq!(undone, *text, "depth {depth}");
                assert!(runs > 0);
            }
        }
    }

    #[test]
    fn half_letters_whose_other_half_became_a_space_are_whole_again() {
        let mojibake = Mojibake::default();
        for text in ["ngân hàng là một", "bà ấy đã và đang làm", "nhà hàng"] {
            // Each no-break space a space, and then runs of spaces one.
            let spaced = misread(text).replace('\u{a0}', " ");
            let folded = super::super::unicode::fold_spaces(&spaced);
            for bad in [spaced, folded] {
                // Another word must show that the line was misread.
                let bad = format!("{} {bad}", misread("tiếng"));
                let undone = mojibake.undo(&bad).map(|(text, _)| text);
                assert_eq!(
                    undone.as_deref(),
                    Some(format!("tiếng {text}").as_str()),
                    "{bad}"
                );
            }
        }
    }

    #[test]
    fn text_that_was_not_misread_is_left_alone() {
        let mojibake = Mojibake::default();
        let lines = TEXTS.iter().copied().chain([
            "ÔNG NÓI “ĐÃ”",
            "“LÃO”, ‘NÃ’ và ĐÃ…",
            "São Paulo, Åland, Ærø",
            "« Le Monde » est à 30 °C",
            "1ª vez, nº 2",
        ]);
        for line in lines {
            assert_eq!(mojibake.undo(line), None, "{line}");
        }
    }
}
