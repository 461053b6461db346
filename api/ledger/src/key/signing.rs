//! Private keys and what they sign.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::Signer;
use ml_dsa::MlDsa44;
use ml_dsa::signature::Keypair;

use super::{Algorithm, KeyError, VerifyingKey, split};
use crate::base64;
use crate::cosign;
use crate::note::Signature;

const SECRET_PREFIX: &str = "PRIVATE+KEY+";
pub const SEED_BYTES: usize = 32;

#[derive(Clone)]
enum Secret {
    Ed25519(Box<ed25519_dalek::SigningKey>),
    MlDsa44(Box<ml_dsa::SigningKey<MlDsa44>>),
}

impl Secret {
    fn public(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.verifying_key().as_bytes().to_vec(),
            Self::MlDsa44(key) => key.verifying_key().encode().to_vec(),
        }
    }

    fn seed(&self) -> &[u8] {
        match self {
            Self::Ed25519(key) => key.as_bytes(),
            Self::MlDsa44(key) => key.as_seed(),
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match self {
            Self::Ed25519(key) => Ok(key.sign(message).to_bytes().to_vec()),
            Self::MlDsa44(key) => {
                let signed = key.expanded_key().sign_deterministic(message, &[]);
                Ok(signed.map_err(|_| KeyError::Signature)?.encode().to_vec())
            }
        }
    }
}

/// A private key. Its bytes are erased when it is dropped, and are shown by nothing but `secret_text`.
#[derive(Clone)]
pub struct SigningKey {
    public: VerifyingKey,
    secret: Secret,
}

impl SigningKey {
    /// `seed` are 32 bytes of good randomness.
    pub fn new(name: &str, algorithm: Algorithm, seed: &[u8; SEED_BYTES]) -> Result<Self, KeyError> {
        let secret = match algorithm {
            Algorithm::Ed25519 | Algorithm::Ed25519Cosignature => {
                Secret::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(seed)))
            }
            Algorithm::MlDsa44Cosignature => {
                Secret::MlDsa44(Box::new(ml_dsa::SigningKey::from_seed(&(*seed).into())))
            }
        };
        let public = VerifyingKey::new(name, algorithm, &secret.public())?;
        Ok(Self { public, secret })
    }

    pub fn public(&self) -> &VerifyingKey {
        &self.public
    }

    /// The `skey`: for the file that keeps it, never for a log line.
    pub fn secret_text(&self) -> String {
        let public = &self.public;
        let bytes = [&[public.algorithm().code()], self.secret.seed()].concat();
        format!("{SECRET_PREFIX}{}+{}+{}", public.name(), public.id(), base64::encode(&bytes))
    }

    /// The signature of a log over a note's text.
    pub fn sign(&self, text: &str) -> Result<Signature, KeyError> {
        if self.public.algorithm().cosigns() {
            return Err(KeyError::Purpose);
        }
        Ok(self.signature(self.secret.sign(text.as_bytes())?))
    }

    /// The cosignature of a witness over a checkpoint's text, at `time` in seconds since 1970.
    pub fn cosign(&self, text: &str, time: u64) -> Result<Signature, KeyError> {
        let (algorithm, name) = (self.public.algorithm(), self.public.name());
        let message = cosign::message(algorithm, name, text, time).ok_or(KeyError::Purpose)?;
        Ok(self.signature(cosign::join(time, &self.secret.sign(&message)?)))
    }

    fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature { name: self.public.name().to_owned(), id: self.public.id(), bytes }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}+{})", self.public.name(), self.public.id())
    }
}

impl FromStr for SigningKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.strip_prefix(SECRET_PREFIX).ok_or(KeyError::Format)?;
        let (name, id, algorithm, seed) = split(text)?;
        let seed = seed.as_slice().try_into().map_err(|_| KeyError::Format)?;
        let key = Self::new(name, algorithm, seed)?;
        if key.public.id().to_string() == id { Ok(key) } else { Err(KeyError::Id) }
    }
}
