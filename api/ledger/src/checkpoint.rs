//! Checkpoints (C2SP tlog-checkpoint): the signed size and root of a log.

use std::fmt;
use std::str::FromStr;

use crate::decimal;
use crate::hash::Hash;
use crate::key::{KeyError, SigningKey, is_name};
use crate::note::{KeyRing, Note, NoteError, Signer};
use crate::tree::MAX_SIZE;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error("the text is not a checkpoint")]
    Format,
    #[error("the checkpoint is of another log")]
    Origin,
    #[error("the log itself has not signed")]
    NotByLog,
    #[error("signed by a key that the log had retired before")]
    Retired,
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// What a log says of itself at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name, and the name of its key.
    pub origin: String,
    pub size: u64,
    pub root: Hash,
    /// Lines that other logs may add; ours never does.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    pub fn new(origin: impl Into<String>, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        let origin = origin.into();
        if !is_name(&origin) || size > MAX_SIZE {
            return Err(CheckpointError::Format);
        }
        Ok(Self { origin, size, root, extensions: Vec::new() })
    }

    /// The checkpoint as a note with the log's signature.
    pub fn sign(&self, key: &SigningKey) -> Result<Note, CheckpointError> {
        if key.public().name() != self.origin {
            return Err(CheckpointError::Origin);
        }
        let mut note = Note::new(self.to_string())?;
        note.add(key.sign(note.unverified_text())?);
        Ok(note)
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, root, extensions } = self;
        write!(f, "{origin}\n{size}\n{}\n", root.to_base64())?;
        extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        read(text).ok_or(CheckpointError::Format)
    }
}

fn read(text: &str) -> Option<Checkpoint> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let origin = lines.next().filter(|origin| !origin.is_empty())?.to_owned();
    let size = decimal::parse(lines.next()?)?;
    let root = Hash::from_base64(lines.next()?)?;
    let extensions: Vec<String> = lines.map(str::to_owned).collect();
    let whole = extensions.iter().all(|line| !line.is_empty());
    whole.then_some(Checkpoint { origin, size, root, extensions })
}

/// A checkpoint whose signatures were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub checkpoint: Checkpoint,
    pub note: Note,
    /// The log, and every witness of the ring that cosigned.
    pub signers: Vec<Signer>,
}

/// Opens a checkpoint of the log `origin`. A key of the ring with that name must have signed it as the log.
pub fn open(bytes: &[u8], origin: &str, ring: &KeyRing) -> Result<Opened, CheckpointError> {
    let note = Note::parse(bytes)?;
    let signers = note.verify(ring)?;
    let checkpoint: Checkpoint = note.unverified_text().parse()?;
    if checkpoint.origin != origin {
        return Err(CheckpointError::Origin);
    }
    let by_log = |signer: &Signer| signer.key.name() == origin && !signer.key.algorithm().cosigns();
    if !signers.iter().any(by_log) {
        return Err(CheckpointError::NotByLog);
    }
    Ok(Opened { checkpoint, note, signers })
}
