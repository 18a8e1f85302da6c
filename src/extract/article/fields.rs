//! The fields of one article, from its segments.

use super::clues::Clues;
use super::dateline::dateline;
use super::language::language;
use super::media::Media;
use super::owner::PageFacts;
use super::split::Draft;
use super::whole::is_truncated;
use super::{Article, Paragraph, Placement, QualityFlag, Splitter};
use crate::clean::numbered::Numbered;
use crate::clean::stamp::Stamp;
use crate::clean::{CleanText, Role};
use crate::span::words as words_of;

/// Words below which a body is short.
const SHORT_WORDS: usize = 40;

/// The article of a draft, but for its publication date.
pub(super) fn article(
    splitter: &Splitter,
    text: &CleanText,
    draft: &Draft,
    index: usize,
    page: &PageFacts,
) -> Article {
    let media = &splitter.media;
    let segment = |i: usize| &text.segments[i];
    let mut article = Article {
        index,
        lines: lines(text, draft),
        ..Article::default()
    };
    if let Some(i) = draft.title {
        article.title = Some(segment(i).text.to_string());
        article.title_line = Some(segment(i).line);
        article.placements.push(Placement {
            segment: i,
            field: "title",
            start: 0,
        });
    }
    if let Some(stated) = text.page.stated.title.as_deref().filter(|_| index == 0)
        && article.title.is_none()
        && !stated.trim().is_empty()
    {
        article.title = Some(stated.trim().to_owned());
    }

    let mut mark = None;
    let without_mark = |text: &str, seen: &mut Option<String>| -> usize {
        let is_known = |m: &str| media.dateline(m).is_some() || media.agency(m).is_some();
        match dateline(text, is_known, |mark| media.is_party(mark)) {
            Some(found) if seen.is_none() && (found.certain || is_known(found.mark)) => {
                *seen = Some(found.mark.to_owned());
                found.end
            }
            _ => 0,
        }
    };
    if let Some(i) = draft.lead {
        let from = without_mark(&segment(i).text, &mut mark);
        article.lead = Some(segment(i).text[from..].to_owned());
        article.lead_line = Some(segment(i).line);
        article.placements.push(Placement {
            segment: i,
            field: "lead",
            start: 0,
        });
    }
    let lengths = draft.body.iter().map(|&i| segment(i).text.len() + 2);
    article.body.reserve(lengths.sum());
    for (n, &i) in draft.body.iter().enumerate() {
        let from = if n == 0 {
            without_mark(&segment(i).text, &mut mark)
        } else {
            0
        };
        // The rest of a sentence that a scraper broke stays in its paragraph.
        if n > 0
            && segment(i).reason == "shape.goes-on"
            && segment(i).line == segment(draft.body[n - 1]).line + 1
            && let Some(paragraph) = article.paragraphs.last_mut()
        {
            if !segment(i).text.starts_with([',', '.', ';', '”', ')', '%']) {
                article.body.push(' ');
            }
            let start = article.body.len();
            article.body.push_str(&segment(i).text);
            paragraph.bytes.end = article.body.len();
            article.placements.push(Placement {
                segment: i,
                field: "body",
                start,
            });
            continue;
        }
        if n > 0 {
            article.body.push_str("\n\n");
        }
        let start = article.body.len();
        article.body.push_str(&segment(i).text[from..]);
        article.paragraphs.push(Paragraph {
            bytes: start..article.body.len(),
            line: segment(i).line,
        });
        article.placements.push(Placement {
            segment: i,
            field: "body",
            start,
        });
    }
    captions(text, draft, &splitter.numbered, &mut article);
    for &i in &draft.subheadings {
        article.subheadings.push(segment(i).text.to_string());
        article.placements.push(Placement {
            segment: i,
            field: "subheadings",
            start: 0,
        });
    }
    signatures(splitter, text, draft, &mut article);
    if let Some(mark) = &mark {
        credit_mark(media, mark, &mut article);
    }
    if let Some(publisher) = &page.publisher {
        article.publisher = Some(publisher.clone());
    } else if article.publisher.is_none() {
        article.publisher = page.host.clone();
    }
    if index == 0 && article.authors.is_empty() {
        article.authors = text.page.stated.authors.clone();
    }
    flags(text, draft, &mut article);
    article.placements.sort_by_key(|p| p.segment);
    article
}

