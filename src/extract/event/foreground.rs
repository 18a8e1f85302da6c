//! This article's news, or its recap of older news.

use jiff::civil::Date;

use super::cue::class;
use super::sentence::Sentence;
use super::when::Told;
use crate::extract::date::DateBasis;

/// Days after which a dated act is no longer the news of the day.
const STALE_DAYS: i32 = 5;

/// True where the words around the trigger look back: `trước đó`, `từng`, `năm ngoái`.
pub(super) fn is_recap(s: &Sentence, t: usize) -> bool {
    let clause = s.chunks[t].clause;
    s.clauses[clause]
        .chunks
        .clone()
        .chain(0..s.clauses[0].chunks.end.min(3))
        .any(|k| s.chunks[k].is(class::RECAP))
}

/// Whether an act with this date is the article's news.
pub(super) fn is_foreground(told: Option<&Told>, recap: bool, published: Option<Date>) -> bool {
    let stated = told.filter(|t| t.date.basis != DateBasis::Published);
    match (stated.and_then(|t| t.date.end), published) {
        (Some(end), Some(published)) => {
            let age = (published - end).get_days();
            age <= STALE_DAYS
        }
        _ => !recap,
    }
}
