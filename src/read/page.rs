//! One raw input document.

use jiff::{Timestamp, civil::Date};

use crate::diagnostic::Diagnostic;

/// The text of one scraped page and what the input states about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The input's own id, else the path relative to the input root; unique in a run.
    pub id: String,
    /// The input file, relative to the input root.
    pub source_path: String,
    /// The page's text as Unicode, before any repair; line ends as read.
    pub text: String,
    /// What the input states beside the text.
    pub stated: Stated,
    /// The legacy encoding the bytes were decoded from, where they were not UTF-8.
    pub decoded: Option<&'static str>,
    /// What reading noticed: stated values that are none, characters that had to be replaced.
    pub findings: Vec<Diagnostic>,
}

impl Page {
    /// Registered domain of the page's address.
    pub fn site(&self) -> Option<&str> {
        self.stated.url.as_deref().and_then(site)
    }
}

/// Registered domain of an address (`https://m.bao.example.vn/x` → `example.vn`), by the public suffix list.
pub fn site(url: &str) -> Option<&str> {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next()?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = host.split(':').next()?.trim_end_matches('.');
    psl::domain_str(host)
}

/// What the input states about a page. It wins over what the text implies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stated {
    /// Where the page was fetched.
    pub url: Option<String>,
    /// Headline, where the input has it apart.
    pub title: Option<String>,
    /// Authors, where the input has them apart.
    pub authors: Vec<String>,
    /// Publication time of the page's first article.
    pub published: Option<When>,
    /// When the page was fetched: an upper bound for every past date on it.
    pub captured: Option<When>,
}

/// A day, or a day with its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A calendar day, in the page's zone.
    Day(Date),
    /// An instant.
    Instant(Timestamp),
}

impl When {
    /// The calendar day of this moment in `zone`.
    pub fn date_in(self, zone: &jiff::tz::TimeZone) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Instant(at) => at.to_zoned(zone.clone()).date(),
        }
    }
}
