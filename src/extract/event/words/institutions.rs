//! Institutions that a text may write with their state: `Đại sứ quán Nga`, `Duma Quốc gia`.

use crate::extract::phrase::{Forms, Phrases};
use crate::extract::token::Vocabulary;
use crate::lexicon::{Lexicon, LexiconError};

/// Whether an institution's name alone tells whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// `Duma Quốc gia`.
    OneState,
    /// `đại sứ quán`: the state's name must follow.
    AnyState,
}

/// Words with which an institution's name begins.
pub(crate) type Institutions = Phrases<Reach>;

/// Compiles the institutions among the cue words.
pub(crate) fn load(
    lexicon: &Lexicon,
    words: &mut Vocabulary,
) -> Result<Institutions, LexiconError> {
    let mut forms = Forms::default();
    for row in lexicon.table("event_cues") {
        if row.get("class") == "institution" {
            let reach = match row.get("value") {
                "one" => Reach::OneState,
                "any" => Reach::AnyState,
                _ => return Err(row.error("an institution is of `one` state or of `any`")),
            };
            forms.insert(row.get("form"), reach, words);
        }
    }
    Ok(forms.into())
}
