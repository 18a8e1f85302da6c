//! Runs the sentences of `fixtures/cases/events/*.toml` and the patterns' own examples.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::Event;
use super::words::pattern::{Patterns, phrase};
use crate::extract::Extractor;
use crate::extract::article::Article;
use crate::extract::token::Vocabulary;
use crate::lexicon::Lexicon;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    miss: Vec<Miss>,
}

/// A text and exactly the events it tells.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    published: Option<Date>,
    #[serde(default)]
    events: Vec<Want>,
}

/// Fields left out are not judged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Want {
    r#type: String,
    mode: Option<String>,
    actor: String,
    target: Option<String>,
    status: Option<String>,
    start: Option<Date>,
    /// False where nothing tells the day.
    dated: Option<bool>,
    end: Option<Date>,
    by: Option<Vec<String>>,
    denied_by: Option<Vec<String>>,
    name: Option<String>,
    rule: Option<String>,
    foreground: Option<bool>,
    /// Country of the place; empty for none.
    place: Option<String>,
}

/// A text that holds a trigger of the rule, and not its act.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Miss {
    rule: String,
    text: String,
}

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let lexicon = Lexicon::embedded().expect("the embedded lexicon loads");
    Extractor::new(&lexicon, TimeZone::UTC).expect("the embedded lexicon compiles")
});

/// The events of a text: the same whether or not sentences are left out that cannot tell of any.
fn code(text: &str, published: Option<Date>) -> Vec<Event> {
    let article = Article::of_text(text, published, &EXTRACTOR);
    let events = EXTRACTOR.events(&article, None).value;
    let named = super::code::named(&article, &EXTRACTOR);
    let all = Some(&mut Vec::new());
    let coder = &EXTRACTOR.events;
    let of_all = super::code::events(coder, &article, &named, None, &EXTRACTOR, all);
    assert_eq!(events, of_all, "{text}");
    events
}

fn sheets() -> Vec<(String, Sheet)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases/events");
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .expect("the cases are there")
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a case file is readable");
            let sheet = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (path.display().to_string(), sheet)
        })
        .collect()
}

fn told(event: &Event) -> String {
    format!(
        "{} {:?} {}>{} {:?} {:?}..{:?} by {:?} in {:?} [{}]",
        event.event_type,
        event.mode,
        event.actor.party.country.unwrap_or("-"),
        event
            .target
            .as_ref()
            .and_then(|t| t.party.country)
            .unwrap_or("-"),
        event.status,
        event.date.start,
        event.date.end,
        event.attributed_to,
        event.place.as_ref().and_then(|p| p.country),
        event.rule,
    )
}

impl Want {
    fn fits(&self, event: &Event) -> bool {
        let status = format!("{:?}", event.status).to_lowercase();
        let target = event.target.as_ref().and_then(|t| t.party.country);
        event.event_type == self.r#type
            && self.mode.as_deref().is_none_or(|m| event.mode == Some(m))
            && event.actor.party.country == Some(self.actor.as_str())
            && target == self.target.as_deref()
            && self.status.as_ref().is_none_or(|s| *s == status)
            && self.start.is_none_or(|d| event.date.start == Some(d))
            && self.dated.is_none_or(|d| event.date.start.is_some() == d)
            && self.end.is_none_or(|d| event.date.end == Some(d))
            && self.by.as_ref().is_none_or(|by| *by == event.attributed_to)
            && self
                .denied_by
                .as_ref()
                .is_none_or(|by| *by == event.denied_by)
            && self
                .name
                .as_ref()
                .is_none_or(|n| event.actor.name.as_ref() == Some(n))
            && self.rule.as_ref().is_none_or(|r| event.rule == r)
            && self.foreground.is_none_or(|f| event.foreground == f)
            && self.place.as_ref().is_none_or(|p| {
                let place = event.place.as_ref().and_then(|p| p.country);
                place.unwrap_or_default() == p
            })
    }
}

