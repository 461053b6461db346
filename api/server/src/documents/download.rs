//! A person gets back what he uploaded. Officers open documents by the application that they belong to.
use actix_web::web;
use uuid::Uuid;

use super::{FileAnswer, store, vault};
use crate::{
    http::{Place, Routes},
    identity::Guard,
    kernel::{Problem, State, permission::DocumentOwn, problem::NOT_FOUND},
};

/// Download a document that you uploaded.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/documents/{document}", operation_id = "download_own_document",
    tag = "documents",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("document" = Uuid, Path, description = "Document id")),
    responses((status = 200, description = "The file as it was uploaded",
        content(([u8] = "application/pdf"), ([u8] = "image/jpeg"), ([u8] = "image/png")))))]
pub async fn download_own_document(
    guard: Guard<DocumentOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<FileAnswer, Problem> {
    let Place((agency, id)) = place;
    let mut connection = state.read().await?;
    let document = store::of_person(&mut connection, &agency, id, guard.person_id()?)
        .await?
        .ok_or_else(|| Problem::new(&NOT_FOUND))?;
    drop(connection);
    let bytes = vault::open(&state, &document.storage_path).await?;
    Ok(FileAnswer::new(&document.media_type, &document.kind, bytes))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_download_own_document, download_own_document, &[]);
}
