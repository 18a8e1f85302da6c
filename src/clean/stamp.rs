//! Date and time stamps: what pages print above or below a headline, or in a list of links.
//!
//! A stamp is a whole calendar day with an optional time and zone, in any of the orders pages use
//! (`06:23 30/10/2024`, `Thứ tư, 24-04-2019 11:09 (GMT+7)`, `2024-11-05 09:20:00`,
//! `4 Tháng Tư, 2025`). This is layout, not language: dates told in running text belong to
//! `extract::date`.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

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
