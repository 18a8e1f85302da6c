//! From articles and events to typed rows.
//!
//! Input: what the stages before found, in bytes of their texts. Output: batches of rows whose
//! columns are exactly those of [`columns`], positions in code points. Pure: no files, no clock.

pub mod batch;
pub mod builder;
pub mod canonical;
pub mod cell;
mod column;
pub mod columns;
pub mod duckdb;
pub mod event;
pub mod ids;
pub mod json_schema;
pub mod line;
pub mod load;
pub mod markdown;
pub mod plover;
pub mod record;
pub mod words;

pub use batch::{Rows, Value};
pub use builder::RowsBuilder;
pub use columns::{Column, Kind, Table};
