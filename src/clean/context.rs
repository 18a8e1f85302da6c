//! What a line's neighbours say about it: repeats, lists, headlines over text, stories that go on.

use std::collections::HashMap;

use xxhash_rust::xxh3::Xxh3DefaultBuilder;

use super::caption;
use super::cohesion::Topics;
use super::evidence::Evidence::*;
use super::evidence::Observed;
use super::piece::{Piece, print_of};
use super::shape::End;

/// Lines between a headline and its text at most: stamp, byline, buttons, captions.
const REACH: usize = 14;

/// Paragraphs before a headline that are compared with what follows it.
const LOOK_BACK: usize = 6;

/// Pieces above a headline that are searched for the story so far.
const FAR: usize = 60;

/// Adds to every piece what its neighbours say. `stated` is the headline the input names.
pub(super) fn observe(pieces: &mut [Piece], stated: Option<&str>) {
    broken_sentences(pieces);
    let page = Page::of(pieces);
    page.questions(pieces);
    page.repeats(pieces);
    page.captions(pieces);
    page.zones(pieces);
    page.headlines(pieces, stated);
    page.teasers(pieces);
}

/// Sentences that a scraper broke where a link or a bold word began and ended.
fn broken_sentences(pieces: &mut [Piece]) {
    let furniture = |piece: &Piece| {
        let seen = piece.seen;
        [
            List,
            Comment,
            Legal,
            Menu,
            Section,
            StampLine,
            Follow,
            Video,
            Share,
            Tools,
            Placeholder,
        ]
        .iter()
        .any(|e| seen.has(*e))
    };
    let open = |piece: &Piece| matches!(piece.shape.end, End::Open | End::Clause);
    for i in 1..pieces.len() {
        let (head, tail) = pieces.split_at_mut(i);
        let (before, piece) = (&mut head[i - 1], &mut tail[0]);
        if piece.blanks == 0
            && piece.line == before.line + 1
            && goes_on(&piece.text)
            // Short lines in small letters are tags or items of a list.
            && (piece.shape.words >= 6
                || piece.shape.end != End::Open
                || !piece.text.starts_with(char::is_alphabetic)
                || before.shape.words >= 8)
            && open(before)
            && !furniture(before)
            && !furniture(piece)
        {
            before.seen.add(Broken);
            piece.seen.add(GoesOn);
        }
    }
    // `…, theo` · `AP` · `, cho biết …`: the linked word hangs on the line before it too.
    for i in (1..pieces.len()).rev() {
        let (head, tail) = pieces.split_at_mut(i);
        let (before, piece) = (&mut head[i - 1], &tail[0]);
        let hangs = piece.seen.has(Broken) && !piece.seen.has(GoesOn) && piece.shape.words <= 8;
        let small = before
            .text
            .rsplit(' ')
            .next()
            .is_some_and(|w| w.starts_with(char::is_lowercase) || w.ends_with([',', '“', ':']));
        if hangs && piece.blanks == 0 && open(before) && small && !furniture(before) && i > 1 {
            before.seen.add(Broken);
            tail[0].seen.add(GoesOn);
        }
    }
}

/// True where a text opens as news agencies and papers sign: `(PLO)- `, `TPO - `, `HÀ NỘI (TTXVN) - `.
fn opens_with_mark(text: &str) -> bool {
    let Some((head, rest)) = text.split_once(['-', '–', '—']) else {
        return false;
    };
    let spaced = head.ends_with([' ', ')']) || rest.starts_with(' ');
    let head = head.trim_end();
    let bracket = head.ends_with(')');
    spaced
        && (2..=40).contains(&head.len())
        && (bracket
            || head.ends_with(".vn")
            || (!head.chars().any(char::is_lowercase) && !head.contains(',')))
        && rest
            .trim_start()
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“".contains(c))
}

/// True for a line that can only be the rest of a sentence.
fn goes_on(text: &str) -> bool {
    match text.chars().next() {
        Some(c) if c.is_lowercase() => !text.contains("http") && !text.contains('@'),
        Some(',' | ';' | '”' | ')' | '%') => true,
        Some('.') => !text.starts_with("..."),
        _ => false,
    }
}

