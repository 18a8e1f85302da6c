//! Who signs a text and whom it credits, read from one short line.

mod names;
mod reader;

use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::{Folded, Folder};
use crate::lexicon::{Lexicon, LexiconError, cases};
use reader::Reader;

/// A byline taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline<'t> {
    /// People and desks, as written.
    pub names: Vec<&'t str>,
    /// Agencies, media and outlets credited, as written, in order.
    pub sources: Vec<&'t str>,
    /// How many of the sources, from the first on, sign themselves (`Lê Na/TTXVN`); the rest are
    /// cited (`Theo TTXVN`).
    pub signing: usize,
    /// How sure the line is a byline.
    pub form: Form,
}

/// The form of a byline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A name with a label, a desk, a source or a note.
    #[default]
    Signed,
    /// Names of two to four words, nothing else.
    Name,
    /// One word or initials, which could be much else.
    Initials,
    /// No name: `Theo TTXVN`, `Tổng hợp`.
    Source,
}

/// Takes bylines apart; the words are the tables `credits`, `agencies` and `outlets`.
#[derive(Debug)]
pub struct Bylines {
    words: FxHashMap<Box<[u8]>, Classes>,
    desks: Vec<&'static str>,
    sources: Vec<&'static str>,
    /// Those that may stand between the notes and sources of a bracket, between spaces.
    vias: Vec<String>,
    /// What joins names, between spaces.
    ands: Vec<String>,
    /// What stands before a medium's name, with its space, longest first.
    media: Vec<String>,
    /// What no byline calls its people, as written, with its space.
    formal: Vec<String>,
    /// Names of states, as written.
    states: FxHashSet<&'static str>,
    /// What begins the name of the body that a writer belongs to.
    affiliations: Vec<&'static str>,
}

/// What a word or name can be in a byline; some are several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Classes(u8);

impl Classes {
    const LABEL: Self = Self(1);
    const OPENER: Self = Self(1 << 1);
    /// `lược dịch`, and what says that a text was put together from others.
    const NOTE: Self = Self(1 << 2);
    const COMPILED: Self = Self(1 << 3);
    const NOTE_OR_COMPILED: Self = Self(Self::NOTE.0 | Self::COMPILED.0);
    /// An agency, medium or outlet.
    const SOURCE: Self = Self(1 << 4);
    /// Where a medium's writers sit.
    const OFFICE: Self = Self(1 << 5);

    /// True where it is one of `others`.
    fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl Bylines {
    /// Reads the tables.
    pub fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let spaced = |form| format!(" {form} ");
        let mut bylines = Self {
            words: FxHashMap::default(),
            desks: lexicon.forms("credits", "desk").collect(),
            sources: lexicon.forms("credits", "source").collect(),
            vias: lexicon.forms("credits", "via").map(spaced).collect(),
            ands: lexicon.forms("credits", "and").map(spaced).collect(),
            media: medium_words(lexicon),
            formal: lexicon
                .forms("credits", "formal")
                .flat_map(cases)
                .map(|form| form + " ")
                .collect(),
            states: states(lexicon),
            affiliations: lexicon.forms("credits", "affiliation").collect(),
        };
        for row in lexicon.table("credits") {
            let class = match row.get("class") {
                "label" => Classes::LABEL,
                "opener" => Classes::OPENER,
                "note" => Classes::NOTE,
                "compiled" => Classes::COMPILED,
                "office" => Classes::OFFICE,
                // Read above, and by those who read captions.
                "desk" | "source" | "via" | "and" | "formal" | "picture" | "picture-end"
                | "shown" | "whence" | "numbered" | "small" | "text" | "kind" | "begin"
                | "predicate" | "count" | "address" | "position" | "position-start" | "wire"
                | "affiliation" => continue,
                other => return Err(row.error(format!("unknown class `{other}`"))),
            };
            bylines.add(row.get("form").as_bytes(), class);
        }
        let mut folder = Folder::default();
        for table in ["agencies", "outlets"] {
            for row in lexicon.table(table) {
                for column in ["name", "forms", "weak", "domains", "dateline"] {
                    for form in row.list(column) {
                        bylines.add(folder.fold(form).bytes, Classes::SOURCE);
                    }
                }
            }
        }
        Ok(bylines)
    }

    fn add(&mut self, form: &[u8], class: Classes) {
        self.words.entry(form.into()).or_default().0 |= class.0;
    }

    /// The parts of `text`, where it is a byline or a closing source line.
    pub fn parse<'t>(&self, text: &'t str) -> Option<Byline<'t>> {
        self.parse_folded(Folder::default().fold(text))
    }

    /// The same of a text that is folded already.
    pub(super) fn parse_folded<'t>(&self, line: Folded<'t, '_>) -> Option<Byline<'t>> {
        let bylines = self;
        Reader { bylines, line }.read()
    }

    /// True when `text` is an agency, medium or outlet of the lexicon.
    pub fn is_known_source(&self, text: &str) -> bool {
        self.is(text, Classes::SOURCE)
    }

    /// True for states that a hyphen joins, which head what is told of them: `Nga-Ukraine`.
    pub(crate) fn is_of_states(&self, text: &str) -> bool {
        text.contains('-') && text.split('-').all(|part| self.states.contains(part))
    }

    /// True for a word that opens a byline before a colon.
    pub(crate) fn is_label(&self, text: &str) -> bool {
        self.is(text, Classes::LABEL)
    }

    /// True for a text that begins as the name of a body does that writers belong to.
    pub(super) fn opens_affiliation(&self, text: &str) -> bool {
        let folded = text.to_lowercase();
        self.affiliations.iter().any(|form| {
            let rest = folded.strip_prefix(form);
            rest.is_some_and(|rest| rest.starts_with(' '))
        })
    }

    fn is(&self, text: &str, classes: Classes) -> bool {
        self.classes(Folder::default().fold(text.trim()).bytes)
            .any(classes)
    }

    /// What a word or name can be, which is in lower case.
    fn classes(&self, key: &[u8]) -> Classes {
        let of = |key: &[u8]| self.words.get(key).copied().unwrap_or_default();
        let mut classes = of(key);
        let is_near = |word: &&String| word.as_bytes().first() == key.first();
        let mut media = self.media.iter().filter(is_near);
        if let Some(name) = media.find_map(|word| key.strip_prefix(word.as_bytes())) {
            classes.0 |= of(name).0 & Classes::SOURCE.0;
        }
        classes
    }

    /// True where `text` opens by naming a source, in brackets or before a colon.
    pub(super) fn opens_with_source(&self, text: &str) -> bool {
        let mut folder = Folder::default();
        let folded = folder.fold(text).bytes;
        let (bracket, rest) = match folded.strip_prefix(b"(") {
            Some(rest) => (true, rest),
            None => (false, folded),
        };
        self.sources.iter().any(|word| {
            let after = rest.strip_prefix(word.as_bytes());
            after.is_some_and(|after| bracket || after.starts_with(b":"))
        })
    }
}

/// Names of states, the short ones among them.
fn states(lexicon: &Lexicon) -> FxHashSet<&'static str> {
    let names = ["name", "short", "pair"];
    names
        .iter()
        .flat_map(|class| lexicon.forms("countries", class))
        .collect()
}

/// What stands before a medium's name, with its space, longest first.
pub(crate) fn medium_words(lexicon: &Lexicon) -> Vec<String> {
    let words = lexicon.forms("media_words", "medium");
    let mut words: Vec<String> = words.map(|form| format!("{form} ")).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

#[cfg(test)]
mod tests;
