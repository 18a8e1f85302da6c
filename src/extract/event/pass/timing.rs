//! How an act that a sentence tells stands to the news: in its time, before it, or still to come.

use jiff::civil::Date;

use crate::extract::date::Precision;
use crate::extract::event::sentence::Sentence;
use crate::extract::event::status::told_as_past;
use crate::extract::event::story::{Day, Told, days, order, when};
use crate::extract::event::words::Pattern;
use crate::extract::event::{Status, ontology};

/// When a sentence says that an act took place.
pub(super) struct Timing<'a> {
    /// The date that it gives it.
    pub(super) stated: Option<Told<'a>>,
    /// `A thăm B từ ngày 4/6`, told in May: a plan in the present tense.
    pub(super) announced: bool,
    /// Counted on from what was told before: `Một tuần sau, …`.
    pub(super) counted_on: bool,
    /// Only what others talk of.
    pub(super) discussed: bool,
    /// Told as earlier than something else, or of some day not long ago.
    pub(super) older: bool,
    /// It did not take place on the day of the news, though no day is told.
    pub(super) undated: bool,
}

impl<'a> Timing<'a> {
    /// The timing of the trigger at chunk `t`.
    pub(super) fn read(
        s: &Sentence<'a>,
        t: usize,
        pattern: &Pattern,
        status: Status,
        published: Option<Date>,
    ) -> Self {
        let verbal = ontology::is_verbal(pattern.event_type);
        let past = matches!(status, Status::Occurred | Status::Ongoing);
        let ahead_of_news = |told: &Told| {
            let day = told.date.start.zip(published);
            past && day.is_some_and(|(start, published)| start > published)
        };
        let dated = when::stated(s, t, pattern, status);
        let ahead = dated.as_ref().filter(|told| ahead_of_news(told));
        let announced = !verbal
            && !told_as_past(s, t)
            && ahead.is_some_and(|told| {
                !told.counted && (is_fine(&told.date) || s.is_verb_trigger(t) || !told.guessed)
            });
        // What has its day, though a doubtful one, did not take place on the day of the news.
        let misdated = !verbal && !announced && ahead.is_some();
        let counted_on = ahead.is_some_and(|told| told.counted);
        let discussed = when::is_discussed(s, t);
        let earlier = order::is_earlier(s, t);
        let older = misdated || discussed || earlier || when::is_lately(s, t);
        // Talks are spoken of on their day.
        let talks = pattern.event_type == "CONSULT" && pattern.mode != Some("visit");
        let deed = !verbal || pattern.event_type == "CONSULT";
        let after_old = deed && published.is_some_and(|day| days::follows_old(s, t, day));
        Self {
            announced,
            counted_on,
            discussed,
            older,
            undated: older && !(earlier && talks) || after_old,
            stated: dated.filter(|told| announced || !ahead_of_news(told)),
        }
    }
}

/// A date of a few days, not a month or a year.
fn is_fine(date: &Day) -> bool {
    matches!(
        date.precision,
        Precision::Day | Precision::Week | Precision::Range
    )
}