/// The mark before the text names the outlet, or the agency the text comes from.
fn credit_mark(media: &Media, mark: &str, article: &mut Article) {
    if let Some(agency) = media.agency(mark) {
        article.agency.get_or_insert_with(|| agency.to_owned());
    } else {
        let name = media.dateline(mark).unwrap_or(mark);
        article.publisher = Some(name.to_owned());
    }
}

fn lines(text: &CleanText, draft: &Draft) -> (usize, usize) {
    let mut first = usize::MAX;
    let mut last = 0;
    for i in draft.all() {
        first = first.min(text.segments[i].line);
        last = last.max(text.segments[i].line);
    }
    (first.min(last), last)
}

/// Captions without the lines a template made, file names, and texts printed twice.
fn captions(text: &CleanText, draft: &Draft, numbered: &Numbered, article: &mut Article) {
    for (n, &i) in draft.captions.iter().enumerate() {
        let segment = &text.segments[i];
        if matches!(
            segment.reason,
            "caption.generated" | "caption.alternative" | "shape.file-name"
        ) || numbered.generated(&segment.text).is_some()
        {
            continue;
        }
        // Alternative text, then the caption that begins with it.
        if let Some(&next) = draft.captions.get(n + 1) {
            let stem = segment.text.trim_end_matches(['.', ' ']);
            let next = &text.segments[next].text;
            if stem.len() >= 12 && next.starts_with(stem) {
                continue;
            }
        }
        // The name that a link set apart from its credit.
        if segment.reason == "caption.goes-on"
            && n > 0
            && segment.line == text.segments[draft.captions[n - 1]].line + 1
            && let Some(caption) = article.captions.last_mut()
        {
            if segment.text.starts_with(char::is_alphanumeric) {
                caption.push(' ');
            }
            let start = caption.len();
            caption.push_str(&segment.text);
            article.placements.push(Placement {
                segment: i,
                field: "captions",
                start,
            });
            continue;
        }
        article.captions.push(segment.text.to_string());
        article.placements.push(Placement {
            segment: i,
            field: "captions",
            start: 0,
        });
    }
}

/// Authors, agency and outlet from bylines and closing source lines.
fn signatures(splitter: &Splitter, text: &CleanText, draft: &Draft, article: &mut Article) {
    let media = &splitter.media;
    for &i in &draft.bylines {
        let segment = &text.segments[i];
        let sources;
        let signature = if segment.reason == "byline.goes-on" {
            sources = format!("Theo {}", segment.text.trim_matches(['(', ')', ' ']));
            sources.as_str()
        } else {
            &segment.text
        };
        let Some(mut byline) = splitter.bylines.parse(signature) else {
            continue;
        };
        // `Nga-Ukraine` parts one text from the next as a byline does, and names nobody.
        let states = |name: &&str| splitter.bylines.is_of_states(name);
        byline.names.retain(|name| !states(name));
        for name in &byline.names {
            if media.outlet(name).is_some() && byline.names.len() > 1 {
                article.publisher = media.outlet(name).map(str::to_owned);
            } else if !article.authors.iter().any(|a| a == name) {
                article.authors.push((*name).to_owned());
            }
        }
        for (n, source) in byline.sources.iter().enumerate() {
            if let Some(agency) = media.agency(source) {
                article.agency.get_or_insert_with(|| agency.to_owned());
            } else if let Some(outlet) = media.outlet(source) {
                // `Theo X` credits another outlet; a name with X signs for it.
                if n < byline.signing {
                    article.publisher.get_or_insert_with(|| outlet.to_owned());
                }
            } else {
                article.agency.get_or_insert_with(|| (*source).to_owned());
            }
        }
        if !byline.names.is_empty() {
            article.placements.push(Placement {
                segment: i,
                field: "authors",
                start: 0,
            });
        }
    }
}

