//! The configuration of a witness. Paths in it count from its own folder.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ledger::VerifyingKey;
use serde::Deserialize;

use crate::source::unreadable;
use crate::{Fault, Message};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: PathBuf,
    state: PathBuf,
    evidence: PathBuf,
    listen: Option<SocketAddr>,
    #[serde(default = "a_minute")]
    poll_seconds: u64,
    #[serde(default, rename = "log")]
    logs: Vec<WrittenLog>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLog {
    vkey: String,
    url: String,
    cosignatures: Option<String>,
}

const fn a_minute() -> u64 {
    60
}

pub struct Config {
    pub key: PathBuf,
    pub state: PathBuf,
    pub evidence: PathBuf,
    pub listen: Option<SocketAddr>,
    pub poll: Duration,
    pub logs: Vec<Log>,
}

/// A log that is followed.
pub struct Log {
    pub key: VerifyingKey,
    pub url: String,
    /// Where its server takes cosignatures.
    pub cosignatures: String,
}

impl Config {
    pub fn read(path: &Path) -> Result<Config, Fault> {
        let name = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| unreadable(&name, &error))?;
        let wrong = |id: &str, en: String| Fault::new(&name, Message::new(id, en));
        let written: Written = toml::from_str(&text)
            .map_err(|error| wrong("bukan konfigurasi saksi yang benar", error.message().to_owned()))?;
        let mut logs: Vec<Log> = Vec::new();
        for log in written.logs {
            let key: VerifyingKey = log
                .vkey
                .parse()
                .map_err(|error: ledger::KeyError| wrong("kunci catatan salah", error.to_string()))?;
            if key.algorithm().cosigns() || logs.iter().any(|other| other.key.name() == key.name()) {
                let en = format!("{}: not the key of a log, or given twice", key.name());
                return Err(wrong("bukan kunci catatan, atau disebut dua kali", en));
            }
            let url = log.url.trim_end_matches('/').to_owned();
            let cosignatures = log.cosignatures.unwrap_or_else(|| format!("{url}/cosignatures"));
            logs.push(Log { key, url, cosignatures });
        }
        if logs.is_empty() || written.poll_seconds == 0 {
            let en = "there is no [[log]] to follow, or poll_seconds is 0".to_owned();
            return Err(wrong("tidak ada [[log]] yang diikuti, atau poll_seconds 0", en));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        Ok(Config {
            key: folder.join(written.key),
            state: folder.join(written.state),
            evidence: folder.join(written.evidence),
            listen: written.listen,
            poll: Duration::from_secs(written.poll_seconds),
            logs,
        })
    }
}
