//! One file of rows, from its first byte to its findings: read by one thread, checked by several,
//! added up in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

use arrow_array::RecordBatch;

use super::csv::{self, Header};
use super::findings::{Sample, Tallies};
use super::loaders::{Columns, Spot};
use super::observe::{Notes, Text, place};
use super::parquet;
use super::rows::{Checks, Outcome, Worker};
use super::schema::{Column, Schema, Types};
use super::source::{Compression, Format, Piece, Source, SourceError};

/// How a file is read.
#[derive(Clone, Copy, Debug)]
pub struct ReadAs {
    /// What stands between the cells of a CSV file; a tab for names that end in `.tsv` where none
    /// is given.
    pub delimiter: Option<u8>,
    /// Worker threads.
    pub jobs: usize,
}

/// What a file gave.
#[derive(Debug)]
pub struct Checked {
    /// How its rows are written.
    pub format: Format,
    /// Rows, whether they could be read or not.
    pub rows: u64,
    /// Findings.
    pub tallies: Tallies,
    /// What the observer keeps.
    pub notes: Notes,
    /// Names of the columns, in order: those of the header, or those seen in rows.
    pub columns: Vec<String>,
    /// True where reading stopped at the first error.
    pub stopped: bool,
}

enum Work {
    Text(Piece),
    Batch(usize, RecordBatch),
}

/// Checks every row of a file. Memory is bounded by the pieces in flight, a few MB for each thread.
pub fn check(source: Source, checks: &Checks<'_>, read: ReadAs) -> Result<Checked, SourceError> {
    let format = source.format;
    let mut whole = Whole {
        tallies: Tallies::new(checks.keep.clone(), checks.severities),
        columns: Columns::new(format),
        notes: Notes::default(),
        rows: 0,
        lines: 0,
        stopped: false,
        header: Vec::new(),
    };
    if checks.loaders.pandas
        && source.compression == Some(Compression::Zstd)
        && format != Format::Parquet
    {
        whole.note(
            "L323",
            "",
            "a zstd stream, which pandas reads only with the zstandard package",
        );
    }
    match format {
        Format::Parquet => batches(source, checks, read, &mut whole)?,
        Format::Jsonl | Format::Csv => text(source, checks, read, &mut whole)?,
    }
    let text_column = |name: &str| {
        checks.schema.map(|schema| {
            let types = schema.column(name).types;
            types.string && !types.integer && !types.number
        })
    };
    if whole.rows == 0 && checks.again.is_none() {
        missing_columns(checks.schema, &mut whole);
    }
    whole
        .columns
        .report(checks.loaders, text_column, &mut whole.tallies);
    if checks.loaders.polars && whole.rows == 0 && format == Format::Jsonl {
        whole.note("L318", "", "no rows, which Polars refuses");
    }
    Ok(Checked {
        format,
        rows: whole.rows,
        tallies: whole.tallies,
        notes: whole.notes,
        columns: match whole.header.is_empty() {
            true => whole.columns.names().to_vec(),
            false => whole.header,
        },
        stopped: whole.stopped,
    })
}

/// The sums over the pieces so far.
struct Whole {
    tallies: Tallies,
    columns: Columns,
    notes: Notes,
    rows: u64,
    lines: u64,
    stopped: bool,
    /// Names of the columns, where the file itself lists them.
    header: Vec<String>,
}

impl Whole {
    fn note(&mut self, code: crate::diagnostic::Code, field: &str, message: &str) {
        self.tallies.hit(code, field, || {
            let sample = Sample {
                message: message.to_owned(),
                ..Sample::default()
            };
            (sample, None)
        });
        self.tallies.forget_row();
    }

    fn add(&mut self, part: Outcome) {
        self.tallies
            .append(part.tallies, self.rows, self.lines, part.offset);
        self.columns.append(part.columns, self.rows, self.lines);
        self.notes.append(part.notes, self.rows, self.lines);
        self.rows += part.rows;
        self.lines += part.lines;
    }
}

