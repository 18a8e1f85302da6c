//! The pattern language: which words tell of which act, and where its parties stand.
//!
//! A pattern file is TOML with one `[[pattern]]` table for each pattern. Its keys:
//!
//! | key | meaning |
//! |---|---|
//! | `slug` | the pattern's name, unique; it ends in the `rule` column |
//! | `type`, `mode` | what is coded, in the ontology's words; `mode` may be absent |
//! | `frame` | where actor and target stand, see [`Frame`] |
//! | `words` | phrases that trigger it; `(a\|b\|) c` stands for `a c`, `b c` and `c` |
//! | `object` | one of these phrases must follow in the trigger's reach |
//! | `reach` | how many words that may be at most, none of them one that opens a topic or a clause; without it some twenty |
//! | `before` | one of these phrases must stand before it in its clause |
//! | `unless` | none of these phrases may stand in its clause |
//! | `to` | how the target may be joined: `direct`, `with`, `to`, `for`, `against`, `of`, `about`, `at`, `any` |
//! | `target` | `required`, `none` (may be absent), `self` (the actor's own country unless another is named), `domestic` (the same, where an actor at home is named), `partner` (else the other party of the talks told before), `doer` (else who did what was told before) |
//! | `complement` | what becomes of acts told in its complement: `keep`, `drop`, `alleged` |
//! | `through` | true where the target may stand behind a further verb (`dọa tấn công B`) or own what is spoken of (`nói vụ thử của B là …`) |
//! | `status` | status instead of `occurred` |
//! | `contexts` | contexts that the act itself implies |
//! | `weight` | 0 to 1: how often the words mean the act; default 0.8 |
//! | `doc`, `example` | for a reader: what it looks at, and one sentence it fires on |
//!
//! A file may also list `not = [...]`: phrases that contain a trigger and mean something else
//! (`thăm dò`); the longest phrase at a place wins, so that they hide the trigger inside.

use std::collections::HashMap;

use serde::Deserialize;

use super::alternatives::expand;
use super::near::Near;
use crate::extract::event::{Status, context, ontology};
use crate::extract::token::{Vocabulary, WordId, learn};
use crate::lexicon::{Lexicon, LexiconError};

/// Where the parties of an act stand around its trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Frame {
    /// `A V B`, `B bị A V`, `B bị V bởi A`.
    Act,
    /// `A V với B`, `A và B V`, `hai bên V`: nobody acts on the other.
    Mutual,
    /// `A V B` where B is a country or a place in it.
    Visit,
    /// `B V A`: the host comes first, the guest is the actor.
    Host,
    /// `B mời A …`, `A được (B) mời tới B`.
    Invite,
    /// `A V B phải …`: the target is the subject of what A says, and the object heads its predicate.
    Reported,
    /// A noun for a mutual act: `N giữa A và B`, `A có N với B`, `N A - B`.
    Meeting,
    /// A noun for a journey: `N của A tới B`, `N B của A`, `A có N tới B`.
    Journey,
    /// A noun for an act on somebody: `N của A đối với B`, `A đưa ra N chống B`.
    Deed,
}

/// How a target is joined to its trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Link {
    /// No word between.
    Direct,
    /// `với`, `cùng`.
    With,
    /// `tới`, `đến`, `sang`.
    To,
    /// `cho`.
    For,
    /// `chống`, `nhằm vào`, `đối với`, `lên`.
    Against,
    /// `của`.
    Of,
    /// `về`.
    About,
    /// `tại`, `ở`, `trong`.
    At,
    /// Any of them but `at`.
    Any,
}

/// What a pattern wants of its target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Want {
    /// Without a target there is no row.
    #[default]
    Required,
    /// The target may be absent.
    None,
    /// The actor's own country where the text names no other.
    #[serde(rename = "self")]
    Own,
    /// The actor's own country where the object is an actor at home and the text names no other.
    Domestic,
    /// The other party of the talks told before, where the clause names none.
    Partner,
    /// Else whoever did the last forceful act told before: `lên án vụ phóng`.
    Doer,
}

