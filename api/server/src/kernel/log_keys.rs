//! Files of the keys that sign the public logs: the first one of an agency may be a single file; each later one is made of
//! two halves, each laid down by a custodian who never sees the other's.
use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::key::{LENGTH, fresh, read, write_private};

/// Read when used, so that a key that was exchanged counts at once.
#[derive(Clone)]
pub struct LogKeys(PathBuf);

/// What a key is made of, and how many people it takes.
#[derive(Clone, Copy)]
pub struct LogSeed {
    pub seed: [u8; LENGTH],
    pub custodians: i16,
}

impl LogKeys {
    pub fn new(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Seed of the agency's single file; none while there is none.
    pub fn seed(&self, agency: &str) -> io::Result<Option<[u8; LENGTH]>> {
        half(&self.path(agency, "")?)
    }

    /// Seed of the key with this number, of two halves; none while one is missing. It is a hash over both: whoever lays
    /// down the second half cannot choose what comes out of it.
    pub fn shared(&self, agency: &str, number: i32) -> io::Result<Option<[u8; LENGTH]>> {
        let first = half(&self.path(agency, &format!("-{number}-1"))?)?;
        let second = half(&self.path(agency, &format!("-{number}-2"))?)?;
        let Some((first, second)) = first.zip(second) else { return Ok(None) };
        let mut hash = Sha256::new();
        hash.update(format!("terang/log-key/v1\n{agency}\n{number}\n"));
        hash.update(first);
        hash.update(second);
        Ok(Some(hash.finalize().into()))
    }

    /// Every seed that may be the key with this number.
    pub fn seeds(&self, agency: &str, number: i32) -> io::Result<Vec<LogSeed>> {
        let shared = self.shared(agency, number)?.map(|seed| LogSeed { seed, custodians: 2 });
        let single = self.seed(agency)?.map(|seed| LogSeed { seed, custodians: 1 });
        Ok(shared.into_iter().chain(single).collect())
    }

    /// Makes the agency's single file unless there is one.
    pub fn make(&self, agency: &str) -> io::Result<()> {
        make(&self.path(agency, "")?)
    }

    /// Makes one custodian's half of the key with this number; never over one that is there.
    pub fn make_half(&self, agency: &str, number: u16, custodian: u8) -> io::Result<PathBuf> {
        let path = self.path(agency, &format!("-{number}-{custodian}"))?;
        if !matches!(custodian, 1 | 2) || number == 0 {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "custodians are 1 and 2, numbers begin at 1",
            ));
        }
        if path.exists() {
            let why = format!("{} is there already", path.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
        }
        make(&path)?;
        Ok(path)
    }

    fn path(&self, agency: &str, which: &str) -> io::Result<PathBuf> {
        let plain = !agency.is_empty() && agency.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let refused = || io::Error::new(io::ErrorKind::InvalidInput, "not the code of an agency");
        plain.then(|| self.0.join(format!("log-{agency}{which}.key"))).ok_or_else(refused)
    }
}

fn half(path: &Path) -> io::Result<Option<[u8; LENGTH]>> {
    match fs::read_to_string(path) {
        Ok(text) => read(path, &text).map(|key| Some(*key.bytes())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whole or not at all under its name: another process may look for it at this moment.
fn make(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let part = path.with_extension(format!("new-{}", data_encoding::HEXLOWER.encode(&super::random::<8>())));
    write_private(&part, fresh().as_bytes())?;
    let named = fs::hard_link(&part, path);
    fs::remove_file(&part)?;
    match named {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::LogKeys;

    #[test]
    fn a_key_of_two_halves_needs_both_and_nobody_makes_one_twice() {
        let folder = std::env::temp_dir().join(format!("terang-halves-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir(&folder).unwrap();
        let keys = LogKeys::new(&folder);
        assert!(keys.shared("5473", 2).unwrap().is_none());
        let first = keys.make_half("5473", 2, 1).unwrap();
        assert!(keys.shared("5473", 2).unwrap().is_none(), "one half is nothing");
        keys.make_half("5473", 2, 2).unwrap();
        let seed = keys.shared("5473", 2).unwrap().unwrap();
        assert!(keys.make_half("5473", 2, 1).is_err() && keys.make_half("5473", 2, 3).is_err());
        assert_eq!(keys.shared("5473", 2).unwrap(), Some(seed));
        // Another first half is another key, and so are the same halves under another agency or number.
        let halves = [1, 2].map(|who| std::fs::read(folder.join(format!("log-5473-2-{who}.key"))).unwrap());
        for (other, number) in [("7501", 2), ("5473", 3)] {
            for (who, half) in (1..).zip(&halves) {
                std::fs::write(folder.join(format!("log-{other}-{number}-{who}.key")), half).unwrap();
            }
            assert_ne!(keys.shared(other, number).unwrap(), Some(seed));
        }
        std::fs::remove_file(first).unwrap();
        keys.make_half("5473", 2, 1).unwrap();
        assert_ne!(keys.shared("5473", 2).unwrap(), Some(seed));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
