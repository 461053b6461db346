//! Keys with ids: field encryption, keyed look-up, token signing. In development they lie in the data folder (0600).
use std::{fs, io, path::Path};

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{
    log_keys::LogKeys,
    nik_keys::NikKeys,
    problem::{INTERNAL, Problem},
};

/// Length of every key, in bytes.
pub(super) const LENGTH: usize = 32;
const NONCE: usize = 24;

/// One symmetric key and the id that is kept beside each of its uses.
#[derive(Clone)]
pub struct Key {
    pub id: String,
    bytes: [u8; LENGTH],
}

impl Key {
    pub fn bytes(&self) -> &[u8; LENGTH] {
        &self.bytes
    }
}

/// The keys of a running server.
#[derive(Clone)]
pub struct Keys {
    pub token: Key,
    pub lookup: Key,
    pub nik: NikKeys,
    pub field: Key,
    /// Identity (private key) that opens documents, and with it their recipient.
    pub documents: age::x25519::Identity,
    pub documents_id: String,
    pub logs: LogKeys,
}

impl Keys {
    /// Reads the keys from `folder`, making those that are missing.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let documents_path = folder.join("documents.age");
        if !documents_path.exists() {
            use age::secrecy::ExposeSecret;
            let text = age::x25519::Identity::generate().to_string().expose_secret().to_owned();
            write_private(&documents_path, text.as_bytes())?;
        }
        let documents: age::x25519::Identity =
            fs::read_to_string(&documents_path)?.trim().parse().map_err(io::Error::other)?;
        let recipient = documents.to_public().to_string();
        let lookup = open(folder, "lookup")?;
        Ok(Self {
            token: open(folder, "token")?,
            nik: NikKeys::open(folder, &lookup)?,
            lookup,
            field: open(folder, "field")?,
            documents_id: recipient.chars().skip(4).take(8).collect(),
            documents,
            logs: LogKeys::new(folder),
        })
    }

    /// Keyed hash under which `value` is found again; `purpose` keeps the spaces apart.
    pub fn look_up(&self, purpose: &str, value: &str) -> Vec<u8> {
        hashed(&self.lookup, purpose, value)
    }

    /// Encrypts one field; `place` (table.column) is bound to it, so that it cannot be moved elsewhere.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, Problem> {
        let nonce: [u8; NONCE] = super::random();
        let sealed = cipher(&self.field)
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place.as_bytes() })
            .map_err(|_| Problem::new(&INTERNAL).inside("sealing failed"))?;
        let id = self.field.id.as_bytes();
        Ok([id, &nonce, &sealed].concat())
    }

    /// Opens what `seal` made.
    pub fn unseal(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        let broken = || Problem::new(&INTERNAL).inside(format!("cannot unseal {place}"));
        let rest = sealed.strip_prefix(self.field.id.as_bytes()).ok_or_else(broken)?;
        let (nonce, body) = rest.split_at_checked(NONCE).ok_or_else(broken)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| broken())?;
        cipher(&self.field)
            .decrypt(&XNonce::from(nonce), Payload { msg: body, aad: place.as_bytes() })
            .map_err(|_| broken())
    }

    /// `seal` of a text.
    pub fn seal_text(&self, place: &str, plain: &str) -> Result<Vec<u8>, Problem> {
        self.seal(place, plain.as_bytes())
    }

    /// `unseal` to a text.
    pub fn unseal_text(&self, place: &str, sealed: &[u8]) -> Result<String, Problem> {
        String::from_utf8(self.unseal(place, sealed)?)
            .map_err(|_| Problem::new(&INTERNAL).inside(format!("not text: {place}")))
    }
}

pub(super) fn hashed(key: &Key, purpose: &str, value: &str) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key.bytes) else { return Vec::new() };
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(value.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&key.bytes.into())
}

/// A key file holds `id:hex`.
fn open(folder: &Path, name: &str) -> io::Result<Key> {
    let path = folder.join(format!("{name}.key"));
    if !path.exists() {
        write_private(&path, fresh().as_bytes())?;
    }
    read(&path, &fs::read_to_string(&path)?)
}

/// The content of a new key file.
pub(super) fn fresh() -> String {
    let id = data_encoding::HEXLOWER.encode(&super::random::<4>());
    format!("{id}:{}", data_encoding::HEXLOWER.encode(&super::random::<LENGTH>()))
}

pub(super) fn read(path: &Path, text: &str) -> io::Result<Key> {
    let broken = || io::Error::other(format!("{} is not a key file (expected id:hex)", path.display()));
    let (id, hex) = text.trim().split_once(':').ok_or_else(broken)?;
    let bytes = data_encoding::HEXLOWER.decode(hex.as_bytes()).map_err(|_| broken())?;
    Ok(Key { id: id.to_owned(), bytes: bytes.try_into().map_err(|_| broken())? })
}

/// Writes a new file that its owner alone may read.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(bytes)
}
