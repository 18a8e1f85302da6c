//! What was observed of a line, and how much each observation says about the part the line plays.
//!
//! The observations are named here; their weights are the table `evidence`, and how well one part
//! follows another is the table `layout`. A line's role is decided by [`super::decode`].

use super::Role;
use crate::lexicon::{Lexicon, LexiconError, Row};

/// Number of [`State`]s, rounded up to a whole vector register.
pub(super) const STATES: usize = 16;

/// One weight per state.
pub(super) type Weights = [f32; STATES];

/// The part a line plays on its page; finer than a [`Role`], since the same role stands in different places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Furniture above the first article.
    Head,
    Title,
    Stamp,
    Byline,
    Body,
    Sub,
    Caption,
    Credit,
    /// Furniture inside an article.
    Aside,
    /// Heading, headline, time or rubric of a link list.
    Link,
    /// Running text of another story, in a link list.
    Teaser,
    /// Furniture below the articles.
    Foot,
}

impl State {
    pub(super) const ALL: [(Self, &'static str); 12] = [
        (Self::Head, "head"),
        (Self::Title, "title"),
        (Self::Stamp, "stamp"),
        (Self::Byline, "byline"),
        (Self::Body, "body"),
        (Self::Sub, "sub"),
        (Self::Caption, "caption"),
        (Self::Credit, "credit"),
        (Self::Aside, "aside"),
        (Self::Link, "link"),
        (Self::Teaser, "teaser"),
        (Self::Foot, "foot"),
    ];

    pub(super) fn role(self) -> Role {
        match self {
            Self::Head | Self::Aside | Self::Foot => Role::Widget,
            Self::Title => Role::Title,
            Self::Stamp => Role::Timestamp,
            Self::Byline => Role::Byline,
            Self::Body => Role::Body,
            Self::Sub => Role::Subheading,
            Self::Caption => Role::Caption,
            Self::Credit => Role::Credit,
            Self::Link | Self::Teaser => Role::Related,
        }
    }

    /// The reason given where nothing about the line itself spoke for its part.
    pub(super) fn by_place(self) -> &'static str {
        match self {
            Self::Head => "place.page-head",
            Self::Title => "place.above-text",
            Self::Stamp => "place.beside-title",
            Self::Byline => "place.beside-text",
            Self::Body => "place.in-text",
            Self::Sub => "place.between-text",
            Self::Caption => "place.beside-picture",
            Self::Credit => "place.below-text",
            Self::Aside => "place.inside-article",
            Self::Link | Self::Teaser => "place.in-list",
            Self::Foot => "place.page-foot",
        }
    }
}

macro_rules! evidence {
    ($($name:ident = $slug:literal,)*) => {
        /// An observation; its slug is a row of the registry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Evidence { $($name,)* }

        impl Evidence {
            pub(super) const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $slug),)*];
        }
    };
}

