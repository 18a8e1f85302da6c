//! Where clauses begin: quotations, reporting verbs, subordinators, new subjects with their verbs.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::chunk::{Chunk, Kind};
use super::{Clause, Opener, Sentence};
use crate::extract::event::words::{Ask, Prep, Sub, class, part};

impl Sentence<'_> {
    pub(crate) fn pair_quotes(&self, in_quote: bool) -> Vec<(Range<usize>, bool)> {
        let mut quotes = Vec::new();
        let mut open = in_quote.then_some(0);
        for (i, chunk) in self.chunks.iter().enumerate() {
            let Kind::Mark(mark) = chunk.kind else {
                continue;
            };
            match (mark, open) {
                ('“' | '«', _) => open = Some(i + 1),
                ('"', None) => open = Some(i + 1),
                ('”' | '»' | '"', Some(start)) => {
                    quotes.push((
                        start..i,
                        self.is_speech(start..i) || (in_quote && start == 0),
                    ));
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(start) = open {
            let end = self.chunks.len();
            quotes.push((
                start..end,
                self.is_speech(start..end) || (in_quote && start == 0),
            ));
        }
        quotes
    }

    /// A quotation is speech when it is long, or follows a colon, a verb of saying or nothing at
    /// all; a short one in mid-sentence is a term, and one that goes on with the words before it
    /// (`A sẽ “xem xét việc …”`) is told like them.
    fn is_speech(&self, range: Range<usize>) -> bool {
        let words = self.chunks[range.clone()]
            .iter()
            .filter(|c| !c.has(part::MARK))
            .count();
        let before = range.start.checked_sub(2).map(|k| &self.chunks[k]);
        let said = before.is_none_or(|c| c.is_mark(':') || c.is(class::SPEECH));
        let goes_on = before.is_some_and(|c| !c.has(part::MARK) && c.has(part::TENSED))
            && self.words(range.start).starts_with(char::is_lowercase);
        (words >= 12 && !goes_on) || (words >= 5 && said)
    }

    /// Cuts the sentence into its clauses.
    pub(crate) fn cut(&mut self) {
        let mut openers: SmallVec<[(usize, Opener); 8]> = smallvec![(0, Opener::Main)];
        let speech = self.quotes.iter().any(|q| q.1);
        for i in 0..self.chunks.len() {
            if !speech && !self.chunks[i].has(part::OPENS) {
                continue;
            }
            let edge = if speech { self.quote_edge(i) } else { None };
            let at = edge.or_else(|| {
                let begin = openers.last().map_or(0, |o| o.0);
                self.opening(i, begin)
            });
            if let Some((start, opener)) = at {
                match openers.last_mut() {
                    Some(last) if last.0 == start => {
                        if last.1 == Opener::Main
                            || last.1 == Opener::Coordinate
                            || matches!(opener, Opener::Reported(_))
                        {
                            last.1 = opener;
                        }
                    }
                    _ => openers.push((start, opener)),
                }
            }
        }
        openers.retain(|o| o.0 < self.chunks.len().max(1));
        self.clauses.reserve(openers.len());
        for k in 0..openers.len() {
            let end = openers.get(k + 1).map_or(self.chunks.len(), |o| o.0);
            for chunk in &mut self.chunks[openers[k].0..end] {
                chunk.clause = k;
            }
            self.clauses.push(Clause {
                chunks: openers[k].0..end,
                opener: openers[k].1,
            });
        }
    }

    /// The clause that begins or ends with a quotation at chunk `i`.
    fn quote_edge(&self, i: usize) -> Option<(usize, Opener)> {
        for (range, _) in self.quotes.iter().filter(|q| q.1) {
            if range.start == i {
                // `A nói: “…”`, `A nói “…”`
                let said = (0..i)
                    .rev()
                    .take(3)
                    .take_while(|&k| {
                        self.chunks[k].has(part::MARK) || self.chunks[k].is(class::SPEECH)
                    })
                    .find(|&k| self.chunks[k].is(class::SPEECH));
                return Some((i, said.map_or(Opener::Quote, Opener::Reported)));
            }
            if range.end == i && i > 0 {
                return Some((i, Opener::Main));
            }
        }
        None
    }

    /// The clause that chunk `i` opens, and where it begins.
    fn opening(&self, i: usize, begin: usize) -> Option<(usize, Opener)> {
        let c = &self.chunks[i];
        if !c.has(part::OPENS) {
            return None;
        }
        match c.kind {
            Kind::Mark(';') => return Some((i + 1, Opener::Main)),
            Kind::Mark(':') => {
                let said = (begin..i).rev().find(|&k| self.chunks[k].is(class::SPEECH));
                return Some((i + 1, said.map_or(Opener::Main, Opener::Reported)));
            }
            _ => {}
        }
        if let Some(sub) = c.sub() {
            let after_speech = i > begin && self.speech_before(i).is_some();
            let real = match sub {
                // `do` and `vì` before a noun alone are prepositions; `còn` before a verb an adverb.
                Sub::Cause => self.subject_ahead(i + 1) && !self.leads_to_agent(i),
                Sub::Contrast => !c.is(class::ADVERB) || self.subject_ahead(i + 1),
                Sub::That => {
                    let said = self.speech_before(i).or_else(|| self.verb_before(i, begin));
                    return Some((i + 1, said.map_or(Opener::Sub(sub), Opener::Reported)));
                }
                Sub::Nominal | Sub::Means => self.subject_ahead(i + 1) || self.verb_ahead(i + 1),
                _ => true,
            };
            // `A nói việc triển khai tên lửa của B …`: B deploys, of which A speaks.
            let own =
                || self.subject_ahead(i + 1) || self.named_doer(i + 1, self.chunks.len()).is_some();
            if real && !(sub == Sub::Nominal && after_speech && !own()) {
                return Some((i, Opener::Sub(sub)));
            }
        }
        if c.is(class::SPEECH) && !self.is_noun_trigger(i) && self.reports(i) {
            return Some((i + 1, Opener::Reported(i)));
        }
        if (c.is_mark(',') || c.is(class::AND))
            && !(c.is(class::AND) && self.inside_between(i))
            && !self.joins_objects(i)
            && !self.is_in_list(i)
            && self.subject_ahead(i + 1)
            && !self.waits_for_verb(begin, i)
            && (self.has_predicate(begin, i)
                || (!c.is(class::AND) && self.begins_with_adjunct(begin)))
        {
            return Some((i, Opener::Coordinate));
        }
        None
    }

    /// True for a word that opens what is aimed at: `để`, `nhằm`.
    pub(crate) fn opens_aim(&self, chunk: usize) -> bool {
        let c = &self.chunks[chunk];
        c.sub() == Some(Sub::Purpose)
            || c.is(class::UNREAL) && {
                let words = self.view.tokens.slice(c.tokens.clone());
                self.view.grammar.is(Ask::Aim, words)
            }
    }

    /// True where what the verb of saying at `i` reports follows it as a clause.
    fn reports(&self, i: usize) -> bool {
        let saying = self.words(i);
        if self.view.grammar.ends(Ask::That, saying) {
            return true;
        }
        let mut from = i + 1;
        if self.chunks.get(from).is_some_and(|c| c.is_mark(',')) {
            from += 1;
        }
        if self.subject_ahead(from) {
            return true;
        }
        let Some(next) = self.chunks.get(from) else {
            return false;
        };
        if from == i + 1 && (next.actor().is_some() || next.has(part::TENSED)) {
            return self.reaches_predicate(from);
        }
        if self.names_thing_that_acts(from) {
            return true;
        }
        // `cho biết trong thông cáo trên, Bộ Ngoại giao đã …`; but `Phát biểu trong chuyến thăm, A …`: who
        // speaks there comes next.
        let alone = !(0..i).any(|k| self.chunks[k].is_named() || self.chunks[k].is_plain());
        if alone {
            return false;
        }
        let adjunct =
            next.prep().is_some() || next.date().is_some() || next.sub() == Some(Sub::Time);
        let comma = (from..self.chunks.len().min(from + 14)).find(|&k| self.chunks[k].is_mark(','));
        adjunct && comma.is_some_and(|k| self.subject_ahead(k + 1))
    }

    /// `cho biết các chuyến bay giữa A và B sẽ …`: a noun phrase without an actor at its head, then
    /// a word of tense.
    fn names_thing_that_acts(&self, from: usize) -> bool {
        let thing = |k: usize| self.chunks[k].is_plain() || (self.is_only_noun(k));
        if from >= self.chunks.len() || !thing(from) {
            return false;
        }
        for k in from..self.chunks.len().min(from + 16) {
            let c = &self.chunks[k];
            if c.has(part::TENSED) {
                return true;
            }
            let inside = thing(k)
                || c.sub() == Some(Sub::Relative)
                || c.is_named()
                || c.date().is_some()
                || c.is(class::AND)
                || c.prep().is_some() && c.patterns().is_empty();
            if !inside {
                return false;
            }
        }
        false
    }

    /// `bị các nghị sĩ A và B chỉ trích`: a passive whose verb is still to come.
    fn waits_for_verb(&self, begin: usize, i: usize) -> bool {
        let passive = (begin..i)
            .rev()
            .find(|&k| self.chunks[k].is(class::PASSIVE) && !self.is_verb(k));
        passive.is_some_and(|p| {
            !(p + 1..i).any(|k| self.is_verb(k) || self.chunks[k].date().is_some())
        })
    }

    fn speech_before(&self, i: usize) -> Option<usize> {
        let mut k = i;
        while k > 0 {
            k -= 1;
            if self.chunks[k].is(class::SPEECH) {
                return Some(k);
            }
            if !self.is_adverbial(k) && !self.chunks[k].is_mark(',') {
                return None;
            }
        }
        None
    }

    fn verb_before(&self, i: usize, begin: usize) -> Option<usize> {
        (begin..i).rev().find(|&k| self.is_verb(k))
    }

    fn has_predicate(&self, begin: usize, end: usize) -> bool {
        (begin..end).any(|k| self.begins_predicate(k) && self.chunks[k].prep().is_none())
    }

    /// True for a clause like `Trong cuộc gặp hôm 3/4` or `Sau khi …`.
    pub(crate) fn is_adjunct(&self, clause: usize) -> bool {
        self.begins_with_adjunct(self.clauses[clause].chunks.start)
    }

    /// True for a clause like `Trong phong trào nổi dậy năm 2011`.
    pub(crate) fn begins_with_preposition(&self, clause: usize) -> bool {
        let chunks = &self.chunks[self.clauses[clause].chunks.clone()];
        let first = chunks
            .iter()
            .find(|c| !c.has(part::MARK) && !c.is(class::ADVERB));
        first.is_some_and(|c| c.prep().is_some() && c.sub().is_none())
    }

    /// A clause that so far holds only `Theo KCNA`, `Ngày 3/4, trong cuộc gặp với …`, `Sau khi …`.
    fn begins_with_adjunct(&self, begin: usize) -> bool {
        let mut k = begin;
        let passes = |c: &Chunk| c.has(part::MARK) || c.is(class::ADVERB) || c.date().is_some();
        while self.chunks.get(k).is_some_and(passes) {
            k += 1;
        }
        self.chunks
            .get(k)
            .is_some_and(|c| c.prep().is_some() || c.sub().is_some())
    }

    pub(crate) fn after_adverbials(&self, from: usize) -> usize {
        let mut k = from;
        while k < self.chunks.len() && (self.is_adverbial(k) && !self.chunks[k].is(class::PASSIVE))
        {
            k += 1;
        }
        k
    }

    /// True where a subject with its verb begins at `from`: actors, then a word that begins a predicate.
    pub(crate) fn subject_ahead(&self, from: usize) -> bool {
        let mut k = self.after_adverbials(from);
        let mut words = 0;
        // `các`, `một phái đoàn`, `đoàn tàu chở …`: a few words may stand before the name.
        while words < 3
            && self
                .chunks
                .get(k)
                .is_some_and(|c| c.is_plain() || c.is(class::PRIVATE))
        {
            k += 1;
            words += 1;
        }
        if self.chunks.get(k).is_none_or(|c| c.actor().is_none()) {
            return false;
        }
        k += 1;
        // `gặp A và B, C và D đã …`: the list of the one verb ends where that of the other begins.
        let listed = from == 0 || !self.chunks[from - 1].is(class::AND);
        let mut steps = 0;
        let mut joined = false;
        while let Some(c) = self.chunks.get(k) {
            if self.begins_predicate(k) {
                // `gặp A và B để …`: B does nothing.
                return (c.prep().is_none() || self.is_verb_trigger(k)) && !self.opens_aim(k);
            }
            let inside = match c.kind {
                Kind::Actor(_) => joined || steps == 0,
                Kind::Date(_) => true,
                Kind::Mark('(' | ')' | '-' | '–') => true,
                Kind::Mark(',') => listed && self.chunks[k - 1].is_named() && self.list_closes(k),
                Kind::Mark(_) => false,
                _ if c.is_plain() => steps < 6,
                _ => c.is(class::ADVERB | class::AND | class::RECAP) || c.prep() == Some(Prep::Of),
            };
            if !inside {
                return false;
            }
            steps += usize::from(c.is_plain());
            joined = c.is(class::AND) || c.prep() == Some(Prep::Of) || c.has(part::MARK);
            k += 1;
        }
        false
    }

    fn verb_ahead(&self, from: usize) -> bool {
        let k = self.after_adverbials(from);
        k < self.chunks.len() && self.begins_predicate(k)
    }

    fn reaches_predicate(&self, from: usize) -> bool {
        (from..self.chunks.len().min(from + 12)).any(|k| self.begins_predicate(k))
    }
}

/// True where chunks that begin inside a quotation, if they are `open`, end in one; as the marks
/// are paired in [`Sentence::pair_quotes`].
pub(crate) fn leaves_quote_open(chunks: &[Chunk], open: bool) -> bool {
    chunks.iter().fold(open, |open, chunk| match chunk.kind {
        Kind::Mark('“' | '«') => true,
        Kind::Mark('”' | '»') => false,
        Kind::Mark('"') => !open,
        _ => open,
    })
}
