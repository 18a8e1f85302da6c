//! The threads of a run and what they take on.
//!
//! Every thread does whatever is furthest down the line: hand rows to a sink, else take a finished
//! batch in order, else read and work through the next batch. So one thread runs the whole job in
//! sequence, several share it evenly, and what lies between the stages stays bounded. Only the
//! order of pages reaches a sink, never the order of threads.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::batch::Batch;
use super::owner::{Owner, Ready};
use super::spool::Spooled;
use super::worker::Stages;
use crate::error::Error;
use crate::read::{Raw, Reject};
use crate::table::batch::Rows;
use crate::write::WriteError;
use crate::write::sink::{Finished, Sink};

type Document = Result<Raw, Box<Reject>>;

/// Documents of a batch at most.
const BATCH_DOCUMENTS: usize = 64;
/// Bytes of a batch's documents after which it is closed.
const BATCH_BYTES: usize = 256 << 10;
/// Batches that may wait at one sink.
const SINK_QUEUE: usize = 4;

/// A table's sinks.
#[derive(Debug)]
pub(super) struct TableSinks {
    /// Name of the table.
    pub(super) table: &'static str,
    /// One a format.
    pub(super) sinks: Vec<Sink>,
}

/// What the threads share.
pub(super) struct Pool<'a, I> {
    stages: &'a Stages,
    stop: &'a AtomicBool,
    progress: &'a (dyn Fn(u64) + Sync),
    jobs: usize,
    state: Mutex<State<I>>,
    changed: Condvar,
}

impl<I> std::fmt::Debug for Pool<'_, I> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool")
            .field("jobs", &self.jobs)
            .finish_non_exhaustive()
    }
}

struct State<I> {
    /// Documents still to be read; away while a thread reads.
    documents: Option<I>,
    exhausted: bool,
    /// Batches read, and batches taken by the owner.
    read: u64,
    taken: u64,
    done: BTreeMap<u64, Batch>,
    owner: Option<Owner>,
    /// Events put aside; away while a thread reads.
    spooled: Option<Spooled>,
    phase: Phase,
    slots: Vec<Slot>,
    error: Option<Error>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// Pages.
    Pages,
    /// Events put aside.
    Events,
    /// Every row is with its sink.
    Closing,
}

struct Slot {
    table: &'static str,
    queue: VecDeque<Rows>,
    /// Away while a thread writes.
    sink: Option<Sink>,
    finished: Option<Finished>,
}

enum Task<I> {
    Read(I),
    Take(Box<Owner>, Batch),
    Turn(Box<Owner>),
    Group(Box<Owner>, Spooled),
    Write(usize, Sink, Rows),
    Finish(usize, Sink),
}

