//! From parts to roles: what counts as an article, and which paragraph is its standfirst.

use super::Role;
use super::evidence::{Evidence, Scales, State};
use super::piece::Piece;

/// A role with its reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Settled {
    pub(super) role: Role,
    pub(super) reason: &'static str,
    pub(super) score: f32,
}

/// What could be an article and has too little text.
const TOO_SHORT: Settled = Settled {
    role: Role::Related,
    reason: "place.too-short",
    score: 0.6,
};

/// Words that make a single paragraph an article.
const ARTICLE_WORDS: u32 = 40;

/// Words of a paragraph that holds a whole text on one line.
const FLAT_WORDS: u32 = 100;

/// Bytes of such a paragraph.
const FLAT_BYTES: usize = 600;

/// The role of every piece.
pub(super) fn settle(scales: &Scales, pieces: &[Piece], states: &[State]) -> Vec<Settled> {
    let mut settled: Vec<Settled> = pieces
        .iter()
        .zip(states)
        .map(|(piece, state)| {
            let (reason, score) = scales.reason(piece.seen, *state);
            Settled {
                role: state.role(),
                reason,
                score,
            }
        })
        .collect();
    let mut at = 0;
    while at < settled.len() {
        if settled[at].role != Role::Title {
            at += 1;
            continue;
        }
        let end = (at + 1..settled.len())
            .find(|&i| settled[i].role == Role::Title)
            .unwrap_or(settled.len());
        article(pieces, &mut settled, at, end);
        at = end;
    }
    // Text above the first headline, or on a page without one.
    let first = settled
        .iter()
        .position(|s| s.role == Role::Title)
        .unwrap_or(settled.len());
    if first == settled.len() && settled.iter().any(|s| s.role == Role::Body) {
        standfirst(pieces, &mut settled, 0, first);
    } else if first < settled.len() {
        above_headline(pieces, &mut settled[..first]);
    }
    settled
}

/// One short line of text above the first headline is no article.
fn above_headline(pieces: &[Piece], settled: &mut [Settled]) {
    let mut body = (0..settled.len()).filter(|&i| settled[i].role == Role::Body);
    if let (Some(only), None) = (body.next(), body.next())
        && pieces[only].shape.words < ARTICLE_WORDS
    {
        settled[only] = TOO_SHORT;
    }
}

/// An article needs two paragraphs, or one of forty words; else it is a link with its teaser.
fn article(pieces: &[Piece], settled: &mut [Settled], title: usize, end: usize) {
    let body: Vec<usize> = (title + 1..end)
        .filter(|&i| settled[i].role == Role::Body)
        .collect();
    let words: u32 = body.iter().map(|&i| pieces[i].shape.words).sum();
    if body.len() >= 2 || words >= ARTICLE_WORDS {
        // Printed below the text it introduces.
        if let Some(&last) = body.last()
            && body.len() >= 2
            && pieces[last].seen.has(Evidence::BodyLastStandfirst)
        {
            settled[last] = Settled {
                role: Role::Lead,
                reason: "body.last-standfirst",
                score: 0.8,
            };
            return;
        }
        standfirst(pieces, settled, title, end);
        return;
    }
    // The heading of a digest: its stamp dates the items below.
    let heading = body.is_empty()
        && end < settled.len()
        && settled[..title].iter().all(|s| s.role != Role::Title);
    if heading {
        return;
    }
    for part in settled[title..end].iter_mut().filter(|s| {
        matches!(
            s.role,
            Role::Title | Role::Body | Role::Lead | Role::Timestamp | Role::Subheading
        )
    }) {
        *part = TOO_SHORT;
    }
}

/// The first paragraph is the standfirst where something stands between it and the next, or where
/// the page is a headline, a short paragraph and a long one.
fn standfirst(pieces: &[Piece], settled: &mut [Settled], from: usize, end: usize) {
    let mut body = (from..end).filter(|&i| settled[i].role == Role::Body);
    let (Some(first), Some(second)) = (body.next(), body.next()) else {
        return;
    };
    // All the rest on one line, which captions may cut.
    let one_line = body.all(|i| pieces[i].line == pieces[second].line);
    let long = pieces[second].bytes.len() >= FLAT_BYTES
        || pieces[second].shape.words >= FLAT_WORDS
        || pieces
            .get(second + 1)
            .is_some_and(|p| p.line == pieces[second].line);
    let apart = settled[first + 1..second].iter().any(|s| {
        matches!(
            s.role,
            Role::Timestamp | Role::Byline | Role::Caption | Role::Related
        )
    });
    let flat = one_line
        && long
        && pieces[first].line < pieces[second].line
        && pieces[first].shape.words < FLAT_WORDS;
    if (apart || flat) && pieces[first].shape.words <= FLAT_WORDS {
        settled[first] = Settled {
            role: Role::Lead,
            reason: if apart {
                "lead.set-apart"
            } else {
                "lead.flat-page"
            },
            score: 0.8,
        };
    }
}
