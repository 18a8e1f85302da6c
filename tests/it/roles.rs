//! Every line of every fixture page gets the role it should have, and every character has one.

use std::collections::BTreeMap;

use crate::fixtures::{dataset, of_page, pages};

/// Lines whose roles are right, of all lines that are not blank. `lead` and `body` count as one here, as which of
/// the two a first paragraph is depends on the whole page and is judged with the records.
#[test]
fn lines_have_the_expected_roles() {
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for page in pages() {
        let mut found: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
        for row in of_page(&dataset().lines, page) {
            let roles = found
                .entry(row["line"].as_u64().expect("a line"))
                .or_default();
            roles.push(row["role"].as_str().expect("a role"));
        }
        for (index, alternatives) in page.roles.iter().enumerate() {
            if alternatives[0] == ["blank"] {
                continue;
            }
            let got = found.get(&(index as u64 + 1)).cloned().unwrap_or_default();
            let fits = |want: &Vec<String>| {
                want.iter().all(|role| {
                    got.contains(&role.as_str())
                        || (["lead", "body"].contains(&role.as_str())
                            && (got.contains(&"lead") || got.contains(&"body")))
                })
            };
            all += 1;
            if alternatives.iter().any(fits) {
                right += 1;
            } else {
                wrong.push(format!(
                    "{}:{}: got {got:?}, want {alternatives:?}",
                    page.slug,
                    index + 1
                ));
            }
        }
    }
    let share = f64::from(right) / f64::from(all);
    println!(
        "{right} of {all} lines right ({share:.3})\n{}",
        wrong.join("\n")
    );
    assert!(
        share >= 0.99,
        "{share:.3} of the lines are right:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn segments_tile_every_page() {
    for page in pages() {
        let mut at = 0;
        for row in of_page(&dataset().lines, page) {
            let [start, end] = ["start", "end"].map(|name| row[name].as_u64().expect("a position"));
            assert!(start >= at && start - at <= 2, "{}: {row}", page.slug);
            let length = row["text"].as_str().expect("a text").chars().count() as u64;
            assert_eq!(end - start, length, "{}: {row}", page.slug);
            at = end;
        }
    }
}

#[test]
fn every_line_says_why_it_has_its_role() {
    for row in &dataset().lines {
        let reason = row["reason"].as_str().expect("a reason");
        assert!(!reason.is_empty() && reason.is_ascii(), "{row}");
        let score = row["score"].as_f64().expect("a score");
        assert!((0.0..=1.0).contains(&score), "{row}");
    }
}
