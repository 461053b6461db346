//! A drawer commits to a secret that stays with him, and reveals it when everybody has committed.
use actix_web::web;
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use ledger::Kind;
use selection::commitment;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::DrawSummary,
    model::{Command, decide},
    refused,
    standing::{Seen, inside},
    store::{self, SeatRow},
};
use crate::{
    http::{Answer, IdempotencyKey, Json, Place},
    identity::{Guard, Scope},
    kernel::{
        Code, Problem, State,
        permission::{DrawOwn, DrawTakePart},
        problem::{BAD_INPUT, NOT_FOUND},
        text::Text,
    },
    record::{Fact, Once, write_once},
    verification::{Schedule, schedule},
};

pub static COMMITMENT_TAKEN: Code = Code::new(
    "commitment_taken",
    409,
    "Janji ini sama dengan janji pengundi lain. Buat rahasia baru di perangkat Anda, lalu kirim lagi.",
    "This commitment is another drawer's. Make a new secret on your device and send it again.",
);
pub static SECRET_DOES_NOT_OPEN: Code = Code::new(
    "secret_does_not_open",
    409,
    "Rahasia ini tidak cocok dengan janji Anda. Periksa ketikannya, atau pakai perangkat tempat Anda berjanji.",
    "This secret does not open your commitment. Check what you typed, or use the device on which you committed.",
);

const HEX: Text =
    Text::new("Tulis 64 angka heksadesimal: 0-9 dan a-f.", "Write 64 hexadecimal digits: 0-9 and a-f.");

/// A draw in which the caller takes part.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnDraw {
    pub draw: DrawSummary,
    /// The caller's public name in this draw; the commitment is made with it.
    #[schema(example = "inspektorat")]
    pub name: String,
    #[schema(example = false)]
    pub stand_in: bool,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub commitment: Option<String>,
    #[schema(example = "2026-12-01T04:00:00Z")]
    pub revealed_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct OwnDraws {
    pub draws: Vec<OwnDraw>,
}

impl OwnDraw {
    fn of(seen: &Seen, seat: &SeatRow, schedule: &Schedule, now: DateTime<Utc>) -> Result<Self, Problem> {
        Ok(Self {
            draw: DrawSummary::of(seen, schedule, now)?,
            name: seat.name.clone(),
            stand_in: seat.stand_in,
            commitment: seat.commitment.as_ref().map(|hash| HEXLOWER.encode(hash)),
            revealed_at: seat.revealed_at,
        })
    }
}

/// List the draws in which the caller takes part.
///
/// Those that are not over, the one that ends first comes first.
#[utoipa::path(
    get, path = "/api/v1/draws/own", operation_id = "own_draws", tag = "draws",
    responses((status = 200, body = OwnDraws, description = "Draws with the caller's own name and steps"))
)]
pub async fn own_draws(guard: Guard<DrawOwn>, state: web::Data<State>) -> Result<Answer<OwnDraws>, Problem> {
    let now = state.clock().now();
    let mut connection = state.read().await?;
    let mut draws = Vec::new();
    for (row, seat) in store::of_account(&mut connection, guard.account_id()?).await? {
        let schedule = schedule(&mut connection, &row.agency_id, row.round_id).await?;
        let seen = Seen::load(&mut connection, row).await?;
        draws.push(OwnDraw::of(&seen, &seat, &schedule, now)?);
    }
    Ok(Answer::ok(OwnDraws { draws }))
}

/// 64 lower-case hex digits, as bytes.
fn bytes(text: &str, pointer: &str) -> Result<Vec<u8>, Problem> {
    let read = HEXLOWER.decode(text.as_bytes()).ok().filter(|bytes| bytes.len() == 32);
    read.ok_or_else(|| Problem::new(&BAD_INPUT).field(pointer, "hex_form", HEX))
}

#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CommitToDraw {
    /// SHA-256 over four lines: `terang/draw/commitment/v1`, the list's hash, the caller's name, the secret.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub commitment: String,
}

/// Commit to a secret.
///
/// Only the hash is sent. It can be given once, after the list has its place in the public record and before the
/// deadline.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/draws/{draw}/commitment",
    operation_id = "commit_to_draw", tag = "draws", request_body = CommitToDraw,
    params(("agency" = String, Path), ("round" = Uuid, Path), ("draw" = Uuid, Path)),
    responses((status = 201, body = OwnDraw, description = "The commitment is written"))
)]
pub async fn commit_to_draw(
    guard: Guard<DrawTakePart>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    key: IdempotencyKey,
    json: Json<CommitToDraw>,
) -> Result<Answer<OwnDraw>, Problem> {
    let given = bytes(&json.value.commitment, "/commitment");
    let turn = Turn::of(&guard, place.0)?;
    let once = Once { operation: "commit_to_draw", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let (mut seen, at) = turn.take(write.connection()).await?;
        let given = given?;
        let mut seat = seen.seats.get(at).cloned().ok_or_else(|| inside("a seat is gone"))?;
        decide(&seen.standing()?, Command::Commit(seen.seat(&seat)), write.now).map_err(refused)?;
        if seen.seats.iter().any(|other| other.commitment.as_ref() == Some(&given)) {
            return Err(Problem::new(&COMMITMENT_TAKEN));
        }
        let payload = json!({"drawer": seat.name, "commitment": HEXLOWER.encode(&given)});
        let leaf = write.fact(turn.fact(Kind::DrawCommitted, payload)).await?;
        (seat.commitment, seat.commit_leaf, seat.committed_at) = (Some(given), Some(leaf), Some(write.now));
        turn.keep(write, &mut seen, at, seat).await
    })
    .await
}

