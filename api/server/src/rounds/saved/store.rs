//! Queries of saved searches.
use chrono::{DateTime, Utc};
use diesel::{dsl::max, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    notices,
    record::Write,
    schema::{saved_search, saved_search_mail, selection_round},
};

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = saved_search)]
pub struct Saved {
    pub id: Uuid,
    pub account_id: Option<Uuid>,
    pub address_lookup: Vec<u8>,
    pub address_sealed: Vec<u8>,
    pub language: String,
    pub query: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub looked_until: Option<DateTime<Utc>>,
    pub mailed_at: Option<DateTime<Utc>>,
}

pub async fn insert(connection: &mut AsyncPgConnection, row: &Saved) -> Result<(), Problem> {
    diesel::insert_into(saved_search::table).values(row).execute(connection).await?;
    Ok(())
}

/// Held until the transaction ends.
pub async fn lock(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Saved>, Problem> {
    let row = saved_search::table.find(id).select(Saved::as_select()).for_update();
    Ok(row.first(connection).await.optional()?)
}

/// A confirmed search of the same address for the same thing.
pub async fn twin(
    connection: &mut AsyncPgConnection,
    lookup: &[u8],
    query: &str,
) -> Result<Option<Uuid>, Problem> {
    let same = saved_search::address_lookup.eq(lookup).and(saved_search::query.eq(query));
    let found = saved_search::table.filter(same.and(saved_search::confirmed_at.is_not_null()));
    Ok(found.select(saved_search::id).first(connection).await.optional()?)
}

pub async fn count(connection: &mut AsyncPgConnection, lookup: &[u8]) -> Result<i64, Problem> {
    let own = saved_search::address_lookup.eq(lookup).and(saved_search::confirmed_at.is_not_null());
    Ok(saved_search::table.filter(own).count().get_result(connection).await?)
}

pub async fn of_account(connection: &mut AsyncPgConnection, account: Uuid) -> Result<Vec<Saved>, Problem> {
    let rows =
        saved_search::table.filter(saved_search::account_id.eq(account)).order(saved_search::id.desc());
    Ok(rows.select(Saved::as_select()).load(connection).await?)
}

pub async fn confirm(connection: &mut AsyncPgConnection, id: Uuid, at: DateTime<Utc>) -> Result<(), Problem> {
    diesel::update(saved_search::table.find(id))
        .set((
            saved_search::confirmed_at.eq(at),
            saved_search::looked_until.eq(at),
            saved_search::expires_at.eq(None::<DateTime<Utc>>),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn looked(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    until: DateTime<Utc>,
    mailed_at: Option<DateTime<Utc>>,
) -> Result<(), Problem> {
    diesel::update(saved_search::table.find(id))
        .set((saved_search::looked_until.eq(until), saved_search::mailed_at.eq(mailed_at)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes that a mail belongs to a search.
pub async fn keep_mail(connection: &mut AsyncPgConnection, id: Uuid, mail: Uuid) -> Result<(), Problem> {
    let row = (saved_search_mail::saved_search_id.eq(id), saved_search_mail::mail_id.eq(mail));
    diesel::insert_into(saved_search_mail::table).values(row).execute(connection).await?;
    Ok(())
}

/// Takes a search away, with its address and its mails.
pub async fn erase(write: &mut Write<'_>, id: Uuid) -> Result<(), Problem> {
    let own = saved_search_mail::table.filter(saved_search_mail::saved_search_id.eq(id));
    let mails: Vec<Uuid> =
        diesel::delete(own).returning(saved_search_mail::mail_id).get_results(write.connection()).await?;
    diesel::delete(saved_search::table.find(id)).execute(write.connection()).await?;
    notices::erase(write, &mails).await
}

/// Unconfirmed searches whose time is over.
pub async fn expired(connection: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<Vec<Uuid>, Problem> {
    let over = saved_search::confirmed_at.is_null().and(saved_search::expires_at.le(now));
    let rows = saved_search::table.filter(over).select(saved_search::id).limit(1_000);
    Ok(rows.load(connection).await?)
}

/// When the last round was published that a look at `until` can see.
pub async fn last_published(
    connection: &mut AsyncPgConnection,
    until: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Problem> {
    let seen = selection_round::published_at.le(until);
    let last = selection_round::table.filter(seen).select(max(selection_round::published_at));
    Ok(last.first(connection).await?)
}

/// The next searches that have not looked since `published` and were not mailed since `mailed_before`.
pub async fn due(
    connection: &mut AsyncPgConnection,
    published: DateTime<Utc>,
    mailed_before: DateTime<Utc>,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Uuid>, Problem> {
    let rested = saved_search::mailed_at.is_null().or(saved_search::mailed_at.le(mailed_before));
    let rows = saved_search::table
        .filter(saved_search::looked_until.lt(published).and(rested).and(saved_search::id.gt(after)))
        .order(saved_search::id)
        .limit(limit)
        .select(saved_search::id);
    Ok(rows.load(connection).await?)
}
