//! What a phrase can be, worked out from its cues and patterns once for all sentences.

use crate::extract::event::ontology::is_verbal;
use crate::extract::event::words::entry::{Entry, class};
use crate::extract::event::words::part::{self, Parts};
use crate::extract::event::words::pattern::{Complement, Frame, Pattern, Want};

/// True where one state alone may do what the pattern tells.
pub(super) fn is_lone(row: &Pattern) -> bool {
    matches!(row.target, Want::None | Want::Own)
}

/// What an entry of the dictionary can be; where it is `muted` its patterns do not count.
pub(super) fn of_entry(entry: &Entry, patterns: &[Pattern], muted: bool) -> Parts {
    let rows = entry.patterns.iter().filter(|_| !muted);
    let rows: Vec<&Pattern> = rows.map(|&p| &patterns[usize::from(p)]).collect();
    let any = |holds: &dyn Fn(&Pattern) -> bool| rows.iter().any(|row| holds(row));
    let noun = |row: &Pattern| matches!(row.frame, Frame::Meeting | Frame::Journey | Frame::Deed);

    let verb_trigger = any(&|row| !noun(row));
    let verbal = any(&|row| is_verbal(row.event_type));
    let verb = verb_trigger
        || entry.is(class::SPEECH
            | class::VERB
            | class::CAUSATIVE
            | class::DENY
            | class::COPULA
            | class::LIGHT);
    let auxiliary = entry.tense.is_some() || entry.status.is_some();
    let adverb = entry.is(class::ADVERB
        | class::NEGATION
        | class::HABIT
        | class::UNREAL
        | class::PASSIVE
        | class::RECAP
        | class::LIGHT);
    let noun_like = class::PRIVATE | class::NOMINAL | class::DOMESTIC | class::THING;
    let noun_like = noun_like | class::BACKS | class::HEADS;
    let plain = entry.is(noun_like)
        && entry.classes & !noun_like == 0
        && entry.patterns.is_empty()
        && !auxiliary
        && entry.prep.is_none()
        && entry.sub.is_none();
    [
        (part::VERB_TRIGGER, verb_trigger),
        (part::NOUN_TRIGGER, any(&noun)),
        (part::VERB, verb),
        (
            part::PREDICATE,
            verb && (entry.prep.is_none() || verb_trigger),
        ),
        (
            part::BEGINS_PREDICATE,
            verb || auxiliary || entry.is(class::PASSIVE | class::NEGATION | class::UNREAL),
        ),
        (part::ADVERBIAL, (auxiliary || adverb) && !verb_trigger),
        (part::PLAIN, plain),
        (part::JOINS, entry.is(class::AND)),
        (
            part::OPENS,
            entry.sub.is_some() || entry.is(class::SPEECH | class::AND),
        ),
        (part::TENSED, entry.tense.is_some()),
        (
            part::LONE_TRIGGER,
            any(&|row| is_lone(row) && row.object.is_empty()),
        ),
        (
            part::LONE_OBJECT,
            any(&|row| is_lone(row) && !row.object.is_empty()),
        ),
        (part::HOME_TRIGGER, any(&|row| row.target == Want::Domestic)),
        (part::VERBAL, verbal),
        (
            part::JUDGES,
            any(&|row| matches!(row.event_type, "SUPPORT" | "ACCUSE") && row.frame == Frame::Act),
        ),
        (
            part::SPEAKS,
            any(&|row| is_verbal(row.event_type) && row.event_type != "CONCEDE"),
        ),
        (
            part::GOVERNS,
            any(&|row| row.complement != Complement::Keep),
        ),
        (part::DROPS, any(&|row| row.complement == Complement::Drop)),
        (
            part::HANDS_OVER,
            verbal || entry.is(class::SPEECH | class::CAUSATIVE | class::DENY | class::UNREAL),
        ),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .fold(Parts::from(entry.classes), |parts, (part, _)| parts | part)
}