/// How a run ended.
#[derive(Debug)]
pub(super) struct Outcome {
    /// What each sink made, in the order given.
    pub(super) finished: Vec<(&'static str, Finished)>,
    /// Ids, counts, rejects.
    pub(super) owner: Owner,
}

impl<'a, I> Pool<'a, I>
where
    I: Iterator<Item = Document> + Send,
{
    /// Puts the parts together. `progress` is told how many pages were taken.
    pub(super) fn new(
        stages: &'a Stages,
        documents: I,
        owner: Owner,
        sinks: Vec<TableSinks>,
        jobs: usize,
        stop: &'a AtomicBool,
        progress: &'a (dyn Fn(u64) + Sync),
    ) -> Self {
        let slots = sinks
            .into_iter()
            .flat_map(|t| t.sinks.into_iter().map(move |sink| (t.table, sink)))
            .map(|(table, sink)| Slot {
                table,
                queue: VecDeque::new(),
                sink: Some(sink),
                finished: None,
            })
            .collect();
        Self {
            stages,
            stop,
            progress,
            jobs: jobs.max(1),
            state: Mutex::new(State {
                documents: Some(documents),
                exhausted: false,
                read: 0,
                taken: 0,
                done: BTreeMap::new(),
                owner: Some(owner),
                spooled: None,
                phase: Phase::Pages,
                slots,
                error: None,
            }),
            changed: Condvar::new(),
        }
    }

    /// Runs to the end.
    pub(super) fn run(self) -> Result<Outcome, Error> {
        std::thread::scope(|scope| {
            for _ in 1..self.jobs {
                scope.spawn(|| self.work());
            }
            self.work();
        });
        let state = self
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = state.error {
            return Err(error);
        }
        let Some(owner) = state.owner else {
            return Err(Error::Internal("the owner of the order is away".to_owned()));
        };
        let finished = state
            .slots
            .into_iter()
            .map(|slot| (slot.table, slot.finished.unwrap_or_default()))
            .collect();
        Ok(Outcome { finished, owner })
    }

    fn lock(&self) -> MutexGuard<'_, State<I>> {
        // A thread that panicked set the error; what it held is not looked at again.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        while let Some(task) = self.next() {
            let result = catch_unwind(AssertUnwindSafe(|| self.perform(task)));
            let error = match result {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(error),
                Err(panic) => Some(Error::Internal(panic_message(&*panic))),
            };
            if let Some(error) = error {
                self.lock().error.get_or_insert(error);
            }
            self.changed.notify_all();
        }
        self.changed.notify_all();
    }

    /// The task furthest down the line; `None` at the end.
    fn next(&self) -> Option<Task<I>> {
        let mut state = self.lock();
        loop {
            if state.error.is_some() {
                return None;
            }
            if self.stop.load(Ordering::Relaxed) {
                state.error = Some(Error::Interrupted);
                return None;
            }
            if let Some(task) = state.pick(self.jobs) {
                return Some(task);
            }
            if state.phase == Phase::Closing && state.slots.iter().all(|s| s.finished.is_some()) {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn perform(&self, task: Task<I>) -> Result<(), Error> {
        match task {
            Task::Read(documents) => self.read(documents),
            Task::Take(mut owner, batch) => {
                let pages = batch.pages.len() as u64;
                let ready = owner.take(batch)?;
                (self.progress)(pages);
                let mut state = self.lock();
                state.push(ready);
                state.taken += 1;
                state.owner = Some(*owner);
                Ok(())
            }
            Task::Turn(mut owner) => {
                let spooled = owner.spooled()?;
                let mut state = self.lock();
                state.phase = if spooled.is_some() {
                    Phase::Events
                } else {
                    Phase::Closing
                };
                state.spooled = spooled;
                state.owner = Some(*owner);
                Ok(())
            }
            Task::Group(mut owner, mut spooled) => {
                let rows = spooled.next()?;
                let grouped = rows.map(|rows| owner.group(rows)).transpose()?;
                let mut state = self.lock();
                state.owner = Some(*owner);
                match grouped {
                    Some(rows) => {
                        state.queue("events", &rows);
                        state.spooled = Some(spooled);
                    }
                    None => state.phase = Phase::Closing,
                }
                Ok(())
            }
            Task::Write(slot, mut sink, rows) => {
                sink.write(&rows)?;
                self.lock().slots[slot].sink = Some(sink);
                Ok(())
            }
            Task::Finish(slot, sink) => {
                let finished = sink.finish()?;
                self.lock().slots[slot].finished = Some(finished);
                Ok(())
            }
        }
    }

    /// Reads the next batch, lets others read on, and works through it.
    fn read(&self, mut documents: I) -> Result<(), Error> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        let mut exhausted = false;
        while batch.len() < BATCH_DOCUMENTS && bytes < BATCH_BYTES {
            match documents.next() {
                Some(document) => {
                    bytes += document.as_ref().map_or(0, Raw::bytes);
                    batch.push(document);
                }
                None => {
                    exhausted = true;
                    break;
                }
            }
        }
        let number = {
            let mut state = self.lock();
            state.documents = Some(documents);
            state.exhausted = exhausted;
            let number = state.read;
            state.read += 1;
            number
        };
        self.changed.notify_all();
        let batch = self
            .stages
            .batch(batch)
            .map_err(|e| WriteError::Encode("rows", e.to_string()))?;
        self.lock().done.insert(number, batch);
        Ok(())
    }
}

impl<I> State<I> {
    fn pick(&mut self, jobs: usize) -> Option<Task<I>> {
        let fullest = (0..self.slots.len())
            .filter(|&i| self.slots[i].sink.is_some() && !self.slots[i].queue.is_empty())
            .max_by_key(|&i| self.slots[i].queue.len());
        if let Some(i) = fullest {
            let slot = &mut self.slots[i];
            if let (Some(sink), Some(rows)) = (slot.sink.take(), slot.queue.pop_front()) {
                return Some(Task::Write(i, sink, rows));
            }
        }
        let room = self.slots.iter().all(|s| s.queue.len() < SINK_QUEUE);
        if let Some(owner) = self.owner.take_if(|_| room) {
            if let Some(batch) = self.done.remove(&self.taken) {
                return Some(Task::Take(Box::new(owner), batch));
            }
            if self.phase == Phase::Pages && self.exhausted && self.taken == self.read {
                return Some(Task::Turn(Box::new(owner)));
            }
            if self.phase == Phase::Events
                && let Some(spooled) = self.spooled.take()
            {
                return Some(Task::Group(Box::new(owner), spooled));
            }
            self.owner = Some(owner);
        }
        // Each thread may work on one batch while another waits for its turn.
        if !self.exhausted
            && self.read - self.taken < 2 * jobs as u64 + 1
            && let Some(documents) = self.documents.take()
        {
            return Some(Task::Read(documents));
        }
        let last_rows = |table| match table {
            "events" => Phase::Closing,
            _ => Phase::Events,
        };
        for (i, slot) in self.slots.iter_mut().enumerate() {
            if self.phase >= last_rows(slot.table)
                && slot.queue.is_empty()
                && let Some(sink) = slot.sink.take()
            {
                return Some(Task::Finish(i, sink));
            }
        }
        None
    }

    fn push(&mut self, ready: Ready) {
        self.queue("records", &ready.records);
        if let Some(rows) = &ready.lines {
            self.queue("lines", rows);
        }
        if let Some(rows) = &ready.mentions {
            self.queue("mentions", rows);
        }
    }

    fn queue(&mut self, table: &str, rows: &Rows) {
        if rows.is_empty() {
            return;
        }
        for slot in self.slots.iter_mut().filter(|s| s.table == table) {
            slot.queue.push_back(rows.clone());
        }
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|s| (*s).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a worker failed".to_owned())
}
