//! Lines that a scraper broke, and lines that are no text of the page's language: what can be told
//! before the kinds of the lines are.

use super::caption::{Captions, is_host};
use super::evidence::Evidence::*;
use super::evidence::Observed;
use super::layout::REACH;
use super::piece::Piece;
use super::shape::End;

/// Sentences that a scraper broke where a link or a bold word began and ended.
pub(super) fn broken_sentences(pieces: &mut [Piece]) {
    const FURNITURE: Observed = Observed::of(&[
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
    ]);
    let furniture = |piece: &Piece| piece.seen.any(FURNITURE);
    let open = |piece: &Piece| matches!(piece.shape.end, End::Open | End::Clause);
    for i in 1..pieces.len() {
        // `… trên tài khoản` · `Twitter` · `của mình, …`: the name of a button is text between both.
        if i >= 2
            && furniture(&pieces[i - 1])
            && pieces[i - 1].shape.words <= 3
            && pieces[i]
                .text
                .starts_with(|c: char| c.is_lowercase() || c == ',')
            && pieces[i - 2].shape.words >= 5
            && ends_small(&pieces[i - 2].text)
            && !furniture(&pieces[i - 2])
            && adjoins(&pieces[i - 2], &pieces[i - 1])
            && adjoins(&pieces[i - 1], &pieces[i])
        {
            for evidence in [Share, Follow, Tools, Video, Menu, Section] {
                pieces[i - 1].seen.remove(evidence);
            }
            pieces[i - 2].seen.add(Broken);
            pieces[i - 1].seen.add(GoesOn);
        }
        let (head, tail) = pieces.split_at_mut(i);
        let (before, piece) = (&mut head[i - 1], &mut tail[0]);
        let spaced = is_spaced(before);
        if adjoins(before, piece)
            && (goes_on(&piece.text) || (before.seen.has(GoesOn) && spaced && is_spaced(piece)))
            // Short lines in small letters are tags or items of a list.
            && (piece.shape.words >= 6
                || piece.shape.end != End::Open
                || !piece.text.starts_with(char::is_alphabetic)
                || before.shape.words >= 8
                || (spaced && (before.shape.words >= 4 || before.seen.has(GoesOn))))
            && open(before)
            && !furniture(before)
            && !furniture(piece)
        {
            before.seen.add(Broken);
            piece.seen.add(GoesOn);
        }
    }
    // `…, theo` · `AP` · `, cho biết …`: the linked word hangs on the line before it too.
    let mut opener = None;
    for i in (1..pieces.len()).rev() {
        let (head, tail) = pieces.split_at_mut(i);
        let (before, piece) = (&mut head[i - 1], &tail[0]);
        let hangs = piece.seen.has(Broken) && !piece.seen.has(GoesOn) && piece.shape.words <= 8;
        if !(hangs && piece.blanks == 0 && open(before) && !furniture(before) && i > 1) {
            continue;
        }
        // `Theo` · `AP` · `, cầu …`: a word alone opens the sentence, and hangs on nothing.
        let opens = before.shape.words == 1 && before.text.starts_with(char::is_uppercase);
        if opener == Some(i) {
            continue;
        }
        if opens {
            opener = Some(i - 1);
        }
        if opens || ends_small(&before.text) {
            before.seen.add(Broken);
            tail[0].seen.add(GoesOn);
        }
    }
}

/// Lines that hold a picture's credit and nothing else, below the caption: `Cầu mới lúc hoàng hôn` ·
/// `REUTERS`.
pub(super) fn credit_lines(pieces: &mut [Piece], captions: &Captions) {
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
        // A word between the parts of a broken sentence is no credit.
        let broken = piece.seen.has(GoesOn) || above.seen.has(Broken);
        if !shown || broken || piece.shape.words > 6 {
            continue;
        }
        // An article's headline stands first, above its byline.
        let inside = i >= 2
            && pieces[..i - 1]
                .iter()
                .rev()
                .take(REACH)
                .any(|p| p.seen.has(Prose));
        if !inside {
            continue;
        }
        // `Cầu mới. Ảnh: Lê Na` shows something itself.
        let bare = captions
            .credit(&piece.text)
            .map_or(!piece.text.contains(". "), |start| start <= 1);
        let credit = piece.seen.has(CaptionCredit) && bare;
        // A name in capitals is a credit where it signs elsewhere too.
        let upper =
            !piece.shape.small_letters && pieces.get(i + 1).is_some_and(|p| p.seen.has(Prose));
        let medium = upper && piece.seen.has(super::evidence::Evidence::Source);
        let signer = upper
            && piece.seen.has(Name)
            && pieces
                .iter()
                .enumerate()
                .any(|(at, p)| at != i && p.seen.has(Name) && p.print() == piece.print());
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

/// Links that begin with the name of their picture, which reads as the beginning of a sentence.
pub(super) fn slugs(pieces: &mut [Piece]) {
    for piece in pieces.iter_mut() {
        if !piece.text.is_ascii() && opens_with_slug(&piece.text) {
            for text in [Prose, Long, CutOff] {
                piece.seen.remove(text);
            }
            piece.seen.add(Headline);
            piece.seen.add(Bullet);
        }
    }
}

/// Sentences without a marked letter on a page of marked ones: messages of players and forms.
pub(super) fn unmarked(pieces: &mut [Piece]) {
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
pub(super) fn broken_credits(pieces: &mut [Piece]) {
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

/// True for a line directly above another.
fn adjoins(above: &Piece, below: &Piece) -> bool {
    below.blanks == 0 && below.line == above.line + 1
}

/// True where a space stands at an end of the line as read, as beside a link that was on a line of its own.
fn is_spaced(piece: &Piece) -> bool {
    piece.bytes.len() > piece.text.len() && piece.shape.end == End::Open
}

/// True where the last word could not end a line.
fn ends_small(text: &str) -> bool {
    let last = text.rsplit(' ').next();
    last.is_some_and(|w| w.starts_with(char::is_lowercase) || w.ends_with([',', '“', ':']))
}

/// True for a line that can only be the rest of a sentence.
fn goes_on(text: &str) -> bool {
    match text.chars().next() {
        Some(c) if c.is_lowercase() => {
            let other = text.contains("http") || text.contains('@');
            !other && !is_host(text.trim_end()) && !opens_with_slug(text)
        }
        Some(',' | ';' | '”' | ')' | '%') => true,
        Some('.') => !text.starts_with("..."),
        _ => false,
    }
}

/// Words without a mark or a capital that Vietnamese text hardly begins with.
const SLUG_WORDS: usize = 6;

/// `nguoi dan cho thong xe cau moi Cầu mới thông xe`: a picture's name made of the headline's letters.
fn opens_with_slug(text: &str) -> bool {
    let plain = |word: &&str| {
        word.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.split(' ').take_while(plain).count() >= SLUG_WORDS
}
