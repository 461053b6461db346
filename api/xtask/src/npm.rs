//! npm packages, installed when their lock file has changed and not otherwise.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::children::Children;

/// Exactly what the lock file says; no script of a package is run.
pub(crate) const INSTALL: [&str; 4] = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];

/// Installs the packages of `folder`.
pub(crate) fn install(children: &Children, folder: &Path) -> Outcome {
    if is_installed(folder) {
        return Ok(());
    }
    children.run(npm(folder).args(INSTALL))?;
    fs::copy(folder.join("package-lock.json"), stamp(folder))
        .map(|_| ())
        .map_err(|error| format!("{} cannot be written: {error}.", stamp(folder).display()))
}

/// An npm command in `folder`.
pub(crate) fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder);
    command
}

/// The copy of the lock file in `node_modules` is written last: it stands for a whole installation.
fn is_installed(folder: &Path) -> bool {
    let installed = fs::read(stamp(folder)).ok();
    installed.is_some() && installed == fs::read(folder.join("package-lock.json")).ok()
}

fn stamp(folder: &Path) -> PathBuf {
    folder.join("node_modules/.terang-lock.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_installed_once_and_again_when_the_lock_changes() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("package-lock.json");
        let write_lock = |version: &str| {
            let text = format!(
                r#"{{"name":"a","version":"{version}","lockfileVersion":3,"packages":{{"":{{"name":"a","version":"{version}"}}}}}}"#
            );
            fs::write(&lock, text).unwrap();
            fs::write(folder.path().join("package.json"), format!(r#"{{"name":"a","version":"{version}"}}"#))
                .unwrap();
        };
        write_lock("1.0.0");
        fs::create_dir(folder.path().join("node_modules")).unwrap();
        assert!(!is_installed(folder.path()));
        fs::copy(&lock, stamp(folder.path())).unwrap();
        assert!(is_installed(folder.path()));
        write_lock("2.0.0");
        assert!(!is_installed(folder.path()));
    }

    #[test]
    fn a_failed_installation_is_told_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("package-lock.json"), "no lock").unwrap();
        let failed = install(&Children::default(), folder.path()).unwrap_err();
        assert!(failed.contains("npm ci"), "{failed}");
        assert!(!is_installed(folder.path()));
    }
}
