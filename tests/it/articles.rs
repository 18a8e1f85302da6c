//! Fixture pages become the records that lie beside them.

use serde_json::Value;

use crate::fixtures::{accepts, dataset, of_page, overlap, pages, pairs, running_text};

/// Fields judged one by one; `captions` and `authors` as whole lists.
const FIELDS: [&str; 12] = [
    "title",
    "lead",
    "body",
    "captions",
    "subheadings",
    "authors",
    "publisher",
    "agency",
    "language",
    "published_at",
    "published_date",
    "published_basis",
];
const LISTS: [&str; 3] = ["captions", "subheadings", "authors"];

/// What is missed, wrong or extra, one line each; and how many fields were judged.
fn misses() -> (Vec<String>, usize) {
    let (mut misses, mut judged) = (Vec::new(), 0);
    for page in pages() {
        let records = of_page(&dataset().records, page);
        if records.len() != page.articles.len() {
            let (got, want) = (records.len(), page.articles.len());
            misses.push(format!("{}: {got} records, want {want}", page.slug));
        }
        for (article, record) in pairs(page, &records) {
            let place = format!("{}#{}", page.slug, article["article_index"]);
            let Some(record) = record else {
                judged += 1;
                misses.push(format!("{place}: article missed"));
                continue;
            };
            for field in FIELDS.iter().chain(["quality_flags"].iter()) {
                let Some(want) = article.get(*field) else {
                    continue;
                };
                judged += 1;
                let got = &record[*field];
                let right = if LISTS.contains(field) || *field == "quality_flags" {
                    want == got
                } else {
                    accepts(want, got)
                };
                if !right {
                    misses.push(format!("{place}: {field}: got {got}, want {want}"));
                }
            }
        }
    }
    (misses, judged)
}

#[test]
fn records_have_the_expected_fields() {
    let (misses, judged) = misses();
    let share = 1.0 - misses.len() as f64 / judged as f64;
    println!("{share:.3} of {judged} fields right\n{}", misses.join("\n"));
    assert!(
        share >= 0.99,
        "{share:.3} of {judged} fields:\n{}",
        misses.join("\n")
    );
}

#[test]
fn pages_keep_their_running_text_and_nothing_else() {
    let text = |rows: &[&Value]| rows.iter().map(|row| running_text(row)).collect::<String>();
    let mut scores = Vec::new();
    for page in pages() {
        let want: Vec<&Value> = page.articles.iter().collect();
        let got = of_page(&dataset().records, page);
        scores.push((overlap(&text(&want), &text(&got)), page.slug.as_str()));
    }
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mean = scores.iter().map(|s| s.0).sum::<f64>() / scores.len() as f64;
    // Two pages come out with a paragraph too many or too few: a standfirst that the page prints twice (0.89), an
    // editors' note and a correction (0.91).
    println!("body F1 {mean:.3}, worst {:?}", &scores[..5]);
    assert!(
        mean >= 0.99 && scores[0].0 >= 0.85,
        "{mean:.3}, worst {:?}",
        &scores[..5]
    );
}

#[test]
fn a_page_without_an_article_is_a_reject_and_nothing_is_lost() {
    let silent: Vec<&str> = pages()
        .iter()
        .filter(|page| page.articles.is_empty())
        .map(|page| page.slug.as_str())
        .collect();
    let rejected: Vec<_> = dataset()
        .rejects
        .iter()
        .map(|r| &r["source_path"])
        .collect();
    for slug in silent {
        assert!(
            rejected
                .iter()
                .any(|path| path.as_str().is_some_and(|p| p.contains(slug))),
            "{slug}: {rejected:?}"
        );
    }
    assert_eq!(rejected.len(), 1, "{rejected:?}");
}

#[test]
fn stored_text_is_nfc_and_its_offsets_count_code_points() {
    use unicode_normalization::is_nfc;
    for record in &dataset().records {
        for field in ["title", "lead", "body"] {
            let text = record[field].as_str().unwrap_or_default();
            assert!(is_nfc(text), "{record}");
            assert_eq!(text, text.trim(), "{record}");
        }
    }
}
