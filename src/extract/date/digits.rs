//! Runs of digits joined by strokes, dashes, dots or colons, and what date each can be.

use super::scan::Scan;
use super::time::YearRef;
use crate::extract::token::Shape;

/// Longest run that can be a date: `30/10/2024-02/11/2024`.
const LONGEST: usize = 6;

/// Digits joined without spaces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    parts: [Part; LONGEST],
    seps: [char; LONGEST],
    /// Number of parts; one more than [`LONGEST`] when there are too many.
    pub len: usize,
    /// One past its last token.
    pub end: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Part {
    value: u32,
    digits: usize,
}

/// What a run can be. Days and months are checked; years have four digits or are marked short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// Day, month, year.
    Date(u8, u8, YearRef),
    /// Day and month.
    DayMonth(u8, u8),
    /// Month and year.
    MonthYear(u8, i16),
    /// `22-26/9`.
    Days(u8, u8, u8, YearRef),
    /// `30/5-2/6`: two days with their months, the year of each.
    Span((u8, u8, YearRef), (u8, u8, YearRef)),
    /// `8-10/2023`: months of a year.
    Months(u8, u8, i16),
    /// `1950-1953`.
    Years(i16, i16),
    /// `18-19`: two numbers that can be days.
    Pair(u8, u8),
    /// `14:05`.
    Clock,
}

