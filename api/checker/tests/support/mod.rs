//! Folders for tests, the shipped bundles, and the program itself.
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![allow(clippy::indexing_slicing, reason = "a test that fails here should fail")]
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

pub mod record;
pub mod web;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A fresh folder below the target directory.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// A copy of a shipped bundle.
    pub fn copy(name: &str, of: &str) -> Folder {
        let folder = Folder::new(name);
        for entry in fs::read_dir(bundle(of)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.0.join(entry.file_name())).unwrap();
        }
        folder
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    pub fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(file), text).unwrap();
    }

    /// Replaces a text that must be there.
    pub fn replace(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} has no {from:?}");
        self.write(file, text.replacen(from, to, 1));
    }

    /// Runs `terang-check` with this folder as its working directory.
    pub fn check(&self, arguments: &str) -> Ended {
        let output = Command::new(env!("CARGO_BIN_EXE_terang-check"))
            .args(arguments.split_whitespace())
            .current_dir(&self.0)
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        Ended { ending: output.status.code().unwrap(), text: String::from_utf8(text).unwrap() }
    }
}

/// How the program ended, and all that it printed.
#[derive(Debug)]
pub struct Ended {
    pub ending: i32,
    pub text: String,
}

impl Ended {
    /// The ending, and that each of these stands in the text.
    #[track_caller]
    pub fn is(&self, ending: i32, texts: &[&str]) {
        assert_eq!(self.ending, ending, "{}", self.text);
        for text in texts {
            assert!(self.text.contains(text), "{text:?} is not in:\n{}", self.text);
        }
    }
}

pub fn bundle(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../selection/bundles").join(name)
}

/// The bundles that hold a ranking.
pub fn bundles() -> Vec<String> {
    let entries = fs::read_dir(bundle("")).unwrap().map(|entry| entry.unwrap());
    let ranked = entries.filter(|entry| entry.path().join("rules.json").exists());
    let mut names: Vec<String> = ranked.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
