//! Times of day: `6h`, `14:05`, `3 giờ sáng`.

use super::digits::{Digits, Run};
use super::scan::Scan;
use super::words::Class;
use crate::extract::token::Shape;

impl Scan<'_> {
    /// One past a time of day (`6h`, `6 giờ 30`, `14:05`) at `at`, with the part of day behind it.
    pub(super) fn clock(&self, at: usize) -> Option<usize> {
        let mut end = match self.token(at)?.shape {
            Shape::Mixed => {
                let (hours, rest) = self.text_of(at)?.split_once(['h', 'g', 'H'])?;
                let digits = |s: &str| s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
                (!hours.is_empty() && digits(hours) && digits(rest)).then_some(at + 1)?
            }
            Shape::Number => {
                let run = Run::read(self, at)?;
                match run.read_as(false) {
                    Some(Digits::Clock) => run.end,
                    _ => {
                        run.single().filter(|(hour, _)| *hour <= 24)?;
                        let (mut end, _) = self.find(run.end, Class::Hour)?;
                        if let Some((0..=59, _, after)) = self.single(end) {
                            end = self.skip(after, Class::Minute);
                        }
                        end
                    }
                }
            }
            _ => return None,
        };
        end = self.skip(end, Class::PartOfDay);
        Some(end)
    }

    pub(super) fn after_clock(&self, at: usize) -> bool {
        (1..=4).any(|back| {
            at.checked_sub(back)
                .filter(|start| *start >= self.first())
                .and_then(|start| self.clock(start))
                .is_some_and(|end| end > at)
        })
    }
}
