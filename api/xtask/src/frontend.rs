//! The app, built when its sources have changed and not otherwise.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;

use crate::Outcome;
use crate::children::Children;
use crate::npm::npm;
use crate::repository::Repository;

/// Folders that hold no source.
const NOT_SOURCE: [&str; 5] = ["node_modules", "dist", "e2e", "test-results", "playwright-report"];

/// npm's words for building the app.
pub(crate) const BUILD: [&str; 2] = ["run", "build"];

pub(crate) fn build(repository: &Repository, children: &Children) -> Outcome {
    let folder = repository.frontend();
    let stamp = repository.app().join(".sources");
    let read = |error: io::Error| format!("{} cannot be read: {error}.", folder.display());
    let sources = fingerprint(&folder).map_err(read)?;
    if fs::read_to_string(&stamp).is_ok_and(|built| built == sources) {
        return Ok(());
    }
    children.run(npm(&folder).args(BUILD))?;
    fs::write(&stamp, sources).map_err(|error| format!("{} cannot be written: {error}.", stamp.display()))
}

/// Changes with every file's name, size and time.
fn fingerprint(folder: &Path) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let entry = entry?;
            let skipped = NOT_SOURCE.iter().any(|name| entry.file_name() == *name);
            match entry.file_type()?.is_dir() {
                true if !skipped => folders.push(entry.path()),
                true => {}
                false => files.push(entry.path()),
            }
        }
    }
    files.sort();
    for file in files {
        let found = fs::metadata(&file)?;
        (file, found.len(), found.modified()?).hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_a_source_is_seen_and_one_of_a_product_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["src", "dist", "node_modules"] {
            fs::create_dir(at(name)).unwrap();
        }
        fs::write(at("src/main.ts"), "1").unwrap();
        let first = fingerprint(folder.path()).unwrap();
        fs::write(at("dist/main.js"), "1").unwrap();
        fs::write(at("node_modules/x.js"), "1").unwrap();
        assert_eq!(fingerprint(folder.path()).unwrap(), first);
        fs::write(at("src/main.ts"), "12").unwrap();
        let second = fingerprint(folder.path()).unwrap();
        assert_ne!(second, first);
        fs::remove_file(at("src/main.ts")).unwrap();
        assert_ne!(fingerprint(folder.path()).unwrap(), second);
    }
}
