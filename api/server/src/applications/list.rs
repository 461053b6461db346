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
    http::{Answer, Page, Place, Routes},
    identity::Guard,
    kernel::{Problem, State, permission::ApplicationOwn, problem::NOT_FOUND},
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
    let mut connection = state.read().await?;
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

/// Where to apply for a vacancy.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnPlace {
    pub post: PostAnswer,
    /// Your application in this round, if there is one that was not withdrawn.
    pub application_id: Option<Uuid>,
    /// Its vacancy, which may be another one of the round.
    pub application_vacancy_id: Option<Uuid>,
}

/// Find your application for a vacancy.
///
/// Tells the post, its window and door, and whether you have an application in its round already.
#[utoipa::path(get, path = "/api/v1/vacancies/{vacancy}/own-application", operation_id = "own_application_for",
    tag = "applications", params(("vacancy" = Uuid, Path, description = "Vacancy id")),
    responses((status = 200, body = OwnPlace, description = "The post and your application")))]
pub async fn own_application_for(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<Uuid>,
) -> Result<Answer<OwnPlace>, Problem> {
    let mut connection = state.read().await?;
    let not_found = || Problem::new(&NOT_FOUND);
    let agency = post::agency_of(&mut connection, place.0).await?.ok_or_else(not_found)?;
    let post = post::find(&mut connection, &agency, place.0).await?.ok_or_else(not_found)?;
    let mine = store::of_person(&mut connection, guard.person_id()?).await?;
    let found = mine.iter().find(|row| row.round_id == post.round_id && row.state != "withdrawn");
    Ok(Answer::ok(OwnPlace {
        post: PostAnswer::from(&post),
        application_id: found.map(|row| row.id),
        application_vacancy_id: found.map(|row| row.vacancy_id),
    }))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_own_application_for, own_application_for, &[]);
    routes.add(__path_own_applications, own_applications, &[]);
}
