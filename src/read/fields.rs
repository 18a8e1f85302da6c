//! Which keys or columns of a row hold the page and what is known about it.

/// What a key or column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The page's text.
    Text,
    /// The page's own id.
    Id,
    /// Where it was fetched.
    Url,
    /// Headline.
    Title,
    /// Authors.
    Authors,
    /// Publication time.
    Published,
    /// Capture time.
    Captured,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Id,
        Self::Url,
        Self::Title,
        Self::Authors,
        Self::Published,
        Self::Captured,
    ];

    /// The names that are understood without being told, the preferred one first.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["text", "content", "raw_content", "body"],
            Self::Id => &["id", "page_id"],
            Self::Url => &["url", "link"],
            Self::Title => &["title", "headline"],
            Self::Authors => &["authors", "author"],
            Self::Published => &[
                "published_at",
                "published",
                "published_date",
                "publish_date",
            ],
            Self::Captured => &["captured_at", "crawled_at", "fetched_at", "scraped_at"],
        }
    }
}

/// Names chosen by the user; where one is chosen, no other name is understood for its role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Key or column of the page's text.
    pub text: Option<String>,
    /// Key or column of its id.
    pub id: Option<String>,
    /// Key or column of its address.
    pub url: Option<String>,
    /// Key or column of its headline.
    pub title: Option<String>,
    /// Key or column of its authors.
    pub authors: Option<String>,
    /// Key or column of its publication time.
    pub published: Option<String>,
    /// Key or column of its capture time.
    pub captured: Option<String>,
}

impl Fields {
    /// The name chosen for a role.
    pub fn chosen(&self, role: Role) -> Option<&str> {
        match role {
            Role::Text => &self.text,
            Role::Id => &self.id,
            Role::Url => &self.url,
            Role::Title => &self.title,
            Role::Authors => &self.authors,
            Role::Published => &self.published,
            Role::Captured => &self.captured,
        }
        .as_deref()
    }

    /// What a key or column holds and how preferred its name is (0 is best); nothing for any other.
    pub(super) fn role(&self, name: &str) -> Option<(Role, usize)> {
        Role::ALL.into_iter().find_map(|role| {
            let rank = match self.chosen(role) {
                Some(chosen) => (chosen == name).then_some(0),
                None => role.names().iter().position(|n| *n == name),
            }?;
            Some((role, rank))
        })
    }

    /// The name to ask for when a role is missing.
    pub(super) fn wanted(&self, role: Role) -> &str {
        self.chosen(role).unwrap_or(role.names()[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_name_replaces_the_usual_ones() {
        let fields = Fields {
            text: Some("noi_dung".to_owned()),
            ..Fields::default()
        };
        assert_eq!(fields.role("noi_dung"), Some((Role::Text, 0)));
        assert_eq!(fields.role("text"), None);
        assert_eq!(fields.role("link"), Some((Role::Url, 1)));
        assert_eq!(fields.role("language"), None);
    }

    #[test]
    fn no_name_stands_for_two_roles() {
        let mut names: Vec<_> = Role::ALL.into_iter().flat_map(Role::names).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
