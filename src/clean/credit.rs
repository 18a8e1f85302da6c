//! Lines that show or credit a picture, and lines that only look so.

use super::caption;
use super::letters::Folded;
use super::local::Local;
use super::shape::{End, Shape};

impl Local {
    /// True for a line that shows something, as captions without a credit do.
    pub(super) fn shows(&self, line: Folded, shape: &Shape) -> bool {
        let sentence = shape.end == End::Stop && (3..=16).contains(&shape.words);
        (sentence && self.captions.shows(line))
            || ((4..=45).contains(&shape.words) && self.captions.points(line))
    }

    /// True for a byline with a name: `Lê Na (Nguồn: AP)` is no caption.
    pub(super) fn signs(&self, text: &str) -> bool {
        let named = || {
            self.bylines
                .parse(text)
                .is_some_and(|byline| !byline.names.is_empty())
        };
        // `Bài: Lê Na - Ảnh: Trần Bình` signs the text before the pictures.
        let both = text
            .split_once(": ")
            .is_some_and(|(label, rest)| self.bylines.is_label(label) && rest.contains(": "));
        (both || self.captions.says_whence(text)) && named()
    }

    /// True for a sentence whose source stands in brackets behind its stop: `… hai tháng. (Reuters)`.
    pub(super) fn ends_in_source(&self, text: &str) -> bool {
        let Some((told, source)) = text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) else {
            return false;
        };
        let stopped = told.trim_end_matches(['”', '"']).ends_with('.');
        stopped && self.bylines.is_known_source(source)
    }

    /// True for a line whose credit is in small letters: `… Ảnh: reuters`, `… Ảnh: songxanh.vn`.
    pub(super) fn ends_in_small_credit(&self, text: &str) -> bool {
        // Only the end is looked at: a name of some letters behind the colon.
        let from = text.len().saturating_sub(48);
        let Some(colon) = memchr::memrchr(b':', &text.as_bytes()[from..]) else {
            return false;
        };
        let (head, name) = text.split_at(from + colon);
        let name = name[1..].trim_matches(['.', ')', ' ']);
        // `Nguồn: TTXVN` alone closes a text.
        if name.is_empty() || name.starts_with(char::is_uppercase) || head.len() < 24 {
            return false;
        }
        self.captions.ends_before_small(head)
            && (caption::is_host(name) || self.bylines.is_known_source(name))
    }

    /// True where a copyright sign opens the credit of a picture, which no year follows but a known
    /// source: `© Reuters / Lê Na`, `Cầu mới lúc hoàng hôn. © AFP - Lê Na`.
    pub(super) fn is_mark(&self, text: &str) -> bool {
        let Some((_, rest)) = text.rsplit_once('©') else {
            return false;
        };
        let rest = self.captions.without_opener(rest.trim_start()).trim_start();
        if rest.split_whitespace().count() > 8 || rest.bytes().any(|b| b.is_ascii_digit()) {
            return false;
        }
        let end = rest.find(['/', '-', '–', '|', ',', '.', ':']);
        // `© Lê Na/Reuters`
        if let Some((_, last)) = rest.rsplit_once('/')
            && self.bylines.is_known_source(last.trim())
        {
            return true;
        }
        // A bare `© Sông Xanh` says whose the page is.
        if end.is_none() && text.starts_with('©') {
            return false;
        }
        let name = rest[..end.unwrap_or(rest.len())].trim();
        self.bylines.is_known_source(name)
            || name
                .split_once(' ')
                .is_some_and(|(first, _)| self.bylines.is_known_source(first))
    }

    /// True for a line that ends with an agency and its photographer: `… REUTERS/Lê Na`.
    pub(super) fn ends_in_agency(&self, text: &str) -> bool {
        // `Cầu mới lúc hoàng hôn - AFP`
        if let Some((head, agency)) = text.rsplit_once([' ', '-', '–'])
            && (2..=12).contains(&agency.len())
            && agency.chars().all(char::is_uppercase)
            && head.trim_end_matches(' ').ends_with(['-', '–', '.'])
            && self.bylines.is_known_source(agency)
        {
            return true;
        }
        let mut at = text.len();
        for _ in 0..3 {
            let Some(space) = text[..at].rfind(' ') else {
                return false;
            };
            let word = &text[space + 1..at];
            if !word.starts_with(char::is_uppercase) {
                return false;
            }
            if let Some((agency, name)) = word.split_once('/') {
                let apart = text[..space]
                    .trim_end()
                    .ends_with(['.', '-', '–', '”', '"', ')']);
                return apart
                    && agency.chars().all(|c| c.is_uppercase())
                    && name.starts_with(char::is_uppercase)
                    && self.bylines.is_known_source(agency);
            }
            at = space;
        }
        false
    }
}
