//! The codebook's closed word lists, and the word for each value of the stages' enums.

use crate::extract::article::{PublishedBasis, QualityFlag};
use crate::extract::date::{DateBasis, DateDirection, DateMod, Precision};
use crate::extract::event::{Field, FilledFrom, Status};

/// Declares a closed list and the function from an enum to its word.
macro_rules! words {
    ($(#[$doc:meta])* $list:ident, $word:ident, $enum:ident { $($variant:ident => $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        pub fn $list() -> &'static [&'static str] {
            &[$($text),+]
        }

        /// The codebook's word.
        pub fn $word(value: $enum) -> &'static str {
            match value {
                $($enum::$variant => $text),+
            }
        }
    };
}

words! {
    /// How a publication date is known.
    published_bases, published_basis, PublishedBasis {
        Stated => "stated", Inferred => "inferred", Unknown => "unknown",
    }
}
words! {
    /// What to know about a record's quality.
    quality_flags, quality_flag, QualityFlag {
        NoTitle => "no_title", NoDate => "no_date", DateConflict => "date_conflict", ShortBody => "short_body",
        Truncated => "truncated", RestoredWords => "restored_words", RepairedEncoding => "repaired_encoding",
        MixedLanguage => "mixed_language", UnsupportedLanguage => "unsupported_language", NearDuplicate => "near_duplicate",
    }
}
words! {
    /// Units of dates.
    precisions, precision, Precision {
        Day => "day", Week => "week", Month => "month", Quarter => "quarter", Season => "season", Year => "year",
        Decade => "decade", Century => "century", Range => "range", Unknown => "unknown",
    }
}
words! {
    /// Parts of a unit.
    date_mods, date_mod, DateMod { Start => "start", Mid => "mid", End => "end" }
}
words! {
    /// Directions of open periods.
    date_directions, date_direction, DateDirection {
        Since => "since", Until => "until", Before => "before", After => "after",
    }
}
words! {
    /// How an event's date is known.
    date_bases, date_basis, DateBasis {
        Explicit => "explicit", Completed => "completed", Relative => "relative", Carried => "carried",
        Published => "published", Unknown => "unknown",
    }
}
words! {
    /// Whether an act happened.
    statuses, status, Status {
        Occurred => "occurred", Ongoing => "ongoing", Planned => "planned", Possible => "possible",
        Alleged => "alleged", Denied => "denied",
    }
}
words! {
    /// Fields that evidence stands in.
    evidence_fields, evidence_field, Field { Title => "title", Lead => "lead", Body => "body" }
}
words! {
    /// From where a slot was filled.
    filled_from, filled, FilledFrom {
        Clause => "clause", Sentence => "sentence", Earlier => "earlier", Article => "article",
    }
}

/// Roles of page segments.
pub fn roles() -> &'static [&'static str] {
    use crate::clean::Role;
    const WORDS: [&str; Role::ALL.len()] = {
        let mut words = [""; Role::ALL.len()];
        let mut i = 0;
        while i < words.len() {
            words[i] = Role::ALL[i].as_str();
            i += 1;
        }
        words
    };
    &WORDS
}

/// Fields of a record that text of a page can go to.
pub fn line_fields() -> &'static [&'static str] {
    &[
        "title",
        "lead",
        "body",
        "captions",
        "subheadings",
        "authors",
        "publisher",
        "agency",
        "published_at",
    ]
}

/// Why rows of different articles were joined.
pub fn group_reasons() -> &'static [&'static str] {
    &[
        "parties-type-day",
        "parties-type-day-words",
        "parties-type-day-names",
        "near-duplicate",
    ]
}