#[test]
fn cases_tell_exactly_the_events_listed() {
    let mut wrong = Vec::new();
    for (file, sheet) in sheets() {
        for case in &sheet.case {
            let got = code(&case.text, case.published);
            let all = case
                .events
                .iter()
                .all(|want| got.iter().any(|event| want.fits(event)));
            if !all || got.len() != case.events.len() {
                let got: Vec<String> = got.iter().map(told).collect();
                wrong.push(format!("{file}\n  {}\n  {}", case.text, got.join("\n  ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_pattern_fires_on_its_example() {
    let published = Some(jiff::civil::date(2020, 6, 15));
    let mut wrong = Vec::new();
    for pattern in &EXTRACTOR.events.patterns.rows {
        let got = code(pattern.example, published);
        if got.iter().all(|e| e.rule != pattern.slug) {
            let got: Vec<String> = got.iter().map(told).collect();
            let outline = EXTRACTOR.events.outline(pattern.example, &EXTRACTOR);
            wrong.push(format!(
                "{}: {}\n  {}\n  {}",
                pattern.slug,
                pattern.example,
                outline.join(" "),
                got.join("\n  ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Of two spellings of the same words (`hủy`, `huỷ`) the one that is read last hides the other's patterns.
#[test]
fn spellings_of_one_trigger_lead_to_the_same_patterns() {
    let lexicon = Lexicon::embedded().expect("the embedded lexicon loads");
    let mut words = Vocabulary::default();
    let patterns = Patterns::load(&lexicon, &mut words).expect("the patterns load");
    let mut spellings: BTreeMap<_, BTreeMap<&str, BTreeSet<_>>> = BTreeMap::new();
    for (form, pattern) in &patterns.phrases {
        let of_form = spellings.entry(phrase(form, &mut words)).or_default();
        of_form.entry(form).or_default().insert(pattern);
    }
    for forms in spellings.values() {
        let same = forms.values().all(|of| Some(of) == forms.values().next());
        assert!(same, "{:?} hide each other", forms.keys());
    }
}

#[test]
fn every_pattern_has_near_misses_and_keeps_silent_on_them() {
    let sheets = sheets();
    let misses: Vec<&Miss> = sheets.iter().flat_map(|(_, s)| &s.miss).collect();
    let mut wrong = Vec::new();
    for miss in &misses {
        let known = EXTRACTOR
            .events
            .patterns
            .rows
            .iter()
            .any(|p| p.slug == miss.rule);
        let fired = code(&miss.text, Some(jiff::civil::date(2020, 6, 15)));
        if !known {
            wrong.push(format!("{}: no such pattern", miss.rule));
        }
        if let Some(event) = fired.iter().find(|e| e.rule == miss.rule) {
            wrong.push(format!("{}: {}", miss.text, told(event)));
        }
    }
    for pattern in &EXTRACTOR.events.patterns.rows {
        if misses.iter().all(|m| m.rule != pattern.slug) {
            wrong.push(format!("{}: no near miss", pattern.slug));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_cut_of_a_sentence_breaks_the_coder() {
    let mut cuts = 0;
    for pattern in &EXTRACTOR.events.patterns.rows {
        let text = format!("“{}\" (", pattern.example);
        for (at, _) in text.char_indices().step_by(7) {
            for part in [&text[..at], &text[at..]] {
                for event in code(part, None) {
                    for mention in &event.mentions {
                        assert!(part.get(mention.sentence.clone()).is_some(), "{part}");
                        assert!(part.get(mention.trigger.clone()).is_some(), "{part}");
                    }
                }
                cuts += 1;
            }
        }
    }
    assert!(cuts > 1000);
}

#[test]
fn cue_and_context_words_are_in_order_and_composed() {
    use unicode_normalization::is_nfc;
    let lexicon = Lexicon::embedded().expect("the embedded lexicon loads");
    for table in ["event_cues", "contexts"] {
        let rows = lexicon.table(table);
        assert!(rows.len() > 100);
        for pair in rows.windows(2) {
            let forms = [&pair[0], &pair[1]].map(|r| r.get("form"));
            assert!(
                forms[0] <= forms[1],
                "{table}: {} before {}",
                forms[0],
                forms[1]
            );
        }
        for row in rows {
            assert!(is_nfc(row.get("form")), "{table}: {}", row.get("form"));
            assert!(
                !row.get("source").is_empty(),
                "{table}: {}",
                row.get("form")
            );
        }
    }
}
