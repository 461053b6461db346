//! Sheets of a round, what was found in them, their rows, and how far each stage is covered.
use std::collections::BTreeMap;

use actix_web::web;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    marks::current_marks,
    model::SheetState,
    sheet::SheetFinding,
    store::{self, Sheet},
};
use crate::{
    http::{Answer, Cursor, Page, Parameters, Place, page},
    identity::{Guard, Scope},
    kernel::{
        Problem, State,
        permission::RunSee,
        problem::{INTERNAL, NOT_FOUND},
    },
};

/// A sheet of marks.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MarkImport {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = "skd")]
    pub stage: String,
    #[schema(example = json!(["twk", "tiu", "tkp"]))]
    pub components: Vec<String>,
    /// `refused`, `checked` (waits for a second officer) or `approved`.
    #[schema(example = "checked")]
    pub state: String,
    /// Rows that stand.
    #[schema(example = 1200)]
    pub row_count: i32,
    /// Why it replaces approved marks.
    pub reason: Option<String>,
    /// Order of approval in the round; a later sheet supersedes an earlier one, person by person.
    #[schema(example = 1)]
    pub number: Option<i32>,
    /// SHA-256 of the file.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
    /// Whether the caller uploaded it, and so cannot approve it.
    #[schema(example = false)]
    pub uploaded_by_you: bool,
    #[schema(example = "2026-11-02T02:00:00Z")]
    pub uploaded_at: DateTime<Utc>,
    pub approved_at: Option<DateTime<Utc>>,
    #[schema(example = 1)]
    pub version: i32,
}

impl MarkImport {
    pub fn of(sheet: Sheet, caller: Uuid) -> Self {
        Self {
            id: sheet.id,
            stage: sheet.stage,
            components: sheet.components,
            state: SheetState::of(&sheet.state).code().to_owned(),
            row_count: sheet.row_count,
            reason: sheet.reason,
            number: sheet.number,
            sha256: data_encoding::HEXLOWER.encode(&sheet.sha256),
            uploaded_by_you: sheet.uploaded_by == caller,
            uploaded_at: sheet.uploaded_at,
            approved_at: sheet.approved_at,
            version: sheet.version,
        }
    }
}

/// A sheet with what was found in it.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MarkImportDetail {
    pub sheet: MarkImport,
    pub findings: Vec<SheetFinding>,
}

/// One mark of a sheet.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct DeliveredMark {
    /// The text as it stood in the file.
    #[schema(example = "73,50")]
    pub delivered: String,
    #[schema(example = "73.5")]
    pub value: String,
}

/// One row of a sheet.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MarkSheetRow {
    #[schema(example = 2)]
    pub row: i32,
    #[schema(example = "K7QM-4X2N")]
    pub participant_code: String,
    /// `present`, `absent` (TH), `disqualified` (DIS), `withdrawn` (APS) or `eliminated` (TMS-1).
    #[schema(example = "present")]
    pub presence: String,
    pub marks: BTreeMap<String, DeliveredMark>,
}

/// A component of a stage with how many people have it.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MarkComponent {
    #[schema(example = "twk")]
    pub code: String,
    #[schema(example = "Tes Wawasan Kebangsaan")]
    pub name_id: String,
    #[schema(example = "National insight test")]
    pub name_en: String,
    #[schema(example = "150")]
    pub maximum: String,
    #[schema(example = 0)]
    pub decimals: u8,
    pub multiple_of: Option<String>,
    /// People with an approved row for it, present or not.
    #[schema(example = 1200)]
    pub covered: i64,
}

/// A stage of the round's rules.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MarkStage {
    #[schema(example = "skd")]
    pub code: String,
    #[schema(example = "Seleksi Kompetensi Dasar (SKD)")]
    pub name_id: String,
    #[schema(example = "Basic test")]
    pub name_en: String,
    pub components: Vec<MarkComponent>,
}

#[derive(Debug, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct PageParameters {
    /// From `next` of the page before.
    pub cursor: Option<String>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// List the sheets of marks of a round, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/rounds/{round}/marks",
    operation_id = "list_mark_imports",
    tag = "exams",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round"),
        PageParameters
    ),
    responses((status = 200, body = Page<MarkImport>, description = "Sheets"))
)]
pub async fn list_mark_imports(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    parameters: Parameters<PageParameters>,
) -> Result<Answer<Page<MarkImport>>, Problem> {
    let Place((agency, round)) = place;
    guard.covers(Scope::Round(round))?;
    let caller = guard.account_id()?;
    let limit = page::limit(parameters.0.limit);
    let before = parameters.0.cursor.map(|cursor| Cursor(cursor).key()).transpose()?;
    let mut connection = state.read().await?;
    store::round(&mut connection, &agency, round).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let sheets = store::list(&mut connection, &agency, round, before, limit).await?;
    Ok(Answer::ok(Page::of(sheets, limit, |sheet| sheet.id).map(|sheet| MarkImport::of(sheet, caller))))
}

