//! Proof files (C2SP tlog-proof): that an entry stands in a log, for whoever has the file and a policy.

use std::fmt;
use std::str::FromStr;

use crate::base64;
use crate::checkpoint::CheckpointError;
use crate::decimal;
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, Note, NoteError};
use crate::policy::{Judged, Policy};
use crate::tree::{ProofError, check_inclusion};

const HEAD: &str = "c2sp.org/tlog-proof@v1";
/// A way to the root of the largest tree has no more.
pub(crate) const MAX_HASHES: usize = 63;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    #[error("not a proof file")]
    Format,
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Proof(#[from] ProofError),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// What the log did not sign, such as a salt.
    pub extra: Option<Vec<u8>>,
    /// Place of the entry in the log, from 0.
    pub index: u64,
    pub hashes: Vec<Hash>,
    pub checkpoint: Note,
}

impl ProofFile {
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        if bytes.len() > 2 * MAX_NOTE_BYTES {
            return Err(ProofFileError::Format);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| ProofFileError::Format)?;
        text.parse()
    }

    /// Checks, in this order: the log's signature, the cosignatures, the entry's place.
    pub fn verify(&self, leaf: &Hash, origin: &str, policy: &Policy) -> Result<Judged, ProofFileError> {
        let judged = policy.open(self.checkpoint.to_string().as_bytes(), origin)?;
        let checkpoint = &judged.opened.checkpoint;
        check_inclusion(leaf, self.index, checkpoint.size, &self.hashes, &checkpoint.root)?;
        Ok(judged)
    }
}

impl FromStr for ProofFile {
    type Err = ProofFileError;

    fn from_str(text: &str) -> Result<Self, ProofFileError> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ProofFileError::Format)?;
        let (extra, index, hashes) = read(head).ok_or(ProofFileError::Format)?;
        let checkpoint = Note::parse(checkpoint.as_bytes())?;
        Ok(Self { extra, index, hashes, checkpoint })
    }
}

type Head = (Option<Vec<u8>>, u64, Vec<Hash>);

fn read(head: &str) -> Option<Head> {
    let mut lines = head.strip_prefix(HEAD)?.strip_prefix('\n')?.split('\n');
    let mut line = lines.next()?;
    let mut extra = None;
    if let Some(text) = line.strip_prefix("extra ") {
        extra = Some(base64::decode(text)?);
        line = lines.next()?;
    }
    let index = decimal::parse(line.strip_prefix("index ")?)?;
    let hashes = lines.map(Hash::from_base64).collect::<Option<Vec<_>>>()?;
    (hashes.len() <= MAX_HASHES).then_some((extra, index, hashes))
}

impl fmt::Display for ProofFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", base64::encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
