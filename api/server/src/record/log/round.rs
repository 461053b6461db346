//! One log's way from waiting leaves to a published checkpoint. Each step is whole by itself or has not happened, and
//! the next round goes on from whatever the last one left: leaves have places, then tiles, then a checkpoint outside
//! the database, and only then the one that everybody reads.
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::checkpoint::Checkpoint;

use super::{
    checkpoint, key,
    outside::{self, Kept},
    policy,
    refusal::Refusal,
    rotation,
    tree::{self, Fence, inside},
};
use crate::{
    kernel::{Problem, State},
    record::write::{Actor, Write, write},
};

/// Leaves that go into the tiles in one transaction.
const PORTION: u64 = 4096;

/// A leaf that commits late is found all the same: places go to what waits for one, never to `id > last`.
const PLACE: &str = "WITH taken AS (
    DELETE FROM record_waiting WHERE agency_id = $1 RETURNING leaf_id
  ), waiting AS (
    SELECT leaf.id, row_number() OVER (ORDER BY leaf.at, leaf.id) - 1 AS position
    FROM taken JOIN record_leaf leaf ON leaf.agency_id = $1 AND leaf.id = taken.leaf_id
  ), next AS (
    SELECT coalesce(max(leaf_index) + 1, 0) AS index FROM record_order WHERE agency_id = $1
  ), placed AS (
    INSERT INTO record_order (agency_id, leaf_index, leaf_id)
    SELECT $1, next.index + waiting.position, waiting.id FROM waiting, next
    RETURNING 1
  )
  SELECT count(*) AS placed FROM placed";

/// A leaf that has no place and does not wait for one, after a row was lost, would stay out for ever. The lock on the
/// tree keeps a leaf from getting its place meanwhile.
const RECALL: &str = "INSERT INTO record_waiting (agency_id, leaf_id)
  SELECT leaf.agency_id, leaf.id FROM record_leaf leaf
  WHERE leaf.agency_id = $1 AND NOT EXISTS (SELECT FROM record_order placed
    WHERE placed.agency_id = leaf.agency_id AND placed.leaf_id = leaf.id)
  ON CONFLICT DO NOTHING";

#[derive(diesel::QueryableByName)]
struct Placed {
    #[diesel(sql_type = BigInt)]
    placed: i64,
}

/// Why a round went no further.
#[derive(Debug)]
pub enum Ended {
    /// Another process is the sequencer now.
    Late,
    Refused(Refusal),
    Problem(Problem),
}

impl From<Problem> for Ended {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// The work on one log by one sequencer.
pub struct Round<'a> {
    pub state: &'a State,
    pub agency: &'a str,
    pub fence: Fence,
}

