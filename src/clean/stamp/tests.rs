use super::*;

fn stamps() -> Stamps {
    Stamps::new(&Lexicon::embedded().expect("embedded lexicon")).expect("stamps table")
}

/// Text, day, time, offset in hours, and whether the stamp is all there is.
type Case = (
    &'static str,
    Option<(&'static str, Option<&'static str>, Option<i32>)>,
    bool,
);

#[test]
fn reads_every_order_in_which_pages_print_day_and_time() {
    let cases: &[Case] = &[
        (
            "09/05/2021 07:45 GMT+7",
            Some(("2021-05-09", Some("07:45:00"), Some(7))),
            true,
        ),
        (
            "07:45, 09/05/2021",
            Some(("2021-05-09", Some("07:45:00"), None)),
            true,
        ),
        (
            "07:45:09 09/05/2021",
            Some(("2021-05-09", Some("07:45:09"), None)),
            true,
        ),
        (
            "- 2021-05-09 07:45:00",
            Some(("2021-05-09", Some("07:45:00"), None)),
            true,
        ),
        (
            "Chủ nhật, 9/5/2021, 07:45 (GMT+7)",
            Some(("2021-05-09", Some("07:45:00"), Some(7))),
            true,
        ),
        (
            "Chủ nhật, ngày 09/05/2021 07:45 GMT+7",
            Some(("2021-05-09", Some("07:45:00"), Some(7))),
            true,
        ),
        (
            "CHỦ NHẬT, NGÀY 9 THÁNG 5 NĂM 2021",
            Some(("2021-05-09", None, None)),
            true,
        ),
        ("9 Tháng Năm, 2021", Some(("2021-05-09", None, None)), true),
        ("Tháng Năm 9, 2021", Some(("2021-05-09", None, None)), true),
        (
            "Tháng Mười Hai 9, 2021",
            Some(("2021-12-09", None, None)),
            true,
        ),
        ("tháng 5 9, 2021", Some(("2021-05-09", None, None)), true),
        (
            "Posted on: May 9, 2021 7:45 PM",
            Some(("2021-05-09", Some("19:45:00"), None)),
            true,
        ),
        (
            "9/5/21 lúc 07:45",
            Some(("2021-05-09", Some("07:45:00"), None)),
            true,
        ),
        ("Chương 9, 2021 trang", None, false),
        (
            "2021-05-09T07:45:00+07:00",
            Some(("2021-05-09", Some("07:45:00"), Some(7))),
            true,
        ),
        (
            "7 giờ 45 phút ngày 9/5/2021",
            Some(("2021-05-09", Some("07:45:00"), None)),
            true,
        ),
        (
            "07:45 AM, 09/05/2021",
            Some(("2021-05-09", Some("07:45:00"), None)),
            true,
        ),
        (
            "9 Tháng Năm, 2021 7:45 tối",
            Some(("2021-05-09", Some("19:45:00"), None)),
            true,
        ),
        (
            "09.05.2021 | 07:45",
            Some(("2021-05-09", Some("07:45:00"), None)),
            true,
        ),
        (
            "Ngày đăng: 09/05/2021 | Lượt xem: 120",
            Some(("2021-05-09", None, None)),
            true,
        ),
        (
            "Cập nhật lúc: 7h45 ngày 09-05-2021",
            Some(("2021-05-09", Some("07:45:00"), None)),
            true,
        ),
        (
            "CN, 09/05/2021 | 07:45 PM",
            Some(("2021-05-09", Some("19:45:00"), None)),
            true,
        ),
        (
            "Thứ Hai, 10/05/2021, 07:45",
            Some(("2021-05-10", Some("07:45:00"), None)),
            true,
        ),
        (
            "07:45 | Thứ hai, 10/05/2021 0",
            Some(("2021-05-10", Some("07:45:00"), None)),
            true,
        ),
        (
            "10/05/21 07:45",
            Some(("2021-05-10", Some("07:45:00"), None)),
            true,
        ),
        (
            "Lê Na (Đài tỉnh)-Thứ hai, ngày 10/05/2021 07:45 GMT+7",
            Some(("2021-05-10", Some("07:45:00"), Some(7))),
            false,
        ),
        (
            "10/05/2021 07:45Cầu mới thông xe",
            Some(("2021-05-10", Some("07:45:00"), None)),
            false,
        ),
        (
            "10 Tháng 5 2021 - Cập nhật 13h00 GMT",
            Some(("2021-05-10", Some("13:00:00"), Some(0))),
            true,
        ),
        (
            "Cập nhật: 17:44 GMT - thứ hai, 10 tháng 5, 2021",
            Some(("2021-05-10", Some("17:44:00"), Some(0))),
            true,
        ),
        (
            "Mon. May 10th, 2021",
            Some(("2021-05-10", None, None)),
            true,
        ),
        (
            "10/05/2021 - Cập nhật 11/05/2021",
            Some(("2021-05-10", None, None)),
            true,
        ),
        ("lundi 10 mai 2021", Some(("2021-05-10", None, None)), true),
        ("31/02/2021", None, false),
        (
            "Tỷ số 3-2-2021 bàn",
            Some(("2021-02-03", None, None)),
            false,
        ),
        ("10/05/21", None, false),
        ("024.33028649", None, false),
        ("Giấy phép 12/2021/GP", None, false),
    ];
    let stamps = stamps();
    for (text, want, alone) in cases {
        let found = stamps.find(text);
        let got = found.as_ref().map(|s| {
            (
                s.date.to_string(),
                s.time.map(|t| t.to_string()),
                s.offset.map(|o| o.seconds() / 3600),
            )
        });
        let want = want.map(|(d, t, o)| (d.to_owned(), t.map(str::to_owned), o));
        assert_eq!(got, want, "{text}");
        if let Some(stamp) = found {
            assert_eq!(stamps.stands_alone(text, &stamp.bytes), *alone, "{text}");
        }
    }
}

#[test]
fn relative_times_name_no_day() {
    let stamps = stamps();
    for text in ["3 giờ trước", "11h trước", "12:28", "12:28 3/2", "20h15"] {
        assert!(stamps.is_relative(text), "{text}");
    }
    for text in ["3 giờ họp kín", "2021", "12 cầu thủ", "trước"] {
        assert!(!stamps.is_relative(text), "{text}");
    }
}
