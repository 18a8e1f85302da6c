//! Picture credits inside a long text, and at its start.

use memchr::memmem;

use super::{Captions, Opens, is_host, is_user};

/// Words of a source at most.
const SOURCE_WORDS: usize = 6;

/// Bytes of an agency and who took a picture for it at most.
const WIRE_BYTES: usize = 60;

/// A picture's credit inside a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::clean) struct Found {
    /// Where its first word begins.
    pub(in crate::clean) start: usize,
    /// Where the name behind its colon begins.
    pub(in crate::clean) name: usize,
    /// Where it ends, if it has no name.
    pub(in crate::clean) end: Option<usize>,
    /// A word for a picture and a name make it, not `Nguồn:` or `Ảnh minh họa.`.
    pub(in crate::clean) named_as_picture: bool,
}

impl Found {
    fn named(start: usize, name: usize) -> Self {
        Self {
            start,
            name,
            end: None,
            named_as_picture: true,
        }
    }

    fn ended(start: usize, end: usize) -> Self {
        Self {
            start,
            name: end,
            end: Some(end),
            named_as_picture: false,
        }
    }
}

/// `(ảnh AP)`: what stands in the bracket behind the word for a picture is a name.
fn is_bracketed(rest: &str) -> bool {
    let name = rest.split(')').next().unwrap_or("");
    let named = name.starts_with(char::is_uppercase) || is_host(name);
    named && name.len() < rest.len() && name.split(' ').count() <= SOURCE_WORDS
}

/// True where a source that is known begins `name`.
fn begins_with_source(name: &str, is_known: impl Fn(&str) -> bool) -> bool {
    let ends = name
        .match_indices([' ', '.', ',', '/', ')'])
        .map(|(at, _)| at);
    ends.chain([name.len()])
        .take(SOURCE_WORDS)
        .any(|end| end > 0 && is_known(&name[..end]))
        || is_host(name.split(' ').next().unwrap_or(""))
}

impl Captions {
    /// The next picture credit inside a long text at or after byte `from`.
    pub(in crate::clean) fn next_credit(
        &self,
        text: &str,
        from: usize,
        is_known: impl Fn(&str) -> bool,
    ) -> Option<Found> {
        for found in self.openers.find_iter(&text[from..]) {
            let (start, end) = (from + found.start(), from + found.end());
            let opens = self.opens[found.pattern().as_usize()];
            if !matches!(opens, Opens::Picture | Opens::Whence) {
                continue;
            }
            let head = &text[..start];
            if head.ends_with(char::is_alphanumeric)
                || text[end..].starts_with(char::is_alphanumeric)
            {
                continue;
            }
            let bracket = head.ends_with('(');
            let apart = bracket
                || head
                    .trim_end()
                    .ends_with(['.', '!', '?', '…', '-', '–', '"', '”', ')']);
            let small = text[start..].starts_with(char::is_lowercase);
            if !apart && (small || start == 0) || (small && !bracket) {
                continue;
            }
            let rest = text[end..].trim_start();
            let place = |rest: &str| text.len() - rest.len();
            let kind = self.after_kind(rest);
            let rest = kind.unwrap_or(rest);
            if bracket && rest.starts_with(')') {
                return Some(Found::named(start, place(rest)));
            }
            let Some(name) = rest.strip_prefix([':', '-', '–']) else {
                if bracket && is_bracketed(rest) {
                    return Some(Found::named(start, place(rest)));
                }
                let alone = kind.filter(|_| opens == Opens::Picture || bracket);
                if let Some((name, is_name)) = alone.and_then(|rest| self.kind_alone(rest)) {
                    let made = if is_name { Found::named } else { Found::ended };
                    return Some(made(start, place(name)));
                }
                continue;
            };
            let name = name.trim_start();
            // `Nguồn` needs the bracket, or a source that is known.
            if opens == Opens::Whence && !bracket {
                let stored = self.after_kind(name).is_some();
                if apart && (stored || begins_with_source(name, &is_known)) {
                    return Some(Found {
                        named_as_picture: false,
                        ..Found::named(start, place(name))
                    });
                }
                continue;
            }
            // `(Nguồn: songxanh.vn)`, `Ảnh: reuters`: small letters need a bracket, a dot or fame.
            let word = name.split([' ', ')', ',']).next().unwrap_or("");
            if name.starts_with(char::is_uppercase)
                || bracket
                || is_host(word)
                || (!word.is_empty() && is_known(word.trim_end_matches('.')))
                || self.is_user_alone(name)
            {
                return Some(Found::named(start, place(name)));
            }
        }
        None
    }

