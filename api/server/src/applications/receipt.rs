//! The receipt at its random address: that something was received, when, and under which commitment; not from whom.
use actix_web::web;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{answer::PostAnswer, post, store};
use crate::{
    http::{Answer, Place, Routes},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
};

/// A receipt, without personal data.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptAnswer {
    #[schema(example = "SAW-7QK4-M2XN")]
    pub number: String,
    pub post: PostAnswer,
    /// Which submission of this application: 1 is the first, more are corrections.
    #[schema(example = 1)]
    pub snapshot: i32,
    pub received_at: DateTime<Utc>,
    /// `current`, `replaced` by a correction, or `withdrawn`.
    #[schema(example = "current")]
    pub standing: String,
    /// Commitment of the leaf in the public record, in hex.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub commitment: String,
}

/// See a receipt.
///
/// Whoever has its random address sees it. It names no person.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/receipts/{receipt}", operation_id = "receipt",
    tag = "applications",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("receipt" = String, Path, description = "Random part of the address", example = "k3v7q2m5x4t6w7y2z2a4b6c3d2")),
    responses((status = 200, body = ReceiptAnswer, description = "The receipt")))]
pub async fn receipt(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, String)>,
) -> Result<Answer<ReceiptAnswer>, Problem> {
    let Place((agency, address)) = place;
    let mut connection = state.read().await?;
    let not_found = || Problem::new(&NOT_FOUND);
    let (snapshot, row, commit) =
        store::receipt(&mut connection, &agency, &address).await?.ok_or_else(not_found)?;
    // Imported applications have their receipt at SSCASN.
    if row.source != "own" {
        return Err(not_found());
    }
    let post = post::find(&mut connection, &agency, row.vacancy_id).await?.ok_or_else(not_found)?;
    let standing = match (row.state.as_str(), snapshot.number == row.snapshot_number) {
        ("withdrawn", _) => "withdrawn",
        (_, true) => "current",
        (_, false) => "replaced",
    };
    Ok(Answer::ok(ReceiptAnswer {
        number: snapshot.receipt_number,
        post: PostAnswer::from(&post),
        snapshot: snapshot.number,
        received_at: snapshot.at,
        standing: standing.to_owned(),
        commitment: data_encoding::HEXLOWER.encode(&commit),
    }))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_receipt, receipt, &[]);
}
