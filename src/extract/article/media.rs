//! Outlets and agencies of the lexicon: by name, by domain, by the words before a text's first sentence.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::clean::byline::medium_words;
use crate::lexicon::{Lexicon, LexiconError};

type Index = FxHashMap<Box<str>, &'static str>;

/// Names of outlets and agencies, each with its canonical name.
#[derive(Debug)]
pub(super) struct Media {
    outlets: Index,
    agencies: Index,
    domains: Index,
    datelines: Index,
    /// Names as addresses spell them: no marks, no spaces (`baohanam`).
    slugs: Index,
    /// Portals of the state, which sign with many names.
    portals: FxHashSet<&'static str>,
    /// What stands before a medium's name, with its space, longest first.
    before: Vec<String>,
    /// What ends one, with its space.
    behind: Vec<String>,
    /// Organisations that are called by their initials.
    parties: FxHashSet<&'static str>,
}

impl Media {
    /// Reads the tables `outlets` and `agencies`.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut media = Self {
            outlets: Index::default(),
            agencies: Index::default(),
            domains: Index::default(),
            datelines: Index::default(),
            slugs: Index::default(),
            portals: FxHashSet::default(),
            before: medium_words(lexicon),
            behind: lexicon
                .forms("media_words", "medium-end")
                .map(|form| format!(" {form}"))
                .collect(),
            parties: FxHashSet::default(),
        };
        for row in lexicon.table("organisations") {
            let forms = row.list("forms").chain([row.get("name")]);
            media
                .parties
                .extend(forms.filter(|form| !form.chars().any(char::is_lowercase)));
        }
        for row in lexicon.table("outlets") {
            let name = row.get("name");
            media.outlets.insert(key(name), name);
            media.slugs.insert(slug(name), name);
            let of_state = row.list("domains").any(|d| d.ends_with(".gov.vn"));
            if of_state || row.get("kind").contains("portal") {
                media.portals.insert(name);
            }
            for form in row.list("forms") {
                media.outlets.entry(key(form)).or_insert(name);
            }
            for domain in row.list("domains") {
                media.domains.insert(key(domain), name);
                media.outlets.entry(key(domain)).or_insert(name);
            }
            for prefix in row.list("dateline") {
                media.datelines.insert(key(prefix), name);
            }
        }
        for row in lexicon.table("agencies") {
            let name = row.get("name");
            media.agencies.insert(key(name), name);
            for column in ["forms", "weak", "domains"] {
                for form in row.list(column) {
                    media.agencies.entry(key(form)).or_insert(name);
                }
            }
        }
        Ok(media)
    }

    /// True for the initials of an organisation.
    pub(super) fn is_party(&self, text: &str) -> bool {
        self.parties.contains(text)
    }

    /// The canonical name of an outlet, where `text` is one.
    pub(super) fn outlet(&self, text: &str) -> Option<&'static str> {
        let key = key(text);
        let named = |key: &str| {
            self.outlets
                .get(key)
                .or_else(|| self.datelines.get(key))
                .copied()
        };
        let ends = || {
            let mut ends = self.behind.iter();
            ends.find_map(|word| named(key.strip_suffix(word.as_str())?))
        };
        named(&key)
            .or_else(|| self.behind_medium_word(&key, named))
            .or_else(ends)
            .or_else(|| named(key.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')))
            .or_else(|| self.domain(&key))
    }

    /// The canonical name of an agency or foreign medium, where `text` is one.
    pub(super) fn agency(&self, text: &str) -> Option<&'static str> {
        let key = key(text);
        let named = |key: &str| self.agencies.get(key).copied();
        named(&key).or_else(|| self.behind_medium_word(&key, named))
    }

    /// What `named` knows behind a word that stands before a medium's name.
    fn behind_medium_word(
        &self,
        key: &str,
        named: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<&'static str> {
        let mut words = self.before.iter();
        words.find_map(|word| named(key.strip_prefix(word.as_str())?))
    }

    /// The outlet of a host or registered domain.
    pub(super) fn domain(&self, host: &str) -> Option<&'static str> {
        let host = host.trim_end_matches('.');
        let mut rest = host;
        loop {
            if let Some(name) = self.domains.get(rest) {
                return Some(name);
            }
            match rest.split_once('.') {
                Some((_, parent)) if parent.contains('.') => rest = parent,
                _ => break,
            }
        }
        // `baohanam.vn` is `Báo Hà Nam`, whatever registry its domain is under.
        host.split('.')
            .find_map(|label| self.slugs.get(label))
            .copied()
    }

    /// True for a portal of the state.
    pub(super) fn is_portal(&self, name: &str) -> bool {
        self.portals.contains(name)
    }

    /// The outlet that sets `text` before the first sentence of its texts.
    pub(super) fn dateline(&self, text: &str) -> Option<&'static str> {
        self.datelines
            .get(&key(text))
            .copied()
            .or_else(|| self.outlet(text))
    }
}

/// The form under which names compare: lower case, single spaces, no marks at the ends.
fn key(text: &str) -> Box<str> {
    let mut key = String::with_capacity(text.len());
    for word in text
        .trim_matches(|c: char| !c.is_alphanumeric())
        .split_whitespace()
    {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
    key.into()
}

/// The name as an address would spell it.
fn slug(name: &str) -> Box<str> {
    use unicode_normalization::UnicodeNormalization;
    let slug: String = name
        .nfd()
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .filter(char::is_ascii_alphanumeric)
        .collect();
    slug.into()
}
