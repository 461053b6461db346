//! A witness: follows logs, cosigns what continues what it cosigned before, and keeps the evidence of a fork.

mod changed;
mod config;
mod durable;
mod follow;
mod keeper;
mod key;
mod serve;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crate::{Fault, Message, Verdict};
use config::Config;
use follow::{Followed, Follower};
use keeper::Keeper;

/// What `terang-check witness` is given.
#[derive(Debug, Clone, Default, clap::Args)]
#[group(required = true, multiple = true)]
pub struct Witness {
    /// Catatan yang diikuti, kunci dan folder. The logs to follow, the key and the folders (docs/CHECK.md).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["new_key", "key"])]
    pub config: Option<PathBuf>,
    /// Ikuti sekali saja, lalu selesai. Follow once and end.
    #[arg(long, requires = "config")]
    pub once: bool,
    /// Buat kunci dengan nama ini (alamat Anda). Make a key under this name (an address of yours).
    #[arg(long, value_name = "NAME")]
    pub new_key: Option<String>,
    /// Tempat kunci rahasia baru disimpan. Where the new private key is kept.
    #[arg(long, value_name = "FILE", default_value = "witness.key")]
    pub key: PathBuf,
    /// Kunci ML-DSA-44, yang lebih besar. A key of ML-DSA-44, which is larger.
    #[arg(long, requires = "new_key")]
    pub ml_dsa: bool,
}

pub fn witness(witness: &Witness) -> Verdict {
    let ending = match (&witness.new_key, &witness.config) {
        (Some(name), _) => key::make(name, &witness.key, witness.ml_dsa),
        (None, Some(config)) => run(config, witness.once),
        (None, None) => Err(Fault::new("--config", Message::new("tidak disebut", "is not given"))),
    };
    ending.unwrap_or_else(Verdict::from)
}

fn run(path: &Path, once: bool) -> Result<Verdict, Fault> {
    let config = Config::read(path)?;
    let keeper = Arc::new(Keeper::open(&config)?);
    let mut followers =
        config.logs.iter().map(|log| Follower::new(log, &keeper)).collect::<Result<Vec<_>, _>>()?;
    if once {
        return Ok(follow_once(&mut followers));
    }
    if let Some(address) = config.listen {
        serve::start(address, &keeper)?;
    }
    loop {
        for follower in &mut followers {
            follower.tell();
        }
        thread::sleep(config.poll);
    }
}

/// Ends with 0 when every log was seen and continues, with 1 at a fork, with 2 when something could not be read.
fn follow_once(followers: &mut [Follower]) -> Verdict {
    let mut notes = Vec::new();
    let mut faults = Vec::new();
    for follower in followers {
        match follower.follow() {
            Ok(Followed::Forked) => return follower.forked(),
            Ok(Followed::AsBefore) => notes.push(follower.message(&Followed::AsBefore)),
            Ok(cosigned) => notes.push(follower.message(&cosigned)),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Verdict::Same(notes) } else { Verdict::CouldNotTell(faults) }
}
