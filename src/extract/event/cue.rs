//! Words around an act that tell its tense, its certainty, its parties and its source
//! (`event_cues.tsv`), and the one dictionary in which they stand beside the triggers.

mod rows;

use rustc_hash::FxHashMap;

use super::Status;
use super::near::{FirstWords, Objects};
use super::part::{self, Parts};
use super::pattern::Patterns;
use crate::extract::phrase::{Forms, Found, Phrases};
use crate::extract::token::{QUOTES, Token, Vocabulary, begins};
use crate::lexicon::{Lexicon, LexiconError};

/// Classes of cue words, as a set of bits.
pub(super) mod class {
    /// `cũng`, `đều`: may stand between a subject and its verb.
    pub(in super::super) const ADVERB: u32 = 1;
    /// `không`, `chưa`.
    pub(in super::super) const NEGATION: u32 = 1 << 1;
    /// `muốn`, `cần`, `để tránh`: what follows is only wished or feared.
    pub(in super::super) const UNREAL: u32 = 1 << 2;
    /// `thường xuyên`, `hằng năm`: no single act.
    pub(in super::super) const HABIT: u32 = 1 << 3;
    /// `cho biết`, `đưa tin`.
    pub(in super::super) const SPEECH: u32 = 1 << 4;
    /// `bác bỏ`, `phủ nhận`.
    pub(in super::super) const DENY: u32 = 1 << 5;
    /// `bị`, `được`.
    pub(in super::super) const PASSIVE: u32 = 1 << 6;
    /// `và`, `đồng thời`.
    pub(in super::super) const AND: u32 = 1 << 7;
    /// `là`.
    pub(in super::super) const COPULA: u32 = 1 << 8;
    /// `có`, `tiến hành`: a verb that only carries a noun.
    pub(in super::super) const LIGHT: u32 = 1 << 9;
    /// Other verbs that take a subject.
    pub(in super::super) const VERB: u32 = 1 << 10;
    /// `buộc`, `giúp`: their object acts next.
    pub(in super::super) const CAUSATIVE: u32 = 1 << 11;
    /// `lẫn nhau`.
    pub(in super::super) const MUTUAL: u32 = 1 << 12;
    /// `trước đó`, `từng`: older news.
    pub(in super::super) const RECAP: u32 = 1 << 13;
    /// `chuyên gia`, `công ty`: whoever follows does not act for a state.
    pub(in super::super) const PRIVATE: u32 = 1 << 14;
    /// `bị` alone.
    pub(in super::super) const SUFFERED: u32 = 1 << 15;
    /// `chúng tôi`: the speaker.
    pub(in super::super) const SPEAKER: u32 = 1 << 16;
    /// `dẫn đầu`: who leads a delegation acts for it.
    pub(in super::super) const LEAD: u32 = 1 << 17;
    /// `theo đó`, `cũng trong tuyên bố này`: goes on with the source before.
    pub(in super::super) const ADDITION: u32 = 1 << 19;
    /// `người biểu tình`, `phe đối lập`: an actor at home.
    pub(in super::super) const DOMESTIC: u32 = 1 << 20;
    /// `họ`: somebody whom nothing resolved.
    pub(in super::super) const PRONOUN: u32 = 1 << 21;
    /// `trong một kịch bản`: nothing in the sentence has happened.
    pub(in super::super) const SCENARIO: u32 = 1 << 22;
    /// `trong bối cảnh`, `kể từ khi`: what follows is known already.
    pub(in super::super) const BACKDROP: u32 = 1 << 23;
    /// `trả giá`, `hậu quả`: what a threat threatens with.
    pub(in super::super) const PRICE: u32 = 1 << 24;
    /// `hậu thuẫn`: who is so treated by another is described by it, where a further verb follows.
    pub(in super::super) const BACKS: u32 = 1 << 25;
    /// `đứng đầu`: the same of who leads a body.
    pub(in super::super) const HEADS: u32 = 1 << 26;
    /// `hiệp định`, `tài liệu`: a thing, whatever a part of the word means alone.
    pub(in super::super) const THING: u32 = 1 << 27;
    /// `những`, `lời`, `sự`: the verb behind it is a noun.
    pub(in super::super) const NOMINAL: u32 = 1 << 18;
}

