//! Reads one article: every trigger of every sentence becomes a draft of an event, or a reason
//! why it is none.

use std::ops::Range;

use jiff::civil::Date;

use super::context::{self, Named, Set};
use super::pattern::Pattern;
use super::sentence::{Sentence, Spot, View};
use super::slots::{Member, Miss, pairings};
use super::source::{Source, sources};
use super::status::Reading;
use super::story::Story;
use super::when::Told;
use super::{
    Coder, Field, Filled, FilledFrom, Place, Status, foreground, ontology, place, status, when,
};
use crate::extract::Extractor;
use crate::extract::article::Article;
use crate::extract::date::{Anchor, DateBasis, Narration};
use crate::extract::token::Tokens;

/// One mention of an act, before mentions are put together.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) pattern: usize,
    pub(super) event_type: &'static str,
    pub(super) mode: Option<&'static str>,
    pub(super) actor: Member,
    pub(super) target: Option<Member>,
    pub(super) told: Option<Told>,
    pub(super) place: Option<(Place, Filled)>,
    pub(super) status: Status,
    pub(super) status_cue: Option<Range<usize>>,
    pub(super) sources: Vec<Source>,
    pub(super) denied_by: Vec<String>,
    pub(super) recap: bool,
    pub(super) field: Field,
    /// Paragraph of the field.
    pub(super) paragraph: usize,
    /// Number of the sentence in its field.
    pub(super) sentence: usize,
    /// Bytes of the field.
    pub(super) sentence_bytes: Range<usize>,
    pub(super) trigger: Range<usize>,
    /// Drafts of one trigger share it.
    pub(super) act: usize,
    /// Contexts of the sentence and the article.
    pub(super) contexts: Set,
}

/// A trigger that gave no row.
#[derive(Clone, Debug)]
pub struct Missed {
    /// Where it stands.
    pub field: Field,
    /// The sentence, in bytes of the field.
    pub sentence: Range<usize>,
    /// The trigger, in bytes of the field.
    pub trigger: Range<usize>,
    /// The pattern that was tried last.
    pub rule: &'static str,
    /// Why there is no row.
    pub reason: &'static str,
}

/// All drafts of an article, in the order title, lead, body.
pub(super) fn drafts(
    coder: &Coder,
    article: &Article,
    captured: Option<Date>,
    extractor: &Extractor,
) -> (Vec<Draft>, Vec<Missed>) {
    let published = article.published.date;
    let fields: Vec<(Field, &str)> = [
        (Field::Title, article.title.as_deref()),
        (Field::Lead, article.lead.as_deref()),
        (Field::Body, Some(article.body.as_str())),
    ]
    .into_iter()
    .filter_map(|(field, text)| Some((field, text?)))
    .collect();
    let texts: Vec<Tokens> = fields
        .iter()
        .map(|(_, text)| Tokens::new(text, &extractor.words))
        .collect();
    let actors = extractor.actors.actors(&texts, published);
    let anchor = Anchor {
        published,
        captured,
    };
    let mut narration = Narration::default();
    let mut story = Story::default();
    let named: Vec<Named> = texts.iter().map(|t| coder.contexts.read(t)).collect();
    let mut pass = Pass {
        published,
        topics: context::topics(&named),
        acts: 0,
        drafts: Vec::new(),
        missed: Vec::new(),
    };
    for (i, &(field, _)) in fields.iter().enumerate() {
        let (tokens, actors) = (&texts[i], &actors[i]);
        let dates = extractor.dates.dates(tokens, &anchor, &mut narration);
        let view = View {
            field,
            tokens,
            texts: &texts,
            actors,
            dates: &dates,
            places: spots(extractor, tokens),
        };
        let mut quote = None;
        for (number, range) in tokens.sentences.iter().enumerate() {
            let paragraph = paragraph(article, &view, range);
            // Quotations end with their paragraph, whatever their marks say.
            let inside = quote == Some(paragraph);
            let sentence = Sentence::new(
                &view,
                number,
                range.clone(),
                &coder.dictionary,
                &coder.patterns.rows,
                inside,
            );
            quote = sentence.ends_in_quote().then_some(paragraph);
            pass.denials(&sentence);
            let contexts = pass.topics | named[i].within(range);
            pass.sentence(&sentence, paragraph, contexts, &mut story);
            story.heard(&sentence);
        }
    }
    (pass.drafts, pass.missed)
}

