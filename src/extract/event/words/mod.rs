//! What words mean to the event coder: triggers, cues, the words of grammar.

mod alternatives;
mod cue;
mod entry;
mod grammar;
pub(super) mod institutions;
mod near;
pub(super) mod part;
pub(super) mod pattern;

pub(super) use cue::{Cues, Dictionary};
pub(super) use entry::{Entry, Prep, Sub, Tense, class};
pub(super) use grammar::{Ask, Grammar};
pub(super) use institutions::{Institutions, Reach};
pub(super) use part::Parts;
pub(super) use pattern::{Complement, Frame, Link, Pattern, Want};
