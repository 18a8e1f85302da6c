//! Tests of the whole, through the binary: one module per behaviour.
//!
//! `fixtures` reads the pages of `fixtures/pages` with what they should become and exports them
//! once for all modules; `cli` runs the cases of `tests/cli`.
#![allow(clippy::print_stdout)] // scores are shown with `--nocapture`

mod articles;
mod bad_input;
mod cli;
mod determinism;
mod drift;
mod events;
mod fixtures;
mod layers;
mod pages;
mod roles;
mod round_trip;
mod show;
mod words;
