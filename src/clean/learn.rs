//! Lines that repeat across the pages of one site, and what a reviewer says of them.
//!
//! [`Learner`] counts; [`SiteLines`] is the reviewed result that a [`Cleaner`](super::Cleaner) uses
//! as evidence. Both speak the same table of tab-separated text: counting two halves of a
//! collection and merging their tables gives the table of the whole.

mod site;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{CleanText, Role};

pub use site::SiteLines;

/// Longest line that is counted, in bytes: furniture is short, and paragraphs are many.
const MAX_LINE_BYTES: usize = 240;

/// Site of pages that name no address.
pub const NO_SITE: &str = "-";

/// Site of lines that a reviewer wants looked for on every page.
pub const ANY_SITE: &str = "*";

/// What is to become of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// A reviewer's: furniture.
    Drop,
    /// On enough pages.
    Proposed,
    /// On enough pages, but the article's own.
    Own,
    /// A reviewer's: no furniture.
    Keep,
    /// On too few pages.
    Rare,
}

impl Verdict {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Drop, "drop"),
        (Self::Proposed, "proposed"),
        (Self::Own, "own"),
        (Self::Keep, "keep"),
        (Self::Rare, "rare"),
    ];

    fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|v| v.0 == self).map_or("", |v| v.1)
    }

    fn is_furniture(self) -> bool {
        matches!(self, Self::Drop | Self::Proposed)
    }
}

/// What is known of a line on one site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Seen {
    pages: u64,
    roles: BTreeMap<Role, u64>,
    /// Ids of two pages that have it, the first ones in order of ids.
    examples: Vec<String>,
    /// What a reviewer said.
    said: Option<Verdict>,
}

impl Seen {
    fn add_example(&mut self, id: &str) {
        if let Err(at) = self.examples.binary_search_by(|e| e.as_str().cmp(id)) {
            self.examples.insert(at, id.to_owned());
            self.examples.truncate(2);
        }
    }

    fn verdict(&self, min_pages: u64) -> Verdict {
        if let Some(said) = self.said {
            return said;
        }
        if self.pages < min_pages {
            return Verdict::Rare;
        }
        let own: u64 = [Role::Byline, Role::Credit, Role::Timestamp, Role::Caption]
            .iter()
            .filter_map(|role| self.roles.get(role))
            .sum();
        if own * 2 > self.pages {
            Verdict::Own
        } else {
            Verdict::Proposed
        }
    }
}

/// Counts lines over pages. Holds every short line once a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learner {
    /// Pages of each site.
    sites: BTreeMap<String, u64>,
    lines: BTreeMap<(String, String), Seen>,
}

impl Learner {
    /// Counts the lines of one page, each once.
    pub fn add(&mut self, text: &CleanText) {
        let site = text.page.site().unwrap_or(NO_SITE);
        *self.sites.entry(site.to_owned()).or_default() += 1;
        // An id may be a file's name, which may hold anything.
        let id: String = text.page.id.chars().map(printable).collect();
        let mut here: BTreeMap<&str, Role> = BTreeMap::new();
        for segment in &text.segments {
            let line = segment.text.as_ref();
            if segment.role != Role::Blank && !line.is_empty() && line.len() <= MAX_LINE_BYTES {
                here.entry(line).or_insert(segment.role);
            }
        }
        for (line, role) in here {
            let key = (site.to_owned(), line.chars().map(printable).collect());
            let seen = self.lines.entry(key).or_default();
            seen.pages += 1;
            *seen.roles.entry(role).or_default() += 1;
            seen.add_example(&id);
        }
    }

    /// Adds what another learner, or a reviewed table, knows.
    pub fn merge(&mut self, other: Self) {
        for (site, pages) in other.sites {
            *self.sites.entry(site).or_default() += pages;
        }
        for (key, theirs) in other.lines {
            let ours = self.lines.entry(key).or_default();
            ours.pages += theirs.pages;
            for (role, pages) in theirs.roles {
                *ours.roles.entry(role).or_default() += pages;
            }
            for id in &theirs.examples {
                ours.add_example(id);
            }
            // Where two reviewers differ, the line is kept.
            ours.said = ours.said.max(theirs.said);
        }
    }

    /// Pages counted.
    pub fn pages(&self) -> u64 {
        self.sites.values().sum()
    }

    /// Lines that are proposed as furniture, or that a reviewer said are.
    pub fn proposed(&self, min_pages: u64) -> usize {
        self.lines
            .values()
            .filter(|seen| seen.verdict(min_pages).is_furniture())
            .count()
    }
}

/// A table of text holds no control characters.
fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}
