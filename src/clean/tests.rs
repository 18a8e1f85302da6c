//! Whole pages, written small: what each line is.

mod pictures;
mod scraped;

use proptest::prelude::*;

use super::{Cleaner, Role};
use crate::lexicon::Lexicon;
use crate::read::Page;

fn cleaner() -> Cleaner {
    Cleaner::new(&Lexicon::embedded().expect("embedded lexicon")).expect("tables")
}

fn page(text: &str) -> Page {
    Page {
        text: text.to_owned(),
        ..Page::default()
    }
}

const A: &str = "Sáng nay, đoàn công tác của tỉnh đã tới khảo sát cây cầu mới bắc qua sông Xanh và làm việc với nhà thầu.";
const B: &str = "Theo nhà thầu, cây cầu mới bắc qua sông Xanh sẽ thông xe trước mùa mưa năm nay, sớm hơn kế hoạch hai tháng.";
const C: &str = "Đoàn công tác của tỉnh đề nghị nhà thầu lắp thêm đèn trên cây cầu mới để người dân đi lại ban đêm an toàn.";
const X: &str = "Giá gạo xuất khẩu tuần này tăng thêm mười đô la một tấn do nhu cầu của các nước châu Phi lên cao.";
const Y: &str = "Các doanh nghiệp xuất khẩu gạo cho biết đơn hàng của các nước châu Phi đã kín tới cuối quý sau.";

/// Checks pages whose lines are given with the letter of their role.
fn check(name: &str, lines: &[(char, &str)]) {
    let cleaner = cleaner();
    let text: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let page = page(&text.join("\n"));
    let cleaned = cleaner.clean(&page).value;
    for (i, (want, line)) in lines.iter().enumerate() {
        let got: String = cleaned
            .segments
            .iter()
            .filter(|s| s.line == i + 1)
            .map(|s| match s.role {
                Role::Title => 't',
                Role::Lead | Role::Body => 'b',
                Role::Byline => 'n',
                Role::Timestamp => 's',
                Role::Credit => 'c',
                Role::Subheading => 'h',
                Role::Caption => 'p',
                Role::Related => 'r',
                Role::Widget => 'w',
                Role::Blank => ' ',
            })
            .collect();
        let reasons: Vec<_> = cleaned
            .segments
            .iter()
            .filter(|s| s.line == i + 1)
            .map(|s| s.reason)
            .collect();
        assert_eq!(
            got,
            want.to_string(),
            "{name}, line {}: {line} {reasons:?}",
            i + 1
        );
    }
}

#[test]
fn sentences_that_show_are_captions_and_those_that_tell_are_text() {
    let title = "Cầu mới qua sông Xanh sắp thông xe";
    check(
        "caption without a credit",
        &[
            ('t', title),
            ('s', "12/08/2021 07:45"),
            ('b', A),
            ('p', "Người dân bên cây cầu mới qua sông Xanh."),
            ('b', B),
            ('b', "Cây cầu chưa có đèn."),
            ('b', C),
            ('p', "Ông Lê Na (trái) bên cây cầu mới"),
            ('b', A),
        ],
    );
}

#[test]
fn a_name_in_capitals_below_a_caption_is_its_credit() {
    check(
        "credit on its own line",
        &[
            ('t', "Cầu mới qua sông Xanh sắp thông xe"),
            ('n', "Lê Na"),
            ('s', "12/08/2021 07:45"),
            ('b', A),
            ('p', "Xe chạy thử trên cầu mới"),
            ('p', "LÊ NA"),
            ('b', B),
            ('p', "Cầu mới lúc hoàng hôn"),
            ('p', "REUTERS"),
            ('b', C),
        ],
    );
}

#[test]
fn names_among_tags_sign_nothing_and_a_stamp_may_close_the_text() {
    check(
        "tags without a heading, stamp below",
        &[
            ('t', "Cầu mới qua sông Xanh sắp thông xe"),
            ('b', A),
            ('b', B),
            ('b', C),
            ('n', "Lê Na"),
            ('s', "12/08/2021 07:45"),
            ('w', "Sông Xanh"),
            ('w', "cầu mới"),
        ],
    );
}