/// The topics of pieces, each found once.
struct Known(Vec<Option<Box<Topics>>>);

impl Known {
    fn of(&mut self, pieces: &[Piece], i: usize) -> &Topics {
        self.0[i].get_or_insert_with(|| Box::new(Topics::of(&pieces[i].text)))
    }

    fn all(&mut self, pieces: &[Piece], places: &[usize]) -> Topics {
        let mut all = Topics::default();
        for &i in places {
            all.extend_all(self.of(pieces, i));
        }
        all
    }
}

/// The kinds of all pieces, and where the next and previous ones of a kind stand.
struct Page {
    kinds: Vec<Kind>,
}

/// What a piece is by its own looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Running text.
    Prose,
    /// A short sentence or a clause, which is text where its neighbours are.
    Remark,
    /// Could be a headline.
    Headline,
    /// A few words.
    Label,
    Stamp,
    Byline,
    Caption,
    /// Buttons, video slots, page tools: may stand inside an article.
    Button,
    /// The heading of a link list.
    ListHeading,
    /// Comment forms.
    Comment,
    /// Legal footers.
    Legal,
    /// Rubrics, counts, menus.
    Other,
}

impl Kind {
    fn of(piece: &Piece) -> Self {
        const BUTTON: Observed = Observed::of(&[
            Follow,
            Video,
            Rating,
            Share,
            Tools,
            Tags,
            Ad,
            Placeholder,
            Login,
            More,
            Site,
        ]);
        const CAPTION: Observed = Observed::of(&[CaptionCredit, CaptionGenerated, FileName]);
        const BYLINE: Observed = Observed::of(&[Signed, Name, Source]);
        const OTHER: Observed = Observed::of(&[
            Menu,
            Section,
            Counter,
            Crawl,
            Number,
            KeyValue,
            MenuRow,
            StampRelative,
            Address,
        ]);
        const BROKEN: Observed = Observed::of(&[GoesOn, Broken]);
        const LINK: Observed = Observed::of(&[Doubled, Bullet, DatedHeadline]);
        let seen = piece.seen;
        if seen.has(List) && piece.shape.words > 6 {
            // `Xem thêm: …` with the link behind it is a box of one line.
            Self::Headline
        } else if seen.has(List) {
            Self::ListHeading
        } else if seen.has(Comment) {
            Self::Comment
        } else if seen.has(Legal) {
            Self::Legal
        } else if seen.any(BUTTON) {
            Self::Button
        } else if seen.any(BROKEN) {
            if seen.has(Prose) {
                Self::Prose
            } else {
                Self::Remark
            }
        } else if seen.has(StampLine) {
            Self::Stamp
        } else if seen.any(CAPTION) {
            Self::Caption
        } else if seen.any(BYLINE) {
            Self::Byline
        } else if seen.any(OTHER) {
            Self::Other
        } else if seen.has(Prose) {
            Self::Prose
        } else if seen.any(LINK) {
            Self::Headline
        } else if seen.has(Remark) {
            Self::Remark
        } else if seen.has(Headline) {
            Self::Headline
        } else {
            Self::Label
        }
    }

    fn is_text(self) -> bool {
        matches!(self, Self::Prose | Self::Remark)
    }

    /// May stand between a headline and its text, or between two paragraphs of one story.
    fn is_passable(self) -> bool {
        matches!(
            self,
            Self::Stamp | Self::Byline | Self::Caption | Self::Button | Self::Other
        )
    }
}

impl Page {
    fn of(pieces: &[Piece]) -> Self {
        let mut kinds: Vec<Kind> = pieces.iter().map(Kind::of).collect();
        // Questions between answers are text: an interview. One alone may be a headline.
        let asked: Vec<usize> = (1..kinds.len().saturating_sub(1))
            .filter(|&i| {
                pieces[i].seen.has(Question)
                    && kinds[i] == Kind::Headline
                    && pieces[i].blanks < 2
                    && kinds[i - 1].is_text()
                    && (kinds[i + 1].is_text() || pieces[i + 1].seen.has(Question))
            })
            .collect();
        for window in asked.windows(2) {
            if window[1] - window[0] <= 8 {
                kinds[window[0]] = Kind::Remark;
                kinds[window[1]] = Kind::Remark;
            }
        }
        Self { kinds }
    }

