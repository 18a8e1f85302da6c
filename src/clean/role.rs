//! What a line is.

use serde::Serialize;

/// Role of a segment (codebook, section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Headline of an article on the page.
    Title,
    /// Standfirst, where the page sets it apart from the body.
    Lead,
    /// Person or desk who wrote it.
    Byline,
    /// The article's own publication time.
    Timestamp,
    /// Closing source line.
    Credit,
    /// Running text of the article.
    Body,
    /// Heading inside an article.
    Subheading,
    /// Picture caption, with its credit.
    Caption,
    /// Headline, time or teaser of another article.
    Related,
    /// Buttons, forms, menus, tags, legal footers.
    Widget,
    /// White space only.
    Blank,
}

impl Role {
    /// Every role, in the codebook's order.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::Lead,
        Self::Byline,
        Self::Timestamp,
        Self::Credit,
        Self::Body,
        Self::Subheading,
        Self::Caption,
        Self::Related,
        Self::Widget,
        Self::Blank,
    ];

    /// The codebook's word for the role.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Byline => "byline",
            Self::Timestamp => "timestamp",
            Self::Credit => "credit",
            Self::Body => "body",
            Self::Subheading => "subheading",
            Self::Caption => "caption",
            Self::Related => "related",
            Self::Widget => "widget",
            Self::Blank => "blank",
        }
    }
}
