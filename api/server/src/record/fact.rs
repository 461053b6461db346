//! Facts: what a leaf commits to, and how it is added inside a write transaction.
use ledger::{Hash, Kind, Leaf, Record, Salt, Token, TokenSet};
use uuid::Uuid;

use super::{
    store::{self, LeafRow, SecretRow, TokenRow},
    write::Write,
};
use crate::kernel::{Problem, new_id, problem::INTERNAL, random};

/// A fact before it is written. The payload holds ids, codes and hashes, never personal data.
pub struct Fact<'a> {
    pub agency: &'a str,
    pub kind: Kind,
    pub round: Option<Uuid>,
    /// `application`, `vacancy`, `account`: the noun before the id in the record.
    pub noun: &'static str,
    pub subject: Uuid,
    pub payload: serde_json::Value,
}

/// The subjects that a milestone fact is about.
pub struct Milestone {
    pub subjects: Vec<Uuid>,
}

impl Write<'_> {
    /// Writes leaf, secret and audit row of a fact; answers the leaf's id.
    pub async fn fact(&mut self, fact: Fact<'_>) -> Result<Uuid, Problem> {
        self.add(fact, None).await
    }

    /// A fact about a set: the leaf also carries count and root of one fresh random token for each subject.
    pub async fn milestone(&mut self, fact: Fact<'_>, milestone: Milestone) -> Result<Uuid, Problem> {
        self.add(fact, Some(milestone)).await
    }

    async fn add(&mut self, fact: Fact<'_>, milestone: Option<Milestone>) -> Result<Uuid, Problem> {
        let log = self.log(fact.agency).await?;
        store::lock_subject(self.connection(), fact.subject).await?;
        let previous = store::previous_commit(self.connection(), fact.agency, fact.subject).await?;
        let record = Record {
            subject: format!("{}:{}", fact.noun, fact.subject.hyphenated()),
            payload: fact.payload,
            actor_role: self.actor.role.clone(),
            previous: previous.map(|bytes| hash(&bytes)).transpose()?,
        };
        let salt = Salt(random());
        let commit = ledger::commit(&salt, &record).map_err(inside)?;
        let tokens: Vec<(Uuid, Token)> = milestone
            .map(|set| set.subjects.into_iter().map(|subject| (subject, Token(random()))).collect())
            .unwrap_or_default();
        let counted = match fact.kind.is_milestone() {
            false => None,
            true => {
                let set = TokenSet::new(tokens.iter().map(|(_, token)| *token).collect()).map_err(inside)?;
                Some(set.milestone().map_err(inside)?)
            }
        };
        // Refuses what could not be encoded later.
        Leaf::new(log, fact.kind, fact.round, self.now, commit, counted)
            .and_then(|leaf| leaf.encode())
            .map_err(inside)?;
        let id = new_id();
        let opened = record.to_bytes().map_err(inside)?;
        let count = counted.map(|set| i64::try_from(set.count)).transpose().map_err(inside)?;
        let leaf = LeafRow {
            agency_id: fact.agency,
            id,
            kind: fact.kind.as_str(),
            round_id: fact.round,
            at: self.now,
            commit: &commit.0,
            milestone_count: count,
            milestone_root: counted.as_ref().map(|set| set.root.0.as_slice()),
        };
        let secret = SecretRow {
            agency_id: fact.agency,
            leaf_id: id,
            salt: &salt.0,
            record: &String::from_utf8_lossy(&opened),
        };
        store::insert_leaf(self.connection(), &leaf, &secret).await?;
        let rows: Vec<_> = tokens
            .iter()
            .map(|(subject, token)| TokenRow {
                agency_id: fact.agency,
                leaf_id: id,
                subject_id: *subject,
                token: token.0.to_vec(),
            })
            .collect();
        store::insert_tokens(self.connection(), &rows).await?;
        self.audit_row(fact.agency, "fact", fact.kind.as_str(), fact.subject, Some(id)).await?;
        Ok(id)
    }
}

fn hash(bytes: &[u8]) -> Result<Hash, Problem> {
    bytes.try_into().map(Hash).map_err(inside)
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
}
