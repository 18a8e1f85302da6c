//! Words that rules ask for, by what they ask them for.

use super::{Lexicon, LexiconError};

/// The words of one class of a table, each with the kind that its `value` names.
#[derive(Debug)]
pub(crate) struct Words<K>(Vec<(K, &'static str)>);

impl<K: Copy + PartialEq> Words<K> {
    /// Reads the rows of a class. `kinds` are all kinds by the names that the table gives them.
    pub(crate) fn read(
        lexicon: &Lexicon,
        table: &str,
        class: &str,
        kinds: &[(&str, K)],
    ) -> Result<Self, LexiconError> {
        let rows = lexicon.table(table).iter();
        let words = rows
            .filter(|row| row.get("class") == class)
            .map(|row| {
                let named = kinds.iter().find(|(name, _)| *name == row.get("value"));
                let (_, kind) = named.ok_or_else(|| {
                    let known: Vec<&str> = kinds.iter().map(|(name, _)| *name).collect();
                    let known = known.join(", ");
                    row.error(format!(
                        "`{}` is no value; known: {known}",
                        row.get("value")
                    ))
                })?;
                Ok((*kind, row.get("form")))
            })
            .collect::<Result<_, LexiconError>>()?;
        Ok(Self(words))
    }

    /// The words of a kind.
    pub(crate) fn of(&self, kind: K) -> impl Iterator<Item = &'static str> {
        let words = self.0.iter().filter(move |(of, _)| *of == kind);
        words.map(|(_, word)| *word)
    }
}
