//! Times of day: `15h30`, `14:05 GMT`, `3 giờ sáng`, `nửa đêm`.

use super::digits::Run;
use super::scan::Scan;
use super::time::{Clock, Expression, Said};
use super::words::Class;
use crate::extract::token::Shape;

/// Hours and minutes as written, before the words beside them say what they are.
struct Form {
    hour: u8,
    minute: Option<u8>,
    shape: Written,
    /// One past its last token.
    end: usize,
}

/// How a time is written, which says how much it needs beside it to be a time of day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// `15h30`, `10 giờ 45`, `ba giờ rưỡi`.
    Exact,
    /// `14:05`.
    Colon,
    /// `10 giờ 45 phút`: as well a length.
    Minutes,
    /// `15h`, `3 giờ`: as well a length.
    Whole,
}

/// Lengths told in hours and minutes are hardly longer.
const LONG_HOURS: u8 = 6;
/// How many words before a pair of numbers can say that it is a score or a share.
const SCORE_WINDOW: usize = 5;

impl Scan<'_> {
    /// The time of day at `at`, and where to read on: at the part of the day behind it, which a date may need.
    pub(super) fn time_of_day(&self, at: usize) -> Option<(Expression, usize)> {
        let form = self.form(at)?;
        let part = self.find(form.end, Class::PartOfDay);
        let (end, resume) = match part {
            // `7 giờ sáng nay`: the part of the day is the date's.
            Some((after, _)) if self.is(after, Class::DayTail) => (form.end, form.end),
            Some((after, _)) => (after, form.end),
            None => (form.end, form.end),
        };
        let zone = self.zone(end);
        if !self.is_clock(
            at,
            &form,
            part.is_some() || zone.is_some() || self.local(end),
        ) {
            return None;
        }
        let clock = Clock {
            hour: part.map_or(form.hour, |(_, start)| in_part(form.hour, start)),
            minute: form.minute.unwrap_or(0),
            zone_minutes: zone.map(|(_, minutes)| minutes),
        };
        let (end, resume) = zone.map_or((end, resume), |(after, _)| (after, after));
        Some((self.clock_expression(at, clock, end), resume))
    }

    /// `nửa đêm`, `giữa trưa` where no date follows.
    pub(super) fn named_hour(&self, at: usize) -> Option<(Expression, usize)> {
        let (end, hour) = self.find(at, Class::NamedHour)?;
        let clock = Clock {
            hour: hour as u8,
            minute: 0,
            zone_minutes: None,
        };
        Some((self.clock_expression(at, clock, end), end))
    }

    fn clock_expression(&self, at: usize, clock: Clock, end: usize) -> Expression {
        Expression {
            tokens: at..end,
            said: Said::Clock(clock),
            direction: None,
            frames: false,
            alone: false,
            sentence: self.sentence(),
        }
    }

    /// One past a time of day (`6h`, `6 giờ 30`, `14:05`) at `at`, with the part of day behind it.
    pub(super) fn clock(&self, at: usize) -> Option<usize> {
        let form = self.form(at)?;
        Some(self.skip(form.end, Class::PartOfDay))
    }

    /// The part of day at `at` stands behind a time of day.
    pub(super) fn after_clock(&self, at: usize) -> bool {
        (1..=5).any(|back| {
            at.checked_sub(back)
                .filter(|start| *start >= self.first())
                .and_then(|start| self.clock(start))
                .is_some_and(|end| end > at)
        })
    }

    fn form(&self, at: usize) -> Option<Form> {
        match self.token(at)?.shape {
            Shape::Mixed => self.glued_form(at),
            Shape::Number if self.mark(at + 1) == Some(':') => {
                let run = Run::read(self, at)?;
                let (hour, minute) = run.clock()?;
                Some(Form {
                    hour,
                    minute: Some(minute),
                    shape: Written::Colon,
                    end: run.end,
                })
            }
            Shape::Number if !self.is(at + 1, Class::Hour) => None,
            Shape::Mark(_) => None,
            _ => self.worded_form(at),
        }
    }

    /// `15h30`, `15h`, `0h05'`.
    fn glued_form(&self, at: usize) -> Option<Form> {
        let (hours, minutes) = self.text_of(at)?.split_once(['h', 'g', 'H'])?;
        let value = |digits: &str| {
            let short = (1..=2).contains(&digits.len());
            (short && digits.bytes().all(|b| b.is_ascii_digit()))
                .then(|| digits.parse::<u8>().ok())
                .flatten()
        };
        let hour = value(hours).filter(|hour| *hour <= 24)?;
        if minutes.is_empty() {
            return Some(Form {
                hour,
                minute: None,
                shape: Written::Whole,
                end: at + 1,
            });
        }
        let minute = value(minutes).filter(|minute| *minute <= 59)?;
        let tick = matches!(self.glued_mark(at + 1), Some('\'' | '’' | '′'));
        let end = at + 1 + usize::from(tick);
        Some(Form {
            hour,
            minute: Some(minute),
            shape: Written::Exact,
            end: self.skip(end, Class::Minute),
        })
    }

    /// `3 giờ`, `10 giờ 45 phút`, `ba giờ rưỡi`, `11 giờ kém 15`.
    fn worded_form(&self, at: usize) -> Option<Form> {
        let (hour, unit) = self.numeral(at)?;
        let (end, _) = self.find(unit, Class::Hour)?;
        let hour = u8::try_from(hour).ok().filter(|hour| *hour <= 24)?;
        if let Some((end, _)) = self.find(end, Class::HalfPast) {
            return Some(Form {
                hour,
                minute: Some(30),
                shape: Written::Exact,
                end,
            });
        }
        if let Some((short, _)) = self.find(end, Class::ShortOf)
            && let Some((minute @ 1..=59, end)) = self.numeral(short)
        {
            return Some(Form {
                hour: hour.checked_sub(1)?,
                minute: Some(60 - minute as u8),
                shape: Written::Exact,
                end: self.skip(end, Class::Minute),
            });
        }
        let Some((minute, digits, after)) = self.single(end) else {
            return Some(Form {
                hour,
                minute: None,
                shape: Written::Whole,
                end,
            });
        };
        let worded = self.find(after, Class::Minute);
        match (worded, minute, digits) {
            (Some((end, _)), 0..=59, _) => Some(Form {
                hour,
                minute: Some(minute as u8),
                shape: Written::Minutes,
                end,
            }),
            // `7 giờ 61 phút`
            (Some(_), ..) => None,
            (None, 0..=59, 2) if !self.is(after, Class::Countable) || self.day_follows(after) => {
                Some(Form {
                    hour,
                    minute: Some(minute as u8),
                    shape: Written::Exact,
                    end: after,
                })
            }
            _ => Some(Form {
                hour,
                minute: None,
                shape: Written::Whole,
                end,
            }),
        }
    }

    /// Whether a form is a time of day rather than a length, a score or a share. `beside`: a part of the day or a
    /// time zone stands behind it.
    fn is_clock(&self, at: usize, form: &Form, beside: bool) -> bool {
        let led = self.before(at, Class::ClockLead).is_some();
        if led || beside || self.day_follows(form.end) {
            return true;
        }
        let barred = self.before(at, Class::LengthLead).is_some();
        let side = self.before(at, Class::ClockSide).is_some();
        let stretch = self.stretch(at, form.end);
        match form.shape {
            // No length of many hours is told to the minute.
            Written::Exact => form.hour > LONG_HOURS || !barred,
            Written::Colon => {
                let recent = at.saturating_sub(SCORE_WINDOW).max(self.first());
                let score = (recent..at).any(|i| self.is(i, Class::Ratio));
                let two_digits = self.text_of(at).is_some_and(|hour| hour.len() == 2);
                !(barred || score) && (side || stretch || two_digits || self.opens(at))
            }
            Written::Minutes => !barred && (side || self.opens(at)),
            Written::Whole => {
                let next = self.skip(form.end, Class::Connector);
                stretch || side && (self.closes(form.end) || self.is(next, Class::PartOfDay))
            }
        }
    }

    /// `ngày 12/9`, `hôm nay`, `20/5` or a weekday begins at `at`.
    fn day_follows(&self, at: usize) -> bool {
        let numbered = |at| self.digits(at).is_some();
        self.find(at, Class::Day)
            .is_some_and(|(number, _)| numbered(number))
            || [Class::DeicticDay, Class::SameDay, Class::Weekday]
                .iter()
                .any(|class| self.is(at, *class))
            || numbered(at) && self.dated_day(at).is_some()
    }

    /// The other end of a stretch of hours stands beside: `8h-17h`, `8h đến 17h`.
    fn stretch(&self, at: usize, end: usize) -> bool {
        let dash = |at: usize| matches!(self.mark(at), Some('-' | '–' | '—'));
        let ahead = if dash(end) {
            end + 1
        } else {
            self.skip(end, Class::Connector)
        };
        if ahead > end && self.form(ahead).is_some() {
            return true;
        }
        let join = if at > self.first() && dash(at - 1) {
            Some(at - 1)
        } else {
            self.before(at, Class::Connector)
        };
        join.is_some_and(|join| {
            (1..=3).any(|back| {
                join.checked_sub(back)
                    .filter(|start| *start >= self.first())
                    .and_then(|start| self.form(start))
                    .is_some_and(|form| form.end == join)
            })
        })
    }

    /// `giờ Hà Nội`, `(theo giờ địa phương)` at `at`.
    pub(super) fn local(&self, at: usize) -> bool {
        let start = at + usize::from(matches!(self.mark(at), Some(',' | '(')));
        self.find(start, Class::ZoneWord).is_some_and(|(place, _)| {
            self.is(place, Class::ZonePlace) || self.token(place).is_some_and(|t| t.is_capital())
        })
    }

    /// One past a time zone (`GMT`, `(GMT+7)`, `giờ GMT`) at `at`, and its minutes from UTC.
    fn zone(&self, at: usize) -> Option<(usize, i16)> {
        let bracket = self.mark(at) == Some('(');
        let word = self.skip(at + usize::from(bracket), Class::ZoneWord);
        let (mut end, _) = self.find(word, Class::Zone)?;
        let mut minutes = 0;
        if let Some(sign @ ('+' | '-' | '−')) = self.mark(end)
            && let Some((hours @ 0..=14, 1..=2)) = self.digits(end + 1)
        {
            minutes = 60 * hours as i16 * if sign == '+' { 1 } else { -1 };
            end += 2;
        }
        let closed = bracket && self.mark(end) == Some(')');
        Some((end + usize::from(closed), minutes))
    }
}

