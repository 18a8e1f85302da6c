//! Cleaning alone: roles for every line, on one core, over pages made by varying words.
//!
//! `flat` pages hold a title, a lead and a body on one line each; `article` pages are menus, an
//! article with pictures, and a footer; `lists` pages have link lists below, as portals print them:
//! many short lines, which cost most. `pages` are those of `fixtures/pages` with other words, or
//! those of the folder of `.txt` files that the environment variable `NEWSROWS_BENCH_PAGES` names, as
//! they are. `mixed` is all of them by turns, so much that no page is in any cache when it is read.

use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsrows::clean::Cleaner;
use newsrows::lexicon::Lexicon;
use newsrows::read::{Page, ReadOptions, documents};

/// As the program allocates.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bytes of text in each set of pages but the mixed one.
const SET_BYTES: usize = 4_000_000;

/// Bytes of text in the mixed set.
const MIXED_BYTES: usize = 100_000_000;

const WORDS: [&str; 40] = [
    "đoàn", "công", "tác", "của", "tỉnh", "đã", "khảo", "sát", "cây", "cầu", "mới", "bắc", "qua",
    "sông", "và", "làm", "việc", "với", "nhà", "thầu", "theo", "kế", "hoạch", "dự", "án", "sẽ",
    "thông", "xe", "trước", "mùa", "mưa", "năm", "nay", "người", "dân", "hai", "bên", "bờ", "rất",
    "mừng",
];

/// A small generator, so that every run makes the same pages.
struct Words(u64);

impl Words {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn phrase(&mut self, words: usize) -> String {
        let mut phrase: Vec<String> = (0..words)
            .map(|_| WORDS[self.next(WORDS.len())].to_owned())
            .collect();
        let mut first = phrase[0].chars();
        phrase[0] = first
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .chain(first)
            .collect();
        phrase.join(" ")
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        (0..sentences)
            .map(|_| {
                let words = 15 + self.next(20);
                self.phrase(words) + "."
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn stamp(&mut self) -> String {
        format!(
            "{:02}:{:02} {:02}/{:02}/20{}",
            self.next(24),
            self.next(60),
            1 + self.next(28),
            1 + self.next(12),
            10 + self.next(16)
        )
    }

    fn flat(&mut self) -> String {
        format!(
            "{}\n{}\n{}. Ảnh: Reuters {} Lê Na (theo AP)\n",
            self.phrase(9),
            self.paragraph(1),
            self.phrase(8),
            self.paragraph(14)
        )
    }

    fn article(&mut self) -> String {
        let mut lines = vec![
            "Trang chủ".to_owned(),
            "Thời sự".to_owned(),
            "Thế giới".to_owned(),
            String::new(),
            self.phrase(9),
            self.stamp(),
            self.paragraph(1),
        ];
        for i in 0..12 {
            if i % 4 == 1 {
                lines.push(self.phrase(9) + ". Ảnh: Lê Na");
            }
            let sentences = 1 + self.next(4);
            lines.push(self.paragraph(sentences));
            lines.push(String::new());
        }
        lines.push("Lê Na (Theo AP)".to_owned());
        lines.push("Giấy phép số 12/GP-BTTTT".to_owned());
        lines.join("\n")
    }

    fn lists(&mut self) -> String {
        let mut page = self.article();
        for heading in ["Tin liên quan", "Đọc nhiều", "Tin mới nhất"] {
            page.push('\n');
            page.push_str(heading);
            for _ in 0..10 {
                page.push('\n');
                page.push_str(&self.phrase(10));
                page.push('\n');
                page.push_str(&self.stamp());
            }
        }
        page
    }
}

/// A page with every third of its small words another one; names, figures and marks stay.
fn varied(page: &str, words: &mut Words) -> String {
    let mut text = String::with_capacity(page.len());
    for part in page.split_inclusive([' ', '\n']) {
        let word = part.trim_end_matches([' ', '\n']);
        if !word.is_empty() && word.chars().all(char::is_lowercase) && words.next(3) == 0 {
            text.push_str(WORDS[words.next(WORDS.len())]);
            text.push_str(&part[word.len()..]);
        } else {
            text.push_str(part);
        }
    }
    text
}

/// The texts of the `.txt` files in `folder`.
fn texts(folder: PathBuf) -> Vec<String> {
    let read = documents(&[folder], &ReadOptions::default()).expect("readable");
    read.filter_map(|raw| raw.ok()?.into_page().ok())
        .filter(|page| page.source_path.ends_with(".txt"))
        .map(|page| page.text)
        .collect()
}

/// Pages of `bytes` or more, made one after the other.
fn set(bytes: usize, mut make: impl FnMut(usize) -> String) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut made = 0;
    while made < bytes {
        let text = make(pages.len());
        made += text.len();
        pages.push(Page {
            text,
            ..Page::default()
        });
    }
    pages
}

fn clean(criterion: &mut Criterion) {
    let lexicon = Lexicon::embedded().expect("embedded lexicon");
    let cleaner = Cleaner::new(&lexicon).expect("tables");
    let named = std::env::var_os("NEWSROWS_BENCH_PAGES").map(PathBuf::from);
    let as_they_are = named.is_some();
    let found = texts(named.unwrap_or_else(|| PathBuf::from("fixtures/pages")));
    let page = |words: &mut Words, i: usize| {
        let text = &found[i % found.len()];
        if as_they_are {
            text.clone()
        } else {
            varied(text, words)
        }
    };

    let mut group = criterion.benchmark_group("clean");
    group.sample_size(10);
    let mut measure = |name: &str, pages: &[Page]| {
        let bytes: usize = pages.iter().map(|page| page.text.len()).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                pages
                    .iter()
                    .map(|page| cleaner.clean(page).value.segments.len())
                    .sum::<usize>()
            });
        });
    };
    let mut words = Words(7);
    measure("flat", &set(SET_BYTES, |_| words.flat()));
    measure("article", &set(SET_BYTES, |_| words.article()));
    measure("lists", &set(SET_BYTES, |_| words.lists()));
    measure("pages", &set(SET_BYTES, |i| page(&mut words, i)));
    let mixed = set(MIXED_BYTES, |i| match i % 5 {
        0 => words.flat(),
        1 => words.article(),
        2 => words.lists(),
        _ => page(&mut words, i),
    });
    measure("mixed", &mixed);
    group.finish();
}

criterion_group!(benches, clean);
criterion_main!(benches);
