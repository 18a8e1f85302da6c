//! Fixture pages give the events that lie beside them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use crate::fixtures::{accepts, dataset, of_page, pages, pairs};

/// Counts of one way to compare.
#[derive(Default)]
struct Tally {
    required: usize,
    found: usize,
    predicted: usize,
    matched: usize,
}

impl Tally {
    fn f1(&self) -> f64 {
        let precision = self.matched as f64 / self.predicted.max(1) as f64;
        let recall = self.found as f64 / self.required.max(1) as f64;
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }
}

fn any(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        one => vec![one],
    }
}

fn day(value: &Value) -> Option<Date> {
    value.as_str()?.parse().ok()
}

/// An undated act is right when it is undated, carried from an earlier sentence or dated by the publication.
fn undated(row: &Value) -> bool {
    row["date_start"].is_null()
        || row["date_basis"] == "published"
        || row["date_basis"] == "carried"
}

/// Same type, same two countries in any order, date ranges that overlap within three days.
fn relaxed(want: &Value, row: &Value) -> bool {
    let [a, t] = ["actor_country", "target_country"].map(|name| any(&want[name]));
    let [x, y] = ["actor_country", "target_country"].map(|name| &row[name]);
    let pair = (a.contains(&x) && t.contains(&y)) || (a.contains(&y) && t.contains(&x));
    let near = || {
        if want["date_start"].is_null() {
            return true;
        }
        let (starts, ends) = (any(&want["date_start"]), any(&want["date_end"]));
        let Some(start) = day(&row["date_start"]) else {
            return starts.iter().any(|s| s.is_null());
        };
        let end = day(&row["date_end"]).unwrap_or(start);
        let slack = jiff::Span::new().days(3);
        let lower = starts
            .iter()
            .filter_map(|s| day(s))
            .any(|s| s - slack <= end);
        let upper = ends
            .iter()
            .filter_map(|e| day(e))
            .any(|e| start <= e + slack);
        lower && upper
    };
    accepts(&want["event_type"], &row["event_type"]) && pair && near()
}

/// Same type, actor, target, status and days.
fn strict(want: &Value, row: &Value) -> bool {
    let dates = if want["date_start"].is_null() {
        undated(row)
    } else {
        let no_date = any(&want["date_start"]).iter().any(|s| s.is_null());
        (accepts(&want["date_start"], &row["date_start"])
            && accepts(&want["date_end"], &row["date_end"]))
            || (no_date && undated(row))
    };
    dates
        && ["event_type", "actor_country", "target_country", "status"]
            .iter()
            .all(|name| accepts(&want[*name], &row[*name]))
}

/// A largest one-to-one matching, required events first; `partner[i]` is the row of event `i`.
fn matching(
    wants: &[&Value],
    rows: &[&Value],
    test: fn(&Value, &Value) -> bool,
) -> Vec<Option<usize>> {
    fn place(
        i: usize,
        edges: &[Vec<usize>],
        owner: &mut [Option<usize>],
        seen: &mut [bool],
    ) -> bool {
        for &j in &edges[i] {
            if std::mem::replace(&mut seen[j], true) {
                continue;
            }
            if owner[j].is_none_or(|other| place(other, edges, owner, seen)) {
                owner[j] = Some(i);
                return true;
            }
        }
        false
    }
    let edges: Vec<Vec<usize>> = wants
        .iter()
        .map(|want| {
            let mut fits: Vec<_> = (0..rows.len()).filter(|&j| test(want, rows[j])).collect();
            fits.sort_by_key(|&j| !strict(want, rows[j]));
            fits
        })
        .collect();
    let mut order: Vec<usize> = (0..wants.len()).collect();
    order.sort_by_key(|&i| (is_optional(wants[i]), edges[i].len()));
    let mut owner = vec![None; rows.len()];
    for i in order {
        place(i, &edges, &mut owner, &mut vec![false; rows.len()]);
    }
    let mut partner = vec![None; wants.len()];
    for (j, i) in owner.iter().enumerate() {
        if let Some(i) = i {
            partner[*i] = Some(j);
        }
    }
    partner
}

fn is_optional(want: &Value) -> bool {
    want["optional"] == true
}

fn count(tally: &mut Tally, wants: &[&Value], rows: &[&Value], partner: &[Option<usize>]) {
    tally.predicted += rows.len();
    for (want, row) in wants.iter().zip(partner) {
        tally.required += usize::from(!is_optional(want));
        tally.found += usize::from(!is_optional(want) && row.is_some());
        tally.matched += usize::from(row.is_some());
    }
}

fn short(row: &Value) -> String {
    let cell = |name: &str| row[name].to_string().replace('"', "");
    format!(
        "{} {}>{} {}..{} {}",
        cell("event_type"),
        cell("actor_country"),
        cell("target_country"),
        cell("date_start"),
        cell("date_end"),
        cell("status")
    )
}

