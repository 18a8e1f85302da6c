//! From articles and events to typed rows.
//!
//! Input: what the stages before found, in bytes of their texts. Output: batches of rows whose
//! columns are exactly those of [`columns`], positions in code points. Pure: no files, no clock.

pub mod columns;
pub mod plover;
pub mod words;
