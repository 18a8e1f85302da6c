//! What the dictionary knows of a phrase: classes, what it joins, tense, certainty, triggers.

use super::Status;
use super::part::Parts;

/// Classes of cue words, as a set of bits.
pub(super) mod class {
    /// `cũng`, `đều`: may stand between a subject and its verb.
    pub(in crate::extract::event) const ADVERB: u32 = 1;
    /// `không`, `chưa`.
    pub(in crate::extract::event) const NEGATION: u32 = 1 << 1;
    /// `muốn`, `cần`, `để tránh`: what follows is only wished or feared.
    pub(in crate::extract::event) const UNREAL: u32 = 1 << 2;
    /// `thường xuyên`, `hằng năm`: no single act.
    pub(in crate::extract::event) const HABIT: u32 = 1 << 3;
    /// `cho biết`, `đưa tin`.
    pub(in crate::extract::event) const SPEECH: u32 = 1 << 4;
    /// `bác bỏ`, `phủ nhận`.
    pub(in crate::extract::event) const DENY: u32 = 1 << 5;
    /// `bị`, `được`.
    pub(in crate::extract::event) const PASSIVE: u32 = 1 << 6;
    /// `và`, `đồng thời`.
    pub(in crate::extract::event) const AND: u32 = 1 << 7;
    /// `là`.
    pub(in crate::extract::event) const COPULA: u32 = 1 << 8;
    /// `có`, `tiến hành`: a verb that only carries a noun.
    pub(in crate::extract::event) const LIGHT: u32 = 1 << 9;
    /// Other verbs that take a subject.
    pub(in crate::extract::event) const VERB: u32 = 1 << 10;
    /// `buộc`, `giúp`: their object acts next.
    pub(in crate::extract::event) const CAUSATIVE: u32 = 1 << 11;
    /// `lẫn nhau`.
    pub(in crate::extract::event) const MUTUAL: u32 = 1 << 12;
    /// `trước đó`, `từng`: older news.
    pub(in crate::extract::event) const RECAP: u32 = 1 << 13;
    /// `chuyên gia`, `công ty`: whoever follows does not act for a state.
    pub(in crate::extract::event) const PRIVATE: u32 = 1 << 14;
    /// `bị` alone.
    pub(in crate::extract::event) const SUFFERED: u32 = 1 << 15;
    /// `chúng tôi`: the speaker.
    pub(in crate::extract::event) const SPEAKER: u32 = 1 << 16;
    /// `dẫn đầu`: who leads a delegation acts for it.
    pub(in crate::extract::event) const LEAD: u32 = 1 << 17;
    /// `theo đó`, `cũng trong tuyên bố này`: goes on with the source before.
    pub(in crate::extract::event) const ADDITION: u32 = 1 << 19;
    /// `người biểu tình`, `phe đối lập`: an actor at home.
    pub(in crate::extract::event) const DOMESTIC: u32 = 1 << 20;
    /// `họ`: somebody whom nothing resolved.
    pub(in crate::extract::event) const PRONOUN: u32 = 1 << 21;
    /// `trong một kịch bản`: nothing in the sentence has happened.
    pub(in crate::extract::event) const SCENARIO: u32 = 1 << 22;
    /// `trong bối cảnh`, `kể từ khi`: what follows is known already.
    pub(in crate::extract::event) const BACKDROP: u32 = 1 << 23;
    /// `trả giá`, `hậu quả`: what a threat threatens with.
    pub(in crate::extract::event) const PRICE: u32 = 1 << 24;
    /// `hậu thuẫn`: who is so treated by another is described by it, where a further verb follows.
    pub(in crate::extract::event) const BACKS: u32 = 1 << 25;
    /// `đứng đầu`: the same of who leads a body.
    pub(in crate::extract::event) const HEADS: u32 = 1 << 26;
    /// `hiệp định`, `tài liệu`: a thing, whatever a part of the word means alone.
    pub(in crate::extract::event) const THING: u32 = 1 << 27;
    /// `những`, `lời`, `sự`: the verb behind it is a noun.
    pub(in crate::extract::event) const NOMINAL: u32 = 1 << 18;
}

/// Prepositions by what they join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Prep {
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
pub(super) enum Sub {
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
pub(super) enum Tense {
    /// `đã`.
    Past,
    /// `đang`.
    Present,
    /// `sẽ`.
    Future,
}

/// What the dictionary knows of one phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Entry {
    /// Numbers of the patterns it triggers, in file order.
    pub(super) patterns: Vec<u16>,
    /// Cue classes.
    pub(super) classes: u32,
    /// As a preposition.
    pub(super) prep: Option<Prep>,
    /// As a subordinator.
    pub(super) sub: Option<Sub>,
    /// As an auxiliary.
    pub(super) tense: Option<Tense>,
    /// As a word of certainty.
    pub(super) status: Option<Status>,
    /// It only hides a trigger inside.
    pub(super) hides: bool,
    /// What it can be in a sentence.
    pub(super) parts: Parts,
    /// The same where its patterns do not count.
    pub(super) muted_parts: Parts,
}

impl Entry {
    /// A trigger, or a phrase that hides one: it wins over a name inside it.
    pub(super) fn wins(&self) -> bool {
        !self.patterns.is_empty() || self.hides
    }

    /// True when it has any of the classes.
    pub(super) fn is(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }
}
