//! Where `ba nước này`, `bốn nước trên` point back to: states named side by side.

use std::ops::Range;

use super::super::{ActorKind, ActorMention, Few, Party};
use super::{Note, Resolver, acts};
use crate::extract::token::Shape;

/// The fewest states that a phrase without a number points back to; of two one says so.
const FEWEST: usize = 3;

impl Resolver<'_, '_> {
    /// The `count` states of the list told last that has just so many; without a number, and as a
    /// subject, those of a list in this sentence or the one before.
    pub(super) fn group(&self, text: usize, note: &Note, count: Option<usize>) -> Few<Party> {
        if count.is_none() && note.oblique {
            return Few::default();
        }
        let mut list: Vec<Party> = Vec::new();
        let mut behind: Option<(usize, usize)> = None;
        for ((t, _), n, mention) in self.before(text) {
            let near = t == text && n.sentence + 1 >= note.sentence;
            let joined = behind.is_some_and(|(of, start)| {
                of == t && self.are_joined(t, mention.tokens.end..start)
            });
            if !joined {
                if fits(&list, count) {
                    break;
                }
                list.clear();
                if count.is_none() && !near {
                    break;
                }
            }
            behind = None;
            if may_belong(mention) {
                behind = Some((t, mention.tokens.start));
                let countries = mention.parties.iter().rev().filter_map(|p| p.country);
                for country in countries {
                    if list.iter().all(|p| p.country != Some(country)) {
                        list.push(Party {
                            name: None,
                            country: Some(country),
                            sector: Some("GOV"),
                        });
                    }
                }
            }
        }
        if !fits(&list, count) {
            return Few::default();
        }
        list.reverse();
        Few::from_vec(list)
    }

    /// True where nothing but commas and a word like `và` stands between.
    fn are_joined(&self, text: usize, between: Range<usize>) -> bool {
        let tokens = self.texts[text].tokens.get(between).unwrap_or_default();
        let joins = |t: &crate::extract::token::Token| {
            matches!(t.shape, Shape::Mark(',' | ';')) || self.cues.closes_list(t.word)
        };
        !tokens.is_empty() && tokens.len() < 3 && tokens.iter().all(joins)
    }
}

fn fits(list: &[Party], count: Option<usize>) -> bool {
    match count {
        Some(count) => list.len() == count,
        None => list.len() >= FEWEST,
    }
}

fn may_belong(mention: &ActorMention) -> bool {
    acts(mention)
        && !matches!(mention.kind, ActorKind::Organisation | ActorKind::Anaphor)
        && mention.parties.iter().all(|p| p.country.is_some())
}
