//! The table `furniture`, read into what lines are compared with.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Furniture, Index, Pairs, Phrase, Starts, bare, is_button, is_rubric, start_mark};
use crate::clean::evidence::Evidence;
use crate::lexicon::{Lexicon, LexiconError, cases};

/// Longest line, in words, on which a prefix, suffix or inside match counts, where the table names none.
const DEFAULT_WORDS: u32 = 14;

impl Furniture {
    pub(in crate::clean) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut whole = Index::default();
        let mut rubric_words = FxHashSet::default();
        let mut prefix = Index::default();
        let mut starts: FxHashMap<_, Starts> = FxHashMap::default();
        let (mut tiny, mut suffixes) = (Vec::new(), Vec::new());
        let (mut tiny_buttons, mut button_firsts) = (Vec::new(), Pairs::new());
        let (mut firsts, mut lasts) = (Pairs::new(), Pairs::new());
        let (mut inside, mut inside_phrases) = (Vec::new(), Vec::new());
        let (mut ends, mut nevers) = (Vec::new(), Vec::new());
        for row in lexicon.table("furniture") {
            let form = row.get("form");
            let slug = format!("phrase.{}", row.get("kind"));
            let Some((evidence, _)) = Evidence::ALL.iter().find(|(_, s)| *s == slug) else {
                return Err(row.error(format!("unknown kind `{}`", row.get("kind"))));
            };
            let words = match row.get("words") {
                "" => DEFAULT_WORDS,
                number => number
                    .parse()
                    .map_err(|_| row.error("words must be a whole number"))?,
            };
            let phrase = Phrase {
                evidence: *evidence,
                words,
            };
            if matches!(row.get("match"), "whole" | "prefix") {
                for form in [form, bare(form)] {
                    firsts.add_start(form);
                    if is_button(*evidence) {
                        button_firsts.add_start(form);
                    }
                }
                if is_button(*evidence) && start_mark(bare(form).as_bytes()).is_none() {
                    tiny_buttons.push(bare(form));
                }
            }
            match row.get("match") {
                "whole" => {
                    if let Some(at) = start_mark(bare(form).as_bytes()) {
                        let starts = starts.entry(at).or_default();
                        starts.whole = true;
                        starts.button |= is_button(*evidence);
                    }
                    whole.insert(bare(form).as_bytes(), phrase);
                    if is_rubric(&phrase) {
                        rubric_words.extend(bare(form).split(' ').next());
                    }
                }
                "prefix" => {
                    match start_mark(form.as_bytes()) {
                        Some(at) => starts.entry(at).or_default().add(form, phrase),
                        None => tiny.push((form, phrase)),
                    }
                    prefix.insert(form.as_bytes(), phrase);
                }
                "suffix" => {
                    if let [.., a, b] = *form.as_bytes() {
                        lasts.add([a, b]);
                    }
                    suffixes.push((form, phrase));
                }
                "inside" => {
                    inside.push(form);
                    inside_phrases.push(phrase);
                }
                "end" => ends.extend(cases(form)),
                "never" => nevers.push((form, *evidence)),
                other => {
                    return Err(row.error(format!(
                        "unknown match `{other}`; known: whole, prefix, suffix, inside, end, never"
                    )));
                }
            }
        }
        // Without regard to case no fast searcher would be chosen; lines are folded instead.
        let inside = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(inside.iter().map(|form| form.to_ascii_lowercase()))
            .map_err(|e| {
                lexicon.table("furniture")[0].error(format!("the phrases are too large: {e}"))
            })?;
        suffixes.sort_by_key(|(form, _)| form.len());
        Ok(Self {
            whole_bytes: whole.keys().map(|form| form.len()).max().unwrap_or(0),
            whole,
            rubric_words,
            prefix,
            starts,
            tiny,
            tiny_buttons,
            button_firsts,
            firsts,
            suffixes,
            lasts,
            inside,
            inside_phrases,
            ends,
            nevers,
            units: lexicon
                .forms("stamps", "ago")
                .flat_map(|form| form.split(' '))
                .collect(),
            ands: lexicon.forms("credits", "and").collect(),
        })
    }
}
