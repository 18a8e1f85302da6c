//! Cases of flat texts and their pieces.

use super::*;
use crate::lexicon::Lexicon;

fn pieces(text: &str) -> Vec<String> {
    pieces_of(text, &[])
}

fn pieces_of(text: &str, gaps: &[usize]) -> Vec<String> {
    let lexicon = Lexicon::embedded().expect("embedded lexicon");
    let captions = Captions::new(&lexicon).expect("table");
    let furniture = Furniture::new(&lexicon).expect("table");
    let bylines = Bylines::new(&lexicon).expect("tables");
    let mut from = 0;
    let mut pieces = Vec::new();
    for cut in cuts(text, gaps, &furniture, &captions, &bylines)
        .into_iter()
        .chain([text.len()])
    {
        pieces.push(text[from..cut].trim().to_owned());
        from = cut;
    }
    pieces
}

#[test]
fn captions_and_bylines_come_out_of_a_flat_text() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Cầu mới bắc qua sông (Ảnh: Reuters) Sáng nay cầu đã thông xe. Nhiều người đi bộ qua cầu. Lê Na",
            &[
                "Cầu mới bắc qua sông (Ảnh: Reuters)",
                "Sáng nay cầu đã thông xe. Nhiều người đi bộ qua cầu.",
                "Lê Na",
            ],
        ),
        (
            "Sáng nay cầu đã thông xe. Cầu mới lúc hoàng hôn. Ảnh: Getty Images Người dân rất vui. Lê Na (theo AP)",
            &[
                "Sáng nay cầu đã thông xe.",
                "Cầu mới lúc hoàng hôn. Ảnh: Getty Images",
                "Người dân rất vui.",
                "Lê Na (theo AP)",
            ],
        ),
        (
            "Cầu mới nhìn từ xa. Ảnh: Lê Na/Sông Xanh Chiều nay, cầu đóng cửa để thử tải. Theo Reuters",
            &[
                "Cầu mới nhìn từ xa. Ảnh: Lê Na/Sông Xanh",
                "Chiều nay, cầu đóng cửa để thử tải.",
                "Theo Reuters",
            ],
        ),
        (
            "Tàu rời cảng đi Đông Nam Á. Lê Na",
            &["Tàu rời cảng đi Đông Nam Á.", "Lê Na"],
        ),
        (
            "Cầu mới lúc hoàng hôn. Ảnh: reuters Theo hãng này, cầu rất đẹp. (Ảnh: Xe qua cầu. Nguồn: AP). Cầu đóng cửa lúc mười giờ. Lê Na >> Sông Xanh có cầu mới",
            &[
                "Cầu mới lúc hoàng hôn. Ảnh: reuters",
                "Theo hãng này, cầu rất đẹp.",
                "(Ảnh: Xe qua cầu. Nguồn: AP).",
                "Cầu đóng cửa lúc mười giờ.",
                "Lê Na",
                ">> Sông Xanh có cầu mới",
            ],
        ),
        (
            "Cầu mới. (Nguồn: songxanh.vn) Sáng nay cầu đã thông xe. Xe qua cầu. Ảnh: Lê Na Tại Hà Nội, trời mưa.",
            &[
                "Cầu mới. (Nguồn: songxanh.vn)",
                "Sáng nay cầu đã thông xe.",
                "Xe qua cầu. Ảnh: Lê Na",
                "Tại Hà Nội, trời mưa.",
            ],
        ),
        (
            "Xe qua cầu. Ảnh: Lê Sáng - AP Tiếp đó, cầu đóng cửa. Xe chờ. Ảnh: cau36.vn Cầu lại mở.",
            &[
                "Xe qua cầu. Ảnh: Lê Sáng - AP",
                "Tiếp đó, cầu đóng cửa.",
                "Xe chờ. Ảnh: cau36.vn",
                "Cầu lại mở.",
            ],
        ),
        (
            "Xe qua cầu. Ảnh: Lê Sáng – TTXVN Tiếp đó, cầu đóng cửa.",
            &["Xe qua cầu. Ảnh: Lê Sáng – TTXVN", "Tiếp đó, cầu đóng cửa."],
        ),
        (
            "Tàu rời cảng đi các nước châu Á. Tổng hợp Lê Na",
            &["Tàu rời cảng đi các nước châu Á.", "Tổng hợp Lê Na"],
        ),
        (
            "Cầu mở cho người dân Sông Xanh. (Theo Reuters)",
            &["Cầu mở cho người dân Sông Xanh.", "(Theo Reuters)"],
        ),
        (
            "Cầu mở cho người dân. Tin, ảnh: Lê Na – Trần Bình (TTXVN)",
            &[
                "Cầu mở cho người dân.",
                "Tin, ảnh: Lê Na – Trần Bình (TTXVN)",
            ],
        ),
        (
            "Ảnh: Reuters Cầu đóng cửa để thử tải. Xe chờ. Ảnh: AP Cầu lại mở.",
            &[
                "Ảnh: Reuters",
                "Cầu đóng cửa để thử tải.",
                "Xe chờ. Ảnh: AP",
                "Cầu lại mở.",
            ],
        ),
        (
            "Ông V. Bình nói cầu rất đẹp. Ông cũng xem triển lãm ảnh ở TP. Hồ Chí Minh.",
            &["Ông V. Bình nói cầu rất đẹp. Ông cũng xem triển lãm ảnh ở TP. Hồ Chí Minh."],
        ),
    ];
    for (text, want) in cases {
        assert_eq!(pieces(text), *want, "{text}");
    }
}