    fn kind(&self, i: usize) -> Option<Kind> {
        self.kinds.get(i).copied()
    }

    fn previous(&self, i: usize) -> Option<Kind> {
        i.checked_sub(1).and_then(|i| self.kind(i))
    }

    /// The first piece of running text after `i`, before the next headline or list.
    fn text_after(&self, i: usize) -> Option<usize> {
        for at in i + 1..self.kinds.len().min(i + 1 + REACH) {
            let kind = self.kinds[at];
            if kind.is_text() {
                return Some(at);
            }
            // A rubric or the like of up to four words may stand between in lists.
            if !kind.is_passable() && kind != Kind::Label {
                return None;
            }
        }
        None
    }

    /// Pieces of running text from `i` on, up to the next headline, list or footer; with them the
    /// places of the first ones.
    fn run(&self, i: usize) -> Vec<usize> {
        let mut run = Vec::new();
        let mut passed = 0;
        for at in i..self.kinds.len() {
            let kind = self.kinds[at];
            if kind.is_text() {
                run.push(at);
                passed = 0;
                if run.len() >= LOOK_BACK {
                    break;
                }
            } else if kind.is_passable() && passed < REACH {
                passed += 1;
                // Two stamps or bylines end a text.
                if kind == Kind::Byline {
                    break;
                }
            } else {
                break;
            }
        }
        run
    }

    /// Paragraphs below a headline, up to the next one.
    fn run_below(&self, i: usize) -> usize {
        self.text_after(i).map_or(0, |at| self.run(at).len())
    }

    /// Questions that were found to be text.
    fn questions(&self, pieces: &mut [Piece]) {
        for (piece, kind) in pieces.iter_mut().zip(&self.kinds) {
            if *kind == Kind::Remark && piece.seen.has(Question) {
                piece.seen.add(Interview);
            }
        }
    }

    /// Texts that the page prints more than once.
    fn repeats(&self, pieces: &mut [Piece]) {
        let mut counts: HashMap<u64, u32, Xxh3DefaultBuilder> = HashMap::default();
        for (i, piece) in pieces.iter().enumerate() {
            if matches!(self.kinds[i], Kind::Headline) && piece.shape.words >= 4 {
                *counts.entry(piece.print).or_default() += 1;
            }
        }
        let first_text = self.kinds.iter().position(|k| k.is_text()).unwrap_or(0);
        for i in first_text..pieces.len() {
            let print = pieces[i].print;
            if self.kinds[i] != Kind::Headline || counts.get(&print).is_none_or(|n| *n < 2) {
                continue;
            }
            let is_twin = |at: Option<usize>| {
                at.and_then(|at| pieces.get(at))
                    .is_some_and(|p| p.print == print)
            };
            let twin_beside = is_twin(i.checked_sub(1)) || is_twin(Some(i + 1));
            if twin_beside || self.text_after(i).is_none() {
                pieces[i].seen.add(LinkRepeated);
            }
        }
    }

    /// Headlines that a template printed under pictures, and what stands below such lines.
    fn captions(&self, pieces: &mut [Piece]) {
        let mut titles: Vec<u64> = Vec::new();
        for i in 0..pieces.len() {
            if !pieces[i].seen.has(CaptionGenerated) {
                continue;
            }
            if let Some(base) = caption::generated(&pieces[i].text).filter(|b| !b.is_empty()) {
                titles.push(print_of(base));
            }
            if let Some(next) = pieces.get_mut(i + 1)
                && next.shape.words <= 45
                && next.shape.breaks <= 1
                && next.blanks <= 1
            {
                next.seen.add(CaptionBelowGenerated);
            }
        }
        titles.sort_unstable();
        for i in 0..pieces.len() {
            if self.kinds[i] == Kind::Headline && titles.binary_search(&pieces[i].print).is_ok() {
                pieces[i].seen.add(TitleCaptioned);
            }
            // A picture's alternative text, then its caption with the credit.
            if i + 1 < pieces.len() && self.kinds[i + 1] == Kind::Caption {
                let (head, tail) = pieces.split_at_mut(i + 1);
                let (alt, full) = (&mut head[i], &tail[0]);
                let stem = alt.text.trim_end_matches(['.', ' ']);
                if stem.len() >= 12 && full.text.len() >= stem.len() && full.text.starts_with(stem)
                {
                    alt.seen.add(CaptionAlternative);
                }
            }
        }
    }

