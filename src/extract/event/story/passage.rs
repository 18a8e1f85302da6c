//! The sentences of an article in which somebody is named, cut up only as far as anybody asks.
//!
//! Most of them hold no trigger. What the acts told after them want to know (whom they were about,
//! on whose word they were told, whether they looked back) is found when an act asks for it.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use jiff::civil::Date;

use super::recall::recalls;
use super::sides::{begun_in, may_tell};
use crate::extract::event::sentence::{
    Chunk, Member, Sentence, View, chunks, leaves_quote_open, topic_of,
};
use crate::extract::event::words::{Cues, Pattern};
use crate::extract::token::{Begins, Shape, Token, begins};

/// A sentence that names somebody.
pub(crate) struct Passage<'a> {
    pub(crate) view: &'a View<'a>,
    /// Its number in the text.
    pub(crate) number: usize,
    /// Its paragraph in the text.
    pub(crate) paragraph: usize,
    tokens: Range<usize>,
    /// It begins inside a quotation.
    pub(crate) inside: bool,
    cues: &'a Cues,
    patterns: &'a [Pattern],
    /// What its words may begin.
    begins: Begins,
    /// Read before the sentence was asked for.
    chunks: Cell<Vec<Chunk<'a>>>,
    sentence: OnceCell<Sentence<'a>>,
    topic: OnceCell<Vec<Member<'a>>>,
    recalls: OnceCell<Option<bool>>,
}

impl<'a> Passage<'a> {
    /// The sentence at `tokens`, the `number`th of its text.
    pub(crate) fn new(
        view: &'a View<'a>,
        (number, tokens): (usize, Range<usize>),
        paragraph: usize,
        cues: &'a Cues,
        patterns: &'a [Pattern],
        inside: bool,
    ) -> Self {
        let words = view.tokens.tokens[tokens.clone()].iter();
        Self {
            view,
            number,
            paragraph,
            inside,
            cues,
            patterns,
            begins: words.fold(0, |set, token| set | token.begins),
            tokens,
            chunks: Cell::default(),
            sentence: OnceCell::new(),
            topic: OnceCell::new(),
            recalls: OnceCell::new(),
        }
    }

    /// True where the sentence ends inside a quotation.
    pub(crate) fn ends_in_quote(&self) -> bool {
        if self.begins & begins::QUOTE == 0 {
            return self.inside;
        }
        // Marks inside a name (`tờ “X”`) are no marks of the sentence's; where there are none such,
        // the sentence need not be read for them.
        if self.cues.has_quotes() || self.has_quoted_name() {
            return self.look(|chunks| leaves_quote_open(chunks, self.inside));
        }
        quote_is_open(self.words(), self.inside)
    }

    /// True where a quotation mark stands inside a name, a date or a place.
    fn has_quoted_name(&self) -> bool {
        let View {
            actors,
            dates,
            places,
            ..
        } = self.view;
        let quoted = |tokens: &Range<usize>| {
            let words = &self.view.tokens.tokens[tokens.clone()];
            words.iter().any(|token| token.begins(begins::QUOTE))
        };
        let actors = begun_in(&self.tokens, actors, |m| &m.tokens);
        let dates = begun_in(&self.tokens, dates, |m| &m.tokens);
        let places = begun_in(&self.tokens, places, |p| &p.tokens);
        actors.iter().any(|m| quoted(&m.tokens))
            || dates.iter().any(|m| quoted(&m.tokens))
            || places.iter().any(|p| quoted(&p.tokens))
    }

    fn words(&self) -> &'a [Token] {
        &self.view.tokens.tokens[self.tokens.clone()]
    }

    /// True where a phrase of the sentence may trigger an act. Unless some was `told` before, to which
    /// it may go back, a sentence that cannot tell of any has none.
    pub(crate) fn has_trigger(&self, told: bool) -> bool {
        let triggers = || match told {
            true => self.cues.has_trigger(self.words()),
            false => may_tell(self.view, self.number, self.cues),
        };
        self.begins & begins::TRIGGER != 0
            && triggers()
            && self.look(|chunks| chunks.iter().any(Chunk::triggers))
    }

    /// False where no word of the sentence begins one with which it goes on with the source before.
    pub(crate) fn may_add_on(&self) -> bool {
        self.begins & begins::ADDITION != 0
    }

    /// The sentence in chunks and clauses.
    pub(crate) fn sentence(&self) -> &Sentence<'a> {
        self.sentence.get_or_init(|| {
            let chunks = self.take_chunks();
            let tokens = self.tokens.clone();
            Sentence::new(
                self.view,
                self.number,
                tokens,
                chunks,
                self.patterns,
                self.inside,
            )
        })
    }

    /// Whom the sentence is about.
    pub(crate) fn topic(&self) -> &[Member<'a>] {
        self.topic.get_or_init(|| topic_of(self.sentence()))
    }

    /// Whether the sentence begins with a day long past, where it sets the time at all.
    pub(crate) fn recalls(&self, published: Option<Date>) -> Option<bool> {
        *self
            .recalls
            .get_or_init(|| recalls(self.sentence(), published?))
    }

    /// Looks at the chunks of a sentence that is not cut into clauses yet.
    fn look(&self, at: impl Fn(&[Chunk]) -> bool) -> bool {
        let chunks = self.take_chunks();
        let found = at(&chunks);
        self.chunks.set(chunks);
        found
    }

    fn take_chunks(&self) -> Vec<Chunk<'a>> {
        let read = self.chunks.take();
        if read.is_empty() {
            chunks(self.view, self.tokens.clone(), &self.cues.dictionary)
        } else {
            read
        }
    }
}

/// Whether a quotation is open behind some words, which begin inside one if they are `open`.
pub(crate) fn quote_is_open(words: &[Token], open: bool) -> bool {
    // Most sentences have none.
    if words.iter().fold(0, |set, token| set | token.begins) & begins::QUOTE == 0 {
        return open;
    }
    words.iter().fold(open, |open, token| match token.shape {
        Shape::Mark('“' | '«') => true,
        Shape::Mark('”' | '»') => false,
        Shape::Mark('"') => !open,
        _ => open,
    })
}
