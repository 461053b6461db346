//! A person's own applications in all agencies, for the page "Lamaran saya".
use actix_web::web;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    answer::{PostAnswer, ReceiptLine},
    post, store,
};
use crate::{
    http::{Answer, Page, Routes},
    identity::Guard,
    kernel::{Problem, State, permission::ApplicationOwn},
};

/// One application in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationLine {
    pub id: Uuid,
    pub post: PostAnswer,
    /// `draft`, `submitted` or `withdrawn`.
    #[schema(example = "submitted")]
    pub state: String,
    #[schema(example = "own")]
    pub source: String,
    #[schema(example = false)]
    pub changed_since_submission: bool,
    pub updated_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The newest first.
    pub receipts: Vec<ReceiptLine>,
}

/// List your applications.
///
/// In all agencies, the newest first; at most 100, since one person has one application in a round.
#[utoipa::path(get, path = "/api/v1/applications", operation_id = "own_applications", tag = "applications",
    responses((status = 200, body = Page<ApplicationLine>, description = "Your applications")))]
pub async fn own_applications(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
) -> Result<Answer<Page<ApplicationLine>>, Problem> {
    let mut connection = state.primary().await?;
    let mut items = Vec::new();
    for row in store::of_person(&mut connection, guard.person_id()?).await? {
        let Some(post) = post::find(&mut connection, &row.agency_id, row.vacancy_id).await? else { continue };
        let receipts = match row.source.as_str() {
            "own" => store::snapshots(&mut connection, &row.agency_id, row.id).await?,
            _ => Vec::new(),
        };
        items.push(ApplicationLine {
            id: row.id,
            post: PostAnswer::from(&post),
            changed_since_submission: row.state == "submitted" && row.draft_sealed.is_some(),
            state: row.state,
            source: row.source,
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            withdrawn_at: row.withdrawn_at,
            receipts: receipts.iter().map(ReceiptLine::from).collect(),
        });
    }
    Ok(Answer::ok(Page { items, next: None }))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_own_applications, own_applications, &[]);
}