/// What becomes of acts told inside a trigger's complement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Complement {
    /// They are coded on their own.
    #[default]
    Keep,
    /// They are only wished, asked or threatened: no rows.
    Drop,
    /// They are coded as alleged, on the actor's word.
    Alleged,
}

/// One pattern, compiled.
#[derive(Debug)]
pub struct Pattern {
    /// Readable name, in the `rule` column.
    pub slug: &'static str,
    /// Type of the act.
    pub event_type: &'static str,
    /// Mode of the act.
    pub mode: Option<&'static str>,
    /// Where its parties stand.
    pub frame: Frame,
    /// How its target may be joined.
    pub to: Vec<Link>,
    /// What it wants of its target.
    pub target: Want,
    /// What becomes of acts in its complement.
    pub complement: Complement,
    /// Its target may stand behind a further verb: `dọa tấn công B`; of a reported pattern, it may
    /// own what is spoken of.
    pub through: bool,
    /// Status where no word of the text says otherwise.
    pub status: Status,
    /// Contexts of the act itself.
    pub contexts: Vec<&'static str>,
    /// The same as a set.
    pub(crate) implied: context::Set,
    /// How often the words mean the act.
    pub weight: f32,
    /// What it looks at.
    pub doc: &'static str,
    /// A sentence it fires on.
    pub example: &'static str,
    /// Phrases of which one must follow.
    pub(crate) object: Near,
    /// Within how many chunks, where not anywhere near.
    pub(crate) reach: Option<usize>,
    /// Phrases of which one must stand before.
    pub(crate) before: Near,
    /// Phrases that forbid it.
    pub(crate) unless: Near,
}

/// A pattern file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    pattern: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    slug: toml::Spanned<String>,
    r#type: String,
    mode: Option<String>,
    frame: Frame,
    words: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    reach: Option<usize>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    to: Vec<Link>,
    #[serde(default)]
    target: Want,
    #[serde(default)]
    complement: Complement,
    #[serde(default)]
    through: bool,
    status: Option<String>,
    #[serde(default)]
    contexts: Vec<String>,
    weight: Option<f32>,
    doc: String,
    example: String,
}

/// All patterns, and the phrases that lead to them.
#[derive(Debug, Default)]
pub struct Patterns {
    /// In file order; a later file's pattern replaces one of the same slug.
    pub rows: Vec<Pattern>,
    /// Trigger phrases, each with the number of its pattern; `None` for phrases that hide one.
    pub(crate) phrases: Vec<(String, Option<usize>)>,
}

impl Patterns {
    /// Loads every pattern file of the lexicon.
    pub fn load(lexicon: &Lexicon, words: &mut Vocabulary) -> Result<Self, LexiconError> {
        let mut patterns = Self::default();
        let mut places: HashMap<&'static str, usize> = HashMap::new();
        for &(file, text) in lexicon.patterns() {
            let sheet: Sheet = toml::from_str(text).map_err(|e| LexiconError::Row {
                file: file.to_owned(),
                line: e.span().map_or(0, |s| line_of(text, s.start)),
                message: e.message().to_owned(),
            })?;
            let hidden = sheet.not.iter().flat_map(|form| expand(form));
            patterns.phrases.extend(hidden.map(|form| (form, None)));
            for entry in sheet.pattern {
                let line = line_of(text, entry.slug.span().start);
                let fail = |message: String| LexiconError::Row {
                    file: file.to_owned(),
                    line,
                    message,
                };
                let triggers: Vec<String> = entry.words.iter().flat_map(|w| expand(w)).collect();
                if triggers.is_empty() {
                    return Err(fail("`words` must list at least one phrase".to_owned()));
                }
                let row = compile(entry, words).map_err(fail)?;
                let index = match places.get(row.slug) {
                    Some(&index) => {
                        patterns.phrases.retain(|p| p.1 != Some(index));
                        patterns.rows[index] = row;
                        index
                    }
                    None => {
                        places.insert(row.slug, patterns.rows.len());
                        patterns.rows.push(row);
                        patterns.rows.len() - 1
                    }
                };
                let triggers = triggers.into_iter().map(|form| (form, Some(index)));
                patterns.phrases.extend(triggers);
            }
        }
        Ok(patterns)
    }
}

