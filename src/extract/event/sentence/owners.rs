//! Whose an office, a body or a delegation is, where its name does not say.

use super::Sentence;
use super::chunk::{Kind, Spot};
use crate::extract::actor::ActorKind;
use crate::extract::event::words::{Ask, Prep};

impl Sentence<'_> {
    /// The owner of an unnamed office or body: `đặc phái viên của Tổng thống B`, `phái đoàn từ
    /// thành phố … của B`.
    pub(crate) fn owned_by(&self, chunk: usize) -> Option<usize> {
        let mention = self.mention(chunk)?;
        let unnamed = mention.parties.iter().all(|p| p.name.is_none());
        let stateless = mention.parties.iter().all(|p| p.country.is_none());
        let joint = self.chunks.get(chunk + 1)?.prep()?;
        // `một phái đoàn từ …` names its state only there, whatever was guessed for it.
        let sent = joint == Prep::From && {
            let words = self.view.tokens.slice(mention.tokens.clone());
            let words = words.to_lowercase();
            self.view.grammar.holds(Ask::Envoys, &words)
        };
        let stateless = stateless || sent;
        let fits = joint == Prep::Of || (joint == Prep::From && stateless);
        if !matches!(mention.kind, ActorKind::Office | ActorKind::Body) || !unnamed || !fits {
            return None;
        }
        let mut owner = chunk + 2;
        if stateless {
            let end = self.chunks.len().min(chunk + 9);
            while owner < end
                && (self.chunks[owner].is_plain() || self.chunks[owner].prep() == Some(Prep::Of))
            {
                owner += 1;
            }
        }
        self.names_state(owner).then_some(owner)
    }

    /// The place inside an office whose own state is not named: `đại sứ tại B`.
    pub(crate) fn posted_at(&self, chunk: usize) -> Option<&Spot> {
        let mention = self.mention(chunk)?;
        let stateless = mention.parties.iter().all(|p| p.country.is_none());
        if mention.kind != ActorKind::Office || !stateless {
            return None;
        }
        let places = &self.view.places;
        let at = places.partition_point(|p| p.tokens.start < mention.tokens.start);
        places
            .get(at)
            .filter(|p| p.tokens.end <= mention.tokens.end)
    }

    /// True for an actor chunk with a country that is no agency, and for a place.
    pub(crate) fn stands_for_state(&self, chunk: usize) -> bool {
        matches!(self.chunks[chunk].kind, Kind::Place(_))
            || self.owned_by(chunk).is_some()
            || self.posted_at(chunk).is_some()
            || self.names_state(chunk)
    }
}