#[test]
fn events_agree_with_the_coded_ones() {
    let (mut loose, mut exact, mut misses) = (Tally::default(), Tally::default(), Vec::new());
    for page in pages() {
        for (article, record) in pairs(page, &of_page(&dataset().records, page)) {
            let wants: Vec<&Value> = page
                .events
                .iter()
                .filter(|e| e["article"] == article["article_index"])
                .collect();
            let rows: Vec<&Value> = dataset()
                .events
                .iter()
                .filter(|e| record.is_some_and(|r| r["record_id"] == e["record_id"]))
                .collect();
            let partner = matching(&wants, &rows, relaxed);
            count(&mut loose, &wants, &rows, &partner);
            count(&mut exact, &wants, &rows, &matching(&wants, &rows, strict));
            for (want, row) in wants.iter().zip(&partner) {
                if row.is_none() && !is_optional(want) {
                    misses.push(format!(
                        "{}:{}: missed {}",
                        page.slug,
                        want["line"],
                        short(want)
                    ));
                } else if let Some(row) = row.map(|j| rows[j]).filter(|row| !strict(want, row)) {
                    misses.push(format!(
                        "{}:{}: got {}, want {}",
                        page.slug,
                        want["line"],
                        short(row),
                        short(want)
                    ));
                }
            }
            for (j, row) in rows.iter().enumerate() {
                if !partner.contains(&Some(j)) {
                    misses.push(format!(
                        "{}: extra {} «{}»",
                        page.slug,
                        short(row),
                        row["evidence"]
                    ));
                }
            }
        }
    }
    let summary = format!(
        "relaxed F1 {:.3} ({} of {} required, {} predicted, {} of them extra), strict F1 {:.3}",
        loose.f1(),
        loose.found,
        loose.required,
        loose.predicted,
        loose.predicted - loose.matched,
        exact.f1()
    );
    println!("{summary}\n{}", misses.join("\n"));
    assert!(
        loose.f1() >= 0.75 && exact.f1() >= 0.68,
        "{summary}\n{}",
        misses.join("\n")
    );
}

/// Of the rows at one confidence, the share that is right lies near it; weighed by their number.
#[test]
fn confidence_says_how_many_rows_are_right() {
    let mut bins: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    for page in pages() {
        for (article, record) in pairs(page, &of_page(&dataset().records, page)) {
            let of_article = |e: &&Value| e["article"] == article["article_index"];
            let wants: Vec<&Value> = page.events.iter().filter(of_article).collect();
            let of_record = |e: &&Value| record.is_some_and(|r| r["record_id"] == e["record_id"]);
            let rows: Vec<&Value> = dataset().events.iter().filter(of_record).collect();
            let partner = matching(&wants, &rows, relaxed);
            for (j, row) in rows.iter().enumerate() {
                let confidence = row["confidence"].as_f64().expect("a confidence");
                let (all, right) = bins.entry((confidence * 100.0).round() as u64).or_default();
                *all += 1;
                *right += usize::from(partner.contains(&Some(j)));
            }
        }
    }
    let rows: usize = bins.values().map(|(all, _)| all).sum();
    let off: f64 = bins
        .iter()
        .map(|(percent, (all, right))| {
            (*right as f64 - *percent as f64 / 100.0 * *all as f64).abs()
        })
        .sum();
    let error = off / rows as f64;
    assert!(rows > 100, "{rows} rows tell little");
    assert!(
        error <= 0.08,
        "expected calibration error {error:.3}: {bins:?}"
    );
    // Not one figure for all: rows said to be surer are more often right.
    let share = |percent: Option<&u64>| percent.map(|p| bins[p].1 as f64 / bins[p].0 as f64);
    assert!(bins.len() > 2 && share(bins.keys().next_back()) > share(bins.keys().next()));
}

#[test]
fn evidence_equals_its_field_at_its_offsets() {
    for event in &dataset().events {
        let record = dataset()
            .records
            .iter()
            .find(|r| r["record_id"] == event["record_id"])
            .expect("the event's record");
        let field = record[event["evidence_field"].as_str().expect("a field")].as_str();
        let [start, end] = ["evidence_start", "evidence_end"]
            .map(|n| event[n].as_u64().expect("a position") as usize);
        let words: String = field
            .expect("a text")
            .chars()
            .skip(start)
            .take(end - start)
            .collect();
        assert_eq!(event["evidence"], words.as_str(), "{event}");
    }
}

#[test]
fn pages_in_another_language_have_no_events() {
    for record in dataset().records.iter().filter(|r| r["language"] != "vi") {
        assert!(
            dataset()
                .events
                .iter()
                .all(|e| e["record_id"] != record["record_id"])
        );
    }
}
