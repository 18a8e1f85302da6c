//! The most likely sequence of parts, given what was observed of each line (Viterbi, 1967).
//!
//! Linear in the number of lines. Ties go to the state listed first, so that the outcome never
//! depends on anything but the page.

use super::evidence::{NEVER, Observed, STATES, Scales, State, Weights};

/// The part of each line.
pub(super) fn decode(scales: &Scales, lines: &[Observed]) -> Vec<State> {
    let Some(first) = lines.first() else {
        return Vec::new();
    };
    // The best score of each line's parts; which part came before is found on the way back, for the
    // parts that are taken alone.
    let mut scores: Vec<Weights> = Vec::with_capacity(lines.len());
    let mut best = add(&scales.start, &scales.weigh(*first));
    for &line in &lines[1..] {
        scores.push(best);
        best = add(&follow(scales, &best), &scales.weigh(line));
    }
    let mut at = 0;
    for (state, &score) in best.iter().enumerate().take(State::ALL.len()) {
        if score > best[at] {
            at = state;
        }
    }
    let mut states = vec![State::ALL[at].0; lines.len()];
    for (i, scores) in scores.iter().enumerate().rev() {
        at = before(scales, scores, at);
        states[i] = State::ALL[at].0;
    }
    states
}

/// The best score that each part can have behind parts of these scores.
#[allow(clippy::needless_range_loop)] // loops of fixed length are what compilers make vector code of
#[inline(never)] // inlined, its loops lose their vector form
fn follow(scales: &Scales, scores: &Weights) -> Weights {
    let mut next = [NEVER; STATES];
    for state in 0..State::ALL.len() {
        for to in 0..STATES {
            let candidate = scores[state] + scales.layout[state][to];
            next[to] = if candidate > next[to] {
                candidate
            } else {
                next[to]
            };
        }
    }
    next
}

/// The part from which `to` has its best score.
fn before(scales: &Scales, scores: &Weights, to: usize) -> usize {
    let (mut from, mut best) = (0, NEVER);
    for (state, &score) in scores.iter().enumerate().take(State::ALL.len()) {
        let candidate = score + scales.layout[state][to];
        if candidate > best {
            (from, best) = (state, candidate);
        }
    }
    from
}

fn add(a: &Weights, b: &Weights) -> Weights {
    let mut sum = *a;
    for state in 0..STATES {
        sum[state] += b[state];
    }
    sum
}
