//! What the machine's owner does with keys: `terang log-key` and `terang nik-key`.
use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::{
    applications::{NikKeyProgress, nik_key_progress},
    config,
    kernel::{Clock, log_keys::LogKeys, nik_keys::NikKeys},
    serve,
};

/// One custodian's half.
#[derive(Args, Clone, Debug)]
pub struct LogKeyArguments {
    /// Folder of the key files
    #[arg(long, env = "TERANG_KEYS")]
    keys: PathBuf,
    /// Code of the agency
    #[arg(long)]
    log: String,
    /// Number of the key: 1 for the first, 2 for what comes after it
    #[arg(long)]
    number: u16,
    /// Whose half: 1 or 2
    #[arg(long)]
    custodian: u8,
}

pub fn log_key(wanted: &LogKeyArguments) -> Result<(), String> {
    let made = LogKeys::new(&wanted.keys).make_half(&wanted.log, wanted.number, wanted.custodian);
    let made = made.map_err(|error| format!("cannot make the half of a key: {error}"))?;
    println!("{}", made.display());
    Ok(())
}

#[derive(Args, Clone, Debug)]
pub struct NikKeyArguments {
    #[command(subcommand)]
    act: NikKeyAct,
    #[command(flatten)]
    settings: config::Arguments,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum NikKeyAct {
    /// Lay down a new key beside the present one; then copy both to all servers and restart them
    Exchange,
    /// How much is left
    Status,
    /// Take the old key away once nothing is found by it alone; then do so on all servers and restart them
    Drop,
}

pub fn nik_key(wanted: &NikKeyArguments) -> Result<(), String> {
    let config = config::Config::read(&wanted.settings)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let state = serve::state(&config, Clock::system())?;
    let left = runtime.block_on(nik_key_progress(&state)).map_err(|problem| problem.to_string())?;
    let keys = &state.keys().nik;
    let failed = |error: std::io::Error| format!("cannot write to {}: {error}", config.keys.display());
    match wanted.act {
        NikKeyAct::Status => {}
        NikKeyAct::Exchange => {
            refuse(may_exchange(keys, left))?;
            keys.exchange(&config.keys).map_err(failed)?;
        }
        NikKeyAct::Drop => {
            refuse(may_drop(keys, left))?;
            NikKeys::drop_old(&config.keys).map_err(failed)?;
        }
    }
    let NikKeyProgress { left_over, with_old } = left;
    println!("by the old key only: {left_over}; by the old key too: {with_old}");
    Ok(())
}

fn refuse(reason: Option<&str>) -> Result<(), String> {
    reason.map_or(Ok(()), |reason| Err(reason.to_owned()))
}

fn may_exchange(keys: &NikKeys, left: NikKeyProgress) -> Option<&'static str> {
    if keys.old.is_some() {
        return Some("the exchange before is not done: terang nik-key status, then terang nik-key drop");
    }
    let rest = left != NikKeyProgress { left_over: 0, with_old: 0 };
    rest.then_some(
        "rows still keep hashes by an earlier key: the job takes them away within minutes after the restart",
    )
}

fn may_drop(keys: &NikKeys, left: NikKeyProgress) -> Option<&'static str> {
    match keys.old {
        None => Some("there is no old key here"),
        Some(_) if left.left_over > 0 => {
            Some("there are people who are found by the old key only: the job is not done")
        }
        Some(_) => None,
    }
}
