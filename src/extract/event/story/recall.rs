//! Days that are past: no longer news, over for good, looked back on at the head of a sentence.

use jiff::civil::Date;

use super::day;
use super::day::{Day, Told};
use crate::extract::date::Precision;
use crate::extract::event::sentence::Sentence;
use crate::extract::event::words::class;

/// Days after which a dated act is no longer the news of the day. Of 132 judged acts, the four that
/// were four to six days old were recaps; most up to two days old were the article's news.
const STALE_DAYS: i32 = 3;

/// True for a day that is past and not fresh; of a week, a month or a year that is over, its first.
pub(crate) fn is_stale(date: &Day, published: Date) -> bool {
    let Some(end) = date.end.or(date.start) else {
        return false;
    };
    let coarse = date.precision >= Precision::Week && end < published;
    let day = if coarse {
        date.start.unwrap_or(end)
    } else {
        end
    };
    (published - day).get_days() > STALE_DAYS
}

/// Days after which a dated act is over for good. Not measured: an article's own act may be told some
/// weeks late, and a headline does not give the day.
const OVER_DAYS: i32 = 45;

/// True for a day so long past that nobody tells of it as of something new.
pub(crate) fn is_over(date: &Day, published: Date) -> bool {
    let end = date.end.or(date.start);
    end.is_some_and(|end| (published - end).get_days() > OVER_DAYS)
}

/// Chunks at the head of a sentence in which a date sets the time of what follows.
const DATE_LINE: usize = 4;

/// Whether a sentence begins with a day long past (`Hồi tháng 6, …`); nothing where it sets no time.
pub(crate) fn recalls(s: &Sentence, published: Date) -> Option<bool> {
    let day_in = |chunks: usize| (0..chunks).find_map(|k| day::at(s, k));
    let stale = |told: Told| is_stale(&told.date, published);
    let looks_back = s.chunks.first().is_some_and(|c| c.is(class::RECAP));
    match day_in(s.chunks.len().min(DATE_LINE)).map(stale) {
        Some(stale) => Some(stale),
        None if looks_back => Some(true),
        None if day_in(s.chunks.len()).is_some_and(|told| !stale(told)) => Some(false),
        None => None,
    }
}
