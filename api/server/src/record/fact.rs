//! Facts: what a leaf commits to, and how it is added inside a write transaction.
use std::collections::BTreeSet;

use ledger::{Hash, Kind, Leaf, Milestone as Sealed, Record, Salt, Token, TokenSet};
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

/// Facts of one statement, which takes at most 65,535 parameters.
const PORTION: usize = 5_000;
/// After so many facts others on this thread get their turn.
const BREATH: usize = 500;

/// A fact as it goes into the tables.
struct Prepared {
    id: Uuid,
    kind: Kind,
    round: Option<Uuid>,
    subject: Uuid,
    commit: Hash,
    salt: Salt,
    opened: String,
    counted: Option<Sealed>,
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

    /// Many facts of one agency, each about another subject; answers their leaves in the order of the facts. Nobody else
    /// writes facts of the agency until this transaction ends, so it comes behind the row locks of its command and before
    /// any single fact.
    pub async fn facts(&mut self, agency: &str, facts: Vec<Fact<'_>>) -> Result<Vec<Uuid>, Problem> {
        let log = self.log(agency).await?;
        let subjects: BTreeSet<Uuid> = facts.iter().map(|fact| fact.subject).collect();
        let foreign = |fact: &Fact<'_>| fact.agency != agency || fact.kind.is_milestone();
        if subjects.len() != facts.len() || facts.iter().any(foreign) {
            return Err(inside(
                "facts in bulk are about different subjects of one agency, and no milestones",
            ));
        }
        store::lock_all_subjects(self.connection(), agency).await?;
        let subjects: Vec<Uuid> = subjects.into_iter().collect();
        let before = store::previous_commits(self.connection(), agency, &subjects).await?;
        let mut prepared = Vec::with_capacity(facts.len());
        for (at, fact) in facts.into_iter().enumerate() {
            if at % BREATH == 0 {
                tokio::task::yield_now().await;
            }
            let previous = before.get(&fact.subject).map(|bytes| hash(bytes)).transpose()?;
            prepared.push((at, self.prepare(&log, fact, previous, None)?));
        }
        // Places in the log follow the ids. By the commitments, which are random, they tell nothing of a sheet's order.
        prepared.sort_by_key(|(_, one)| one.commit.0);
        let mut leaves = vec![Uuid::nil(); prepared.len()];
        for (at, one) in &mut prepared {
            one.id = new_id();
            if let Some(leaf) = leaves.get_mut(*at) {
                *leaf = one.id;
            }
        }
        for portion in prepared.chunks(PORTION) {
            self.insert(agency, portion.iter().map(|(_, one)| one)).await?;
        }
        Ok(leaves)
    }

    async fn add(&mut self, fact: Fact<'_>, milestone: Option<Milestone>) -> Result<Uuid, Problem> {
        let agency = fact.agency;
        let log = self.log(agency).await?;
        store::lock_subject(self.connection(), agency, fact.subject).await?;
        let previous = store::previous_commit(self.connection(), agency, fact.subject).await?;
        let previous = previous.map(|bytes| hash(&bytes)).transpose()?;
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
        let prepared = self.prepare(&log, fact, previous, counted)?;
        self.insert(agency, std::iter::once(&prepared)).await?;
        let rows: Vec<_> = tokens
            .iter()
            .map(|(subject, token)| TokenRow {
                agency_id: agency,
                leaf_id: prepared.id,
                subject_id: *subject,
                token: token.0.to_vec(),
            })
            .collect();
        store::insert_tokens(self.connection(), &rows).await?;
        Ok(prepared.id)
    }

    fn prepare(
        &self,
        log: &str,
        fact: Fact<'_>,
        previous: Option<Hash>,
        counted: Option<Sealed>,
    ) -> Result<Prepared, Problem> {
        let Fact { kind, round, noun, subject, payload, .. } = fact;
        let record = Record {
            subject: format!("{noun}:{}", subject.hyphenated()),
            payload,
            actor_role: self.actor.role.clone(),
            previous,
        };
        let salt = Salt(random());
        let commit = ledger::commit(&salt, &record).map_err(inside)?;
        // Refuses what could not be encoded later.
        Leaf::new(log, kind, round, self.now, commit, counted)
            .and_then(|leaf| leaf.encode())
            .map_err(inside)?;
        let opened = String::from_utf8(record.to_bytes().map_err(inside)?).map_err(inside)?;
        Ok(Prepared { id: new_id(), kind, round, subject, commit, salt, opened, counted })
    }

    /// Leaf, secret and audit row of each.
    async fn insert<'a>(
        &mut self,
        agency: &str,
        facts: impl Iterator<Item = &'a Prepared> + Clone,
    ) -> Result<(), Problem> {
        let mut leaves = Vec::new();
        for one in facts.clone() {
            leaves.push(LeafRow {
                agency_id: agency,
                id: one.id,
                kind: one.kind.as_str(),
                round_id: one.round,
                at: self.now,
                commit: &one.commit.0,
                milestone_count: one
                    .counted
                    .map(|set| i64::try_from(set.count))
                    .transpose()
                    .map_err(inside)?,
                milestone_root: one.counted.as_ref().map(|set| set.root.0.as_slice()),
            });
        }
        let secrets: Vec<_> = facts
            .clone()
            .map(|one| SecretRow {
                agency_id: agency,
                leaf_id: one.id,
                salt: &one.salt.0,
                record: &one.opened,
            })
            .collect();
        store::insert_leaves(self.connection(), &leaves, &secrets).await?;
        let (actor, at) = (self.actor.clone(), self.now);
        let audits: Vec<_> = facts
            .map(|one| actor.audit(at, agency, "fact", one.kind.as_str(), one.subject, Some(one.id)))
            .collect();
        store::insert_audits(self.connection(), &audits).await
    }
}

fn hash(bytes: &[u8]) -> Result<Hash, Problem> {
    bytes.try_into().map(Hash).map_err(inside)
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
}
