//! On whose word an act is told: the chain of speakers, agencies and media, nearest first.

mod heard;
mod voices;

pub(super) use heard::Heard;
pub(super) use voices::{denied_by, is_party, speaks_for, told_by_a_rival};

use std::borrow::Cow;
use std::ops::Range;

use super::sentence::{Kind, Opener, Sentence, party_name};
use super::words::{Prep, Reach, class, part};
use crate::extract::actor::{ActorKind, ActorMention};

/// A source and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source<'a> {
    /// Canonical name, or the country of an unnamed office.
    pub(crate) name: Cow<'a, str>,
    /// Country of a party that is no agency.
    pub(crate) country: Option<&'static str>,
    /// What is named: an agency or medium, a person, an institution of a state.
    pub(crate) kind: ActorKind,
    /// Bytes of the text.
    pub(crate) bytes: Range<usize>,
}

/// The sources of the trigger at chunk `t`, nearest first.
pub(crate) fn sources<'a>(s: &Sentence<'a>, t: usize) -> Vec<Source<'a>> {
    let mut chain = Vec::new();
    let mut clause = s.chunks[t].clause;
    loop {
        match s.clauses[clause].opener {
            Opener::Reported(said) => {
                speakers(s, said, &mut chain);
                let outer = s.chunks[said].clause;
                if outer >= clause {
                    break;
                }
                clause = outer;
            }
            Opener::Quote => {
                let end = s.clauses[clause].chunks.end;
                if let Some(said) = (end..s.chunks.len()).find(|&k| is_saying(s, k)) {
                    speakers(s, said, &mut chain);
                }
                break;
            }
            Opener::Main => break,
            _ if clause == 0 => break,
            _ => clause -= 1,
        }
    }
    behind(s, t, &mut chain);
    according(s, &mut chain);
    chain
}

/// Who says what the verb `said` reports, for a quotation that began before the sentence.
pub(crate) fn quoted_by<'a>(s: &Sentence<'a>, said: usize) -> Vec<Source<'a>> {
    let mut chain = Vec::new();
    let last = (said..s.chunks.len())
        .rev()
        .find(|&k| s.chunks[k].is(class::SPEECH))
        .unwrap_or(said);
    speakers(s, last, &mut chain);
    chain
}

fn is_saying(s: &Sentence, k: usize) -> bool {
    s.chunks[k].is(class::SPEECH) || s.is_verb_trigger(k)
}

/// Who says what `said` reports, and whoever quotes that speaker (`A dẫn lời B cho biết`).
fn speakers<'a>(s: &Sentence<'a>, said: usize, chain: &mut Vec<Source<'a>>) {
    let mut verb = Some(said);
    let mut steps = 0;
    while let Some(v) = verb {
        // `Ông X được thông báo là …`: X does not say it.
        let told_of = s.in_front(v).any(|k| s.chunks[k].is(class::PASSIVE));
        if let Some(found) = s.speaker(v).filter(|_| !told_of) {
            // `Một quan chức cho biết A …`: A does not say it.
            let reported = |k: usize| s.clause_of(k).opener == Opener::Reported(v);
            for chunk in found.chunks.into_iter().filter(|&k| !reported(k)) {
                push(s, chunk, chain);
            }
        }
        let start = s.clause_of(v).chunks.start;
        verb = (start..v).rev().find(|&k| s.chunks[k].is(class::SPEECH));
        steps += 1;
        if steps > 3 {
            break;
        }
    }
}

/// `…, Reuters dẫn lời ông X cho biết.` at the sentence's end.
fn behind<'a>(s: &Sentence<'a>, t: usize, chain: &mut Vec<Source<'a>>) {
    let last = (t + 1..s.chunks.len())
        .rev()
        .find(|&k| s.chunks[k].is(class::SPEECH));
    let Some(said) = last else { return };
    let rest = s.chunks[said + 1..]
        .iter()
        .filter(|c| !c.has(part::MARK) && c.date().is_none())
        .count();
    let start = s.clause_of(said).chunks.start;
    let set_off = start > 0 && start > t;
    if rest <= 1 && set_off {
        speakers(s, said, chain);
    }
}

/// `Theo KCNA, …`, `…, theo Reuters`.
fn according<'a>(s: &Sentence<'a>, chain: &mut Vec<Source<'a>>) {
    for k in 0..s.chunks.len() {
        if s.chunks[k].prep() != Some(Prep::According) {
            continue;
        }
        // `Theo phóng viên Reuters`: a reporter without a name speaks for the agency.
        let near = (k + 1..s.chunks.len().min(k + 6))
            .take_while(|&j| !matches!(s.chunks[j].kind, Kind::Mark(',' | '.')));
        let before = chain.len();
        for j in near.filter(|&j| s.chunks[j].actor().is_some()) {
            push(s, j, chain);
            let unnamed = s.mention(j).is_none_or(|m| of_mention(s, m).is_empty());
            if chain.len() > before || !unnamed {
                break;
            }
        }
    }
}

fn push<'a>(s: &Sentence<'a>, chunk: usize, chain: &mut Vec<Source<'a>>) {
    let Some(mention) = s.mention(chunk) else {
        return;
    };
    for source in of_mention(s, mention) {
        if chain.iter().all(|c| c.name != source.name) {
            chain.push(source);
        }
    }
}

/// The sources that a mention stands for. A ministry, an embassy or a parliament speaks under its
/// own name, as written, and its state follows: on the state's word, too.
pub(crate) fn of_mention<'a>(s: &Sentence<'a>, mention: &ActorMention) -> Vec<Source<'a>> {
    let mut found = Vec::new();
    let mut add = |name: Cow<'a, str>, country: Option<&'static str>| {
        found.push(Source {
            name,
            country: country.filter(|_| mention.kind != ActorKind::Agency),
            kind: mention.kind,
            bytes: mention.bytes.clone(),
        });
    };
    for party in &mention.parties {
        if let Some(name) = party_name(party, s.view.texts) {
            add(name.into(), party.country);
        } else if let Some(country) = party.country {
            if let Some(name) = institution(s, mention) {
                add(name.into(), Some(country));
            }
            add(country.into(), Some(country));
        }
    }
    found
}

/// The name of an institution that the text writes with its state (`Đại sứ quán Nga tại Triều
/// Tiên`); `Bộ Ngoại giao` alone and `quốc hội nước này` name none.
fn institution(s: &Sentence, mention: &ActorMention) -> Option<String> {
    if mention.kind != ActorKind::Body {
        return None;
    }
    let range = &mention.tokens;
    let known = s
        .view
        .institutions
        .longest(&s.view.tokens.tokens, range.start)?;
    let names_state = *known.values.first()? == Reach::OneState || s.view.has_place(range);
    if known.end > range.end || !names_state {
        return None;
    }
    let mut letters = s.view.tokens.slice(range.clone()).chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}
