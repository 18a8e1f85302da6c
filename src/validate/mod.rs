//! Rows and files against what they promise: types in, findings out.
//!
//! Every row, whichever format holds it, becomes a [`tape::Tape`]; the JSON Schema of its table is
//! compiled into checks on it.

pub mod compat;
pub mod contract;
pub mod csv;
pub mod dataset;
pub mod file;
pub mod findings;
pub mod infer;
pub mod instance;
pub mod json;
pub mod loaders;
pub mod observe;
pub mod parquet;
pub mod program;
pub mod quality;
pub mod ratchet;
pub mod report;
pub mod revisit;
pub mod rows;
pub mod schema;
pub mod source;
pub mod table_rows;
pub mod table_schema;
pub mod tape;
pub mod watch;

#[cfg(test)]
mod broken;
