//! Cases of flat texts and their pieces.

use super::*;
use crate::lexicon::Lexicon;

fn pieces(text: &str) -> Vec<String> {
    let lexicon = Lexicon::embedded().expect("embedded lexicon");
    let captions = Captions::new(&lexicon).expect("table");
    let furniture = Furniture::new(&lexicon).expect("table");
    let bylines = Bylines::new(&lexicon).expect("tables");
    let mut from = 0;
    let mut pieces = Vec::new();
    for cut in cuts(text, &furniture, &captions, &bylines)
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
