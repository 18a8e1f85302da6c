//! What a line's neighbours say about it: broken sentences, repeats, pictures, teasers; lists are
//! in [`super::zones`], headlines in [`super::headlines`].

use std::collections::HashMap;

use xxhash_rust::xxh3::Xxh3DefaultBuilder;

use super::caption;
use super::evidence::Evidence::*;
use super::evidence::Observed;
use super::layout::{FAR, Kind, Page, REACH};
use super::piece::{Piece, print_of};
use super::shape::End;

/// Words of a paragraph that holds a whole text on one line.
const FLAT_WORDS: u32 = 100;

/// Adds to every piece what its neighbours say. `stated` is the headline the input names.
pub(super) fn observe(pieces: &mut [Piece], stated: Option<&str>) {
    broken_sentences(pieces);
    broken_credits(pieces);
    credit_lines(pieces);
    unmarked(pieces);
    let page = Page::of(pieces);
    page.questions(pieces);
    page.repeats(pieces);
    page.captions(pieces);
    page.zones(pieces);
    page.headlines(pieces, stated);
    page.teasers(pieces);
    page.named_in_text(pieces);
    page.amid_furniture(pieces);
    page.tags(pieces);
    page.around_text(pieces);
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

/// Lines that hold a picture's credit and nothing else, below the caption: `Cầu mới lúc hoàng hôn` ·
/// `REUTERS`.
fn credit_lines(pieces: &mut [Piece]) {
    for i in 1..pieces.len() {
        let piece = &pieces[i];
        let above = &pieces[i - 1];
        let shown = above.shape.end == End::Open
            && (4..=40).contains(&above.shape.words)
            && (above.seen.has(Headline) || above.seen.has(Label))
            && !above.seen.any(Observed::of(&[
                Tools, List, Comment, Share, Follow, Section, Menu,
            ]))
            && above.line + 2 >= piece.line;
        // An article's headline stands first, above its byline.
        let inside = i >= 2
            && pieces[..i - 1]
                .iter()
                .rev()
                .take(REACH)
                .any(|p| p.seen.has(Prose));
        if !shown || !inside || piece.shape.words > 6 {
            continue;
        }
        let credit = piece.seen.has(CaptionCredit);
        // A name in capitals is a credit where it signs elsewhere too.
        let upper =
            piece.shape.small_letters == 0 && pieces.get(i + 1).is_some_and(|p| p.seen.has(Prose));
        let medium = upper && piece.seen.has(super::evidence::Evidence::Source);
        let signer = upper
            && piece.seen.has(Name)
            && pieces
                .iter()
                .enumerate()
                .any(|(at, p)| at != i && p.print == piece.print && p.seen.has(Name));
        if credit || medium || signer {
            let seen = &mut pieces[i].seen;
            for other in [Signed, Name, Initials, super::evidence::Evidence::Source] {
                seen.remove(other);
            }
            seen.add(CaptionCredit);
            pieces[i - 1].seen.add(CaptionAboveCredit);
        }
    }
}

/// Sentences without a marked letter on a page of marked ones: messages of players and forms.
fn unmarked(pieces: &mut [Piece]) {
    let plain = |piece: &Piece| piece.shape.smalls >= 3 && piece.text.is_ascii();
    let (mut marked, mut all) = (0, 0);
    for piece in pieces.iter().filter(|p| p.shape.smalls >= 3) {
        all += 1;
        marked += usize::from(!plain(piece));
    }
    if marked * 4 < all * 3 {
        return;
    }
    for piece in pieces.iter_mut().filter(|p| plain(p)) {
        if piece.shape.words >= 5 && !piece.seen.has(StampLine) && !piece.seen.has(GoesOn) {
            piece.seen.add(Unmarked);
        }
    }
}

/// The names that a link set apart from the credit or byline they belong to: `… Ảnh:` · `AP` · `.`,
/// `Lê Na (Theo` · `AP, Reuters` · `)`.
fn broken_credits(pieces: &mut [Piece]) {
    for i in 0..pieces.len() {
        let piece = &pieces[i];
        let text = piece.text.trim_end();
        let goes_on = if piece.seen.has(CaptionCredit) && text.ends_with(':') {
            CaptionGoesOn
        } else if (piece.seen.has(Signed) || piece.seen.has(super::evidence::Evidence::Source))
            && text.rfind('(') > text.rfind(')')
        {
            BylineGoesOn
        } else {
            continue;
        };
        for at in i + 1..pieces.len().min(i + 4) {
            let next = &pieces[at];
            let bare = next.text.trim();
            let mark = !bare.contains(char::is_alphanumeric);
            let name = at == i + 1
                && next.shape.words <= 12
                && next.shape.smalls <= 1
                && bare.starts_with(char::is_alphanumeric);
            if next.line != pieces[at - 1].line + 1 || next.blanks > 0 || !(mark || name) {
                break;
            }
            let closed = bare.ends_with([')', '.']);
            pieces[i].seen.remove(Broken);
            let seen = &mut pieces[at].seen;
            for other in [Broken, GoesOn, Headline, Signed, Name, Initials] {
                seen.remove(other);
            }
            seen.add(goes_on);
            if closed {
                break;
            }
        }
    }
}

/// True where `text` says `name`, other than in a credit.
fn tells_of(text: &str, name: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()).any(|at| {
        let head = text[..at].trim_end();
        !head.ends_with([':', '/', '-', '–', '('])
    })
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

impl Page {
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
            if self.kinds[i] != Kind::Headline
                || counts.get(&print).is_none_or(|n| *n < 2)
                || pieces[i].text.starts_with(char::is_lowercase)
            {
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
                && (next.shape.words <= 30 || next.seen.has(CaptionCredit))
            {
                next.seen.add(CaptionBelowGenerated);
            }
        }
        titles.sort_unstable();
        for i in 0..pieces.len() {
            // `Chụp lại hình ảnh,` announces what the picture shows.
            if pieces[i].seen.has(Placeholder)
                && pieces[i].shape.end == End::Clause
                && let Some(next) = pieces.get_mut(i + 1)
                && next.shape.words <= 45
                && next.blanks <= 1
                && matches!(
                    self.kinds[i + 1],
                    Kind::Headline | Kind::Label | Kind::Remark | Kind::Prose | Kind::Caption
                )
            {
                next.seen.add(CaptionLabelled);
            }
            // What shows without asserting is a caption between paragraphs only.
            if pieces[i].seen.has(CaptionUnsigned)
                && !pieces[i].text.contains('(')
                && !self.is_between_text(pieces, i)
            {
                pieces[i].seen.remove(CaptionUnsigned);
            }
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

    /// True for a line with a paragraph below it, and one or the page's headline above it.
    fn is_between_text(&self, pieces: &[Piece], i: usize) -> bool {
        let below = matches!(self.kind(i + 1), Some(Kind::Prose | Kind::Caption))
            && !pieces[i + 1].seen.has(GoesOn);
        let above = match self.previous(i) {
            Some(Kind::Prose | Kind::Remark | Kind::Caption) => true,
            // It may be the standfirst, which tells, while a picture shows somebody by name.
            // Above a whole text on one line it is the standfirst.
            Some(Kind::Headline | Kind::Stamp | Kind::Byline | Kind::Button | Kind::Other) => {
                pieces[i].shape.capitals >= 3
                    && pieces
                        .get(i + 1)
                        .is_some_and(|next| next.shape.words < FLAT_WORDS)
            }
            _ => false,
        };
        above && below && !pieces[i].seen.has(GoesOn) && !pieces[i].seen.has(Broken)
    }

    /// Names below the text that the text tells about: its tags, not its writers.
    fn named_in_text(&self, pieces: &mut [Piece]) {
        let Some(first) = self.kinds.iter().position(|k| *k == Kind::Prose) else {
            return;
        };
        for i in first + 1..pieces.len() {
            if !pieces[i].seen.has(Name) || pieces[i].shape.words > 5 {
                continue;
            }
            let name = pieces[i].text.trim();
            let told = (first.saturating_sub(REACH)..i)
                .rev()
                .take(FAR)
                .filter(|&at| matches!(self.kinds[at], Kind::Prose | Kind::Headline))
                .any(|at| tells_of(&pieces[at].text, name));
            if told {
                pieces[i].seen.add(BylineInText);
            }
        }
    }

    /// Names above the text that return below it; the only stamp, where it closes the text; bare
    /// numbers between paragraphs.
    fn around_text(&self, pieces: &mut [Piece]) {
        let Some(first) = self.kinds.iter().position(|k| *k == Kind::Prose) else {
            return;
        };
        for i in 0..first {
            if !pieces[i].seen.has(Name) {
                continue;
            }
            let print = pieces[i].print;
            let again = (first + 1..pieces.len())
                .find(|&at| pieces[at].print == print && pieces[at].seen.has(Name));
            if let Some(at) = again {
                pieces[i].seen.add(BylineTwice);
                pieces[at].seen.add(BylineTwice);
            }
        }
        // `(Nguồn: AP)` below the last paragraph credits the text, no picture.
        if let Some(last) = self.kinds.iter().rposition(|k| k.is_text())
            && let Some(piece) = pieces.get_mut(last + 1)
            && piece.seen.has(CaptionCredit)
            && piece.shape.words <= 6
            && ["(Nguồn", "Nguồn:", "(Theo"]
                .iter()
                .any(|word| piece.text.starts_with(word))
        {
            piece.seen.remove(CaptionCredit);
            piece.seen.add(super::evidence::Evidence::Source);
        }
        let stamp = self.kinds.iter().position(|k| *k == Kind::Stamp);
        if let Some(at) = stamp.filter(|&at| at > first)
            && !pieces[at].seen.has(StampBulleted)
            && self
                .previous(at)
                .is_some_and(|k| k == Kind::Byline || k.is_text())
        {
            pieces[at].seen.add(StampBelowText);
        }
        // A lone word or name between two paragraphs heads the second one.
        for i in first + 1..pieces.len().saturating_sub(1) {
            let seen = pieces[i].seen;
            let word = seen.has(Initials) && pieces[i].text.contains(char::is_lowercase);
            if matches!(self.kinds[i], Kind::Byline | Kind::Label)
                && (word || seen.has(Name))
                && !seen.has(CaptionCredit)
                && pieces[i].shape.small_letters > 0
                && !pieces[i].text.contains('.')
                && matches!(self.previous(i), Some(Kind::Prose | Kind::Remark))
                && self.kind(i + 1) == Some(Kind::Prose)
                && pieces[i + 1].blanks < 2
                && self.run(i + 1).len() >= 2
            {
                pieces[i].seen.add(BylineBetweenText);
            }
        }
        for i in first + 1..pieces.len() {
            let digits = pieces[i]
                .text
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            if (1..=2).contains(&digits)
                && matches!(&pieces[i].text[digits..], "" | "." | ")")
                && self.previous(i).is_some_and(Kind::is_text)
                && self.kind(i + 1) == Some(Kind::Prose)
                && !pieces[i + 1]
                    .seen
                    .any(Observed::of(&[TeaserInList, FootInComments]))
            {
                pieces[i].seen.add(SubNumber);
            }
        }
    }

    /// Words in small letters below the text, and what stands directly above them: tags without a
    /// heading. A name on the page's first line is no writer's.
    fn tags(&self, pieces: &mut [Piece]) {
        if let Some(first) = pieces.first_mut()
            && (first.seen.has(Name) || first.seen.has(Initials))
            && matches!(self.kind(1), Some(Kind::Headline | Kind::Label))
        {
            first.seen.add(BylineFirstLine);
        }
        let Some(text) = self.kinds.iter().position(|k| *k == Kind::Prose) else {
            return;
        };
        let signs = |piece: &Piece| {
            piece.seen.has(Signed) || (piece.seen.has(Name) && !piece.seen.has(BylineFirstLine))
        };
        let mut below = false;
        for i in (text + 1..pieces.len()).rev() {
            let few = pieces[i].shape.words <= 4
                && pieces[i].shape.end == End::Open
                && !pieces[i].text.contains(char::is_numeric);
            // A name is a tag where somebody else has signed.
            let label = few
                && (self.kinds[i] == Kind::Label
                    || (pieces[i].seen.has(Name) && pieces[..i].iter().any(signs)));
            let small = few
                && matches!(self.kinds[i], Kind::Label | Kind::Headline)
                && pieces[i].text.starts_with(char::is_lowercase);
            below = small || (below && label && self.kind(i + 1).is_some());
            // Inside the text a small word is a stray link.
            let inside = self.kind(i + 1).is_some_and(Kind::is_text);
            if below && !inside {
                pieces[i].seen.add(Tag);
            }
        }
    }

    /// A few words, or a figure, between two lines of furniture.
    fn amid_furniture(&self, pieces: &mut [Piece]) {
        let furniture = |i: Option<usize>| {
            i.and_then(|i| self.kind(i)).is_some_and(|kind| {
                matches!(
                    kind,
                    Kind::Button | Kind::Comment | Kind::Legal | Kind::Other
                )
            })
        };
        let timed: Vec<bool> = pieces.iter().map(|p| p.seen.has(StampRelative)).collect();
        let untimed = |i: Option<usize>| !i.and_then(|i| timed.get(i)).copied().unwrap_or(false);
        let listed = |i: Option<usize>| {
            i.and_then(|i| self.kind(i))
                .is_some_and(|kind| matches!(kind, Kind::Headline | Kind::ListHeading))
        };
        let first_text = self.kinds.iter().position(|k| *k == Kind::Prose);
        for piece in &mut pieces[..first_text.unwrap_or(0)] {
            piece.seen.add(AboveText);
        }
        for (i, piece) in pieces.iter_mut().enumerate() {
            let (above, below) = (i.checked_sub(1), Some(i + 1));
            let seen = piece.seen;
            let amid = match self.kinds[i] {
                Kind::Headline | Kind::Label => {
                    const MARKED: Observed = Observed::of(&[
                        TitleFirstHeadline,
                        TitleFirstLine,
                        TitleStated,
                        Doubled,
                        Bullet,
                        LinkInList,
                        CaptionLabelled,
                        DatedHeadline,
                    ]);
                    !seen.any(MARKED)
                        && (piece.shape.words <= 4 || furniture(above))
                        && furniture(below)
                        && furniture(above)
                        && untimed(above)
                        && untimed(below)
                }
                // The outlet's name above its licence.
                Kind::Byline => {
                    !seen.has(Name)
                        && !seen.has(Signed)
                        && self.kind(i + 1) == Some(Kind::Legal)
                        && (!self.previous(i).is_some_and(Kind::is_text)
                            || (piece.shape.is_upper() && piece.shape.words >= 3))
                }
                Kind::Other if seen.has(Number) || seen.has(StampRelative) => {
                    let teased = above.and_then(|i| self.kind(i)).is_some_and(Kind::is_text);
                    (furniture(above) && !listed(below))
                        || (furniture(below) && !listed(above) && !teased && above.is_some())
                }
                _ => false,
            };
            if amid {
                piece.seen.add(AmidFurniture);
            }
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
            if closed
                && piece.blanks < 2
                && !piece.seen.has(FootInComments)
                && !self.kinds.get(i + 1).is_some_and(|k| k.is_text())
            {
                // Teasers stand below headlines; between buttons and names stand readers' words.
                let buttons = matches!(
                    self.previous(i),
                    Some(Kind::Button | Kind::Comment | Kind::Other)
                );
                piece.seen.add(if buttons {
                    FootInComments
                } else {
                    TeaserBelowSignature
                });
            }
            let previous = self.previous(i);
            let next = self.kind(i + 1);
            if piece.seen.has(BodyBelowLink) {
                continue;
            }
            // A link inside a text, marked as one, makes no list.
            if linked.get(i.wrapping_sub(1)).copied().unwrap_or(false) {
                piece.seen.add(BodyBelowLink);
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
