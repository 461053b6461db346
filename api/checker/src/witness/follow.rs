//! Follows one log: reads its newest checkpoint, asks the keeper, and brings the cosignature to the log's server.

use std::fmt::Write;
use std::io;
use std::sync::Arc;

use ledger::Hash;
use ledger::checkpoint::{self, Checkpoint, Opened};
use ledger::note::KeyRing;
use ledger::tree::check_consistency;
use ledger::witness::{Head, Refusal, Request};
use reqwest::blocking::Client;

use super::changed;
use super::config::Log;
use super::keeper::{Answer, KEPT, Keeper, Last, ONE_SIZE, OTHER};
use crate::source::{CHECKPOINT, Source, client, unreadable};
use crate::trust::different;
use crate::{Fault, Message, Verdict};

pub struct Follower {
    keeper: Arc<Keeper>,
    origin: String,
    source: Source,
    client: Client,
    cosignatures: String,
    /// The note that the log's server has taken.
    posted: Option<Vec<u8>>,
    /// What was said last: the same is not said again each minute.
    said: Option<Message>,
}

pub enum Followed {
    Cosigned(u64),
    AsBefore,
    Forked,
}

impl Follower {
    pub fn new(log: &Log, keeper: &Arc<Keeper>) -> Result<Follower, Fault> {
        Ok(Follower {
            keeper: Arc::clone(keeper),
            origin: log.key.name().to_owned(),
            source: Source::new(&log.url)?,
            client: client(&log.cosignatures)?,
            cosignatures: log.cosignatures.clone(),
            posted: None,
            said: None,
        })
    }

    /// Follows once and says on the error stream what is new.
    pub fn tell(&mut self) {
        let message = match self.follow() {
            Ok(followed) => self.message(&followed),
            Err(fault) => Message::new(
                format!("{}: {}: {}", self.origin, fault.file, fault.message.id),
                format!("{}: {}", fault.file, fault.message.en),
            ),
        };
        if self.said.as_ref() != Some(&message) {
            eprintln!("{message}");
            self.said = Some(message);
        }
    }

    pub fn message(&self, followed: &Followed) -> Message {
        let origin = &self.origin;
        match followed {
            Followed::Cosigned(size) => Message::new(
                format!("{origin}: {size} isian disaksikan"),
                format!("{origin}: {size} entries witnessed"),
            ),
            Followed::AsBefore => {
                Message::new(format!("{origin}: tidak berubah"), format!("{origin}: as before"))
            }
            Followed::Forked => {
                let place = self.keeper.evidence(origin);
                let place = place.display();
                Message::new(
                    format!("{origin}: CATATAN BERCABANG. Buktinya di {place}. Tidak disaksikan lagi."),
                    format!(
                        "{origin}: THE LOG HAS FORKED. The evidence is in {place}. It is witnessed no more."
                    ),
                )
            }
        }
    }

    pub fn forked(&self) -> Verdict {
        let place = self.keeper.evidence(&self.origin).display().to_string();
        different(&place, self.message(&Followed::Forked), OTHER, KEPT)
    }

    pub fn follow(&mut self) -> Result<Followed, Fault> {
        let failed = |error: &io::Error| unreadable("state", error);
        if self.keeper.is_forked(&self.origin).map_err(|error| failed(&error))? {
            return Ok(Followed::Forked);
        }
        let opened = self.newest()?;
        let last = self.keeper.last(&self.origin).map_err(|error| failed(&error))?;
        let Checkpoint { size, root, .. } = opened.checkpoint;
        let head = Head { size, root };
        match &last.note {
            Some(note) if head == last.head => {
                self.post(note)?;
                Ok(Followed::AsBefore)
            }
            Some(_) if size <= last.head.size => self.older(&last, head, &opened),
            _ => self.newer(&last, head, &opened),
        }
    }

