//! Begin a draft, see it, save it as one types, throw it away.
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{ApplicationAnswer, Opened},
    form,
    model::{Answers, Command, Standing, Window, decide},
    post::{self, Post},
    problem::{self, ALREADY_APPLYING, CHANGES, NATIONAL_DOOR, WINDOW_CLOSED},
    store::{self, Row},
};
use crate::{
    http::{Answer, Arrival, IdempotencyKey, IfMatch, Json, Place, Routes},
    identity::Guard,
    kernel::{
        Language, Problem, State, Text, new_id,
        permission::ApplicationOwn,
        problem::{BAD_INPUT, INTERNAL, NOT_FOUND},
        spoken_code,
    },
    record::{Once, write, write_once},
};

#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Beginning {
    /// The vacancy to apply to.
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub vacancy_id: Uuid,
}

/// What was thrown away.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Discarded {
    pub id: Uuid,
}

/// The window of our own door; the national one is told where to go.
pub fn own_window(post: &Post, language: Language) -> Result<Window, Problem> {
    let window = post.window.filter(|_| post.open).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    if post.national {
        let closes = super::moment::said_closing(window.closes, &post.zone, language);
        return Err(Problem::new(&NATIONAL_DOOR).with("closes", closes));
    }
    Ok(window)
}

/// Begin an application.
///
/// Makes a draft that nobody else sees. One person has one application in a round; the draft keeps the versions of
/// vacancy, rules, timetable and form under which it was made.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/applications", operation_id = "begin_application",
    tag = "applications", params(("agency" = String, Path, description = "Agency code", example = "5473")),
    request_body = Beginning,
    responses((status = 201, body = ApplicationAnswer, description = "The draft")))]
pub async fn begin_application(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<String>,
    key: IdempotencyKey,
    arrival: Arrival,
    body: Json<Beginning>,
) -> Result<Answer<ApplicationAnswer>, Problem> {
    let (Place(agency), person) = (place, guard.person_id()?);
    let once = Once { operation: "begin_application", key: &key, body_hash: body.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let post = post::find(write.connection(), &agency, body.value.vacancy_id)
            .await?
            .ok_or_else(|| Problem::new(&NOT_FOUND))?;
        let window = own_window(&post, guard.language)?;
        window
            .check(arrival.0)
            .map_err(|refusal| problem::refused(refusal, &window, &post.zone, guard.language))?;
        let form = form::Form::newest(write.connection()).await?;
        let who = store::held_person(write.connection(), person).await?;
        let row = Row {
            agency_id: agency.clone(),
            id: new_id(),
            round_id: post.round_id,
            vacancy_id: post.vacancy_id,
            vacancy_version: post.vacancy_version,
            rules_version: post.rules_version,
            timetable_version: post.timetable_version,
            form_version: form.version,
            person_id: person,
            nik_lookup: who.nik_lookup,
            source: "own".into(),
            register_number: None,
            state: "draft".into(),
            participant_code: spoken_code(2),
            participant_number: None,
            draft_sealed: Some(seal(&state, &Answers::default())?),
            snapshot_number: 0,
            created_at: write.now,
            submitted_at: None,
            withdrawn_at: None,
            version: 1,
            updated_at: write.now,
            nik_lookup_old: who.nik_lookup_old,
        };
        store::insert(write.connection(), &row).await.map_err(|error| match store::violated(&error) {
            Some("application_one_per_person") => Problem::new(&ALREADY_APPLYING),
            _ => error.into(),
        })?;
        let opened = Opened::load(&state, write.connection(), row).await?;
        Ok(Answer::created(opened.answer(write.connection(), arrival.0).await?).version(1))
    })
    .await
}

/// See one of your applications.
///
/// With the form, the answers and, for each requirement, whether it is met, not met, or for a person to judge.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/applications/{application}",
    operation_id = "own_application", tag = "applications",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("application" = Uuid, Path, description = "Application id")),
    responses((status = 200, body = ApplicationAnswer, description = "The application")))]
pub async fn own_application(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<ApplicationAnswer>, Problem> {
    let Place((agency, id)) = place;
    let person = guard.person_id()?;
    // The primary answers: somebody who types must see what was just saved.
    let mut connection = state.read().await?;
    let row = store::find(&mut connection, &agency, id).await?.filter(|row| row.person_id == person);
    let row = row.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let version = row.version;
    let opened = Opened::load(&state, &mut connection, row).await?;
    Ok(Answer::ok(opened.promised_answer(&state, &mut connection, state.clock().now()).await?)
        .version(version))
}

/// Save what was typed.
///
/// Replaces the answers of the working copy. What was submitted before stays as it is until you submit again.
#[utoipa::path(put, path = "/api/v1/agencies/{agency}/applications/{application}",
    operation_id = "save_application", tag = "applications", request_body = Answers,
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("application" = Uuid, Path, description = "Application id")),
    responses((status = 200, body = ApplicationAnswer, description = "Saved")))]