#[test]
fn what_stands_between_buttons_is_furniture_and_the_headline_is_what_the_text_tells() {
    check(
        "unknown furniture between headline and text",
        &[
            ('w', "Trang chủ"),
            ('t', "Cầu mới qua sông Xanh sắp thông xe"),
            ('s', "12/08/2021 07:45"),
            ('w', "Chia sẻ"),
            ('w', "Nội dung hay mỗi sáng"),
            ('w', "Đăng nhập"),
            ('b', A),
            ('b', B),
            ('b', C),
        ],
    );
}

#[test]
fn the_thanks_that_close_an_interview_are_text() {
    check(
        "thanks",
        &[
            ('t', "Cầu mới qua sông Xanh sắp thông xe"),
            ('s', "12/08/2021 07:45"),
            ('b', A),
            ('b', B),
            ('b', "Xin cảm ơn ông!"),
            ('n', "Lê Na thực hiện"),
        ],
    );
}

#[test]
fn tables_of_words_are_lower_case_unique_and_sourced() {
    use unicode_normalization::is_nfc;
    let lexicon = Lexicon::embedded().expect("embedded lexicon");
    for table in ["furniture", "stamps", "credits", "evidence", "layout"] {
        let mut keys = std::collections::BTreeSet::new();
        let rows = lexicon.table(table);
        assert!(!rows.is_empty(), "{table} is empty");
        for row in rows {
            let (first, second) = match table {
                "furniture" => (row.get("form"), row.get("match")),
                "evidence" => (row.get("slug"), row.get("state")),
                "layout" => (row.get("from"), row.get("to")),
                _ => (row.get("form"), row.get("class")),
            };
            let place = format!("{table}.tsv:{}: {first}", row.line);
            assert!(is_nfc(first), "{place} is not NFC");
            assert_eq!(first.to_lowercase(), first, "{place} is not lower case");
            assert!(keys.insert((first, second)), "{place} stands twice");
            assert!(!row.get("source").is_empty(), "{place} has no source");
        }
    }
}

#[test]
fn menus_stamps_and_footers_stand_around_an_article() {
    check(
        "menu",
        &[
            ('w', "Trang chủ"),
            ('w', "Thời sự"),
            ('w', "Thế giới"),
            (' ', ""),
            ('s', "Thứ hai, 10/05/2021, 07:45 (GMT+7)"),
            ('t', "Cầu sông Xanh sắp thông xe"),
            ('b', A),
            ('p', "Cầu mới lúc hoàng hôn. Ảnh: Lê Na"),
            ('b', B),
            ('w', "Video đang HOT"),
            ('b', C),
            ('n', "Lê Na (Theo Sông Xanh Post)"),
            ('w', "Từ khóa: cầu, sông Xanh"),
            ('r', "Tin liên quan"),
            ('r', "Giá gạo xuất khẩu tăng"),
            ('r', "09:00 09/05/2021"),
            ('w', "Cơ quan chủ quản: Sở Thông tin tỉnh"),
            ('w', "© 2021 Báo Sông Xanh"),
        ],
    );
}

#[test]
fn a_second_article_is_told_from_a_box_of_another_story() {
    let second = [
        ('t', "Cầu sông Xanh sắp thông xe"),
        (' ', ""),
        ('b', A),
        ('b', B),
        ('b', C),
        ('n', "Lê Na"),
        ('t', "Giá gạo xuất khẩu tăng nhờ châu Phi"),
        ('n', "Trần Bình"),
        ('b', X),
        ('b', Y),
    ];
    check("second article", &second);
    let box_inside = [
        ('t', "Cầu sông Xanh sắp thông xe"),
        (' ', ""),
        ('b', A),
        ('b', B),
        ('r', "Xem thêm: Giá gạo xuất khẩu tăng nhờ châu Phi"),
        ('b', C),
        ('n', "Lê Na"),
    ];
    check("box", &box_inside);
}

