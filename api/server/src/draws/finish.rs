//! The end of a draw: its order, or its failure, with everybody who stayed silent.
use actix_web::web;
use data_encoding::HEXLOWER;
use ledger::Kind;
use selection::Drawn;
use serde_json::json;
use uuid::Uuid;

use super::{
    answer::DrawSummary,
    files,
    model::{Command, Event, State as Standing, decide},
    purpose, refused,
    standing::{Seen, inside},
    store::{self, DrawRow},
};
use crate::{
    http::{Answer, IdempotencyKey, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, permission::DrawPrepare},
    record::{Fact, Once, Write, write_once},
    verification::{self, Schedule, schedule},
};

/// Finish a draw.
///
/// When every drawer has revealed, or the deadline has passed: who stayed silent is replaced by a stand-in, and with too
/// few of them the draw has failed and another one can be fixed. The queue of verification follows the order from now on.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/draws/{draw}/finish", operation_id = "finish_draw",
    tag = "draws", params(("agency" = String, Path), ("round" = Uuid, Path), ("draw" = Uuid, Path)),
    responses((status = 200, body = DrawSummary, description = "The draw is over"))
)]
pub async fn finish_draw(
    guard: Guard<DrawPrepare>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    key: IdempotencyKey,
) -> Result<Answer<DrawSummary>, Problem> {
    let (agency, round, id) = place.0;
    guard.covers(Scope::Round(round))?;
    let by = guard.account_id()?;
    let once = Once { operation: "finish_draw", key: &key, body_hash: [0; 32] };
    write_once(&state, guard.actor(), once, async |write| {
        let row = store::lock(write.connection(), &agency, round, id).await?;
        let schedule = schedule(write.connection(), &agency, round).await?;
        let mut seen = Seen::load(write.connection(), row).await?;
        let event = decide(&seen.standing()?, Command::Finish, write.now).map_err(refused)?;
        let drawn = match event {
            Event::Finished => Some(order(write, &seen, &schedule).await?),
            Event::Failed | Event::Committed | Event::Revealed => None,
        };
        let leaf = end(write, &seen, &schedule, drawn.as_ref()).await?;
        let state = if drawn.is_some() { Standing::Finished } else { Standing::Failed };
        seen.row = DrawRow {
            state: state.code().into(),
            over_leaf: Some(leaf),
            over_by: Some(by),
            over_at: Some(write.now),
            seed: drawn.map(|drawn| HEXLOWER.decode(drawn.seed.as_bytes())).transpose().map_err(inside)?,
            ..seen.row
        };
        store::save(write.connection(), &seen.row).await?;
        Ok(Answer::ok(DrawSummary::of(&seen, &schedule, write.now)?))
    })
    .await
}

/// Repeats the ceremony as everybody will, and lets the queue follow it.
async fn order(write: &mut Write<'_>, seen: &Seen, schedule: &Schedule) -> Result<Drawn, Problem> {
    let row = &seen.row;
    let list = store::file(write.connection(), &row.agency_id, row.id, files::LIST).await?;
    let list = files::read_lines(&list.ok_or_else(|| inside("a draw without its list"))?)?;
    let drawn = seen.ceremony(title(row, schedule))?.draw(&list).map_err(inside)?;
    let tokens: Result<Vec<Vec<u8>>, _> =
        drawn.order.iter().map(|item| HEXLOWER.decode(item.as_bytes())).collect();
    let tokens = tokens.map_err(inside)?;
    verification::read_in_order(write.connection(), &row.agency_id, row.round_id, row.seal_leaf, &tokens)
        .await?;
    Ok(drawn)
}

/// Keeps the files and writes the fact that names their hash.
async fn end(
    write: &mut Write<'_>,
    seen: &Seen,
    schedule: &Schedule,
    drawn: Option<&Drawn>,
) -> Result<Uuid, Problem> {
    let row = &seen.row;
    let ceremony = seen.ceremony(title(row, schedule))?;
    let mut made = vec![(files::DRAW, files::json(&ceremony)?)];
    if let Some(drawn) = drawn {
        made.push((files::ORDER, files::lines(&drawn.order)));
        made.push((files::DRAWN, files::json(&json!({"seed": drawn.seed, "replaced": drawn.replaced}))?));
    }
    for (name, text) in made {
        files::keep(write.connection(), row, name, &text).await?;
    }
    let hashes = files::keep_hashes(write.connection(), row).await?;
    let silent = seen.seats.iter().filter(|seat| seat.secret.is_none()).map(|seat| seat.name.as_str());
    let fact = Fact {
        agency: &row.agency_id,
        kind: if drawn.is_some() { Kind::DrawFinished } else { Kind::DrawFailed },
        round: Some(row.round_id),
        noun: "draw",
        subject: row.id,
        payload: json!({
            "files": hashes, "seed": drawn.map(|drawn| &drawn.seed),
            "replaced": drawn.map(|drawn| &drawn.replaced), "silent": silent.collect::<Vec<_>>(),
        }),
    };
    write.fact(fact).await
}

/// What the draw is for, as `draw.json` says it.
fn title(row: &DrawRow, schedule: &Schedule) -> String {
    format!("{}: {}", purpose(&row.purpose).id, schedule.name)
}
