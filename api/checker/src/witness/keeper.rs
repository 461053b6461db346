//! What the witness remembers, and its one way to cosign: what it remembers is written down before it answers.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use ledger::checkpoint::{Checkpoint, Opened};
use ledger::note::{KeyRing, Note, Signature};
use ledger::witness::{Head, Refusal, Request, folder, judge};
use ledger::{SigningKey, VerifyingKey};

use super::config::Config;
use super::{durable, key};
use crate::source::unreadable;
use crate::{Fault, Message};

/// The last cosigned checkpoint, in the state folder.
const LAST: &str = "checkpoint";
/// The key that the log changed to, below the key that the configuration names.
const KEY: &str = "key";
/// The two signed checkpoints of a fork, in the evidence folder, and how they were found to contradict.
pub const KEPT: &str = "kept.checkpoint";
pub const OTHER: &str = "other.checkpoint";
const REASON: &str = "reason.txt";
pub const ONE_SIZE: &str = "Both checkpoints have one size and two roots.\n";
/// Refused checkpoints that are kept for each log; anybody may send one again and again.
const MOST_REFUSED: usize = 100;

pub struct Keeper {
    key: SigningKey,
    logs: Vec<VerifyingKey>,
    state: PathBuf,
    evidence: PathBuf,
    /// Comparing with the last head and writing the new one are one act.
    act: Mutex<()>,
    /// Two witnesses over one state would cosign two histories.
    _lock: File,
}

/// What the witness knows of a log.
pub struct Last {
    pub head: Head,
    /// The cosigned note; `None` before the first.
    pub note: Option<Vec<u8>>,
}

/// How a request ended.
pub enum Answer {
    Cosigned { lines: Vec<Signature>, note: Vec<u8> },
    Refused(Refusal),
}

impl Keeper {
    pub fn open(config: &Config) -> Result<Keeper, Fault> {
        let name = config.state.display().to_string();
        fs::create_dir_all(&config.state).map_err(|error| unreadable(&name, &error))?;
        let lock = File::create(config.state.join("lock")).map_err(|error| unreadable(&name, &error))?;
        lock.try_lock().map_err(|error| {
            let id = format!("folder dipakai saksi lain ({error})");
            Fault::new(&name, Message::new(id, format!("another witness uses the folder ({error})")))
        })?;
        Ok(Keeper {
            key: key::read(&config.key)?,
            logs: config.logs.iter().map(|log| log.key.clone()).collect(),
            state: config.state.clone(),
            evidence: config.evidence.clone(),
            act: Mutex::new(()),
            _lock: lock,
        })
    }

    /// The last head that was cosigned. A state that cannot be read is an error, never a fresh start.
    pub fn last(&self, origin: &str) -> io::Result<Last> {
        let Some(bytes) = durable::read(&self.state.join(folder(origin)), LAST)? else {
            return Ok(Last { head: Head::default(), note: None });
        };
        let ring = KeyRing::new([self.key.public().clone()]);
        let note = Note::parse(&bytes).map_err(io::Error::other)?;
        note.verify(&ring).map_err(io::Error::other)?;
        let Checkpoint { size, root, origin: named, .. } =
            note.unverified_text().parse().map_err(io::Error::other)?;
        if named != origin {
            return Err(io::Error::other("the state of another log"));
        }
        Ok(Last { head: Head { size, root }, note: Some(bytes) })
    }

    /// The key of a log that this witness believes now: that of the configuration, or the one that it was led to.
    pub fn key_of(&self, origin: &str) -> io::Result<Option<VerifyingKey>> {
        let Some(named) = self.logs.iter().find(|log| log.name() == origin) else { return Ok(None) };
        let written = durable::read(&self.state.join(folder(origin)), KEY)?.unwrap_or_default();
        let written = String::from_utf8(written).map_err(io::Error::other)?;
        match written.lines().collect::<Vec<_>>().as_slice() {
            // Somebody has since named another key in the configuration: that one counts.
            [from, to] if *from == named.to_string() => to.parse().map(Some).map_err(io::Error::other),
            [] | [_, _] => Ok(Some(named.clone())),
            _ => Err(io::Error::other("the state of a key that cannot be read")),
        }
    }

