//! Words around an act that tell its tense, its certainty, its parties and its source
//! (`event_cues.tsv`), and the one dictionary in which they stand beside the triggers.

mod parts;
mod rows;

use rustc_hash::FxHashMap;

use super::entry::{Entry, class};
use super::near::{FirstWords, Objects};
use super::part;
use super::part::Parts;
use super::pattern::Patterns;
use crate::extract::phrase::{Forms, Found, Phrases};
use crate::extract::token::{QUOTES, Token, Vocabulary, begins};
use crate::lexicon::{Lexicon, LexiconError};

/// Triggers, cues and the phrases that hide them.
#[derive(Debug)]
pub(crate) struct Dictionary {
    /// Numbers of the phrases' entries.
    phrases: Phrases<u32>,
    /// Each once: thousands of phrases are known for the same, and those asked for stay at hand.
    entries: Vec<Entry>,
}

impl Dictionary {
    /// The longest phrase that begins at token `at`.
    #[inline(always)]
    pub(crate) fn longest(&self, tokens: &[Token], at: usize) -> Option<Found<'_, u32>> {
        self.phrases.longest(tokens, at)
    }

    /// What is known of a phrase.
    pub(crate) fn entry(&self, found: &Found<u32>) -> Option<&Entry> {
        self.entries.get(*found.values.first()? as usize)
    }

    /// A trigger, or a phrase that hides one.
    pub(crate) fn wins(&self, found: &Found<u32>) -> bool {
        found.values.iter().any(|n| self.is(*n, Entry::wins))
    }

    fn is(&self, number: u32, what: impl FnOnce(&Entry) -> bool) -> bool {
        self.entries.get(number as usize).is_some_and(what)
    }
}

/// The dictionary, and what is asked of it before a sentence is read.
#[derive(Debug)]
pub(crate) struct Cues {
    pub(crate) dictionary: Dictionary,
    /// Some phrase holds a quotation mark.
    quotes: bool,
    /// With which triggers begin that are [`LONE`].
    lone: FirstWords,
    /// With which those begin that are [`BARE`].
    bare: FirstWords,
    /// The objects of those that want one.
    objects: Objects,
}

/// Triggers of acts in which one state alone may have a part.
const LONE: Parts = BARE | part::LONE_OBJECT;

/// Those that want no object.
const BARE: Parts = part::LONE_TRIGGER | part::HOME_TRIGGER;

impl Cues {
    /// Compiles the cue table and the trigger phrases.
    pub(crate) fn new(
        lexicon: &Lexicon,
        patterns: &Patterns,
        words: &mut Vocabulary,
    ) -> Result<Self, LexiconError> {
        let mut forms = Forms::noted(begins::CUE, begins::CUE);
        let mut quotes = false;
        let [mut lone, mut bare] = [(); 2].map(|()| FirstWords::default());
        let (mut numbers, mut entries) = (FxHashMap::default(), Vec::new());
        for (form, entry) in rows::entries(lexicon, patterns)? {
            quotes |= form.contains(QUOTES);
            let mut begun = 0;
            if !entry.patterns.is_empty() {
                begun |= begins::TRIGGER;
            }
            if entry.is(class::ADDITION) {
                begun |= begins::ADDITION;
            }
            let number = *numbers.entry(entry).or_insert_with_key(|entry| {
                entries.push(Entry {
                    parts: parts::of_entry(entry, &patterns.rows, false),
                    muted_parts: parts::of_entry(entry, &patterns.rows, true),
                    ..entry.clone()
                });
                entries.len() as u32 - 1
            });
            if let Some(first) = forms.insert(form, number, words) {
                words.note(&first, begun);
                let parts = entries[number as usize].parts;
                for (firsts, asked) in [(&mut lone, LONE), (&mut bare, BARE)] {
                    if parts & asked != 0 {
                        firsts.add_first(&first);
                    }
                }
            }
        }
        let phrases = forms.into();
        let rows = patterns.rows.iter().filter(|row| parts::is_lone(row));
        let objects = Objects::new(rows.map(|row| &row.object));
        Ok(Self {
            dictionary: Dictionary { phrases, entries },
            quotes,
            lone,
            bare,
            objects,
        })
    }

    /// True where a phrase of the dictionary holds a quotation mark.
    pub(crate) fn has_quotes(&self) -> bool {
        self.quotes
    }

    /// True where a trigger phrase stands among the tokens, in whatever longer phrase.
    pub(crate) fn has_trigger(&self, tokens: &[Token]) -> bool {
        let triggers = part::VERB_TRIGGER | part::NOUN_TRIGGER;
        self.has(tokens, |t| t.begins(begins::TRIGGER), triggers)
    }

    /// The same of an act in which one state alone may have a part.
    pub(crate) fn has_lone_trigger(&self, tokens: &[Token]) -> bool {
        // A trigger that wants an object is none where no object stands.
        let (firsts, parts) = match self.objects.stands_in(tokens) {
            true => (&self.lone, LONE),
            false => (&self.bare, BARE),
        };
        let begun = |token: &Token| token.begins(begins::TRIGGER) && firsts.has(token);
        let at_home = Parts::from(class::DOMESTIC);
        self.has(tokens, begun, parts)
            && (self.has(tokens, |t| t.begins(begins::CUE), at_home)
                || self.has(tokens, begun, parts & !part::HOME_TRIGGER))
    }

    /// True where a phrase that can be any of the parts stands among the tokens; all have `begun` so.
    fn has(&self, tokens: &[Token], begun: impl Fn(&Token) -> bool, parts: Parts) -> bool {
        let dictionary = &self.dictionary;
        let holds = |number: &u32| dictionary.is(*number, |entry| entry.parts & parts != 0);
        let mut begun = (0..tokens.len()).filter(|i| begun(&tokens[*i]));
        begun.any(|i| dictionary.phrases.any(tokens, i, holds))
    }
}
