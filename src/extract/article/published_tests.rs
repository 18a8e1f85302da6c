//! Publication dates from clues, one claim a test.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::clues::Clues;
use super::published::solve;
use super::{Publication, PublishedBasis};
use crate::clean::stamp::Stamp;
use crate::extract::Extractor;
use crate::extract::reading::{Reading, TextReading};
use crate::lexicon::Lexicon;
use crate::read::When;

fn solved(clues: &Clues) -> Publication {
    static EXTRACTOR: std::sync::LazyLock<Extractor> = std::sync::LazyLock::new(|| {
        let lexicon = Lexicon::embedded().expect("loads");
        Extractor::new(&lexicon, zone()).expect("compiles")
    });
    let read = |text: &str| TextReading::of(text, &EXTRACTOR);
    let reading = Reading {
        title: read(clues.title),
        lead: read(clues.lead),
        body: read(clues.body),
    };
    solve(clues, &reading, &zone(), &EXTRACTOR)
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Ho_Chi_Minh").expect("a zone")
}

fn stamp(text: &str, date: Date) -> Stamp {
    Stamp {
        text: text.to_owned(),
        bytes: 0..text.len(),
        date,
        time: None,
        offset: None,
    }
}

fn body(text: &str) -> Clues<'_> {
    Clues {
        body: text,
        ..Clues::default()
    }
}

fn captured(text: &str, day: Date) -> Clues<'_> {
    Clues {
        captured: Some(When::Day(day)),
        ..body(text)
    }
}

#[test]
fn a_dateline_takes_the_latest_year_before_the_page_was_fetched() {
    let text = "Ngày 16/6, xã Tân Lập cho biết đò ngang đã chạy lại.";
    let found = solved(&captured(text, date(2017, 7, 31)));
    assert_eq!(found.date, Some(date(2017, 6, 16)));
    assert_eq!(found.basis, PublishedBasis::Inferred);
    assert_eq!(found.evidence, ["Ngày 16/6", "captured: 2017-07-31"]);
    assert_eq!(found.latest, Some(date(2017, 7, 31)));
    let before = solved(&captured(text, date(2017, 6, 10)));
    assert_eq!(before.date, Some(date(2016, 6, 16)));
}

#[test]
fn nothing_that_bounds_the_year_gives_no_date() {
    let found = solved(&body(
        "Ngày 16/6, xã Tân Lập cho biết đò ngang đã chạy lại.",
    ));
    assert_eq!((found.date, found.basis), (None, PublishedBasis::Unknown));
    let undated = solved(&captured("Đò ngang đã chạy lại.", date(2017, 7, 31)));
    assert_eq!(undated.date, None);
    assert_eq!(undated.latest, Some(date(2017, 7, 31)));
}

#[test]
fn one_month_told_in_two_ways_fixes_the_year() {
    let text = "Ngày 18/5, xưởng gốm cho biết lò mới đã đỏ lửa sau chuyến thăm hồi tháng 9 năm ngoái.\n\n\
                Lò cũ đã nguội từ tháng 9/2021.";
    let mut clues = body(text);
    clues.links = vec![stamp("06/02/2025", date(2025, 2, 6))];
    let found = solved(&clues);
    assert_eq!(found.date, Some(date(2022, 5, 18)));
    assert!(
        found.evidence.iter().any(|e| e == "tháng 9/2021"),
        "{:?}",
        found.evidence
    );
    clues.links.clear();
    assert_eq!(solved(&clues).date, Some(date(2022, 5, 18)));
}

#[test]
fn a_weekday_beside_its_date_fixes_the_year() {
    // 23 October is a Wednesday in 2024, a Thursday in 2025.
    let text = "Hôm thứ Tư (23/10), hợp tác xã đã họp kín.";
    let found = solved(&captured(text, date(2026, 1, 5)));
    assert_eq!(found.date, Some(date(2024, 10, 23)));
    assert!(!found.conflict);
}

#[test]
fn dates_told_with_their_year_are_lower_bounds() {
    let text = "Ngày 16/1, trạm bơm đã chạy thử. Cống mới đã đắp xong hồi tháng 11/2023.";
    let mut clues = body(text);
    clues.links = vec![stamp("05/11/2024", date(2024, 11, 5))];
    assert_eq!(solved(&clues).date, Some(date(2024, 1, 16)));
}

#[test]
fn yesterday_beside_its_date_is_the_day_before() {
    let text = "Hôm qua (6/2), thuyền buôn đã cập bến.";
    assert_eq!(
        solved(&captured(text, date(2017, 3, 1))).date,
        Some(date(2017, 2, 7))
    );
}

