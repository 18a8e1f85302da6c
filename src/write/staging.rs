//! A dataset appears whole or not at all: it is built in a hidden folder beside its place, and
//! changes places with what stood there in one step.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::WriteError;

/// The manifest's name; it is what makes a folder a dataset.
pub const MANIFEST: &str = "datapackage.json";

/// A dataset that is being built.
#[derive(Debug)]
pub struct Staging {
    target: PathBuf,
    folder: TempDir,
    /// The hidden folder stands inside the target and its files move one by one: the target is a
    /// mount point, or its parent cannot be written.
    inside: bool,
}

impl Staging {
    /// Prepares to write the dataset `target`. An existing dataset is an error unless `force`; a
    /// folder with anything else in it always is, and nothing is touched.
    pub fn new(target: &Path, force: bool) -> Result<Self, WriteError> {
        let create = |source| WriteError::Create {
            path: target.to_path_buf(),
            source,
        };
        let exists = match fs::read_dir(target) {
            Ok(mut entries) => {
                let empty = entries.next().is_none();
                let dataset = target.join(MANIFEST).is_file();
                match (empty, dataset, force) {
                    (true, ..) => {}
                    (_, true, false) => return Err(WriteError::Exists(target.to_path_buf())),
                    (_, true, true) => {}
                    (_, false, _) => return Err(WriteError::NotADataset(target.to_path_buf())),
                }
                true
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(create(error)),
        };
        let target = if exists {
            target.canonicalize().map_err(create)?
        } else {
            std::path::absolute(target).map_err(create)?
        };
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            // The root of a file system has no place beside it.
            let folder = hidden("dataset").tempdir_in(&target).map_err(create)?;
            return Ok(Self {
                folder,
                target,
                inside: true,
            });
        };
        let name = name.to_string_lossy().into_owned();
        if !exists {
            fs::create_dir_all(parent).map_err(create)?;
        }
        match hidden(&name).tempdir_in(parent) {
            Ok(folder) => Ok(Self {
                folder,
                target,
                inside: false,
            }),
            Err(_) if exists => {
                let folder = hidden(&name).tempdir_in(&target).map_err(create)?;
                Ok(Self {
                    folder,
                    target,
                    inside: true,
                })
            }
            Err(error) => Err(create(error)),
        }
    }

    /// The folder to write into.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts the finished dataset in its place. Files of the old folder that are none of `ours` are
    /// kept; the old dataset's own files go.
    pub fn commit(self, ours: &dyn Fn(&str) -> bool) -> Result<(), WriteError> {
        let failed = |source| WriteError::Failed {
            path: self.target.clone(),
            source,
        };
        open_to_others(self.folder.path()).map_err(failed)?;
        sync_folder(self.folder.path());
        if self.inside {
            return self.move_files(ours);
        }
        if !self.target.exists() {
            fs::rename(self.folder.path(), &self.target).map_err(failed)?;
            // Renamed away: there is nothing left to clean up.
            let _ = self.folder.keep();
        } else {
            match exchange(self.folder.path(), &self.target) {
                Ok(()) => {
                    // The hidden folder now holds the old dataset, and goes with `self`.
                    keep_others(self.folder.path(), &self.target, ours).map_err(failed)?;
                }
                Err(_) => return self.move_files(ours),
            }
        }
        if let Some(parent) = self.target.parent() {
            sync_folder(parent);
        }
        Ok(())
    }

    /// Moves file by file, the manifest last: until it stands there, the folder is no dataset.
    fn move_files(&self, ours: &dyn Fn(&str) -> bool) -> Result<(), WriteError> {
        let failed = |source| WriteError::Failed {
            path: self.target.clone(),
            source,
        };
        match fs::remove_file(self.target.join(MANIFEST)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => sync_folder(&self.target),
        }
        let new = names(self.folder.path()).map_err(failed)?;
        for name in names(&self.target).map_err(failed)? {
            if ours(&name) && !new.contains(&name) {
                fs::remove_file(self.target.join(&name)).map_err(failed)?;
            }
        }
        for name in new.iter().filter(|n| *n != MANIFEST) {
            fs::rename(self.folder.path().join(name), self.target.join(name)).map_err(failed)?;
        }
        sync_folder(&self.target);
        fs::rename(
            self.folder.path().join(MANIFEST),
            self.target.join(MANIFEST),
        )
        .map_err(failed)?;
        sync_folder(&self.target);
        Ok(())
    }
}

/// A hidden folder whose name tells whose it is, should a killed run leave it behind.
fn hidden(name: &str) -> tempfile::Builder<'static, 'static> {
    let prefix: &'static str = Box::leak(format!(".{name}.partial-").into_boxed_str());
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    builder
}

