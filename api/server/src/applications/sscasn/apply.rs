//! Applies a checked export in one transaction: persons, applications, snapshots, one leaf.
use std::collections::BTreeMap;

use actix_web::web;
use chrono::{DateTime, TimeZone, Utc};
use interchange::applicants::{ApplicantRow, Column};
use ledger::Kind;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    check::{Checked, Done, check},
    import::{ImportAnswer, NOT_NATIONAL, answer, national},
    matching::Candidate,
    store::{self, ImportRow, RoundRow},
};
use crate::{
    applications::{
        answer::{checks, unseal},
        form::Form,
        model::{Answers, Applicant, Snapshot},
        moment,
        store::{self as rows, Row, SnapshotRow},
        submit::{Submission, receipt_address},
    },
    documents,
    http::{Answer, IdempotencyKey, IfMatch, Json, Place, Routes},
    identity::{Contact, Guard, Identification, Scope, import_person},
    kernel::{
        Code, Problem, State, new_id,
        permission::ApplicantsImport,
        problem::{INTERNAL, NOT_FOUND},
        spoken_code,
    },
    record::{Fact, Once, Write, write_once},
};

pub static IMPORT_REFUSED: Code = Code::new(
    "import_refused",
    409,
    "Berkas ini ada kesalahannya, jadi tidak dapat diterapkan. Perbaiki barisnya, lalu unggah berkas yang baru.",
    "This file has errors, so it cannot be applied. Correct the rows and upload the new file.",
);
pub static ROUND_CHANGED: Code = Code::new(
    "import_outdated",
    409,
    "Formasi atau pelamar seleksi ini berubah sejak berkas diperiksa. Unggah lagi untuk diperiksa ulang.",
    "Vacancies or applicants of this selection changed since the file was checked. Upload it again.",
);

/// Apply a checked export.
///
/// All rows in one transaction, or none. Applying the same import again changes nothing and answers the same.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/rounds/{round}/imports/{import}/applications",
    operation_id = "apply_applicants", tag = "applications", request_body = Submission,
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("round" = Uuid, Path, description = "Round id"), ("import" = Uuid, Path, description = "Import id")),
    responses((status = 200, body = ImportAnswer, description = "Applied; `done` says what changed")))]
pub async fn apply_applicants(
    guard: Guard<ApplicantsImport>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    seen: IfMatch,
    key: IdempotencyKey,
    body: Json<Submission>,
) -> Result<Answer<ImportAnswer>, Problem> {
    let Place((agency, round, id)) = place;
    guard.covers(Scope::Round(round))?;
    let body_hash = Sha256::new().chain_update(id.as_bytes()).chain_update(body.hash).finalize().into();
    let once = Once { operation: "apply_applicants", key: &key, body_hash };
    write_once(&state, guard.actor(), once, async |write| {
        let round_row = national(write.connection(), &agency, round).await?;
        let row = store::lock(write.connection(), &agency, round, id).await?;
        let mut row = row.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        match row.state.as_str() {
            "applied" => {
                let version = row.version;
                return Ok(Answer::ok(answer(row)?).version(version));
            }
            "checked" => seen.check(row.version)?,
            _ => return Err(Problem::new(&IMPORT_REFUSED)),
        }
        let bytes = documents::open(&state, &row.storage_path).await?;
        let mut checked = check(&state, write.connection(), &agency, round, bytes).await?;
        if checked.findings.stops() {
            return Err(Problem::new(&ROUND_CHANGED));
        }
        let done = work(&state, write, &row, &round_row, &checked).await?;
        checked.findings.done = Some(done);
        row.findings = serde_json::to_value(&checked.findings).map_err(inside)?;
        row.state = "applied".into();
        row.approved_at = Some(write.now);
        row.version += 1;
        store::applied(write.connection(), &row).await?;
        let version = row.version;
        Ok(Answer::ok(answer(row)?).version(version))
    })
    .await
}

