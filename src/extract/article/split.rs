//! From segments with roles to the segments of each article.

use crate::clean::{CleanText, Role};

/// The segments of one article, by their places in the cleaned text, in page order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) title: Option<usize>,
    pub(super) lead: Option<usize>,
    pub(super) body: Vec<usize>,
    pub(super) captions: Vec<usize>,
    pub(super) subheadings: Vec<usize>,
    pub(super) bylines: Vec<usize>,
    pub(super) stamps: Vec<usize>,
}

impl Draft {
    fn has_text(&self) -> bool {
        self.lead.is_some() || !self.body.is_empty()
    }

    /// Every segment of the article.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        self.title
            .into_iter()
            .chain(self.lead)
            .chain(self.body.iter().copied())
            .chain(self.captions.iter().copied())
            .chain(self.subheadings.iter().copied())
            .chain(self.bylines.iter().copied())
            .chain(self.stamps.iter().copied())
    }
}

/// The articles of a page, in page order. A headline begins one; stamps directly above it are
/// its own, and a byline there signs the text before, where that is not signed yet.
pub(super) fn drafts(text: &CleanText) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut current = Draft::default();
    // Stamps and bylines since the last text, which may belong to the next headline.
    let mut loose: Vec<usize> = Vec::new();
    for (i, segment) in text.segments.iter().enumerate() {
        match segment.role {
            Role::Title => {
                if current.title.is_some() && !current.has_text() && loose.is_empty() {
                    // A headline printed twice.
                    if text.segments[current.title.unwrap_or(i)].text == segment.text {
                        continue;
                    }
                }
                let next = share_loose(text, &mut current, std::mem::take(&mut loose));
                finish(&mut drafts, std::mem::take(&mut current));
                current = next;
                current.title = Some(i);
            }
            Role::Timestamp | Role::Byline | Role::Credit => loose.push(i),
            Role::Lead | Role::Body | Role::Subheading => {
                keep_loose(text, &mut current, std::mem::take(&mut loose));
                match segment.role {
                    Role::Lead if current.lead.is_none() => current.lead = Some(i),
                    Role::Subheading => current.subheadings.push(i),
                    _ => current.body.push(i),
                }
            }
            Role::Caption => current.captions.push(i),
            Role::Related | Role::Widget | Role::Blank => {}
        }
    }
    keep_loose(text, &mut current, loose);
    finish(&mut drafts, current);
    drafts
}

fn finish(drafts: &mut Vec<Draft>, draft: Draft) {
    if draft.has_text() {
        drafts.push(draft);
    } else if let Some(last) = drafts.last_mut() {
        // What stands below an article without beginning another stays with it.
        last.captions.extend(draft.captions);
        last.bylines.extend(draft.bylines);
    }
}

fn keep_loose(text: &CleanText, current: &mut Draft, loose: Vec<usize>) {
    for i in loose {
        match text.segments[i].role {
            Role::Timestamp => current.stamps.push(i),
            _ => current.bylines.push(i),
        }
    }
}

/// Deals what stands between a text and the next headline; returns the next article's share.
fn share_loose(text: &CleanText, current: &mut Draft, loose: Vec<usize>) -> Draft {
    let mut next = Draft::default();
    if !current.has_text() {
        // Above the first headline, all is its own.
        keep_loose(text, &mut next, loose);
        return next;
    }
    let mut signed = false;
    for i in loose {
        match text.segments[i].role {
            Role::Timestamp => next.stamps.push(i),
            Role::Credit => {
                signed = true;
                current.bylines.push(i);
            }
            _ if !signed && next.stamps.is_empty() => {
                signed = true;
                current.bylines.push(i);
            }
            _ => next.bylines.push(i),
        }
    }
    next
}
