//! Bylines, one claim a test.

use super::*;

#[test]
fn bylines_come_apart_into_names_and_sources() {
    let lexicon = Lexicon::embedded().expect("embedded lexicon");
    let bylines = Bylines::new(&lexicon).expect("tables");
    let cases: &[(&str, Form, &[&str], &[&str])] = &[
        ("Lê Na", Form::Name, &["Lê Na"], &[]),
        ("LÊ NA", Form::Name, &["LÊ NA"], &[]),
        ("L.N", Form::Initials, &["L.N"], &[]),
        (
            "Lê Na (Theo Sông Xanh Post)",
            Form::Signed,
            &["Lê Na"],
            &["Sông Xanh Post"],
        ),
        (
            "Lê Na (theo AP, DPA)",
            Form::Signed,
            &["Lê Na"],
            &["AP", "DPA"],
        ),
        ("Lê Na (tổng hợp)", Form::Signed, &["Lê Na"], &[]),
        (
            "Lê Na (theo AP, tổng hợp)",
            Form::Signed,
            &["Lê Na"],
            &["AP"],
        ),
        ("Lê Na Tổng hợp", Form::Signed, &["Lê Na"], &[]),
        ("Tổng hợp Lê Na", Form::Signed, &["Lê Na"], &[]),
        (
            "Lê Na (T/h) Theo Sông Xanh Post",
            Form::Signed,
            &["Lê Na"],
            &["Sông Xanh Post"],
        ),
        ("Dịch: Lê Na", Form::Signed, &["Lê Na"], &[]),
        ("Lê Na/VOV1", Form::Signed, &["Lê Na"], &["VOV1"]),
        (
            "Lê Na - Trần Bình",
            Form::Name,
            &["Lê Na", "Trần Bình"],
            &[],
        ),
        (
            "Lê Na-Trần Bình/VOV",
            Form::Signed,
            &["Lê Na", "Trần Bình"],
            &["VOV"],
        ),
        (
            "Lê Na-Trần Bình-Lê Văn Sáng",
            Form::Name,
            &["Lê Na", "Trần Bình", "Lê Văn Sáng"],
            &[],
        ),
        (
            "Lê Na (Theo Sông Xanh & Núi Đỏ, AP)",
            Form::Signed,
            &["Lê Na"],
            &["Sông Xanh & Núi Đỏ", "AP"],
        ),
        ("Anne-Marie Lê", Form::Name, &["Anne-Marie Lê"], &[]),
        ("Lê Na/VOV - Tây Bắc", Form::Signed, &["Lê Na"], &["VOV"]),
        (
            "Lê Na/VOV - Trần Bình",
            Form::Signed,
            &["Lê Na", "Trần Bình"],
            &["VOV"],
        ),
        ("Bài, ảnh: Lê Na", Form::Signed, &["Lê Na"], &[]),
        ("Ban Bạn đọc", Form::Signed, &["Ban Bạn đọc"], &[]),
        ("Nhóm phóng viên", Form::Signed, &["Nhóm phóng viên"], &[]),
        ("By Lê Na", Form::Signed, &["Lê Na"], &[]),
        ("Kịch bản: Lê Na", Form::Signed, &["Lê Na"], &[]),
        ("Bài: Lê Na – Ảnh: Trần Bình", Form::Signed, &["Lê Na"], &[]),
        (
            "Lê Na (tổng hợp theo AP, DPA)",
            Form::Signed,
            &["Lê Na"],
            &["AP", "DPA"],
        ),
        (
            "Lê Na (Tổng hợp theo báo Sông Xanh, AP)",
            Form::Signed,
            &["Lê Na"],
            &["Sông Xanh", "AP"],
        ),
        ("LÊ NA Theo Reuters", Form::Signed, &["LÊ NA"], &["Reuters"]),
        ("Lê Na/TTXVN – Praha", Form::Signed, &["Lê Na"], &["TTXVN"]),
        (
            "Lê Na/TTXVN Lê Na/TTXVN",
            Form::Signed,
            &["Lê Na"],
            &["TTXVN"],
        ),
        ("Theo Sông Xanh", Form::Source, &[], &["Sông Xanh"]),
        ("Nguồn: songxanh.vn", Form::Source, &[], &["songxanh.vn"]),
        ("Tổng hợp", Form::Source, &[], &[]),
        (
            "Lê Na, thông tín viên RFA",
            Form::Signed,
            &["Lê Na"],
            &["RFA"],
        ),
        (
            "Tác giả, Lê Na và Trần Bình",
            Form::Signed,
            &["Lê Na", "Trần Bình"],
            &[],
        ),
        ("Theo Lê Na - Tổng hợp", Form::Signed, &["Lê Na"], &[]),
        ("Theo Reuters - Tổng hợp", Form::Source, &[], &["Reuters"]),
        (
            "Nguồn VOV: https://vov.vn/the-gioi/cau-moi-123.vov",
            Form::Source,
            &[],
            &["VOV"],
        ),
    ];
    for (text, form, names, sources) in cases {
        let byline = bylines.parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(byline.form, *form, "{text}");
        assert_eq!(byline.names, *names, "{text}");
        assert_eq!(byline.sources, *sources, "{text}");
    }
    let no = [
        "Mưa lớn ở miền Trung",
        "Theo dõi chúng tôi",
        "By the river",
        "Lê Na Theo ông Bình",
        "Theo ông Bình, cầu sẽ xong trong năm nay",
        "Giáng đòn mạnh",
        "Cầu mới (giai đoạn hai) thông xe",
        "Tác giả, người viết và bạn đọc",
        "Lê Na, phóng viên trẻ",
    ];
    for text in no {
        assert_eq!(bylines.parse(text), None, "{text}");
    }
    assert!(bylines.is_of_states("Nga-Ukraine") && bylines.is_of_states("Mỹ-Trung"));
    assert!(!bylines.is_of_states("Lê Na-Trần Bình") && !bylines.is_of_states("Nga"));
}
