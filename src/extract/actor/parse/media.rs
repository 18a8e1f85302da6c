//! News agencies and media.

use std::ops::Range;

use super::super::names::{BodyClass, Entry};
use super::super::{ActorKind, Few};
use super::{Draft, Parser, Who, cues, state_of};
use crate::extract::token::Shape;

impl<'p> Parser<'p, '_> {
    pub(super) fn agency(&self, i: usize, end: usize, entries: &[Entry]) -> Option<(Draft, usize)> {
        let (name, country, weak) = entries.iter().find_map(|e| match *e {
            Entry::Agency {
                name,
                country,
                weak,
            } => Some((name, country, weak)),
            _ => None,
        })?;
        let cued = i > self.begin && self.cues.is(self.tokens[i - 1].word, cues::SOURCE)
            || i > self.begin + 1
                && matches!(
                    self.tokens[i - 1].shape,
                    Shape::Mark('/' | '(' | '"' | '“' | ',')
                )
                && self
                    .out
                    .last()
                    .is_some_and(|d| d.kind == ActorKind::Agency && d.tokens.end == i - 1);
        if weak && !cued {
            return None;
        }
        let next = self.of_country(end, country);
        Some(self.medium(i..next, name, country))
    }

    /// `hãng thông tấn TASS của Nga`, `truyền thông Hàn Quốc`, `tờ Le Soir`.
    pub(super) fn media(&self, i: usize, end: usize) -> Option<(Draft, usize)> {
        let mut end = end;
        // `đài truyền hình nhà nước …`: media words in a row.
        while let Some((after, entries)) = self.find(end)
            && entries.iter().any(|e| matches!(e, Entry::Body(b) if self.names.bodies[*b as usize].class == BodyClass::Media))
        {
            end = after;
        }
        let quoted = usize::from(
            end < self.limit
                && matches!(self.tokens[end].shape, Shape::Mark('"' | '“' | '\'' | '‘')),
        );
        let named = |at: usize| {
            let (after, entries) = self.find(at)?;
            let entry = entries.iter().find_map(|e| match *e {
                Entry::Agency { name, country, .. } => Some((name, country)),
                _ => None,
            })?;
            Some((after, entry))
        };
        if let Some((after, (name, country))) = named(end + quoted) {
            let next = self.of_country(after + self.closing(after, quoted), country);
            return Some(self.medium(i..next, name, country));
        }
        if let Some((after, states)) = self.state_at(end) {
            if let Some((next, (name, country))) = named(after) {
                return Some(self.medium(i..next, name, country));
            }
            let mut who: Few<Who> = states
                .iter()
                .map(|s| Who::of_body(s, Some("MED")))
                .collect();
            let mut next = after;
            if let Some(run) = self.name_run(after) {
                who.truncate(1);
                who[0].written = run.clone();
                next = run.end;
            }
            return Some((self.draft(i..next, ActorKind::Agency, who, None), next));
        }
        let run = self.name_run(end + quoted)?;
        let next = run.end + self.closing(run.end, quoted);
        let country = self.state_at(next).filter(|_| self.is_cue(next, cues::OF));
        let who = Who {
            written: run,
            country: country
                .as_ref()
                .and_then(|(_, s)| s.first())
                .map(|s| s.country),
            sector: Some("MED"),
            ..Who::default()
        };
        let next = country.map_or(next, |(end, _)| end);
        Some((
            self.draft(i..next, ActorKind::Agency, Few::from_buf([who]), None),
            next,
        ))
    }

    /// One medium of the lexicon, and where to go on.
    fn medium(
        &self,
        tokens: Range<usize>,
        name: &'static str,
        country: &'static str,
    ) -> (Draft, usize) {
        let end = tokens.end;
        let who = Few::from_buf([Who::medium(name, country)]);
        (self.draft(tokens, ActorKind::Agency, who, None), end)
    }

    pub(super) fn closing(&self, i: usize, quoted: usize) -> usize {
        usize::from(
            quoted > 0
                && i < self.limit
                && matches!(self.tokens[i].shape, Shape::Mark('"' | '”' | '\'' | '’')),
        )
    }

    /// Past `của Nga` or `(Nga)`, where that is the medium's country.
    pub(super) fn of_country(&self, i: usize, country: &str) -> usize {
        let of = (self.is_cue(i, cues::OF))
            .then(|| self.find(i + 1))
            .flatten();
        match of.or_else(|| self.bracketed(i)) {
            Some((end, entries)) if state_of(entries).is_some_and(|s| s.country == country) => end,
            _ => i,
        }
    }
}