/// Days of the longest form that a month can take.
fn month_length(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Day and month, where such a day exists in some year.
pub(super) fn day_month(day: u32, month: u32) -> Option<(u8, u8)> {
    ((1..=month_length(month)).contains(&day)).then_some((day as u8, month as u8))
}

/// A day of a stated year; a day that the year does not have is none.
fn date(day: u32, month: u32, year: u32) -> Option<(u8, u8, YearRef)> {
    let (d, m) = day_month(day, month)?;
    let year = plausible_year(year)?;
    jiff::civil::Date::new(year, m as i8, d as i8).ok()?;
    Some((d, m, YearRef::Stated(year)))
}

/// Years that news speaks of.
pub(super) fn plausible_year(year: u32) -> Option<i16> {
    (1000..=2199).contains(&year).then_some(year as i16)
}

impl Run {
    /// The run that begins at token `at`, which must be a number. Linear in its length.
    pub(super) fn read(scan: &Scan, at: usize) -> Option<Self> {
        let mut run = Run {
            parts: [Part::default(); LONGEST],
            seps: [' '; LONGEST],
            len: 0,
            end: at,
        };
        run.push(scan.digits(at)?, at);
        while let Some(sep @ ('/' | '-' | '–' | '.' | ':' | '‑')) = scan.glued_mark(run.end)
            && scan.glued(run.end + 1)
        {
            let iso = iso_day(scan, run.end + 1);
            let Some(part) = scan.digits(run.end + 1).or(iso) else {
                break;
            };
            if let Some(slot) = run.seps.get_mut(run.len - 1) {
                *slot = if matches!(sep, '–' | '‑') {
                    '-'
                } else {
                    sep
                };
            }
            run.push(part, run.end + 1);
            if iso.is_some() {
                run.end = iso_time(scan, run.end);
                break;
            }
        }
        Some(run)
    }

    fn push(&mut self, (value, digits): (u32, usize), at: usize) {
        if let Some(part) = self.parts.get_mut(self.len) {
            *part = Part { value, digits };
        }
        self.len = (self.len + 1).min(LONGEST + 1);
        self.end = at + 1;
    }

    /// The value of a run of one part.
    pub(super) fn single(&self) -> Option<(u32, usize)> {
        (self.len == 1).then_some((self.parts[0].value, self.parts[0].digits))
    }

    /// Hour and minute of `14:05` and `14:05:30`.
    pub(super) fn clock(&self) -> Option<(u8, u8)> {
        let [hour, minute, ..] = self.parts;
        let colons = self.seps.iter().take(self.len - 1).all(|sep| *sep == ':');
        let fits = colons && (2..=3).contains(&self.len) && minute.digits == 2;
        (fits && hour.digits <= 2 && hour.value <= 24 && minute.value <= 59)
            .then_some((hour.value as u8, minute.value as u8))
    }

    /// What the run is. `led`: a word before it says that a day follows, so that `14-12` and `14.12` are days too.
    pub(super) fn read_as(&self, led: bool) -> Option<Digits> {
        if self.len > LONGEST {
            return None;
        }
        let values = self.parts.map(|p| p.value);
        let short = |i: usize| self.parts[i].digits <= 2;
        let year = |i: usize| self.parts[i].digits == 4;
        let [a, b, c, d, e, f] = values;
        let seps = &self.seps[..self.len.saturating_sub(1)];
        match (seps, self.len) {
            ([':', ..], _) => Some(Digits::Clock),
            (['/'], 2) if short(0) && year(1) => month_year(a, b),
            (['/'], 2) if short(0) && short(1) => {
                day_month(a, b).map(|(d, m)| Digits::DayMonth(d, m))
            }
            (['/'], 2) if year(0) && self.parts[1].digits == 2 => following(a, b),
            (['-'], 2) if year(0) && year(1) => years(a, b),
            (['-'], 2) if year(0) && self.parts[1].digits == 2 => within_century(a, b),
            (['-' | '.'], 2) if led && short(0) && year(1) => month_year(a, b),
            (['-'], 2) if led && short(0) && short(1) => match day_month(a, b) {
                Some((d, m)) => Some(Digits::DayMonth(d, m)),
                None => pair(a, b),
            },
            (['.'], 2) if led && short(0) && short(1) => {
                day_month(a, b).map(|(d, m)| Digits::DayMonth(d, m))
            }
            ([x, y], 3) if x == y && year(0) && short(1) && short(2) => {
                date(c, b, a).map(|(d, m, y)| Digits::Date(d, m, y))
            }
            ([x, y], 3) if x == y && short(0) && short(1) && year(2) => {
                date(a, b, c).map(|(d, m, y)| Digits::Date(d, m, y))
            }
            (['/', '/'], 3) if short(0) && short(1) && self.parts[2].digits == 2 => {
                day_month(a, b).map(|(d, m)| Digits::Date(d, m, YearRef::Short(c as u8)))
            }
            (['-', '/' | '.'], 3) if short(0) && short(1) && short(2) => {
                days(a, b, c, YearRef::Missing)
            }
            (['-', '/'], 3) if short(0) && short(1) && year(2) => months(a, b, c),
            (['-', x, y], 4) if x == y && *x != '-' && short(0) && short(1) && short(2) => {
                if year(3) {
                    let (_, _, year) = date(b, c, d)?;
                    days(a, b, c, year)
                } else {
                    None
                }
            }
            (['/' | '.', '-', '/' | '.'], 4) if (0..4).all(short) => {
                span((a, b, YearRef::Missing), (c, d, YearRef::Missing))
            }
            (['/', '-', '/', '/'], 5) if (0..4).all(short) && year(4) => {
                let (.., year) = date(c, d, e)?;
                span((a, b, YearRef::Missing), (c, d, year))
            }
            (['/', '/', '-', '/', '/'], 6) if year(2) && year(5) => {
                let (.., from) = date(a, b, c)?;
                let (.., to) = date(d, e, f)?;
                span((a, b, from), (d, e, to))
            }
            _ => None,
        }
    }
}

/// `05T09`, the day and hour of an ISO time stamp.
fn iso_day(scan: &Scan, at: usize) -> Option<(u32, usize)> {
    let token = scan.token(at)?;
    let text = scan.text_of(at)?;
    if token.shape != Shape::Mixed || text.len() < 4 {
        return None;
    }
    let (day, hour) = text.split_at_checked(2)?;
    hour.starts_with('T').then_some(())?;
    Some((day.parse().ok()?, 2))
}

/// One past the minutes, seconds and zone of an ISO time stamp whose hour ends at `end`: `:45:10+07:00`.
fn iso_time(scan: &Scan, mut end: usize) -> usize {
    for signs in [":", ":", "+-", ":"] {
        let Some(sign) = scan.glued_mark(end) else {
            break;
        };
        let number = scan.glued(end + 1)
            && scan
                .token(end + 1)
                .is_some_and(|t| matches!(t.shape, Shape::Number | Shape::Mixed));
        if signs.contains(sign) && number {
            end += 2;
        }
    }
    end
}

fn month_year(month: u32, year: u32) -> Option<Digits> {
    let year = plausible_year(year)?;
    ((1..=12).contains(&month)).then_some(Digits::MonthYear(month as u8, year))
}

fn years(a: u32, b: u32) -> Option<Digits> {
    let (from, to) = (plausible_year(a)?, plausible_year(b)?);
    (from < to).then_some(Digits::Years(from, to))
}

/// `1950-53`.
fn within_century(a: u32, b: u32) -> Option<Digits> {
    let to = a / 100 * 100 + b;
    (to > a && to - a <= 60).then(|| years(a, to)).flatten()
}

/// `2023/24`: a season of two years.
fn following(a: u32, b: u32) -> Option<Digits> {
    ((a + 1) % 100 == b).then(|| years(a, a + 1)).flatten()
}

fn pair(a: u32, b: u32) -> Option<Digits> {
    (a >= 1 && a < b && b <= 31).then_some(Digits::Pair(a as u8, b as u8))
}

fn months(a: u32, b: u32, year: u32) -> Option<Digits> {
    let year = plausible_year(year)?;
    (a >= 1 && a < b && b <= 12).then_some(Digits::Months(a as u8, b as u8, year))
}

fn days(a: u32, b: u32, month: u32, year: YearRef) -> Option<Digits> {
    let (to, month) = day_month(b, month)?;
    (a >= 1 && a < b).then_some(Digits::Days(a as u8, to, month, year))
}

fn span(from: (u32, u32, YearRef), to: (u32, u32, YearRef)) -> Option<Digits> {
    let (d1, m1) = day_month(from.0, from.1)?;
    let (d2, m2) = day_month(to.0, to.1)?;
    Some(Digits::Span((d1, m1, from.2), (d2, m2, to.2)))
}
