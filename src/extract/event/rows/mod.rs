//! From mentions of acts to rows: drafts, put together, with how likely each is right.

mod confidence;
mod draft;
pub(super) mod merge;
mod row;

pub(super) use confidence::Confidence;
pub(super) use draft::Draft;