fn text(
    source: Source,
    checks: &Checks<'_>,
    read: ReadAs,
    whole: &mut Whole,
) -> Result<(), SourceError> {
    let format = source.format;
    let is_tsv = source.path.to_ascii_lowercase().contains(".tsv");
    let delimiter = read.delimiter.unwrap_or(if is_tsv { b'\t' } else { b',' });
    let mut pieces = source.pieces(delimiter);
    let Some(mut first) = pieces.next().transpose()? else {
        return Ok(());
    };
    if first.bytes.starts_with(b"\xEF\xBB\xBF") {
        if checks.loaders.any() {
            whole.note("L308", "", "the file begins with a byte order mark");
        }
        first.bytes.drain(..3);
        first.offset += 3;
    }
    let header = match format {
        Format::Csv => {
            let Some(header) = header(&mut first, delimiter, checks, whole) else {
                return Ok(());
            };
            whole.columns.header(&header);
            whole.header.clone_from(&header.names);
            Some(header)
        }
        _ => None,
    };
    let work = std::iter::once(Ok(first))
        .chain(pieces)
        .map(|piece| piece.map(Work::Text));
    run(work, checks, header.as_ref(), &[], read, whole)
}

/// Reads the header of a CSV file and takes it off the first piece; none where there is none.
fn header(
    first: &mut Piece,
    delimiter: u8,
    checks: &Checks<'_>,
    whole: &mut Whole,
) -> Option<Header> {
    let mut cells = Vec::new();
    let end = csv::record(&first.bytes, 0, delimiter, true, |cell| cells.push(cell));
    let end = end.unwrap_or(0);
    let bytes = &first.bytes[..end];
    if bytes.trim_ascii().is_empty() || first.too_long {
        whole.note("V126", "", "the file has no header");
        return None;
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or(0);
        let message = format!("byte {byte:02X} of the header is not UTF-8");
        whole.note("V124", "", &message);
    }
    let mut header = Header {
        names: Vec::new(),
        columns: Vec::new(),
        quoted: Vec::new(),
        delimiter,
    };
    for (i, cell) in cells.iter().enumerate() {
        let content = bytes.get(cell.content.clone()).unwrap_or(b"");
        let mut name = String::from_utf8_lossy(content).into_owned();
        if cell.doubled {
            name = name.replace("\"\"", "\"");
        }
        if !cell.quoted && (name.contains('\r') || name.contains('\0')) {
            let what = "the header holds a bare carriage return or a NUL: its lines do not end in \
                        LF, or it is no text";
            whole.note("V126", "", what);
        }
        let message = match name.is_empty() {
            true => Some(format!("the name of column {} is empty", i + 1)),
            false if header.names.contains(&name) => {
                Some(format!("two columns have the name {name}"))
            }
            false => None,
        };
        if let (Some(message), Ok(text)) = (message, std::str::from_utf8(bytes)) {
            let offset = first.offset;
            whole.tallies.hit("V126", &name, || {
                let mut sample = place_in_header(text, cell.range.clone(), offset);
                sample.message = message;
                (sample, None)
            });
            whole.tallies.forget_row();
        }
        header.columns.push(match checks.schema {
            Some(schema) => schema.column(&name),
            None => Column {
                types: Types {
                    null: true,
                    string: true,
                    ..Types::default()
                },
                required: false,
            },
        });
        header.quoted.push(cell.quoted);
        header.names.push(name);
    }
    whole.lines += memchr::memchr_iter(b'\n', &first.bytes[..end]).count() as u64;
    first.bytes.drain(..end);
    first.offset += end as u64;
    Some(header)
}

/// The place of a name in the header; names are no values, and are shown where values are masked.
fn place_in_header(text: &str, range: std::ops::Range<usize>, offset: u64) -> Sample {
    let header = Text {
        source: text,
        base: 0,
        row: 0,
    };
    let spot = Spot { record: 0, line: 1 };
    let mut sample = place(Some(header), spot, range, false);
    sample.record = None;
    sample.bytes = sample.bytes.map(|(s, e)| (s + offset, e + offset));
    sample
}

