//! Who speaks for a party, and against it.

use std::borrow::Cow;

use super::{Source, of_mention};
use crate::extract::actor::ActorKind;
use crate::extract::event::sentence::{Member, Opener, Sentence, members};
use crate::extract::event::status::Reading;
use crate::extract::event::words::{Pattern, Sub};

/// Who denies what a reading holds for denied.
pub(crate) fn denied_by<'a>(s: &Sentence<'a>, reading: &Reading) -> Vec<Cow<'a, str>> {
    let Some(denial) = reading.denial else {
        return Vec::new();
    };
    let chunks = s.subject(denial).map(|f| f.chunks).unwrap_or_default();
    chunks
        .iter()
        .filter_map(|&c| s.mention(c))
        .flat_map(|m| of_mention(s, m))
        .map(|source| source.name)
        .collect()
}

/// True where a source speaks for a party.
pub(crate) fn is_party(source: &Source, member: &Member) -> bool {
    member.name == Some(&*source.name)
        || source.name == member.country()
        // A ministry and its state are one voice.
        || (source.kind == ActorKind::Body && source.country == Some(member.country()))
}

/// Where a named official reports the words of an unnamed party of the same state, the official
/// is the actor.
pub(crate) fn speaks_for<'a>(s: &Sentence<'a>, t: usize, actor: &mut Member<'a>) -> bool {
    let mut clause = s.chunks[t].clause;
    loop {
        match s.clauses[clause].opener {
            Opener::Reported(said) => {
                let speakers = s.subject(said).map(|f| f.chunks).unwrap_or_default();
                // `Một quan chức cho biết A …`: A does not say it.
                let reported = |c: usize| s.clause_of(c).opener == Opener::Reported(said);
                let speaker = speakers
                    .into_iter()
                    .filter(|&c| !reported(c))
                    .flat_map(|c| members(s, c, t))
                    .find(|m| m.country() == actor.country());
                return match speaker {
                    Some(speaker) => {
                        if actor.name.is_none() && speaker.name.is_some() {
                            *actor = speaker;
                        }
                        true
                    }
                    None => false,
                };
            }
            Opener::Coordinate | Opener::Sub(_) if clause > 0 => clause -= 1,
            _ => return false,
        }
    }
}

/// A hostile or military act told only by a state that is not the one acting is an allegation.
/// What it only speaks of, as known to all, is none, but for meddling: `A lên tiếng sau vụ thử tên lửa của B`.
pub(crate) fn told_by_a_rival(
    s: &Sentence,
    t: usize,
    pattern: &Pattern,
    actor: &Member,
    sources: &[Source],
) -> bool {
    !(is_known(s, t) && pattern.event_type != "COERCE")
        && matches!(
            pattern.event_type,
            "MOBILIZE" | "AID" | "ASSAULT" | "COERCE"
        )
        && sources
            .first()
            .is_some_and(|s| s.country.is_some_and(|c| c != actor.country()))
        && sources.iter().all(|s| s.country != Some(actor.country()))
}

/// True in a clause or phrase that says when, why or of which thing something else is told.
fn is_known(s: &Sentence, t: usize) -> bool {
    if s.is_only_noun(t) {
        return t > 0 && {
            let before = &s.chunks[t - 1];
            before.prep().is_some() || before.sub() == Some(Sub::Time)
        };
    }
    matches!(
        s.clause_of(t).opener,
        Opener::Sub(Sub::Time | Sub::Nominal | Sub::Relative | Sub::Means)
    )
}