    /// Lists after their heading, comments after their form, the footer after its first line.
    fn zones(&self, pieces: &mut [Piece]) {
        #[derive(PartialEq)]
        enum Zone {
            None,
            List,
            Comments,
            Footer,
            Tags,
        }
        let mut zone = Zone::None;
        // Above the first text the same words are entries of a menu.
        let first_text = self.kinds.iter().position(|k| *k == Kind::Prose);
        // A text outside lists was seen.
        let mut begun = false;
        // A list between paragraphs ends where two paragraphs follow each other; comments and
        // footers, which hold sentences of their own, need three.
        let mut i = 0;
        while i < pieces.len() {
            match self.kinds[i] {
                Kind::ListHeading => zone = Zone::List,
                Kind::Comment | Kind::Legal if first_text.is_none_or(|text| i < text) => {}
                Kind::Comment => zone = Zone::Comments,
                Kind::Legal => zone = Zone::Footer,
                _ if pieces[i].seen.has(Tags) => zone = Zone::Tags,
                Kind::Label | Kind::Byline | Kind::Headline
                    if zone == Zone::Tags && pieces[i].shape.words <= 6 => {}
                _ if zone == Zone::Tags => zone = Zone::None,
                kind => {
                    let run = if kind.is_text() {
                        self.run(i)
                    } else {
                        Vec::new()
                    };
                    let close = run.windows(2).take_while(|w| w[1] - w[0] <= 2).count() + 1;
                    let prose = run
                        .iter()
                        .take(close)
                        .filter(|&&at| self.kinds[at] == Kind::Prose)
                        .count();
                    let ends = match zone {
                        Zone::None => true,
                        Zone::List => prose >= 2 || (prose == 1 && close >= 3),
                        Zone::Comments | Zone::Footer => prose >= 3,
                        Zone::Tags => true,
                    };
                    if kind.is_text() && ends {
                        zone = Zone::None;
                    }
                }
            }
            if zone == Zone::List && self.kinds[i] == Kind::Headline && self.run_below(i) >= 2 {
                // The headline of an article below a list: the page's first, or dated or signed.
                let dated = [self.previous(i), self.kind(i + 1)]
                    .iter()
                    .any(|k| matches!(k, Some(Kind::Stamp | Kind::Byline)));
                if !begun || (dated && self.previous(i) != Some(Kind::ListHeading)) {
                    zone = Zone::None;
                }
            }
            begun |= zone == Zone::None && self.kinds[i] == Kind::Prose;
            let piece = &mut pieces[i];
            match zone {
                Zone::None => {}
                Zone::List if self.kinds[i].is_text() => piece.seen.add(TeaserInList),
                Zone::List => piece.seen.add(LinkInList),
                Zone::Comments => piece.seen.add(FootInComments),
                Zone::Footer => piece.seen.add(FootInFooter),
                Zone::Tags => piece.seen.add(FootInTags),
            }
            i += 1;
        }
    }

