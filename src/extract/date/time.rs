//! What a text says of a time, before anything is filled in.

use std::ops::Range;

use super::DateDirection;

/// The year of a date as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearRef {
    /// `2024`.
    Stated(i16),
    /// `24`: two digits.
    Short(u8),
    /// `năm ngoái` is -1, counted from the publication year.
    Offset(i16),
    /// `năm đó` is 0, `năm trước đó` -1: counted from the year told last.
    Narrated(i16),
    /// Nothing.
    Missing,
}

/// The month of a day as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MonthRef {
    /// 1 to 12.
    Stated(u8),
    /// `tháng trước` is -1, counted from the publication month.
    Offset(i16),
    /// `cùng tháng` is 0: counted from the month told last.
    Narrated(i16),
    /// Nothing (`ngày 10`).
    Missing,
}

/// Calendar units that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Second, minute or hour.
    Clock,
    /// Day.
    Day,
    /// Week from Monday.
    Week,
    /// Month.
    Month,
    /// Quarter.
    Quarter,
    /// Year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// A point or unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// `20/5`, `ngày 20 tháng 5 năm 2024`, `ngày 10`.
    Day(u8, MonthRef, YearRef),
    /// `tháng 9/2023`, `tháng trước`.
    Month(MonthRef, YearRef),
    /// Months from the first to the last of a year: `6 tháng đầu năm`.
    Months(u8, u8, YearRef),
    /// Days of a month: `nửa đầu tháng 9`, `10 ngày đầu tháng 5`. The last may be 31 for the month's end.
    Days(u8, u8, MonthRef, YearRef),
    /// `quý I/2024`.
    Quarter(u8, YearRef),
    /// `quý này` is 0.
    QuarterOffset(i16),
    /// `mùa hè`: 1 spring to 4 winter.
    Season(u8, YearRef),
    /// `năm 2024`, `năm ngoái`.
    Year(YearRef),
    /// First year of a decade (`thập niên 1950`).
    Decade(i16),
    /// `thế kỷ 20`.
    Century(u8),
    /// `tuần này` is 0.
    Week(i16),
    /// The first or last week that lies wholly in a month: `tuần đầu tháng 9`.
    WeekOf(i8, MonthRef, YearRef),
    /// 1 Monday to 7 Sunday, with `tuần trước` as -1 where a week is named.
    Weekday(u8, Option<i16>),
    /// `hôm qua` is -1.
    DayOffset(i16),
    /// `4 tháng qua`, `3 ngày tới` (true for past).
    Span(i16, Unit, bool),
    /// `3 ngày trước` is -3, `2 tuần nữa` is 2.
    Ago(i16, Unit),
    /// `ba ngày sau đó`: counted from the date told last.
    Shift(i16, Unit),
    /// `cùng ngày` is 0, `hôm sau` 1: counted from the day told last.
    SameDay(i16),
    /// `cùng kỳ năm ngoái`: the period told last, in another year.
    SamePeriod(YearRef),
    /// Day (0 for the whole) and month of the lunar calendar.
    Lunar(u8, u8, YearRef),
    /// The eve of the lunar new year.
    LunarEve(YearRef),
    /// The day of publication, as the end of a range (`đến nay`).
    Now,
    /// Recognised as a date that has no value here (`năm 214 trước Công nguyên`).
    Unvalued,
}

/// Part of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// `đầu`.
    Start,
    /// `giữa`.
    Mid,
    /// `cuối`.
    End,
    /// `nửa đầu`.
    FirstHalf,
    /// `nửa cuối`.
    LastHalf,
}

/// Which side of the publication date the words beside a date put it on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Hint {
    /// `hôm`, `hồi`, `vừa qua`.
    Past,
    /// `tới`.
    Future,
    /// Nothing said.
    #[default]
    None,
}

/// A time as said, with its part and hint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// The time.
    pub time: Time,
    /// Part of it.
    pub part: Option<Part>,
    /// Past or future.
    pub hint: Hint,
    /// Slug of the rule that read it.
    pub rule: &'static str,
    /// The time that this one tells again in digits: `hôm nay` of `hôm nay (7/2)`.
    pub again: Option<Time>,
    /// Compared with (`so với tháng trước`): counted from the narrated period.
    pub compared: bool,
}

impl Point {
    /// A point of no part and no hint.
    pub(crate) fn new(time: Time, rule: &'static str) -> Self {
        Self {
            time,
            part: None,
            hint: Hint::None,
            rule,
            again: None,
            compared: false,
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// Minutes from UTC, where a time zone stands beside it.
    pub zone_minutes: Option<i16>,
}

/// What an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// One time.
    Point(Point),
    /// Two ends.
    Range(Point, Point),
    /// A length: count (`None` for `nhiều`) and unit.
    Duration(Option<i16>, Unit),
    /// A recurring time.
    Set,
    /// A time of day.
    Clock(Clock),
}

/// A time expression of a text, not yet resolved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expression {
    /// Tokens of the text.
    pub tokens: Range<usize>,
    /// What it says.
    pub said: Said,
    /// Direction.
    pub direction: Option<DateDirection>,
    /// It stands at the head of its sentence and frames it.
    pub frames: bool,
    /// The whole sentence is this expression.
    pub alone: bool,
    /// Token range of its sentence.
    pub sentence: Range<usize>,
}
