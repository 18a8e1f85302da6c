//! Date and time stamps: what pages print above or below a headline, or in a list of links.
//!
//! A stamp is a whole calendar day with an optional time and zone, in any of the orders pages use
//! (`06:23 30/10/2024`, `Thứ tư, 24-04-2019 11:09 (GMT+7)`, `2024-11-05 09:20:00`,
//! `4 Tháng Tư, 2025`). This is layout, not language: dates told in running text belong to
//! `extract::date`.

mod clock;
mod forms;
mod number;
mod zone;

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use clock::{clock_at, clock_before};
use forms::{Forms, Part, only, part_prefix, part_suffix, prefix, same, suffix};

use number::{bare_offset, day, is_mark_inside, number, skip_marks, skip_spaces};

use super::letters::is_word;
use crate::lexicon::{Lexicon, LexiconError, Words};

/// A stamp as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// As written, from the weekday or day to the time or zone.
    pub text: String,
    /// Bytes of the text it was found in.
    pub bytes: Range<usize>,
    /// The calendar day.
    pub date: Date,
    /// The time of day, where one is printed.
    pub time: Option<Time>,
    /// The zone, where one is printed.
    pub offset: Option<Offset>,
}

/// Finds stamps; knows the names of months and weekdays and the labels pages put around stamps.
#[derive(Debug)]
pub struct Stamps {
    months: Vec<(&'static str, i8)>,
    weekdays: Vec<&'static str>,
    labels: Vec<&'static str>,
    /// What may stand before a stamp.
    befores: Forms,
    /// What may stand after one.
    afters: Forms,
    agos: Vec<&'static str>,
    zones: Vec<(&'static str, i8)>,
    parts: Words<Part>,
}

impl Stamps {
    /// Reads the table `stamps`.
    pub fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let mut stamps = Self {
            months: Vec::new(),
            weekdays: Vec::new(),
            labels: Vec::new(),
            befores: Forms::default(),
            afters: Forms::default(),
            agos: Vec::new(),
            zones: Vec::new(),
            parts: Words::read(lexicon, "stamps", "part", &Part::ALL)?,
        };
        for row in lexicon.table("stamps") {
            let form = row.get("form");
            let number = || {
                row.get("value")
                    .parse::<i8>()
                    .map_err(|_| row.error("the value must be a small whole number"))
            };
            match row.get("class") {
                "month" => stamps.months.push((form, number()?)),
                "weekday" => {
                    stamps.weekdays.push(form);
                    stamps.befores.add(form);
                }
                "label" => {
                    stamps.labels.push(form);
                    stamps.befores.add(form);
                    stamps.afters.add(form);
                }
                "tail" => stamps.afters.add(form),
                "ago" => stamps.agos.push(form),
                "zone" => stamps.zones.push((form, number()?)),
                "part" => {}
                other => {
                    return Err(row.error(format!(
                        "unknown class `{other}`; known: month, weekday, label, tail, ago, zone, part"
                    )));
                }
            }
        }
        // Longest first, so that the first match is the longest.
        let longest = |list: &mut Vec<&'static str>| {
            list.sort_by_key(|form| (std::cmp::Reverse(form.len()), *form));
        };
        longest(&mut stamps.weekdays);
        longest(&mut stamps.labels);
        longest(&mut stamps.agos);
        stamps
            .months
            .sort_by_key(|&(form, _)| (std::cmp::Reverse(form.len()), form));
        Ok(stamps)
    }

