//! One file on its own: written whole or not at all.

use std::io::Write;
use std::path::Path;

use super::WriteError;

/// Writes `bytes` to `path` through a temporary file beside it; one that exists is replaced only
/// where `force` says so.
pub fn write_whole(path: &Path, bytes: &[u8], force: bool) -> Result<(), WriteError> {
    if !force && path.exists() {
        return Err(WriteError::FileExists(path.to_path_buf()));
    }
    let create = |source| WriteError::Create {
        path: path.to_path_buf(),
        source,
    };
    let failed = |source| WriteError::Failed {
        path: path.to_path_buf(),
        source,
    };
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(create)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    #[cfg(unix)]
    {
        // Temporary files are private; this one is to be read as any other.
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(mode).map_err(failed)?;
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_replaced_only_when_told() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("bang.tsv");
        write_whole(&path, b"mot", false).expect("writes");
        assert!(matches!(
            write_whole(&path, b"hai", false),
            Err(WriteError::FileExists(_))
        ));
        write_whole(&path, b"hai", true).expect("replaces");
        assert_eq!(std::fs::read(&path).expect("reads"), b"hai");
        assert_eq!(std::fs::read_dir(dir.path()).expect("lists").count(), 1);
        let nowhere = dir.path().join("khong/bang.tsv");
        assert!(matches!(
            write_whole(&nowhere, b"mot", false),
            Err(WriteError::Create { .. })
        ));
    }
}
