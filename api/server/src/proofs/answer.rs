//! What an owner gets of a leaf, whatever it is about: how far it has come, its proof file, its card.
use actix_web::{HttpResponse, http::header};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::Answer,
    kernel::{Problem, State, drawing, problem::NOT_FOUND},
    record::log::{
        policy,
        proof::{self, Known},
    },
};

/// Something that the record holds for its owner.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnLeaf {
    pub leaf: Uuid,
    /// What happened: `application_submitted`, `verdict_released`, `certificate_issued` and others.
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
    /// What happened, in the record's word for it; not in the code.
    #[schema(example = "application_submitted")]
    pub kind: String,
    pub at: DateTime<Utc>,
    pub text: String,
    /// The code is drawn on a grid of this many modules.
    #[schema(example = 77)]
    pub size: usize,
    /// The dark modules.
    #[schema(example = "M0 0h1v1h-1z")]
    pub path: String,
}

/// One of the leaves that the caller may see.
pub fn one(leaves: Vec<Known>, leaf: Uuid) -> Result<Known, Problem> {
    leaves.into_iter().find(|known| known.id == leaf).ok_or_else(|| Problem::new(&NOT_FOUND))
}

pub async fn list(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    leaves: Vec<Known>,
) -> Result<Answer<OwnProofs>, Problem> {
    let items = leaves.into_iter().map(|known| OwnLeaf {
        leaf: known.id,
        at: known.at,
        index: known.index,
        state: known.progress.code().to_owned(),
        kind: known.kind,
    });
    let items = items.collect();
    let policy = policy::newest(state, connection, agency).await?;
    Ok(Answer::ok(OwnProofs { items, has_witnesses: policy.is_some_and(|policy| policy.needs_witnesses()) }))
}

pub async fn file(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    known: &Known,
) -> Result<HttpResponse, Problem> {
    let file = proof::file(state, connection, agency, known.id).await?;
    let mark = if state.settings().demo { "DATA-REKAAN-" } else { "" };
    let name =
        format!("{mark}{}-{}.tlog-proof", known.kind.replace('_', "-"), known.at.format("%Y-%m-%d-%H%M"));
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(file))
}

pub async fn card(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    known: Known,
) -> Result<Answer<OwnCard>, Problem> {
    let text = proof::card(state, connection, agency, known.id).await?;
    let drawing::QrDrawing { size, path } = drawing::qr(&text)?;
    Ok(Answer::ok(OwnCard { kind: known.kind, at: known.at, text, size, path }))
}
