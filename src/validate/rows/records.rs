//! Rows of a CSV file, with what their cells tell about loaders.

use super::{Outcome, Worker};
use crate::validate::csv::{self, Cell, Header};
use crate::validate::json::Oddities;
use crate::validate::loaders::{self, Spot};
use crate::validate::observe::{Text, place};
use crate::validate::source::Format;
use crate::validate::tape::Kind;

impl Worker<'_> {
    pub(super) fn records(&mut self, text: &str, header: &Header, out: &mut Outcome) {
        let mut start = 0;
        while start < text.len() {
            let mut cells = std::mem::take(&mut self.cells);
            cells.clear();
            let end = csv::record(text.as_bytes(), start, header.delimiter, true, |cell| {
                cells.push(cell);
            })
            .unwrap_or(text.len());
            let row = &text.as_bytes()[start..end];
            let blank = cells.len() == 1 && !cells[0].quoted && cells[0].range.is_empty();
            if !blank || header.names.len() == 1 {
                out.rows += 1;
                if self.wants(out.rows) {
                    let spot = Spot {
                        record: out.rows,
                        line: out.lines + 1,
                    };
                    self.record(text, start, row.len(), &cells, header, spot, out);
                }
            }
            out.lines += memchr::memchr_iter(b'\n', row).count() as u64;
            start = end;
            self.cells = cells;
            if self.is_over(out) {
                return;
            }
        }
        self.separators(text, Format::Csv, out);
    }

    #[allow(clippy::too_many_arguments)] // one record, told by its parts
    fn record(
        &mut self,
        piece: &str,
        start: usize,
        length: usize,
        cells: &[Cell],
        header: &Header,
        spot: Spot,
        out: &mut Outcome,
    ) {
        let text = Text {
            source: piece,
            base: 0,
            row: start,
        };
        let mask = out.tallies.mask();
        let mut sound = true;
        for (i, cell) in cells.iter().enumerate() {
            if let Some((at, what)) = cell.defect {
                sound = false;
                let name = header.names.get(i).map_or("", String::as_str);
                out.tallies.hit("V123", name, || {
                    let mut sample = place(Some(text), spot, at..at + 1, mask);
                    sample.message = what.to_owned();
                    (sample, None)
                });
            }
        }
        if sound && cells.len() != header.names.len() {
            sound = false;
            out.tallies.hit("V122", "", || {
                let end = cells.last().map_or(start, |c| c.range.end);
                let mut sample = place(Some(text), spot, start..end, mask);
                sample.message = format!(
                    "{} cells under a header of {}",
                    cells.len(),
                    header.names.len()
                );
                (sample, None)
            });
        }
        if !sound {
            out.tallies.end_row();
            return;
        }
        self.tape.clear();
        self.oddities = Oddities::default();
        let open = self.tape.open(start, Kind::Object);
        let mut count = 0;
        let hazards = self.checks.loaders.any();
        for ((i, cell), (name, column)) in cells
            .iter()
            .enumerate()
            .zip(header.names.iter().zip(&header.columns))
        {
            let (tape, oddities) = (&mut self.tape, &mut self.oddities);
            count += usize::from(self.typer.push(cell, piece, *column, name, tape, oddities));
            if hazards {
                out.columns.cell(cell, i, name, piece, spot);
                if self.checks.loaders.pandas {
                    let content = cell.text(piece);
                    if let Some((code, message)) =
                        loaders::cell_hazard(&content, column.types.string)
                    {
                        out.tallies.hit(code, name, || {
                            let mut sample = place(Some(text), spot, cell.range.clone(), mask);
                            sample.message = message;
                            (sample, None)
                        });
                    }
                }
            }
        }
        self.tape.close(open, start + length, count);
        if self.checks.loaders.duckdb && loaders::record_too_long(length) {
            out.tallies.hit("L310", "", || {
                let mut sample = place(Some(text), spot, start..start + 1, mask);
                sample.message =
                    format!("a record of {length} bytes, of which DuckDB reads 2,097,152");
                (sample, None)
            });
        }
        self.check(Some(text), spot, out);
    }
}
