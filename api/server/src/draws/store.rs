//! Queries about draws.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{draw, draw_file, draw_seat},
};

#[derive(Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = draw, treat_none_as_null = true)]
pub struct DrawRow {
    pub agency_id: String,
    pub id: Uuid,
    pub round_id: Uuid,
    pub purpose: String,
    pub number: i16,
    pub state: String,
    pub seal_leaf: Uuid,
    pub list_hash: Vec<u8>,
    pub item_count: i32,
    pub commit_until: DateTime<Utc>,
    pub reveal_until: DateTime<Utc>,
    pub listed_leaf: Uuid,
    pub prepared_by: Uuid,
    pub prepared_at: DateTime<Utc>,
    pub over_leaf: Option<Uuid>,
    pub over_by: Option<Uuid>,
    pub over_at: Option<DateTime<Utc>>,
    pub seed: Option<Vec<u8>>,
}

#[derive(Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = draw_seat, treat_none_as_null = true)]
pub struct SeatRow {
    pub agency_id: String,
    pub draw_id: Uuid,
    pub position: i16,
    pub name: String,
    pub office: String,
    pub stand_in: bool,
    pub account_id: Uuid,
    pub commitment: Option<Vec<u8>>,
    pub commit_leaf: Option<Uuid>,
    pub committed_at: Option<DateTime<Utc>>,
    pub secret: Option<Vec<u8>>,
    pub reveal_leaf: Option<Uuid>,
    pub revealed_at: Option<DateTime<Utc>>,
}

/// A file as it is stored.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = draw_file)]
pub struct FileRow {
    pub agency_id: String,
    pub draw_id: Uuid,
    pub name: String,
    pub size: i32,
    pub sha256: Vec<u8>,
    pub gzip: Vec<u8>,
}

pub async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    id: Uuid,
) -> Result<DrawRow, Problem> {
    let query = draw::table.find((agency, id)).filter(draw::round_id.eq(round));
    Ok(query.select(DrawRow::as_select()).first(connection).await?)
}

/// The draw, held until the transaction ends.
pub async fn lock(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    id: Uuid,
) -> Result<DrawRow, Problem> {
    let query = draw::table.find((agency, id)).filter(draw::round_id.eq(round));
    Ok(query.select(DrawRow::as_select()).for_update().first(connection).await?)
}

/// The draws of a round, the newest first.
pub async fn of_round(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<DrawRow>, Problem> {
    let query = draw::table
        .filter(draw::agency_id.eq(agency).and(draw::round_id.eq(round)))
        .order(draw::id.desc())
        .select(DrawRow::as_select());
    Ok(query.load(connection).await?)
}

/// Open draws in which an account has a seat, with that seat; the one that is over first comes first.
pub async fn of_account(
    connection: &mut AsyncPgConnection,
    account: Uuid,
) -> Result<Vec<(DrawRow, SeatRow)>, Problem> {
    let query = draw::table
        .inner_join(
            draw_seat::table
                .on(draw_seat::agency_id.eq(draw::agency_id).and(draw_seat::draw_id.eq(draw::id))),
        )
        .filter(draw_seat::account_id.eq(account).and(draw::state.eq("open")))
        .order((draw::reveal_until, draw::id))
        .select((DrawRow::as_select(), SeatRow::as_select()));
    Ok(query.load(connection).await?)
}

/// False when a draw for the same purpose is open or finished.
pub async fn insert(connection: &mut AsyncPgConnection, row: &DrawRow) -> Result<bool, Problem> {
    let done =
        diesel::insert_into(draw::table).values(row).on_conflict_do_nothing().execute(connection).await?;
    Ok(done == 1)
}

pub async fn insert_seats(connection: &mut AsyncPgConnection, rows: &[SeatRow]) -> Result<(), Problem> {
    diesel::insert_into(draw_seat::table).values(rows).execute(connection).await?;
    Ok(())
}

pub async fn insert_file(connection: &mut AsyncPgConnection, row: &FileRow) -> Result<(), Problem> {
    diesel::insert_into(draw_file::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn save(connection: &mut AsyncPgConnection, row: &DrawRow) -> Result<(), Problem> {
    diesel::update(draw::table.find((&row.agency_id, row.id))).set(row).execute(connection).await?;
    Ok(())
}

pub async fn save_seat(connection: &mut AsyncPgConnection, row: &SeatRow) -> Result<(), Problem> {
    let place = draw_seat::table.find((&row.agency_id, row.draw_id, row.position));
    diesel::update(place).set(row).execute(connection).await?;
    Ok(())
}

pub async fn seats(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Vec<SeatRow>, Problem> {
    let query = draw_seat::table
        .filter(draw_seat::agency_id.eq(agency).and(draw_seat::draw_id.eq(id)))
        .order(draw_seat::position)
        .select(SeatRow::as_select());
    Ok(query.load(connection).await?)
}

/// Every file of a draw by name.
pub async fn files(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Vec<FileRow>, Problem> {
    let query = draw_file::table
        .filter(draw_file::agency_id.eq(agency).and(draw_file::draw_id.eq(id)))
        .order(draw_file::name)
        .select(FileRow::as_select());
    Ok(query.load(connection).await?)
}

pub async fn file(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    name: &str,
) -> Result<Option<FileRow>, Problem> {
    let query = draw_file::table.find((agency, id, name)).select(FileRow::as_select());
    Ok(query.first(connection).await.optional()?)
}