evidence! {
    Prose = "shape.prose",
    Long = "shape.long",
    Remark = "shape.remark",
    Headline = "shape.headline",
    Label = "shape.label",
    Question = "shape.question",
    Interview = "shape.interview",
    Broken = "shape.broken",
    GoesOn = "shape.goes-on",
    LongHeadline = "shape.long-headline",
    Clause = "shape.clause",
    Number = "shape.number",
    Bullet = "shape.bullet",
    CutOff = "shape.cut-off",
    Doubled = "shape.doubled",
    DatedHeadline = "shape.dated-headline",
    Capitals = "shape.capitals",
    Enumerated = "shape.enumerated",
    KeyValue = "shape.key-value",
    Address = "shape.address",
    MenuRow = "shape.menu-row",
    FileName = "shape.file-name",
    StampLine = "stamp.line",
    StampLabelled = "stamp.labelled",
    StampBulleted = "stamp.bulleted",
    StampBelowTitle = "stamp.below-title",
    StampBelowText = "stamp.below-text",
    StampRelative = "stamp.relative",
    Signed = "byline.signed",
    Name = "byline.name",
    Initials = "byline.initials",
    Source = "byline.source",
    BylineGoesOn = "byline.goes-on",
    BylineFirstLine = "byline.first-line",
    BylineBetweenText = "byline.between-text",
    BylineTwice = "byline.twice",
    BylineInText = "byline.in-text",
    CaptionCredit = "caption.credit",
    CaptionGenerated = "caption.generated",
    CaptionBelowGenerated = "caption.below-generated",
    CaptionAlternative = "caption.alternative",
    CaptionTwice = "caption.twice",
    CaptionLabelled = "caption.labelled",
    CaptionUnsigned = "caption.unsigned",
    CaptionAboveCredit = "caption.above-credit",
    CaptionGoesOn = "caption.goes-on",
    Follow = "phrase.follow",
    Video = "phrase.video",
    Rating = "phrase.rating",
    Comment = "phrase.comment",
    Share = "phrase.share",
    Login = "phrase.login",
    Tools = "phrase.tools",
    Tags = "phrase.tags",
    Menu = "phrase.menu",
    Section = "phrase.section",
    Legal = "phrase.legal",
    Counter = "phrase.counter",
    List = "phrase.list",
    More = "phrase.more",
    Ad = "phrase.ad",
    Placeholder = "phrase.placeholder",
    Thanks = "phrase.thanks",
    Crawl = "phrase.crawl",
    Site = "phrase.site",
    SiteReviewed = "phrase.site-reviewed",
    TitleStated = "title.stated",
    TitleFirstLine = "title.first-line",
    TitleFirstHeadline = "title.first-headline",
    TitleBesideStamp = "title.beside-stamp",
    TitleBelowByline = "title.below-byline",
    TitleAboveByline = "title.above-byline",
    TitleAboveDateline = "title.above-dateline",
    TitleCaptioned = "title.captioned",
    TitleRestated = "title.restated",
    TitleSetApart = "title.set-apart",
    TitleFreshStory = "title.fresh-story",
    TitleNoTextAhead = "title.no-text-ahead",
    TitleDigestItem = "title.digest-item",
    TitleLoneParagraph = "title.lone-paragraph",
    LinkRepeated = "link.repeated",
    LinkInList = "link.in-list",
    LinkRun = "link.run",
    LinkNothingFollows = "link.nothing-follows",
    LinkOffTopic = "link.off-topic",
    LinkBelowStandfirst = "link.below-standfirst",
    LinkStoryGoesOn = "link.story-goes-on",
    TeaserInList = "teaser.in-list",
    TeaserBelowHeadline = "teaser.below-headline",
    TeaserBelowStamp = "teaser.below-stamp",
    TeaserBelowSignature = "teaser.below-signature",
    TeaserStoryGoesOn = "teaser.story-goes-on",
    SubSameStory = "sub.same-story",
    SubNumber = "sub.number",
    SubOnTopic = "sub.on-topic",
    FootInComments = "foot.in-comments",
    FootInTags = "foot.in-tags",
    FootInFooter = "foot.in-footer",
    AmidFurniture = "shape.amid-furniture",
    Tag = "shape.tag",
    Unmarked = "shape.unmarked",
    AboveText = "shape.above-text",
    BodyBelowLink = "body.below-link",
    BodyLastStandfirst = "body.last-standfirst",
    BodyDigestItem = "body.digest-item",
}

/// The observations of one line, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Observed(u128);

impl Observed {
    #[inline]
    pub(super) fn add(&mut self, evidence: Evidence) {
        self.0 |= 1 << evidence as u32;
    }

    #[inline]
    pub(super) fn remove(&mut self, evidence: Evidence) {
        self.0 &= !(1 << evidence as u32);
    }

    #[inline]
    pub(super) fn has(self, evidence: Evidence) -> bool {
        self.0 & (1 << evidence as u32) != 0
    }

    /// True where any of `others` was observed.
    #[inline]
    pub(super) fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// A set of observations.
    pub(super) const fn of(list: &[Evidence]) -> Self {
        let (mut bits, mut i) = (0, 0);
        while i < list.len() {
            bits |= 1 << list[i] as u32;
            i += 1;
        }
        Self(bits)
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            if bits == 0 {
                return None;
            }
            let i = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            Some(i)
        })
    }
}