pub async fn save_application(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
    arrival: Arrival,
    body: Json<Answers>,
) -> Result<Answer<ApplicationAnswer>, Problem> {
    let (Place((agency, id)), answers) = (place, body.value.clean());
    if answers.gpa.as_ref().is_some_and(|text| !form::is_gpa(text)) {
        let text =
            Text::new("Tulis angka dari 0 sampai 4, seperti 3,25.", "Write a number from 0 to 4, like 3.25.");
        return Err(Problem::new(&BAD_INPUT).field("/gpa", "gpa", text));
    }
    let person = guard.person_id()?;
    write(&state, guard.actor(), async |write| {
        let mut row = changing(write.connection(), &agency, id, person, seen).await?;
        let post = allowed(write.connection(), &row, Command::Change, arrival, guard.language).await?;
        point_to(&mut row, &post);
        row.form_version = form::Form::newest(write.connection()).await?.version;
        row.draft_sealed = Some(seal(&state, &answers)?);
        row.version += 1;
        row.updated_at = write.now;
        store::update(write.connection(), &row).await?;
        let version = row.version;
        let opened = Opened::load(&state, write.connection(), row).await?;
        Ok(Answer::ok(opened.answer(write.connection(), arrival.0).await?).version(version))
    })
    .await
}

/// Throw away a draft.
///
/// Only a draft that was never submitted. Your uploaded files stay yours.
#[utoipa::path(delete, path = "/api/v1/agencies/{agency}/applications/{application}",
    operation_id = "discard_application", tag = "applications",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("application" = Uuid, Path, description = "Application id")),
    responses((status = 200, body = Discarded, description = "Discarded")))]
pub async fn discard_application(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    seen: IfMatch,
    arrival: Arrival,
) -> Result<Answer<Discarded>, Problem> {
    let Place((agency, id)) = place;
    let person = guard.person_id()?;
    write(&state, guard.actor(), async |write| {
        let row = changing(write.connection(), &agency, id, person, seen).await?;
        allowed(write.connection(), &row, Command::Discard, arrival, guard.language).await?;
        store::discard(write.connection(), &agency, id).await?;
        Ok(Answer::ok(Discarded { id }))
    })
    .await
}

/// The caller's application in the version that he saw, locked.
pub async fn changing(
    connection: &mut diesel_async::AsyncPgConnection,
    agency: &str,
    id: Uuid,
    person: Uuid,
    seen: IfMatch,
) -> Result<Row, Problem> {
    let row = store::lock(connection, agency, id, person).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    seen.check(row.version)?;
    Ok(row)
}

/// The post, when the state machine allows `command`.
pub async fn allowed(
    connection: &mut diesel_async::AsyncPgConnection,
    row: &Row,
    command: Command,
    arrival: Arrival,
    language: Language,
) -> Result<Post, Problem> {
    let post = post::find(connection, &row.agency_id, row.vacancy_id)
        .await?
        .ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let window = own_window(&post, language)?;
    decide(Standing::of(&row.state), command, &window, arrival.0)
        .map_err(|refusal| problem::refused(refusal, &window, &post.zone, language))?;
    Ok(post)
}

/// Notes the versions that the person now sees.
pub fn point_to(row: &mut Row, post: &Post) {
    row.vacancy_version = post.vacancy_version;
    row.rules_version = post.rules_version;
    row.timetable_version = post.timetable_version;
}

pub fn seal(state: &State, answers: &Answers) -> Result<Vec<u8>, Problem> {
    let text = serde_json::to_vec(answers).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    state.keys().seal("application.draft", &text)
}

pub fn routes(routes: &mut Routes) {
    routes.add(
        __path_begin_application,
        begin_application,
        &[&ALREADY_APPLYING, &NATIONAL_DOOR, &WINDOW_CLOSED, &problem::WINDOW_NOT_OPEN, &NOT_FOUND],
    );
    routes.add(__path_own_application, own_application, &[]);
    let changes: Vec<_> = CHANGES.iter().copied().chain([&NATIONAL_DOOR]).collect();
    routes.add(__path_save_application, save_application, &changes);
    routes.add(__path_discard_application, discard_application, &changes);
}
