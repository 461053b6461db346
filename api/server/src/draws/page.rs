//! What everybody sees of draws: those of a round, and one with all its steps.
use actix_web::web;
use data_encoding::HEXLOWER;
use selection::Replaced;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    answer::{DrawDetail, DrawFile, DrawList, DrawSeat, DrawSummary},
    files,
    standing::Seen,
    store::{self, FileRow},
};
use crate::{
    http::{Answer, Place},
    identity::Guard,
    kernel::{Problem, State, permission::Public},
    verification::schedule,
};

/// Lines of the order that the page shows; the file has all of them.
const FIRST: usize = 20;

/// List the draws of a round.
///
/// Also those that failed, the newest first.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/draws", operation_id = "list_draws", tag = "draws",
    params(("agency" = String, Path), ("round" = Uuid, Path)),
    responses((status = 200, body = DrawList, description = "All draws of the round"))
)]
pub async fn list_draws(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<DrawList>, Problem> {
    let (agency, round) = place.0;
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let schedule = schedule(&mut connection, &agency, round).await?;
    let mut items = Vec::new();
    for row in store::of_round(&mut connection, &agency, round).await? {
        items.push(DrawSummary::of(&Seen::load(&mut connection, row).await?, &schedule, now)?);
    }
    Ok(Answer::ok(DrawList { items }))
}

/// Read a draw.
///
/// Its steps with their places in the public record, who stayed silent and who stood in, and the first of the order.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/draws/{draw}", operation_id = "read_draw", tag = "draws",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("draw" = Uuid, Path)),
    responses((status = 200, body = DrawDetail, description = "The draw"))
)]
pub async fn read_draw(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<DrawDetail>, Problem> {
    let (agency, round, id) = place.0;
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let row = store::find(&mut connection, &agency, round, id).await?;
    let schedule = schedule(&mut connection, &agency, round).await?;
    let seen = Seen::load(&mut connection, row).await?;
    let kept = store::files(&mut connection, &agency, id).await?;
    let replaced = replaced(&kept)?;
    let first = match kept.iter().find(|file| file.name == files::ORDER) {
        Some(file) => files::read_lines(file)?.into_iter().take(FIRST).collect(),
        None => Vec::new(),
    };
    Ok(Answer::ok(DrawDetail {
        summary: DrawSummary::of(&seen, &schedule, now)?,
        list_place: seen.place(Some(seen.row.listed_leaf)),
        over_place: seen.place(seen.row.over_leaf),
        seats: seen.seats.iter().map(|seat| DrawSeat::of(&seen, seat, &replaced)).collect(),
        seed: seen.row.seed.as_ref().map(|seed| HEXLOWER.encode(seed)),
        first,
        files: kept.iter().map(DrawFile::from).collect(),
        proofs: files::proofs(&seen).into_iter().map(|(name, _)| name).collect(),
    }))
}

/// Who stood in for whom, as the draw's own file says.
fn replaced(kept: &[FileRow]) -> Result<Vec<Replaced>, Problem> {
    #[derive(Deserialize)]
    struct Told {
        replaced: Vec<Replaced>,
    }
    match kept.iter().find(|file| file.name == files::DRAWN) {
        Some(file) => Ok(files::read_json::<Told>(file)?.replaced),
        None => Ok(Vec::new()),
    }
}
