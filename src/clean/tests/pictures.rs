//! Lines that stand for pictures: alternative texts, captions and their credits.

use super::*;

const TITLE: &str = "Bộ trưởng gọi cầu mới là \"cánh cửa phía bắc\" của tỉnh";
const SHOWN: &str = "Bộ trưởng và đoàn công tác của tỉnh tại lễ hợp long cây cầu mới.";

#[test]
fn texts_printed_in_place_of_a_picture_are_no_text() {
    check(
        "a caption printed twice below the standfirst",
        &[
            ('t', TITLE),
            ('b', A),
            ('p', SHOWN),
            ('p', SHOWN),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "the day before the alternative text",
        &[
            ('t', TITLE),
            ('n', "Lê Na"),
            ('b', A),
            (
                'p',
                "(08.12) Bộ trưởng và đoàn công tác của tỉnh trong buổi lễ ở bờ bắc sông Xanh sáng 12/8.",
            ),
            ('p', SHOWN),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "the headline, cut at its quotation mark, above a caption",
        &[
            ('t', TITLE),
            ('s', "08:15 12/08/2021"),
            ('b', A),
            ('p', "Bộ trưởng gọi cầu mới là"),
            ('p', "Cầu mới nhìn từ bờ bắc. Ảnh: Lê Na"),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "the whole headline above a caption",
        &[
            ('t', "Điểm tin 12/8: Cầu mới sắp hợp long; Giá gạo lại tăng"),
            ('n', "Lê Na"),
            ('b', A),
            ('p', "Điểm tin 12/8: Cầu mới sắp hợp long; Giá gạo lại tăng"),
            ('p', "Cầu mới nhìn từ bờ bắc. (Nguồn: AFP)"),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "the caption again, with the outlet's name",
        &[
            ('t', TITLE),
            ('p', "© AFP / Lê NaCầu mới lúc hoàng hôn"),
            ('p', "Cầu mới lúc hoàng hôn - Sputnik"),
            ('b', A),
            ('b', B),
            ('b', C),
        ],
    );
}

#[test]
fn headings_and_sentences_beside_pictures_stay_text() {
    check(
        "a heading that begins otherwise, and a paragraph that begins like the next",
        &[
            ('t', TITLE),
            ('s', "08:15 12/08/2021"),
            ('b', A),
            ('h', "Cầu mới của tỉnh phía bắc"),
            ('b', B),
            (
                'b',
                "Theo nhà thầu, cây cầu mới bắc qua sông Xanh sẽ thông xe trước mùa mưa năm nay, đúng kế hoạch.",
            ),
            ('b', C),
        ],
    );
}

#[test]
fn agencies_sign_pictures_without_a_word_for_one() {
    let end = "Đoàn công tác của tỉnh trên cầu mới ngày 10/08/2021.";
    for credit in [
        "REUTERS – Lê Na",
        "Reuters",
        "AFP/Lê Na",
        "AP / Hải quân Mỹ",
    ] {
        check(
            credit,
            &[
                ('t', TITLE),
                ('s', "08:15 12/08/2021"),
                ('b', A),
                ('p', &format!("{end} {credit}")),
                ('b', B),
                ('b', C),
            ],
        );
    }
    check(
        "on a line of its own",
        &[
            ('t', TITLE),
            ('s', "08:15 12/08/2021"),
            ('b', A),
            ('p', end),
            ('p', "AFP photo"),
            ('b', B),
            ('b', C),
        ],
    );
    for told in [
        "Hãng tin này nói cầu mới sẽ thông xe vào tháng sau. Reuters dẫn lời nhà thầu xác nhận tin đó.",
        "Tin này được nhà thầu xác nhận với các hãng tin lớn trong buổi sáng cùng ngày. (Reuters)",
    ] {
        check(
            told,
            &[
                ('t', TITLE),
                ('s', "08:15 12/08/2021"),
                ('b', A),
                ('b', told),
                ('b', B),
            ],
        );
    }
}

#[test]
fn media_and_bodies_beside_writers_are_signatures() {
    for (line, want) in [
        ("Lê Na, RFI, 12/08/2021", [Role::Byline, Role::Timestamp]),
        ("VOA 12/08/2021", [Role::Byline, Role::Timestamp]),
        (
            "vn.songxanh.com 12/08/2021 08:15",
            [Role::Widget, Role::Timestamp],
        ),
        ("Tin tức thế giới ngày 12/08/2021", [Role::Related; 2]),
    ] {
        let page = page(&[TITLE, line, A, B, C].join("\n"));
        let cleaned = cleaner().clean(&page).value;
        let roles: Vec<Role> = cleaned
            .segments
            .iter()
            .filter(|s| s.line == 2)
            .map(|s| s.role)
            .collect();
        assert!(want.starts_with(&roles), "{line}: {roles:?}");
    }
    check(
        "who writes for whom",
        &[
            ('t', TITLE),
            ('n', "Lê Na, thông tín viên RFA"),
            ('b', A),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "where the writer works",
        &[
            ('t', TITLE),
            ('n', "Lê Na"),
            ('n', "Học viện Sông Xanh"),
            ('b', A),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "a headline that a school begins",
        &[
            ('w', "Lê Na"),
            (
                't',
                "Đại học Sông Xanh mở khóa học xây cầu mới cho người dân trong tỉnh",
            ),
            ('b', A),
            ('b', B),
            ('b', C),
        ],
    );
}

#[test]
fn a_video_and_its_headline_share_the_first_line() {
    check(
        "no other headline",
        &[
            (
                't',
                "Video: Cầu mới bắc qua sông Xanh thông xe trước mùa mưa",
            ),
            ('b', A),
            ('b', B),
        ],
    );
    check(
        "the headline below",
        &[
            (
                'w',
                "Video: Cầu mới bắc qua sông Xanh thông xe trước mùa mưa",
            ),
            ('t', TITLE),
            ('b', A),
            ('b', B),
        ],
    );
}

#[test]
fn what_a_content_system_calls_pictures_is_no_heading() {
    let shown = "Cầu mới nhìn từ bờ bắc. Ảnh: Lê Na";
    check(
        "above a caption",
        &[
            ('t', TITLE),
            ('b', A),
            ('p', "cau2"),
            ('p', shown),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "above text",
        &[('t', TITLE), ('b', A), ('h', "Nhịp 2"), ('b', B), ('b', C)],
    );
}

#[test]
fn one_short_line_above_the_headline_is_no_article() {
    check(
        "a line that could be text",
        &[
            (
                'r',
                "Người dân chờ thông xe, nhà thầu chờ nghiệm thu, tỉnh chờ vốn cho giai đoạn hai của cầu.",
            ),
            ('t', TITLE),
            ('n', "Lê Na, phóng viên RFA"),
            ('s', "08:15 12/08/2021"),
            ('b', A),
            ('b', B),
        ],
    );
}

#[test]
fn a_heading_above_a_short_caption_stays_one() {
    check(
        "what the picture shows stands before its credit",
        &[
            ('t', TITLE),
            ('s', "08:15 12/08/2021"),
            ('b', A),
            ('h', "Người dân chờ cây cầu mới thông xe"),
            ('p', "Nhịp chính. Ảnh: Lê Na"),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "the credit alone",
        &[
            ('t', TITLE),
            ('s', "08:15 12/08/2021"),
            ('b', A),
            ('p', "Người dân chờ cây cầu mới thông xe"),
            ('p', "Ảnh: Lê Na"),
            ('b', B),
            ('b', C),
        ],
    );
}

#[test]
fn names_of_pictures_and_cells_below_them_are_no_text() {
    check(
        "a slug of the headline before a link, and above a caption",
        &[
            ('t', TITLE),
            ('b', A),
            ('r', "TIN LIÊN QUAN"),
            (
                'r',
                "bo truong goi cau moi la canh cua phia bac cua tinh Giá gạo xuất khẩu lại tăng thêm mười đô la",
            ),
            (
                'r',
                "bo truong goi cau moi la canh cua phia bac cua tinh va khang dinh se thong xe truoc mua mua Người dân chờ thông xe cây cầu mới, nhà thầu chờ nghiệm thu, tỉnh chờ vốn",
            ),
            ('p', "bo truong goi cau moi la canh cua phia bac cua tinh"),
            ('p', "Nhịp chính của cây cầu mới. (Nguồn: AFP)"),
            ('b', B),
            ('b', C),
        ],
    );
    check(
        "a caption in the cell below its picture",
        &[
            ('t', TITLE),
            ('b', A),
            ('w', "![]() |"),
            ('p', "Người dân chờ thông xe bên cây cầu mới tối 10.8 |"),
            ('b', B),
            ('b', C),
        ],
    );
}

#[test]
fn headlines_behind_dashes_above_the_text_are_links() {
    check(
        "three links",
        &[
            ('r', "- Giá gạo xuất khẩu lại tăng thêm mười đô la"),
            ('r', "- Mưa lớn còn kéo dài ở các tỉnh phía bắc"),
            ('r', "- Cầu mới bắc qua sông Xanh sắp thông xe"),
            ('b', A),
            ('b', B),
            ('b', C),
        ],
    );
}