#[test]
fn credits_end_before_no_small_letter() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Cầu đóng cửa. Bà Lê Na (ảnh) hôm qua nói cầu sẽ mở lại. Xe chờ bên sông.",
            &["Cầu đóng cửa. Bà Lê Na (ảnh) hôm qua nói cầu sẽ mở lại. Xe chờ bên sông."],
        ),
        (
            "Xe qua cầu. Ảnh: AP Đài RT đưa tin cầu đóng cửa từ tối qua.",
            &[
                "Xe qua cầu. Ảnh: AP",
                "Đài RT đưa tin cầu đóng cửa từ tối qua.",
            ],
        ),
        (
            "Xe qua cầu. Ảnh: Reuters Lê Na, kỹ sư trưởng, nói cầu rất đẹp.",
            &[
                "Xe qua cầu. Ảnh: Reuters",
                "Lê Na, kỹ sư trưởng, nói cầu rất đẹp.",
            ],
        ),
        (
            "Xe qua cầu. Ảnh: Đại sứ quán Lào tại Pháp. Cầu đóng cửa.",
            &[
                "Xe qua cầu. Ảnh: Đại sứ quán Lào tại Pháp.",
                "Cầu đóng cửa.",
            ],
        ),
        (
            "Xe qua cầu. Ảnh: Hải quân Lào Theo họ, cầu đóng cửa.",
            &["Xe qua cầu. Ảnh: Hải quân Lào", "Theo họ, cầu đóng cửa."],
        ),
        (
            "Cầu đóng cửa. Ảnh: Bộ trưởng Lê Na xem cầu mới cùng các kỹ sư của nhà thầu hôm qua. Xe chờ.",
            &[
                "Cầu đóng cửa. Ảnh: Bộ trưởng Lê Na xem cầu mới cùng các kỹ sư của nhà thầu hôm qua. Xe chờ.",
            ],
        ),
    ];
    for (text, want) in cases {
        assert_eq!(pieces(text), *want, "{text}");
    }
}

