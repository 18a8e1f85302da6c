//! Picture credits inside a long text, and at its start.

use super::{Captions, Opens, is_host};

/// Words of a source at most.
const SOURCE_WORDS: usize = 6;

impl Captions {
    /// The next picture credit inside a long text at or after byte `from`: where its first word
    /// begins, and where the name behind its colon does.
    pub(in crate::clean) fn next_credit(
        &self,
        text: &str,
        from: usize,
        is_known: impl Fn(&str) -> bool,
    ) -> Option<(usize, usize)> {
        for found in self.openers.find_iter(&text[from..]) {
            let (start, end) = (from + found.start(), from + found.end());
            let opens = self.opens[found.pattern().as_usize()];
            if !matches!(opens, Opens::Picture | Opens::Whence) {
                continue;
            }
            let head = &text[..start];
            if head.ends_with(char::is_alphanumeric) {
                continue;
            }
            let bracket = head.ends_with('(');
            let apart = bracket
                || head
                    .trim_end()
                    .ends_with(['.', '!', '?', '…', '-', '–', '"', '”', ')']);
            // A small letter or `Nguồn` needs the bracket; both need a name.
            let small = text[start..].starts_with(char::is_lowercase) || opens == Opens::Whence;
            if !apart && (small || start == 0) || (small && !bracket) {
                continue;
            }
            let rest = text[end..].trim_start();
            let rest = self.after_kind(rest).unwrap_or(rest);
            if bracket && rest.starts_with(')') {
                return Some((start, text.len() - rest.len()));
            }
            let Some(name) = rest.strip_prefix([':', '-', '–']) else {
                continue;
            };
            let name = name.trim_start();
            // `(Nguồn: songxanh.vn)`, `Ảnh: reuters`: small letters need a bracket, a dot or fame.
            let word = name.split([' ', ')', ',']).next().unwrap_or("");
            if name.starts_with(char::is_uppercase)
                || bracket
                || is_host(word)
                || (!word.is_empty() && is_known(word.trim_end_matches('.')))
            {
                return Some((start, text.len() - name.len()));
            }
        }
        None
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

    /// True for a credit alone that says what the picture is and where it is from:
    /// `Ảnh minh họa. Nguồn: internet.`
    pub(super) fn is_bare(&self, text: &str) -> bool {
        let opened = self.opened(text).map(str::trim_start);
        let kind = opened.and_then(|rest| self.after_kind(rest));
        kind.and_then(|rest| self.after_whence(rest.trim_start_matches(['.', ' '])))
            .is_some_and(|name| name.split(' ').count() <= SOURCE_WORDS && !name.contains(". "))
    }
}