/// The hour of 24 that an hour of twelve means in a part of the day, which holds the twelve hours from `start` on.
fn in_part(hour: u8, start: i32) -> u8 {
    let later = hour + 12;
    // `2 giờ đêm` lies behind midnight.
    let reaches = i32::from(hour) < start && i32::from(later) >= start;
    if (1..=12).contains(&hour) && reaches {
        later
    } else {
        hour
    }
}

#[cfg(test)]
mod tests {
    use super::in_part;

    #[test]
    fn an_hour_of_twelve_lies_in_its_part_of_the_day() {
        let cases = [
            (6, 1, 6),    // 6 giờ sáng
            (3, 0, 3),    // 3 giờ rạng sáng
            (12, 10, 12), // 12 giờ trưa
            (1, 10, 13),  // 1 giờ trưa
            (3, 12, 15),  // 3 giờ chiều
            (12, 12, 12), // 12 giờ chiều
            (7, 17, 19),  // 7 giờ tối
            (11, 18, 23), // 11 giờ đêm
            (12, 18, 24), // 12 giờ đêm
            (2, 18, 2),   // 2 giờ đêm
            (22, 18, 22), // 22 giờ đêm
            (0, 18, 0),   // 0 giờ đêm
        ];
        for (hour, start, want) in cases {
            assert_eq!(in_part(hour, start), want, "{hour} from {start}");
        }
    }
}
