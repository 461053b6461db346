//! Queries about readings.
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Int4, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{Reading, State};
use crate::{
    kernel::{Problem, problem::INTERNAL},
    schema::{reading, reading_item, vacancy},
};

#[derive(Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reading, treat_none_as_null = true)]
pub struct ReadingRow {
    pub agency_id: String,
    pub id: Uuid,
    pub round_id: Uuid,
    pub application_id: Uuid,
    pub snapshot_number: i32,
    pub ordinal: i16,
    pub state: String,
    pub reader: Option<Uuid>,
    pub first_reader: Option<Uuid>,
    pub lease_until: Option<DateTime<Utc>>,
    pub attempt: i16,
    pub outcome: Option<String>,
    pub given_at: Option<DateTime<Utc>>,
    pub returned_by: Option<Uuid>,
    pub returned_at: Option<DateTime<Utc>>,
    pub returned_note_sealed: Option<Vec<u8>>,
    pub released_by: Option<Uuid>,
    pub released_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl ReadingRow {
    /// What the state machine sees.
    pub fn standing(&self) -> Result<Reading, Problem> {
        let state = State::of(&self.state)
            .ok_or_else(|| Problem::new(&INTERNAL).inside("reading in an unknown state"))?;
        Ok(Reading {
            state,
            reader: self.reader,
            first_reader: self.first_reader,
            lease_until: self.lease_until,
        })
    }
}

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = reading_item)]
pub struct ItemRow {
    pub agency_id: String,
    pub reading_id: Uuid,
    pub attempt: i16,
    pub position: i16,
    pub verdict: String,
    pub finding: String,
    pub reason: Option<String>,
    pub note_sealed: Option<Vec<u8>>,
}

pub async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    id: Uuid,
) -> Result<ReadingRow, Problem> {
    let query = reading::table.find((agency, id)).filter(reading::round_id.eq(round));
    Ok(query.select(ReadingRow::as_select()).first(connection).await?)
}

/// The reading, held until the transaction ends.
pub async fn lock(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    id: Uuid,
) -> Result<ReadingRow, Problem> {
    let query = reading::table.find((agency, id)).filter(reading::round_id.eq(round));
    Ok(query.select(ReadingRow::as_select()).for_update().first(connection).await?)
}

/// Writes the row back as its next version.
pub async fn save(
    connection: &mut AsyncPgConnection,
    row: &mut ReadingRow,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    row.version += 1;
    row.updated_at = now;
    diesel::update(reading::table.find((&row.agency_id, row.id))).set(&*row).execute(connection).await?;
    Ok(())
}

/// False when somebody else has just begun to read the same snapshot.
pub async fn insert(connection: &mut AsyncPgConnection, row: &ReadingRow) -> Result<bool, Problem> {
    let done =
        diesel::insert_into(reading::table).values(row).on_conflict_do_nothing().execute(connection).await?;
    Ok(done == 1)
}

pub async fn insert_items(connection: &mut AsyncPgConnection, rows: &[ItemRow]) -> Result<(), Problem> {
    diesel::insert_into(reading_item::table).values(rows).execute(connection).await?;
    Ok(())
}

/// The items of the attempt that stands.
pub async fn items(connection: &mut AsyncPgConnection, row: &ReadingRow) -> Result<Vec<ItemRow>, Problem> {
    let query = reading_item::table
        .filter(reading_item::agency_id.eq(&row.agency_id).and(reading_item::reading_id.eq(row.id)))
        .filter(reading_item::attempt.eq(row.attempt))
        .order(reading_item::position);
    Ok(query.select(ItemRow::as_select()).load(connection).await?)
}

