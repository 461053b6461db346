//! What a leaf hides: a record, and the salted commitment to it.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::canonical::{CanonicalError, canonical_json};
use crate::hash::Hash;

const DOMAIN: &[u8] = b"terang/leaf/v1\0";
pub const SALT_BYTES: usize = 32;

/// The random bytes of one leaf. Never used twice; never shown in a log line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; SALT_BYTES]);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// The hidden half of a fact. Whoever holds it and the salt can show what the leaf says.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Whom or what the fact is about: `<noun>:<id>`, e.g. `application:0198…`.
    pub subject: String,
    /// What happened, in the words of the leaf's kind.
    pub payload: Value,
    /// The code of the role in which somebody acted, e.g. `supervisor`; `system` for the machine itself.
    pub actor_role: String,
    /// The commitment of the subject's fact before this one, so that none can be left out unseen.
    pub previous: Option<Hash>,
}

/// Shows nothing of the content: a record may hold personal data.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Record(..)")
    }
}

impl Record {
    /// The bytes inside the commitment, also what is handed to the holder to check it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        let value = serde_json::to_value(self).map_err(|_| CanonicalError::Encoding)?;
        canonical_json(&value)
    }
}

/// `SHA-256("terang/leaf/v1" || 0x00 || salt || JCS(record))`.
pub fn commit(salt: &Salt, record: &Record) -> Result<Hash, CanonicalError> {
    Ok(Hash::of(&[DOMAIN, &salt.0, &record.to_bytes()?]))
}

/// Whether `record` with `salt` is what `commitment` was made from.
pub fn opens(commitment: &Hash, salt: &Salt, record: &Record) -> Result<bool, CanonicalError> {
    Ok(commit(salt, record)? == *commitment)
}
