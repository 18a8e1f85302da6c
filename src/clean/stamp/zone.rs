//! The zones that pages print beside a time of day, and times that a label or a zone parts from
//! their day.

use jiff::civil::Time;
use jiff::tz::Offset;

use super::Stamps;
use super::clock::{clock_at, clock_before};
use super::forms::{prefix, prefix_loose, suffix};
use super::number::{number, skip_marks, skip_spaces};
use crate::clean::letters::is_word;

/// Bytes between a day and its time of day at most.
const LABEL_BYTES: usize = 40;

fn has_digit(mut bytes: impl Iterator<Item = u8>) -> bool {
    bytes.any(|byte| byte.is_ascii_digit())
}

impl Stamps {
    /// `12 tháng 8 2021 - Cập nhật 13h00`: the time behind a label, where no other day follows.
    pub(super) fn clock_behind_label(&self, text: &str, after: usize) -> Option<(usize, Time)> {
        let rest = text.get(after..)?;
        if !has_digit(rest.bytes().take(LABEL_BYTES)) {
            return None;
        }
        let label = self.labels.iter().find_map(|label| prefix(rest, label))?;
        let label = label + usize::from(rest[label..].starts_with(':'));
        let at = skip_marks(text.as_bytes(), after + label);
        let (end, clock) = clock_at(&self.parts, text, at)?;
        let next = skip_marks(text.as_bytes(), end);
        self.date_at(text, next).is_none().then_some((end, clock))
    }

    /// `17:44 GMT - thứ sáu, 18 tháng 6, 2010`: the time and zone that end before byte `end`.
    pub(super) fn clock_with_zone_before(
        &self,
        text: &str,
        end: usize,
    ) -> Option<(usize, Time, Offset)> {
        if !has_digit(text[..end].bytes().rev().take(LABEL_BYTES)) {
            return None;
        }
        let head = text[..end].trim_end_matches(|c: char| !is_word(c));
        let named = head.trim_end_matches(|c: char| c.is_ascii_digit() || "+-: ".contains(c));
        let mut zones = self.zones.iter();
        let at = zones.find_map(|&(form, _)| suffix(named, form))?;
        let (to, offset) = self.zone_at(text, at)?;
        let (start, clock) = clock_before(&self.parts, text, at)?;
        (to >= head.len()).then_some((start, clock, offset))
    }

    /// `GMT+7`, `(GMT+07:00)` and the like after byte `at`.
    pub(super) fn zone_at(&self, text: &str, at: usize) -> Option<(usize, Offset)> {
        let bytes = text.as_bytes();
        let mut from = skip_marks(bytes, at);
        let open = bytes.get(from) == Some(&b'(');
        from = skip_spaces(bytes, from + usize::from(open));
        let (name, base) = self
            .zones
            .iter()
            .find_map(|&(form, hours)| Some((prefix_loose(text.get(from..)?, form)?, hours)))?;
        let mut end = from + name;
        let mut hours = i32::from(base);
        let mut minutes = 0;
        let sign = skip_spaces(bytes, end);
        // A dash may stand before the day as well: `GMT - thứ hai`.
        if let Some(&mark @ (b'+' | b'-')) = bytes.get(sign)
            && let Some((h, to)) = number(bytes, skip_spaces(bytes, sign + 1), 2)
        {
            end = to;
            if bytes.get(end) == Some(&b':')
                && let Some((m, to)) = number(bytes, end + 1, 2)
            {
                (minutes, end) = (m, to);
            }
            let sign = if mark == b'+' { 1 } else { -1 };
            hours += sign * h;
            minutes *= sign;
        }
        if open {
            let close = skip_spaces(bytes, end);
            if bytes.get(close) == Some(&b')') {
                end = close + 1;
            }
        }
        let offset = Offset::from_seconds(hours * 3600 + minutes * 60).ok()?;
        Some((end, offset))
    }
}
