//! Queries about inbox entries and mails.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{inbox_entry, mail},
};

#[derive(Insertable)]
#[diesel(table_name = inbox_entry)]
pub struct EntryRow<'a> {
    pub id: Uuid,
    pub person_id: Uuid,
    pub agency_id: Option<&'a str>,
    pub kind: &'a str,
    pub subject_id_text: &'a str,
    pub subject_en_text: &'a str,
    pub body_id_text: &'a str,
    pub body_en_text: &'a str,
    pub link: Option<&'a str>,
    pub at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = mail)]
pub struct MailRow<'a> {
    pub id: Uuid,
    pub inbox_entry_id: Option<Uuid>,
    pub message_id: &'a str,
    pub address_sealed: Vec<u8>,
    pub language: &'a str,
    pub content_sealed: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = inbox_entry)]
pub struct Entry {
    pub id: Uuid,
    pub agency_id: Option<String>,
    pub kind: String,
    pub subject_id_text: String,
    pub subject_en_text: String,
    pub body_id_text: String,
    pub body_en_text: String,
    pub link: Option<String>,
    pub at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

/// A mail that has not been delivered.
#[derive(Queryable, Selectable)]
#[diesel(table_name = mail)]
pub struct Waiting {
    pub message_id: String,
    pub address_sealed: Vec<u8>,
    pub content_sealed: Vec<u8>,
}

/// False when an entry with this id is there already.
pub async fn insert_entry(connection: &mut AsyncPgConnection, row: &EntryRow<'_>) -> Result<bool, Problem> {
    let inserted = diesel::insert_into(inbox_entry::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    Ok(inserted == 1)
}

pub async fn insert_mail(connection: &mut AsyncPgConnection, row: &MailRow<'_>) -> Result<(), Problem> {
    diesel::insert_into(mail::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn mail_exists(connection: &mut AsyncPgConnection, id: Uuid) -> Result<bool, Problem> {
    let found: Option<Uuid> = mail::table.find(id).select(mail::id).first(connection).await.optional()?;
    Ok(found.is_some())
}

pub async fn delete_mails(connection: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<(), Problem> {
    diesel::delete(mail::table.filter(mail::id.eq_any(ids))).execute(connection).await?;
    Ok(())
}

/// Counts a try; nothing when the mail is delivered already.
pub async fn attempt(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Option<Waiting>, Problem> {
    let waiting = diesel::update(mail::table.filter(mail::id.eq(id).and(mail::delivered_at.is_null())))
        .set(mail::attempts.eq(mail::attempts + 1))
        .returning(Waiting::as_returning())
        .get_result(connection)
        .await
        .optional()?;
    Ok(waiting)
}

pub async fn delivered(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(mail::table.find(id))
        .set((mail::delivered_at.eq(at), mail::last_error.eq(None::<String>)))
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn failed(connection: &mut AsyncPgConnection, id: Uuid, error: &str) -> Result<(), Problem> {
    diesel::update(mail::table.find(id)).set(mail::last_error.eq(error)).execute(connection).await?;
    Ok(())
}

/// Newest first.
pub async fn entries(
    connection: &mut AsyncPgConnection,
    own: &[Uuid],
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Entry>, Problem> {
    let mut query = inbox_entry::table
        .filter(inbox_entry::person_id.eq_any(own))
        .order(inbox_entry::id.desc())
        .limit(limit)
        .select(Entry::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(inbox_entry::id.lt(before));
    }
    Ok(query.load(connection).await?)
}

pub async fn unread(connection: &mut AsyncPgConnection, own: &[Uuid]) -> Result<i64, Problem> {
    let query = inbox_entry::table
        .filter(inbox_entry::person_id.eq_any(own).and(inbox_entry::read_at.is_null()))
        .count();
    Ok(query.get_result(connection).await?)
}

/// Keeps the first time of reading.
pub async fn read(
    connection: &mut AsyncPgConnection,
    own: &[Uuid],
    id: Uuid,
    at: DateTime<Utc>,
) -> Result<Entry, Problem> {
    diesel::update(inbox_entry::table.find(id))
        .filter(inbox_entry::person_id.eq_any(own).and(inbox_entry::read_at.is_null()))
        .set(inbox_entry::read_at.eq(at))
        .execute(connection)
        .await?;
    let entry = inbox_entry::table.find(id).filter(inbox_entry::person_id.eq_any(own));
    Ok(entry.select(Entry::as_select()).first(connection).await?)
}
