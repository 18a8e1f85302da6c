//! Rows of a JSON Lines file.

use super::{Outcome, Worker};
use crate::validate::loaders::Spot;
use crate::validate::observe::{Text, place};
use crate::validate::program::Scalar;
use crate::validate::source::Format;

impl Worker<'_> {
    pub(super) fn lines(&mut self, text: &str, out: &mut Outcome) {
        let mut start = 0;
        while start < text.len() {
            let end =
                memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |i| start + i);
            let line = text.get(start..end).unwrap_or("");
            let line = line.strip_suffix('\r').unwrap_or(line);
            if !line.trim_ascii().is_empty() {
                out.rows += 1;
                if self.wants(out.rows) {
                    let spot = Spot {
                        record: out.rows,
                        line: out.lines + 1,
                    };
                    self.line(line, start, spot, out);
                }
            }
            out.lines += u64::from(end < text.len());
            start = end + 1;
            if self.is_over(out) {
                return;
            }
        }
        self.separators(text, Format::Jsonl, out);
    }

    fn line(&mut self, line: &str, base: usize, spot: Spot, out: &mut Outcome) {
        let text = Text {
            source: line,
            base,
            row: 0,
        };
        self.tape.clear();
        if let Err(error) = self.parser.parse(line, &mut self.tape) {
            let code = if error.too_deep { "V125" } else { "V120" };
            let mask = out.tallies.mask();
            out.tallies.hit(code, "", || {
                let mut sample = place(Some(text), spot, error.at..error.at + 1, mask);
                sample.message = error.message.to_owned();
                (sample, None)
            });
            out.tallies.end_row();
            return;
        }
        let view = self.tape.root(line);
        if !matches!(view.scalar(), Scalar::Object(_)) {
            let mask = out.tallies.mask();
            out.tallies.hit("V121", "", || {
                let mut sample = place(Some(text), spot, view.range(), mask);
                sample.message = "the row is JSON, but no object".to_owned();
                (sample, None)
            });
            out.tallies.end_row();
            return;
        }
        self.oddities.clone_from(&self.parser.oddities);
        self.check(Some(text), spot, out);
    }
}
