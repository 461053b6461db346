//! Gives leaves their place in the agency's log: one sequencer at a time, only to leaves without a place.
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

use super::write::{Actor, write};
use crate::kernel::{Problem, State};

#[derive(diesel::QueryableByName)]
struct Agency {
    #[diesel(sql_type = Text)]
    agency_id: String,
}

#[derive(diesel::QueryableByName)]
struct Placed {
    #[diesel(sql_type = BigInt)]
    placed: i64,
}

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

/// The agencies that have something to place: few of many, most of the time.
const WAITING: &str = "SELECT DISTINCT agency_id FROM record_waiting ORDER BY agency_id";

/// Places every waiting leaf of every agency; answers how many it placed.
pub async fn sequence(state: &State) -> Result<i64, Problem> {
    let agencies: Vec<Agency> = {
        let mut connection = state.primary().await?;
        diesel::sql_query(WAITING).load(&mut connection).await?
    };
    let mut total = 0;
    for Agency { agency_id } in agencies {
        total += write(state, Actor::system("sequencer"), async |write| {
            // A process that has just lost its turn may still be at it; the next waits, and finds nothing left.
            diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 13))")
                .bind::<Text, _>(&agency_id)
                .execute(write.connection())
                .await?;
            let row: Placed =
                diesel::sql_query(PLACE).bind::<Text, _>(&agency_id).get_result(write.connection()).await?;
            Ok(row.placed)
        })
        .await?;
    }
    Ok(total)
}