    fn headlines(&self, pieces: &mut [Piece], stated: Option<&str>) {
        let stated = stated.map(print_of);
        let first_text = self.kinds.iter().position(|k| k.is_text());
        let first_line = self
            .kinds
            .iter()
            .position(|k| !matches!(k, Kind::Stamp | Kind::Button));
        // A headline on the page's first line, though a caption without a credit or a subheading
        // may stand between it and the text; else the last headline above the text.
        let on_first_line = first_line.filter(|&i| {
            i <= 1
                && self.kinds[i] == Kind::Headline
                && first_text.is_some_and(|text| {
                    let between = |kind| (i + 1..text).filter(|&at| self.kinds[at] == kind).count();
                    text > i
                        && between(Kind::Headline) <= 1
                        && between(Kind::ListHeading) == 0
                        && between(Kind::Other) == 0
                })
        });
        let first_headline = on_first_line.or_else(|| {
            first_text.and_then(|text| {
                (0..text)
                    .rev()
                    .find(|&i| self.kinds[i] == Kind::Headline && self.text_after(i) == Some(text))
            })
        });
        let items = self.digest_items(pieces);
        let mut known = Known((0..pieces.len()).map(|_| None).collect());
        let (mut run_start, mut headlines) = (0, 0);
        // The headline of the story so far.
        let mut current = first_headline.unwrap_or(0);
        for i in 0..pieces.len() {
            let kind = self.kinds[i];
            if stated.is_some() && Some(pieces[i].print) == stated && kind != Kind::Prose {
                pieces[i].seen.add(TitleStated);
            }
            if kind.is_text() {
                run_start = i + 1;
                headlines = 0;
            }
            if !matches!(kind, Kind::Headline | Kind::Label | Kind::Remark) {
                continue;
            }
            let text = if Some(i) == on_first_line {
                first_text
            } else {
                self.text_after(i)
            };
            let run = text.map_or(Vec::new(), |at| self.run(at));
            let words: u32 = run.iter().map(|&at| pieces[at].shape.words).sum();
            if run.is_empty() {
                pieces[i].seen.add(TitleNoTextAhead);
                if kind == Kind::Headline
                    && pieces[i].shape.words >= 7
                    && pieces[i].shape.end == End::Open
                    && self
                        .previous(i)
                        .is_some_and(|k| k.is_text() || k == Kind::Caption)
                {
                    pieces[i].seen.add(LinkNothingFollows);
                }
            } else if run.len() == 1 && (words < 40 || text != first_text) {
                pieces[i].seen.add(TitleLoneParagraph);
            }
            if kind != Kind::Headline {
                continue;
            }
            if items.contains(&i) {
                pieces[i].seen.add(TitleDigestItem);
                if let Some(&text) = run.first() {
                    pieces[text].seen.add(BodyDigestItem);
                }
            }
            if Some(i) == first_line && i <= 1 {
                pieces[i].seen.add(TitleFirstLine);
            }
            if Some(i) == first_headline {
                pieces[i].seen.add(TitleFirstHeadline);
            }
            let story = run.len() >= 2 || words >= 40;
            if story {
                let beside = |k: Option<Kind>| k == Some(Kind::Stamp);
                if beside(self.previous(i)) || beside(self.kind(i + 1)) {
                    pieces[i].seen.add(TitleBesideStamp);
                }
                if self.previous(i) == Some(Kind::Byline)
                    || (self.previous(i) == Some(Kind::Stamp)
                        && i >= 2
                        && self.kind(i - 2) == Some(Kind::Byline))
                {
                    pieces[i].seen.add(TitleBelowByline);
                }
                if run.len() >= 2 && self.kind(i + 1) == Some(Kind::Byline) {
                    pieces[i].seen.add(TitleAboveByline);
                }
                if run.len() >= 2 && text.is_some_and(|at| opens_with_mark(&pieces[at].text)) {
                    pieces[i].seen.add(TitleAboveDateline);
                }
                if pieces[i].blanks >= 2 {
                    pieces[i].seen.add(TitleSetApart);
                }
            }
            let more = self.kind(i + 1) == Some(Kind::Headline);
            if Some(i) != first_headline && ((headlines >= 2 && !story) || (headlines >= 1 && more))
            {
                pieces[i].seen.add(LinkRun);
            }
            // In lists headlines follow headlines; what they are about decides nothing.
            let listed = [
                LinkInList,
                LinkRepeated,
                Doubled,
                DatedHeadline,
                Bullet,
                List,
            ]
            .iter()
            .any(|e| pieces[i].seen.has(*e));
            if !listed {
                self.topics(pieces, i, &run, current, &mut known);
            }
            if pieces[i].seen.has(TitleFreshStory) {
                current = i;
            }
            if headlines >= 1
                && run_start > 0
                && self.previous(i) == Some(Kind::Headline)
                && !pieces[i].seen.has(TitleFreshStory)
            {
                pieces[i].seen.add(LinkRun);
            }
            headlines += 1;
        }
    }

