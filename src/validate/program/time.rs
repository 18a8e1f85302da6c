//! Days and instants as JSON writes them, and the texts that are one.

/// A day, counted from 1970-01-01, as JSON writes it.
pub(in crate::validate) fn day_text(days: i32) -> String {
    let span = jiff::Span::new().try_days(days);
    span.and_then(|span| jiff::civil::date(1970, 1, 1).checked_add(span))
        .map_or_else(|_| format!("day {days}"), |date| date.to_string())
}

/// An instant, in microseconds from 1970-01-01, as JSON writes it: whole seconds without a fraction.
pub(in crate::validate) fn instant_text(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).map_or_else(
        |_| format!("microsecond {micros}"),
        |instant| instant.to_string(),
    )
}

/// RFC 3339's `full-date`.
pub(in crate::validate) fn is_date(text: &str) -> bool {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else {
        return false;
    };
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1];
    if !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let two = |a: u8, b: u8| u32::from(a - b'0') * 10 + u32::from(b - b'0');
    let year = two(y0, y1) * 100 + two(y2, y3);
    let (month, day) = (two(m0, m1), two(d0, d1));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// RFC 3339's `date-time`. A leap second is only allowed where it is 23:59 in UTC.
pub(in crate::validate) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_at_checked(10) else {
        return false;
    };
    let &[
        b'T' | b't',
        h0,
        h1,
        b':',
        m0,
        m1,
        b':',
        s0,
        s1,
        ref rest @ ..,
    ] = time.as_bytes()
    else {
        return false;
    };
    if !is_date(date) || ![h0, h1, m0, m1, s0, s1].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let two = |a: u8, b: u8| i32::from(a - b'0') * 10 + i32::from(b - b'0');
    let (hour, minute, second) = (two(h0, h1), two(m0, m1), two(s0, s1));
    if hour > 23 || minute > 59 || second > 60 {
        return false;
    }
    let zone = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
            if digits == 0 {
                return false;
            }
            &fraction[digits..]
        }
        _ => rest,
    };
    let offset = match *zone {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), a, b, b':', c, d] if [a, b, c, d].iter().all(u8::is_ascii_digit) => {
            let (hours, minutes) = (two(a, b), two(c, d));
            if hours > 23 || minutes > 59 {
                return false;
            }
            let minutes = hours * 60 + minutes;
            if sign == b'+' { minutes } else { -minutes }
        }
        _ => return false,
    };
    second != 60 || (hour * 60 + minute - offset).rem_euclid(1440) == 1439
}