/// See a sheet of marks with what was found in it.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/rounds/{round}/marks/{import}",
    operation_id = "see_mark_import",
    tag = "exams",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round"),
        ("import" = Uuid, Path, description = "Sheet")
    ),
    responses((status = 200, body = MarkImportDetail, description = "The sheet"))
)]
pub async fn see_mark_import(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<MarkImportDetail>, Problem> {
    let Place((agency, round, import)) = place;
    guard.covers(Scope::Round(round))?;
    let mut connection = state.read().await?;
    let sheet = store::sheet(&mut connection, &agency, round, import).await?;
    let findings = store::findings(&mut connection, &agency, import).await?;
    let findings = serde_json::from_value(findings).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    let version = sheet.version;
    let sheet = MarkImport::of(sheet, guard.account_id()?);
    Ok(Answer::ok(MarkImportDetail { sheet, findings }).version(version))
}

/// List the rows of a sheet: the text as delivered beside the exact number.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/rounds/{round}/marks/{import}/rows",
    operation_id = "list_marks_of_import",
    tag = "exams",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round"),
        ("import" = Uuid, Path, description = "Sheet"),
        PageParameters
    ),
    responses((status = 200, body = Page<MarkSheetRow>, description = "Rows in the order of the sheet"))
)]
pub async fn list_marks_of_import(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    parameters: Parameters<PageParameters>,
) -> Result<Answer<Page<MarkSheetRow>>, Problem> {
    let Place((agency, round, import)) = place;
    guard.covers(Scope::Round(round))?;
    let limit = page::limit(parameters.0.limit);
    let after = parameters.0.cursor.map(|cursor| Cursor(cursor).key()).transpose()?.unwrap_or(0);
    let mut connection = state.read().await?;
    store::sheet(&mut connection, &agency, round, import).await?;
    let rows = store::rows(&mut connection, &agency, import, after, limit).await?;
    let people: Vec<Uuid> = rows.iter().map(|row| row.0).collect();
    let mut marks: BTreeMap<Uuid, BTreeMap<String, DeliveredMark>> = BTreeMap::new();
    for (person, component, delivered, value) in
        store::marks(&mut connection, &agency, import, &people).await?
    {
        let mark = DeliveredMark { delivered, value: value.normalize().to_string() };
        marks.entry(person).or_default().insert(component, mark);
    }
    let page = Page::of(rows, limit, |row| row.1).map(|(person, row, participant_code, presence)| {
        MarkSheetRow { row, participant_code, presence, marks: marks.remove(&person).unwrap_or_default() }
    });
    Ok(Answer::ok(page))
}

/// List the stages and components of a round's rules, with how many people have approved marks.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/rounds/{round}/mark-stages",
    operation_id = "list_mark_stages",
    tag = "exams",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round")
    ),
    responses((status = 200, body = Vec<MarkStage>, description = "Stages in order"))
)]
pub async fn list_mark_stages(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<Vec<MarkStage>>, Problem> {
    let Place((agency, round_id)) = place;
    guard.covers(Scope::Round(round_id))?;
    let mut connection = state.read().await?;
    let round = store::round(&mut connection, &agency, round_id).await?;
    let round = round.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let codes: Vec<String> = round.rules.stages.iter().map(|stage| stage.code.clone()).collect();
    let mut covered: BTreeMap<String, i64> = BTreeMap::new();
    for mark in current_marks(&mut connection, &agency, round_id, &codes).await? {
        *covered.entry(mark.component).or_default() += 1;
    }
    let component = |code: &String| {
        let component = round.rules.components.iter().find(|component| component.code == *code)?;
        Some(MarkComponent {
            code: code.clone(),
            name_id: component.name.id.clone(),
            name_en: component.name.en.clone(),
            maximum: component.maximum.to_string(),
            decimals: component.decimals,
            multiple_of: component.multiple_of.map(|worth| worth.to_string()),
            covered: covered.get(code).copied().unwrap_or(0),
        })
    };
    let stage = |stage: &selection::Stage| MarkStage {
        code: stage.code.clone(),
        name_id: stage.name.id.clone(),
        name_en: stage.name.en.clone(),
        components: stage.components.iter().filter_map(component).collect(),
    };
    Ok(Answer::ok(round.rules.stages.iter().map(stage).collect()))
}
