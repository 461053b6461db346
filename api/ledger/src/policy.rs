//! Policies (C2SP tlog-policy): which logs somebody trusts, and which witnesses must have cosigned.

use std::collections::{BTreeMap, BTreeSet};

use crate::checkpoint::{self, Checkpoint, CheckpointError, Opened};
use crate::decimal;
use crate::key::VerifyingKey;
use crate::note::{KeyRing, Note};
use crate::promise::{Promise, PromiseError};
use crate::retired::{RETIRED_LOG, Retired};

const MAX_POLICY_BYTES: usize = 1_000_000;

/// The line, from 1, and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct PolicyError {
    pub line: usize,
    pub problem: PolicyProblem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyProblem {
    #[error("a character that is not allowed, or the last line is not ended")]
    Character,
    #[error("not `log`, `witness`, `group` or `quorum` with what belongs to it")]
    Line,
    #[error("not a key, or a key of another kind")]
    Key,
    #[error("a name or key that stands in the policy already")]
    Twice,
    #[error("a name that no earlier line defines")]
    Unknown,
    #[error("a threshold outside 1 to the number of members")]
    Threshold,
    #[error("there is not exactly one quorum")]
    Quorum,
    #[error("not a key that a log of the policy has retired, or not in the order in which they were retired")]
    Retired,
    #[error("the policy is longer than 1,000,000 bytes")]
    TooLong,
}

/// A log or witness that the policy names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub key: VerifyingKey,
    /// Where it is reached.
    pub url: Option<String>,
}

/// What a name of the policy stands for; members are places of earlier definitions.
#[derive(Debug, Clone)]
enum Definition {
    Witness(Box<Party>),
    Group { threshold: usize, members: Vec<usize> },
}

#[derive(Debug, Clone, Default)]
pub struct Policy {
    logs: Vec<Party>,
    retired: Vec<Retired>,
    definitions: Vec<Definition>,
    /// `None`: no cosignature is needed.
    quorum: Option<usize>,
}

/// A checkpoint as the policy sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub opened: Opened,
    /// Whether the quorum has cosigned.
    pub quorum_met: bool,
}

impl Policy {
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        let whole = |problem| PolicyError { line: 1, problem };
        if bytes.len() > MAX_POLICY_BYTES {
            return Err(whole(PolicyProblem::TooLong));
        }
        let text = bytes.strip_suffix(b"\n").ok_or(whole(PolicyProblem::Character))?;
        let mut reading = Reading::default();
        let mut last = 1;
        for (line, text) in (1..).zip(text.split(|byte| *byte == b'\n')) {
            reading.line(text).map_err(|problem| PolicyError { line, problem })?;
            last = line;
        }
        if reading.quorum {
            Ok(reading.policy)
        } else {
            Err(PolicyError { line: last, problem: PolicyProblem::Quorum })
        }
    }

    pub fn logs(&self) -> &[Party] {
        &self.logs
    }

    pub fn log(&self, origin: &str) -> Option<&Party> {
        self.logs.iter().find(|log| log.key.name() == origin)
    }

    /// The keys that a log has signed with before, the oldest first.
    pub fn retired(&self, origin: &str) -> impl Iterator<Item = &Retired> {
        self.retired.iter().filter(move |retired| retired.key.name() == origin)
    }

    pub fn witnesses(&self) -> impl Iterator<Item = &Party> {
        self.definitions.iter().filter_map(|definition| match definition {
            Definition::Witness(party) => Some(party.as_ref()),
            Definition::Group { .. } => None,
        })
    }

    /// Whether any cosignature is needed at all.
    pub fn needs_witnesses(&self) -> bool {
        self.quorum.is_some()
    }

    /// The keys of all logs and witnesses, with those retired keys of which `still` says yes.
    fn ring(&self, still: impl Fn(&Retired) -> bool) -> KeyRing {
        let retired = self.retired.iter().filter(|retired| still(retired)).map(|retired| &retired.key);
        let parties = self.logs.iter().chain(self.witnesses()).map(|party| &party.key);
        KeyRing::new(parties.chain(retired).cloned())
    }

    /// Opens a checkpoint of a log that the policy lists, and says whether the quorum has cosigned it. A retired key
    /// counts up to the size at which it was retired.
    pub fn open(&self, bytes: &[u8], origin: &str) -> Result<Judged, CheckpointError> {
        let named: Option<Checkpoint> =
            Note::parse(bytes).ok().and_then(|note| note.unverified_text().parse().ok());
        let size = named.map_or(0, |checkpoint| checkpoint.size);
        let ring = self.ring(|retired| size <= retired.size);
        let opened = checkpoint::open(bytes, origin, &ring).map_err(|error| {
            match checkpoint::open(bytes, origin, &self.ring(|_| true)) {
                Ok(_) => CheckpointError::Retired,
                Err(_) => error,
            }
        })?;
        let quorum_met = self.is_met(&opened);
        Ok(Judged { opened, quorum_met })
    }

    /// Opens a promise of a log that the policy lists. A retired key counts up to the moment at which it was retired.
    pub fn open_promise(&self, note: &Note) -> Result<Promise, PromiseError> {
        let named: Option<Promise> = note.unverified_text().parse().ok();
        let at = named.map(|promise| promise.at);
        Promise::open(note, &self.ring(|retired| at.is_some_and(|at| at <= retired.until)))
    }

    fn is_met(&self, opened: &Opened) -> bool {
        let mut met: Vec<bool> = Vec::with_capacity(self.definitions.len());
        for definition in &self.definitions {
            met.push(match definition {
                // At time 0 a witness claims nothing about the head being the newest.
                Definition::Witness(witness) => opened
                    .signers
                    .iter()
                    .any(|signer| signer.key == witness.key && signer.time.is_some_and(|time| time > 0)),
                Definition::Group { threshold, members } => {
                    let counted = members.iter().filter(|member| met.get(**member) == Some(&true)).count();
                    counted >= *threshold
                }
            });
        }
        self.quorum.is_none_or(|quorum| met.get(quorum) == Some(&true))
    }
}

