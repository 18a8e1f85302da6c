//! What an article has told so far: who was spoken of last, who talks with whom, who spoke when.

pub(super) mod day;
pub(super) mod days;
pub(super) mod foreground;
pub(super) mod order;
mod passage;
mod recall;
pub(super) mod sides;
pub(super) mod when;

pub(super) use day::{Day, Told};
pub(super) use foreground::is_foreground;
pub(super) use passage::{Passage, quote_is_open};
pub(super) use recall::{is_over, is_stale};
pub(super) use sides::{begun_in, names_anybody};

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::sentence::{Member, Opener, Sentence, members};
use super::words::{Ask, class};
use super::{Field, FilledFrom};
use crate::extract::date::Precision;

/// The state carried from sentence to sentence; texts of one article share it.
#[derive(Default)]
pub(crate) struct Story<'a> {
    /// The sentences told before the one at hand.
    pub(crate) before: &'a [Passage<'a>],
    /// When the article was published.
    pub(crate) published: Option<Date>,
    /// Pairs of parties told together, with their sentence, the last one last.
    pairs: Vec<(Member<'a>, Member<'a>, (Field, usize))>,
    /// Who did the last act of force or pressure, and in which sentence.
    doers: Vec<(Member<'a>, (Field, usize))>,
    /// The day of a speaker's first dated words, by name, else by country.
    words: BTreeMap<&'a str, Words<'a>>,
    /// The last dated acts of the paragraph: countries and date.
    acts: Vec<DatedAct<'a>>,
    /// Paragraph of `acts`.
    paragraph: Option<(Field, usize)>,
}

impl<'a> Story<'a> {
    /// Who speaks or acts where the sentence itself does not say: the speaker behind a quotation,
    /// else whom the sentence before was about.
    pub(crate) fn speaker_or_topic(&self, s: &Sentence<'a>, trigger: usize) -> Vec<Member<'a>> {
        let mut clause = s.chunks[trigger].clause;
        // Clauses inside a quotation belong to it.
        while clause > 0
            && matches!(
                s.clauses[clause].opener,
                Opener::Coordinate | Opener::Sub(_)
            )
        {
            clause -= 1;
        }
        if s.clauses[clause].opener == Opener::Quote {
            let end = s.clauses[clause].chunks.end;
            let end = (end..s.chunks.len())
                .find(|&k| s.clause_of(k).opener == Opener::Main)
                .unwrap_or(end);
            let said = (end..s.chunks.len())
                .find(|&k| s.chunks[k].is(class::SPEECH) || s.is_verb_trigger(k));
            if let Some(found) = said.and_then(|k| s.subject(k)) {
                let found: Vec<Member> = found
                    .chunks
                    .iter()
                    .flat_map(|&c| members(s, c, trigger))
                    .collect();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        // A sentence that names somebody before the trigger is about them, not about the one before.
        let named = (0..trigger).any(|k| s.may_act(k));
        if named { Vec::new() } else { self.topic(s) }
    }

    /// Whom the sentence before was about.
    pub(crate) fn topic(&self, s: &Sentence) -> Vec<Member<'a>> {
        let near = |p: &&Passage| p.view.field == s.view.field && p.number + 1 == s.number;
        let before = self.before.last().filter(near);
        before.map_or_else(Vec::new, |p| p.topic().to_vec())
    }

    /// The party told together with `country` in the last sentences.
    pub(crate) fn partner(&self, s: &Sentence, country: &str) -> Option<Member<'a>> {
        let near = self.pairs.iter().rev().take_while(|p| is_near(s, p.2));
        near.into_iter().find_map(|(a, b, _)| {
            if a.country() == country {
                Some(b.clone())
            } else if b.country() == country {
                Some(a.clone())
            } else {
                None
            }
        })
    }

    /// Who did the act of force told in the last sentences, if not `country` itself.
    pub(crate) fn doer(&self, s: &Sentence, country: &str) -> Option<Member<'a>> {
        let near = self.doers.iter().rev().take_while(|d| is_near(s, d.1));
        near.into_iter()
            .find(|(m, _)| m.country() != country)
            .map(|(m, _)| m.clone())
    }