#[test]
fn what_is_still_to_come_is_no_dateline() {
    let text = "Lễ hội sẽ mở vào ngày 25/6. Hôm 14/6, xã đã họp bàn.";
    assert_eq!(
        solved(&captured(text, date(2017, 7, 31))).date,
        Some(date(2017, 6, 14))
    );
}

#[test]
fn today_without_its_date_is_the_last_day_told() {
    let text = "Bến đò hôm nay đông nghịt.\n\nChủ đò kể rằng đò đã hỏng hôm 9/9 và được vá xong chiều 10/9.";
    assert_eq!(
        solved(&captured(text, date(2023, 9, 12))).date,
        Some(date(2023, 9, 10))
    );
}

#[test]
fn the_own_stamp_is_stated_and_its_time_is_an_instant() {
    let mut clues = body("Ngày 29/10, đò đã chạy.");
    let mut own = stamp("30/10/2024 06:23 GMT+7", date(2024, 10, 30));
    own.time = Some(jiff::civil::time(6, 23, 0, 0));
    own.offset = Some(jiff::tz::offset(7));
    clues.own = vec![own];
    let found = solved(&clues);
    assert_eq!(
        (found.date, found.basis),
        (Some(date(2024, 10, 30)), PublishedBasis::Stated)
    );
    assert_eq!(
        found.at.map(|at| at.to_string()).as_deref(),
        Some("2024-10-29T23:23:00Z")
    );
    assert!(!found.conflict);
}

#[test]
fn a_stamp_before_what_the_text_tells_of_is_a_conflict() {
    let mut clues = body("Xã cho biết cầu đã sập ngày 5/3/2024.");
    clues.own = vec![stamp("01/01/2023", date(2023, 1, 1))];
    let found = solved(&clues);
    assert_eq!(found.date, Some(date(2023, 1, 1)));
    assert!(found.conflict);
    clues.stated = Some(When::Day(date(2024, 3, 6)));
    let stated = solved(&clues);
    assert_eq!(stated.date, Some(date(2024, 3, 6)));
    assert!(stated.conflict, "the stamp says another day than the input");
}

#[test]
fn a_day_from_which_something_goes_on_is_no_dateline() {
    let text = "Hội chợ mở tại bến Đông từ ngày 14/5. Chủ gian hàng mong đông khách.";
    let found = solved(&captured(text, date(2017, 7, 31)));
    assert_eq!((found.date, found.basis), (None, PublishedBasis::Unknown));
    for told in [
        "Ngày 14/5, hội chợ mở tại bến Đông.",
        "Hội chợ mở tại bến Đông từ hôm nay (14/5).",
    ] {
        let found = solved(&captured(told, date(2017, 7, 31)));
        assert_eq!(found.date, Some(date(2017, 5, 14)), "{told}");
    }
}

#[test]
fn a_day_told_from_today_is_the_dateline_before_any_other() {
    let text = "Lệnh cấm lưới vét được ký ngày 27/1.\n\nXóm chài phản đối. Hôm qua (7/2), huyện đã \
                bác đơn.";
    let found = solved(&captured(text, date(2017, 7, 31)));
    assert_eq!(found.date, Some(date(2017, 2, 8)));
    let far = format!(
        "Ngày 20/1, đê vỡ. {} Hôm nay (4/3), đê được đắp.",
        "Nước lên. ".repeat(9)
    );
    let found = solved(&captured(&far, date(2017, 7, 31)));
    assert_eq!(found.date, Some(date(2017, 3, 4)));
}

#[test]
fn the_day_of_a_document_is_no_dateline() {
    let day = |text: &str| solved(&captured(text, date(2017, 7, 31))).date;
    for document in [
        "Quyết định số 12/QĐ-UB ngày 2/3/2017",
        "công văn 1182 ngày 2/3",
        "văn bản đề ngày 2/3",
    ] {
        assert_eq!(
            day(&format!("Theo {document}, xã được vay vốn.")),
            None,
            "{document}"
        );
    }
    for other in ["Theo trạm bơm số 9, ngày 2/3", "Tàu F-16 ngày 2/3"] {
        let text = format!("{other} đã chạy thử.");
        assert_eq!(day(&text), Some(date(2017, 3, 2)), "{other}");
    }
}

#[test]
fn what_was_before_the_news_is_the_dateline_only_where_nothing_else_is() {
    let recap = "Trước đó, ngày 15/2, đò đã hỏng.";
    let day = |text: &str| solved(&captured(text, date(2017, 7, 31))).date;
    assert_eq!(day(recap), Some(date(2017, 2, 15)));
    let news = format!("{recap} Ngày 28/6, chủ đò được bồi thường.");
    assert_eq!(day(&news), Some(date(2017, 6, 28)));
}

