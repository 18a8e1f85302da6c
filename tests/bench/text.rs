//! Reading and text repair alone, on one core: bytes of input a second.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsrows::clean::Repairer;
use newsrows::lexicon::Lexicon;
use newsrows::read::{self, ReadOptions};

const SENTENCES: [&str; 6] = [
    "Chiều nay, Thủ tướng đã tiếp Đại sứ tới chào từ biệt và đánh giá cao những đóng góp của bà. ",
    "Hai bên nhất trí thúc đẩy hợp tác về kinh tế, thương mại, giáo dục; mở thêm ba đường bay thẳng. ",
    "“Chúng tôi coi trọng quan hệ này”, ông nói với báo giới – và từ chối trả lời câu hỏi khác. ",
    "Theo thông cáo, kim ngạch hai chiều năm 2023 đạt 12,5 tỷ USD, tăng 8% so với năm trước. ",
    "Đoàn gồm 24 doanh nghiệp sẽ thăm Hải Phòng, Đà Nẵng và TP.HCM từ ngày 11 đến 14/6. ",
    "Cuộc họp kéo dài hơn dự kiến hai giờ và kết thúc mà không có tuyên bố chung nào được đưa ra. ",
];

/// A page of some 10 KB that differs from the others.
fn page(number: usize) -> String {
    let mut text = format!(
        "Tin số {number} trong ngày\n\n12/06/2024 08:{:02}\n",
        number % 60
    );
    for line in 0..24 {
        for sentence in 0..4 {
            text.push_str(SENTENCES[(number * 7 + line * 5 + sentence) % SENTENCES.len()]);
        }
        text.push('\n');
    }
    text
}

fn text(c: &mut Criterion) {
    let pages: Vec<String> = (0..1500).map(page).collect();
    let rows: String = pages
        .iter()
        .enumerate()
        .map(|(i, text)| {
            format!(
                "{}\n",
                serde_json::json!({"id": format!("p{i}"), "text": text})
            )
        })
        .collect();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let input = dir.path().join("in.jsonl");
    std::fs::write(&input, &rows).expect("writes");
    let inputs = [input];
    let options = ReadOptions::default();

    let mut group = c.benchmark_group("text");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(rows.len() as u64));
    group.bench_function("documents of JSON Lines, raw", |b| {
        b.iter(|| read::documents(&inputs, &options).expect("opens").count());
    });
    group.bench_function("documents of JSON Lines to pages", |b| {
        b.iter(|| {
            for raw in read::documents(&inputs, &options).expect("opens") {
                black_box(raw.expect("a row").into_page().expect("a page"));
            }
        });
    });
    let repairer = Repairer::new(&Lexicon::embedded().expect("embedded")).expect("sound tables");
    group.throughput(Throughput::Bytes(
        pages.iter().map(|p| p.len() as u64).sum(),
    ));
    group.bench_function("repair of lines that need none", |b| {
        b.iter(|| {
            for line in pages.iter().flat_map(|page| page.lines()) {
                black_box(repairer.line(line));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, text);
criterion_main!(benches);
