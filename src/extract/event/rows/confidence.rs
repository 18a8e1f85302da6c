//! How likely a row is right: points against it, looked up in a fitted table (`confidence.tsv`).

use super::draft::Draft;
use crate::extract::date::DateBasis;
use crate::extract::event::words::Pattern;
use crate::extract::event::{Field, FilledFrom, Status};
use crate::lexicon::{Lexicon, LexiconError};

/// The fitted table: by points, the share of right rows.
#[derive(Debug, Default)]
pub(crate) struct Confidence {
    shares: Vec<f32>,
}

impl Confidence {
    /// Loads the table; its rows count points up from 0 and their shares never rise.
    pub(crate) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut shares: Vec<f32> = Vec::new();
        for row in lexicon.table("confidence") {
            let points: usize = row
                .get("points")
                .parse()
                .map_err(|_| row.error("`points` is a whole number"))?;
            let share: f32 = row
                .get("share")
                .parse()
                .map_err(|_| row.error("`share` is a number"))?;
            let falls = shares.last().is_none_or(|last| share <= *last);
            if points != shares.len() || !(0.0..=1.0).contains(&share) || !falls {
                return Err(row.error("rows count up from 0 points, and shares fall from 1 to 0"));
            }
            shares.push(share);
        }
        Ok(Self { shares })
    }

    /// The share of right rows among those with as many points as this one.
    pub(crate) fn of(&self, draft: &Draft, pattern: &Pattern, mentions: usize) -> Option<f32> {
        let last = self.shares.len().checked_sub(1)?;
        self.shares
            .get(points(draft, pattern, mentions).min(last))
            .copied()
    }
}

/// Points against a row: vague words, parties and dates from afar, an uncertain status, a
/// headline alone; a second mention speaks for it.
fn points(draft: &Draft, pattern: &Pattern, mentions: usize) -> usize {
    let words = match pattern.weight {
        w if w >= 0.75 => 0,
        w if w >= 0.6 => 1,
        _ => 2,
    };
    let afar = |from: FilledFrom| match from {
        FilledFrom::Clause => 0,
        FilledFrom::Sentence => 1,
        FilledFrom::Earlier | FilledFrom::Article => 2,
    };
    let target = draft.target.as_ref().map_or(0, |t| afar(t.from));
    let stated = draft.told.as_ref().is_some_and(|t| {
        matches!(
            t.date.basis,
            DateBasis::Explicit | DateBasis::Completed | DateBasis::Relative
        )
    });
    let doubtful = matches!(
        draft.status,
        Status::Possible | Status::Alleged | Status::Denied
    );
    let against = words
        + afar(draft.actor.from)
        + target
        + usize::from(!stated)
        + usize::from(draft.field == Field::Title)
        + usize::from(doubtful);
    against.saturating_sub(usize::from(mentions > 1))
}
