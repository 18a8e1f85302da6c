//! On whose word sentences are told that name no source.

use super::{Source, sources};
use crate::extract::actor::ActorKind;
use crate::extract::event::Field;
use crate::extract::event::sentence::Sentence;
use crate::extract::event::story::Passage;
use crate::extract::event::words::{Sub, class};

/// Sentences behind the one that names an agency which are still told on its word.
const RELAYED_SENTENCES: usize = 2;

/// The sources of the last sentence that named any.
#[derive(Debug, Default)]
pub(crate) struct Heard<'a> {
    sources: Vec<Source<'a>>,
    paragraph: Option<(Field, usize)>,
    sentence: usize,
    /// The first passage not listened to yet.
    next: usize,
}

impl<'a> Heard<'a> {
    /// Catches up with the sentences before the `at`th.
    fn catch_up(&mut self, passages: &[Passage<'a>], at: usize) {
        let unheard = self.next..at;
        // A paragraph of the running text that does not go on with what was told forgets its source.
        let fresh = unheard.clone().rev().find(|&k| {
            let (before, here) = (k.checked_sub(1).map(|b| &passages[b]), &passages[k]);
            let begins = before.is_none_or(|b| place(b) != place(here));
            begins && here.view.field == Field::Body && !here.may_add_on()
        });
        if fresh.is_some() {
            *self = Self::default();
        }
        for passage in &passages[fresh.unwrap_or(unheard.start)..at] {
            self.listen(passage.sentence(), passage.paragraph);
        }
        self.next = at;
    }

    /// Remembers on whose word a sentence is told, for those that go on with it.
    fn listen(&mut self, s: &Sentence<'a>, paragraph: usize) {
        let chain = sources(s, s.chunks.len().saturating_sub(1));
        let here = (s.view.field, paragraph);
        if !chain.is_empty() {
            self.sources = chain;
            self.paragraph = Some(here);
            self.sentence = s.number;
        } else if adds_on(s) {
            self.paragraph = Some(here);
            self.sentence = s.number;
        } else if self.paragraph != Some(here) && s.view.field == Field::Body {
            self.sources.clear();
        }
    }

    /// On whose word a sentence that names no source is told: whoever it says it goes on with;
    /// else the agency or medium of the sentences just before, until the text turns elsewhere.
    pub(crate) fn still(&mut self, passages: &[Passage<'a>], at: usize) -> Vec<Source<'a>> {
        self.catch_up(passages, at);
        let (s, paragraph) = (passages[at].sentence(), passages[at].paragraph);
        if adds_on(s) {
            return self.sources.clone();
        }
        let near = match self.paragraph {
            Some((Field::Lead, _)) if s.view.field == Field::Body => s.number == 0,
            Some(here) => {
                here == (s.view.field, paragraph) && s.number <= self.sentence + RELAYED_SENTENCES
            }
            None => false,
        };
        let turns = s
            .chunks
            .iter()
            .take(2)
            .any(|c| c.is(class::RECAP) || c.sub() == Some(Sub::Contrast));
        if !near || turns {
            return Vec::new();
        }
        let media = self.sources.iter().filter(|h| h.kind == ActorKind::Agency);
        media.cloned().collect()
    }
}

fn place(passage: &Passage) -> (Field, usize) {
    (passage.view.field, passage.paragraph)
}

/// `Theo đó, …`, `Cũng trong tuyên bố này, …`, `…, hãng tin này cho biết`: the sentence goes on
/// with the source before it.
fn adds_on(s: &Sentence) -> bool {
    let begins = s.chunks.iter().take(2).any(|c| c.is(class::ADDITION));
    begins
        || s.chunks
            .windows(2)
            .any(|w| w[0].is(class::ADDITION) && w[1].is(class::SPEECH))
}
