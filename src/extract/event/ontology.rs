//! The closed lists of the event ontology: types, their modes and the contexts, as PLOVER 2.0
//! names them. Patterns are checked against these lists when they are loaded.

/// Event types with the modes that each may have.
pub const TYPES: [(&str, &[&str]); 16] = [
    ("AGREE", &[]),
    (
        "CONSULT",
        &["visit", "third-party", "multilateral", "phone"],
    ),
    ("SUPPORT", &[]),
    ("CONCEDE", &[]),
    ("COOPERATE", &[]),
    ("AID", &[]),
    (
        "RETREAT",
        &[
            "withdraw",
            "release",
            "disarm",
            "ceasefire",
            "access",
            "resign",
        ],
    ),
    ("REQUEST", &["assist", "change", "yield", "meet"]),
    ("ACCUSE", &["disapprove", "investigate", "allege"]),
    ("REJECT", &["assist", "change", "yield", "meet"]),
    (
        "THREATEN",
        &[
            "restrict",
            "arrest",
            "relations",
            "expel",
            "territory",
            "violence",
        ],
    ),
    (
        "PROTEST",
        &[
            "demo",
            "riot",
            "strike",
            "hunger",
            "boycott",
            "obstruct",
            "vandalize",
        ],
    ),
    ("SANCTION", &["convict", "expel", "withdraw", "discontinue"]),
    ("MOBILIZE", &["troops", "weapons", "police", "militia"]),
    (
        "COERCE",
        &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
    ),
    (
        "ASSAULT",
        &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ],
    ),
];

/// Contexts, in the order in which a row lists them.
pub const CONTEXTS: [&str; 37] = [
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

/// The listed name of a type, or `None`.
pub(super) fn event_type(name: &str) -> Option<&'static str> {
    TYPES.iter().find(|t| t.0 == name).map(|t| t.0)
}

/// The listed name of a mode of `event_type`, or `None`.
pub(super) fn mode(event_type: &str, name: &str) -> Option<&'static str> {
    let modes = TYPES.iter().find(|t| t.0 == event_type)?.1;
    modes.iter().find(|m| **m == name).copied()
}

/// The listed name of a context, or `None`.
pub(super) fn context(name: &str) -> Option<&'static str> {
    CONTEXTS.iter().find(|c| **c == name).copied()
}

/// Acts of speech: their actor is the speaker, and the day of the speech is their day.
pub fn is_verbal(event_type: &str) -> bool {
    matches!(
        event_type,
        "AGREE" | "SUPPORT" | "CONCEDE" | "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_belongs_to_its_type_only() {
        assert_eq!(mode("CONSULT", "visit"), Some("visit"));
        assert_eq!(mode("SUPPORT", "visit"), None);
        assert_eq!(mode("NOTHING", "visit"), None);
        assert_eq!(context("diplomatic"), Some("diplomatic"));
        assert_eq!(event_type("FIGHT"), None);
    }
}
