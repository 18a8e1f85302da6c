//! A text cut into runs wherever a mark of an event begins or ends.

use serde::Serialize;
use serde_json::Value;

use super::rows::{PageRows, position};
use super::view::Article;

/// Names of the ranges of a mention, strongest first.
const SLOTS: [(&str, &str, &str); 7] = [
    ("trigger", "trigger_start", "trigger_end"),
    ("actor", "actor_start", "actor_end"),
    ("target", "target_start", "target_end"),
    ("date", "date_start", "date_end"),
    ("place", "place_start", "place_end"),
    ("status", "status_start", "status_end"),
    ("source", "source_start", "source_end"),
];

/// A stretch of a field that an event marks; positions are code points of the field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) event: usize,
    /// `None` for the sentence as a whole.
    pub(super) slot: Option<&'static str>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Text that the same marks cover.
#[derive(Debug, Serialize)]
pub(super) struct Run {
    /// The words.
    pub(super) text: String,
    /// Numbers of the events whose sentence this is part of.
    pub(super) events: Vec<usize>,
    /// What the words fill, as `trigger`, `actor`, `target`, `date`, `place`, `status` or `source`; each once.
    pub(super) slots: Vec<&'static str>,
    /// Numbers of the events whose trigger ends with this run.
    pub(super) triggers: Vec<usize>,
}

/// The marks of an article's events in one of its fields.
pub(super) fn marks<'r>(
    rows: &'r PageRows,
    article: &'r Article,
    field: &'r str,
) -> impl Iterator<Item = Mark> + 'r {
    let of_field = move |mention: &&Value| mention.get("field").is_some_and(|f| f == field);
    article.events.iter().flat_map(move |event| {
        let id = event.row.get("event_id");
        rows.mentions
            .iter()
            .filter(move |mention| mention.get("event_id") == id)
            .filter(of_field)
            .flat_map(move |mention| {
                let range = |slot, start: &str, end: &str| {
                    Some(Mark {
                        event: event.number,
                        slot,
                        start: position(mention, start)?,
                        end: position(mention, end)?,
                    })
                };
                std::iter::once(range(None, "start", "end"))
                    .chain(
                        SLOTS
                            .iter()
                            .map(move |(slot, start, end)| range(Some(*slot), start, end)),
                    )
                    .flatten()
                    .collect::<Vec<_>>()
            })
    })
}

impl Run {
    pub(super) fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            events: Vec::new(),
            slots: Vec::new(),
            triggers: Vec::new(),
        }
    }
}

/// Cuts `text` wherever a mark begins or ends.
pub(super) fn runs(text: &str, marks: &[Mark]) -> Vec<Run> {
    let mut cuts: Vec<usize> = marks
        .iter()
        .flat_map(|mark| [mark.start, mark.end])
        .collect();
    cuts.push(text.chars().count());
    cuts.sort_unstable();
    cuts.dedup();
    let (mut runs, mut characters, mut at) = (Vec::new(), text.chars(), 0);
    for cut in cuts {
        if cut == at {
            continue;
        }
        let mut run = Run::plain("");
        run.text = characters.by_ref().take(cut - at).collect();
        for mark in marks
            .iter()
            .filter(|mark| mark.start <= at && mark.end >= cut)
        {
            match mark.slot {
                None => insert(&mut run.events, mark.event),
                Some(slot) => insert(&mut run.slots, slot),
            }
            if mark.slot == Some("trigger") && mark.end == cut {
                insert(&mut run.triggers, mark.event);
            }
        }
        runs.push(run);
        at = cut;
    }
    runs
}

fn insert<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
