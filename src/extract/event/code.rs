//! Reads one article: every trigger of every sentence becomes a draft of an event, or a reason
//! why it is none.

use std::ops::Range;

use jiff::civil::Date;
use smallvec::SmallVec;

use super::context::Named;
use super::missed::MissedSentence;
use super::pass::Pass;
use super::rows::merge;
use super::sentence::{View, spots};
use super::source::Heard;
use super::story::{Passage, Story, names_anybody, quote_is_open, sides};
use super::{Coder, Event, Field, context};
use crate::extract::Extractor;
use crate::extract::actor::NamesOf;
use crate::extract::article::Article;
use crate::extract::date::{Anchor, DateMention, Narration};
use crate::extract::reading::TextReading;
use crate::extract::token::Tokens;

/// Something of each text of an article, of which there are three at most.
type EachText<T> = SmallVec<[T; 3]>;

/// The texts of an article, with what was read of them.
fn texts(article: &Article) -> EachText<(Field, &str, &TextReading)> {
    let read = &article.reading;
    [
        (Field::Title, article.title.as_deref(), &read.title),
        (Field::Lead, article.lead.as_deref(), &read.lead),
        (Field::Body, Some(article.body.as_str()), &read.body),
    ]
    .into_iter()
    .filter_map(|(field, text, read)| Some((field, text?, read)))
    .collect()
}

/// Who and where is named in each of the texts of an article.
pub(super) fn named(article: &Article, extractor: &Extractor) -> Vec<NamesOf> {
    let texts: EachText<Tokens> = texts(article)
        .iter()
        .map(|(_, text, read)| read.tokens(text))
        .collect();
    extractor.actors.read(&texts, article.published.date)
}

/// The events of an article that names these; triggers that gave none are put into `missed`.
pub(super) fn events(
    coder: &Coder,
    article: &Article,
    named: &[NamesOf],
    captured: Option<Date>,
    extractor: &Extractor,
    mut missed: Option<&mut Vec<MissedSentence>>,
) -> Vec<Event> {
    let published = article.published.date;
    let fields = texts(article);
    let texts: EachText<Tokens> = fields
        .iter()
        .map(|(_, text, read)| read.tokens(text))
        .collect();
    let dates: EachText<Vec<DateMention>>;
    let mut views: EachText<View> = (0..fields.len())
        .map(|i| View {
            field: fields[i].0,
            tokens: &texts[i],
            texts: &texts,
            actors: &named[i].actors,
            dates: &[],
            places: spots(&named[i].places),
            institutions: &coder.institutions,
            grammar: &coder.grammar,
        })
        .collect();
    let may_tell = |view: &View| sides::text_may_tell(view, &coder.cues);
    if missed.is_none() && !views.iter().any(may_tell) {
        return Vec::new();
    }
    let anchor = Anchor {
        published,
        captured: captured.or(article.published.latest),
        earliest: article.published.earliest.filter(|_| published.is_none()),
    };
    let mut narration = Narration::default();
    dates = fields
        .iter()
        .zip(&texts)
        .map(|((_, _, read), tokens)| {
            let dates = &extractor.dates;
            dates.resolve(&read.expressions, tokens, &anchor, &mut narration)
        })
        .collect();
    for (view, dates) in views.iter_mut().zip(&dates) {
        view.dates = dates;
    }
    let mut passages = Vec::with_capacity(texts.iter().map(|text| text.sentences.len()).sum());
    for view in &views {
        add_passages(coder, article, view, &mut passages);
    }
    let mut pass = Pass {
        published,
        passages: &passages,
        acts: 0,
        drafts: Vec::new(),
        missed: Vec::new(),
        heard: Heard::default(),
        story: Story::default(),
    };
    for at in 0..passages.len() {
        pass.passage(at, missed.as_deref_mut());
    }
    if !pass.drafts.is_empty() {
        let named: Vec<Named> = texts.iter().map(|t| coder.contexts.read(t)).collect();
        let topics = context::topics(&named);
        for draft in &mut pass.drafts {
            let text = fields.iter().position(|(field, ..)| *field == draft.field);
            let found = text.and_then(|i| {
                let range = texts[i].sentences.get(draft.sentence)?;
                Some(named[i].within(range))
            });
            draft.contexts = topics | found.unwrap_or(0);
        }
    }
    let patterns = &coder.patterns.rows;
    merge::events(pass.drafts, patterns, &coder.confidence, published)
}

/// Adds the sentences of a text in which somebody is named: without an actor there is no act.
fn add_passages<'a>(
    coder: &'a Coder,
    article: &Article,
    view: &'a View<'a>,
    passages: &mut Vec<Passage<'a>>,
) {
    let mut quote = None;
    for (number, range) in view.tokens.sentences.iter().enumerate() {
        let paragraph = paragraph(article, view, range);
        // Quotations end with their paragraph, whatever their marks say.
        let inside = quote == Some(paragraph);
        let open = if names_anybody(view, range) {
            let at = (number, range.clone());
            let (cues, patterns) = (&coder.cues, &coder.patterns.rows);
            let passage = Passage::new(view, at, paragraph, cues, patterns, inside);
            let open = passage.ends_in_quote();
            passages.push(passage);
            open
        } else {
            // Only the quotation marks count.
            quote_is_open(&view.tokens.tokens[range.clone()], inside)
        };
        quote = open.then_some(paragraph);
    }
}

fn paragraph(article: &Article, view: &View, sentence: &Range<usize>) -> usize {
    if view.field != Field::Body {
        return 0;
    }
    let start = view.tokens.bytes(sentence.clone()).start;
    article.paragraphs.partition_point(|p| p.bytes.end <= start)
}
