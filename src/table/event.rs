//! Rows of `events` and `mentions`, from an article's events.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::builder::RowsBuilder;
use super::ids::Id;
use super::plover;
use super::record::strs;
use super::words;
use crate::extract::article::Article;
use crate::extract::event::{Event, EventMention, Field, Filled, Slot, Status};
use crate::span::{CodePoints, Span};

/// The three texts of an article with their code points, indexed once for all its events.
#[derive(Debug)]
pub struct Texts<'a> {
    article: &'a Article,
    title: CodePoints<'a>,
    lead: CodePoints<'a>,
    body: CodePoints<'a>,
}

impl<'a> Texts<'a> {
    /// Indexes the article.
    pub fn new(article: &'a Article) -> Self {
        Self {
            article,
            title: CodePoints::new(article.title.as_deref().unwrap_or("")),
            lead: CodePoints::new(article.lead.as_deref().unwrap_or("")),
            body: CodePoints::new(&article.body),
        }
    }

    /// The text of a field.
    pub fn text(&self, field: Field) -> &'a str {
        match field {
            Field::Title => self.article.title.as_deref().unwrap_or(""),
            Field::Lead => self.article.lead.as_deref().unwrap_or(""),
            Field::Body => &self.article.body,
        }
    }

    /// A range of a field and its code points; `None` where it is no range of the field.
    pub fn slice(&self, field: Field, bytes: &Range<usize>) -> Option<(&'a str, Span)> {
        let slice = self.text(field).get(bytes.clone())?;
        let index = match field {
            Field::Title => &self.title,
            Field::Lead => &self.lead,
            Field::Body => &self.body,
        };
        Some((slice, index.span(bytes.clone())))
    }

    /// The page line a byte of a field came from.
    pub fn line(&self, field: Field, byte: usize) -> usize {
        let article = self.article;
        let line = match field {
            Field::Title => article.title_line,
            Field::Lead => article.lead_line,
            Field::Body => article
                .paragraphs
                .iter()
                .rev()
                .find(|p| p.bytes.start <= byte)
                .map(|p| p.line),
        };
        line.unwrap_or(article.lines.0)
    }
}

/// What rows take from the article and its page.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Id of the article.
    pub record_id: &'a str,
    /// Its publication day.
    pub published: Option<Date>,
    /// Address of its page.
    pub url: Option<&'a str>,
    /// Whether texts are written.
    pub text: bool,
}

/// Appends the rows of an article's events, and of their mentions where they are wanted.
pub fn push(
    rows: &mut RowsBuilder,
    mut mention_rows: Option<&mut RowsBuilder>,
    texts: &Texts,
    context: Context,
    events: &[Event],
) {
    let mut equals: BTreeMap<String, usize> = BTreeMap::new();
    let mut acts: BTreeMap<usize, String> = BTreeMap::new();
    for event in events {
        let key = identity(context.record_id, event);
        let digits = key.digits();
        let nth = equals.entry(digits).or_default();
        let digits = key.number(*nth).digits();
        *nth += 1;
        let act = acts.entry(event.act).or_insert_with(|| digits.clone());
        let event_id = format!("e_{digits}");
        push_one(rows, texts, context, event, &event_id, &format!("a_{act}"));
        if let Some(rows) = mention_rows.as_deref_mut() {
            for mention in &event.mentions {
                push_mention(rows, texts, context.record_id, &event_id, mention);
            }
        }
    }
}

/// What makes an event the same event under another lexicon or rule.
fn identity(record_id: &str, event: &Event) -> Id {
    let target = event.target.as_ref();
    let start = event.date.start.map(|d| d.to_string());
    Id::new()
        .part(record_id)
        .part(event.event_type)
        .part(event.mode)
        .part(event.actor.party.country)
        .part(target.and_then(|t| t.party.country))
        .part(event.actor.name.as_deref())
        .part(target.and_then(|t| t.name.as_deref()))
        .part(start.as_deref())
}

