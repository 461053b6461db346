//! The order in which applications are read, where one was drawn: nobody chooses who reads whom.
use diesel::{
    prelude::*,
    sql_types::{Array, BigInt, Binary, Text, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::store::UNREAD;
use crate::kernel::Problem;

#[derive(QueryableByName)]
struct Sealed {
    #[diesel(sql_type = Binary)]
    token: Vec<u8>,
}

/// Tokens of the applications that a leaf sealed and that nobody has read.
pub async fn sealed_and_waiting(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    seal: Uuid,
) -> Result<Vec<Vec<u8>>, Problem> {
    let query = format!(
        "SELECT t.token FROM record_token t
         WHERE t.agency_id = $1 AND t.leaf_id = $3 AND t.subject_id IN (SELECT a.id {UNREAD})"
    );
    let found: Vec<Sealed> = diesel::sql_query(query)
        .bind::<Text, _>(agency)
        .bind::<SqlUuid, _>(round)
        .bind::<SqlUuid, _>(seal)
        .load(connection)
        .await?;
    Ok(found.into_iter().map(|row| row.token).collect())
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many applications nobody has read.
pub async fn waiting(connection: &mut AsyncPgConnection, agency: &str, round: Uuid) -> Result<i64, Problem> {
    let found: Counted = diesel::sql_query(format!("SELECT count(*) AS count {UNREAD}"))
        .bind::<Text, _>(agency)
        .bind::<SqlUuid, _>(round)
        .get_result(connection)
        .await?;
    Ok(found.count)
}

/// From now on the queue gives out these applications in this order; those that came later follow as before.
pub async fn read_in_order(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    seal: Uuid,
    tokens: &[Vec<u8>],
) -> Result<(), Problem> {
    let query = "INSERT INTO reading_order (agency_id, round_id, position, application_id)
        SELECT $1, $2, o.position, t.subject_id
        FROM unnest($4) WITH ORDINALITY AS o (token, position)
        JOIN record_token t ON t.agency_id = $1 AND t.leaf_id = $3 AND t.token = o.token";
    diesel::sql_query(query)
        .bind::<Text, _>(agency)
        .bind::<SqlUuid, _>(round)
        .bind::<SqlUuid, _>(seal)
        .bind::<Array<Binary>, _>(tokens)
        .execute(connection)
        .await?;
    Ok(())
}
