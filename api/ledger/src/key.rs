//! Keys of signed notes and their text forms: `vkey` for everybody, `skey` for its owner alone.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::Signer;

use crate::cosign;
use crate::hash::Hash;
use crate::note::Signature;

const SECRET_PREFIX: &str = "PRIVATE+KEY+";
const SEED_BYTES: usize = 32;

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
}

impl Algorithm {
    const fn code(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::Ed25519Cosignature => 4,
        }
    }

    const fn of_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Ed25519),
            4 => Some(Self::Ed25519Cosignature),
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

/// A public key under its owner's name. Known by name and id together.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    id: KeyId,
    algorithm: Algorithm,
    key: ed25519_dalek::VerifyingKey,
}

impl VerifyingKey {
    fn new(name: &str, algorithm: Algorithm, public: &[u8]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let bytes = public.try_into().map_err(|_| KeyError::Format)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Format)?;
        // Under such a key one signature is good for many texts.
        if key.is_weak() {
            return Err(KeyError::Format);
        }
        let [a, b, c, d, ..] = Hash::of(&[name.as_bytes(), b"\n", &[algorithm.code()], public]).0;
        Ok(Self { name: name.to_owned(), id: KeyId([a, b, c, d]), algorithm, key })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn id(&self) -> KeyId {
        self.id
    }

    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key itself, whatever its name.
    pub fn public_bytes(&self) -> &[u8] {
        self.key.as_bytes()
    }

    /// Checks the bytes behind the key's id in a signature line. A cosignature tells its time.
    pub fn verify(&self, text: &str, signature: &[u8]) -> Result<Option<u64>, KeyError> {
        match self.algorithm {
            Algorithm::Ed25519 => self.verify_bytes(text.as_bytes(), signature).map(|()| None),
            Algorithm::Ed25519Cosignature => {
                let (time, signature) = cosign::split(signature).ok_or(KeyError::Signature)?;
                self.verify_bytes(&cosign::message(text, time), signature).map(|()| Some(time))
            }
        }
    }

    fn verify_bytes(&self, message: &[u8], signature: &[u8]) -> Result<(), KeyError> {
        let signature = ed25519_dalek::Signature::from_slice(signature).map_err(|_| KeyError::Signature)?;
        self.key.verify_strict(message, &signature).map_err(|_| KeyError::Signature)
    }
}

/// The `vkey`.
impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[self.algorithm.code()], self.public_bytes()].concat();
        write!(f, "{}+{}+{}", self.name, self.id, BASE64.encode(&bytes))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({self})")
    }
}

impl FromStr for VerifyingKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, id, algorithm, public) = split(text)?;
        let key = Self::new(name, algorithm, &public)?;
        if key.id.to_string() == id { Ok(key) } else { Err(KeyError::Id) }
    }
}

/// `name+id+base64(kind || key)`; base64 has plus signs of its own.
fn split(text: &str) -> Result<(&str, &str, Algorithm, Vec<u8>), KeyError> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyError::Format);
    };
    let bytes = BASE64.decode(key.as_bytes()).map_err(|_| KeyError::Format)?;
    let (code, key) = bytes.split_first().ok_or(KeyError::Format)?;
    let algorithm = Algorithm::of_code(*code).ok_or(KeyError::Algorithm)?;
    Ok((name, id, algorithm, key.to_vec()))
}

/// A private key. Its bytes are erased when it is dropped, and are shown by nothing but `secret_text`.
#[derive(Clone)]
pub struct SigningKey {
    public: VerifyingKey,
    secret: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// `seed` are 32 bytes of good randomness.
    pub fn new(name: &str, algorithm: Algorithm, seed: &[u8; SEED_BYTES]) -> Result<Self, KeyError> {
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = VerifyingKey::new(name, algorithm, secret.verifying_key().as_bytes())?;
        Ok(Self { public, secret })
    }

    pub fn public(&self) -> &VerifyingKey {
        &self.public
    }

    /// The `skey`: for the file that keeps it, never for a log line.
    pub fn secret_text(&self) -> String {
        let VerifyingKey { name, id, algorithm, .. } = &self.public;
        let bytes = [&[algorithm.code()], &self.secret.as_bytes()[..]].concat();
        format!("{SECRET_PREFIX}{name}+{id}+{}", BASE64.encode(&bytes))
    }

    /// The signature of a log over a note's text.
    pub fn sign(&self, text: &str) -> Result<Signature, KeyError> {
        if self.public.algorithm != Algorithm::Ed25519 {
            return Err(KeyError::Purpose);
        }
        Ok(self.signature(self.secret.sign(text.as_bytes()).to_bytes().to_vec()))
    }

    /// The cosignature of a witness over a checkpoint's text, at `time` in seconds since 1970.
    pub fn cosign(&self, text: &str, time: u64) -> Result<Signature, KeyError> {
        if self.public.algorithm != Algorithm::Ed25519Cosignature {
            return Err(KeyError::Purpose);
        }
        let signature = self.secret.sign(&cosign::message(text, time)).to_bytes();
        Ok(self.signature(cosign::join(time, &signature)))
    }

    fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature { name: self.public.name.clone(), id: self.public.id, bytes }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}+{})", self.public.name, self.public.id)
    }
}

impl FromStr for SigningKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.strip_prefix(SECRET_PREFIX).ok_or(KeyError::Format)?;
        let (name, id, algorithm, seed) = split(text)?;
        let seed = seed.as_slice().try_into().map_err(|_| KeyError::Format)?;
        let key = Self::new(name, algorithm, seed)?;
        if key.public.id.to_string() == id { Ok(key) } else { Err(KeyError::Id) }
    }
}