/// What this verifier has already taken or got back, the oldest first.
pub async fn mine(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    reader: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<ReadingRow>, Problem> {
    let query = reading::table
        .filter(reading::agency_id.eq(agency).and(reading::round_id.eq(round)))
        .filter(reading::reader.eq(reader))
        .filter(
            reading::state.eq("returned").or(reading::state.eq("assigned").and(reading::lease_until.gt(now))),
        )
        .order(reading::id)
        .for_update();
    Ok(query.select(ReadingRow::as_select()).first(connection).await.optional()?)
}

/// The oldest reading that waits, or whose lease has ended; rows that others hold are passed over.
pub async fn next_open(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    reader: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<ReadingRow>, Problem> {
    let query = reading::table
        .filter(reading::agency_id.eq(agency).and(reading::round_id.eq(round)))
        .filter(
            reading::state.eq("waiting").or(reading::state.eq("assigned").and(reading::lease_until.le(now))),
        )
        .filter(reading::first_reader.is_null().or(reading::first_reader.ne(reader)))
        .order(reading::id)
        .for_update()
        .skip_locked();
    Ok(query.select(ReadingRow::as_select()).first(connection).await.optional()?)
}

/// A submitted application whose present snapshot nobody has read.
#[derive(QueryableByName)]
pub struct Unread {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Int4)]
    pub snapshot_number: i32,
}

/// Applications of round `$2` of agency `$1` whose present snapshot nobody has read.
pub const UNREAD: &str = "FROM application a
  WHERE a.agency_id = $1 AND a.round_id = $2 AND a.state = 'submitted' AND NOT EXISTS (
    SELECT FROM reading r WHERE r.agency_id = a.agency_id AND r.application_id = a.id
      AND r.snapshot_number = a.snapshot_number)";