impl Round<'_> {
    /// All steps; answers how many leaves got their place.
    pub async fn run(&self) -> Result<i64, Ended> {
        self.examine().await?;
        let placed = self.place().await?;
        while self.grow().await? {}
        self.publish().await?;
        Ok(placed)
    }

    /// One transaction on the locked tree; late when somebody came after this fence.
    async fn step<T>(
        &self,
        work: impl AsyncFnOnce(&mut Write<'_>, tree::Row) -> Result<T, Problem>,
    ) -> Result<T, Ended> {
        let done = write(self.state, Actor::system("sequencer"), async |write| {
            match tree::take(write.connection(), self.agency, self.fence).await? {
                Some(row) => work(write, row).await.map(Some),
                None => Ok(None),
            }
        });
        done.await?.ok_or(Ended::Late)
    }

    /// Compares the tree with what was published before: a restored backup shows here, before anything is added.
    pub async fn examine(&self) -> Result<(), Ended> {
        let found = self
            .step(async |write, row| {
                // Behind the lock: whoever publishes holds it too, so the two are of one moment.
                let kept = outside::newest(self.state.documents(), self.agency).await?;
                let refusal = doubt(self.state, write.connection(), self.agency, &row, kept).await?;
                let before = row.refusal().filter(|refusal| refusal.doubts_the_tree());
                if refusal != before {
                    told(self.agency, refusal);
                    let now = write.now;
                    tree::set_refusal(write.connection(), self.agency, refusal, now).await?;
                }
                Ok(refusal)
            })
            .await?;
        found.map_or(Ok(()), |refusal| Err(Ended::Refused(refusal)))
    }

    /// Lets every leaf without a place wait for one; answers how many did not.
    pub async fn recall(&self) -> Result<usize, Ended> {
        let lost = self
            .step(async |write, _| {
                let query = diesel::sql_query(RECALL).bind::<Text, _>(self.agency);
                Ok(query.execute(write.connection()).await?)
            })
            .await?;
        if lost > 0 {
            tracing::warn!(agency = self.agency, lost, "leaves that nobody waited for wait again");
        }
        Ok(lost)
    }

    /// Gives each waiting leaf the next place.
    pub async fn place(&self) -> Result<i64, Ended> {
        self.step(async |write, _| {
            let row: Placed =
                diesel::sql_query(PLACE).bind::<Text, _>(self.agency).get_result(write.connection()).await?;
            Ok(row.placed)
        })
        .await
    }

    /// Takes placed leaves into the tiles; answers whether more are left.
    pub async fn grow(&self) -> Result<bool, Ended> {
        self.step(async |write, row| {
            let connection = write.connection();
            let placed = tree::placed(connection, self.agency).await?;
            let end = placed.min(row.size().saturating_add(PORTION));
            if end > row.size() {
                let log = name(connection, self.agency).await?;
                tree::grow(connection, self.agency, &log, row.size(), end).await?;
            }
            Ok(end < placed)
        })
        .await
    }

    /// Signs the tree and publishes the checkpoint, unless nothing changed. The copy outside comes first: whatever was
    /// published is then known there, and what is only there is the tree's own head all the same.
    pub async fn publish(&self) -> Result<(), Ended> {
        let done = self
            .step(async |write, row| {
                let (published, size) = (row.published(), row.size());
                rotation::hand_over(self.state, write, self.agency, published, size).await?;
                if size == published {
                    return Ok(Ok(None));
                }
                let now = write.now;
                let log = name(write.connection(), self.agency).await?;
                let key = match key::signing(self.state, write.connection(), self.agency, &log, now).await? {
                    Ok(key) => key,
                    Err(refusal) => return refuse(write, self.agency, &row, refusal).await.map(Err),
                };
                let connection = write.connection();
                let root = tree::root_at(connection, self.agency, row.size()).await?;
                let signed = Checkpoint::new(log, row.size(), root).map_err(inside)?;
                let note = signed.sign(&key).map_err(inside)?.to_string();
                let kept = Kept { size: row.size(), note: note.clone().into_bytes() };
                if !outside::keep(self.state.documents(), self.agency, &kept).await? {
                    return refuse(write, self.agency, &row, Refusal::RootDiffers).await.map(Err);
                }
                let connection = write.connection();
                let swapped =
                    checkpoint::swap(connection, self.agency, row.published(), &signed, &note, now).await?;
                if row.refusal().is_some() {
                    tree::set_refusal(connection, self.agency, None, now).await?;
                    told(self.agency, None);
                }
                policy::settle(self.state, write.connection(), self.agency, now).await?;
                rotation::hand_over(self.state, write, self.agency, size, size).await?;
                Ok(Ok(swapped.then_some(row.size())))
            })
            .await?;
        match done {
            Ok(Some(size)) => {
                outside::tidy(self.state.documents(), self.agency, size).await;
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(refusal) => Err(Ended::Refused(refusal)),
        }
    }
}

async fn name(connection: &mut AsyncPgConnection, agency: &str) -> Result<String, Problem> {
    let found = key::name(connection, agency).await?;
    found.ok_or_else(|| inside(format!("agency {agency} has no log")))
}

async fn refuse(
    write: &mut Write<'_>,
    agency: &str,
    row: &tree::Row,
    refusal: Refusal,
) -> Result<Refusal, Problem> {
    if row.refusal() != Some(refusal) {
        told(agency, Some(refusal));
        let now = write.now;
        tree::set_refusal(write.connection(), agency, Some(refusal), now).await?;
    }
    Ok(refusal)
}

fn told(agency: &str, refusal: Option<Refusal>) {
    match refusal {
        Some(refusal) => {
            let (code, act) = (refusal.code(), refusal.act());
            tracing::error!(agency, refusal = code, act, "THE RECORD IS NOT SIGNED ANY MORE")
        }
        None => tracing::warn!(agency, "the record is signed again"),
    }
}

/// What the public may hold already, against the tree.
async fn doubt(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    row: &tree::Row,
    kept: Option<Kept>,
) -> Result<Option<Refusal>, Problem> {
    if let Some(last) = checkpoint::newest(connection, agency).await? {
        let rebuilt = last.size() <= row.size()
            && tree::root_at(connection, agency, last.size()).await? == last.root()?;
        if !rebuilt {
            return Ok(Some(Refusal::RootDiffers));
        }
    }
    let Some(kept) = kept else {
        return Ok((row.published() > 0).then_some(Refusal::OutsideMissing));
    };
    let log = name(connection, agency).await?;
    let policy = policy::newest(state, connection, agency).await?;
    let judged = policy.and_then(|policy| policy.open(&kept.note, &log).ok());
    let Some(judged) = judged else { return Ok(Some(Refusal::OutsideUnknown)) };
    let head = judged.opened.checkpoint;
    Ok(if head.size != kept.size {
        Some(Refusal::OutsideUnknown)
    } else if head.size > row.size() {
        Some(Refusal::DatabaseOlder)
    } else if head.size < row.published() {
        Some(Refusal::OutsideMissing)
    } else if tree::root_at(connection, agency, head.size).await? != head.root {
        Some(Refusal::RootDiffers)
    } else {
        None
    })
}
