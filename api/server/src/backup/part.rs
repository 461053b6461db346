//! One file of a backup: written with its hash, read only when the hash is right.
use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use age::stream::{StreamReader, StreamWriter};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{file_error, lock::Lock};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Below the backup's folder.
    pub file: String,
    pub bytes: u64,
    pub sha256: String,
}

impl Part {
    /// The place of the part; a name that leads out of the folder is refused.
    pub fn place(&self, folder: &Path) -> Result<PathBuf, String> {
        inside(folder, &self.file)
    }

    /// Reads the whole file and compares.
    pub fn check(&self, folder: &Path) -> Result<(), String> {
        let place = self.place(folder)?;
        let mut file = File::open(&place).map_err(file_error(&place))?;
        let mut hashing = Hashing::new(io::sink());
        io::copy(&mut file, &mut hashing).map_err(file_error(&place))?;
        let found = hashing.part(&self.file);
        if found == *self {
            Ok(())
        } else {
            Err(format!("{} is not as it was written: size or hash differ from the manifest", self.file))
        }
    }
}

pub fn inside(folder: &Path, file: &str) -> Result<PathBuf, String> {
    let relative = Path::new(file);
    let plain = relative.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if plain { Ok(folder.join(relative)) } else { Err(format!("the name {file:?} leads out of the backup")) }
}

pub fn hash_of(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Counts and hashes what goes through it.
struct Hashing<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W> Hashing<W> {
    fn new(inner: W) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    fn part(&self, file: &str) -> Part {
        let sha256 = data_encoding::HEXLOWER.encode(&self.hash.clone().finalize());
        Part { file: file.to_owned(), bytes: self.bytes, sha256 }
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(u64::try_from(written).unwrap_or(u64::MAX));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn create(folder: &Path, file: &str) -> Result<(PathBuf, File), String> {
    use std::os::unix::fs::OpenOptionsExt;
    let place = inside(folder, file)?;
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent).map_err(file_error(parent))?;
    }
    let made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&place);
    Ok((place.clone(), made.map_err(file_error(&place))?))
}

/// Writes a file as it is.
pub fn write_whole(folder: &Path, file: &str, bytes: &[u8]) -> Result<Part, String> {
    let (place, mut made) = create(folder, file)?;
    made.write_all(bytes).and_then(|()| made.sync_all()).map_err(file_error(&place))?;
    Ok(Part {
        file: file.to_owned(),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        sha256: hash_of(bytes),
    })
}

/// A part that is packed and then encrypted while it is written.
pub struct Sealing {
    place: PathBuf,
    file: String,
    writer: GzEncoder<StreamWriter<Hashing<BufWriter<File>>>>,
}

impl Sealing {
    pub fn create(folder: &Path, file: &str, lock: &Lock) -> Result<Self, String> {
        let (place, made) = create(folder, file)?;
        let sealed = lock.seal(Hashing::new(BufWriter::new(made)))?;
        Ok(Self { writer: GzEncoder::new(sealed, Compression::fast()), place, file: file.to_owned() })
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.writer.write_all(bytes).map_err(file_error(&self.place))
    }

    pub fn finish(self) -> Result<Part, String> {
        let Self { writer, place, file } = self;
        let done = writer.finish().and_then(StreamWriter::finish).and_then(|mut hashing| {
            hashing.flush()?;
            hashing.inner.get_ref().sync_all()?;
            Ok(hashing.part(&file))
        });
        done.map_err(file_error(&place))
    }
}

/// What `Sealing` wrote, unpacked.
pub type Opened = GzDecoder<StreamReader<BufReader<File>>>;

pub fn open(folder: &Path, part: &Part, lock: &Lock) -> Result<Opened, String> {
    let place = part.place(folder)?;
    let file = File::open(&place).map_err(file_error(&place))?;
    Ok(GzDecoder::new(lock.open(BufReader::new(file))?))
}

pub fn read_all(folder: &Path, part: &Part, lock: &Lock) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    open(folder, part, lock)?.read_to_end(&mut bytes).map_err(|error| format!("{}: {error}", part.file))?;
    Ok(bytes)
}
