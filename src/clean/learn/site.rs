//! The reviewed result: which lines are furniture, and how surely.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{ANY_SITE, Learner, MAX_LINE_BYTES, NO_SITE, Verdict};
use crate::lexicon::LexiconError;

type Weights = FxHashMap<String, f32>;

/// Lines that are furniture on a site, as evidence for [`Cleaner`](crate::clean::Cleaner).
#[derive(Clone, Debug, Default)]
pub struct SiteLines {
    sites: FxHashMap<String, Weights>,
}

impl SiteLines {
    /// The furniture of a reviewed table: its rows `drop`, and `proposed` where nobody said otherwise.
    pub fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        // The table says itself which lines are on enough pages.
        let mut sites: FxHashMap<String, Weights> = FxHashMap::default();
        let learner = Learner::parse(file, text)?;
        let proposed = text.lines().filter_map(|line| {
            let mut cells = line.split('\t');
            let verdict = cells.next()?;
            let furniture = Verdict::ALL
                .iter()
                .any(|v| v.1 == verdict && v.0.is_furniture());
            furniture.then_some((cells.next()?, cells.nth(3)?))
        });
        for (site, line) in proposed {
            let key = (site.to_owned(), line.to_owned());
            if let Some(seen) = learner.lines.get(&key) {
                let weight = if seen.said.is_some() {
                    1.0
                } else {
                    seen.pages as f32 / (seen.pages + 2) as f32
                };
                sites.entry(key.0).or_default().insert(key.1, weight);
            }
        }
        Ok(Self { sites })
    }

    /// Reads a table; see [`SiteLines::parse`].
    pub fn load(path: &Path) -> Result<Self, LexiconError> {
        let text = std::fs::read_to_string(path).map_err(|source| LexiconError::File {
            path: path.to_path_buf(),
            source,
        })?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// How sure it is, above 0 up to 1, that `line` (repaired text) is furniture on `site`.
    pub fn weight(&self, site: Option<&str>, line: &str) -> Option<f32> {
        if line.len() > MAX_LINE_BYTES {
            return None;
        }
        let of = |site: &str| self.sites.get(site)?.get(line).copied();
        of(site.unwrap_or(NO_SITE)).or_else(|| of(ANY_SITE))
    }

    /// True where no line is known.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }
}