#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RevealForDraw {
    /// The secret that was committed to, 64 lower-case hex digits.
    #[schema(example = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")]
    pub secret: String,
}

/// Reveal a secret.
///
/// After all commitments have their places in the public record, or the deadline for them has passed. Everybody sees it.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/draws/{draw}/secret",
    operation_id = "reveal_for_draw", tag = "draws", request_body = RevealForDraw,
    params(("agency" = String, Path), ("round" = Uuid, Path), ("draw" = Uuid, Path)),
    responses((status = 201, body = OwnDraw, description = "The secret is public"))
)]
pub async fn reveal_for_draw(
    guard: Guard<DrawTakePart>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    key: IdempotencyKey,
    json: Json<RevealForDraw>,
) -> Result<Answer<OwnDraw>, Problem> {
    let given = bytes(&json.value.secret, "/secret");
    let turn = Turn::of(&guard, place.0)?;
    let once = Once { operation: "reveal_for_draw", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let (mut seen, at) = turn.take(write.connection()).await?;
        let given = given?;
        let mut seat = seen.seats.get(at).cloned().ok_or_else(|| inside("a seat is gone"))?;
        decide(&seen.standing()?, Command::Reveal(seen.seat(&seat)), write.now).map_err(refused)?;
        let secret = HEXLOWER.encode(&given);
        let opened = commitment(&seen.list_hash(), &seat.name, &secret);
        if seat.commitment.as_ref().map(|hash| HEXLOWER.encode(hash)) != Some(opened) {
            return Err(Problem::new(&SECRET_DOES_NOT_OPEN));
        }
        let payload = json!({"drawer": seat.name, "secret": secret});
        let leaf = write.fact(turn.fact(Kind::DrawRevealed, payload)).await?;
        (seat.secret, seat.reveal_leaf, seat.revealed_at) = (Some(given), Some(leaf), Some(write.now));
        turn.keep(write, &mut seen, at, seat).await
    })
    .await
}

/// Whose turn it is, and in which draw.
struct Turn {
    agency: String,
    round: Uuid,
    draw: Uuid,
    account: Uuid,
    /// Offices for which the caller's grants in force speak.
    offices: Vec<&'static str>,
}

impl Turn {
    fn of(guard: &Guard<DrawTakePart>, place: (String, Uuid, Uuid)) -> Result<Self, Problem> {
        let (agency, round, draw) = place;
        guard.covers(Scope::Round(round))?;
        let held = guard.grants().filter(|grant| grant.scope.covers(Scope::Round(round)));
        let offices = held.map(|grant| super::candidates::office_of(grant.role)).collect();
        Ok(Self { agency, round, draw, account: guard.account_id()?, offices })
    }

    /// The draw, held until the transaction ends, and the caller's seat; it is not there for anybody else.
    async fn take(&self, connection: &mut diesel_async::AsyncPgConnection) -> Result<(Seen, usize), Problem> {
        let row = store::lock(connection, &self.agency, self.round, self.draw).await?;
        let seen = Seen::load(connection, row).await?;
        let own =
            |seat: &SeatRow| seat.account_id == self.account && self.offices.contains(&seat.office.as_str());
        let at = seen.seats.iter().position(own).ok_or_else(|| Problem::new(&NOT_FOUND))?;
        Ok((seen, at))
    }

    fn fact(&self, kind: Kind, payload: serde_json::Value) -> Fact<'_> {
        Fact {
            agency: &self.agency,
            kind,
            round: Some(self.round),
            noun: "draw",
            subject: self.draw,
            payload,
        }
    }

    async fn keep(
        &self,
        write: &mut crate::record::Write<'_>,
        seen: &mut Seen,
        at: usize,
        seat: SeatRow,
    ) -> Result<Answer<OwnDraw>, Problem> {
        store::save_seat(write.connection(), &seat).await?;
        if let Some(place) = seen.seats.get_mut(at) {
            place.clone_from(&seat);
        }
        let schedule = schedule(write.connection(), &self.agency, self.round).await?;
        Ok(Answer::created(OwnDraw::of(seen, &seat, &schedule, write.now)?))
    }
}
