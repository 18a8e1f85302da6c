//! What the dictionary knows of a phrase: classes, what it joins, tense, certainty, triggers.

use super::part::Parts;
use crate::extract::event::Status;

/// Classes of cue words, as a set of bits.
pub(crate) mod class {
    /// `cũng`, `đều`: may stand between a subject and its verb.
    pub(crate) const ADVERB: u32 = 1;
    /// `không`, `chưa`.
    pub(crate) const NEGATION: u32 = 1 << 1;
    /// `muốn`, `cần`, `để tránh`: what follows is only wished or feared.
    pub(crate) const UNREAL: u32 = 1 << 2;
    /// `thường xuyên`, `hằng năm`: no single act.
    pub(crate) const HABIT: u32 = 1 << 3;
    /// `cho biết`, `đưa tin`.
    pub(crate) const SPEECH: u32 = 1 << 4;
    /// `bác bỏ`, `phủ nhận`.
    pub(crate) const DENY: u32 = 1 << 5;
    /// `bị`, `được`.
    pub(crate) const PASSIVE: u32 = 1 << 6;
    /// `và`, `đồng thời`.
    pub(crate) const AND: u32 = 1 << 7;
    /// `là`.
    pub(crate) const COPULA: u32 = 1 << 8;
    /// `có`, `tiến hành`: a verb that only carries a noun.
    pub(crate) const LIGHT: u32 = 1 << 9;
    /// Other verbs that take a subject.
    pub(crate) const VERB: u32 = 1 << 10;
    /// `buộc`, `giúp`: their object acts next.
    pub(crate) const CAUSATIVE: u32 = 1 << 11;
    /// `lẫn nhau`.
    pub(crate) const MUTUAL: u32 = 1 << 12;
    /// `trước đó`, `từng`: older news.
    pub(crate) const RECAP: u32 = 1 << 13;
    /// `chuyên gia`, `công ty`: whoever follows does not act for a state.
    pub(crate) const PRIVATE: u32 = 1 << 14;
    /// `bị` alone.
    pub(crate) const SUFFERED: u32 = 1 << 15;
    /// `chúng tôi`: the speaker.
    pub(crate) const SPEAKER: u32 = 1 << 16;
    /// `dẫn đầu`: who leads a delegation acts for it.
    pub(crate) const LEAD: u32 = 1 << 17;
    /// `theo đó`, `cũng trong tuyên bố này`: goes on with the source before.
    pub(crate) const ADDITION: u32 = 1 << 19;
    /// `người biểu tình`, `phe đối lập`: an actor at home.
    pub(crate) const DOMESTIC: u32 = 1 << 20;
    /// `họ`: somebody whom nothing resolved.
    pub(crate) const PRONOUN: u32 = 1 << 21;
    /// `trong một kịch bản`: nothing in the sentence has happened.
    pub(crate) const SCENARIO: u32 = 1 << 22;
    /// `trong bối cảnh`, `kể từ khi`: what follows is known already.
    pub(crate) const BACKDROP: u32 = 1 << 23;
    /// `trả giá`, `hậu quả`: what a threat threatens with.
    pub(crate) const PRICE: u32 = 1 << 24;
    /// `hậu thuẫn`: who is so treated by another is described by it, where a further verb follows.
    pub(crate) const BACKS: u32 = 1 << 25;
    /// `đứng đầu`: the same of who leads a body.
    pub(crate) const HEADS: u32 = 1 << 26;
    /// `hiệp định`, `tài liệu`: a thing, whatever a part of the word means alone.
    pub(crate) const THING: u32 = 1 << 27;
    /// `những`, `lời`, `sự`: the verb behind it is a noun.
    pub(crate) const NOMINAL: u32 = 1 << 18;
}

/// Prepositions by what they join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Prep {
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
pub(crate) enum Sub {
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
pub(crate) enum Tense {
    /// `đã`.
    Past,
    /// `đang`.
    Present,
    /// `sẽ`.
    Future,
}

/// What the dictionary knows of one phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    /// Numbers of the patterns it triggers, in file order.
    pub(crate) patterns: Vec<u16>,
    /// Cue classes.
    pub(crate) classes: u32,
    /// As a preposition.
    pub(crate) prep: Option<Prep>,
    /// As a subordinator.
    pub(crate) sub: Option<Sub>,
    /// As an auxiliary.
    pub(crate) tense: Option<Tense>,
    /// As a word of certainty.
    pub(crate) status: Option<Status>,
    /// It only hides a trigger inside.
    pub(crate) hides: bool,
    /// What it can be in a sentence.
    pub(crate) parts: Parts,
    /// The same where its patterns do not count.
    pub(crate) muted_parts: Parts,
}

impl Entry {
    /// A trigger, or a phrase that hides one: it wins over a name inside it.
    pub(crate) fn wins(&self) -> bool {
        !self.patterns.is_empty() || self.hides
    }

    /// True when it has any of the classes.
    pub(crate) fn is(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }
}
