//! Who signs a text and whom it credits, read from one short line.

mod reader;

use rustc_hash::FxHashMap;

use super::letters::{Folded, Folder};
use crate::lexicon::{Lexicon, LexiconError};
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

    /// True where it is one of `others`.
    fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl Bylines {
    /// Reads the tables.
    pub fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut bylines = Self {
            words: FxHashMap::default(),
            desks: Vec::new(),
            sources: Vec::new(),
        };
        for row in lexicon.table("credits") {
            let form = row.get("form");
            let class = match row.get("class") {
                "label" => Classes::LABEL,
                "opener" => Classes::OPENER,
                "note" => Classes::NOTE,
                "compiled" => Classes::COMPILED,
                "desk" => {
                    bylines.desks.push(form);
                    continue;
                }
                "source" => {
                    bylines.sources.push(form);
                    continue;
                }
                "picture" | "kind" | "begin" | "predicate" | "count" | "address" | "position" => {
                    continue;
                }
                other => return Err(row.error(format!("unknown class `{other}`"))),
            };
            bylines.add(form.as_bytes(), class);
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

    /// True for a word that opens a byline before a colon.
    pub(crate) fn is_label(&self, text: &str) -> bool {
        self.is(text, Classes::LABEL)
    }

    fn is(&self, text: &str, classes: Classes) -> bool {
        self.classes(Folder::default().fold(text.trim()).bytes)
            .any(classes)
    }

    /// What a word or name can be, which is in lower case.
    fn classes(&self, key: &[u8]) -> Classes {
        let of = |key: &[u8]| self.words.get(key).copied().unwrap_or_default();
        let mut classes = of(key);
        if let Some(name) = key.strip_prefix("báo ".as_bytes()) {
            classes.0 |= of(name).0 & Classes::SOURCE.0;
        }
        classes
    }
}

#[cfg(test)]
mod tests;
