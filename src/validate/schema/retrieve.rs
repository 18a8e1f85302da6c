//! References to other schema files: local files only, never the network.

use std::path::{Path, PathBuf};

use jsonschema::{Retrieve, Uri};
use serde_json::Value;

/// Reads `file:` references from disk and refuses all others.
#[derive(Debug)]
pub(super) struct LocalFiles;

impl Retrieve for LocalFiles {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let text = uri.as_str();
        let Some(path) = local_path(text) else {
            return Err(format!(
                "{text} is not fetched; save the schema as a local file and refer to it by a relative path"
            )
            .into());
        };
        let json =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        serde_json::from_str(&json).map_err(|e| format!("{}: {e}", path.display()).into())
    }
}

/// The `file:` URI of a path, which relative references count from.
pub(super) fn file_uri(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let mut uri = String::from("file://");
    for byte in path.to_str()?.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(byte as char);
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(uri)
}

fn local_path(uri: &str) -> Option<PathBuf> {
    let path = uri.strip_prefix("file://")?;
    let path = path.split('#').next()?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |b: u8| (b as char).to_digit(16);
            bytes.push((digit(rest.next()?)? * 16 + digit(rest.next()?)?) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::super::Schema;
    use super::*;

    #[test]
    fn a_path_survives_its_uri() {
        for path in ["/a/b.json", "/thư mục/lược đồ.json", "/a%20b#c.json"] {
            let uri = file_uri(Path::new(path)).expect("is text");
            assert_eq!(local_path(&uri), Some(PathBuf::from(path)));
        }
        assert_eq!(local_path("https://example.org/a.json"), None);
    }

    #[test]
    fn a_reference_to_a_file_beside_the_schema_resolves() {
        let dir = tempfile::tempdir().expect("temporary folder");
        let write = |name: &str, text: &str| {
            std::fs::write(dir.path().join(name), text).expect("writable");
        };
        write(
            "row.json",
            r#"{"properties": {"day": {"$ref": "types.json#/$defs/day"}}}"#,
        );
        write(
            "types.json",
            r#"{"$defs": {"day": {"type": "string", "format": "date"}}}"#,
        );
        let schema = Schema::open(&dir.path().join("row.json")).expect("resolves");
        assert!(schema.not_compiled().is_some());
        let mut tape = crate::validate::tape::Tape::default();
        for (row, valid) in [
            (r#"{"day": "2024-05-20"}"#, true),
            (r#"{"day": "20/5"}"#, false),
        ] {
            tape.clear();
            crate::validate::json::Parser::default()
                .parse(row, &mut tape)
                .expect("is JSON");
            assert_eq!(schema.accepts(tape.root(row)), valid, "{row}");
        }
        std::fs::remove_file(dir.path().join("types.json")).expect("removable");
        assert!(Schema::open(&dir.path().join("row.json")).is_err());
    }
}
