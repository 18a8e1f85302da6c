//! TIMEX3 values (ISO-TimeML): `2024-09`, `2024-Q1`, `P3D`.

use super::time::{Clock, Unit};
use super::{DateMention, Precision};

/// The value of a length.
pub(super) fn duration(count: i16, unit: Unit) -> String {
    let letter = match unit {
        Unit::Clock => return format!("PT{count}H"),
        Unit::Day => "D",
        Unit::Week => "W",
        Unit::Month => "M",
        Unit::Quarter => "Q",
        Unit::Year => "Y",
        Unit::Decade => "DE",
        Unit::Century => "CE",
    };
    format!("P{count}{letter}")
}

/// The value of a time of day: `T15:30`, `T15:30Z`, `T15:30+07:00`.
pub(super) fn clock(clock: Clock) -> String {
    let mut value = format!("T{:02}:{:02}", clock.hour, clock.minute);
    match clock.zone_minutes {
        None => {}
        Some(0) => value.push('Z'),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            value.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
        }
    }
    value
}

/// The value of a resolved date; ranges are an ISO interval.
pub(super) fn value(mention: &DateMention) -> Option<String> {
    let (start, end) = (mention.start?, mention.end?);
    Some(match mention.precision {
        Precision::Day => start.to_string(),
        Precision::Week => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Precision::Month => format!("{:04}-{:02}", start.year(), start.month()),
        Precision::Quarter => format!("{:04}-Q{}", start.year(), (start.month() + 2) / 3),
        Precision::Season => {
            let name = match start.month() {
                3 => "SP",
                6 => "SU",
                9 => "FA",
                _ => "WI",
            };
            format!("{:04}-{name}", start.year())
        }
        Precision::Year => format!("{:04}", start.year()),
        Precision::Decade => format!("{:03}", start.year() / 10),
        Precision::Century => format!("{:02}", (start.year() - 1) / 100),
        Precision::Range => format!("{start}/{end}"),
        Precision::Unknown => return None,
    })
}