fn batches(
    source: Source,
    checks: &Checks<'_>,
    read: ReadAs,
    whole: &mut Whole,
) -> Result<(), SourceError> {
    let rows = parquet::Rows::open(source)?;
    rows.report(checks.loaders, &mut whole.tallies);
    rows.report_names(&mut whole.tallies);
    whole.tallies.forget_row();
    let columns = parquet::columns(&rows.schema, checks.schema);
    let names = rows.schema.fields().iter().map(|f| f.name().clone());
    whole.header = names.collect();
    let work = rows
        .enumerate()
        .map(|(i, batch)| batch.map(|batch| Work::Batch(i, batch)));
    run(work, checks, None, &columns, read, whole)
}

/// A required column that the file lacks would be reported in every row; a file without rows has
/// none to report it in.
fn missing_columns(schema: Option<&Schema>, whole: &mut Whole) {
    if whole.header.is_empty() {
        return;
    }
    for (name, column) in schema.into_iter().flat_map(Schema::columns) {
        if column.required && !whole.header.iter().any(|n| n == name) {
            whole.note("V102", name, &format!("{name} is missing"));
        }
    }
}

/// Hands the work to threads and adds the outcomes up in order.
fn run(
    work: impl Iterator<Item = Result<Work, SourceError>> + Send,
    checks: &Checks<'_>,
    header: Option<&Header>,
    columns: &[Column],
    read: ReadAs,
    whole: &mut Whole,
) -> Result<(), SourceError> {
    if let Some(again) = checks.again {
        let mut worker = Worker::new(checks, header);
        for work in work {
            again.begin(whole.rows);
            whole.add(worker.outcome_of(work?, columns));
            if again.is_over(whole.rows) {
                break;
            }
        }
        return Ok(());
    }
    let stop = AtomicBool::new(false);
    let jobs = read.jobs.max(1);
    let (to_workers, from_reader) = sync_channel::<(usize, Work)>(jobs);
    let from_reader = Mutex::new(from_reader);
    let (from_reader, stop) = (&from_reader, &stop);
    std::thread::scope(|scope| {
        let (to_owner, from_workers) = sync_channel::<(usize, Outcome)>(jobs * 2);
        let reader = scope.spawn(move || feed(work, &to_workers, stop));
        for _ in 0..jobs {
            let to_owner = to_owner.clone();
            scope.spawn(move || {
                let mut worker = Worker::new(checks, header);
                while let Some((number, work)) = next(from_reader) {
                    let outcome = worker.outcome_of(work, columns);
                    if to_owner.send((number, outcome)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(to_owner);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for (number, outcome) in from_workers {
            waiting.insert(number, outcome);
            while let Some(outcome) = waiting.remove(&expected) {
                expected += 1;
                if !whole.stopped {
                    (checks.progress)(outcome.rows);
                    let failed = checks.fail_fast && outcome.tallies.has_error();
                    whole.add(outcome);
                    if failed {
                        whole.stopped = true;
                        stop.store(true, Ordering::Relaxed);
                    }
                }
            }
        }
        reader
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

impl Worker<'_> {
    fn outcome_of(&mut self, work: Work, columns: &[Column]) -> Outcome {
        match work {
            Work::Text(piece) => self.piece(&piece),
            Work::Batch(number, batch) => self.batch(number, &batch, columns),
        }
    }
}

/// Reads pieces and queues them, until the end, an error or `stop`.
fn feed(
    work: impl Iterator<Item = Result<Work, SourceError>>,
    queue: &SyncSender<(usize, Work)>,
    stop: &AtomicBool,
) -> Result<(), SourceError> {
    for (number, work) in work.enumerate() {
        if stop.load(Ordering::Relaxed) || queue.send((number, work?)).is_err() {
            break;
        }
    }
    Ok(())
}

fn next(queue: &Mutex<Receiver<(usize, Work)>>) -> Option<(usize, Work)> {
    queue
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .recv()
        .ok()
}
