//! PLOVER's types and modes with their scores, from `plover.tsv` and `plover_words.tsv`.

use std::sync::LazyLock;

/// A type, or a type with one of its modes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// `CONSULT`.
    pub event_type: &'static str,
    /// `visit`; `None` for the type itself.
    pub mode: Option<&'static str>,
    /// Quadrant, 1 to 4.
    pub quad: i64,
    /// Score, -10 to 10.
    pub score: f64,
    /// CAMEO root with its letter.
    pub root: &'static str,
    /// In a few words.
    pub meaning: &'static str,
}

/// A context or sector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// `diplomatic`, `GOV`.
    pub word: &'static str,
    /// In a few words.
    pub meaning: &'static str,
}

/// Every type, each followed by its modes.
pub fn kinds() -> &'static [Kind] {
    static KINDS: LazyLock<Vec<Kind>> =
        LazyLock::new(|| rows(include_str!("plover.tsv")).filter_map(kind).collect());
    &KINDS
}

/// The row of a type and mode; the type's own where it has no such mode.
pub fn lookup(event_type: &str, mode: Option<&str>) -> Option<&'static Kind> {
    let of = |m: Option<&str>| {
        kinds()
            .iter()
            .find(|k| k.event_type == event_type && k.mode == m)
    };
    of(mode).or_else(|| of(None))
}

/// The type as PLOVER codes it: future CONSULT, SUPPORT, COOPERATE and AID are AGREE.
pub fn coded_type(event_type: &'static str, future: bool) -> &'static str {
    match event_type {
        "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" if future => "AGREE",
        other => other,
    }
}

/// The 16 types.
pub fn types() -> &'static [&'static str] {
    static TYPES: LazyLock<Vec<&str>> =
        LazyLock::new(|| distinct(kinds().iter().map(|k| k.event_type)));
    &TYPES
}

/// Every mode of any type.
pub fn modes() -> &'static [&'static str] {
    static MODES: LazyLock<Vec<&str>> =
        LazyLock::new(|| distinct(kinds().iter().filter_map(|k| k.mode)));
    &MODES
}

/// CAMEO roots that some type has.
pub fn roots() -> &'static [&'static str] {
    static ROOTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let mut roots = distinct(kinds().iter().map(|k| k.root));
        roots.sort_unstable();
        roots
    });
    &ROOTS
}

/// The contexts, with their meanings.
pub fn context_words() -> &'static [Word] {
    static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| words("context"));
    &WORDS
}

/// The sectors, with their meanings.
pub fn sector_words() -> &'static [Word] {
    static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| words("sector"));
    &WORDS
}

/// The contexts.
pub fn contexts() -> &'static [&'static str] {
    static CONTEXTS: LazyLock<Vec<&str>> =
        LazyLock::new(|| context_words().iter().map(|w| w.word).collect());
    &CONTEXTS
}

/// The sectors.
pub fn sectors() -> &'static [&'static str] {
    static SECTORS: LazyLock<Vec<&str>> =
        LazyLock::new(|| sector_words().iter().map(|w| w.word).collect());
    &SECTORS
}

/// Rows of a table, without comments and header.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
}

fn kind(cells: Vec<&'static str>) -> Option<Kind> {
    let &[event_type, mode, quad, score, root, meaning] = cells.as_slice() else {
        return None;
    };
    Some(Kind {
        event_type,
        mode: Some(mode).filter(|m| !m.is_empty()),
        quad: quad.parse().ok()?,
        score: score.parse().ok()?,
        root,
        meaning,
    })
}

fn words(class: &str) -> Vec<Word> {
    rows(include_str!("plover_words.tsv"))
        .filter_map(|cells| match *cells.as_slice() {
            [c, word, meaning] if c == class => Some(Word { word, meaning }),
            _ => None,
        })
        .collect()
}

fn distinct(words: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut seen = Vec::new();
    for word in words {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_read() {
        assert_eq!(kinds().len(), rows(include_str!("plover.tsv")).count());
        assert_eq!(types().len(), 16);
        assert_eq!(contexts().len(), 37);
        assert_eq!(
            contexts().len() + sectors().len(),
            rows(include_str!("plover_words.tsv")).count()
        );
    }

    #[test]
    fn quads_follow_the_sign_of_scores() {
        for kind in kinds() {
            assert!((-10.0..=10.0).contains(&kind.score), "{kind:?}");
            match kind.quad {
                1 | 2 => assert!(kind.score > 0.0, "{kind:?}"),
                // PLOVER gives a few requests a small positive score.
                3 => assert!(kind.score <= 0.5, "{kind:?}"),
                4 => assert!(kind.score < 0.0, "{kind:?}"),
                quad => panic!("no quadrant {quad}"),
            }
        }
    }

    #[test]
    fn a_mode_has_its_own_score_and_an_unknown_one_its_types() {
        let score = |t, m| lookup(t, m).map(|k| (k.score, k.root));
        assert_eq!(score("CONSULT", Some("visit")), Some((4.0, "C04")));
        assert_eq!(score("CONSULT", None), Some((2.5, "C04")));
        assert_eq!(score("CONSULT", Some("picnic")), Some((2.5, "C04")));
        assert_eq!(score("ASSAULT", Some("drone")), Some((-9.5, "C19")));
        assert_eq!(score("ACCUSE", Some("investigate")), Some((-3.5, "C09")));
        assert_eq!(score("FIGHT", None), None);
    }

    #[test]
    fn only_future_cooperation_is_agreement() {
        assert_eq!(coded_type("CONSULT", true), "AGREE");
        assert_eq!(coded_type("CONSULT", false), "CONSULT");
        assert_eq!(coded_type("SANCTION", true), "SANCTION");
    }
}
