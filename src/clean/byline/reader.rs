//! Reading one byline.

mod words;

use super::super::letters::Folded;
use super::names::{has_more_words, is_dotted, is_source_like, parts};
use super::{Byline, Bylines, Classes, Form};

/// Longest byline in words.
const MOST_WORDS: usize = 18;

/// A line that may be a byline, and the words it is read by.
pub(super) struct Reader<'b, 't, 'f> {
    pub(super) bylines: &'b Bylines,
    pub(super) line: Folded<'t, 'f>,
}

impl<'t> Reader<'_, 't, '_> {
    /// The parts of the line, where it is a byline or a closing source line.
    pub(super) fn read(&self) -> Option<Byline<'t>> {
        let text = self
            .line
            .text
            .trim()
            .trim_matches(['*', '•', '|', '_', '~', '>', '"', '“', '”', ' ', '—', '–'])
            .trim_start_matches(['-', ' ']);
        // `Nguồn VOV: https://…`
        let text = text
            .split_once(": http")
            .map_or(text, |(source, _)| source)
            .trim_end_matches(['-', ' ', ',', ';', '/']);
        let text = if is_dotted(text) {
            text
        } else {
            text.trim_end_matches(['.', '/'])
        };
        if text.is_empty() || text.len() > 200 || has_more_words(text, MOST_WORDS) {
            return None;
        }
        if self.is(text, Classes::COMPILED) {
            return Some(Byline {
                form: Form::Source,
                ..Byline::default()
            });
        }
        let line = text;
        let mut byline = Byline::default();
        let mut marks = Marks::default();
        let text = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            Some(inner) if !inner.contains(['(', ')']) => {
                marks.bracketed = true;
                inner.trim()
            }
            _ => text,
        };
        let text = match text.split_once(':') {
            Some((label, rest)) if self.is(label.trim(), Classes::LABEL) => {
                marks.labelled = true;
                // Who took the pictures stands behind who wrote: `Bài: Lê Na - Ảnh: Trần Bình`.
                let rest = match rest.split_once(": ") {
                    Some((writers, _)) => {
                        let end = writers.trim_end().rfind(' ').unwrap_or(writers.len());
                        writers[..end].trim_end_matches([' ', '-', '–', ',', ';', '|'])
                    }
                    None => rest,
                };
                rest.trim()
            }
            _ => match self
                .after_opener(text)
                .or_else(|| self.after_spoken_label(text))
            {
                Some(name) => {
                    marks.labelled = true;
                    name
                }
                None => text,
            },
        };
        let text = once(text);
        if text.len() < line.len() && self.is(text, Classes::COMPILED) {
            byline.form = Form::Source;
            return Some(byline);
        }
        // `Lê Na (Theo`, where the source was on the next line.
        let text = match self.before_source_word(text) {
            Some("") => {
                byline.form = Form::Source;
                return Some(byline);
            }
            Some(head) => {
                marks.bracketed = true;
                head
            }
            None => text,
        };
        if let Some(rest) = self.after_source_word(text) {
            self.sources_of(rest, &mut byline)?;
            byline.form = Form::Source;
            if !byline.names.is_empty() {
                byline.form = Form::Signed;
            }
            return Some(byline);
        }
        // `LÊ NA Theo TASS`, `Lê Na (T/h) Theo Sông Xanh`
        if let Some(at) = self.source_word_inside(text)
            && let (name, noted) = self.without_note(&text[..at])
            && self.is_full_name(name)
            && let Some(rest) = self.after_source_word(&text[at + 1..])
            && (self.is_known_source(rest) || (noted && is_source_like(rest)))
        {
            byline.names.push(name);
            byline.sources.push(rest);
            byline.form = Form::Signed;
            return Some(byline);
        }
        // `(Theo TASS) Lê Na`
        let (text, ahead) = match text.strip_prefix('(').and_then(|t| t.split_once(')')) {
            Some((inner, rest)) if !rest.trim().is_empty() => (rest.trim(), Some(inner.trim())),
            _ => (text, None),
        };
        if let Some(inner) = ahead {
            marks.bracketed = true;
            self.bracket(inner, &mut byline)?;
        }
        let (core, bracket) = match text.strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
            Some((core, inner)) => (core.trim_end(), Some(inner.trim())),
            None => (text, None),
        };
        self.core(core, &mut byline, &mut marks)?;
        if let Some(inner) = bracket {
            marks.bracketed = true;
            self.bracket(inner, &mut byline)?;
        }
        if byline.names.is_empty() {
            if byline.sources.is_empty() || !(marks.bracketed || marks.known || marks.labelled) {
                return None;
            }
            byline.form = Form::Source;
            return Some(byline);
        }
        byline.form = if marks.labelled || marks.bracketed || marks.desk || marks.known {
            Form::Signed
        } else if byline.names.iter().all(|n| self.is_full_name(n)) && byline.names.len() <= 4 {
            Form::Name
        } else {
            Form::Initials
        };
        Some(byline)
    }

    /// A list of sources after `Theo`; a name with its medium (`Theo Minh Anh/Dân trí`) signs.
    fn sources_of(&self, text: &'t str, byline: &mut Byline<'t>) -> Option<()> {
        let text = text.trim_matches(['(', ')', '.', ' ', '/']);
        if text.is_empty() || text.split_whitespace().count() > 10 {
            return None;
        }
        if self.is_known_source(text) {
            byline.sources.push(text);
            return Some(());
        }
        if let Some((name, medium)) = text.split_once('(') {
            let (name, medium) = (name.trim(), medium.trim_matches([')', ' ']));
            if self.is_name(name) && is_source_like(medium) {
                if self.is_known_source(name) {
                    byline.sources.push(name);
                } else {
                    byline.names.push(name);
                }
                byline.sources.push(medium);
                return Some(());
            }
        }
        // `Sputnik Lê Na`: a known medium, then who wrote it.
        let words: Vec<&str> = text.split(' ').collect();
        if words.len() >= 3 && !text.contains(['/', ',', '(', '-']) {
            for n in (1..=2).rev() {
                let (medium, name) = text.split_at(words[..n].join(" ").len());
                if self.is_known_source(medium) && self.is_full_name(name.trim()) {
                    byline.sources.push(medium);
                    byline.names.push(name.trim());
                    return Some(());
                }
            }
        }
        // A paper's name may hold the mark: `Kinh tế & Đô thị`.
        let list: Vec<&str> = if text.contains(" & ") {
            text.split([',', ';', '/']).map(str::trim).collect()
        } else {
            parts(text, &self.bylines.ands).collect()
        };
        let mut noted = false;
        for part in list {
            if self.is(part, Classes::NOTE_OR_COMPILED) {
                noted = true;
                continue;
            }
            let part = self.after_source_word(part).unwrap_or(part);
            let mut media = self.bylines.media.iter();
            let part = media
                .find_map(|word| part.strip_prefix(word.as_str()))
                .unwrap_or(part);
            if !is_source_like(part) {
                return None;
            }
            byline.sources.push(part);
        }
        // `Lê Na - Tổng hợp`: who puts texts together is a person, unless a medium is so called.
        if noted
            && let [name] = byline.sources[..]
            && !self.is_known_source(name)
            && self.is_full_name(name)
        {
            byline.names.append(&mut byline.sources);
            return Some(());
        }
        // `Minh Anh/Dân trí`: the last part known, the first a person's name.
        if byline.sources.len() == 2
            && text.contains(['/', '-', '–'])
            && self.is_known_source(byline.sources[1])
            && !self.is_known_source(byline.sources[0])
            && self.is_full_name(byline.sources[0])
        {
            byline.names.push(byline.sources.remove(0));
            byline.signing = 1;
        }
        Some(())
    }

    fn core(&self, text: &'t str, byline: &mut Byline<'t>, marks: &mut Marks) -> Option<()> {
        if text.is_empty() {
            return marks.bracketed.then_some(());
        }
        if self.is_known_source(text) {
            marks.known = true;
            byline.sources.push(text);
            byline.signing = 1;
            return Some(());
        }
        let text = match self.before_note(text) {
            Some(names) => {
                marks.desk = true;
                names
            }
            None => text,
        };
        // `Lê Na/TTXVN – Praha`: where the medium's writer sits is no second writer.
        let mut after_medium = false;
        for part in parts(text, &self.bylines.ands) {
            let behind = std::mem::replace(&mut after_medium, false);
            if part.contains('@') {
                marks.desk = true;
                continue;
            } else if behind
                && !byline.names.is_empty()
                && (!part.contains([' ', '.']) || self.is(part, Classes::OFFICE))
            {
                continue;
            } else if let Some(rest) = self.after_source_word(part) {
                self.sources_of(rest, byline)?;
                marks.known = true;
                continue;
            }
            let classes = self.classes(part);
            if classes.any(Classes::NOTE_OR_COMPILED) {
                marks.desk = true;
            } else if classes.any(Classes::SOURCE)
                // `VOV1`
                || (!byline.names.is_empty()
                    && part.ends_with(|c: char| c.is_ascii_digit())
                    && self.is_known_source(part.trim_end_matches(|c: char| c.is_ascii_digit())))
            {
                marks.known = true;
                after_medium = true;
                byline.sources.insert(byline.signing, part);
                byline.signing += 1;
            } else if let Some((outlet, _)) = part
                .split_once('-')
                .filter(|(outlet, _)| self.is_known_source(outlet))
            {
                // `VOV-Trung tâm Tin`
                marks.known = true;
                byline.sources.insert(byline.signing, outlet);
                byline.signing += 1;
            } else if !byline.names.is_empty()
                && let Some(medium) = self.writer_of(part)
            {
                // `Lê Na, phóng viên RFA`
                marks.known = true;
                byline.sources.insert(byline.signing, medium);
                byline.signing += 1;
            } else if self.is_desk(part) {
                marks.desk = true;
                byline.names.push(part);
            } else if part.contains('-') && part.split('-').all(|name| self.is_full_name(name)) {
                // `Lê Na-Trần Bình`
                byline.names.extend(part.split('-'));
            } else if self.is_name(part) {
                byline.names.push(part);
            } else {
                return None;
            }
        }
        Some(())
    }

    /// What stands in brackets after a name: a source, a note, or where the writer works.
    fn bracket(&self, inner: &'t str, byline: &mut Byline<'t>) -> Option<()> {
        if self.is(inner, Classes::NOTE_OR_COMPILED) {
            return Some(());
        }
        if let Some(rest) = self.after_source_word(inner) {
            return self.sources_of(rest, byline);
        }
        // `tổng hợp theo AP, Reuters`
        let mut vias = self.bylines.vias.iter();
        if let Some((note, sources)) = vias.find_map(|via| inner.split_once(via.as_str()))
            && self.is(note, Classes::NOTE_OR_COMPILED)
        {
            let before = (byline.names.len(), byline.sources.len());
            if self.sources_of(sources, byline).is_some() {
                return Some(());
            }
            byline.names.truncate(before.0);
            byline.sources.truncate(before.1);
        }
        for part in parts(inner, &self.bylines.ands) {
            if self.is(part, Classes::NOTE_OR_COMPILED) {
                continue;
            }
            let part = self.after_source_word(part).unwrap_or(part);
            if self.is_known_source(part) {
                byline.sources.insert(byline.signing, part);
                byline.signing += 1;
            } else if part.split_whitespace().count() > 6 {
                return None;
            }
        }
        Some(())
    }
}

/// A byline that the page printed twice in a row, once.
fn once(text: &str) -> &str {
    let half = text.len() / 2;
    match (text.get(..half), text.get(half + 1..)) {
        (Some(head), Some(tail)) if text.len() % 2 == 1 && head == tail && head.len() >= 6 => head,
        _ => text,
    }
}

#[derive(Debug, Default)]
struct Marks {
    labelled: bool,
    bracketed: bool,
    desk: bool,
    known: bool,
}