#[test]
fn credits_without_a_picture_or_a_name_end_captions_too() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Cầu đóng cửa. Xe qua cầu. Nguồn: Reuters Cầu lại mở cho xe con và người đi bộ từ sáng sớm nay.",
            &[
                "Cầu đóng cửa.",
                "Xe qua cầu. Nguồn: Reuters",
                "Cầu lại mở cho xe con và người đi bộ từ sáng sớm nay.",
            ],
        ),
        (
            "Cầu đóng cửa. Xe qua cầu. Ảnh minh họa. Cầu lại mở.",
            &["Cầu đóng cửa.", "Xe qua cầu. Ảnh minh họa.", "Cầu lại mở."],
        ),
        (
            "Cầu đóng cửa. Xe qua cầu (ảnh AP). Cầu lại mở.",
            &["Cầu đóng cửa.", "Xe qua cầu (ảnh AP).", "Cầu lại mở."],
        ),
        (
            "Cầu đóng cửa. Ông Lê Na Jr. trên cầu mới. Ảnh: songxanhnews. Cầu lại mở.",
            &[
                "Cầu đóng cửa.",
                "Ông Lê Na Jr. trên cầu mới. Ảnh: songxanhnews.",
                "Cầu lại mở.",
            ],
        ),
        // Nobody knows this source, and this tells of pictures.
        (
            "Cầu đóng cửa. Nguồn: nước sông Xanh. Ảnh vệ tinh cho thấy cầu đã xong.",
            &["Cầu đóng cửa. Nguồn: nước sông Xanh. Ảnh vệ tinh cho thấy cầu đã xong."],
        ),
    ];
    for (text, want) in cases {
        assert_eq!(pieces(text), *want, "{text}");
    }
    // What is too long for a caption stays in the text, its credit does not.
    let long = "Đoàn công tác của tỉnh đã tới khảo sát cây cầu mới và làm việc với nhà thầu cùng các kỹ sư của \
                sở, rồi đi thăm hai trường học và một bệnh viện đang xây bên kia sông trong buổi chiều cùng ngày.";
    let text = format!("{long} Ảnh minh họa. Cầu lại mở.");
    assert_eq!(pieces(&text), [long, "Ảnh minh họa.", "Cầu lại mở."]);
}

#[test]
fn two_spaces_are_a_lost_line_end_where_a_sentence_begins() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Cầu mới đã thông xe. Đèn cho người đi bộ  Theo nhà thầu, cầu sẽ có thêm đèn.",
            &[
                "Cầu mới đã thông xe.",
                "Đèn cho người đi bộ",
                "Theo nhà thầu, cầu sẽ có thêm đèn.",
            ],
        ),
        (
            "Xe qua cầu. Ảnh: AP Đèn cho người đi bộ  Nhà thầu sẽ lắp thêm đèn.",
            &[
                "Xe qua cầu. Ảnh: AP",
                "Đèn cho người đi bộ",
                "Nhà thầu sẽ lắp thêm đèn.",
            ],
        ),
        (
            "Xe qua cầu. Ảnh: Lê Văn Sáng/Phóng viên TTXVN tại Lào  Nhà thầu sẽ lắp thêm đèn.",
            &[
                "Xe qua cầu. Ảnh: Lê Văn Sáng/Phóng viên TTXVN tại Lào",
                "Nhà thầu sẽ lắp thêm đèn.",
            ],
        ),
        // Links: a name goes on, a link ends, a clause opens.
        (
            "Cầu mới đã thông xe. Hôm qua, kỹ sư trưởng Lê  Na nói cầu rất đẹp.",
            &["Cầu mới đã thông xe. Hôm qua, kỹ sư trưởng Lê Na nói cầu rất đẹp."],
        ),
        (
            "Cầu mới đã thông xe. Nhà thầu của  Sông Xanh  sẽ lắp thêm đèn.",
            &["Cầu mới đã thông xe. Nhà thầu của Sông Xanh sẽ lắp thêm đèn."],
        ),
        (
            "Cầu mới đã thông xe. Trong thư gửi báo  Sông Xanh số ra hôm qua, nhà thầu hứa lắp đèn.",
            &[
                "Cầu mới đã thông xe. Trong thư gửi báo Sông Xanh số ra hôm qua, nhà thầu hứa lắp đèn.",
            ],
        ),
    ];
    for (text, want) in cases {
        let (mut folded, mut gaps) = (String::new(), Vec::new());
        for part in text.split("  ") {
            if !folded.is_empty() {
                folded.push(' ');
                gaps.push(folded.len());
            }
            folded.push_str(part);
        }
        assert_eq!(pieces_of(&folded, &gaps), *want, "{text}");
    }
}
