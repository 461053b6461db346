//! Upload of an applicant export: checked whole, kept encrypted, applied by a second act.
use actix_web::web;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    check::{Done, Findings, ImportFinding, check},
    store::{self, ImportRow, KIND},
};
use crate::{
    applications::read,
    documents,
    http::{Answer, FileBody, IdempotencyKey, Page, Place, Routes},
    identity::{Guard, Scope},
    kernel::{
        Code, Problem, State, new_id,
        permission::ApplicantsImport,
        problem::{INTERNAL, NOT_FOUND},
    },
    record::{Once, write_once},
};

pub static NOT_NATIONAL: Code = Code::new(
    "not_national",
    409,
    "Seleksi ini tidak memakai SSCASN: pelamar mendaftar langsung di sini. Pilih seleksi nasional.",
    "This selection does not use SSCASN: people apply here. Choose a national selection.",
);

/// Findings of one answer at most; the counts tell the rest.
const SHOWN: usize = 500;

/// An applicant export as it was checked.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportAnswer {
    pub id: Uuid,
    pub round_id: Uuid,
    /// `refused`, `checked` (waits to be applied) or `applied`.
    #[schema(example = "checked")]
    pub state: String,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
    #[schema(example = 150)]
    pub row_count: i32,
    pub uploaded_at: DateTime<Utc>,
    pub applied_at: Option<DateTime<Utc>>,
    /// Why the file was not read at all, e.g. `digits_lost` or `columns_missing`.
    #[schema(example = "columns_missing")]
    pub refusal: Option<String>,
    /// Columns that the refusal is about.
    #[schema(example = json!(["nik"]))]
    pub columns: Vec<String>,
    #[schema(example = 0)]
    pub error_count: usize,
    #[schema(example = 1)]
    pub warning_count: usize,
    /// The first 500.
    pub findings: Vec<ImportFinding>,
    pub done: Option<Done>,
}

/// The answer about a file, with its version.
pub fn answer(row: ImportRow) -> Result<ImportAnswer, Problem> {
    let found: Findings =
        serde_json::from_value(row.findings).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    Ok(ImportAnswer {
        id: row.id,
        round_id: row.round_id,
        state: row.state,
        sha256: data_encoding::HEXLOWER.encode(&row.sha256),
        row_count: row.row_count,
        uploaded_at: row.uploaded_at,
        applied_at: row.approved_at,
        error_count: found.count("error"),
        warning_count: found.count("warning"),
        refusal: found.refusal,
        columns: found.columns,
        findings: found.findings.into_iter().take(SHOWN).collect(),
        done: found.done,
    })
}

/// Check an applicant export of SSCASN.
///
/// The body is the XLSX or CSV file. It is read whole: columns by name, NIK as text, every row matched to a vacancy.
/// With one error the file is `refused`, and nothing of it is ever applied. The same file again gives the same answer.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/rounds/{round}/imports", operation_id = "check_applicants",
    tag = "applications",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("round" = Uuid, Path, description = "Round id")),
    request_body(description = "The export", content(
        ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ([u8] = "text/csv"))),
    responses((status = 201, body = ImportAnswer, description = "Checked or refused, with findings"),
        (status = 200, body = ImportAnswer, description = "The same file was here before; nothing changed")))]