async fn work(
    state: &State,
    write: &mut Write<'_>,
    import: &ImportRow,
    round: &RoundRow,
    checked: &Checked,
) -> Result<Done, Problem> {
    let there = store::newest_snapshots(write.connection(), &import.agency_id, import.round_id).await?;
    let there: BTreeMap<String, (Row, SnapshotRow)> = there
        .into_iter()
        .filter_map(|(row, frozen)| Some((row.register_number.clone()?, (row, frozen))))
        .collect();
    let (mut done, mut new, mut changed) = (Done::default(), Vec::new(), Vec::new());
    for (row, at) in &checked.rows {
        let candidate = checked.candidates.get(*at).ok_or_else(|| inside("vacancy"))?;
        let submitted_at = submitted_at(row, &round.zone, write.now);
        let snapshot = snapshot(row, submitted_at, &round.zone);
        match there.get(&row.register_number) {
            None => new.push((row, candidate, snapshot, submitted_at)),
            Some((known, frozen)) if unseal(state, frozen)?.imported == snapshot.imported => {
                let _same = known;
                done.unchanged += 1;
            }
            Some((known, _)) => changed.push((known.clone(), candidate, snapshot)),
        }
    }
    done.created = u32::try_from(new.len()).map_err(inside)?;
    done.corrected = u32::try_from(changed.len()).map_err(inside)?;
    let leaf = leaf(write, import, done).await?;
    let form = Form::newest(write.connection()).await?.version;
    for (row, candidate, snapshot, submitted_at) in new {
        let person = person_of(state, write, &import.agency_id, row).await?;
        let hashes = state.keys().nik.hashes(row.nik.as_str());
        let application = Row {
            agency_id: import.agency_id.clone(),
            id: new_id(),
            round_id: import.round_id,
            vacancy_id: candidate.id,
            vacancy_version: candidate.version,
            rules_version: round.rules_version,
            timetable_version: round.timetable_version,
            form_version: form,
            person_id: person,
            nik_lookup: hashes.lookup,
            source: "sscasn".into(),
            register_number: Some(row.register_number.clone()),
            state: "submitted".into(),
            participant_code: spoken_code(2),
            participant_number: row.participant_number.clone(),
            draft_sealed: None,
            snapshot_number: 1,
            created_at: write.now,
            submitted_at: Some(submitted_at),
            withdrawn_at: None,
            version: 1,
            updated_at: write.now,
            nik_lookup_old: hashes.old,
        };
        rows::insert(write.connection(), &application).await?;
        freeze(state, write, &application, candidate, &snapshot, leaf).await?;
    }
    for (mut application, candidate, snapshot) in changed {
        application.snapshot_number += 1;
        application.vacancy_version = candidate.version;
        application.version += 1;
        application.updated_at = write.now;
        rows::update(write.connection(), &application).await?;
        freeze(state, write, &application, candidate, &snapshot, leaf).await?;
    }
    Ok(done)
}

async fn leaf(write: &mut Write<'_>, import: &ImportRow, done: Done) -> Result<Uuid, Problem> {
    write
        .fact(Fact {
            agency: &import.agency_id,
            kind: Kind::ApplicantsImported,
            round: Some(import.round_id),
            noun: "import",
            subject: import.id,
            payload: json!({
                "file_sha256": data_encoding::HEXLOWER.encode(&import.sha256),
                "created": done.created,
                "corrected": done.corrected,
                "unchanged": done.unchanged,
            }),
        })
        .await
}

/// The established person of the row's NIK. What an account that is not proven says of itself is never joined.
async fn person_of(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    row: &ApplicantRow,
) -> Result<Uuid, Problem> {
    let who = Identification {
        nik: row.nik.as_str().to_owned(),
        name: row.name_on_card.clone(),
        birth_date: row.birth_date,
    };
    let contact = Contact { email: row.text(Column::Email).map(str::to_owned), phone: None };
    import_person(state, write, agency, &who, &contact).await
}

async fn freeze(
    state: &State,
    write: &mut Write<'_>,
    application: &Row,
    candidate: &Candidate,
    snapshot: &Snapshot,
    leaf_id: Uuid,
) -> Result<(), Problem> {
    let text = serde_json::to_vec(snapshot).map_err(inside)?;
    let requirements: Vec<selection::Requirement> =
        serde_json::from_value(candidate.requirements.clone()).map_err(inside)?;
    let found = checks(&requirements, snapshot)?;
    let row = SnapshotRow {
        agency_id: application.agency_id.clone(),
        application_id: application.id,
        number: application.snapshot_number,
        receipt: receipt_address(),
        receipt_number: application.register_number.clone().unwrap_or_default(),
        answers_sealed: state.keys().seal("application_snapshot.answers", &text)?,
        findings: json!(found.iter().map(|check| &check.finding).collect::<Vec<_>>()),
        leaf_id,
        at: write.now,
    };
    rows::insert_snapshot(write.connection(), &row).await
}

/// When the person registered at SSCASN; the sheet has local times without a zone.
fn submitted_at(row: &ApplicantRow, zone: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let local = row.registered_at.and_then(|at| moment::zone(zone).from_local_datetime(&at).earliest());
    local.map_or(now, |at| at.with_timezone(&Utc))
}

fn snapshot(row: &ApplicantRow, submitted_at: DateTime<Utc>, zone: &str) -> Snapshot {
    Snapshot {
        answers: Answers::default(),
        applicant: Applicant {
            name: row.name_on_card.clone(),
            nik: row.nik.as_str().to_owned(),
            birth_date: row.birth_date,
        },
        reference_date: submitted_at.with_timezone(&moment::zone(zone)).date_naive(),
        documents: Vec::new(),
        imported: row.values.iter().map(|(column, text)| (column.name().to_owned(), text.clone())).collect(),
    }
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("import: {error}"))
}

pub fn routes(routes: &mut Routes) {
    routes.add(
        __path_apply_applicants,
        apply_applicants,
        &[&NOT_NATIONAL, &IMPORT_REFUSED, &ROUND_CHANGED, &NOT_FOUND],
    );
}
