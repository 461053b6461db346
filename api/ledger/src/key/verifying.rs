//! Public keys, and the check of what they signed.

use std::fmt;
use std::str::FromStr;

use ml_dsa::MlDsa44;
use ml_dsa::signature::Verifier;

use super::{Algorithm, KeyError, KeyId, is_name, split};
use crate::base64;
use crate::cosign;
use crate::hash::Hash;

#[derive(Clone)]
enum Key {
    Ed25519(ed25519_dalek::VerifyingKey),
    MlDsa44(Box<ml_dsa::VerifyingKey<MlDsa44>>),
}

impl Key {
    fn read(algorithm: Algorithm, public: &[u8]) -> Option<Self> {
        match algorithm {
            Algorithm::Ed25519 | Algorithm::Ed25519Cosignature => {
                let key = ed25519_dalek::VerifyingKey::from_bytes(public.try_into().ok()?).ok()?;
                // Under a weak key one signature is good for many texts.
                (!key.is_weak()).then_some(Self::Ed25519(key))
            }
            Algorithm::MlDsa44Cosignature => {
                let key = ml_dsa::VerifyingKey::decode(public.try_into().ok()?);
                Some(Self::MlDsa44(Box::new(key)))
            }
        }
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            Self::MlDsa44(key) => ml_dsa::Signature::<MlDsa44>::try_from(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
        }
    }
}

/// A public key under its owner's name. Known by name and id together.
#[derive(Clone)]
pub struct VerifyingKey {
    name: String,
    id: KeyId,
    algorithm: Algorithm,
    bytes: Vec<u8>,
    key: Key,
}

impl VerifyingKey {
    pub(super) fn new(name: &str, algorithm: Algorithm, public: &[u8]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let key = Key::read(algorithm, public).ok_or(KeyError::Format)?;
        let [a, b, c, d, ..] = Hash::of(&[name.as_bytes(), b"\n", &[algorithm.code()], public]).0;
        Ok(Self { name: name.to_owned(), id: KeyId([a, b, c, d]), algorithm, bytes: public.to_vec(), key })
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
        &self.bytes
    }

    /// Checks the bytes behind the key's id in a signature line. A cosignature tells its time.
    pub fn verify(&self, text: &str, signature: &[u8]) -> Result<Option<u64>, KeyError> {
        let (time, message, signature) = if self.algorithm.cosigns() {
            let (time, signature) = cosign::split(signature).ok_or(KeyError::Signature)?;
            let message = cosign::message(self.algorithm, &self.name, text, time);
            (Some(time), message.ok_or(KeyError::Signature)?, signature)
        } else {
            (None, text.as_bytes().to_vec(), signature)
        };
        if self.key.verifies(&message, signature) { Ok(time) } else { Err(KeyError::Signature) }
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.algorithm, &self.bytes) == (&other.name, other.algorithm, &other.bytes)
    }
}

impl Eq for VerifyingKey {}

/// The `vkey`.
impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[self.algorithm.code()], self.public_bytes()].concat();
        write!(f, "{}+{}+{}", self.name, self.id, base64::encode(&bytes))
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
