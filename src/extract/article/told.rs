//! What an article's text tells of days and years, as clues to the day it was published.

use jiff::civil::Date;

use super::clues::Clues;
use super::url;
use crate::extract::Extractor;
use crate::extract::date::time::{Expression, Hint, MonthRef, Said, Time, YearRef};
use crate::extract::date::{DateDirection, later};
use crate::extract::reading::{Reading, TextReading};

/// Sentences at the head of an article that can hold its dateline.
const OPENING: usize = 6;

/// A day and month that the text tells.
#[derive(Clone, Debug)]
pub(super) struct Day {
    day: u8,
    month: u8,
    /// The year, where it is told.
    pub year: Option<i16>,
    /// `hôm qua` beside it: -1.
    offset: Option<i16>,
    /// Weekday beside it, 1 for Monday.
    weekday: Option<u8>,
    /// Past or to come.
    told: Hint,
    /// It can be the dateline: in the first sentences, or told as today's in the headline or the address.
    opening: bool,
    /// As written.
    pub text: String,
    /// Its clause says that it was before the news.
    recap: bool,
}

impl Day {
    pub(super) fn on(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month as i8, self.day as i8).ok()
    }

    /// The publication day, if this day lies in `year`: the day itself, or the one that `hôm qua` is told from.
    pub(super) fn published(&self, year: i16) -> Option<Date> {
        later(self.on(year)?, -i64::from(self.offset.unwrap_or(0)))
    }

    /// The weekday told beside the day is that of `published`.
    pub(super) fn weekday_agrees(&self, published: Date) -> bool {
        self.weekday
            .is_none_or(|weekday| published.weekday().to_monday_one_offset() as u8 == weekday)
    }
}

/// The clues of one text.
#[derive(Debug, Default)]
pub(super) struct Told {
    days: Vec<Day>,
    /// Months told with their year: month, year, as written, past.
    months: Vec<(u8, i16, String)>,
    /// Months told by the year of publication: `tháng 9 năm ngoái` is (9, -1).
    offsets: Vec<(u8, i16, String)>,
    /// Years told of the past.
    years: Vec<i16>,
    /// The first sentences say `hôm nay` or the like, without its date.
    today: bool,
}

impl Told {
    /// Reads headline, lead, body, captions and address. `reading` is of the texts of the clues.
    pub(super) fn read(clues: &Clues, reading: &Reading, extractor: &Extractor) -> Self {
        let mut told = Self::default();
        told.read_apart(clues.title, &reading.title, true, extractor);
        let mut opening = OPENING;
        for (text, read) in [(clues.lead, &reading.lead), (clues.body, &reading.body)] {
            let tokens = read.tokens(text);
            let opened = tokens
                .sentences
                .get(opening)
                .map_or(usize::MAX, |s| s.start);
            opening = opening.saturating_sub(tokens.sentences.len());
            for expression in &read.expressions {
                let hint = extractor.dates.told(expression, &tokens);
                let opens = expression.tokens.start < opened
                    && !extractor.dates.is_of_document(expression, &tokens);
                let text = tokens.slice(expression.tokens.clone());
                let before = told.days.len();
                told.add(expression, hint, opens, text);
                if let Some(day) = told.days.get_mut(before) {
                    day.recap = day.opening && extractor.dates.is_recap(expression, &tokens);
                }
            }
        }
        for caption in clues.captions {
            let reading = TextReading::of(caption, extractor);
            told.read_apart(caption, &reading, false, extractor);
        }
        for (day, today) in url::slug_days(clues.url.unwrap_or_default()) {
            told.days.push(Day {
                day: day.day() as u8,
                month: day.month() as u8,
                year: Some(day.year()),
                offset: None,
                weekday: None,
                told: Hint::None,
                opening: today,
                text: format!("url: {day}"),
                recap: false,
            });
        }
        told
    }

    /// Reads a text that stands apart: its days are bounds where they have a year, and in a headline a dateline where
    /// they are told as today's; another day may be of any year.
    fn read_apart(
        &mut self,
        text: &str,
        reading: &TextReading,
        headline: bool,
        extractor: &Extractor,
    ) {
        let tokens = reading.tokens(text);
        for expression in &reading.expressions {
            let hint = extractor.dates.told(expression, &tokens);
            let text = tokens.slice(expression.tokens.clone());
            let before = self.days.len();
            self.add(expression, hint, false, text);
            if let Some(day) = self.days.get_mut(before) {
                day.opening = headline && day.offset.is_some();
                if !day.opening && day.year.is_none() {
                    self.days.truncate(before);
                }
            }
        }
    }

