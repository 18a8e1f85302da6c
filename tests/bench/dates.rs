//! Dates alone, on one core: bytes of body text a second. `dates_ratio.py` beside it times Python's dateparser and
//! `annotate` on the same sentences.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsrows::extract::date::{Anchor, Narration, Tagger};
use newsrows::extract::token::{Tokens, Vocabulary};
use newsrows::lexicon::Lexicon;

/// Body sentences of news; about one in two tells a date, as in wire reports.
const SENTENCES: [&str; 12] = [
    "Ngày 18/5, đoàn công tác của tỉnh đã tới thăm làng nghề và trao quà cho các hộ gặp khó khăn sau bão. ",
    "Hai bên nhất trí thúc đẩy hợp tác về kinh tế, thương mại, giáo dục và mở thêm ba đường bay thẳng. ",
    "Theo thông cáo, sản lượng quý I/2024 đạt 12,5 nghìn tấn, tăng 8% so với cùng kỳ năm ngoái. ",
    "“Chúng tôi coi trọng mối quan hệ này”, ông nói với báo giới và từ chối trả lời các câu hỏi khác. ",
    "Trước đó, hôm thứ Ba (14/5), hội đồng xã đã thông qua kế hoạch với 24 phiếu thuận và 3 phiếu chống. ",
    "Nhiều hộ dân cho biết nước giếng đã trong trở lại, song vẫn phải lọc trước khi nấu ăn. ",
    "Công trình khởi công từ tháng 9/2022, dự kiến hoàn thành vào cuối năm nay với tổng vốn 300 tỷ đồng. ",
    "Đại diện nhà máy khẳng định dây chuyền mới giảm một nửa lượng khói bụi thải ra môi trường. ",
    "Các vòng thi diễn ra từ ngày 11 đến hết ngày 13/6 tại nhà thi đấu và sân vận động của thành phố. ",
    "Cùng ngày, đội cứu hộ đưa được năm người thợ mắc kẹt trong hầm lò lên mặt đất an toàn. ",
    "Cuộc họp kéo dài hơn dự kiến hai giờ và kết thúc mà không có tuyên bố chung nào được đưa ra. ",
    "Kể từ năm 2019, vùng trồng dâu đã mở rộng gấp ba và thu hút hàng nghìn lượt khách mỗi ngày. ",
];

/// Some 3 KB of running text, in paragraphs of four sentences.
fn body(number: usize) -> String {
    let mut text = String::new();
    for sentence in 0..24 {
        text.push_str(SENTENCES[(number * 7 + sentence * 5) % SENTENCES.len()]);
        if sentence % 4 == 3 {
            text.push_str("\n\n");
        }
    }
    text
}

fn dates(c: &mut Criterion) {
    let lexicon = Lexicon::embedded().expect("loads");
    let mut words = Vocabulary::default();
    let tagger = Tagger::new(&lexicon, &mut words).expect("compiles");
    let bodies: Vec<String> = (0..400).map(body).collect();
    let anchor = Anchor {
        published: Some(jiff::civil::date(2024, 5, 20)),
        captured: None,
        earliest: None,
    };
    let bytes = bodies.iter().map(|b| b.len() as u64).sum();
    let tokens: Vec<Tokens> = bodies.iter().map(|b| Tokens::new(b, &words)).collect();

    let mut group = c.benchmark_group("dates");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("dates of tokens", |b| {
        b.iter(|| {
            for text in &tokens {
                black_box(tagger.dates(text, &anchor, &mut Narration::default()));
            }
        });
    });
    group.bench_function("tokens and dates of text", |b| {
        b.iter(|| {
            for text in &bodies {
                let tokens = Tokens::new(text, &words);
                black_box(tagger.dates(&tokens, &anchor, &mut Narration::default()));
            }
        });
    });
    let digits = "12/13/2024 1/2/3/4/5/6/7 ".repeat(40_000);
    group.throughput(Throughput::Bytes(digits.len() as u64));
    group.bench_function("a megabyte of digits and strokes", |b| {
        b.iter(|| {
            let tokens = Tokens::new(&digits, &words);
            black_box(tagger.dates(&tokens, &anchor, &mut Narration::default()));
        });
    });
    group.finish();
}

criterion_group!(benches, dates);
criterion_main!(benches);
