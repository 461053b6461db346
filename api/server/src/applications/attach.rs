//! Puts an uploaded document into its place, also when the upload began in time and ended a little late.
use actix_web::web;
use chrono::Duration;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{ApplicationAnswer, Opened},
    draft::{changing, own_window, point_to, seal},
    form::documents_of,
    model::{Command, Refusal, Standing, Window, decide},
    moment::said_closing,
    post::{self, Post},
    problem::{self, CHANGES, NATIONAL_DOOR, SETTLE_AT_COUNTER},
    store::{self, Row},
    submit::freeze,
};
use crate::{
    documents::{self, Document},
    http::{Answer, Arrival, IfMatch, Json, Place, Routes},
    identity::Guard,
    kernel::{
        Language, Problem, State, Text,
        permission::ApplicationOwn,
        problem::{BAD_INPUT, NOT_FOUND},
    },
    record::write,
};

/// How long after closing a file may finish whose upload began before it.
pub const GRACE_MINUTES: i64 = 15;

#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Attaching {
    /// A document that you uploaded.
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub document_id: Uuid,
}

/// Attach a document.
///
/// Replaces what stood in this place of the working copy. A file whose upload began before registration closed may
/// be attached to a submitted application for 15 minutes more, and is then frozen with it at once.
#[utoipa::path(put, path = "/api/v1/agencies/{agency}/applications/{application}/documents/{code}",
    operation_id = "attach_document", tag = "applications", request_body = Attaching,
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("application" = Uuid, Path, description = "Application id"),
        ("code" = String, Path, description = "Code of the document that the form asks for", example = "diploma")),
    responses((status = 200, body = ApplicationAnswer, description = "Attached")))]
pub async fn attach_document(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid, String)>,
    seen: IfMatch,
    arrival: Arrival,
    body: Json<Attaching>,
) -> Result<Answer<ApplicationAnswer>, Problem> {
    let (Place((agency, id, code)), person) = (place, guard.person_id()?);
    write(&state, guard.actor(), async |write| {
        let mut row = changing(write.connection(), &agency, id, person, seen).await?;
        let post = post::find(write.connection(), &agency, row.vacancy_id)
            .await?
            .ok_or_else(|| Problem::new(&NOT_FOUND))?;
        let document =
            documents::of_person(write.connection(), &agency, body.value.document_id, person).await?;
        let document = document.filter(|document| document.kind == code).ok_or_else(|| {
            let text = Text::new(
                "Unggah dulu berkas ini, lalu lampirkan.",
                "Upload this file first, then attach it.",
            );
            Problem::new(&BAD_INPUT).field("/document_id", "unknown_document", text)
        })?;
        if !post.requirements.iter().flat_map(documents_of).any(|kind| kind == code) {
            return Err(Problem::new(&NOT_FOUND));
        }
        let window = own_window(&post, guard.language)?;
        let late = is_late(&row, &window, arrival, &document, &post, guard.language)?;
        store::attach(write.connection(), &row, 0, &code, document.id).await?;
        let opened = if late {
            let opened = Opened::load(&state, write.connection(), row).await?;
            let settle = said_closing(window.closes, &post.zone, guard.language);
            let (opened, number) = freeze(&state, write, opened, arrival.0, &settle).await?;
            super::told::submitted(&state, write, &opened, &number).await?;
            opened
        } else {
            touch(&state, write.connection(), &mut row, &post).await?;
            row.updated_at = write.now;
            store::update(write.connection(), &row).await?;
            Opened::load(&state, write.connection(), row).await?
        };
        let version = opened.row.version;
        Ok(Answer::ok(opened.answer(write.connection(), arrival.0).await?).version(version))
    })
    .await
}

/// The working copy now differs from what was handed in.
async fn touch(
    state: &State,
    connection: &mut diesel_async::AsyncPgConnection,
    row: &mut Row,
    post: &Post,
) -> Result<(), Problem> {
    if row.draft_sealed.is_none() {
        let opened = Opened::load(state, connection, row.clone()).await?;
        row.draft_sealed = Some(seal(state, &opened.answers)?);
    }
    point_to(row, post);
    row.version += 1;
    Ok(())
}

/// False within the window; true within the grace for a file that began in time; else the refusal with the time.
fn is_late(
    row: &Row,
    window: &Window,
    arrival: Arrival,
    document: &Document,
    post: &Post,
    language: Language,
) -> Result<bool, Problem> {
    let standing = Standing::of(&row.state);
    match decide(standing, Command::Change, window, arrival.0) {
        Ok(_) => Ok(false),
        Err(Refusal::Closed)
            if standing == Standing::Submitted
                && window.check(document.upload_began_at).is_ok()
                && document.stored_at < window.closes + Duration::minutes(GRACE_MINUTES)
                && arrival.0 < window.closes + Duration::minutes(GRACE_MINUTES) =>
        {
            Ok(true)
        }
        Err(refusal) => Err(problem::refused(refusal, window, &post.zone, language)),
    }
}

pub fn routes(routes: &mut Routes) {
    let problems: Vec<_> = CHANGES.iter().copied().chain([&NATIONAL_DOOR, &SETTLE_AT_COUNTER]).collect();
    routes.add(__path_attach_document, attach_document, &problems);
}
