//! Pages whose text a scraper took out: captions without credit, lines broken at links.

use super::*;

const LEAD: &str = "Cây cầu mới bắc qua sông Xanh sẽ thông xe trước mùa mưa, nhà thầu nói với đoàn công tác của tỉnh.";

#[test]
fn lines_without_a_stop_between_paragraphs_are_captions() {
    let shown = "Nhà thầu giới thiệu với đoàn công tác nhịp chính dài một trăm mét của cây cầu mới";
    check(
        "the standfirst is printed last",
        &[
            ('t', "Cầu mới bắc qua sông Xanh sắp thông xe"),
            (' ', ""),
            ('p', "Xe tải đi thử trên cầu mới"),
            ('b', A),
            ('p', shown),
            ('b', B),
            ('h', "Đèn cho người đi bộ"),
            ('b', C),
            ('p', shown),
            ('b', A),
            ('p', "Đoàn công tác của tỉnh bên cầu"),
            ('h', "Đường dẫn và bãi đỗ xe"),
            ('b', B),
            ('n', "Lê Na (Tổng hợp theo báo Sông Xanh, Kinh tế & Đô thị)"),
            (' ', ""),
            (' ', ""),
            (' ', ""),
            ('b', LEAD),
        ],
    );
    // The headline of another article is long too.
    check(
        "another article",
        &[
            ('t', "Cầu mới bắc qua sông Xanh sắp thông xe"),
            ('s', "08:15 12/08/2021"),
            ('b', A),
            ('b', B),
            ('b', C),
            ('n', "Lê Na"),
            (
                't',
                "Giá gạo xuất khẩu tuần này tăng thêm mười đô la vì các nước châu Phi mua nhiều",
            ),
            ('s', "09:20 12/08/2021"),
            ('b', X),
            ('b', Y),
        ],
    );
}

#[test]
fn a_scraped_text_holds_no_links_to_others() {
    // The paragraph below the question names what the story is about.
    check(
        "a question heads the paragraph below it",
        &[
            ('t', "Cầu mới bắc qua sông Xanh sắp thông xe"),
            (' ', ""),
            ('b', A),
            ('b', B),
            ('h', "Đường dẫn và bãi đỗ xe"),
            ('b', X),
            ('b', C),
            ('n', "Lê Na"),
            (' ', ""),
            (' ', ""),
            (' ', ""),
            ('b', LEAD),
        ],
    );
}

#[test]
fn the_names_of_speakers_begin_what_they_say() {
    let asked = "Thưa bà, cây cầu mới bắc qua sông Xanh bao giờ thông xe và ai sẽ được đi qua cầu trong ngày đầu?";
    check(
        "an interview",
        &[
            ('t', "Cầu mới bắc qua sông Xanh sắp thông xe"),
            ('b', A),
            ('b', "PV:"),
            ('b', asked),
            ('b', "Bà Lê Na:"),
            ('b', B),
            ('b', "PV:"),
            ('b', asked),
            ('b', "Bà Lê Na:"),
            ('b', C),
        ],
    );
    // One label alone is a heading.
    check(
        "a heading with a colon",
        &[
            ('t', "Cầu mới bắc qua sông Xanh sắp thông xe"),
            ('b', A),
            ('b', B),
            ('h', "Đường dẫn:"),
            ('b', C),
            ('b', A),
        ],
    );
}

#[test]
fn words_of_links_on_lines_of_their_own_stay_in_their_sentence() {
    check(
        "a source opens the sentence",
        &[
            ('t', "Cầu mới bắc qua sông Xanh sắp thông xe"),
            ('b', A),
            ('b', B),
            ('h', "Chờ thuyền lớn"),
            ('b', "Theo"),
            ('b', "Reuters"),
            (
                'b',
                ", cây cầu sẽ thông xe trước mùa mưa năm nay, sớm hơn kế hoạch hai tháng.",
            ),
            ('b', "Nhà thầu đã báo tin này trên trang của mình trên"),
            ('b', "Twitter"),
            (
                'b',
                "và hứa lắp thêm đèn để người dân đi lại ban đêm an toàn.",
            ),
            (
                'b',
                "Trước đó đoàn công tác đã tới khảo sát cây cầu bắc qua sông, theo",
            ),
            ('b', "AP"),
            ('b', ". Đoàn đề nghị nhà thầu lắp thêm đèn trên cầu."),
            ('b', C),
        ],
    );
    // Buttons stay buttons, and a name in capitals below a caption its credit.
    check(
        "buttons and credits",
        &[
            ('t', "Cầu mới bắc qua sông Xanh sắp thông xe"),
            ('w', "Facebook"),
            ('w', "Twitter"),
            ('b', A),
            ('p', "Đoàn công tác của tỉnh trên cầu mới"),
            ('p', "REUTERS"),
            ('b', B),
            ('b', C),
        ],
    );
}

#[test]
fn the_words_of_a_picture_slot_open_a_caption() {
    check(
        "a picture's slot with what it shows",
        &[
            ('t', "Cầu mới bắc qua sông Xanh sắp thông xe"),
            ('b', A),
            (
                'p',
                "Chụp lại hình ảnh, Đoàn công tác của tỉnh trên cây cầu mới",
            ),
            ('b', B),
            ('b', C),
        ],
    );
}
