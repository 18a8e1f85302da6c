//! What a phrase can be in its sentence.

/// A set of bits: the cue classes of [`class`](super::entry::class) below, the parts of this
/// module above them.
pub(crate) type Parts = u64;

/// A trigger that is a verb.
pub(crate) const VERB_TRIGGER: Parts = 1 << 32;
/// A trigger that is a noun.
pub(crate) const NOUN_TRIGGER: Parts = 1 << 33;
/// It can head a predicate.
pub(crate) const VERB: Parts = 1 << 34;
/// A verb, or a light verb in front of a noun, but no preposition.
pub(crate) const PREDICATE: Parts = 1 << 35;
/// It shows that a predicate begins.
pub(crate) const BEGINS_PREDICATE: Parts = 1 << 36;
/// It may stand between a subject and its verb.
pub(crate) const ADVERBIAL: Parts = 1 << 37;
/// It names a thing or is in no list: neither verb nor particle.
pub(crate) const PLAIN: Parts = 1 << 38;
/// `,` or a word like `và`.
pub(crate) const JOINS: Parts = 1 << 39;
/// An actor or a place.
pub(crate) const NAMED: Parts = 1 << 40;
/// A word of tense.
pub(crate) const TENSED: Parts = 1 << 41;
/// A mark.
pub(crate) const MARK: Parts = 1 << 42;
/// A trigger of an act of speech.
pub(crate) const VERBAL: Parts = 1 << 43;
/// A trigger in whose complement acts are dropped or alleged.
pub(crate) const GOVERNS: Parts = 1 << 44;
/// A trigger in whose complement acts are dropped.
pub(crate) const DROPS: Parts = 1 << 45;
/// Its object is the subject of the next verb.
pub(crate) const HANDS_OVER: Parts = 1 << 46;
/// A clause may begin with it or behind it.
pub(crate) const OPENS: Parts = 1 << 47;
/// A trigger of an act in which nobody of another state need have a part, and that wants no object.
pub(crate) const LONE_TRIGGER: Parts = 1 << 48;
/// The same of an act that wants an object.
pub(crate) const LONE_OBJECT: Parts = 1 << 52;
/// The same where an actor at home has ([`DOMESTIC`](super::entry::class::DOMESTIC)).
pub(crate) const HOME_TRIGGER: Parts = 1 << 49;
/// A verb that praises or condemns.
pub(crate) const JUDGES: Parts = 1 << 50;
/// A trigger of an act of speech that is no concession: demands, praise, blame, threats.
pub(crate) const SPEAKS: Parts = 1 << 51;
