//! Rows and files against what they promise: types in, findings out.
//!
//! Every row, whichever format holds it, becomes a [`tape::Tape`]; the JSON Schema of its table is
//! compiled into checks on it.

pub mod contract;
pub mod findings;
pub mod instance;
pub mod json;
pub mod program;
pub mod schema;
pub mod tape;
