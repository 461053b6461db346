//! The verdict sheet: the export's own rows with our released verdicts in the last columns, for upload at SSCASN.
use std::collections::BTreeMap;

use actix_web::{HttpResponse, http::header, web};
use interchange::{
    applicants::{Verdict, VerdictRow, verdict_sheet},
    write::{Dialect, WriteError},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{ITEM_NOTE, note},
    reason,
    schedule::schedule,
    store::{self, ItemRow},
};
use crate::{
    applications::sscasn::rows_for_export,
    http::{Parameters, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, permission::ApplicantsExport, problem::INTERNAL},
    record,
};

/// How the sheet is written.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SheetFormat {
    Xlsx,
    Csv,
}

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SheetChoice {
    /// `xlsx` or `csv`; without it `xlsx`.
    #[param(example = "xlsx", inline)]
    pub format: Option<SheetFormat>,
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Download the verdict sheet.
///
/// In the layout of the SSCASN export, its 49 columns, with released verdicts in the last nine. The export is kept in
/// the audit.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/verification/sheet", operation_id = "verdict_sheet",
    tag = "verification", params(("agency" = String, Path), ("round" = Uuid, Path), SheetChoice),
    responses((status = 200, description = "The sheet", content(
        ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ([u8] = "text/csv"))))
)]
pub async fn verdict_sheet_file(
    guard: Guard<ApplicantsExport>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    choice: Parameters<SheetChoice>,
) -> Result<HttpResponse, Problem> {
    let (agency, round) = place.0;
    guard.covers(Scope::Round(round))?;
    let rows = record::write(&state, guard.actor(), async |write| {
        write.audit(&agency, "verdict_sheet_exported", round).await?;
        rows(&state, write.connection(), &agency, round).await
    })
    .await?;
    let table = verdict_sheet(&rows);
    let failed = |error: WriteError| Problem::new(&INTERNAL).inside(error);
    let (media_type, ending, bytes) = match choice.0.format.unwrap_or(SheetFormat::Xlsx) {
        SheetFormat::Xlsx => (XLSX, "xlsx", table.xlsx("verifikasi").map_err(failed)?),
        SheetFormat::Csv => ("text/csv; charset=utf-8", "csv", table.csv(Dialect::Excel).map_err(failed)?),
    };
    let name = format!("attachment; filename=\"verifikasi-{round}.{ending}\"");
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(bytes))
}

async fn rows(
    state: &State,
    connection: &mut diesel_async::AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Vec<VerdictRow>, Problem> {
    let zone = schedule(connection, agency, round).await?.zone;
    let verdicts = store::verdicts(connection, agency, round).await?;
    let verdicts: BTreeMap<_, _> = verdicts
        .into_iter()
        .map(|verdict| ((verdict.application_id, verdict.snapshot_number), verdict))
        .collect();
    let mut refused: BTreeMap<Uuid, Vec<ItemRow>> = BTreeMap::new();
    for (application, item) in store::refused_items(connection, agency, round).await? {
        refused.entry(application).or_default().push(item);
    }
    let mut rows = Vec::new();
    for row in rows_for_export(state, connection, agency, round).await? {
        let found = verdicts.get(&(row.application_id, row.snapshot_number));
        let items = refused.get(&row.application_id).map(Vec::as_slice).unwrap_or_default();
        let verdict = match found {
            None => Verdict::default(),
            Some(found) => {
                let (reason, reason_detail) = words(state, items)?;
                Verdict {
                    status: found.outcome.clone(),
                    reason,
                    reason_detail,
                    verified_at: Some(found.given_at.with_timezone(&zone).naive_local()),
                    verifier_name: Some(found.reader_name.clone()),
                    supervised_at: Some(found.released_at.with_timezone(&zone).naive_local()),
                    supervisor_name: Some(found.supervisor_name.clone()),
                    ..Verdict::default()
                }
            }
        };
        rows.push(VerdictRow { values: row.values, verdict });
    }
    Ok(rows)
}

/// Reasons and notes of all requirements that are not met, in Indonesian as the sheet is.
fn words(state: &State, items: &[ItemRow]) -> Result<(Option<String>, Option<String>), Problem> {
    let (mut reasons, mut notes) = (Vec::new(), Vec::new());
    for item in items {
        let known = item.reason.as_deref().and_then(reason::by_code);
        reasons.extend(known.map(|reason| reason.legend.id.to_owned()));
        notes.extend(note(state, ITEM_NOTE, item.note_sealed.as_ref())?);
    }
    let joined = |words: Vec<String>| Some(words.join(" ")).filter(|text| !text.is_empty());
    Ok((joined(reasons), joined(notes)))
}
