//! From one key of a log to the next. Two administrators decide, the leaf says so in public, and the sequencer hands over
//! in the log's own turn: after a last checkpoint by the old key, or, where that is lost, with the next one by the new.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{checkpoint, key, outside, policy, tree::inside};
use crate::{
    kernel::{Problem, State},
    record::write::Write,
    schema::{record_key_change, record_order},
};

/// The old key cannot sign any more.
pub const LOST: &str = "lost";

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = record_key_change)]
pub struct Row {
    pub agency_id: String,
    pub version: i32,
    /// Of the key that comes.
    pub number: i32,
    pub old_vkey: String,
    pub new_vkey: String,
    pub reason: String,
    pub proposed_by: Uuid,
    pub proposed_at: DateTime<Utc>,
    pub approved_by: Option<Uuid>,
    pub approved_at: Option<DateTime<Utc>>,
    pub leaf_id: Option<Uuid>,
    pub done_at: Option<DateTime<Utc>>,
}

impl Row {
    pub fn is_lost(&self) -> bool {
        self.reason == LOST
    }
}

/// All changes, the newest first.
pub async fn versions(connection: &mut AsyncPgConnection, agency: &str) -> Result<Vec<Row>, Problem> {
    Ok(record_key_change::table
        .filter(record_key_change::agency_id.eq(agency))
        .order(record_key_change::version.desc())
        .select(Row::as_select())
        .load(connection)
        .await?)
}

pub async fn propose(connection: &mut AsyncPgConnection, row: &Row) -> Result<(), Problem> {
    diesel::insert_into(record_key_change::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn approve(
    connection: &mut AsyncPgConnection,
    row: &Row,
    by: Uuid,
    leaf: Uuid,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(record_key_change::table.find((&row.agency_id, row.version)))
        .set((
            record_key_change::approved_by.eq(by),
            record_key_change::approved_at.eq(at),
            record_key_change::leaf_id.eq(leaf),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// The approved change that is still to be done, with its leaf and the place of that.
async fn waiting(
    connection: &mut AsyncPgConnection,
    agency: &str,
) -> Result<Option<(Row, Uuid, u64)>, Problem> {
    let found: Option<(Row, Uuid, i64)> = record_key_change::table
        .inner_join(
            record_order::table.on(record_order::agency_id
                .eq(record_key_change::agency_id)
                .and(record_order::leaf_id.nullable().eq(record_key_change::leaf_id))),
        )
        .filter(record_key_change::agency_id.eq(agency).and(record_key_change::done_at.is_null()))
        .select((Row::as_select(), record_order::leaf_id, record_order::leaf_index))
        .first(connection)
        .await
        .optional()?;
    Ok(found.and_then(|(row, leaf, index)| Some((row, leaf, u64::try_from(index).ok()?))))
}

/// Hands over to the next key when it is time: the old one has published all that there is, and whoever the policy asks
/// for has seen the leaf. A lost key can be waited for by nobody. `published` and `size` are those of the locked tree.
pub async fn hand_over(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    published: u64,
    size: u64,
) -> Result<(), Problem> {
    let now = write.now;
    let connection = write.connection();
    let Some((change, leaf, index)) = waiting(connection, agency).await? else { return Ok(()) };
    let asks =
        policy::newest(state, connection, agency).await?.is_some_and(|policy| policy.needs_witnesses());
    let seen = match asks {
        true => checkpoint::witnessed(connection, agency).await?.map_or(0, |last| last.size()),
        false => published,
    };
    let lost = change.is_lost();
    let time = if lost { index < size } else { index < seen && published == size };
    if !time {
        return Ok(());
    }
    let name = key::name(connection, agency).await?.unwrap_or_default();
    let next = key::next(&state.keys().logs, agency, &name, change.number)?;
    let next = next.filter(|found| found.key.public().to_string() == change.new_vkey);
    let Some(next) = next else {
        tracing::error!(
            agency,
            number = change.number,
            "the halves of the next key of this log are not here"
        );
        return Ok(());
    };
    // A checkpoint that was kept outside and not yet published is the old key's all the same.
    let kept = outside::newest(state.documents(), agency).await?.map_or(0, |kept| kept.size);
    let coming = key::Coming {
        number: change.number,
        since_size: if lost { published.max(kept.min(index)) } else { published },
        lost_before: lost,
        leaf,
        proof_size: (!lost).then_some(seen),
    };
    key::note(connection, agency, &next, Some(coming), now).await?;
    diesel::update(record_key_change::table.find((agency, change.version)))
        .set(record_key_change::done_at.eq(now))
        .execute(connection)
        .await
        .map_err(inside)?;
    tracing::warn!(agency, number = change.number, lost, "the log has another key");
    Ok(())
}
