//! Keys of rows and references to them, kept by hash.

use std::io::Write as _;

use super::report;
use crate::validate::findings::Tallies;
use crate::validate::instance::to_value;
use crate::validate::loaders::Spot;
use crate::validate::observe::Row;
use crate::validate::program::Scalar;
use crate::validate::tape::View;

/// Columns whose values are kept by hash: 8 bytes a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Columns in order.
    pub fields: Vec<String>,
    /// True for a primary key, which is never null.
    pub required: bool,
    /// True where no two rows may have the same values.
    pub unique: bool,
}

impl Key {
    /// Name in findings.
    pub fn name(&self) -> String {
        self.fields.join(", ")
    }

    /// Reports a row without a key, at the first column that is null.
    pub(super) fn report_null(&self, row: &mut Row<'_, '_>) {
        let is_null = |name: &&String| {
            let value = row.view.get(name).map(View::scalar);
            value.is_none_or(|value| value == Scalar::Null)
        };
        let name = self.fields.iter().find(is_null).map_or("", String::as_str);
        let value = row.view.get(name);
        row.hit_at("I212", &self.name(), name, value, || {
            format!("{name} is null")
        });
    }

    /// The hash of a row's values, never 0; 0 where one of them is null. The values themselves are
    /// left in `bytes`, so that different keys are different bytes.
    pub(in crate::validate) fn hash(&self, row: View<'_>, bytes: &mut Vec<u8>) -> u64 {
        bytes.clear();
        for field in &self.fields {
            let start = bytes.len();
            let Some(value) = row.get(field) else {
                return 0;
            };
            let written = match value.scalar() {
                Scalar::Null => return 0,
                Scalar::Text(text) => bytes.write_all(text.as_bytes()),
                Scalar::Int(n) => write!(bytes, "{n}"),
                Scalar::UInt(n) => write!(bytes, "{n}"),
                Scalar::Float(n) => write!(bytes, "{n}"),
                Scalar::Bool(b) => write!(bytes, "{b}"),
                _ => write!(bytes, "{}", to_value(value)),
            };
            debug_assert!(written.is_ok(), "memory takes what is written");
            // The length keeps the end of one value apart from the beginning of the next.
            let length = (bytes.len() - start) as u64;
            bytes.extend_from_slice(&length.to_le_bytes());
        }
        xxhash_rust::xxh3::xxh3_64(bytes).max(1)
    }
}

/// Reports rows that refer to none of `targets`, which must be sorted. Two values of one hash would
/// hide one that is dangling: a chance of one in a million for a million rows and as many targets.
pub fn dangling(key: &Key, rows: &[u64], targets: &[u64], to: &str, tallies: &mut Tallies) {
    for (record, hash) in (1..).zip(rows) {
        if *hash != 0 && targets.binary_search(hash).is_err() {
            let message = format!("{} refers to no row of {to}", key.name());
            let spot = Spot { record, line: 0 };
            report(tallies, "I202", &key.name(), spot, message);
        }
    }
}
