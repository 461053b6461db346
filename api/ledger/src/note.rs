//! Signed notes (C2SP signed-note): a text, an empty line, and a line for each signature.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::base64;
use crate::key::{KeyId, VerifyingKey, is_name};

pub const MAX_SIGNATURES: usize = 64;
pub const MAX_NOTE_BYTES: usize = 1_000_000;
/// An em dash and a space.
const SIGNATURE_MARK: &str = "\u{2014} ";

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("the text is empty, does not end with a line feed, or holds a control character")]
    Text,
    #[error("not a signed note")]
    Format,
    #[error("the note is too long or has too many signatures")]
    TooLong,
    #[error("a known key's signature is wrong or stands there twice")]
    Signature,
    #[error("no known key has signed")]
    NoKnownKey,
}

/// One signature line. The name and id only say whose it claims to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub id: KeyId,
    /// What stands behind the id: for a cosignature the time and the signature.
    pub bytes: Vec<u8>,
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id.0, self.bytes.as_slice()].concat();
        write!(f, "{SIGNATURE_MARK}{} {}", self.name, base64::encode(&bytes))
    }
}

/// Reads a line without its line feed.
impl FromStr for Signature {
    type Err = NoteError;

    fn from_str(line: &str) -> Result<Self, NoteError> {
        let (name, bytes) = line
            .strip_prefix(SIGNATURE_MARK)
            .and_then(|line| line.split_once(' '))
            .filter(|(name, _)| is_name(name))
            .ok_or(NoteError::Format)?;
        let bytes = base64::decode(bytes).ok_or(NoteError::Format)?;
        match bytes.split_first_chunk::<4>() {
            Some((id, signature)) if !signature.is_empty() => {
                Ok(Self { name: name.to_owned(), id: KeyId(*id), bytes: signature.to_vec() })
            }
            _ => Err(NoteError::Format),
        }
    }
}

/// The keys that somebody trusts.
#[derive(Debug, Clone, Default)]
pub struct KeyRing(Vec<VerifyingKey>);

impl KeyRing {
    pub fn new(keys: impl IntoIterator<Item = VerifyingKey>) -> Self {
        Self(keys.into_iter().collect())
    }

    pub fn keys(&self) -> &[VerifyingKey] {
        &self.0
    }

    fn find(&self, signature: &Signature) -> Option<&VerifyingKey> {
        self.0.iter().find(|key| key.name() == signature.name && key.id() == signature.id)
    }
}

/// A signature that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub key: VerifyingKey,
    /// When a witness cosigned, in seconds since 1970.
    pub time: Option<u64>,
}

/// A note as it was read or is being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

impl Note {
    /// A note to sign. The text ends with a line feed.
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        if !text.ends_with('\n') || has_control(&text) {
            return Err(NoteError::Text);
        }
        Ok(Self { text, signatures: Vec::new() })
    }

    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong);
        }
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::Format)?;
        // The text may hold empty lines itself: the last one separates.
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Format)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Format)?;
        if has_control(note) {
            return Err(NoteError::Format);
        }
        if lines.split('\n').count() > MAX_SIGNATURES {
            return Err(NoteError::TooLong);
        }
        let signatures = lines.split('\n').map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    pub fn add(&mut self, signature: Signature) {
        self.signatures.push(signature);
    }

    /// Says nothing until `verify` has answered.
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Who of the ring has signed: at least one. Keys outside the ring are passed over; a wrong signature under a
    /// known key spoils the whole note.
    pub fn verify(&self, ring: &KeyRing) -> Result<Vec<Signer>, NoteError> {
        let mut seen = BTreeSet::new();
        let mut signers = Vec::new();
        for signature in &self.signatures {
            let Some(key) = ring.find(signature) else { continue };
            if !seen.insert((key.name(), key.id())) {
                return Err(NoteError::Signature);
            }
            let time = key.verify(&self.text, &signature.bytes).map_err(|_| NoteError::Signature)?;
            signers.push(Signer { key: key.clone(), time });
        }
        if signers.is_empty() { Err(NoteError::NoKnownKey) } else { Ok(signers) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| byte < b' ' && byte != b'\n')
}