/// Temporary folders are closed to others; a dataset is not.
#[cfg(unix)]
fn open_to_others(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // A probe made in the ordinary way has the permissions that the user's umask grants.
    let probe = folder.join(".probe");
    fs::create_dir(&probe)?;
    let mode = fs::metadata(&probe)?.permissions().mode();
    fs::remove_dir(&probe)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn open_to_others(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Swaps two folders in one step.
#[cfg(target_os = "linux")]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

/// Swaps two folders. Where the system has no such step, the old one is moved aside and back.
#[cfg(not(target_os = "linux"))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    let aside = new.with_extension("old");
    fs::rename(old, &aside)?;
    match fs::rename(new, old) {
        Ok(()) => fs::rename(&aside, new),
        Err(error) => {
            fs::rename(&aside, old)?;
            Err(error)
        }
    }
}

/// Moves what is not the dataset's own back to where the user put it.
fn keep_others(old: &Path, new: &Path, ours: &dyn Fn(&str) -> bool) -> io::Result<()> {
    for name in names(old)? {
        if !ours(&name) && !new.join(&name).exists() {
            fs::rename(old.join(&name), new.join(&name))?;
        }
    }
    Ok(())
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Makes renames in a folder durable where the system can; elsewhere they are as durable as it makes them.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str, text: &str) {
        fs::write(folder.join(name), text).expect("written");
    }

    fn ours(name: &str) -> bool {
        name == MANIFEST || name.starts_with("records.")
    }

    /// A dataset with a file beside it that is none of ours.
    fn old_dataset() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().expect("a folder");
        let target = home.path().join("dataset");
        fs::create_dir(&target).expect("created");
        for (name, text) in [
            (MANIFEST, "old"),
            ("records.csv", "old"),
            ("notes.txt", "mine"),
        ] {
            write(&target, name, text);
        }
        (home, target)
    }

    /// A dataset of another format on its way to the place of an old one.
    fn new_dataset(target: &Path) -> Staging {
        let staging = Staging::new(target, true).expect("staged");
        write(staging.folder(), MANIFEST, "new");
        write(staging.folder(), "records.jsonl", "new");
        staging
    }

    #[test]
    fn a_dataset_appears_only_when_committed() {
        let home = tempfile::tempdir().expect("a folder");
        let target = home.path().join("new/dataset");
        let staging = Staging::new(&target, false).expect("staged");
        write(staging.folder(), MANIFEST, "1");
        assert!(!target.exists());
        drop(staging);
        assert_eq!(
            names(&home.path().join("new")).expect("listed"),
            Vec::<String>::new()
        );

        let staging = Staging::new(&target, false).expect("staged");
        write(staging.folder(), MANIFEST, "1");
        staging.commit(&ours).expect("committed");
        assert_eq!(names(&target).expect("listed"), [MANIFEST]);
        assert_eq!(
            names(&home.path().join("new")).expect("listed"),
            ["dataset"]
        );
    }

    #[test]
    fn an_old_dataset_is_replaced_only_by_force_and_foreign_files_stay() {
        let (home, target) = old_dataset();
        assert!(matches!(
            Staging::new(&target, false),
            Err(WriteError::Exists(_))
        ));
        let staging = new_dataset(&target);
        assert_eq!(
            fs::read_to_string(target.join("records.csv")).expect("kept"),
            "old"
        );
        staging.commit(&ours).expect("committed");
        assert_eq!(
            names(&target).expect("listed"),
            [MANIFEST, "notes.txt", "records.jsonl"]
        );
        assert_eq!(
            fs::read_to_string(target.join(MANIFEST)).expect("read"),
            "new"
        );
        assert_eq!(names(home.path()).expect("listed"), ["dataset"]);
    }

    #[test]
    fn moving_file_by_file_gives_the_same_folder() {
        let (_home, target) = old_dataset();
        let staging = new_dataset(&target);
        staging.move_files(&ours).expect("moved");
        assert_eq!(
            names(&target).expect("listed"),
            [MANIFEST, "notes.txt", "records.jsonl"]
        );
    }

    #[test]
    fn a_folder_of_other_files_is_never_touched() {
        let home = tempfile::tempdir().expect("a folder");
        write(home.path(), "thesis.docx", "years of work");
        for force in [false, true] {
            assert!(matches!(
                Staging::new(home.path(), force),
                Err(WriteError::NotADataset(_))
            ));
        }
        let file = home.path().join("thesis.docx");
        assert!(matches!(
            Staging::new(&file.join("out"), true),
            Err(WriteError::Create { .. })
        ));
    }
}
