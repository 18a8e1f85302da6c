//! Triggers that give no row.

/// Why a trigger gave no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Miss {
    /// The words that the pattern asks for are not there, or forbidden ones are.
    Context,
    /// Negated, wished, habitual, or inside a demand.
    Unreal,
    /// Nobody acts.
    NoActor,
    /// Nobody is acted upon.
    NoTarget,
}

impl Miss {
    /// For a report.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Context => "its words do not stand in the context that the pattern asks for",
            Self::Unreal => "it is negated, wished, habitual or part of a demand",
            Self::NoActor => "no actor with a country was found for it",
            Self::NoTarget => "no target with a country was found for it",
        }
    }
}
