//! The registry of findings: one entry for each code, written as data and printed by `explain`.
//!
//! Codes are numbered by stage (`R1xx` read, `C2xx` clean, `X3xx` extract, `V1xx` contract, `I2xx`
//! integrity, `L3xx` loaders, `Q4xx` quality, `W6xx` write) and never reused. What gives a page
//! line its role is a readable slug instead of a number and stands in the same files.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Severity;

/// The files of the registry, in the order in which a page meets the stages.
const FILES: &[(&str, &str)] = &[
    ("read", include_str!("read.toml")),
    ("clean", include_str!("clean.toml")),
    ("extract", include_str!("extract.toml")),
    ("contract", include_str!("contract.toml")),
    ("integrity", include_str!("integrity.toml")),
    ("loaders", include_str!("loaders.toml")),
    ("quality", include_str!("quality.toml")),
    ("write", include_str!("write.toml")),
];

/// Everything the registry says about one code.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// A letter for the stage and three digits, such as `V104`.
    pub code: String,
    /// A readable name in kebab case, such as `not-in-list`.
    pub name: String,
    /// How much a finding matters where the user's rules say nothing else.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub summary: String,
    /// Why it matters to who uses the rows.
    pub why: String,
    /// What the check reads and compares.
    pub looks_at: String,
    /// A smallest case, before and after where that helps.
    pub example: String,
    /// What to do about it.
    pub remedy: String,
    /// Stage that reports it; the file's name.
    #[serde(skip_deserializing)]
    pub stage: String,
}

/// Why a line of a page got its role.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Readable id, as published in the ledger's `reason` column.
    pub slug: String,
    /// What the evidence is, in one line.
    pub summary: String,
    /// A line that gets its role for this reason.
    pub example: String,
}

/// All entries, by code and by slug.
#[derive(Debug, Default)]
pub struct Registry {
    codes: BTreeMap<String, Entry>,
    reasons: BTreeMap<String, Reason>,
}

/// Why the registry cannot be read; a defect of the program, never of its input.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// A file is not the TOML that an entry wants.
    #[error("codes/{file}.toml: {message}")]
    Malformed {
        /// The stage's file.
        file: &'static str,
        /// What the parser said.
        message: String,
    },
    /// Two entries claim one code or slug.
    #[error("codes/{file}.toml: {id} is taken by an earlier entry")]
    Repeated {
        /// The stage's file.
        file: &'static str,
        /// The code or slug.
        id: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    code: Vec<Entry>,
    #[serde(default)]
    reason: Vec<Reason>,
}

impl Registry {
    /// The embedded registry, read once.
    pub fn embedded() -> Result<&'static Self, &'static RegistryError> {
        static REGISTRY: OnceLock<Result<Registry, RegistryError>> = OnceLock::new();
        REGISTRY.get_or_init(|| Self::parse(FILES)).as_ref()
    }

    fn parse(files: &[(&'static str, &str)]) -> Result<Self, RegistryError> {
        let mut registry = Self::default();
        for &(file, text) in files {
            let parsed: File = toml::from_str(text).map_err(|e| RegistryError::Malformed {
                file,
                message: e.to_string(),
            })?;
            for mut entry in parsed.code {
                entry.stage = file.to_owned();
                let id = entry.code.clone();
                if registry.codes.insert(id.clone(), entry).is_some() {
                    return Err(RegistryError::Repeated { file, id });
                }
            }
            for reason in parsed.reason {
                let id = reason.slug.clone();
                if registry.reasons.insert(id.clone(), reason).is_some() {
                    return Err(RegistryError::Repeated { file, id });
                }
            }
        }
        Ok(registry)
    }

    /// The entry of a code, whatever the case it is typed in, or of a code's name.
    pub fn code(&self, id: &str) -> Option<&Entry> {
        self.codes
            .get(&id.to_ascii_uppercase())
            .or_else(|| self.codes.values().find(|e| e.name == id))
    }

    /// The reason behind a slug.
    pub fn reason(&self, slug: &str) -> Option<&Reason> {
        self.reasons.get(slug)
    }

    /// All codes in stage order, then by number.
    pub fn codes(&self) -> impl Iterator<Item = &Entry> {
        FILES
            .iter()
            .flat_map(|(stage, _)| self.codes.values().filter(move |e| e.stage == *stage))
    }

    /// All reasons, by slug.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.values()
    }
}

#[cfg(test)]
mod tests;
