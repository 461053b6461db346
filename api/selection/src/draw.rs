//! Draws an order that nobody could choose: who reads what, seats, examiners.
//!
//! 1. The list is fixed and its hash stands in the public record.
//! 2. Committee, inspectorate and a registered observer each commit to a secret, and so do the stand-ins.
//! 3. Each reveals the secret. Who does not, or never committed, is replaced by a stand-in, which everybody sees: the
//!    first of the own office who revealed, else the first of all.
//! 4. The seed is made of the list's hash and the secrets, the order of the seed.
//!
//! Every hash is SHA-256 over plain lines of text, so that anybody can repeat a draw with `sha256sum` and `sort`.
//! Who reveals last knows the seed first and could stay silent; he then gets the secret of a stand-in in place of
//! his own, which was fixed as early, and everybody sees that he stayed silent.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hash::hex;

/// Drawers that a draw needs at least, so that no single office decides.
const DRAWERS_AT_LEAST: usize = 3;

/// Somebody who commits to a secret before he knows those of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawer {
    /// Public name of the office, e.g. `panitia`, `inspektorat`, `pemantau`.
    pub name: String,
    /// [`commitment`] of the secret: 64 lower-case hex digits. Nothing when the deadline passed without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// Place of the commitment in the public record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub committed_at: Option<u64>,
    /// Of a stand-in: the drawer whose turn it takes before that of others, the one of its own office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_in_for: Option<String>,
}

/// A secret that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// 64 lower-case hex digits.
    pub secret: String,
    /// Place of the reveal in the public record.
    pub revealed_at: u64,
}

/// Everything that makes a seed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ceremony {
    /// What the draw is for, in words.
    pub purpose: String,
    /// [`list_hash`] of the list.
    pub list_hash: String,
    /// Place of the list's hash in the public record; before all commitments.
    pub listed_at: u64,
    pub drawers: Vec<Drawer>,
    /// In the order in which they stand in; fixed as early as the drawers, and committed in the same time.
    pub stand_ins: Vec<Drawer>,
    /// By name of the drawer or stand-in.
    pub reveals: BTreeMap<String, Reveal>,
}

/// A drawer who did not commit or reveal, and who stood in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    pub drawer: String,
    pub by: String,
}

/// A finished draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    pub seed: String,
    pub replaced: Vec<Replaced>,
    /// The list in the order drawn.
    pub order: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum DrawError {
    #[error("the list is empty, not sorted, names something twice, or holds a line break")]
    List,
    #[error("the list is not the one whose hash was recorded")]
    OtherList,
    #[error("a draw needs at least three drawers")]
    TooFewDrawers,
    #[error("{name} is named twice, or has an empty name or one with a line break")]
    Name { name: String },
    #[error("{name}: a commitment or secret is 64 lower-case hex digits")]
    Hex { name: String },
    #[error("{name} committed before the list was fixed, or after somebody had revealed")]
    CommittedOutOfTurn { name: String },
    #[error("{name} has the same commitment or secret as another")]
    Copied { name: String },
    #[error("{name} revealed a secret that does not open the commitment")]
    DoesNotOpen { name: String },
    #[error("{name} revealed without having committed")]
    Stranger { name: String },
    #[error("{name} did not commit or reveal, and no stand-in is left")]
    NoStandIn { name: String },
}

/// SHA-256 of the list, one item a line, each line ended by a line feed: `sha256sum` of the file.
pub fn list_hash(list: &[String]) -> String {
    sha256(&lines(list.iter().map(String::as_str)))
}

/// What somebody publishes before revealing `secret`. Name and list are part of it, so that a commitment can be
/// used neither by another nor for another draw.
pub fn commitment(list_hash: &str, name: &str, secret: &str) -> String {
    sha256(&lines(["terang/draw/commitment/v1", list_hash, name, secret].into_iter()))
}

/// The seed of a draw, from the hash of its list and the secrets in the order of the drawers.
pub fn seed(list_hash: &str, secrets: &[&str]) -> String {
    let head = ["terang/draw/seed/v1", list_hash];
    sha256(&lines(head.into_iter().chain(secrets.iter().copied())))
}