    /// `songxanhnews. Cầu`, `songxanhnews Theo`: one word without marks as no Vietnamese text has, then
    /// a sentence.
    fn is_user_alone(&self, name: &str) -> bool {
        let (word, behind) = name.split_once(' ').unwrap_or((name, ""));
        let next = behind.split([' ', ',']).next().unwrap_or("");
        let bare = word.trim_end_matches('.');
        is_user(bare)
            && (bare.len() < word.len()
                || (next.starts_with(char::is_uppercase) && self.begins_sentence(next)))
    }

    /// What stands behind the words that say what a picture is (`Ảnh minh họa`): the name of its source
    /// (true), else what follows them where they stand alone.
    fn kind_alone<'t>(&self, rest: &'t str) -> Option<(&'t str, bool)> {
        let stopped = rest.strip_prefix('.');
        let bare = stopped.unwrap_or(rest);
        let behind = bare.trim_start();
        if let Some(name) = self.after_whence(behind) {
            return Some((name, true));
        }
        let next = behind.split([' ', ',']).next().unwrap_or("");
        let opens = |c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"".contains(c);
        let alone = behind.is_empty()
            || (stopped.is_some() && bare.starts_with(' ') && behind.starts_with(opens))
            || (behind.starts_with(char::is_uppercase) && self.begins_sentence(next));
        alone.then_some((bare, false))
    }

    /// What follows the word for a picture that begins `text`.
    pub(in crate::clean) fn opened<'t>(&self, text: &'t str) -> Option<&'t str> {
        let after = |word: &String| text.strip_prefix(word.as_str());
        let rest = self.pictures.iter().find_map(after)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
    }

    /// What follows the word that says what a picture is, where one begins `rest`: `minh họa`.
    pub(in crate::clean) fn after_kind<'t>(&self, rest: &'t str) -> Option<&'t str> {
        let after = |kind: &&'static str| rest.strip_prefix(*kind);
        self.kinds.iter().find_map(after).map(str::trim_start)
    }

    /// What follows the word and the colon that say where a picture is from, where they begin `rest`.
    pub(in crate::clean) fn after_whence<'t>(&self, rest: &'t str) -> Option<&'t str> {
        let after = |word: &String| rest.strip_prefix(word.as_str())?.strip_prefix(':');
        self.whences.iter().find_map(after).map(str::trim_start)
    }

    /// True where an agency signs the picture that `text` tells of, alone or with who took it:
    /// `… ngày 12/08/2021. REUTERS - Lê Na`; or where it signs one on a line of its own: `AFP photo`.
    pub(in crate::clean) fn ends_in_wire(&self, text: &str) -> bool {
        let text = text.trim_end();
        if text.ends_with(['.', '!', '?', ':', ';', ',']) {
            return false;
        }
        // Behind the last stop, of which only the end is looked at, or alone.
        let end = text.len().saturating_sub(WIRE_BYTES + 2);
        let stop = memmem::rfind(&text.as_bytes()[end..], b". ").map(|at| end + at);
        let shown = stop.is_some();
        let credit = match stop {
            Some(at) => &text[at + 2..],
            None if text.len() <= WIRE_BYTES => text,
            None => return false,
        };
        if !credit.starts_with(char::is_uppercase) {
            return false;
        }
        self.wires.iter().any(|wire| {
            let signed = credit.get(..wire.len());
            if !signed.is_some_and(|signed| signed.eq_ignore_ascii_case(wire)) {
                return false;
            }
            let rest = &credit[wire.len()..];
            if rest.is_empty() {
                return shown || wire.contains(' ');
            }
            let name = rest.trim_start().strip_prefix(['-', '–', '—', '/']);
            shown
                && name.map(str::trim_start).is_some_and(|name| {
                    name.starts_with(char::is_uppercase)
                        && name.split_whitespace().count() <= SOURCE_WORDS
                })
        })
    }

    /// True for a credit alone that says what the picture is and where it is from:
    /// `Ảnh minh họa. Nguồn: internet.`
    pub(super) fn is_bare(&self, text: &str) -> bool {
        let opened = self.opened(text).map(str::trim_start);
        let kind = opened.and_then(|rest| self.after_kind(rest));
        kind.and_then(|rest| self.after_whence(rest.trim_start_matches(['.', ' '])))
            .is_some_and(|name| name.split(' ').count() <= SOURCE_WORDS && !name.contains(". "))
    }
}
