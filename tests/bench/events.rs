//! Extraction on one core: bytes of article text a second, whole and stage by stage.
//!
//! The pages are those of `fixtures/pages`, or of the folder of `.txt` files that the environment
//! variable `NEWSROWS_BENCH_PAGES` names.

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsrows::clean::{CleanText, Cleaner};
use newsrows::extract::Extractor;
use newsrows::extract::article::Article;
use newsrows::extract::date::{Anchor, Narration};
use newsrows::extract::reading::Reading;
use newsrows::extract::token::Tokens;
use newsrows::lexicon::Lexicon;
use newsrows::read::{Page, ReadOptions, documents};

/// As the program allocates.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// At least so much text in a run of the stages.
const BYTES: usize = 2_000_000;

fn pages() -> Vec<Page> {
    let folder = std::env::var_os("NEWSROWS_BENCH_PAGES")
        .map_or_else(|| PathBuf::from("fixtures/pages"), PathBuf::from);
    let read = documents(&[folder], &ReadOptions::default()).expect("readable");
    let pages: Vec<Page> = read
        .filter_map(|raw| raw.ok()?.into_page().ok())
        .filter(|page| page.source_path.ends_with(".txt"))
        .collect();
    let bytes: usize = pages.iter().map(|page| page.text.len()).sum();
    let copies = BYTES.div_ceil(bytes.max(1));
    pages
        .iter()
        .cycle()
        .take(pages.len() * copies)
        .cloned()
        .collect()
}

fn texts(article: &Article) -> impl Iterator<Item = &str> {
    let title = article.title.as_deref();
    let body = Some(article.body.as_str());
    [title, article.lead.as_deref(), body].into_iter().flatten()
}

fn extraction(c: &mut Criterion) {
    let lexicon = Lexicon::embedded().expect("loads");
    let zone = jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh").expect("known");
    let extractor = Extractor::new(&lexicon, zone).expect("compiles");
    let cleaner = Cleaner::new(&lexicon).expect("compiles");
    let pages = pages();
    let clean: Vec<CleanText> = pages.iter().map(|p| cleaner.clean(p).value).collect();
    let articles: Vec<Article> = clean
        .iter()
        .flat_map(|text| extractor.articles(text).value)
        .collect();
    let bytes = articles
        .iter()
        .flat_map(texts)
        .map(|t| t.len() as u64)
        .sum();
    let tokens: Vec<Vec<Tokens>> = articles
        .iter()
        .map(|a| texts(a).map(|t| Tokens::new(t, &extractor.words)).collect())
        .collect();

    let mut group = c.benchmark_group("extraction");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("articles and events of pages", |b| {
        b.iter(|| {
            for text in &clean {
                for article in extractor.articles(text).value {
                    black_box(extractor.events(&article, None));
                }
            }
        });
    });
    group.bench_function("articles of pages", |b| {
        b.iter(|| {
            for text in &clean {
                black_box(extractor.articles(text));
            }
        });
    });
    // From text to events: words, sentences, dates, actors, places and acts.
    group.bench_function("extraction of articles", |b| {
        b.iter(|| {
            for article in &articles {
                black_box(Reading::of(article, &extractor));
                black_box(extractor.events(article, None));
            }
        });
    });
    group.bench_function("events of articles", |b| {
        b.iter(|| {
            for article in &articles {
                black_box(extractor.events(article, None));
            }
        });
    });
    group.bench_function("tokens of texts", |b| {
        b.iter(|| {
            for text in articles.iter().flat_map(texts) {
                black_box(Tokens::new(text, &extractor.words));
            }
        });
    });
    group.bench_function("dates of tokens", |b| {
        b.iter(|| {
            for text in tokens.iter().flatten() {
                let anchor = Anchor::default();
                black_box(
                    extractor
                        .dates
                        .dates(text, &anchor, &mut Narration::default()),
                );
            }
        });
    });
    group.bench_function("actors of tokens", |b| {
        b.iter(|| {
            for texts in &tokens {
                black_box(extractor.actors.actors(texts, None));
            }
        });
    });
    group.bench_function("places of tokens", |b| {
        b.iter(|| {
            for text in tokens.iter().flatten() {
                black_box(extractor.actors.places(text));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, extraction);
criterion_main!(benches);
