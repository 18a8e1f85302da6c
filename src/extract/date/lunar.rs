//! The Vietnamese lunar calendar of the years that the table `lunar` covers.

use jiff::civil::Date;

use super::days::later;
use crate::lexicon::{Lexicon, LexiconError, Row};

/// Lunar years in order.
#[derive(Debug)]
pub(super) struct LunarCalendar {
    years: Vec<LunarYear>,
}

#[derive(Debug)]
struct LunarYear {
    year: i16,
    new_year: Date,
    /// The month that is followed by a leap month of its name; 0 for none.
    leap: u8,
    /// Days of each month in order.
    months: Vec<u8>,
}

impl LunarCalendar {
    /// Reads the table.
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self, LexiconError> {
        let years = lexicon
            .table("lunar")
            .iter()
            .map(LunarYear::read)
            .collect::<Result<_, _>>()?;
        Ok(Self { years })
    }

    /// The first and last day of a lunar month, or the one day; a leap month is not meant by its bare number.
    pub(super) fn days(&self, day: u8, month: u8, year: i16) -> Option<(Date, Date)> {
        let lunar = self.year(year)?;
        let index = usize::from(month - u8::from(month > 0))
            + usize::from(lunar.leap > 0 && month > lunar.leap);
        let length = *lunar.months.get(index)?;
        let before: i64 = lunar.months[..index].iter().map(|d| i64::from(*d)).sum();
        let first = later(lunar.new_year, before)?;
        match day {
            0 => Some((first, later(first, i64::from(length) - 1)?)),
            day if day <= length => {
                let date = later(first, i64::from(day) - 1)?;
                Some((date, date))
            }
            _ => None,
        }
    }

    /// The day before the new year of a lunar year.
    pub(super) fn eve(&self, year: i16) -> Option<Date> {
        later(self.year(year)?.new_year, -1)
    }

    fn year(&self, year: i16) -> Option<&LunarYear> {
        self.years.iter().find(|y| y.year == year)
    }
}

impl LunarYear {
    fn read(row: &Row) -> Result<Self, LexiconError> {
        let wrong = |column: &str| {
            row.error(format!(
                "the {column} cannot be read: `{}`",
                row.get(column)
            ))
        };
        let months: Vec<u8> = row
            .get("months")
            .chars()
            .map(|c| match c {
                '0' => Ok(29),
                '1' => Ok(30),
                _ => Err(wrong("months")),
            })
            .collect::<Result<_, _>>()?;
        let leap: u8 = row.get("leap").parse().map_err(|_| wrong("leap"))?;
        if months.len() != 12 + usize::from(leap > 0) || leap > 12 {
            return Err(row.error("a lunar year has twelve months, or thirteen with a leap month"));
        }
        Ok(Self {
            year: row
                .get("lunar_year")
                .parse()
                .map_err(|_| wrong("lunar_year"))?,
            new_year: row.get("new_year").parse().map_err(|_| wrong("new_year"))?,
            leap,
            months,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn calendar() -> LunarCalendar {
        LunarCalendar::new(&Lexicon::embedded().expect("loads")).expect("reads")
    }

    #[test]
    fn the_years_1990_to_2050_follow_one_another_without_a_gap() {
        let calendar = calendar();
        assert_eq!(calendar.years.first().map(|y| y.year), Some(1990));
        assert_eq!(calendar.years.last().map(|y| y.year), Some(2050));
        for pair in calendar.years.windows(2) {
            let days: i64 = pair[0].months.iter().map(|d| i64::from(*d)).sum();
            assert_eq!(pair[1].year, pair[0].year + 1);
            assert_eq!(
                later(pair[0].new_year, days),
                Some(pair[1].new_year),
                "{}",
                pair[0].year
            );
        }
    }

    #[test]
    fn new_years_agree_with_the_published_calendars() {
        let calendar = calendar();
        let published = [
            (1995, date(1995, 1, 31)),
            (2000, date(2000, 2, 5)),
            (2007, date(2007, 2, 17)), // a day before the Chinese one
            (2017, date(2017, 1, 28)),
            (2023, date(2023, 1, 22)),
            (2024, date(2024, 2, 10)),
            (2025, date(2025, 1, 29)),
            (2026, date(2026, 2, 17)),
            (2030, date(2030, 2, 2)),
        ];
        for (year, day) in published {
            assert_eq!(calendar.days(1, 1, year), Some((day, day)));
        }
    }

    #[test]
    fn months_behind_a_leap_month_and_the_last_of_the_year_are_counted_right() {
        let calendar = calendar();
        let day = |d, m, y| calendar.days(d, m, y).map(|(first, _)| first);
        assert_eq!(day(15, 8, 2023), Some(date(2023, 9, 29))); // mid-autumn, after the leap second month
        assert_eq!(day(10, 3, 2024), Some(date(2024, 4, 18)));
        assert_eq!(day(23, 12, 2023), Some(date(2024, 2, 2)));
        assert_eq!(day(30, 12, 2024), None); // that month has 29 days
        assert_eq!(calendar.eve(2025), Some(date(2025, 1, 28)));
        assert_eq!(day(1, 1, 1989), None);
    }
}