fn compile(entry: Entry, words: &mut Vocabulary) -> Result<Pattern, String> {
    let event_type = ontology::event_type(&entry.r#type)
        .ok_or_else(|| format!("`{}` is no event type", entry.r#type))?;
    let mode = entry
        .mode
        .map(|m| {
            ontology::mode(event_type, &m)
                .ok_or_else(|| format!("`{m}` is no mode of {event_type}"))
        })
        .transpose()?;
    let contexts: Vec<&'static str> = entry
        .contexts
        .iter()
        .map(|c| ontology::context(c).ok_or_else(|| format!("`{c}` is no context")))
        .collect::<Result<_, _>>()?;
    let status = match entry.status.as_deref() {
        None | Some("occurred") => Status::Occurred,
        Some("ongoing") => Status::Ongoing,
        Some("planned") => Status::Planned,
        Some("possible") => Status::Possible,
        Some("alleged") => Status::Alleged,
        Some(other) => return Err(format!("`{other}` is no status of a pattern")),
    };
    if entry.target == Want::None && event_type != "MOBILIZE" {
        return Err("only MOBILIZE may go without a target".to_owned());
    }
    let weight = entry.weight.unwrap_or(0.8);
    if !(0.0..=1.0).contains(&weight) {
        return Err("`weight` lies between 0 and 1".to_owned());
    }
    let to = if entry.to.is_empty() {
        usual_links(entry.frame)
    } else {
        entry.to
    };
    let mut phrases = |list: &[String]| {
        let forms = list.iter().flat_map(|form| expand(form));
        Near::new(forms.map(|form| phrase(&form, words)))
    };
    Ok(Pattern {
        object: phrases(&entry.object),
        reach: entry.reach,
        before: phrases(&entry.before),
        unless: phrases(&entry.unless),
        slug: Box::leak(entry.slug.into_inner().into_boxed_str()),
        event_type,
        mode,
        frame: entry.frame,
        to,
        target: entry.target,
        complement: entry.complement,
        through: entry.through,
        status,
        implied: context::set(&contexts),
        contexts,
        weight,
        doc: Box::leak(entry.doc.into_boxed_str()),
        example: Box::leak(entry.example.into_boxed_str()),
    })
}

fn usual_links(frame: Frame) -> Vec<Link> {
    match frame {
        Frame::Mutual | Frame::Meeting => vec![Link::With, Link::Direct],
        Frame::Visit | Frame::Journey => vec![Link::Direct, Link::To, Link::At],
        Frame::Host | Frame::Invite => vec![Link::Direct],
        Frame::Act | Frame::Deed | Frame::Reported => vec![Link::Any],
    }
}

/// The word ids of a phrase, whose words join the vocabulary.
pub(crate) fn phrase(form: &str, words: &mut Vocabulary) -> Box<[WordId]> {
    learn(form, words).iter().map(|t| t.word).collect()
}

fn line_of(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    1 + before.iter().filter(|&&b| b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_of_a_list_is_spelled_out_by_the_others() {
        let lexicon = Lexicon::embedded().expect("the embedded lexicon loads");
        for &(file, text) in lexicon.patterns() {
            let sheet: Sheet = toml::from_str(text).expect("a sheet of patterns");
            for entry in &sheet.pattern {
                for list in [&entry.words, &entry.object, &entry.before, &entry.unless] {
                    let mut times = HashMap::new();
                    for form in list.iter().flat_map(|phrase| expand(phrase)) {
                        *times.entry(form).or_insert(0) += 1;
                    }
                    let idle = |phrase: &&String| expand(phrase).iter().all(|f| times[f] > 1);
                    let idle = list.iter().find(idle);
                    let slug = entry.slug.get_ref();
                    assert!(
                        idle.is_none(),
                        "{file}: {slug}: {idle:?} stands there already"
                    );
                }
            }
        }
    }
}
