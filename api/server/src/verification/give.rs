//! A verifier opens a reading and gives a verdict on every requirement.
use std::collections::BTreeMap;

use actix_web::web;
use ledger::Kind;
use selection::Requirement;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{ITEM_NOTE, OpenReading, code},
    evidence::{self, Evidence},
    model::{Command, Outcome, State as Standing, decide},
    reason, refused,
    store::{self, ItemRow, ReadingRow},
};
use crate::{
    http::{Answer, IfMatch, Json, Place},
    identity::{Guard, Scope},
    kernel::{
        FieldError, Problem, State, Text,
        permission::{ApplicationRead, Role, VerdictGive},
        problem::{BAD_INPUT, NOT_FOUND},
    },
    record::{self, Fact, PersonalRead, Write},
};

/// Open a reading.
///
/// Every requirement beside its evidence. A verifier opens only his own readings, a supervisor any. The look at
/// personal data is kept, for the applicant to see.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/verification/readings/{reading}",
    operation_id = "open_reading", tag = "verification",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("reading" = Uuid, Path)),
    responses((status = 200, body = OpenReading, description = "The reading"))
)]
pub async fn open_reading(
    guard: Guard<ApplicationRead>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<OpenReading>, Problem> {
    let (agency, round, id) = place.0;
    guard.covers(Scope::Round(round))?;
    let caller = guard.account_id()?;
    let mut connection = state.primary().await?;
    let row = store::find(&mut connection, &agency, round, id).await?;
    let supervisor =
        guard.grants().any(|grant| grant.role == Role::Supervisor && grant.scope.covers(Scope::Round(round)));
    if !supervisor && row.reader != Some(caller) {
        return Err(Problem::new(&NOT_FOUND));
    }
    let evidence =
        evidence::open(&state, &mut connection, &agency, row.application_id, row.snapshot_number).await?;
    let items = store::items(&mut connection, &row).await?;
    drop(connection);
    let read =
        PersonalRead { agency: &agency, unit: None, purpose: "verification", person: evidence.person_id };
    record::log_personal_read(&state, &guard.actor(), read).await?;
    let version = row.version;
    Ok(Answer::ok(OpenReading::of(&state, &row, &evidence, &items, caller)?).version(version))
}

/// The verdict on one requirement.
#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ItemVerdict {
    #[schema(example = 0)]
    pub position: i16,
    #[schema(example = false)]
    pub met: bool,
    /// From the list of the requirement's kind; only for what is not met.
    #[schema(example = "unreadable")]
    #[serde(default)]
    pub reason: Option<String>,
    #[schema(example = "Halaman kedua kosong.")]
    #[serde(default)]
    #[validate(length(
        max = 1000,
        code = "too_long",
        message = "Catatan paling panjang 1.000 huruf.|A note has at most 1,000 letters."
    ))]
    pub note: Option<String>,
}

#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct GiveVerdicts {
    #[validate(nested)]
    pub items: Vec<ItemVerdict>,
}

/// What became of a reading.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub struct ReadingState {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "given")]
    pub state: String,
    #[schema(example = "TMS")]
    pub outcome: Option<String>,
}

impl ReadingState {
    pub fn of(row: &ReadingRow) -> Answer<Self> {
        let body = Self { id: row.id, state: row.state.clone(), outcome: row.outcome.clone() };
        Answer::ok(body).version(row.version)
    }
}

const INCOMPLETE: Text = Text::new(
    "Setiap syarat perlu satu putusan, tidak kurang dan tidak lebih.",
    "Every requirement needs one verdict, no fewer and no more.",
);
const REASON_NEEDED: Text = Text::new(
    "Pilih alasan dari daftar untuk syarat yang tidak dipenuhi.",
    "Choose a reason from the list for a requirement that is not met.",
);
const REASON_NOT_HERE: Text =
    Text::new("Syarat yang dipenuhi tidak diberi alasan.", "A requirement that is met takes no reason.");
const NOTE_NEEDED: Text = Text::new("Alasan ini perlu catatan.", "This reason needs a note.");