/// A policy while it is read.
#[derive(Default)]
struct Reading {
    policy: Policy,
    quorum: bool,
    names: BTreeMap<Vec<u8>, usize>,
    grouped: BTreeSet<usize>,
    log_keys: BTreeSet<Vec<u8>>,
    witness_keys: BTreeSet<Vec<u8>>,
}

impl Reading {
    fn line(&mut self, line: &[u8]) -> Result<(), PolicyProblem> {
        if line.iter().any(|byte| (*byte < b' ' && *byte != b'\t') || *byte == 0x7f) {
            return Err(PolicyProblem::Character);
        }
        if let Some(retired) = line.strip_prefix(RETIRED_LOG.as_bytes()) {
            return self.retired(retired);
        }
        if line.starts_with(b"#") {
            return Ok(());
        }
        let split = line.split(|byte| matches!(byte, b' ' | b'\t'));
        let items: Vec<&[u8]> = split.filter(|item| !item.is_empty()).collect();
        match items.as_slice() {
            [] => Ok(()),
            [b"log", key] => self.log(key, None),
            [b"log", key, url] => self.log(key, Some(url)),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"group", name, threshold, members @ ..] => self.group(name, threshold, members),
            [b"quorum", name] => self.quorum(name),
            _ => Err(PolicyProblem::Line),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyProblem> {
        let log = party(key, url, false)?;
        let named = self.policy.log(log.key.name()).is_some();
        if named || !self.log_keys.insert(log.key.public_bytes().to_vec()) {
            return Err(PolicyProblem::Twice);
        }
        self.policy.logs.push(log);
        Ok(())
    }

    fn retired(&mut self, text: &[u8]) -> Result<(), PolicyProblem> {
        let retired = std::str::from_utf8(text).ok().and_then(Retired::parse);
        let retired = retired.ok_or(PolicyProblem::Retired)?;
        let origin = retired.key.name();
        let follows = self.policy.retired(origin).all(|before| before.size <= retired.size);
        if self.policy.log(origin).is_none() || !follows {
            return Err(PolicyProblem::Retired);
        }
        if !self.log_keys.insert(retired.key.public_bytes().to_vec()) {
            return Err(PolicyProblem::Twice);
        }
        self.policy.retired.push(retired);
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyProblem> {
        let witness = party(key, url, true)?;
        if !self.witness_keys.insert(witness.key.public_bytes().to_vec()) {
            return Err(PolicyProblem::Twice);
        }
        self.define(name, Definition::Witness(Box::new(witness)))
    }

    fn group(&mut self, name: &[u8], threshold: &[u8], members: &[&[u8]]) -> Result<(), PolicyProblem> {
        let mut places = Vec::new();
        for member in members {
            let place = *self.names.get(*member).ok_or(PolicyProblem::Unknown)?;
            if !self.grouped.insert(place) {
                return Err(PolicyProblem::Twice);
            }
            places.push(place);
        }
        let threshold = match threshold {
            b"any" => Some(1),
            b"all" => Some(places.len()),
            number => {
                std::str::from_utf8(number).ok().and_then(decimal::parse).and_then(|k| k.try_into().ok())
            }
        };
        let threshold =
            threshold.filter(|k| (1..=places.len()).contains(k)).ok_or(PolicyProblem::Threshold)?;
        self.define(name, Definition::Group { threshold, members: places })
    }

    fn define(&mut self, name: &[u8], definition: Definition) -> Result<(), PolicyProblem> {
        let place = self.policy.definitions.len();
        if name == b"none" || self.names.insert(name.to_vec(), place).is_some() {
            return Err(PolicyProblem::Twice);
        }
        self.policy.definitions.push(definition);
        Ok(())
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), PolicyProblem> {
        if std::mem::replace(&mut self.quorum, true) {
            return Err(PolicyProblem::Quorum);
        }
        if name != b"none" {
            self.policy.quorum = Some(*self.names.get(name).ok_or(PolicyProblem::Unknown)?);
        }
        Ok(())
    }
}

fn party(key: &[u8], url: Option<&[u8]>, cosigns: bool) -> Result<Party, PolicyProblem> {
    let key = std::str::from_utf8(key).ok().and_then(|key| key.parse::<VerifyingKey>().ok());
    let key = key.filter(|key| key.algorithm().cosigns() == cosigns).ok_or(PolicyProblem::Key)?;
    let url = match url {
        Some(url) => Some(String::from_utf8(url.to_vec()).map_err(|_| PolicyProblem::Character)?),
        None => None,
    };
    Ok(Party { key, url })
}