/// Prepositions by what they join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Prep {
    /// `với`.
    With,
    /// `tới`.
    To,
    /// `cho`.
    For,
    /// `đối với`, `chống`.
    Against,
    /// `của`.
    Of,
    /// `về`.
    About,
    /// `tại`.
    At,
    /// `từ`.
    From,
    /// `giữa`.
    Between,
    /// `bởi`, `do`.
    By,
    /// `theo`.
    According,
    /// `như`, `ngoài`: what follows is only compared.
    Like,
}

/// Subordinators by what they open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sub {
    /// `khi`, `sau khi`.
    Time,
    /// `nếu`.
    Condition,
    /// `để`.
    Purpose,
    /// `vì`.
    Cause,
    /// `dù`.
    Concession,
    /// `mà`.
    Relative,
    /// `nhưng`, `còn`.
    Contrast,
    /// `rằng`.
    That,
    /// `việc`.
    Nominal,
    /// `với việc`: beside the main act.
    Means,
}

/// Tense of an auxiliary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tense {
    /// `đã`.
    Past,
    /// `đang`.
    Present,
    /// `sẽ`.
    Future,
}

/// What the dictionary knows of one phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Entry {
    /// Numbers of the patterns it triggers, in file order.
    pub(super) patterns: Vec<u16>,
    /// Cue classes.
    pub(super) classes: u32,
    /// As a preposition.
    pub(super) prep: Option<Prep>,
    /// As a subordinator.
    pub(super) sub: Option<Sub>,
    /// As an auxiliary.
    pub(super) tense: Option<Tense>,
    /// As a word of certainty.
    pub(super) status: Option<Status>,
    /// It only hides a trigger inside.
    pub(super) hides: bool,
    /// What it can be in a sentence.
    pub(super) parts: Parts,
    /// The same where its patterns do not count.
    pub(super) muted_parts: Parts,
}

impl Entry {
    /// A trigger, or a phrase that hides one: it wins over a name inside it.
    pub(super) fn wins(&self) -> bool {
        !self.patterns.is_empty() || self.hides
    }

    /// True when it has any of the classes.
    pub(super) fn is(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }
}

/// Triggers, cues and the phrases that hide them.
#[derive(Debug)]
pub(super) struct Dictionary {
    /// Numbers of the phrases' entries.
    phrases: Phrases<u32>,
    /// Each once: thousands of phrases are known for the same, and those asked for stay at hand.
    entries: Vec<Entry>,
}

impl Dictionary {
    /// The longest phrase that begins at token `at`.
    #[inline(always)]
    pub(super) fn longest(&self, tokens: &[Token], at: usize) -> Option<Found<'_, u32>> {
        self.phrases.longest(tokens, at)
    }

    /// What is known of a phrase.
    pub(super) fn entry(&self, found: &Found<u32>) -> Option<&Entry> {
        self.entries.get(*found.values.first()? as usize)
    }

    /// A trigger, or a phrase that hides one.
    pub(super) fn wins(&self, found: &Found<u32>) -> bool {
        found.values.iter().any(|n| self.is(*n, Entry::wins))
    }

    fn is(&self, number: u32, what: impl FnOnce(&Entry) -> bool) -> bool {
        self.entries.get(number as usize).is_some_and(what)
    }
}

/// The dictionary, and what is asked of it before a sentence is read.
#[derive(Debug)]
pub(super) struct Cues {
    pub(super) dictionary: Dictionary,
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
    pub(super) fn new(
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
                    parts: part::of_entry(entry, &patterns.rows, false),
                    muted_parts: part::of_entry(entry, &patterns.rows, true),
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
        let rows = patterns.rows.iter().filter(|row| part::is_lone(row));
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
    pub(super) fn has_quotes(&self) -> bool {
        self.quotes
    }

    /// True where a trigger phrase stands among the tokens, in whatever longer phrase.
    pub(super) fn has_trigger(&self, tokens: &[Token]) -> bool {
        let triggers = part::VERB_TRIGGER | part::NOUN_TRIGGER;
        self.has(tokens, |t| t.begins(begins::TRIGGER), triggers)
    }

    /// The same of an act in which one state alone may have a part.
    pub(super) fn has_lone_trigger(&self, tokens: &[Token]) -> bool {
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