    /// The log's newest checkpoint, by its present key. Where the key was changed under its own signature, the new one
    /// is believed from then on; where it was lost, a person has to name the new one in the configuration.
    fn newest(&self) -> Result<Opened, Fault> {
        let bytes = self.source.checkpoint()?;
        let failed = |error: io::Error| unreadable("state", &error);
        let unknown = || Fault::new("log", Message::new("tidak diikuti", "is not followed"));
        let mut key = self.keeper.key_of(&self.origin).map_err(failed)?.ok_or_else(unknown)?;
        loop {
            let error = match checkpoint::open(&bytes, &self.origin, &KeyRing::new([key.clone()])) {
                Ok(opened) => return Ok(opened),
                Err(error) => error,
            };
            let last = self.keeper.last(&self.origin).map_err(failed)?;
            let Some(next) = changed::next(&self.source, &key, last.head)? else {
                let what = Message::new("bukan tanda batas catatan ini", error.to_string());
                return Err(Fault::new(CHECKPOINT, what));
            };
            self.keeper.change_key(&key, &next).map_err(failed)?;
            key = next;
        }
    }

    /// The log has grown: shows the keeper the way there.
    fn newer(&mut self, last: &Last, head: Head, opened: &Opened) -> Result<Followed, Fault> {
        let proof = self.source.consistency(last.head.size, head.size)?;
        let request = Request::new(last.head.size, proof.clone(), opened.note.clone())
            .map_err(|error| Fault::new(CHECKPOINT, Message::new("bukan tanda batas", error.to_string())))?;
        match self.keeper.consider(&request).map_err(|error| unreadable("state", &error))? {
            Answer::Cosigned { note, .. } => {
                self.post(&note)?;
                Ok(Followed::Cosigned(head.size))
            }
            Answer::Refused(Refusal::Inconsistent) => {
                let reason = self.contradiction(last.head, head, &proof)?;
                self.keep(last, opened, &reason)
            }
            // The log itself has sent a checkpoint in between.
            Answer::Refused(_) => Ok(Followed::AsBefore),
        }
    }

    /// The log shows a head that is older than the last one: behind a cache, or restored, or another history.
    fn older(&self, last: &Last, head: Head, opened: &Opened) -> Result<Followed, Fault> {
        if head.size == last.head.size {
            return self.keep(last, opened, ONE_SIZE);
        }
        let proof = self.source.consistency(head.size, last.head.size)?;
        let reason = self.contradiction(head, last.head, &proof)?;
        self.keep(last, opened, &reason)
    }

    /// How two signed heads contradict each other: the tiles make the later root, and another earlier one.
    /// Tiles that do not make the later root prove nothing, whoever sent them.
    fn contradiction(&self, earlier: Head, later: Head, proof: &[Hash]) -> Result<String, Fault> {
        let within = self.source.earlier_root(earlier.size, later.size)?;
        let made = check_consistency(earlier.size, &within, later.size, &later.root, proof);
        if made.is_err() {
            let id = "ubin tidak membentuk tanda batas yang ditandatangani";
            return Err(Fault::new("tile", Message::new(id, "the tiles do not make the signed checkpoint")));
        }
        if within == earlier.root {
            let id = "catatan menunjukkan tanda batas yang lebih lama daripada yang sudah disaksikan";
            return Err(Fault::new(
                CHECKPOINT,
                Message::new(id, "the log shows an older checkpoint than the witnessed one"),
            ));
        }
        let mut reason = format!(
            "The later checkpoint ({} entries) begins with another history: at {} entries its root is\n{within}\n\
             and the earlier checkpoint signs\n{}\nThe way from the former to the later root:\n",
            later.size, earlier.size, earlier.root
        );
        for hash in proof {
            let _ = writeln!(reason, "{hash}");
        }
        Ok(reason)
    }

    fn keep(&self, last: &Last, opened: &Opened, reason: &str) -> Result<Followed, Fault> {
        let (kept, other) = (last.note.as_deref().unwrap_or_default(), opened.note.to_string());
        let kept = self.keeper.keep_fork(&self.origin, kept, other.as_bytes(), reason);
        kept.map_err(|error| unreadable("evidence", &error))?;
        Ok(Followed::Forked)
    }

    /// Brings a cosigned note to the log's server, once.
    fn post(&mut self, note: &[u8]) -> Result<(), Fault> {
        if self.posted.as_deref() == Some(note) {
            return Ok(());
        }
        let answer = self.client.post(&self.cosignatures).body(note.to_vec()).send();
        let answer = answer.and_then(reqwest::blocking::Response::error_for_status);
        answer.map_err(|error| {
            let why = error.to_string();
            let id = format!("tanda tangan saksi belum diterima ({why})");
            Fault::new("cosignatures", Message::new(id, format!("the cosignature was not taken ({why})")))
        })?;
        self.posted = Some(note.to_vec());
        Ok(())
    }
}