fn push_one(
    rows: &mut RowsBuilder,
    texts: &Texts,
    context: Context,
    event: &Event,
    event_id: &str,
    act_id: &str,
) {
    let kind = plover::lookup(event.event_type, event.mode);
    let future = matches!(event.status, Status::Planned | Status::Possible);
    let evidence = event.mentions.first();
    let field = evidence.map_or(Field::Body, |m| m.field);
    let sentence = evidence.and_then(|m| texts.slice(field, &m.sentence));
    let (sentence, span) = sentence.unwrap_or_default();
    let trigger = evidence
        .and_then(|m| texts.slice(field, &m.trigger))
        .map_or("", |(text, _)| text);
    let line = texts.line(field, evidence.map_or(0, |m| m.sentence.start));
    let date = &event.date;
    let place = event.place.as_ref();
    let shown = |value| if context.text { value } else { None };
    rows.text("event_id", event_id)
        .text("record_id", context.record_id)
        .date("published_date", context.published)
        .text("url", context.url)
        .text("act_id", act_id)
        // What needs the whole corpus is filled in when the whole corpus was seen.
        .text("event_group", None)
        .text("group_reason", None)
        .int("source_count", None)
        .text("event_type", event.event_type)
        .text("plover_type", plover::coded_type(event.event_type, future))
        .text("event_mode", event.mode)
        .list("contexts", Some(event.contexts.iter().copied()))
        .text("cameo_root", kind.map_or("", |k| k.root))
        .int("quad_class", kind.map_or(0, |k| k.quad as usize))
        .float("intensity", kind.map_or(0.0, |k| k.score));
    // A row needs an actor's country; an empty one fails the contract, a null would fail the batch.
    let mut actor = event.actor.clone();
    actor.party.country.get_or_insert("");
    push_slot(
        rows,
        Some(&actor),
        ["actor_name", "actor_text", "actor_country", "actor_sector"],
    );
    push_slot(
        rows,
        event.target.as_ref(),
        [
            "target_name",
            "target_text",
            "target_country",
            "target_sector",
        ],
    );
    rows.text("date_text", date.text.as_deref())
        .date("date_start", date.start)
        .date("date_end", date.end)
        .text("date_precision", words::precision(date.precision))
        .text("date_mod", date.modifier.map(words::date_mod))
        .text("date_direction", date.direction.map(words::date_direction))
        .text("date_basis", words::date_basis(date.basis))
        .text("place_text", place.map(|p| p.text.as_str()))
        .text("place_name", place.and_then(|p| p.name.as_deref()))
        .text("place_country", place.and_then(|p| p.country))
        .text("status", words::status(event.status))
        .list("attributed_to", Some(strs(&event.attributed_to)))
        .list("denied_by", Some(strs(&event.denied_by)))
        .bool("foreground", event.foreground)
        .text("evidence_field", words::evidence_field(field))
        .text("evidence", shown(Some(sentence)))
        .int("evidence_start", span.start)
        .int("evidence_end", span.end)
        .int("evidence_line", line)
        .text("trigger", trigger)
        .text("rule", event.rule)
        .int("mentions", event.mentions.len())
        .float("confidence", event.confidence.map(f64::from));
}

fn push_slot(rows: &mut RowsBuilder, slot: Option<&Slot>, columns: [&str; 4]) {
    let [name, text, country, sector] = columns;
    rows.text(name, slot.and_then(|s| s.name.as_deref()))
        .text(text, slot.and_then(|s| s.text.as_deref()))
        .text(country, slot.and_then(|s| s.party.country))
        .text(sector, slot.and_then(|s| s.party.sector));
}

fn push_mention(
    rows: &mut RowsBuilder,
    texts: &Texts,
    record_id: &str,
    event_id: &str,
    mention: &EventMention,
) {
    let points = |bytes: &Range<usize>| {
        let (_, span) = texts.slice(mention.field, bytes)?;
        Some(span.start..span.end)
    };
    rows.text("event_id", event_id)
        .text("record_id", record_id)
        .text("field", words::evidence_field(mention.field))
        .range(
            "start",
            "end",
            Some(points(&mention.sentence).unwrap_or_default()),
        )
        .range(
            "trigger_start",
            "trigger_end",
            Some(points(&mention.trigger).unwrap_or_default()),
        );
    let mut slot = |filled: &Filled, [start, end, from]: [&str; 3]| {
        rows.range(start, end, filled.bytes.as_ref().and_then(points))
            .text(from, filled.from.map(words::filled));
    };
    slot(&mention.actor, ["actor_start", "actor_end", "actor_from"]);
    slot(
        &mention.target,
        ["target_start", "target_end", "target_from"],
    );
    slot(&mention.date, ["date_start", "date_end", "date_from"]);
    slot(&mention.place, ["place_start", "place_end", "place_from"]);
    slot(
        &mention.status,
        ["status_start", "status_end", "status_from"],
    );
    slot(
        &mention.source,
        ["source_start", "source_end", "source_from"],
    );
    rows.text("rule", mention.rule);
}