fn flags(text: &CleanText, draft: &Draft, article: &mut Article) {
    let mut flag = |set: bool, flag: QualityFlag| {
        if set {
            article.quality_flags.push(flag);
        }
    };
    let body: Vec<&str> = article
        .paragraphs
        .iter()
        .map(|p| &article.body[p.bytes.clone()])
        .collect();
    let language = language(
        article
            .lead
            .as_deref()
            .into_iter()
            .chain(body.iter().copied()),
    );
    let mut words = 0;
    let short = !body.iter().any(|paragraph| {
        words += words_of(paragraph);
        words >= SHORT_WORDS
    });
    let repaired = |count: fn(&crate::clean::Repairs) -> usize| {
        draft.all().any(|i| count(&text.segments[i].repairs) > 0)
    };
    flag(article.title.is_none(), QualityFlag::NoTitle);
    flag(short, QualityFlag::ShortBody);
    flag(
        body.last().is_some_and(|p| is_truncated(p, text, draft)),
        QualityFlag::Truncated,
    );
    flag(repaired(|r| r.restored_words), QualityFlag::RestoredWords);
    flag(
        repaired(|r| r.repaired_encoding) || text.page.decoded.is_some(),
        QualityFlag::RepairedEncoding,
    );
    flag(language.mixed, QualityFlag::MixedLanguage);
    flag(language.tag != "vi", QualityFlag::UnsupportedLanguage);
    article.language = language.tag;
}

/// Stamps of a page that belong to none of its articles.
#[derive(Debug, Default)]
pub(super) struct OtherStamps {
    links: Vec<Stamp>,
    furniture: Vec<Stamp>,
}

/// Stamps of one kind that are kept: the newest ones, for only those bound anything.
const MOST_STAMPS: usize = 32;

impl OtherStamps {
    pub(super) fn of(text: &CleanText, drafts: &[Draft]) -> Self {
        let mut own = vec![false; text.segments.len()];
        for &i in drafts.iter().flat_map(|d| &d.stamps) {
            own[i] = true;
        }
        let mut others = Self::default();
        for (i, stamp) in text.stamps.iter().filter(|(i, _)| !own[*i]) {
            match text.segments[*i].role {
                Role::Related => others.links.push(stamp.clone()),
                _ => others.furniture.push(stamp.clone()),
            }
        }
        for list in [&mut others.links, &mut others.furniture] {
            if list.len() > MOST_STAMPS {
                list.sort_by_key(|s| std::cmp::Reverse((s.date, s.time)));
                list.truncate(MOST_STAMPS);
            }
        }
        others
    }
}

/// Everything that bears on the article's publication date.
pub(super) fn clues<'a>(
    text: &'a CleanText,
    draft: &Draft,
    others: &OtherStamps,
    article: &'a Article,
    first: bool,
) -> Clues<'a> {
    let mut clues = Clues {
        own: by_title(text, draft),
        links: others.links.clone(),
        furniture: others.furniture.clone(),
        captured: text.page.stated.captured,
        title: article.title.as_deref().unwrap_or(""),
        lead: article.lead.as_deref().unwrap_or(""),
        body: &article.body,
        captions: &article.captions,
        ..Clues::default()
    };
    if first {
        clues.stated = text.page.stated.published;
        clues.url = text.page.stated.url.as_deref();
    }
    clues
}

/// An article whose own text names no outlet has the one of its neighbours on the page.
pub(super) fn share_publisher(articles: &mut [Article]) {
    let Some(known) = articles.iter().find_map(|a| a.publisher.clone()) else {
        return;
    };
    for article in articles {
        article.publisher.get_or_insert_with(|| known.clone());
    }
}

/// The article's stamps, the page's clock last: a stamp far above the headline, or a later day's, where
/// one stands directly below it.
fn by_title(text: &CleanText, draft: &Draft) -> Vec<Stamp> {
    let stamp_of = |at: &usize| {
        let place = text.stamps.binary_search_by_key(at, |(at, _)| *at).ok()?;
        Some((*at, &text.stamps[place].1))
    };
    let mut stamps: Vec<(usize, &Stamp)> = draft.stamps.iter().filter_map(stamp_of).collect();
    if let Some(title) = draft.title {
        let above = stamps.partition_point(|(at, _)| *at < title);
        let roles = |from: usize, to: usize| text.segments[from + 1..to].iter().map(|s| s.role);
        let listed = |role| matches!(role, Role::Widget | Role::Related);
        let beside = |role| matches!(role, Role::Blank | Role::Byline | Role::Widget);
        let below = stamps
            .get(above)
            .filter(|(at, _)| roles(title, *at).all(beside));
        if let Some((_, own)) = below
            && above > 0
            && stamps[..above]
                .iter()
                .all(|(at, clock)| clock.date > own.date || roles(*at, title).any(listed))
        {
            stamps.rotate_left(above);
        }
    }
    stamps.into_iter().map(|(_, stamp)| stamp.clone()).collect()
}
