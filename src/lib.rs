//! `newsrows` turns scraped Vietnamese news pages into validated article records and event rows.
//!
//! Pages flow one way, and the modules are listed in that order: [`read`] opens inputs, [`clean`]
//! gives every line a role, [`extract`] splits articles and codes events, [`table`] makes typed
//! rows, `validate` checks them, [`write`](mod@write) makes files. [`pipeline`] joins the stages.
//! Each stage is a function between two plain types; what a stage notices on the way is a
//! [`diagnostic::Diagnostic`], what stops a run is an [`error::Error`].

pub mod codes;
pub mod diagnostic;
pub mod error;
pub mod span;

pub mod config;
pub mod lexicon;

pub mod read;

pub mod clean;

pub mod extract;

pub mod table;

pub mod validate;

pub mod write;

pub mod pipeline;

pub mod cli;
