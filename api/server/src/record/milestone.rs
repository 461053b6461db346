//! Finds the leaf that sealed a set of people.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::Kind;
use uuid::Uuid;

use crate::{kernel::Problem, schema::record_leaf};

/// A milestone leaf: which one, and when it was written.
#[derive(Clone, Debug, Queryable)]
pub struct MilestoneLeaf {
    pub id: Uuid,
    pub at: DateTime<Utc>,
}

/// The newest milestone of this kind in a round.
pub async fn milestone(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    kind: Kind,
) -> Result<Option<MilestoneLeaf>, Problem> {
    let found = record_leaf::table
        .filter(record_leaf::agency_id.eq(agency).and(record_leaf::round_id.eq(round)))
        .filter(record_leaf::kind.eq(kind.as_str()))
        .order((record_leaf::at.desc(), record_leaf::id.desc()))
        .select((record_leaf::id, record_leaf::at))
        .first(connection)
        .await
        .optional()?;
    Ok(found)
}
