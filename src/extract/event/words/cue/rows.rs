//! The rows of the cue table, and the trigger phrases, by their forms.

use std::collections::BTreeMap;

use crate::extract::event::Status;
use crate::extract::event::words::entry::{Entry, Prep, Sub, Tense, class};
use crate::extract::event::words::pattern::Patterns;
use crate::lexicon::{Lexicon, LexiconError};

/// The cue words and the trigger phrases by their forms.
pub(super) fn entries<'l>(
    lexicon: &'l Lexicon,
    patterns: &'l Patterns,
) -> Result<BTreeMap<&'l str, Entry>, LexiconError> {
    let mut entries: BTreeMap<&str, Entry> = BTreeMap::new();
    for row in lexicon.table("event_cues") {
        if matches!(row.get("class"), "institution" | "word") {
            // Read where a source is named (`source`), and where rules ask for a word (`grammar`).
            continue;
        }
        let entry = entries.entry(row.get("form")).or_default();
        let value = row.get("value");
        let unknown = || row.error(format!("`{value}` is no value of `{}`", row.get("class")));
        match row.get("class") {
            "adverb" => entry.classes |= class::ADVERB,
            "negation" => entry.classes |= class::NEGATION,
            "unreal" => entry.classes |= class::UNREAL,
            "habit" => entry.classes |= class::HABIT,
            "speech" => entry.classes |= class::SPEECH,
            "deny" => entry.classes |= class::DENY,
            "passive" => {
                entry.classes |= class::PASSIVE;
                match value {
                    "bad" => entry.classes |= class::SUFFERED,
                    "good" => {}
                    _ => return Err(unknown()),
                }
            }
            "and" => entry.classes |= class::AND,
            "copula" => entry.classes |= class::COPULA,
            "light" => entry.classes |= class::LIGHT,
            "verb" => entry.classes |= class::VERB,
            "causative" => entry.classes |= class::CAUSATIVE,
            "mutual" => entry.classes |= class::MUTUAL,
            "recap" => entry.classes |= class::RECAP,
            "private" => entry.classes |= class::PRIVATE,
            "speaker" => entry.classes |= class::SPEAKER,
            "lead" => entry.classes |= class::LEAD | class::VERB,
            "described" => match value {
                "backer" => entry.classes |= class::BACKS,
                "leader" => entry.classes |= class::HEADS,
                _ => return Err(unknown()),
            },
            "addition" => entry.classes |= class::ADDITION,
            "price" => entry.classes |= class::PRICE,
            "backdrop" => entry.classes |= class::BACKDROP,
            "domestic" => entry.classes |= class::DOMESTIC,
            "pronoun" => entry.classes |= class::PRONOUN,
            "scenario" => entry.classes |= class::SCENARIO,
            "thing" => entry.classes |= class::THING,
            "nominal" => entry.classes |= class::NOMINAL,
            "prep" => entry.prep = Some(prep(value).ok_or_else(unknown)?),
            "sub" => entry.sub = Some(sub(value).ok_or_else(unknown)?),
            "tense" => entry.tense = Some(tense(value).ok_or_else(unknown)?),
            "status" => {
                entry.status = Some(match value {
                    "possible" => Status::Possible,
                    "alleged" => Status::Alleged,
                    "planned" => Status::Planned,
                    _ => return Err(unknown()),
                });
            }
            other => return Err(row.error(format!("`{other}` is no class of cue words"))),
        }
    }
    for (form, pattern) in &patterns.phrases {
        let entry = entries.entry(form).or_default();
        if let Some(pattern) = pattern {
            let pattern = *pattern as u16;
            if !entry.patterns.contains(&pattern) {
                entry.patterns.push(pattern);
            }
        } else {
            entry.hides = true;
        }
    }
    Ok(entries)
}

fn prep(value: &str) -> Option<Prep> {
    Some(match value {
        "with" => Prep::With,
        "to" => Prep::To,
        "for" => Prep::For,
        "against" => Prep::Against,
        "of" => Prep::Of,
        "about" => Prep::About,
        "at" => Prep::At,
        "from" => Prep::From,
        "between" => Prep::Between,
        "by" => Prep::By,
        "according" => Prep::According,
        "like" => Prep::Like,
        _ => return None,
    })
}

fn sub(value: &str) -> Option<Sub> {
    Some(match value {
        "time" => Sub::Time,
        "condition" => Sub::Condition,
        "purpose" => Sub::Purpose,
        "cause" => Sub::Cause,
        "concession" => Sub::Concession,
        "relative" => Sub::Relative,
        "contrast" => Sub::Contrast,
        "that" => Sub::That,
        "nominal" => Sub::Nominal,
        "means" => Sub::Means,
        _ => return None,
    })
}

fn tense(value: &str) -> Option<Tense> {
    Some(match value {
        "past" => Tense::Past,
        "present" => Tense::Present,
        "future" => Tense::Future,
        _ => return None,
    })
}