    /// Countries named as places behind a trigger.
    pub(crate) fn place_after(
        &self,
        s: &Sentence<'a>,
        trigger: usize,
        actors: &[Member],
    ) -> Vec<Member<'a>> {
        let clause = s.chunks[trigger].clause;
        for k in trigger + 1..s.chunks.len() {
            if s.chunks[k].clause != clause || s.is_verb_trigger(k) {
                break;
            }
            let Some((place, party)) = s.view.place_at(s.chunks[k].tokens.start) else {
                continue;
            };
            let country = party.country.unwrap_or("");
            if actors.iter().any(|a| a.country() == country) {
                continue;
            }
            return vec![Member {
                party,
                name: None,
                text: s.view.tokens.text.get(place.clone()),
                bytes: Some(place),
                from: FilledFrom::Clause,
            }];
        }
        Vec::new()
    }

    /// Notes an act that was coded.
    pub(crate) fn told(&mut self, act: Act<'_, 'a>) {
        if self.paragraph != Some(act.paragraph) {
            self.acts.clear();
            self.paragraph = Some(act.paragraph);
        }
        if act.kind == Kind::Force {
            let mut doer = act.actor.clone();
            doer.make_earlier();
            self.doers.push((doer, act.at));
        }
        let Some(target) = act.target else { return };
        let (mut a, mut b) = (act.actor.clone(), target.clone());
        a.make_earlier();
        b.make_earlier();
        self.pairs.push((a, b, act.at));
        let Some(date) = act.day else { return };
        self.acts.push(DatedAct {
            at: act.at,
            actor: act.actor.country(),
            target: target.country(),
            date,
            outlook: act.outlook,
        });
        if act.outlook == Outlook::Done {
            // Talks on a day date the words that each side says there.
            let speakers = match act.kind {
                Kind::Word => &[act.actor][..],
                Kind::Talk => &[act.actor, target],
                Kind::Force | Kind::Other => &[],
            };
            for speaker in speakers {
                self.note_words(speaker, date, act.at);
            }
        }
    }

    /// Notes a day on which a party spoke; that of a recap gives way to one of the news.
    fn note_words(&mut self, speaker: &Member<'a>, date: Day<'a>, at: (Field, usize)) {
        let old = self.published.is_some_and(|day| is_stale(&date, day));
        let words = Words { date, old, at };
        let first = self.words.entry(speaker_key(speaker)).or_insert(words);
        if first.old && !old {
            *first = words;
        }
    }

    /// A date for an act whose sentence has none.
    pub(crate) fn carried(
        &self,
        s: &Sentence,
        actor: &Member,
        target: Option<&Member>,
        verbal: bool,
        paragraph: (Field, usize),
        ahead: bool,
    ) -> Option<Told<'a>> {
        let target = target.map_or("", |t| t.country());
        let outlook = if ahead { Outlook::Ahead } else { Outlook::Done };
        if self.paragraph == Some(paragraph) {
            let same = self.acts.iter().rev().find(|a| {
                let pair = (a.actor == actor.country() && a.target == target)
                    || (a.target == actor.country() && a.actor == target);
                // What words only speak of does not date the words.
                pair && !(a.outlook == Outlook::Aside && verbal)
            });
            if let Some(act) =
                same.filter(|a| a.outlook == outlook && is_fine(&a.date) && is_near(s, a.at))
            {
                return Some(Told::carried(act.date));
            }
        }
        // `Khi đó, …`: the day of the last act, whosever.
        if goes_on_then(s)
            && let Some(act) = self.acts.iter().rev().find(|a| a.outlook != Outlook::Aside)
            && self.paragraph == Some(paragraph)
            && (act.at.0, act.at.1 + 1) == (s.view.field, s.number)
            && act.outlook == outlook
            && is_fine(&act.date)
        {
            return Some(Told::carried(act.date));
        }
        if verbal
            && !ahead
            && let Some(words) = self.words.get(speaker_key(actor))
            && is_fine(&words.date)
            && (!words.old || actor.name.is_none() || is_near(s, words.at))
        {
            return Some(Told::carried(words.date));
        }
        None
    }
}

/// True where a sentence begins with `khi đó`, `vài giờ sau`.
fn goes_on_then(s: &Sentence) -> bool {
    (0..s.chunks.len().min(THEN)).any(|k| s.tells(k, Ask::Then))
}

/// The day of a speaker's first words.
#[derive(Clone, Copy, Debug)]
struct Words<'a> {
    date: Day<'a>,
    /// Long past: a recap's day is not that of what the speaker says in the article's news.
    old: bool,
    /// Its sentence.
    at: (Field, usize),
}

/// A dated act told in the paragraph.
#[derive(Clone, Debug)]
struct DatedAct<'a> {
    actor: &'static str,
    target: &'static str,
    date: Day<'a>,
    /// Its sentence.
    at: (Field, usize),
    outlook: Outlook,
}

/// An act that was coded, for those told after it.
pub(crate) struct Act<'m, 'a> {
    pub(crate) actor: &'m Member<'a>,
    pub(crate) target: Option<&'m Member<'a>>,
    /// Its day, where that is not only the day of the news.
    pub(crate) day: Option<Day<'a>>,
    pub(crate) outlook: Outlook,
    pub(crate) kind: Kind,
    pub(crate) paragraph: (Field, usize),
    /// Its sentence.
    pub(crate) at: (Field, usize),
}

/// Whether the day of an act can be that of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// It can, for what has happened too.
    Done,
    /// Still to come: its day is not the day of what has happened, nor the other way round.
    Ahead,
    /// Long past, and only spoken of.
    Aside,
}

/// What an act is to the sentences after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words: they date the speaker's further words.
    Word,
    /// Talks: they date what both sides say there.
    Talk,
    /// Force or pressure: what others condemn.
    Force,
    /// Anything else.
    Other,
}

/// Chunks at the head of a sentence among which such a word stands.
const THEN: usize = 3;

/// Sentences over which a party is remembered.
const MEMORY: usize = 3;

fn is_near(s: &Sentence, at: (Field, usize)) -> bool {
    at.0 == s.view.field && at.1 + MEMORY >= s.number || at.0 != s.view.field && s.number < MEMORY
}

/// A year is too coarse to be the day of another act.
fn is_fine(date: &Day) -> bool {
    date.precision <= Precision::Month
}

fn speaker_key<'a>(member: &Member<'a>) -> &'a str {
    member.name.unwrap_or(member.country())
}