/// Give the verdict of a reading.
///
/// One verdict for each requirement. The outcome is TMS as soon as one is not met, else MS; a supervisor decides
/// next. Nothing is shown to the applicant before the stage is announced.
#[utoipa::path(
    put, path = "/api/v1/agencies/{agency}/rounds/{round}/verification/readings/{reading}/verdicts",
    operation_id = "give_verdicts", tag = "verification", request_body = GiveVerdicts,
    params(("agency" = String, Path), ("round" = Uuid, Path), ("reading" = Uuid, Path)),
    responses((status = 200, body = ReadingState, description = "The verdict is given"))
)]
pub async fn give_verdicts(
    guard: Guard<VerdictGive>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    version: IfMatch,
    json: Json<GiveVerdicts>,
) -> Result<Answer<ReadingState>, Problem> {
    let (agency, round, id) = place.0;
    guard.covers(Scope::Round(round))?;
    let reader = guard.account_id()?;
    record::write(&state, guard.actor(), async |write| {
        let mut row = store::lock(write.connection(), &agency, round, id).await?;
        if row.reader != Some(reader) {
            return Err(Problem::new(&NOT_FOUND));
        }
        version.check(row.version)?;
        decide(&row.standing()?, Command::Give, reader, write.now).map_err(refused)?;
        let evidence =
            evidence::open(&state, write.connection(), &agency, row.application_id, row.snapshot_number)
                .await?;
        row.attempt += 1;
        let items = items(&state, &row, &evidence, &json.value.items)?;
        keep(write, &mut row, &items).await?;
        Ok(ReadingState::of(&row))
    })
    .await
}

async fn keep(write: &mut Write<'_>, row: &mut ReadingRow, items: &[ItemRow]) -> Result<(), Problem> {
    let outcome = Outcome::of(items.iter().map(|item| item.verdict == "met"));
    row.state = Standing::Given.code().into();
    row.outcome = Some(outcome.code().into());
    row.given_at = Some(write.now);
    row.lease_until = None;
    let now = write.now;
    store::insert_items(write.connection(), items).await?;
    store::save(write.connection(), row, now).await?;
    write.fact(fact(row, Kind::VerdictRecorded, items)).await?;
    Ok(())
}

/// The fact about a verdict: outcome and codes, no notes.
pub fn fact<'a>(row: &'a ReadingRow, kind: Kind, items: &[ItemRow]) -> Fact<'a> {
    let items: Vec<_> = items
        .iter()
        .map(|item| json!({"position": item.position, "verdict": item.verdict, "reason": item.reason}))
        .collect();
    Fact {
        agency: &row.agency_id,
        kind,
        round: Some(row.round_id),
        noun: "application",
        subject: row.application_id,
        payload: json!({
            "reading": row.id, "snapshot": row.snapshot_number, "ordinal": row.ordinal, "attempt": row.attempt,
            "outcome": row.outcome, "items": items,
        }),
    }
}

/// Checks the verdicts against the requirements and turns them into rows.
fn items(
    state: &State,
    row: &ReadingRow,
    evidence: &Evidence,
    given: &[ItemVerdict],
) -> Result<Vec<ItemRow>, Problem> {
    let mut by_position: BTreeMap<i16, (usize, &ItemVerdict)> = BTreeMap::new();
    for (at, item) in given.iter().enumerate() {
        by_position.insert(item.position, (at, item));
    }
    if by_position.len() != given.len() || given.len() != evidence.requirements.len() {
        return Err(Problem::new(&BAD_INPUT).field("/items", "incomplete", INCOMPLETE));
    }
    let mut problem = Problem::new(&BAD_INPUT);
    let mut rows = Vec::new();
    for (position, requirement, finding) in evidence.asked() {
        let Some((at, item)) = by_position.get(&position) else {
            return Err(problem.field("/items", "incomplete", INCOMPLETE));
        };
        problem.errors.extend(fault(requirement, item, *at));
        let note = item.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        rows.push(ItemRow {
            agency_id: row.agency_id.clone(),
            reading_id: row.id,
            attempt: row.attempt,
            position,
            verdict: if item.met { "met" } else { "not_met" }.into(),
            finding: code(&finding),
            reason: item.reason.clone().filter(|_| !item.met),
            note_sealed: note.map(|note| state.keys().seal_text(ITEM_NOTE, note)).transpose()?,
        });
    }
    if problem.errors.is_empty() { Ok(rows) } else { Err(problem) }
}

fn fault(requirement: &Requirement, item: &ItemVerdict, at: usize) -> Option<FieldError> {
    let place = |field: &str| format!("/items/{at}/{field}");
    let reason = item.reason.as_deref();
    if item.met {
        return reason.map(|_| FieldError::new(place("reason"), "not_here", REASON_NOT_HERE));
    }
    let Some(known) = reason.and_then(|reason| reason::find(requirement.code, reason)) else {
        return Some(FieldError::new(place("reason"), "unknown_reason", REASON_NEEDED));
    };
    let silent = item.note.as_deref().is_none_or(|note| note.trim().is_empty());
    (known.needs_note && silent).then(|| FieldError::new(place("note"), "required", NOTE_NEEDED))
}
