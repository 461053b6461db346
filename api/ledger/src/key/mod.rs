//! Keys of signed notes and their text forms: `vkey` for everybody, `skey` for its owner alone.

mod signing;
mod verifying;

use std::fmt;

use data_encoding::HEXLOWER;

use crate::base64;

pub use signing::{SEED_BYTES, SigningKey};
pub use verifying::VerifyingKey;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("a key's name is not empty and holds no white space, plus sign or control character")]
    Name,
    #[error("the text is not a key")]
    Format,
    #[error("the key is of a kind that this program does not know")]
    Algorithm,
    #[error("the key's number does not belong to it")]
    Id,
    #[error("this key does not make signatures of that kind")]
    Purpose,
    #[error("the signature is not this key's over this text")]
    Signature,
}

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// The text itself: the signature of a log.
    Ed25519,
    /// The text with a time: the cosignature of a witness.
    Ed25519Cosignature,
    /// Name, time, origin, size and root: a witness's cosignature that quantum computers are not known to forge.
    MlDsa44Cosignature,
}

impl Algorithm {
    const fn code(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::Ed25519Cosignature => 4,
            Self::MlDsa44Cosignature => 6,
        }
    }

    const fn of_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Ed25519),
            4 => Some(Self::Ed25519Cosignature),
            6 => Some(Self::MlDsa44Cosignature),
            _ => None,
        }
    }

    /// Whether keys of this kind belong to witnesses and not to logs.
    pub const fn cosigns(self) -> bool {
        !matches!(self, Self::Ed25519)
    }
}

/// The first bytes of a hash over name and key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c < ' ' || c == '+')
}

/// `name+id+base64(kind || key)`; base64 has plus signs of its own.
fn split(text: &str) -> Result<(&str, &str, Algorithm, Vec<u8>), KeyError> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyError::Format);
    };
    let bytes = base64::decode(key).ok_or(KeyError::Format)?;
    let (code, key) = bytes.split_first().ok_or(KeyError::Format)?;
    let algorithm = Algorithm::of_code(*code).ok_or(KeyError::Algorithm)?;
    Ok((name, id, algorithm, key.to_vec()))
}
