//! What a witness is asked (C2SP tlog-witness) and what it answers. The caller keeps the state: comparing it with
//! a request and writing the new one are one transaction, durable before the cosignature leaves.

use std::fmt;

use crate::checkpoint::{self, Checkpoint, CheckpointError, Opened};
use crate::decimal;
use crate::hash::Hash;
use crate::note::{KeyRing, MAX_NOTE_BYTES, Note, Signature};
use crate::proof::MAX_HASHES;
use crate::tree::{check_consistency, empty_root};

/// What a log sends: the size that it believes the witness to have cosigned, the way from there, the new head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub old: u64,
    pub proof: Vec<Hash>,
    pub checkpoint: Note,
    origin: String,
}

/// Why a witness does not cosign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the request cannot be read, or its old size is above the new one")]
    Malformed,
    #[error("this witness does not follow the log")]
    UnknownLog,
    #[error("no trusted key of the log has signed the checkpoint")]
    NotSigned,
    #[error("this witness has cosigned the log at size {0}")]
    OtherSize(u64),
    /// The log has signed something that does not continue what it signed before: evidence to be kept.
    #[error("the checkpoint does not continue the one that this witness has cosigned")]
    Inconsistent,
}

impl Refusal {
    /// The status of HTTP that says so.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::NotSigned => 403,
            Self::UnknownLog => 404,
            Self::OtherSize(_) => 409,
            Self::Inconsistent => 422,
        }
    }
}

/// The head of a log that a witness cosigned last; of a log that it never cosigned, the empty tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub size: u64,
    pub root: Hash,
}

impl Default for Head {
    fn default() -> Self {
        Self { size: 0, root: empty_root() }
    }
}

impl Request {
    pub fn new(old: u64, proof: Vec<Hash>, checkpoint: Note) -> Result<Self, CheckpointError> {
        let origin = checkpoint.unverified_text().parse::<Checkpoint>()?.origin;
        Ok(Self { old, proof, checkpoint, origin })
    }

    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > 2 * MAX_NOTE_BYTES {
            return Err(Refusal::Malformed);
        }
        std::str::from_utf8(bytes).ok().and_then(read).ok_or(Refusal::Malformed)
    }

    /// The log that the checkpoint names; nothing is verified yet.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

fn read(text: &str) -> Option<Request> {
    let (head, checkpoint) = text.split_once("\n\n")?;
    let mut lines = head.split('\n');
    let old = decimal::parse(lines.next()?.strip_prefix("old ")?)?;
    let proof = lines.map(Hash::from_base64).collect::<Option<Vec<_>>>()?;
    if proof.len() > MAX_HASHES {
        return None;
    }
    Request::new(old, proof, Note::parse(checkpoint.as_bytes()).ok()?).ok()
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// Whether a witness with this last head may cosign. `log` holds the trusted keys of the log that the request
/// names; a log that has none is for the caller to refuse as unknown.
pub fn judge(head: &Head, request: &Request, log: &KeyRing) -> Result<Opened, Refusal> {
    let note = request.checkpoint.to_string();
    let opened = checkpoint::open(note.as_bytes(), request.origin(), log).map_err(|_| Refusal::NotSigned)?;
    let Checkpoint { size, root, .. } = opened.checkpoint;
    if request.old > size {
        return Err(Refusal::Malformed);
    }
    if request.old != head.size {
        return Err(Refusal::OtherSize(head.size));
    }
    check_consistency(head.size, &head.root, size, &root, &request.proof)
        .map_err(|_| Refusal::Inconsistent)?;
    Ok(opened)
}

/// The lines that a witness answers with.
pub fn write_cosignatures(signatures: &[Signature]) -> String {
    signatures.iter().map(|signature| format!("{signature}\n")).collect()
}

/// Reads the lines back; `None` when one of them is not a signature line. They still are to be verified.
pub fn read_cosignatures(text: &str) -> Option<Vec<Signature>> {
    text.strip_suffix('\n')?.split('\n').map(|line| line.parse().ok()).collect()
}
