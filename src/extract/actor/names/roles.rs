//! What is known of the holders of a role, whatever their office is called.

use rustc_hash::FxHashMap;

use crate::lexicon::{Lexicon, LexiconError};

/// What a role says of its holder, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Trait {
    /// One person of a state holds it at a time.
    Sole = 1,
    /// Leads a state or its government.
    Head = 1 << 1,
    /// Has a portfolio.
    Minister = 1 << 2,
    /// Of one state, and held in it.
    State = 1 << 3,
    /// Posted or sent to another state.
    Abroad = 1 << 4,
    /// `trợ lý Tổng thống` is an aide: the office behind it is another's.
    Serves = 1 << 5,
    /// What follows may name a department.
    Department = 1 << 6,
    /// Of a department that no table need list.
    Portfolio = 1 << 7,
    /// Speaks for others, or stands beside them.
    Aside = 1 << 8,
}

impl Trait {
    const ALL: [(&'static str, Self); 9] = [
        ("sole", Self::Sole),
        ("head", Self::Head),
        ("minister", Self::Minister),
        ("state", Self::State),
        ("abroad", Self::Abroad),
        ("serves", Self::Serves),
        ("department", Self::Department),
        ("portfolio", Self::Portfolio),
        ("aside", Self::Aside),
    ];
}

/// The table of roles.
#[derive(Debug, Default)]
pub(in super::super) struct Roles(FxHashMap<&'static str, Role>);

#[derive(Debug)]
struct Role {
    traits: u16,
    trade: Option<&'static str>,
    not_in: Vec<&'static str>,
}

impl Roles {
    /// Reads the table.
    pub(super) fn load(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut roles = FxHashMap::default();
        for row in lexicon.table("roles") {
            let mut traits = 0;
            for word in row.list("traits") {
                let known = Trait::ALL.iter().find(|(name, _)| *name == word);
                let (_, known) =
                    known.ok_or_else(|| row.error(format!("`{word}` is no trait of a role")))?;
                traits |= *known as u16;
            }
            let trade = Some(row.get("trade")).filter(|trade| !trade.is_empty());
            let role = Role {
                traits,
                trade,
                not_in: row.list("not_in").collect(),
            };
            roles.insert(row.get("role"), role);
        }
        Ok(Self(roles))
    }

    /// True where the holder of a role is so; of an unknown role nothing is.
    pub(in super::super) fn is(&self, role: &str, wanted: Trait) -> bool {
        let traits = self.0.get(role).map_or(0, |role| role.traits);
        traits & wanted as u16 != 0
    }

    /// The role whose plain word may stand for the holder (`nhà ngoại giao` for an ambassador).
    pub(in super::super) fn trade(&self, role: &str) -> Option<&'static str> {
        self.0.get(role)?.trade
    }

    /// False where the bare word of a role never means the holder in `country`, who has another title.
    pub(in super::super) fn may_mean(&self, role: &str, country: &str) -> bool {
        let role = self.0.get(role);
        role.is_none_or(|role| !role.not_in.contains(&country))
    }
}
