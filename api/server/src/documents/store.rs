//! Queries about documents.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{kernel::Problem, schema::document};

/// A stored file; its bytes lie encrypted at `storage_path`.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = document)]
pub struct Document {
    pub agency_id: String,
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: String,
    pub media_type: String,
    pub byte_count: i64,
    pub page_count: Option<i32>,
    pub sha256: Vec<u8>,
    pub storage_path: String,
    pub key_id: String,
    pub upload_began_at: DateTime<Utc>,
    pub stored_at: DateTime<Utc>,
}

pub async fn insert(connection: &mut AsyncPgConnection, row: &Document) -> Result<(), Problem> {
    diesel::insert_into(document::table).values(row).execute(connection).await?;
    Ok(())
}

/// A document of an agency.
pub async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Option<Document>, Problem> {
    let found = document::table.find((agency, id)).select(Document::as_select()).first(connection).await;
    Ok(found.optional()?)
}

/// A document that this person has uploaded.
pub async fn of_person(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    person: Uuid,
) -> Result<Option<Document>, Problem> {
    Ok(find(connection, agency, id).await?.filter(|document| document.person_id == person))
}

/// How many documents a person has stored since `from`.
pub async fn count_since(
    connection: &mut AsyncPgConnection,
    person: Uuid,
    from: DateTime<Utc>,
) -> Result<i64, Problem> {
    let mine = document::person_id.eq(person).and(document::stored_at.gt(from));
    Ok(document::table.filter(mine).count().get_result(connection).await?)
}
