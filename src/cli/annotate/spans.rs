//! The spans of a text, each in the shape of its kind.

use jiff::civil::Date;
use serde::Serialize;

use super::Kind;
use crate::extract::Extractor;
use crate::extract::actor::{ActorKind, Party};
use crate::extract::article::Article;
use crate::extract::date::{
    Anchor, DateBasis, DateDirection, DateKind, DateMention, DateMod, FilledFrom, Narration,
    Precision,
};
use crate::extract::token::Tokens;
use crate::span::CodePoints;

/// One span, in the shape of its kind.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum SpanOut<'a> {
    Date(Box<DateOut<'a>>),
    Actor(ActorOut<'a>),
    Place(PlaceOut<'a>),
    Trigger(TriggerOut<'a>),
}

impl SpanOut<'_> {
    /// Order of the output: by place in the text, the longer first.
    fn order(&self) -> (usize, std::cmp::Reverse<usize>) {
        let (start, end) = match self {
            Self::Date(span) => (span.start, span.end),
            Self::Actor(span) => (span.start, span.end),
            Self::Place(span) => (span.start, span.end),
            Self::Trigger(span) => (span.start, span.end),
        };
        (start, std::cmp::Reverse(end))
    }
}

/// An actor or agency, with whom it stands for.
#[derive(Debug, Serialize)]
pub(super) struct ActorOut<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    phrase: &'static str,
    parties: Vec<PartyOut>,
}

#[derive(Debug, Serialize)]
pub(super) struct PartyOut {
    name: Option<String>,
    country: Option<&'static str>,
    sector: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct PlaceOut<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    name: &'static str,
    country: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct TriggerOut<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    event_type: &'static str,
    event_mode: Option<&'static str>,
    rule: &'static str,
}

/// A date. Keys without a value are null, so that every date has the same keys.
#[derive(Debug, Serialize)]
pub(super) struct DateOut<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    date_start: Option<Date>,
    date_end: Option<Date>,
    precision: Option<&'static str>,
    r#mod: Option<&'static str>,
    direction: Option<&'static str>,
    basis: Option<&'static str>,
    value: Option<String>,
    stated: Vec<&'static str>,
    filled: Vec<&'static str>,
    filled_from: Option<&'static str>,
    anchor: Option<Date>,
    choice: Option<&'static str>,
    rule: &'static str,
}

/// The spans of a text, in reading order.
pub(super) fn spans<'t>(
    text: &'t str,
    extractor: &Extractor,
    anchor: &Anchor,
    kinds: &[Kind],
) -> Vec<SpanOut<'t>> {
    let wants = |kind| kinds.contains(&kind);
    let tokens = Tokens::new(text, &extractor.words);
    let points = CodePoints::new(text);
    let mut spans = Vec::new();
    if wants(Kind::Dates) {
        let mut narration = Narration::default();
        let dates = extractor.dates.dates(&tokens, anchor, &mut narration);
        let dates = dates.into_iter();
        spans.extend(dates.map(|m| date_span(text, &points, m, anchor)));
    }
    if wants(Kind::Places) {
        for place in extractor.actors.places(&tokens) {
            let span = points.span(place.bytes.clone());
            spans.push(SpanOut::Place(PlaceOut {
                kind: "place",
                start: span.start,
                end: span.end,
                text: &text[place.bytes],
                name: place.name,
                country: place.country,
            }));
        }
    }
    if wants(Kind::Actors) || wants(Kind::Agencies) {
        let texts = [tokens];
        let mentions = extractor.actors.actors(&texts, anchor.published);
        for mention in mentions.into_iter().flatten() {
            let agency = mention.kind == ActorKind::Agency;
            if wants(if agency { Kind::Agencies } else { Kind::Actors }) {
                let span = points.span(mention.bytes.clone());
                let party = |party: &Party| PartyOut {
                    name: party.name.map(|name| name.as_str(&texts).to_owned()),
                    country: party.country,
                    sector: party.sector,
                };
                spans.push(SpanOut::Actor(ActorOut {
                    kind: if agency { "agency" } else { "actor" },
                    start: span.start,
                    end: span.end,
                    text: &text[mention.bytes],
                    phrase: phrase(mention.kind),
                    parties: mention.parties.iter().map(party).collect(),
                }));
            }
        }
    }
    if wants(Kind::Triggers) {
        triggers(text, &points, extractor, anchor, &mut spans);
    }
    spans.sort_by_key(SpanOut::order);
    spans
}

/// The triggers of the events of a text, read as the body of one article.
fn triggers<'t>(
    text: &'t str,
    points: &CodePoints,
    extractor: &Extractor,
    anchor: &Anchor,
    spans: &mut Vec<SpanOut<'t>>,
) {
    let article = Article::of_text(text, anchor.published, extractor);
    for event in extractor.events(&article, anchor.captured).value {
        for mention in event.mentions {
            let Some(words) = text.get(mention.trigger.clone()) else {
                continue;
            };
            let span = points.span(mention.trigger);
            spans.push(SpanOut::Trigger(TriggerOut {
                kind: "trigger",
                start: span.start,
                end: span.end,
                text: words,
                event_type: event.event_type,
                event_mode: event.mode,
                rule: mention.rule,
            }));
        }
    }
}

fn phrase(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Office => "office",
        ActorKind::State => "state",
        ActorKind::Body => "body",
        ActorKind::Organisation => "organisation",
        ActorKind::Agency => "agency",
        ActorKind::Anaphor => "anaphor",
        ActorKind::Attribute => "attribute",
    }
}

fn date_span<'t>(
    text: &'t str,
    points: &CodePoints,
    mention: DateMention,
    anchor: &Anchor,
) -> SpanOut<'t> {
    let span = points.span(mention.bytes.clone());
    let dated = matches!(mention.kind, DateKind::Date | DateKind::Range);
    SpanOut::Date(Box::new(DateOut {
        kind: kind(mention.kind),
        start: span.start,
        end: span.end,
        text: &text[mention.bytes.clone()],
        date_start: mention.start,
        date_end: mention.end,
        precision: dated.then(|| precision(mention.precision)),
        r#mod: mention.modifier.map(|m| match m {
            DateMod::Start => "start",
            DateMod::Mid => "mid",
            DateMod::End => "end",
        }),
        direction: mention.direction.map(|d| match d {
            DateDirection::Since => "since",
            DateDirection::Until => "until",
            DateDirection::Before => "before",
            DateDirection::After => "after",
        }),
        basis: dated.then(|| basis(mention.basis)),
        value: mention.timex(),
        stated: mention.stated.names().collect(),
        filled: mention.filled.names().collect(),
        filled_from: mention.from.map(|from| match from {
            FilledFrom::Published => "published",
            FilledFrom::Narrated => "narrated",
        }),
        anchor: match mention.from {
            Some(FilledFrom::Published) => anchor.published,
            Some(FilledFrom::Narrated) => mention.told,
            None => None,
        },
        choice: mention.choice,
        rule: mention.rule,
    }))
}

fn basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Explicit => "explicit",
        DateBasis::Completed => "completed",
        DateBasis::Relative => "relative",
        DateBasis::Carried => "carried",
        DateBasis::Published => "published",
        DateBasis::Unknown => "unknown",
    }
}

fn kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::Date => "date",
        DateKind::Range => "range",
        DateKind::Duration => "duration",
        DateKind::Set => "set",
        DateKind::Clock => "clock",
    }
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Quarter => "quarter",
        Precision::Season => "season",
        Precision::Year => "year",
        Precision::Decade => "decade",
        Precision::Century => "century",
        Precision::Range => "range",
        Precision::Unknown => "unknown",
    }
}