fn spots(extractor: &Extractor, tokens: &Tokens) -> Vec<Spot> {
    let places = extractor.actors.places(tokens);
    places
        .into_iter()
        .filter_map(|p| {
            Some(Spot {
                tokens: p.tokens,
                bytes: p.bytes,
                name: Some(p.name.to_owned()),
                country: p.country?,
            })
        })
        .collect()
}

fn paragraph(article: &Article, view: &View, sentence: &Range<usize>) -> usize {
    if view.field != Field::Body {
        return 0;
    }
    let start = view.tokens.bytes(sentence.clone()).start;
    article.paragraphs.partition_point(|p| p.bytes.end <= start)
}

struct Pass {
    /// Contexts of the whole article.
    topics: Set,
    published: Option<Date>,
    acts: usize,
    drafts: Vec<Draft>,
    missed: Vec<Missed>,
}

impl Pass {
    fn sentence(&mut self, s: &Sentence, paragraph: usize, contexts: Set, story: &mut Story) {
        let before = self.drafts.len();
        for t in 0..s.chunks.len() {
            let mut reason = None;
            let mut coded = false;
            for &number in s.chunks[t].patterns() {
                let pattern = &s.patterns[usize::from(number)];
                match self.trigger(s, t, usize::from(number), pattern, paragraph, story) {
                    Ok(()) => {
                        coded = true;
                        break;
                    }
                    Err(miss) => reason = Some((pattern.slug, miss)),
                }
            }
            if let (false, Some((rule, reason))) = (coded, reason) {
                self.missed.push(Missed {
                    field: s.view.field,
                    sentence: s.view.tokens.bytes(s.tokens.clone()),
                    trigger: s.bytes(t),
                    rule,
                    reason: reason.reason(),
                });
            }
        }
        for draft in &mut self.drafts[before..] {
            draft.contexts = contexts;
        }
    }

    fn trigger(
        &mut self,
        s: &Sentence,
        t: usize,
        number: usize,
        pattern: &Pattern,
        paragraph: usize,
        story: &mut Story,
    ) -> Result<(), Miss> {
        if !fits(s, t, pattern) {
            return Err(Miss::Context);
        }
        let reading = status::read(s, t, pattern)?;
        let pairs = pairings(s, t, pattern, story)?;
        let stated = when::stated(s, t, pattern, reading.status);
        let place = place::stated(s, t);
        let chain = sources(s, t);
        let denied_by = denied_by(s, &reading);
        let recap = foreground::is_recap(s, t);
        let act = self.acts;
        self.acts += 1;
        let verbal = ontology::is_verbal(pattern.event_type);
        for pair in pairs {
            let mut status = reading.status;
            let mut sources = chain.clone();
            sources.retain(|c| !(verbal && is_party(c, &pair.actor)));
            if let Some(g) = reading.accusation {
                for accuser in s.subject(g).map(|f| f.chunks).unwrap_or_default() {
                    let found = s.mention(accuser).into_iter();
                    for source in found.flat_map(|m| super::source::of_mention(m, s.view.texts)) {
                        if sources.iter().all(|c| c.name != source.name) {
                            sources.insert(0, source);
                        }
                    }
                }
            }
            if status == Status::Occurred && told_by_a_rival(pattern, &pair.actor, &sources) {
                status = Status::Alleged;
            }
            let key = (s.view.field, paragraph);
            let told = stated
                .clone()
                .or_else(|| story.carried(&pair.actor, pair.target.as_ref(), verbal, key))
                .or_else(|| {
                    let fresh = !recap && matches!(status, Status::Occurred | Status::Ongoing);
                    self.published.filter(|_| fresh).map(Told::published)
                });
            if let Some(told) = &told {
                let dated = told.date.basis != DateBasis::Published;
                story.told(
                    &pair.actor,
                    pair.target.as_ref(),
                    &told.date,
                    dated,
                    verbal,
                    key,
                );
            } else {
                story.told(
                    &pair.actor,
                    pair.target.as_ref(),
                    &Default::default(),
                    false,
                    verbal,
                    key,
                );
            }
            self.drafts.push(Draft {
                pattern: number,
                event_type: pattern.event_type,
                mode: pattern.mode,
                actor: pair.actor,
                target: pair.target,
                told,
                place: place.clone(),
                status,
                status_cue: reading.cue.clone(),
                sources,
                denied_by: denied_by.clone(),
                recap,
                field: s.view.field,
                paragraph,
                sentence: s.number,
                sentence_bytes: s.view.tokens.bytes(s.tokens.clone()),
                trigger: s.bytes(t),
                act,
                contexts: 0,
            });
        }
        Ok(())
    }