    /// Headlines of a digest: three or more in a row, each directly above one paragraph of forty
    /// words or more that tells it again, no times between and outside lists.
    fn digest_items(&self, pieces: &[Piece]) -> Vec<usize> {
        let is_item = |i: usize| {
            self.kinds[i] == Kind::Headline
                && !pieces[i].seen.has(LinkInList)
                && !pieces[i].seen.has(LinkRepeated)
                && self.kind(i + 1) == Some(Kind::Prose)
                && pieces[i + 1].shape.words >= 40
                && pieces[i + 1].shape.end != End::Dots
                && {
                    let title = Topics::of(&pieces[i].text);
                    title.shared(&Topics::of(&pieces[i + 1].text)) * 5 >= title.len().max(5)
                }
        };
        let mut items = Vec::new();
        let mut chain: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < self.kinds.len() {
            if is_item(at) {
                chain.push(at);
                at += 2;
                // A caption or byline may close an item.
                while matches!(self.kind(at), Some(Kind::Caption | Kind::Byline)) {
                    at += 1;
                }
            } else {
                if chain.len() >= 3 {
                    items.append(&mut chain);
                }
                chain.clear();
                at += 1;
            }
        }
        if chain.len() >= 3 {
            items.append(&mut chain);
        }
        items
    }

    /// Compares a headline with the text around it.
    fn topics(
        &self,
        pieces: &mut [Piece],
        i: usize,
        run: &[usize],
        current: usize,
        known: &mut Known,
    ) {
        let Some(&lead) = run.first() else {
            return;
        };
        let title = known.of(pieces, i).clone();
        let lead_topics = known.of(pieces, lead).clone();
        let shared = title.shared(&lead_topics);
        if shared * 5 >= title.len() && shared >= 2 && (pieces[i].shape.words >= 6 || i < 3) {
            pieces[i].seen.add(TitleRestated);
        }
        // The story so far, back to the headline before or to a list.
        let mut story = Vec::new();
        for at in (i.saturating_sub(FAR)..i).rev() {
            match self.kinds[at] {
                Kind::Prose if pieces[at].seen.has(TeaserInList) => {}
                Kind::Prose => {
                    story.push(at);
                    if story.len() == LOOK_BACK {
                        break;
                    }
                }
                Kind::ListHeading | Kind::Comment | Kind::Legal => break,
                _ => {}
            }
        }
        if story.is_empty() {
            return;
        }
        let before = known.all(pieces, &story);
        let after = known.all(pieces, &run[1..]);
        let old = after.shared(&before);
        let mut fresh = title.clone();
        fresh.extend_all(&lead_topics);
        let new = after.shared(&fresh);
        let restated = pieces[i].seen.has(TitleRestated);
        let mut ahead = lead_topics.clone();
        ahead.extend_all(&after);
        // Of what the shorter of both texts could share, how much it does: a story that goes on
        // repeats its names and words, another story hardly any (measured on 60 pages: 8 to 25 %
        // against 0 to 5 %).
        let most = ahead.len().min(before.len());
        let continuity = ahead.shared(&before) as f32 / most.max(1) as f32;
        // The headline of the story so far, told again below, means that the story goes on.
        let own = known.of(pieces, current);
        let recalled = own.shared(&ahead);
        let same = recalled >= 3 || (recalled >= 2 && recalled * 4 >= own.len());
        let changed = most >= 60 && (continuity < 0.06 || (continuity < 0.09 && new > old));
        let told_below = restated && new as f32 > old as f32 * 1.3 && new >= 3 && continuity < 0.09;
        if run.len() >= 2 && !same && (changed || told_below) {
            pieces[i].seen.add(TitleFreshStory);
        } else if restated
            && run.len() >= 2
            && ![
                TitleBesideStamp,
                TitleBelowByline,
                TitleAboveByline,
                TitleAboveDateline,
            ]
            .iter()
            .any(|e| pieces[i].seen.has(*e))
            && lead_topics.shared(&before) * 12 < lead_topics.len()
            && (old > 2 * new || old >= new + 2)
        {
            // The paragraph below the headline is another story's, those after it are this one's.
            pieces[i].seen.add(LinkStoryGoesOn);
            pieces[lead].seen.add(TeaserStoryGoesOn);
        }
        if same && !pieces[i].seen.has(TitleFreshStory) {
            pieces[i].seen.add(SubSameStory);
        }
        let words = pieces[i].shape.words;
        let near = title.shared(&ahead);
        let far = title.shared(&before);
        if !restated && words >= 7 && near + far <= title.len() / 7 && continuity >= 0.06 {
            pieces[i].seen.add(LinkOffTopic);
        } else if near > 0 && words <= 12 && continuity >= 0.06 {
            pieces[i].seen.add(SubOnTopic);
        }
    }

