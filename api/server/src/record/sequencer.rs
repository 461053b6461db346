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

/// A leaf that commits late is found all the same: places go to what has none, never to `id > last`.
const PLACE: &str = "WITH waiting AS (
    SELECT leaf.id, row_number() OVER (ORDER BY leaf.at, leaf.id) - 1 AS position
    FROM record_leaf leaf
    WHERE leaf.agency_id = $1
      AND NOT EXISTS (SELECT FROM record_order o WHERE o.agency_id = leaf.agency_id AND o.leaf_id = leaf.id)
  ), next AS (
    SELECT coalesce(max(leaf_index) + 1, 0) AS index FROM record_order WHERE agency_id = $1
  ), placed AS (
    INSERT INTO record_order (agency_id, leaf_index, leaf_id)
    SELECT $1, next.index + waiting.position, waiting.id FROM waiting, next
    RETURNING 1
  )
  SELECT count(*) AS placed FROM placed";

/// Places every waiting leaf of every agency; answers how many it placed.
pub async fn sequence(state: &State) -> Result<i64, Problem> {
    let agencies: Vec<Agency> = {
        let mut connection = state.primary().await?;
        diesel::sql_query("SELECT agency_id FROM record_log ORDER BY agency_id").load(&mut connection).await?
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