/// The next one by the drawn order, where there is one, else the longest waiting one; those that another verifier is
/// taking at this moment are passed over.
pub async fn next_unread(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Option<Unread>, Problem> {
    let drawn = UNREAD.replacen("FROM application a", DRAWN, 1);
    let drawn = first_unread(connection, agency, round, &drawn, "o.position").await?;
    if drawn.is_some() {
        return Ok(drawn);
    }
    first_unread(connection, agency, round, UNREAD, "a.submitted_at, a.id").await
}

const DRAWN: &str = "FROM reading_order o
  JOIN application a ON a.agency_id = o.agency_id AND a.id = o.application_id AND a.round_id = o.round_id";

async fn first_unread(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    from: &str,
    order: &str,
) -> Result<Option<Unread>, Problem> {
    let query =
        format!("SELECT a.id, a.snapshot_number {from} ORDER BY {order} LIMIT 1 FOR UPDATE OF a SKIP LOCKED");
    let found = diesel::sql_query(query)
        .bind::<Text, _>(agency)
        .bind::<SqlUuid, _>(round)
        .get_result(connection)
        .await;
    Ok(found.optional()?)
}

/// How many readings are in a state, and since when the oldest.
#[derive(QueryableByName)]
pub struct Count {
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub oldest: Option<DateTime<Utc>>,
}

/// Counts by state; `unread` stands for applications without a reading. Withdrawn applications do not count.
pub async fn counts(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<Count>, Problem> {
    let query = format!(
        "SELECT 'unread' AS state, count(*) AS count, min(a.submitted_at) AS oldest {UNREAD}
         UNION ALL
         SELECT r.state, count(*), min(coalesce(r.given_at, r.created_at)) FROM reading r
         JOIN application a ON a.agency_id = r.agency_id AND a.id = r.application_id
           AND a.state = 'submitted' AND a.snapshot_number = r.snapshot_number
         WHERE r.agency_id = $1 AND r.round_id = $2 AND r.state <> 'superseded' GROUP BY r.state"
    );
    Ok(diesel::sql_query(query).bind::<Text, _>(agency).bind::<SqlUuid, _>(round).load(connection).await?)
}

/// Verdicts given since an instant, for the forecast.
pub async fn given_since(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    since: DateTime<Utc>,
) -> Result<i64, Problem> {
    let query = reading::table
        .filter(reading::agency_id.eq(agency).and(reading::round_id.eq(round)))
        .filter(reading::given_at.ge(since));
    Ok(query.count().get_result(connection).await?)
}

/// What a list shows beside the reading.
#[derive(Queryable)]
pub struct Listed {
    pub reading: ReadingRow,
    pub participant_code: String,
    pub vacancy_id: Uuid,
    pub post_title: String,
    pub unit_path: String,
}

/// Which readings a list shows.
pub struct Wanted<'a> {
    pub state: Option<&'a str>,
    pub outcome: Option<&'a str>,
    pub vacancy: Option<Uuid>,
    pub reader: Option<Uuid>,
    pub updated_since: Option<DateTime<Utc>>,
    pub after: Option<Uuid>,
    pub limit: i64,
}

pub async fn list(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    wanted: Wanted<'_>,
) -> Result<Vec<Listed>, Problem> {
    use crate::schema::application;
    let mut query = reading::table
        .inner_join(application::table.on(
            application::agency_id.eq(reading::agency_id).and(application::id.eq(reading::application_id)),
        ))
        .inner_join(
            vacancy::table.on(vacancy::agency_id
                .eq(application::agency_id)
                .and(vacancy::id.eq(application::vacancy_id))),
        )
        .filter(reading::agency_id.eq(agency).and(reading::round_id.eq(round)))
        .filter(application::state.eq("submitted"))
        .order(reading::id)
        .limit(wanted.limit + 1)
        .into_boxed();
    query = match wanted.state {
        Some(state) => query.filter(reading::state.eq(state)),
        None => query.filter(reading::state.ne("superseded")),
    };
    if let Some(outcome) = wanted.outcome {
        query = query.filter(reading::outcome.eq(outcome));
    }
    if let Some(vacancy) = wanted.vacancy {
        query = query.filter(application::vacancy_id.eq(vacancy));
    }
    if let Some(reader) = wanted.reader {
        query = query.filter(reading::reader.eq(reader));
    }
    if let Some(since) = wanted.updated_since {
        query = query.filter(reading::updated_at.ge(since));
    }
    if let Some(after) = wanted.after {
        query = query.filter(reading::id.gt(after));
    }
    Ok(query
        .select((
            ReadingRow::as_select(),
            application::participant_code,
            vacancy::id,
            vacancy::post_title,
            vacancy::unit_path,
        ))
        .load(connection)
        .await?)
}

/// What a verdict sheet says about one application.
#[derive(QueryableByName)]
pub struct Verdict {
    #[diesel(sql_type = SqlUuid)]
    pub application_id: Uuid,
    #[diesel(sql_type = Int4)]
    pub snapshot_number: i32,
    #[diesel(sql_type = Text)]
    pub outcome: String,
    #[diesel(sql_type = Timestamptz)]
    pub given_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub reader_name: String,
    #[diesel(sql_type = Timestamptz)]
    pub released_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub supervisor_name: String,
}

/// All released verdicts of a round with the names of the two officers.
pub async fn verdicts(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<Verdict>, Problem> {
    let query = "SELECT r.application_id, r.snapshot_number, r.outcome, r.given_at, r.released_at,
        reader.name AS reader_name, supervisor.name AS supervisor_name
      FROM reading r
      JOIN account ra ON ra.id = r.reader JOIN person reader ON reader.id = ra.person_id
      JOIN account sa ON sa.id = r.released_by JOIN person supervisor ON supervisor.id = sa.person_id
      WHERE r.agency_id = $1 AND r.round_id = $2 AND r.state = 'released'";
    Ok(diesel::sql_query(query).bind::<Text, _>(agency).bind::<SqlUuid, _>(round).load(connection).await?)
}

/// The application and one item that its released verdict does not find met.
pub async fn refused_items(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<(Uuid, ItemRow)>, Problem> {
    let query = reading_item::table
        .inner_join(
            reading::table.on(reading::agency_id
                .eq(reading_item::agency_id)
                .and(reading::id.eq(reading_item::reading_id))
                .and(reading::attempt.eq(reading_item::attempt))),
        )
        .filter(reading::agency_id.eq(agency).and(reading::round_id.eq(round)))
        .filter(reading::state.eq("released").and(reading_item::verdict.eq("not_met")))
        .order((reading_item::reading_id, reading_item::position))
        .select((reading::application_id, ItemRow::as_select()));
    Ok(query.load(connection).await?)
}
