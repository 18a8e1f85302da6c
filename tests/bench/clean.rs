//! Cleaning alone: roles for every line, on one core, over pages made by varying words.
//!
//! `flat` pages hold a title, a lead and a body on one line each; `article` pages are menus, an
//! article with pictures, and a footer; `lists` pages have link lists below, as portals print them:
//! many short lines, which cost most.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsrows::clean::Cleaner;
use newsrows::lexicon::Lexicon;
use newsrows::read::Page;

/// Bytes of text in each set of pages.
const SET_BYTES: usize = 4_000_000;

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

fn clean(criterion: &mut Criterion) {
    let lexicon = Lexicon::embedded().expect("embedded lexicon");
    let cleaner = Cleaner::new(&lexicon).expect("tables");
    let mut group = criterion.benchmark_group("clean");
    group.sample_size(10);
    type Make = fn(&mut Words) -> String;
    let kinds: [(&str, Make); 3] = [
        ("flat", Words::flat),
        ("article", Words::article),
        ("lists", Words::lists),
    ];
    for (name, make) in kinds {
        let mut words = Words(7);
        let mut pages = Vec::new();
        let mut bytes = 0;
        while bytes < SET_BYTES {
            let text = make(&mut words);
            bytes += text.len();
            pages.push(Page {
                text,
                ..Page::default()
            });
        }
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                pages
                    .iter()
                    .map(|page| cleaner.clean(page).value.segments.len())
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, clean);
criterion_main!(benches);
