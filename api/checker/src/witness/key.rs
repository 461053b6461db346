//! The witness's key file: made once, readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
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
    let written =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).and_then(|mut file| {
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
    let mode = fs::metadata(path).map_err(|error| unreadable(&name, &error))?.permissions().mode();
    if mode & 0o077 != 0 {
        let id = "kunci rahasia dapat dibaca orang lain: jalankan chmod 600";
        return Err(Fault::new(&name, Message::new(id, "others can read the private key: run chmod 600")));
    }
    let key: Option<SigningKey> = text.trim_end().parse().ok();
    key.filter(|key| key.public().algorithm().cosigns())
        .ok_or_else(|| Fault::new(&name, Message::new("bukan kunci saksi", "is not the key of a witness")))
}