    /// The first stamp of `text`, with the words that belong to it.
    pub fn find(&self, text: &str) -> Option<Stamp> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(i) = bytes[at..].iter().position(u8::is_ascii_digit) {
            let start = at + i;
            if let Some((end, date)) = self.date_at(text, start) {
                return Some(self.extend(text, start..end, date));
            }
            if let Some((found, date)) = self.month_first(text, start) {
                return Some(self.extend(text, found, date));
            }
            at = start
                + bytes[start..]
                    .iter()
                    .take_while(|b| b.is_ascii_digit())
                    .count();
        }
        None
    }

    /// True when nothing but labels, counters and marks stands around the bytes `stamp` of `text`.
    pub fn stands_alone(&self, text: &str, stamp: &Range<usize>) -> bool {
        self.only_labels(&text[..stamp.start]) && self.only_tails(&text[stamp.end..])
    }

    /// True when `text` is a time relative to reading (`3 giờ trước`) or a bare clock time.
    pub fn is_relative(&self, text: &str) -> bool {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 2 {
            return false;
        }
        let rest = text[digits..].trim();
        self.agos.iter().any(|ago| same(rest, ago))
            || clock_at(&self.parts, text, 0).is_some_and(|(end, _)| {
                let rest = text[end..].trim();
                // A clock time, alone or with a day that names no year.
                rest.len() <= 6
                    && rest
                        .bytes()
                        .all(|b| b.is_ascii_digit() || b"/-. ".contains(&b))
            })
    }

    /// True when `text` holds only labels and marks.
    pub fn only_labels(&self, text: &str) -> bool {
        only(text, &self.befores)
    }

    /// True when `text` holds only counters (`| Lượt xem: 7894`), labels and marks.
    pub fn only_tails(&self, text: &str) -> bool {
        only(text, &self.afters)
    }

    /// `text` without the labels that end it (`Lê Na | Cập nhật:` is `Lê Na`).
    pub fn without_labels<'t>(&self, text: &'t str) -> &'t str {
        let mut head = text;
        loop {
            head = head.trim_end_matches([' ', '-', '|', ',', '–', '—', '•', ':', '(']);
            match self.labels.iter().find_map(|label| suffix(head, label)) {
                Some(cut) => head = &head[..cut],
                None => return head,
            }
        }
    }

    /// A date that begins at byte `at`, a digit.
    fn date_at(&self, text: &str, at: usize) -> Option<(usize, Date)> {
        let bytes = text.as_bytes();
        if at > 0 && (bytes[at - 1].is_ascii_digit() || is_mark_inside(bytes[at - 1])) {
            // `1.200/12/2020` is no day; a dash or slash may stand before one, as a bullet.
            if bytes[at - 1] != b'-' && bytes[at - 1] != b'|' {
                return None;
            }
        }
        let (first, a) = number(bytes, at, 4)?;
        let width = a - at;
        // Numeric: day, month, year or year, month, day, with one kind of mark.
        let sep = skip_spaces(bytes, a);
        if let Some(&mark @ (b'/' | b'-' | b'.')) = bytes.get(sep) {
            let (second, b) = number(bytes, skip_spaces(bytes, sep + 1), 2)?;
            let sep = skip_spaces(bytes, b);
            if bytes.get(sep) != Some(&mark) {
                return None;
            }
            let from = skip_spaces(bytes, sep + 1);
            let (third, c) = number(bytes, from, 4)?;
            if bytes.get(c).is_some_and(u8::is_ascii_digit) {
                return None;
            }
            let date = match (width, c - from) {
                (4, 1 | 2) => day(first, second, third),
                (1 | 2, 4) => day(third, second, first).or_else(|| day(third, first, second)),
                // Two digits of a year only beside a clock time, which `extend` cannot know yet.
                (1 | 2, 2) if mark != b'.' && self.clock_beside(text, at, c) => {
                    day(2000 + third, second, first)
                }
                _ => None,
            }?;
            return Some((c, date));
        }
        if width > 2 {
            return None;
        }
        // `4 Tháng Tư, 2025`, `13 tháng 8 năm 2017`, `12 March 2023`.
        let rest = skip_spaces(bytes, a);
        let (month, end) = self.month_at(text, rest)?;
        let mut end = skip_marks(bytes, end);
        if let Some(n) = part_prefix(&self.parts, Part::Year, &text[end..]) {
            end = skip_spaces(bytes, end + n);
        }
        let (year, c) = number(bytes, end, 4)?;
        (c - end == 4).then_some(())?;
        Some((c, day(year, month, first)?))
    }

    /// `January 12, 2020`, `Tháng Mười Hai 22, 2019`: the month stands before the day at byte `at`.
    fn month_first(&self, text: &str, at: usize) -> Option<(Range<usize>, Date)> {
        let bytes = text.as_bytes();
        let (first, end) = number(bytes, at, 2)?;
        // `December 2nd, 2023`
        let end = end + part_prefix(&self.parts, Part::Ordinal, &text[end..]).unwrap_or(0);
        let comma = skip_spaces(bytes, end);
        if bytes.get(comma) != Some(&b',') {
            return None;
        }
        let from = skip_spaces(bytes, comma + 1);
        let (year, to) = number(bytes, from, 4)?;
        (to - from == 4 && !bytes.get(to).is_some_and(u8::is_ascii_digit)).then_some(())?;
        let head = text[..at].trim_end_matches([' ', '.']);
        let named = || {
            self.months
                .iter()
                .find_map(|&(form, month)| Some((i32::from(month), suffix(head, form)?)))
        };
        let (month, start) = named().or_else(|| {
            // `Tháng 5 12, 2020`
            let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
            let place = head.len() - digits;
            let (month, _) = number(bytes, place, 2)?;
            Some((
                month,
                part_suffix(&self.parts, Part::Month, head[..place].trim_end())?,
            ))
        })?;
        Some((start..to, day(year, month, first)?))
    }

    fn month_at(&self, text: &str, at: usize) -> Option<(i32, usize)> {
        let rest = text.get(at..)?;
        // Behind most numbers of a stamp stands a mark or another number.
        let first = rest.as_bytes().first()?;
        if first.is_ascii_punctuation() || first.is_ascii_digit() {
            return None;
        }
        if let Some(n) = part_prefix(&self.parts, Part::Month, rest) {
            let from = skip_spaces(text.as_bytes(), at + n);
            if let Some((month, end)) = number(text.as_bytes(), from, 2) {
                return Some((month, end));
            }
        }
        self.months
            .iter()
            .find_map(|&(form, month)| Some((i32::from(month), at + prefix(rest, form)?)))
    }

    fn clock_beside(&self, text: &str, start: usize, end: usize) -> bool {
        let after = skip_marks(text.as_bytes(), end);
        let after = part_prefix(&self.parts, Part::At, &text[after..])
            .map_or(after, |n| skip_spaces(text.as_bytes(), after + n));
        clock_at(&self.parts, text, after).is_some()
            || clock_before(&self.parts, text, start).is_some()
    }

    /// Takes in the time, weekday and zone beside a date.
    fn extend(&self, text: &str, found: Range<usize>, date: Date) -> Stamp {
        let bytes = text.as_bytes();
        let Range { mut start, mut end } = found;
        let (mut time, mut offset) = (None, None);
        let after = skip_marks(bytes, end);
        let after = part_prefix(&self.parts, Part::At, &text[after..])
            .map_or(after, |n| skip_marks(bytes, after + n));
        // `2021-08-12T07:45:00+07:00`
        if bytes.get(end) == Some(&b'T')
            && let Some((to, clock)) = clock_at(&self.parts, text, end + 1)
        {
            let (zone, to) = bare_offset(bytes, to).map_or((None, to), |(z, to)| (Some(z), to));
            return Stamp {
                text: text[start..to].to_owned(),
                bytes: start..to,
                date,
                time: Some(clock),
                offset: zone,
            };
        }
        if let Some((to, clock)) = clock_at(&self.parts, text, after) {
            (time, end) = (Some(clock), to);
        } else if let Some((to, clock)) = self.clock_behind_label(text, after) {
            (time, end) = (Some(clock), to);
        } else if let Some((from, clock)) = clock_before(&self.parts, text, start) {
            (time, start) = (Some(clock), from);
        }
        // Weekday and the word for the day stand before the date, or between time and date.
        for _ in 0..2 {
            let head = text[..start].trim_end_matches(|c: char| !is_word(c));
            if head.is_empty() {
                break;
            }
            let Some(cut) = self.weekdays.iter().find_map(|form| suffix(head, form)) else {
                if let Some(cut) = part_suffix(&self.parts, Part::Day, head)
                    && (self.weekday_ends(&text[..cut]) || time.is_none())
                {
                    start = cut;
                    continue;
                }
                break;
            };
            start = cut;
            if time.is_none()
                && let Some((from, clock)) = clock_before(&self.parts, text, start)
            {
                (time, start) = (Some(clock), from);
            }
        }
        if time.is_none()
            && let Some((from, clock)) = clock_before(&self.parts, text, start)
        {
            (time, start) = (Some(clock), from);
        }
        if let Some((to, zone)) = self.zone_at(text, end) {
            (offset, end) = (Some(zone), to);
        }
        if time.is_none()
            && offset.is_none()
            && let Some((from, clock, zone)) = self.clock_with_zone_before(text, start)
        {
            (time, offset, start) = (Some(clock), Some(zone), from);
        }
        Stamp {
            text: text[start..end].to_owned(),
            bytes: start..end,
            date,
            time,
            offset,
        }
    }

    fn weekday_ends(&self, head: &str) -> bool {
        let head = head.trim_end_matches(|c: char| !is_word(c));
        self.weekdays
            .iter()
            .any(|form| suffix(head, form).is_some())
    }
}

#[cfg(test)]
mod tests;