/// The list in the order that the seed gives: by the SHA-256 of seed and item, each on a line of its own.
pub fn draw(seed: &str, list: &[String]) -> Vec<String> {
    let key = |item: &String| sha256(&lines([seed, item.as_str()].into_iter()));
    let mut keyed: Vec<(String, &String)> = list.iter().map(|item| (key(item), item)).collect();
    keyed.sort();
    keyed.into_iter().map(|(_, item)| item.clone()).collect()
}

impl Ceremony {
    /// Checks the ceremony over this list and repeats the draw.
    pub fn draw(&self, list: &[String]) -> Result<Drawn, DrawError> {
        let sorted = list.windows(2).all(|pair| matches!(pair, [one, two] if one < two));
        if list.is_empty() || !sorted || list.iter().any(|item| !is_line(item)) {
            return Err(DrawError::List);
        }
        if list_hash(list) != self.list_hash {
            return Err(DrawError::OtherList);
        }
        self.check()?;
        // A stand-in who is silent is passed over like a drawer.
        let mut left: Vec<(&Drawer, &Reveal)> =
            self.stand_ins.iter().filter_map(|one| Some((one, self.reveals.get(&one.name)?))).collect();
        let (mut secrets, mut replaced) = (Vec::new(), Vec::new());
        for drawer in &self.drawers {
            if let Some(reveal) = self.reveals.get(&drawer.name) {
                secrets.push(reveal.secret.as_str());
                continue;
            }
            let own = left.iter().position(|(one, _)| one.stands_in_for.as_ref() == Some(&drawer.name));
            let next = own.unwrap_or(0);
            if next >= left.len() {
                return Err(DrawError::NoStandIn { name: drawer.name.clone() });
            }
            let (stand_in, reveal) = left.remove(next);
            secrets.push(reveal.secret.as_str());
            replaced.push(Replaced { drawer: drawer.name.clone(), by: stand_in.name.clone() });
        }
        let seed = seed(&self.list_hash, &secrets);
        let order = draw(&seed, list);
        Ok(Drawn { seed, replaced, order })
    }

    /// Names, commitments and reveals fit together and came in their turn.
    fn check(&self) -> Result<(), DrawError> {
        if self.drawers.len() < DRAWERS_AT_LEAST {
            return Err(DrawError::TooFewDrawers);
        }
        let first_reveal = self.reveals.values().map(|reveal| reveal.revealed_at).min();
        let mut names = BTreeSet::new();
        let mut values = BTreeSet::new();
        for drawer in self.drawers.iter().chain(&self.stand_ins) {
            let name = drawer.name.clone();
            if drawer.name.is_empty() || !is_line(&drawer.name) || !names.insert(drawer.name.as_str()) {
                return Err(DrawError::Name { name });
            }
            if drawer.stands_in_for.as_ref().is_some_and(|of| !self.drawers.iter().any(|one| one.name == *of))
            {
                return Err(DrawError::Name { name });
            }
            let (promised, at) = match (&drawer.commitment, drawer.committed_at) {
                (Some(promised), Some(at)) => (promised, at),
                (None, None) if !self.reveals.contains_key(&drawer.name) => continue,
                (None, None) => return Err(DrawError::Stranger { name }),
                _ => return Err(DrawError::CommittedOutOfTurn { name }),
            };
            if !is_hex(promised) {
                return Err(DrawError::Hex { name });
            }
            if at <= self.listed_at || first_reveal.is_some_and(|first| at >= first) {
                return Err(DrawError::CommittedOutOfTurn { name });
            }
            if !values.insert(promised.as_str()) {
                return Err(DrawError::Copied { name });
            }
            let Some(reveal) = self.reveals.get(&drawer.name) else { continue };
            if !is_hex(&reveal.secret) {
                return Err(DrawError::Hex { name });
            }
            if commitment(&self.list_hash, &drawer.name, &reveal.secret) != *promised {
                return Err(DrawError::DoesNotOpen { name });
            }
            if !values.insert(reveal.secret.as_str()) {
                return Err(DrawError::Copied { name });
            }
        }
        let stranger = self.reveals.keys().find(|name| !names.contains(name.as_str()));
        stranger.map_or(Ok(()), |name| Err(DrawError::Stranger { name: name.clone() }))
    }
}

fn is_line(text: &str) -> bool {
    !text.contains(['\n', '\r'])
}

fn is_hex(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn lines<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn sha256(text: &str) -> String {
    hex(Sha256::new().chain_update(text))
}
