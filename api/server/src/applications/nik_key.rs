//! The key by which a NIK is found is exchanged while people go on: row by row the hash is made anew from the encrypted
//! NIK, by as many steps as it takes. Each step is whole; whoever comes next goes on.
use diesel::{
    prelude::*,
    sql_types::{Array, BigInt, Bytea, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    kernel::{Problem, State},
    record::{Actor, Write, write},
    schema::person,
};

/// People of one step.
const STEP: i64 = 500;
/// The job comes again every minute: one of its runs does not hold up a worker for longer.
const MOST_STEPS: usize = 200;

const REHASH: &str =
    "UPDATE person SET nik_lookup = made.lookup, nik_lookup_old = person.nik_lookup, nik_lookup_key = $1
  FROM unnest($2, $3) AS made(id, lookup) WHERE person.id = made.id";
/// Also what a server that does not know the new key yet has written in between.
const FOLLOW: &str =
    "UPDATE application SET nik_lookup = person.nik_lookup, nik_lookup_old = person.nik_lookup_old
  FROM person WHERE application.person_id = person.id AND application.nik_lookup = person.nik_lookup_old
    AND (cardinality($1) = 0 OR person.id = ANY($1))";
const CLEAR_PEOPLE: &str = "UPDATE person SET nik_lookup_old = NULL WHERE id IN
  (SELECT id FROM person WHERE nik_lookup_old IS NOT NULL ORDER BY id LIMIT $1)";
const CLEAR_APPLICATIONS: &str = "UPDATE application SET nik_lookup_old = NULL WHERE (agency_id, id) IN
  (SELECT agency_id, id FROM application WHERE nik_lookup_old IS NOT NULL ORDER BY agency_id, id LIMIT $1)";
const LEFT: &str = "SELECT (SELECT count(*) FROM person WHERE nik_lookup_key < $1)
    + (SELECT count(*) FROM person WHERE nik_lookup_key > $1)
    + (SELECT count(*) FROM application JOIN person ON person.id = application.person_id
        WHERE application.nik_lookup = person.nik_lookup_old) AS left_over,
    (SELECT count(*) FROM person WHERE nik_lookup_old IS NOT NULL)
    + (SELECT count(*) FROM application WHERE nik_lookup_old IS NOT NULL) AS with_old";

/// What is left to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QueryableByName)]
pub struct NikKeyProgress {
    /// Rows that are found by the old key only.
    #[diesel(sql_type = BigInt)]
    pub left_over: i64,
    /// Rows that still keep a hash by the old key.
    #[diesel(sql_type = BigInt)]
    pub with_old: i64,
}

/// Does what is left of an exchange.
#[derive(Serialize, Deserialize)]
pub struct ExchangeNikKey;

impl TaskHandler for ExchangeNikKey {
    const IDENTIFIER: &'static str = "exchange_nik_key";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(state) = context.get_ext::<State>() else { return Err("no state".to_owned()) };
        for _ in 0..MOST_STEPS {
            if exchange_step(state, STEP).await.map_err(|problem| problem.to_string())? == 0 {
                break;
            }
        }
        Ok(())
    }
}

pub async fn nik_key_progress(state: &State) -> Result<NikKeyProgress, Problem> {
    let mut connection = state.primary().await?;
    let asked = diesel::sql_query(LEFT).bind::<Text, _>(&state.keys().nik.present.id);
    Ok(asked.get_result(&mut connection).await?)
}

/// One step of at most `most` people; answers how many rows it changed.
pub async fn exchange_step(state: &State, most: i64) -> Result<usize, Problem> {
    let actor = Actor::system("exchange_nik_key");
    if state.keys().nik.old.is_some() {
        return write(state, actor, async |write| rehash(state, write, most).await).await;
    }
    let progress = nik_key_progress(state).await?;
    if progress.left_over > 0 {
        tracing::error!(left = progress.left_over, "rows whose NIK was hashed by a key that is not here");
        return Ok(0);
    }
    write(state, actor, async |write| {
        let people =
            diesel::sql_query(CLEAR_PEOPLE).bind::<BigInt, _>(most).execute(write.connection()).await?;
        let applications = diesel::sql_query(CLEAR_APPLICATIONS).bind::<BigInt, _>(most);
        Ok(people.saturating_add(applications.execute(write.connection()).await?))
    })
    .await
}

async fn rehash(state: &State, write: &mut Write<'_>, most: i64) -> Result<usize, Problem> {
    let keys = state.keys();
    let Some(old) = &keys.nik.old else { return Ok(0) };
    let people: Vec<(Uuid, Vec<u8>)> = person::table
        .filter(person::nik_lookup_key.eq(&old.id))
        .order(person::id)
        .limit(most)
        .for_update()
        .skip_locked()
        .select((person::id, person::nik_sealed))
        .load(write.connection())
        .await?;
    let (mut ids, mut lookups) = (Vec::new(), Vec::new());
    for (id, sealed) in people {
        ids.push(id);
        lookups.push(keys.nik.hashes(&keys.unseal_text("person.nik", &sealed)?).lookup);
    }
    if ids.is_empty() {
        return follow(write.connection(), &ids).await;
    }
    let made = diesel::sql_query(REHASH).bind::<Text, _>(&keys.nik.present.id);
    let made = made.bind::<Array<SqlUuid>, _>(&ids).bind::<Array<Bytea>, _>(&lookups);
    let done = made.execute(write.connection()).await?;
    follow(write.connection(), &ids).await?;
    Ok(done)
}

/// The applications of these people; of all when there are none.
async fn follow(connection: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<usize, Problem> {
    Ok(diesel::sql_query(FOLLOW).bind::<Array<SqlUuid>, _>(ids).execute(connection).await?)
}
