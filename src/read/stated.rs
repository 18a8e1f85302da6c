//! Dates and times as inputs state them.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::When;

/// Reads a date (`2024-05-20`) or a time with or without its zone (`2024-05-20T08:00:00+07:00`,
/// `2024-05-20 08:00`); a time without one is in `zone`. Nothing for any other text.
pub(super) fn when(text: &str, zone: &TimeZone) -> Option<When> {
    let text = text.trim();
    if text.len() == 10 {
        return text.parse::<Date>().ok().map(When::Day);
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(When::Instant(at));
    }
    if let Ok(at) = text.parse::<Zoned>() {
        return Some(When::Instant(at.timestamp()));
    }
    // `+0700`, which ISO 8601's basic form allows and RFC 3339 does not.
    if let Ok(at) = Timestamp::strptime("%Y-%m-%dT%H:%M:%S%z", text) {
        return Some(When::Instant(at));
    }
    if text.len() < 16 {
        return None;
    }
    let local: DateTime = text.parse().ok()?;
    let at = zone.to_ambiguous_zoned(local).compatible().ok()?;
    Some(When::Instant(at.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_read_and_nothing_else() {
        let zone = TimeZone::get("Asia/Ho_Chi_Minh").expect("known zone");
        let cases = [
            ("2024-05-20", Some("2024-05-20")),
            (" 2024-05-20 ", Some("2024-05-20")),
            ("2024-05-20T08:00:00Z", Some("2024-05-20T08:00:00Z")),
            ("2024-05-20T08:00:00+07:00", Some("2024-05-20T01:00:00Z")),
            ("2024-05-20T08:00:00+0700", Some("2024-05-20T01:00:00Z")),
            (
                "2024-05-20T08:00:00.250+07:00",
                Some("2024-05-20T01:00:00.25Z"),
            ),
            ("2024-05-20 08:00:00", Some("2024-05-20T01:00:00Z")),
            ("2024-05-20T08:00", Some("2024-05-20T01:00:00Z")),
            ("2024-02-30", None),
            ("20/5/2024", None),
            ("2024-05", None),
            ("hôm qua", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = when(text, &zone).map(|w| match w {
                When::Day(day) => day.to_string(),
                When::Instant(at) => at.to_string(),
            });
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
