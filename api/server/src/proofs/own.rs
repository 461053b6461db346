//! The leaves of one's own application. What a verdict says stays closed until it is announced, here as everywhere.
use actix_web::{HttpResponse, http::header, web};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use ledger::Kind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    announcements, applications,
    http::{Answer, Place},
    identity::Guard,
    kernel::{Problem, State, drawing, permission::ApplicationOwn, problem::NOT_FOUND},
    record::log::{
        policy,
        proof::{self, Known},
    },
};

/// Something that the record holds about an application.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnLeaf {
    pub leaf: Uuid,
    /// What happened: `application_submitted`, `verdict_released` and others.
    #[schema(example = "application_submitted")]
    pub kind: String,
    pub at: DateTime<Utc>,
    /// Place in the log, from 0.
    #[schema(example = 1203)]
    pub index: Option<u64>,
    /// `waiting` for the next checkpoint, `recorded` in one, or `witnessed` by others too.
    #[schema(example = "recorded")]
    pub state: String,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnProofs {
    /// The oldest first.
    pub items: Vec<OwnLeaf>,
    /// Whether this log has witnesses yet: without, nothing goes further than `recorded`.
    #[schema(example = false)]
    pub has_witnesses: bool,
}

/// What is printed beside a receipt: a text of at most 500 bytes, and its square code.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnCard {
    pub text: String,
    /// The code is drawn on a grid of this many modules.
    #[schema(example = 77)]
    pub size: usize,
    /// The dark modules.
    #[schema(example = "M0 0h1v1h-1z")]
    pub path: String,
}

/// What one did oneself may be seen at once; the rest once it was announced.
fn is_open(known: &Known, told_until: Option<DateTime<Utc>>) -> bool {
    let own = [Kind::ApplicationSubmitted, Kind::ApplicationCorrected, Kind::ApplicationWithdrawn];
    own.iter().any(|kind| kind.as_str() == known.kind) || told_until.is_some_and(|until| known.at <= until)
}

async fn open_leaves(
    connection: &mut AsyncPgConnection,
    agency: &str,
    application: Uuid,
    person: Uuid,
) -> Result<Vec<Known>, Problem> {
    if !applications::is_of(connection, agency, application, person).await? {
        return Err(Problem::new(&NOT_FOUND));
    }
    let until = announcements::told_until(connection, agency, application).await?;
    let mut leaves = proof::of_subject(connection, agency, application).await?;
    leaves.retain(|known| is_open(known, until));
    Ok(leaves)
}

async fn open_leaf(
    connection: &mut AsyncPgConnection,
    agency: &str,
    application: Uuid,
    person: Uuid,
    leaf: Uuid,
) -> Result<Known, Problem> {
    let leaves = open_leaves(connection, agency, application, person).await?;
    leaves.into_iter().find(|known| known.id == leaf).ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// List what the record holds about your application.
///
/// Every fact about it that you may see, and how far it has come into the public log. Verdicts are in the list once
/// their stage is announced.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/applications/{application}/proofs", operation_id = "own_proofs",
    tag = "record", params(("agency" = String, Path, example = "5473"), ("application" = Uuid, Path)),
    responses((status = 200, body = OwnProofs, description = "Leaves of the application")))]
pub async fn own_proofs(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<OwnProofs>, Problem> {
    let (agency, application) = place.0;
    let mut connection = state.read().await?;
    let leaves = open_leaves(&mut connection, &agency, application, guard.person_id()?).await?;
    let items = leaves.into_iter().map(|known| OwnLeaf {
        leaf: known.id,
        at: known.at,
        index: known.index,
        state: known.progress.code().to_owned(),
        kind: known.kind,
    });
    let items = items.collect();
    let policy = policy::newest(&state, &mut connection, &agency).await?;
    Ok(Answer::ok(OwnProofs { items, has_witnesses: policy.is_some_and(|policy| policy.needs_witnesses()) }))
}

/// Download the proof of one fact.
///
/// A proof file (C2SP tlog-proof) with what opens the commitment: keep it, and anybody can check it without us. It tells
/// what the fact says, so show it only to whom you want to know.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/applications/{application}/proofs/{leaf}",
    operation_id = "own_proof", tag = "record",
    params(("agency" = String, Path, example = "5473"), ("application" = Uuid, Path), ("leaf" = Uuid, Path)),
    responses((status = 200, description = "The proof file", content((String = "text/plain")))))]
pub async fn own_proof(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (agency, application, leaf) = place.0;
    let mut connection = state.read().await?;
    let known = open_leaf(&mut connection, &agency, application, guard.person_id()?, leaf).await?;
    let file = proof::file(&state, &mut connection, &agency, leaf).await?;
    let mark = if state.settings().demo { "DATA-REKAAN-" } else { "" };
    let name =
        format!("{mark}{}-{}.tlog-proof", known.kind.replace('_', "-"), known.at.format("%Y-%m-%d-%H%M"));
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(file))
}

/// Show the card of one fact.
///
/// The log's promise, and the place once there is one, as a text and as a square code for paper. It tells nothing of
/// what the fact says.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/applications/{application}/proofs/{leaf}/card",
    operation_id = "own_card", tag = "record",
    params(("agency" = String, Path, example = "5473"), ("application" = Uuid, Path), ("leaf" = Uuid, Path)),
    responses((status = 200, body = OwnCard, description = "The card")))]
pub async fn own_card(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<OwnCard>, Problem> {
    let (agency, application, leaf) = place.0;
    let mut connection = state.read().await?;
    open_leaf(&mut connection, &agency, application, guard.person_id()?, leaf).await?;
    let text = proof::card(&state, &mut connection, &agency, leaf).await?;
    let drawing::QrDrawing { size, path } = drawing::qr(&text)?;
    Ok(Answer::ok(OwnCard { text, size, path }))
}
