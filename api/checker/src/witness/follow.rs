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

use super::config::Log;
use super::keeper::{Answer, Keeper};
use crate::source::{CHECKPOINT, Source, client, unreadable};
use crate::trust::different;
use crate::{Fault, Message, Verdict};

pub struct Follower {
    keeper: Arc<Keeper>,
    ring: KeyRing,
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
            ring: KeyRing::new([log.key.clone()]),
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
        different(&place, self.message(&Followed::Forked), super::keeper::OTHER, super::keeper::KEPT)
    }

    pub fn follow(&mut self) -> Result<Followed, Fault> {
        let failed = |error: &io::Error| unreadable("state", error);
        if self.keeper.is_forked(&self.origin).map_err(|error| failed(&error))? {
            return Ok(Followed::Forked);
        }
        let bytes = self.source.checkpoint()?;
        let opened = checkpoint::open(&bytes, &self.origin, &self.ring).map_err(|error| {
            Fault::new(CHECKPOINT, Message::new("bukan tanda batas catatan ini", error.to_string()))
        })?;
        let last = self.keeper.last(&self.origin).map_err(|error| failed(&error))?;
        let Checkpoint { size, root, .. } = opened.checkpoint;
        let head = Head { size, root };
        let followed = match last.note {
            Some(note) if head == last.head => {
                self.post(note)?;
                return Ok(Followed::AsBefore);
            }
            Some(_) if size <= last.head.size => self.older(head, last.head, &opened)?,
            _ => self.newer(last.head, head, &opened)?,
        };
        Ok(followed)
    }

    /// The log has grown: shows the keeper the way there.
    fn newer(&mut self, last: Head, head: Head, opened: &Opened) -> Result<Followed, Fault> {
        let proof = self.source.consistency(last.size, head.size)?;
        let request = Request::new(last.size, proof.clone(), opened.note.clone())
            .map_err(|error| Fault::new(CHECKPOINT, Message::new("bukan tanda batas", error.to_string())))?;
        match self.keeper.consider(&request).map_err(|error| unreadable("state", &error))? {
            Answer::Cosigned { note, .. } => {
                self.post(note)?;
                Ok(Followed::Cosigned(head.size))
            }
            Answer::Refused(Refusal::Inconsistent) => self.forked_if(last, head, &proof, opened),
            // The log itself has sent a checkpoint in between.
            Answer::Refused(_) => Ok(Followed::AsBefore),
        }
    }

    /// The log shows a head that is older than the last one: behind a cache, or restored, or another history.
    fn older(&self, head: Head, last: Head, opened: &Opened) -> Result<Followed, Fault> {
        if head.size == last.size {
            return self.keep(opened, "one size, two roots\n");
        }
        let proof = self.source.consistency(head.size, last.size)?;
        self.forked_if(head, last, &proof, opened)?;
        Ok(Followed::Forked)
    }

    /// Whether two signed heads contradict each other: the tiles make the later root, and another earlier one.
    /// Tiles that do not make the later root prove nothing, whoever sent them.
    fn forked_if(
        &self,
        earlier: Head,
        later: Head,
        proof: &[Hash],
        opened: &Opened,
    ) -> Result<Followed, Fault> {
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
        self.keep(opened, &reason)
    }

    fn keep(&self, opened: &Opened, reason: &str) -> Result<Followed, Fault> {
        let other = opened.note.to_string();
        let kept = self.keeper.keep_fork(&self.origin, other.as_bytes(), reason);
        kept.map_err(|error| unreadable("evidence", &error))?;
        Ok(Followed::Forked)
    }

    /// Brings a cosigned note to the log's server, once.
    fn post(&mut self, note: Vec<u8>) -> Result<(), Fault> {
        if self.posted.as_ref() == Some(&note) {
            return Ok(());
        }
        let answer = self.client.post(&self.cosignatures).body(note.clone()).send();
        let answer = answer.and_then(reqwest::blocking::Response::error_for_status);
        answer.map_err(|error| {
            let why = error.to_string();
            let id = format!("tanda tangan saksi belum diterima ({why})");
            Fault::new("cosignatures", Message::new(id, format!("the cosignature was not taken ({why})")))
        })?;
        self.posted = Some(note);
        Ok(())
    }
}
