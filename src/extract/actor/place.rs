//! Where: countries, capitals, cities, bases, straits and border villages of a text.

use std::ops::Range;

use super::find::{Find, Finds};
use super::names::{Entry, Place, StateForm};
use crate::extract::token::Tokens;

/// A place named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// Tokens of the text.
    pub tokens: Range<usize>,
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// English name (`Vladivostok`, `Strait of Hormuz`).
    pub name: &'static str,
    /// ISO 3166-1 alpha-3; `None` for seas, straits and regions of no one state.
    pub country: Option<&'static str>,
    /// The name of a state, not of a place within one.
    pub is_state: bool,
}

/// The places of a text, longest names first at each word; none overlap.
pub(super) fn places(text: &Tokens, finds: &Finds) -> Vec<PlaceMention> {
    let mut found = Vec::new();
    let mut past = 0;
    for &Find {
        start,
        end,
        entries,
    } in finds.all()
    {
        // Inside the one before.
        if start < past {
            continue;
        }
        let place = entries.iter().find_map(|entry| match *entry {
            Entry::Place(place) => Some((place, false)),
            Entry::State(state)
                if matches!(
                    state.form,
                    StateForm::Name | StateForm::Short | StateForm::Capital | StateForm::Seat
                ) =>
            {
                Some((
                    Place {
                        name: state.english,
                        country: Some(state.country),
                    },
                    matches!(state.form, StateForm::Name | StateForm::Short),
                ))
            }
            _ => None,
        });
        match place {
            Some((place, is_state)) => {
                let tokens = start..end;
                found.push(PlaceMention {
                    bytes: text.bytes(tokens.clone()),
                    tokens,
                    name: place.name,
                    country: place.country,
                    is_state,
                });
                past = end;
            }
            // Words of a person's or body's name are no place (`Washington Post`); an office's may hold one.
            None if entries.iter().any(|e| {
                matches!(
                    e,
                    Entry::Agency { .. } | Entry::Person(..) | Entry::Organisation(_) | Entry::Stop
                )
            }) =>
            {
                past = end
            }
            None => {}
        }
    }
    found
}
