//! The witness's key file: made once, readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use ledger::{Algorithm, SigningKey};

use crate::source::unreadable;
use crate::{Fault, Message, Verdict};

pub fn make(name: &str, path: &Path, ml_dsa: bool) -> Result<Verdict, Fault> {
    let algorithm = if ml_dsa { Algorithm::MlDsa44Cosignature } else { Algorithm::Ed25519Cosignature };
    let file = path.display().to_string();
    let key = SigningKey::new(name, algorithm, &rand::random()).map_err(|error| {
        Fault::new(&file, Message::new("nama kunci tidak boleh dipakai", error.to_string()))
    })?;
    // Never over a key that exists: witnesses are known by theirs.
    let written = owners_alone().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(format!("{}\n", key.secret_text()).as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| {
        let (id, en) = (format!("tidak dapat ditulis ({error})"), format!("cannot be written ({error})"));
        Fault::new(&file, Message::new(id, en))
    })?;
    Ok(Verdict::Same(vec![
        Message::new(
            format!("Kunci rahasia disimpan di {file}. Berikan kunci umum ini kepada penyelenggara catatan:"),
            format!("The private key is in {file}. Give this public key to the log's operator:"),
        ),
        Message::new(key.public().to_string(), "vkey"),
    ]))
}

pub fn read(path: &Path) -> Result<SigningKey, Fault> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| unreadable(&name, &error))?;
    if is_open_to_others(path).map_err(|error| unreadable(&name, &error))? {
        let id = "kunci rahasia dapat dibaca orang lain: jalankan chmod 600";
        return Err(Fault::new(&name, Message::new(id, "others can read the private key: run chmod 600")));
    }
    let key: Option<SigningKey> = text.trim_end().parse().ok();
    key.filter(|key| key.public().algorithm().cosigns())
        .ok_or_else(|| Fault::new(&name, Message::new("bukan kunci saksi", "is not the key of a witness")))
}

/// Where files have no owner's mode, the folder's own protection counts.
#[cfg(unix)]
fn owners_alone() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn owners_alone() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> io::Result<bool> {
    Ok(false)
}
