//! Days and hosts in addresses.

use jiff::civil::Date;

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(' ')).then_some(host)
}

/// Days written in the path of an address: `/2021/04/20/`, `-20210420080138430.htm`, `2021-04-20`.
pub(super) fn days(url: &str) -> Vec<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let Some((_, path)) = path.split_once('/') else {
        return Vec::new();
    };
    let mut days = Vec::new();
    let mut add = |year: i16, month: i8, day: i8| {
        if (1995..=2100).contains(&year)
            && let Ok(date) = Date::new(year, month, day)
            && !days.contains(&date)
        {
            days.push(date);
        }
    };
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    for digits in &numbers {
        // A day with or without a time; longer or shorter numbers are ids.
        if matches!(digits.len(), 8 | 12 | 14 | 17) {
            let part = |from: usize, to: usize| digits[from..to].parse::<i16>().unwrap_or(0);
            add(part(0, 4), part(4, 6) as i8, part(6, 8) as i8);
        }
    }
    for window in numbers.windows(3) {
        if let [year, month, day] = window
            && year.len() == 4
            && (1..=2).contains(&month.len())
            && (1..=2).contains(&day.len())
        {
            let part = |text: &str| text.parse::<i16>().unwrap_or(0);
            add(part(year), part(month) as i8, part(day) as i8);
        }
    }
    days
}

/// Days in the words of an address (`gia-vang-hom-nay-12-6-2024`), and whether they are told as today's.
pub(super) fn slug_days(url: &str) -> Vec<(Date, bool)> {
    let digits = |part: &'_ str| part.bytes().take_while(u8::is_ascii_digit).count();
    let parts: Vec<&str> = url.split('-').map(|part| &part[..digits(part)]).collect();
    let today = |at: usize| {
        url.split('-')
            .skip(at.saturating_sub(2))
            .take(2)
            .eq(["hom", "nay"])
    };
    parts
        .windows(3)
        .enumerate()
        .filter_map(|(at, window)| {
            let &[day, month, year] = window else {
                return None;
            };
            let short = |part: &str| (1..=2).contains(&part.len());
            if !(short(day) && short(month) && year.len() == 4) {
                return None;
            }
            let year = year.parse().ok().filter(|y| (1995..=2100).contains(y))?;
            let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((day, at >= 2 && today(at)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_give_hosts_and_days() {
        let cases: &[(&str, Option<&str>, &[&str])] = &[
            (
                "https://www.songxanh.vn/cau-moi-20210509074512345.htm",
                Some("songxanh.vn"),
                &["2021-05-09"],
            ),
            (
                "https://songxanh.vn/2021/05/09/cau-moi",
                Some("songxanh.vn"),
                &["2021-05-09"],
            ),
            ("songxanh.vn/cau-moi-9225303.html", Some("songxanh.vn"), &[]),
            (
                "https://songxanh.vn/cau-moi-22021305.html",
                Some("songxanh.vn"),
                &[],
            ),
            ("không phải địa chỉ", None, &[]),
        ];
        for (url, want_host, want_days) in cases {
            assert_eq!(host(url), *want_host, "{url}");
            let got: Vec<_> = days(url).iter().map(Date::to_string).collect();
            assert_eq!(got, *want_days, "{url}");
        }
    }
}