pub async fn check_applicants(
    guard: Guard<ApplicantsImport>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    body: FileBody,
) -> Result<Answer<ImportAnswer>, Problem> {
    let Place((agency, round)) = place;
    guard.covers(Scope::Round(round))?;
    let account = guard.account_id()?;
    let body_hash = Sha256::new().chain_update(round.as_bytes()).chain_update(body.sha256).finalize().into();
    let once = Once { operation: "check_applicants", key: &key, body_hash };
    write_once(&state, guard.actor(), once, async |write| {
        national(write.connection(), &agency, round).await?;
        if let Some(row) = store::same_file(write.connection(), &agency, round, &body.sha256).await? {
            let version = row.version;
            return Ok(Answer::ok(answer(row)?).version(version));
        }
        let checked = check(&state, write.connection(), &agency, round, body.bytes.to_vec()).await?;
        let id = new_id();
        let storage_path = format!("{agency}/imports/{}.age", id.simple());
        let row = ImportRow {
            agency_id: agency.clone(),
            id,
            round_id: round,
            kind: KIND.to_owned(),
            sha256: body.sha256.to_vec(),
            key_id: documents::keep(&state, &storage_path, body.bytes.to_vec()).await?,
            storage_path,
            state: if checked.findings.stops() { "refused" } else { "checked" }.to_owned(),
            row_count: i32::try_from(checked.row_count).unwrap_or(i32::MAX),
            findings: serde_json::to_value(&checked.findings)
                .map_err(|error| Problem::new(&INTERNAL).inside(error))?,
            uploaded_by: account,
            uploaded_at: write.now,
            approved_by: None,
            approved_at: None,
            version: 1,
        };
        store::insert(write.connection(), &row).await?;
        write.audit(&agency, "applicants_checked", id).await?;
        Ok(Answer::created(answer(row)?).version(1))
    })
    .await
}

/// A round that takes its applicants from SSCASN.
pub async fn national(
    connection: &mut diesel_async::AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<store::RoundRow, Problem> {
    let found = store::round(connection, agency, round).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    if found.door != "national" {
        return Err(Problem::new(&NOT_NATIONAL));
    }
    Ok(found)
}

/// See an import.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/rounds/{round}/imports/{import}",
    operation_id = "applicants_import", tag = "applications",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("round" = Uuid, Path, description = "Round id"), ("import" = Uuid, Path, description = "Import id")),
    responses((status = 200, body = ImportAnswer, description = "The import")))]
pub async fn applicants_import(
    guard: Guard<ApplicantsImport>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<ImportAnswer>, Problem> {
    let Place((agency, round, id)) = place;
    guard.covers(Scope::Round(round))?;
    let row = store::find(&mut *state.read().await?, &agency, id).await?;
    let row = row.filter(|row| row.round_id == round).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let version = row.version;
    Ok(Answer::ok(answer(row)?).version(version))
}

/// List the imports of a round.
///
/// The newest first, at most 50.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/rounds/{round}/imports", operation_id = "applicants_imports",
    tag = "applications",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("round" = Uuid, Path, description = "Round id")),
    responses((status = 200, body = Page<ImportAnswer>, description = "The imports")))]
pub async fn applicants_imports(
    guard: Guard<ApplicantsImport>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<Page<ImportAnswer>>, Problem> {
    let Place((agency, round)) = place;
    guard.covers(Scope::Round(round))?;
    let rows = store::list(&mut *state.read().await?, &agency, round).await?;
    let items = rows.into_iter().map(answer).collect::<Result<_, _>>()?;
    Ok(Answer::ok(Page { items, next: None }))
}

/// A round that takes its applicants from SSCASN.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportRound {
    pub id: Uuid,
    #[schema(example = "Pengadaan CPNS 2026")]
    pub name: String,
    /// Imported applications that stand.
    #[schema(example = 150)]
    pub applicants: i64,
}

/// List the rounds into which you may import.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/import-rounds", operation_id = "import_rounds",
    tag = "applications", params(("agency" = String, Path, description = "Agency code", example = "5473")),
    responses((status = 200, body = Page<ImportRound>, description = "National rounds, the newest first")))]
pub async fn import_rounds(
    guard: Guard<ApplicantsImport>,
    state: web::Data<State>,
    place: Place<String>,
) -> Result<Answer<Page<ImportRound>>, Problem> {
    let mut connection = state.read().await?;
    let mut items = Vec::new();
    for (id, name) in store::national_rounds(&mut connection, &place.0).await? {
        if guard.covers(Scope::Round(id)).is_ok() {
            let applicants = read::count_submitted(&mut connection, &place.0, id).await?;
            items.push(ImportRound { id, name, applicants });
        }
    }
    Ok(Answer::ok(Page { items, next: None }))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_import_rounds, import_rounds, &[]);
    routes.add(__path_check_applicants, check_applicants, &[&NOT_NATIONAL, &NOT_FOUND]);
    routes.add(__path_applicants_imports, applicants_imports, &[]);
    routes.add(__path_applicants_import, applicants_import, &[]);
}
