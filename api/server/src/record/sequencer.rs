//! Goes from log to log and lets each take its steps; one process at a time.
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

use super::log::{
    round::{Ended, Round},
    tree::Fence,
};
use crate::kernel::{Problem, State};

#[derive(diesel::QueryableByName)]
struct Agency {
    #[diesel(sql_type = Text)]
    agency_id: String,
}

/// The next number for a sequencer.
pub const NEXT_FENCE: &str = "SELECT nextval('record_fence') AS fence";

#[derive(diesel::QueryableByName)]
pub struct Numbered {
    #[diesel(sql_type = BigInt)]
    pub fence: i64,
}

/// Logs that have something to do: few of many, most of the time. `$1` asks for all of them.
const BEHIND: &str = "SELECT log.agency_id FROM record_log log
  LEFT JOIN record_tree tree ON tree.agency_id = log.agency_id
  WHERE $1 OR tree.agency_id IS NULL OR tree.published < tree.size OR tree.refused IS NOT NULL
    OR EXISTS (SELECT FROM record_waiting waiting WHERE waiting.agency_id = log.agency_id)
    OR EXISTS (SELECT FROM record_key_change change WHERE change.agency_id = log.agency_id
      AND change.approved_at IS NOT NULL AND change.done_at IS NULL)
    OR tree.size < (SELECT max(leaf_index) + 1 FROM record_order placed WHERE placed.agency_id = log.agency_id)
  ORDER BY log.agency_id";

/// Places every waiting leaf of every agency and publishes the checkpoints; answers how many leaves it placed
/// in rounds that nobody took over.
pub async fn sequence(state: &State) -> Result<i64, Problem> {
    let fence = {
        let mut connection = state.primary().await?;
        diesel::sql_query(NEXT_FENCE).get_result::<Numbered>(&mut connection).await?.fence
    };
    sequence_as(state, Fence(fence), true).await
}

/// As `sequence`, by the process with this fence; `all` looks at logs too that seem to need nothing, and for leaves that
/// nobody waits for. What is wrong with one log keeps no other one waiting.
pub async fn sequence_as(state: &State, fence: Fence, all: bool) -> Result<i64, Problem> {
    let agencies: Vec<Agency> = {
        let mut connection = state.primary().await?;
        diesel::sql_query(BEHIND).bind::<diesel::sql_types::Bool, _>(all).load(&mut connection).await?
    };
    let (mut total, mut first) = (0, None);
    for Agency { agency_id } in agencies {
        let round = Round { state, agency: &agency_id, fence };
        if all && let Err(Ended::Problem(problem)) = round.recall().await {
            tracing::error!(agency = agency_id, %problem, "lost leaves could not be looked for");
        }
        match round.run().await {
            Ok(placed) => total += placed,
            // The log itself says so, in the status, the metrics and once in the log lines.
            Err(Ended::Refused(_)) => {}
            Err(Ended::Late) => tracing::warn!(agency = agency_id, "another process is the sequencer now"),
            Err(Ended::Problem(problem)) => {
                tracing::error!(agency = agency_id, %problem, "leaves could not be placed");
                first.get_or_insert(problem);
            }
        }
    }
    first.map_or(Ok(total), Err)
}