#[test]
fn lists_in_their_shapes_are_no_articles() {
    check(
        "lists",
        &[
            ('t', "Cầu sông Xanh sắp thông xe"),
            ('b', A),
            ('b', B),
            ('b', C),
            ('r', "Tin mới nhất"),
            ('r', "Giá gạo xuất khẩu tăng nhờ châu Phi"),
            ('r', "Giá gạo xuất khẩu tăng nhờ châu Phi"),
            ('r', "19:35:54 07/02/2021"),
            ('r', X),
            ('r', "Mưa lớn ở miền TrungMưa lớn ở miền Trung"),
            ('r', "14:18:25 07/02/2021"),
            ('r', "Trường mới mở cửa đón học sinh (06/02/2021)"),
        ],
    );
}

#[test]
fn pictures_have_credits_file_names_and_alternative_texts() {
    check(
        "pictures",
        &[
            ('t', "Cầu sông Xanh sắp thông xe"),
            ('b', A),
            ('p', "Cầu sông Xanh sắp thông xe - Hình 1"),
            ('p', "Cầu mới lúc hoàng hôn."),
            ('b', B),
            ('p', "Đoàn công tác trên cầu"),
            ('p', "Đoàn công tác trên cầu (Ảnh: Lê Na)."),
            ('p', "IMG_2041.jpg"),
            ('b', C),
        ],
    );
}

#[test]
fn one_line_may_hold_two_things() {
    let cleaner = cleaner();
    let text = format!(
        "12/09/2021 16:27Cầu sông Xanh sắp thông xe\nLê Na (Đài tỉnh)-Chủ nhật, ngày 12/09/2021 16:27 GMT+7\n{A}\n{B}\n{C}"
    );
    let page = page(&text);
    let cleaned = cleaner.clean(&page).value;
    let parts: Vec<_> = cleaned
        .segments
        .iter()
        .take(4)
        .map(|s| (s.role, s.text.as_ref()))
        .collect();
    assert_eq!(
        parts,
        [
            (Role::Timestamp, "12/09/2021 16:27"),
            (Role::Title, "Cầu sông Xanh sắp thông xe"),
            (Role::Byline, "Lê Na (Đài tỉnh)"),
            (Role::Timestamp, "-Chủ nhật, ngày 12/09/2021 16:27 GMT+7"),
        ]
    );
}

#[test]
fn a_flat_page_gives_its_caption_and_byline_back() {
    let cleaner = cleaner();
    let text = format!(
        "Cầu sông Xanh sắp thông xe\n{A}\nCầu mới lúc hoàng hôn. Ảnh: Reuters Chiều nay, {B} {C} {A} {B} {C} Lê Na (theo AP)"
    );
    let page = page(&text);
    let roles: Vec<_> = cleaner
        .clean(&page)
        .value
        .segments
        .iter()
        .map(|s| s.role)
        .collect();
    assert_eq!(
        roles,
        [
            Role::Title,
            Role::Lead,
            Role::Caption,
            Role::Body,
            Role::Byline
        ]
    );
}

proptest! {
    #[test]
    fn segments_tile_any_page(text in "(\\PC|\\n|\\r|[A-ZĐÀ][a-zữệ]{1,6} |[0-9/:. ]{1,8}|Ảnh: |Theo |- Hình 1|\\u{a0}|\\u{200b}){0,120}") {
        let cleaner = cleaner();
        let page = page(&text);
        let cleaned = cleaner.clean(&page).value;
        let mut at = 0;
        for segment in &cleaned.segments {
            prop_assert!(segment.bytes.start >= at);
            prop_assert!(page.text[at..segment.bytes.start].chars().all(|c| c == '\n' || c == '\r'));
            prop_assert!(segment.bytes.end >= segment.bytes.start);
            at = segment.bytes.end;
        }
        prop_assert!(page.text[at..].chars().all(|c| c == '\n' || c == '\r'));
    }
}
