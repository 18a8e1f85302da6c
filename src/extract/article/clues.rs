//! What bears on the day an article was published.

use crate::clean::stamp::Stamp;
use crate::read::When;

/// Everything on a page that bears on the publication date of one article.
#[derive(Clone, Debug, Default)]
pub struct Clues<'a> {
    /// The article's own stamps, in page order: above or below its headline, or at its end.
    pub own: Vec<Stamp>,
    /// Stamps of link lists and teasers: they belong to other stories, and the newest is an upper bound.
    pub links: Vec<Stamp>,
    /// Stamps of the page's head or foot, such as the day it was fetched: an upper bound.
    pub furniture: Vec<Stamp>,
    /// What the input states for this article (the page's first only).
    pub stated: Option<When>,
    /// When the page was fetched, where the input says so: an upper bound.
    pub captured: Option<When>,
    /// The page's URL (the first article's only).
    pub url: Option<&'a str>,
    /// Headline.
    pub title: &'a str,
    /// Standfirst.
    pub lead: &'a str,
    /// Running text.
    pub body: &'a str,
    /// Captions: what was photographed on a day was printed after it.
    pub captions: &'a [String],
}
