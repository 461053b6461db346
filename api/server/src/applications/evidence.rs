//! Officers open a document of an application in their duty; the person sees that it was opened.
use actix_web::web;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::store;
use crate::{
    documents::{self, FileAnswer},
    http::{Place, Routes},
    identity::{Guard, Scope},
    kernel::{Problem, State, permission::ApplicationRead, problem::NOT_FOUND},
    record::{PersonalRead, log_personal_read},
    schema::application_document,
};

/// Open a document of an application.
///
/// Only what was handed in, by officers of this round. The applicant sees that it was opened, when and what for.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/applications/{application}/evidence/{document}",
    operation_id = "open_evidence", tag = "applications",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("application" = Uuid, Path, description = "Application id"),
        ("document" = Uuid, Path, description = "Document id")),
    responses((status = 200, description = "The file as it was uploaded",
        content(([u8] = "application/pdf"), ([u8] = "image/jpeg"), ([u8] = "image/png")))))]
pub async fn open_evidence(
    guard: Guard<ApplicationRead>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<FileAnswer, Problem> {
    let Place((agency, application, document)) = place;
    let not_found = || Problem::new(&NOT_FOUND);
    let mut connection = state.read().await?;
    let row = store::find(&mut connection, &agency, application).await?.ok_or_else(not_found)?;
    guard.covers(Scope::Round(row.round_id))?;
    let attached = application_document::agency_id
        .eq(&agency)
        .and(application_document::application_id.eq(application))
        .and(application_document::document_id.eq(document))
        .and(application_document::snapshot_number.gt(0));
    let count: i64 = application_document::table.filter(attached).count().get_result(&mut connection).await?;
    if count == 0 {
        return Err(not_found());
    }
    let found = documents::find(&mut connection, &agency, document).await?.ok_or_else(not_found)?;
    drop(connection);
    let read = PersonalRead { agency: &agency, unit: None, purpose: "verification", person: row.person_id };
    log_personal_read(&state, &guard.actor(), read).await?;
    let bytes = documents::open(&state, &found.storage_path).await?;
    Ok(FileAnswer::new(&found.media_type, &found.kind, bytes))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_open_evidence, open_evidence, &[]);
}