#[test]
fn what_lasts_until_a_day_may_be_told_before_it() {
    for text in [
        "Chiều 7/6, đoàn đã tới. Đoàn đã thăm xã từ ngày 6/6 đến ngày 10/6.",
        "Chiều 7/6, đoàn đã tới. Đoàn đã hứa đền bù xong trước ngày 30/6/2017.",
        "Chiều 7/6, đoàn đã tới. Kết quả sẽ được công bố vào ngày 20/6.",
    ] {
        let found = solved(&captured(text, date(2017, 7, 31)));
        assert_eq!(found.date, Some(date(2017, 6, 7)), "{text}");
    }
    let told = "Chiều 7/6, đoàn đã tới. Hôm 19/6, đoàn đã về.";
    let found = solved(&captured(told, date(2017, 7, 31)));
    assert_eq!(found.date, Some(date(2017, 6, 19)));
}

#[test]
fn todays_date_in_the_headline_is_the_dateline() {
    let mut clues = captured("Cau khô lên giá ở mọi chợ.", date(2024, 7, 1));
    clues.title = "Giá cau hôm nay 12/6: Lên 2.000 đồng";
    let found = solved(&clues);
    assert_eq!(found.date, Some(date(2024, 6, 12)));
    assert_eq!(found.evidence, ["hôm nay 12/6", "captured: 2024-07-01"]);
    clues.title = "Giá cau 12/6 lên 2.000 đồng";
    assert_eq!(solved(&clues).date, None, "of any year, and told by nobody");
}

#[test]
fn todays_date_in_the_words_of_the_address_is_the_dateline() {
    let mut clues = captured("Cau khô lên giá ở mọi chợ.", date(2024, 7, 1));
    clues.url = Some("https://cau.vn/gia-cau-hom-nay-12-6-2024-188240.htm");
    assert_eq!(solved(&clues).date, Some(date(2024, 6, 12)));
    clues.url = Some("https://cau.vn/vu-chay-ngay-12-6-2024-188240.htm");
    let found = solved(&clues);
    assert_eq!(
        (found.date, found.earliest),
        (None, Some(date(2024, 6, 12)))
    );
    clues.url = Some("https://cau.vn/gia-cau-hom-nay-12-31-2024.htm");
    assert_eq!(solved(&clues).earliest, None);
}

#[test]
fn what_a_caption_shows_was_printed_after_it() {
    let captions = ["Cầu gãy hôm 3/11/2023. Ảnh: Trạm Sông".to_owned()];
    let mut clues = body("Ngày 16/1, trạm bơm đã chạy thử.");
    clues.links = vec![stamp("05/11/2024", date(2024, 11, 5))];
    clues.captions = &captions;
    assert_eq!(solved(&clues).date, Some(date(2024, 1, 16)));
    let undated = ["Cầu gãy hôm 17/1. Ảnh: Trạm Sông".to_owned()];
    clues.captions = &undated;
    assert_eq!(
        solved(&clues).date,
        Some(date(2024, 1, 16)),
        "a photo of any year moves nothing"
    );
}

#[test]
fn the_clue_that_moves_the_day_is_its_evidence() {
    let text = "Ngày 6/2, xã họp bàn về đò ngang. Hôm 9/2, đò ngang đã chạy lại.";
    let found = solved(&captured(text, date(2017, 7, 31)));
    assert_eq!(found.date, Some(date(2017, 2, 9)));
    assert_eq!(found.evidence, ["Hôm 9/2", "captured: 2017-07-31"]);
}

#[test]
fn a_weekday_alone_moves_no_date_by_years() {
    // 6 February is a Monday in 2017, a Sunday last in 2011.
    let slip = "Chủ nhật (6/2), đò ngang đã chạy lại.";
    let found = solved(&captured(slip, date(2017, 7, 2)));
    assert_eq!((found.date, found.conflict), (Some(date(2017, 2, 6)), true));
    // Another weekday bears it out.
    let old = "Chủ nhật (6/2), đò ngang đã chạy lại. Thứ Bảy (5/2), xã đã họp bàn.";
    let found = solved(&captured(old, date(2017, 7, 2)));
    assert_eq!(
        (found.date, found.conflict),
        (Some(date(2011, 2, 6)), false)
    );
}

#[test]
fn anniversaries_and_aims_bound_nothing() {
    let texts = [
        "Chiều 21/6, xã mừng 50 năm ngày mở đò ngang (24/6/1967 - 24/6/2017).",
        "Chiều 21/6, xã họp bàn. Đò ngang phấn đấu chạy lại vào 30/6/2017.",
    ];
    for text in texts {
        let found = solved(&captured(text, date(2017, 7, 31)));
        assert_eq!(
            (found.date, found.conflict),
            (Some(date(2017, 6, 21)), false),
            "{text}"
        );
    }
}