    /// From now on the log is known by this key only.
    pub fn change_key(&self, old: &VerifyingKey, new: &VerifyingKey) -> io::Result<()> {
        let _one_at_a_time = self.act.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = old.name();
        let named = self.logs.iter().find(|log| log.name() == origin);
        let named = named.ok_or_else(|| io::Error::other("a log that is not followed"))?;
        if self.key_of(origin)?.as_ref() != Some(old) {
            return Ok(());
        }
        durable::write(&self.state.join(folder(origin)), KEY, format!("{named}\n{new}\n").as_bytes())
    }

    /// The last cosigned note of the log with this folder name, for whoever monitors.
    pub fn shown(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match self.logs.iter().find(|log| folder(log.name()) == name) {
            Some(log) => Ok(self.last(log.name())?.note),
            None => Ok(None),
        }
    }

    pub fn is_forked(&self, origin: &str) -> io::Result<bool> {
        Ok(durable::read(&self.evidence(origin), KEPT)?.is_some())
    }

    /// Judges a request; cosigns what continues the last head, once that is written down.
    pub fn consider(&self, request: &Request) -> io::Result<Answer> {
        let origin = request.origin();
        let Some(log) = self.key_of(origin)? else {
            return Ok(Answer::Refused(Refusal::UnknownLog));
        };
        let _one_at_a_time = self.act.lock().unwrap_or_else(PoisonError::into_inner);
        let last = self.last(origin)?;
        let judged = judge(&last.head, request, &KeyRing::new([log]));
        match judged {
            Err(refusal @ (Refusal::NotSigned | Refusal::Malformed)) => Ok(Answer::Refused(refusal)),
            // A log that has shown two histories is believed no more.
            _ if self.is_forked(origin)? => Ok(Answer::Refused(Refusal::Inconsistent)),
            Err(Refusal::Inconsistent) => {
                self.refused(&last, request)?;
                Ok(Answer::Refused(Refusal::Inconsistent))
            }
            Err(refusal) => Ok(Answer::Refused(refusal)),
            Ok(opened) => self.cosign(&opened),
        }
    }

    fn cosign(&self, opened: &Opened) -> io::Result<Answer> {
        let text = opened.checkpoint.to_string();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(io::Error::other)?.as_secs();
        let line = self.key.cosign(&text, now.max(1)).map_err(io::Error::other)?;
        let mut note = Note::new(text).map_err(io::Error::other)?;
        let by_log = opened.note.signatures().iter().filter(|signature| {
            let mut signers = opened.signers.iter();
            signers.any(|signer| signer.key.name() == signature.name && signer.key.id() == signature.id)
        });
        by_log.cloned().for_each(|signature| note.add(signature));
        note.add(line.clone());
        let note = note.to_string().into_bytes();
        durable::write(&self.state.join(folder(&opened.checkpoint.origin)), LAST, &note)?;
        Ok(Answer::Cosigned { lines: vec![line], note })
    }

    /// Keeps a signed checkpoint that does not continue the last one. Two roots of one size are a fork; otherwise the
    /// way that was sent may be what is wrong, and anybody can send a wrong one.
    fn refused(&self, last: &Last, request: &Request) -> io::Result<()> {
        let bytes = request.checkpoint.to_string().into_bytes();
        let checkpoint: Checkpoint =
            request.checkpoint.unverified_text().parse().map_err(io::Error::other)?;
        if let (true, Some(kept)) = (checkpoint.size == last.head.size, &last.note) {
            return self.write_fork(&checkpoint.origin, kept, &bytes, ONE_SIZE);
        }
        let place = self.evidence(&checkpoint.origin).join("refused");
        if fs::read_dir(&place).map_or(0, Iterator::count) < MOST_REFUSED {
            durable::write(&place, &format!("{}-{}.checkpoint", checkpoint.size, checkpoint.root), &bytes)?;
        }
        Ok(())
    }

    /// Keeps both signed checkpoints of a fork. From then on the log gets no cosignature.
    pub fn keep_fork(&self, origin: &str, kept: &[u8], other: &[u8], reason: &str) -> io::Result<()> {
        let _one_at_a_time = self.act.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_forked(origin)? { Ok(()) } else { self.write_fork(origin, kept, other, reason) }
    }

    /// The file that says that there is a fork comes last.
    fn write_fork(&self, origin: &str, kept: &[u8], other: &[u8], reason: &str) -> io::Result<()> {
        let place = self.evidence(origin);
        durable::write(&place, OTHER, other)?;
        durable::write(&place, REASON, reason.as_bytes())?;
        durable::write(&place, KEPT, kept)
    }

    pub fn evidence(&self, origin: &str) -> PathBuf {
        self.evidence.join(folder(origin))
    }
}
