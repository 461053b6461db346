//! A person's inbox: what they were told, when, and whether they have opened it.
use actix_web::web;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::store::{self, Entry};
use crate::{
    http::{Answer, Cursor, Page, Parameters, Place, page::limit},
    identity::{Guard, own_persons},
    kernel::{Language, Problem, State, permission::OwnAccount},
    record::write,
};

#[derive(Serialize, ToSchema)]
pub struct InboxEntry {
    pub id: Uuid,
    /// Who tells; absent when it is about the account itself.
    #[schema(example = "5473")]
    pub agency_id: Option<String>,
    #[schema(example = "stage_announced")]
    pub kind: String,
    #[schema(example = "Hasil seleksi administrasi sudah diumumkan")]
    pub subject: String,
    #[schema(example = "Buka lamaran Anda untuk melihat alasan setiap persyaratan.")]
    pub body: String,
    /// A path of the app.
    #[schema(example = "/lamaran")]
    pub link: Option<String>,
    pub at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

impl InboxEntry {
    fn of(entry: Entry, language: Language) -> Self {
        let (subject, body) = match language {
            Language::Id => (entry.subject_id_text, entry.body_id_text),
            Language::En => (entry.subject_en_text, entry.body_en_text),
        };
        let Entry { id, agency_id, kind, link, at, read_at, .. } = entry;
        Self { id, agency_id, kind, subject, body, link, at, read_at }
    }
}

#[derive(Serialize, ToSchema)]
pub struct Unread {
    #[schema(example = 2)]
    pub count: i64,
}

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct InboxQuery {
    /// From `next` of the page before.
    #[param(value_type = String, required = false)]
    pub cursor: Option<Cursor>,
    /// 1 to 100, 20 when absent.
    #[param(nullable = false)]
    pub limit: Option<i64>,
}

/// List what you were told.
///
/// Newest first, in the language of Accept-Language; both languages are kept.
#[utoipa::path(get, path = "/api/v1/inbox", operation_id = "list_inbox", tag = "notices", params(InboxQuery),
    responses((status = 200, body = Page<InboxEntry>, description = "One page of the inbox")))]
pub async fn list_inbox(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    query: Parameters<InboxQuery>,
) -> Result<Answer<Page<InboxEntry>>, Problem> {
    let before = query.0.cursor.map(|cursor| cursor.key::<Uuid>()).transpose()?;
    let limit = limit(query.0.limit);
    let mut connection = state.read().await?;
    let own = own_persons(&mut connection, guard.person_id()?).await?;
    let rows = store::entries(&mut connection, &own, before, limit + 1).await?;
    let page = Page::of(rows, limit, |entry| entry.id);
    Ok(Answer::ok(page.map(|entry| InboxEntry::of(entry, guard.language))))
}

/// Count unread entries.
#[utoipa::path(get, path = "/api/v1/inbox/unread", operation_id = "count_unread", tag = "notices",
    responses((status = 200, body = Unread, description = "How many entries were not opened yet")))]
pub async fn count_unread(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
) -> Result<Answer<Unread>, Problem> {
    let mut connection = state.read().await?;
    let own = own_persons(&mut connection, guard.person_id()?).await?;
    Ok(Answer::ok(Unread { count: store::unread(&mut connection, &own).await? }))
}

/// Mark an entry as read.
///
/// The first time counts; doing it again changes nothing.
#[utoipa::path(post, path = "/api/v1/inbox/{entry}/read", operation_id = "mark_read", tag = "notices",
    params(("entry" = Uuid, Path, description = "Id of the entry")),
    responses((status = 200, body = InboxEntry, description = "The entry, read")))]
pub async fn mark_read(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    entry: Place<Uuid>,
) -> Result<Answer<InboxEntry>, Problem> {
    let person_id = guard.person_id()?;
    let entry = write(&state, guard.actor(), async |write| {
        let now = write.now;
        let own = own_persons(write.connection(), person_id).await?;
        store::read(write.connection(), &own, entry.0, now).await
    });
    Ok(Answer::ok(InboxEntry::of(entry.await?, guard.language)))
}