    /// Single paragraphs between headlines.
    fn teasers(&self, pieces: &mut [Piece]) {
        let mut texts = 0;
        let linked: Vec<bool> = pieces
            .iter()
            .map(|p| p.seen.has(Bullet) || (p.seen.has(List) && p.shape.words > 6))
            .collect();
        // Paragraphs since the last headline, and whether a byline below two of them closed the text.
        let (mut paragraphs, mut closed) = (0, false);
        // A link behind an arrow or `Xem thêm:` stands in the text for itself and has no teaser,
        // unless others of its kind surround it.
        let inline: Vec<bool> = pieces
            .iter()
            .map(|piece| piece.seen.has(Bullet) || piece.seen.has(List))
            .collect();
        for (i, piece) in pieces.iter_mut().enumerate() {
            match self.kinds[i] {
                Kind::Byline => closed = paragraphs >= 2,
                Kind::Headline if self.run_below(i) >= 2 => (paragraphs, closed) = (0, false),
                kind if kind.is_text() => paragraphs += 1,
                _ => {}
            }
            if !self.kinds[i].is_text() {
                continue;
            }
            texts += 1;
            if closed && piece.blanks < 2 && !self.kinds.get(i + 1).is_some_and(|k| k.is_text()) {
                piece.seen.add(TeaserBelowSignature);
            }
            let previous = self.previous(i);
            let next = self.kind(i + 1);
            // A link inside a text, marked as one, makes no list.
            if linked.get(i.wrapping_sub(1)).copied().unwrap_or(false) {
                continue;
            }
            let alone = matches!(
                next,
                None | Some(
                    Kind::Headline
                        | Kind::Label
                        | Kind::Stamp
                        | Kind::ListHeading
                        | Kind::Legal
                        | Kind::Comment
                        | Kind::Other
                        | Kind::Button
                )
            );
            if !alone || texts == 1 {
                continue;
            }
            if previous == Some(Kind::Headline) {
                if inline[i - 1] && piece.seen.has(Prose) {
                    continue;
                }
                piece.seen.add(TeaserBelowHeadline);
            } else if previous == Some(Kind::Stamp) {
                piece.seen.add(TeaserBelowStamp);
            }
        }
        // Text set far below the rest, under the byline: the standfirst, printed last.
        if let Some(last) = self.kinds.iter().rposition(|k| k.is_text())
            && self.kinds[last] == Kind::Prose
            && pieces[last].blanks >= 2
            && (self.previous(last) == Some(Kind::Byline) || pieces[last].blanks >= 3)
            && self.kinds[last + 1..]
                .iter()
                .all(|k| !matches!(k, Kind::Headline))
        {
            pieces[last].seen.add(BodyLastStandfirst);
        }
    }
}
