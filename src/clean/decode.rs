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
    let mut best = add(&scales.start, &scales.weigh(*first));
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(lines.len());
    for &line in &lines[1..] {
        let mut next = [NEVER; STATES];
        let mut from = [0u8; STATES];
        for (state, &score) in best.iter().enumerate().take(State::ALL.len()) {
            let layout = &scales.layout[state];
            for to in 0..STATES {
                let candidate = score + layout[to];
                let better = candidate > next[to];
                next[to] = if better { candidate } else { next[to] };
                from[to] = if better { state as u8 } else { from[to] };
            }
        }
        back.push(from);
        best = add(&next, &scales.weigh(line));
    }
    let mut at = 0;
    for (state, &score) in best.iter().enumerate().take(State::ALL.len()) {
        if score > best[at] {
            at = state;
        }
    }
    let mut states = vec![State::ALL[at].0; lines.len()];
    for (i, from) in back.iter().enumerate().rev() {
        at = usize::from(from[at]);
        states[i] = State::ALL[at].0;
    }
    states
}

fn add(a: &Weights, b: &Weights) -> Weights {
    let mut sum = *a;
    for (total, weight) in sum.iter_mut().zip(b) {
        *total += weight;
    }
    sum
}