    /// `Tuy nhiên, Nga bác bỏ cáo buộc.`: a denial that names no act denies the allegation told
    /// in the two sentences before.
    fn denials(&mut self, s: &Sentence) {
        use super::cue::class;
        for k in 0..s.chunks.len() {
            if !s.chunks[k].is(class::DENY) {
                continue;
            }
            let Some(found) = s.subject(k) else { continue };
            let deniers: Vec<Source> = found
                .chunks
                .iter()
                .filter_map(|&c| s.mention(c))
                .flat_map(|m| super::source::of_mention(m, s.view.texts))
                .collect();
            let near = self.drafts.iter_mut().rev().take_while(|d| {
                d.field == s.view.field && d.sentence + 2 >= s.number && d.sentence < s.number
            });
            for draft in near.filter(|d| d.status == Status::Alleged) {
                for denier in &deniers {
                    let concerns = [Some(&draft.actor), draft.target.as_ref()]
                        .into_iter()
                        .flatten()
                        .any(|m| denier.country == Some(m.country()));
                    if concerns && !draft.denied_by.contains(&denier.name) {
                        draft.denied_by.push(denier.name.clone());
                    }
                }
            }
        }
    }
}

/// The context words that the pattern asks for and forbids.
fn fits(s: &Sentence, t: usize, pattern: &Pattern) -> bool {
    let clause = s.clauses[s.chunks[t].clause].chunks.clone();
    let reach = s.chunks.len().min(t + 22);
    if !pattern.unless.is_empty() {
        let near = clause.start.max(t.saturating_sub(12))..reach;
        if s.has_phrase(near, &pattern.unless) {
            return false;
        }
    }
    (pattern.object.is_empty() || s.has_phrase(t + 1..reach, &pattern.object))
        && (pattern.before.is_empty() || s.has_phrase(t.saturating_sub(22)..t, &pattern.before))
}

fn denied_by(s: &Sentence, reading: &Reading) -> Vec<String> {
    let Some(denial) = reading.denial else {
        return Vec::new();
    };
    let chunks = s.subject(denial).map(|f| f.chunks).unwrap_or_default();
    chunks
        .iter()
        .filter_map(|&c| s.mention(c))
        .flat_map(|m| super::source::of_mention(m, s.view.texts))
        .map(|source| source.name)
        .collect()
}

fn is_party(source: &Source, member: &Member) -> bool {
    member.name.as_deref() == Some(source.name.as_str())
        || (source.name == member.country())
        || (member.name.is_none() && source.country == Some(member.country()))
}

/// A hostile or military act told only by a state that is not the one acting is an allegation.
fn told_by_a_rival(pattern: &Pattern, actor: &Member, sources: &[Source]) -> bool {
    matches!(
        pattern.event_type,
        "MOBILIZE" | "AID" | "ASSAULT" | "COERCE"
    ) && sources
        .first()
        .is_some_and(|s| s.country.is_some_and(|c| c != actor.country()))
        && sources.iter().all(|s| s.country != Some(actor.country()))
}

/// A slot that was left empty.
pub(super) fn empty() -> Filled {
    Filled {
        bytes: None,
        from: None,
    }
}

/// Filled from a date that was told.
pub(super) fn filled_date(told: Option<&Told>) -> Filled {
    told.map_or_else(empty, |t| Filled {
        bytes: t.bytes.clone(),
        from: Some(if t.bytes.is_some() {
            t.from
        } else if t.from == FilledFrom::Article {
            FilledFrom::Article
        } else {
            FilledFrom::Earlier
        }),
    })
}

/// Every sentence of a text in chunks and clauses, for the author of a pattern.
pub(super) fn outline(coder: &Coder, text: &str, extractor: &Extractor) -> Vec<String> {
    let texts = [Tokens::new(text, &extractor.words)];
    let actors = extractor.actors.actors(&texts, None);
    let dates = extractor
        .dates
        .dates(&texts[0], &Anchor::default(), &mut Narration::default());
    let view = View {
        field: Field::Body,
        tokens: &texts[0],
        texts: &texts,
        actors: actors.first().map_or(&[], Vec::as_slice),
        dates: &dates,
        places: spots(extractor, &texts[0]),
    };
    texts[0]
        .sentences
        .iter()
        .enumerate()
        .map(|(number, range)| {
            Sentence::new(
                &view,
                number,
                range.clone(),
                &coder.dictionary,
                &coder.patterns.rows,
                false,
            )
            .outline()
        })
        .collect()
}
