//! The ledger of lines, whose segments leave no gap on a page and never overlap.

use super::{count, hash, report};
use crate::validate::findings::Tallies;
use crate::validate::observe::{Notes, Range, Row};
use crate::validate::tape::View;

/// Compares a segment of the ledger with the one before it.
pub(super) fn tile(row: &mut Row<'_, '_>, notes: &mut Notes) {
    let number = |name| count(row.view, name);
    let page = row.view.get("page_id").and_then(View::text);
    let (Some(page), Some(line), Some(start), Some(end)) =
        (page, number("line"), number("start"), number("end"))
    else {
        return;
    };
    let range = Range {
        group: hash(page),
        part: line,
        start,
        end,
        spot: row.spot,
        first: notes.ranges.is_empty(),
    };
    if let Some(before) = notes.ranges.last()
        && let Some(message) = gap(before, &range)
    {
        let value = row.view.get("start");
        row.hit("I213", "start", value, || message);
    }
    // Only the ends of a part are needed, to compare it with its neighbours.
    if notes.ranges.len() == 2 {
        notes.ranges.pop();
    }
    notes.ranges.push(range);
}

/// What is wrong between two segments that follow one another.
fn gap(before: &Range, after: &Range) -> Option<String> {
    if before.group != after.group {
        return (after.start != 0)
            .then(|| format!("the first segment of a page begins at {}", after.start));
    }
    // A line end is one or two code points, and belongs to no segment.
    let allowed = match after.part.checked_sub(before.part) {
        Some(0) => before.end..=before.end,
        Some(1) => before.end + 1..=before.end + 2,
        _ => {
            return Some(format!("line {} follows line {}", after.part, before.part));
        }
    };
    (!allowed.contains(&after.start)).then(|| {
        let what = match after.start < before.end {
            true => "overlaps the segment before, which ends at",
            false => "leaves a gap behind the segment before, which ends at",
        };
        format!("the segment at {} {what} {}", after.start, before.end)
    })
}

/// Compares the parts of a ledger where they meet.
pub fn seams(ranges: &[Range], tallies: &mut Tallies) {
    // Each part left its first and last segment; inside a part nothing is left to compare.
    for pair in ranges.windows(2) {
        if pair[1].first
            && let Some(message) = gap(&pair[0], &pair[1])
        {
            report(tallies, "I213", "start", pair[1].spot, message);
        }
    }
    if let Some(first) = ranges.first()
        && first.start != 0
    {
        let message = format!("the first segment of a page begins at {}", first.start);
        report(tallies, "I213", "start", first.spot, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::loaders::Spot;

    #[test]
    fn segments_meet_within_a_line_and_skip_its_end() {
        let range = |part, start, end| Range {
            group: 1,
            part,
            start,
            end,
            spot: Spot::default(),
            first: false,
        };
        for (before, after, sound) in [
            ((1, 0, 10), (1, 10, 20), true),
            ((1, 0, 10), (2, 11, 20), true),
            ((1, 0, 10), (2, 12, 20), true),
            ((1, 0, 10), (1, 11, 20), false),
            ((1, 0, 10), (1, 9, 20), false),
            ((1, 0, 10), (2, 10, 20), false),
            ((1, 0, 10), (3, 12, 20), false),
            ((2, 0, 10), (1, 11, 20), false),
        ] {
            let (b, a) = (
                range(before.0, before.1, before.2),
                range(after.0, after.1, after.2),
            );
            assert_eq!(gap(&b, &a).is_none(), sound, "{before:?} {after:?}");
        }
    }
}
