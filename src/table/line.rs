//! Rows of `lines`: every segment of a page, and where its text went.

use super::builder::RowsBuilder;
use crate::clean::CleanText;
use crate::extract::article::{Article, Placement};
use crate::span::{CodePoints, code_points};

/// Appends the rows of a page. `articles` are its articles with their record ids.
pub fn push(rows: &mut RowsBuilder, clean: &CleanText, articles: &[(String, Article)], text: bool) {
    let page = clean.page;
    let index = CodePoints::new(&page.text);
    let mut went: Vec<Option<(usize, &Placement)>> = vec![None; clean.segments.len()];
    for (i, (_, article)) in articles.iter().enumerate() {
        for placement in &article.placements {
            if let Some(slot) = went.get_mut(placement.segment) {
                slot.get_or_insert((i, placement));
            }
        }
    }
    for (segment, went) in clean.segments.iter().zip(went) {
        // A segment that is no range of the page is a defect of cleaning, which its own tests look for.
        let Some(raw) = page.text.get(segment.bytes.clone()) else {
            continue;
        };
        let span = index.span(segment.bytes.clone());
        let to = went.and_then(|(i, placement)| {
            let (record_id, article) = articles.get(i)?;
            let start = field_start(article, placement, &segment.text);
            Some((record_id.as_str(), placement.field, start))
        });
        rows.text("page_id", page.id.as_str())
            .int("line", segment.line)
            .int("start", span.start)
            .int("end", span.end)
            .text("role", segment.role.as_str())
            .text("reason", segment.reason)
            .float("score", f64::from(segment.score))
            .text("record_id", to.map(|t| t.0))
            .text("field", to.map(|t| t.1))
            .int("field_start", to.map(|t| t.2))
            .text("text", text.then_some(raw));
    }
}

/// Code points of the field (of the list's element) before the segment's text.
fn field_start(article: &Article, placement: &Placement, segment: &str) -> usize {
    if placement.start == 0 {
        return 0;
    }
    let before = |text: &str| text.get(..placement.start).map(code_points);
    let element = |list: &[String]| {
        list.iter()
            .filter(|e| {
                e.get(placement.start..)
                    .is_some_and(|rest| rest.starts_with(segment))
            })
            .find_map(|e| before(e))
    };
    match placement.field {
        "title" => article.title.as_deref().and_then(before),
        "lead" => article.lead.as_deref().and_then(before),
        "body" => before(&article.body),
        "captions" => element(&article.captions),
        "subheadings" => element(&article.subheadings),
        "authors" => element(&article.authors),
        _ => None,
    }
    .unwrap_or(0)
}
