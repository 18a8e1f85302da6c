//! What a phrase can be in its sentence, worked out from its cues and patterns once for all sentences.

use super::cue::{Entry, class};
use super::ontology::is_verbal;
use super::pattern::{Complement, Frame, Pattern, Want};

/// A set of bits: the cue classes of [`class`] below, the parts of this module above them.
pub(super) type Parts = u64;

/// A trigger that is a verb.
pub(super) const VERB_TRIGGER: Parts = 1 << 32;
/// A trigger that is a noun.
pub(super) const NOUN_TRIGGER: Parts = 1 << 33;
/// It can head a predicate.
pub(super) const VERB: Parts = 1 << 34;
/// A verb, or a light verb in front of a noun, but no preposition.
pub(super) const PREDICATE: Parts = 1 << 35;
/// It shows that a predicate begins.
pub(super) const BEGINS_PREDICATE: Parts = 1 << 36;
/// It may stand between a subject and its verb.
pub(super) const ADVERBIAL: Parts = 1 << 37;
/// It names a thing or is in no list: neither verb nor particle.
pub(super) const PLAIN: Parts = 1 << 38;
/// `,` or a word like `và`.
pub(super) const JOINS: Parts = 1 << 39;
/// An actor or a place.
pub(super) const NAMED: Parts = 1 << 40;
/// A word of tense.
pub(super) const TENSED: Parts = 1 << 41;
/// A mark.
pub(super) const MARK: Parts = 1 << 42;
/// A trigger of an act of speech.
pub(super) const VERBAL: Parts = 1 << 43;
/// A trigger in whose complement acts are dropped or alleged.
pub(super) const GOVERNS: Parts = 1 << 44;
/// A trigger in whose complement acts are dropped.
pub(super) const DROPS: Parts = 1 << 45;
/// Its object is the subject of the next verb.
pub(super) const HANDS_OVER: Parts = 1 << 46;
/// A clause may begin with it or behind it.
pub(super) const OPENS: Parts = 1 << 47;
/// A trigger of an act in which nobody of another state need have a part, and that wants no object.
pub(super) const LONE_TRIGGER: Parts = 1 << 48;
/// The same of an act that wants an object.
pub(super) const LONE_OBJECT: Parts = 1 << 52;
/// The same where an actor at home has ([`class::DOMESTIC`]).
pub(super) const HOME_TRIGGER: Parts = 1 << 49;
/// A verb that praises or condemns.
pub(super) const JUDGES: Parts = 1 << 50;
/// A trigger of an act of speech that is no concession: demands, praise, blame, threats.
pub(super) const SPEAKS: Parts = 1 << 51;

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
        (VERB_TRIGGER, verb_trigger),
        (NOUN_TRIGGER, any(&noun)),
        (VERB, verb),
        (PREDICATE, verb && (entry.prep.is_none() || verb_trigger)),
        (
            BEGINS_PREDICATE,
            verb || auxiliary || entry.is(class::PASSIVE | class::NEGATION | class::UNREAL),
        ),
        (ADVERBIAL, (auxiliary || adverb) && !verb_trigger),
        (PLAIN, plain),
        (JOINS, entry.is(class::AND)),
        (
            OPENS,
            entry.sub.is_some() || entry.is(class::SPEECH | class::AND),
        ),
        (TENSED, entry.tense.is_some()),
        (
            LONE_TRIGGER,
            any(&|row| is_lone(row) && row.object.is_empty()),
        ),
        (
            LONE_OBJECT,
            any(&|row| is_lone(row) && !row.object.is_empty()),
        ),
        (HOME_TRIGGER, any(&|row| row.target == Want::Domestic)),
        (VERBAL, verbal),
        (
            JUDGES,
            any(&|row| matches!(row.event_type, "SUPPORT" | "ACCUSE") && row.frame == Frame::Act),
        ),
        (
            SPEAKS,
            any(&|row| is_verbal(row.event_type) && row.event_type != "CONCEDE"),
        ),
        (GOVERNS, any(&|row| row.complement != Complement::Keep)),
        (DROPS, any(&|row| row.complement == Complement::Drop)),
        (
            HANDS_OVER,
            verbal || entry.is(class::SPEECH | class::CAUSATIVE | class::DENY | class::UNREAL),
        ),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .fold(Parts::from(entry.classes), |parts, (part, _)| parts | part)
}