    fn add(&mut self, expression: &Expression, told: Hint, opening: bool, text: &str) {
        let (point, opening, told) = match expression.said {
            // What goes on from a day, or until one, may be told on any other but today.
            Said::Point(point) if expression.direction.is_some() => {
                let today = matches!(point.again, Some(Time::DayOffset(_)));
                (point, opening && today, told)
            }
            Said::Point(point) => (point, opening, told),
            // `(24/6/1967 - 24/6/2017)`: an anniversary, which may be still to come.
            Said::Range(first, last) if is_anniversary(first.time, last.time) => return,
            // What lasts until a day may be told on any day of it: it is no dateline, and bounds nothing.
            Said::Range(_, last) if told == Hint::Past => (last, false, Hint::None),
            Said::Range(_, last) => (last, false, told),
            _ => return,
        };
        let ahead = [DateDirection::Until, DateDirection::Before].map(Some);
        let future = told == Hint::Future || ahead.contains(&expression.direction);
        match point.time {
            Time::Day(
                day,
                MonthRef::Stated(month),
                year @ (YearRef::Missing | YearRef::Stated(_)),
            ) => {
                let (offset, weekday) = match point.again {
                    Some(Time::DayOffset(offset)) => (Some(offset), None),
                    Some(Time::Weekday(day, _)) => (None, Some(day)),
                    _ => (None, None),
                };
                self.days.push(Day {
                    day,
                    month,
                    year: match year {
                        YearRef::Stated(year) => Some(year),
                        _ => None,
                    },
                    offset,
                    weekday,
                    told: if future { Hint::Future } else { told },
                    opening,
                    text: text.to_owned(),
                    recap: false,
                });
            }
            Time::Month(MonthRef::Stated(month), YearRef::Stated(year)) if !future => {
                self.months.push((month, year, text.to_owned()));
            }
            Time::Month(MonthRef::Stated(month), YearRef::Offset(offset)) => {
                self.offsets.push((month, offset, text.to_owned()));
            }
            Time::DayOffset(0) => self.today |= opening,
            Time::Year(YearRef::Stated(year)) if told == Hint::Past && !future => {
                self.years.push(year)
            }
            _ => {}
        }
    }

    /// Days told from the day of publication (`hôm qua, 6/2`), the first told first.
    pub(super) fn days_from_today(&self) -> impl Iterator<Item = &Day> {
        let days = self.days.iter();
        days.filter(|day| day.offset.is_some_and(|offset| offset <= 0))
    }

    /// Days of the first sentences that can be the dateline, the first told first, and those last that
    /// were before the news.
    pub(super) fn datelines(&self, with_year: bool) -> impl Iterator<Item = &Day> {
        let days = move |recap| {
            self.days.iter().filter(move |day| {
                day.opening
                    && day.told != Hint::Future
                    && day.year.is_some() == with_year
                    && day.recap == recap
            })
        };
        days(false).chain(days(true))
    }

    /// Where the first sentences tell of today: all days of the text that are not to come.
    pub(super) fn days_before_today(&self) -> impl Iterator<Item = &Day> {
        self.days
            .iter()
            .filter(|day| self.today && day.told != Hint::Future && day.year.is_none())
    }

    /// Days told of the past with their year.
    pub(super) fn past_days(&self) -> impl Iterator<Item = Date> {
        self.days
            .iter()
            .filter(|day| day.told == Hint::Past)
            .filter_map(|day| day.on(day.year?))
    }

    /// Days told of the past, with a year or without.
    pub(super) fn past(&self) -> impl Iterator<Item = &Day> {
        self.days.iter().filter(|day| day.told == Hint::Past)
    }

    /// The weekdays told beside other days than `dateline` are those of `year`.
    pub(super) fn weekdays_agree(&self, dateline: &Day, year: i16) -> bool {
        let mut others = self
            .days
            .iter()
            .filter(|day| day.weekday.is_some() && day.year.is_none())
            .filter(|day| (day.day, day.month) != (dateline.day, dateline.month))
            .peekable();
        others.peek().is_some()
            && others.all(|day| day.on(year).is_some_and(|on| day.weekday_agrees(on)))
    }

    /// The latest first day of what is told with its year and can lie in the past.
    pub(super) fn latest_past(&self, limit: Option<Date>) -> Option<Date> {
        let days = self
            .days
            .iter()
            .filter(|day| day.told != Hint::Future)
            .filter_map(|day| day.on(day.year?));
        let months = self
            .months
            .iter()
            .filter_map(|(month, year, _)| Date::new(*year, *month as i8, 1).ok());
        let years = self
            .years
            .iter()
            .filter_map(|year| Date::new(*year, 1, 1).ok());
        days.chain(months)
            .chain(years)
            .filter(|day| limit.is_none_or(|limit| *day <= limit))
            .max()
    }

    /// The last year told with a day or month.
    pub(super) fn last_year(&self) -> Option<i16> {
        let days = self.days.iter().filter(|d| d.told != Hint::Future);
        days.filter_map(|day| day.year)
            .chain(self.months.iter().map(|month| month.1))
            .max()
    }

    /// The publication year, where one month is told both by its year and from the publication year.
    pub(super) fn fixed_year(&self) -> Option<i16> {
        self.pairs().map(|(year, ..)| year).next()
    }

    fn pairs(&self) -> impl Iterator<Item = (i16, &str, &str)> {
        self.offsets.iter().flat_map(|(month, offset, text)| {
            self.months
                .iter()
                .filter(move |other| other.0 == *month)
                .map(move |other| (other.1 - offset, text.as_str(), other.2.as_str()))
        })
    }

    /// The clues to the year that `day` agrees with, as written.
    pub(super) fn year_evidence(&self, day: Date) -> Vec<String> {
        self.pairs()
            .filter(|(year, ..)| *year == day.year())
            .flat_map(|(_, a, b)| [a.to_owned(), b.to_owned()])
            .take(2)
            .collect()
    }
}

/// True for one day of two years.
fn is_anniversary(first: Time, last: Time) -> bool {
    match (first, last) {
        (
            Time::Day(day, MonthRef::Stated(month), YearRef::Stated(year)),
            Time::Day(other_day, MonthRef::Stated(other_month), YearRef::Stated(other_year)),
        ) => (day, month) == (other_day, other_month) && year != other_year,
        _ => false,
    }
}