/// The weights of the tables `evidence` and `layout`.
#[derive(Debug)]
pub(super) struct Scales {
    evidence: Vec<Weights>,
    /// `layout[a][b]`: how well `b` follows `a`.
    pub(super) layout: [Weights; STATES],
    /// How well a page begins with each state.
    pub(super) start: Weights,
}

/// Stands for "never": far below any sum of weights.
pub(super) const NEVER: f32 = -1e9;

impl Scales {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut scales = Self {
            evidence: vec![[0.0; STATES]; Evidence::ALL.len()],
            layout: [[NEVER; STATES]; STATES],
            start: [NEVER; STATES],
        };
        for row in lexicon.table("evidence") {
            let slug = row.get("slug");
            let Some(at) = Evidence::ALL.iter().position(|(_, s)| *s == slug) else {
                return Err(row.error(format!("no observation is called `{slug}`")));
            };
            scales.evidence[at][state(row, "state")?] = weight(row)?;
        }
        for row in lexicon.table("layout") {
            let to = state(row, "to")?;
            let weight = weight(row)?;
            if row.get("from") == "start" {
                scales.start[to] = weight;
            } else {
                scales.layout[state(row, "from")?][to] = weight;
            }
        }
        Ok(scales)
    }

    /// What the observations of a line say about each state, added up.
    pub(super) fn weigh(&self, observed: Observed) -> Weights {
        let mut sum = [0.0; STATES];
        for i in observed.iter() {
            let weights = &self.evidence[i];
            for state in 0..STATES {
                sum[state] += weights[state];
            }
        }
        sum
    }

    /// The observation that spoke most for `state`, and the probability its weight alone stands for.
    pub(super) fn reason(&self, observed: Observed, state: State) -> (&'static str, f32) {
        let best = observed
            .iter()
            .map(|i| (self.evidence[i][state as usize], Evidence::ALL[i].1))
            .filter(|(weight, _)| *weight > 0.0)
            .reduce(|a, b| if b.0 > a.0 { b } else { a });
        match best {
            Some((weight, slug)) => (slug, 1.0 / (1.0 + (-weight).exp())),
            None => (state.by_place(), 0.5),
        }
    }
}

fn state(row: &Row, column: &str) -> Result<usize, LexiconError> {
    let name = row.get(column);
    State::ALL
        .iter()
        .find(|(_, s)| *s == name)
        .map(|(state, _)| *state as usize)
        .ok_or_else(|| {
            let known: Vec<_> = State::ALL.iter().map(|(_, s)| *s).collect();
            row.error(format!(
                "unknown state `{name}`; known: {}",
                known.join(", ")
            ))
        })
}

fn weight(row: &Row) -> Result<f32, LexiconError> {
    row.get("weight")
        .parse()
        .ok()
        .filter(|w: &f32| w.abs() <= 20.0)
        .ok_or_else(|| row.error("the weight must be a number between -20 and 20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_observation_is_weighed_and_every_part_can_follow() {
        let lexicon = Lexicon::embedded().expect("embedded lexicon");
        let scales = Scales::new(&lexicon).expect("tables");
        for (evidence, slug) in Evidence::ALL {
            assert!(
                scales.evidence[*evidence as usize]
                    .iter()
                    .any(|w| *w != 0.0),
                "{slug} has no weight"
            );
        }
        for (from, name) in State::ALL {
            for (to, other) in State::ALL {
                assert!(
                    scales.layout[from as usize][to as usize] > NEVER,
                    "{name} → {other}"
                );
            }
        }
    }

    #[test]
    fn every_reason_stands_in_the_registry() {
        let registry: toml::Table =
            toml::from_str(include_str!("../codes/clean.toml")).expect("registry");
        let known: Vec<&str> = registry["reason"]
            .as_array()
            .expect("reasons")
            .iter()
            .filter_map(|r| r["slug"].as_str())
            .collect();
        let places = State::ALL.iter().map(|(state, _)| state.by_place());
        let others = [
            "shape.blank",
            "lead.set-apart",
            "lead.flat-page",
            "place.too-short",
        ];
        for slug in Evidence::ALL
            .iter()
            .map(|(_, slug)| *slug)
            .chain(places)
            .chain(others)
        {
            assert!(known.contains(&slug), "{slug}");
        }
    }
}
