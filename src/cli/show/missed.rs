//! Sentences that hold a trigger and gave no row, with the reason: what to look at before writing
//! a pattern.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;
use serde_json::Value;

use super::terminal::{BOLD, DIM, fold};
use crate::extract::event::Field;
use crate::pipeline::worker::Stages;
use crate::read::Page;
use crate::span::CodePoints;

/// A sentence with triggers and without a row.
#[derive(Debug, Serialize)]
pub(super) struct Missed {
    record_id: String,
    field: &'static str,
    /// First code point of the sentence in its field.
    start: usize,
    /// One past its last code point.
    end: usize,
    sentence: String,
    triggers: Vec<Trigger>,
    /// Its clauses in brackets, its actors, dates, triggers and cue words marked.
    outline: String,
}

#[derive(Debug, Serialize)]
struct Trigger {
    text: String,
    start: usize,
    end: usize,
    rule: &'static str,
    reason: &'static str,
}

/// The sentences of a page, in the order title, lead, body of each of its articles.
pub(super) fn of_page(stages: &Stages, page: &Page) -> Vec<Missed> {
    let mut rows = Vec::new();
    for (record_id, article, sentences) in stages.missed(page) {
        for sentence in sentences {
            let (field, text) = match sentence.field {
                Field::Title => ("title", article.title.as_deref().unwrap_or_default()),
                Field::Lead => ("lead", article.lead.as_deref().unwrap_or_default()),
                Field::Body => ("body", article.body.as_str()),
            };
            let index = CodePoints::new(text);
            let words = |bytes: Range<usize>| text.get(bytes).unwrap_or_default().to_owned();
            let triggers = sentence.triggers.into_iter().map(|t| Trigger {
                text: words(t.bytes.clone()),
                start: index.at(t.bytes.start),
                end: index.at(t.bytes.end),
                rule: t.rule,
                reason: t.reason,
            });
            rows.push(Missed {
                record_id: record_id.clone(),
                field,
                start: index.at(sentence.bytes.start),
                end: index.at(sentence.bytes.end),
                triggers: triggers.collect(),
                sentence: words(sentence.bytes),
                outline: sentence.outline,
            });
        }
    }
    rows
}

/// The number of sentences that mentions of events stand in.
pub(super) fn sentences_told(mentions: &[Value]) -> usize {
    let key = |m: &Value| ["record_id", "field", "start"].map(|name| m[name].to_string());
    mentions.iter().map(key).collect::<BTreeSet<_>>().len()
}

/// Draws them below the page, after a count of the reasons by sentence, the commonest first;
/// `told` sentences gave rows.
pub(super) fn draw(
    rows: &[Missed],
    told: usize,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let label = "── a trigger and no row ";
    let rule = "─".repeat(width.saturating_sub(label.chars().count()));
    writeln!(out, "\n{DIM}{label}{rule}{DIM:#}")?;
    let all = told + rows.len();
    writeln!(out, "  {} of {all} sentences with a trigger", rows.len())?;
    for (reason, count) in reasons(rows) {
        writeln!(out, "  {count:>4} {DIM}{reason}{DIM:#}")?;
    }
    let room = width.saturating_sub(6).max(20);
    for row in rows {
        writeln!(
            out,
            "\n  {BOLD}{} {}–{}{BOLD:#}",
            row.field, row.start, row.end
        )?;
        for text in [&row.sentence, &row.outline] {
            let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            for line in fold(&words, room, " ") {
                writeln!(out, "      {line}")?;
            }
        }
        for trigger in &row.triggers {
            let Trigger {
                text, rule, reason, ..
            } = trigger;
            writeln!(
                out,
                "      {BOLD}{text}{BOLD:#}  {rule}  {DIM}{reason}{DIM:#}"
            )?;
        }
    }
    Ok(())
}

/// How many sentences each reason explains; a sentence counts once, for its last trigger.
fn reasons(rows: &[Missed]) -> Vec<(&'static str, usize)> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for reason in rows.iter().filter_map(|r| Some(r.triggers.last()?.reason)) {
        *counts.entry(reason).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(reason, count)| (std::cmp::Reverse(count), reason));
    counts
}
