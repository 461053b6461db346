//! The key by which a NIK is found, and, while it is exchanged, the one before it. Until its first exchange it is the key
//! of all other look-ups.
use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::key::{Key, fresh, hashed, read, write_private};

const PURPOSE: &str = "nik";

#[derive(Clone)]
pub struct NikKeys {
    pub present: Key,
    pub old: Option<Key>,
}

/// How a row keeps a NIK's hash.
#[derive(Clone, Debug)]
pub struct NikHashes {
    pub lookup: Vec<u8>,
    /// By the key before, while it is exchanged.
    pub old: Option<Vec<u8>>,
}

impl NikHashes {
    /// By which the NIK may be found, whichever of the two a row has.
    pub fn all(self) -> Vec<Vec<u8>> {
        std::iter::once(self.lookup).chain(self.old).collect()
    }
}

impl NikKeys {
    pub fn open(folder: &Path, lookup: &Key) -> io::Result<Self> {
        let [present, old] = paths(folder);
        Ok(Self { present: there(&present)?.unwrap_or_else(|| lookup.clone()), old: there(&old)? })
    }

    /// Both hashes, as every writer keeps them: a row by one key alone would escape the unique index of the other.
    pub fn hashes(&self, nik: &str) -> NikHashes {
        let old = self.old.as_ref().map(|old| hashed(old, PURPOSE, nik));
        NikHashes { lookup: hashed(&self.present, PURPOSE, nik), old }
    }

    /// Every hash by which a NIK may be kept.
    pub fn all(&self, nik: &str) -> Vec<Vec<u8>> {
        self.hashes(nik).all()
    }

    /// Lays down a new key beside the present one, which becomes the old one. Servers read them when they start.
    pub fn exchange(&self, folder: &Path) -> io::Result<()> {
        let [present, old] = paths(folder);
        let text = format!("{}:{}", self.present.id, data_encoding::HEXLOWER.encode(self.present.bytes()));
        // The old one first: it must never be missing. It is written once, so a second exchange stops here.
        write_private(&old, text.as_bytes())?;
        let new = present.with_extension("key.new");
        write_private(&new, fresh().as_bytes())?;
        fs::rename(new, present)
    }

    /// Takes the old key away.
    pub fn drop_old(folder: &Path) -> io::Result<()> {
        let [_, old] = paths(folder);
        fs::remove_file(old)
    }
}

fn paths(folder: &Path) -> [PathBuf; 2] {
    ["nik.key", "nik.old.key"].map(|name| folder.join(name))
}

fn there(path: &Path) -> io::Result<Option<Key>> {
    match fs::read_to_string(path) {
        Ok(text) => read(path, &text).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
