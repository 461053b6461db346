//! What a proof file carries beside the proof: the leaf, and the record that opens it.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::canonical::{CanonicalError, canonical_json};
use crate::commitment::{Record, Salt, opens};
use crate::leaf::{Leaf, LeafError};
use crate::note::{Note, NoteError};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    #[error("not the extra data of a proof file, in canonical form")]
    Format,
    #[error("the record with its salt is not what the leaf was made from")]
    OtherRecord,
    #[error(transparent)]
    Leaf(#[from] LeafError),
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
}

/// The `extra` of a proof file. For its owner: it may show personal data.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    pub leaf: Leaf,
    pub record: Record,
    pub salt: Salt,
    /// The promise that was given before the leaf had its place.
    pub promise: Option<Note>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    leaf: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<String>,
    record: Record,
    salt: String,
}

impl Opening {
    pub fn encode(&self) -> Result<Vec<u8>, OpeningError> {
        let leaf = serde_json::from_slice(&self.leaf.encode()?).map_err(|_| OpeningError::Format)?;
        let wire = Wire {
            leaf,
            promise: self.promise.as_ref().map(Note::to_string),
            record: self.record.clone(),
            salt: HEXLOWER.encode(&self.salt.0),
        };
        let value = serde_json::to_value(wire).map_err(|_| OpeningError::Format)?;
        Ok(canonical_json(&value)?)
    }

    /// Reads the one canonical form, and checks that salt and record open the leaf's commitment.
    pub fn decode(bytes: &[u8]) -> Result<Self, OpeningError> {
        let wire: Wire = serde_json::from_slice(bytes).map_err(|_| OpeningError::Format)?;
        let leaf = Leaf::decode(&canonical_json(&wire.leaf)?)?;
        let salt = HEXLOWER.decode(wire.salt.as_bytes()).ok().and_then(|salt| salt.try_into().ok());
        let salt = Salt(salt.ok_or(OpeningError::Format)?);
        let promise = match wire.promise {
            Some(note) => Some(Note::parse(note.as_bytes())?),
            None => None,
        };
        let opening = Self { leaf, record: wire.record, salt, promise };
        if opening.encode()? != bytes {
            return Err(OpeningError::Format);
        }
        if !opens(opening.leaf.commit(), &opening.salt, &opening.record)? {
            return Err(OpeningError::OtherRecord);
        }
        Ok(opening)
    }
}
