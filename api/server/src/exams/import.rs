//! A sheet of marks comes in: the whole file is checked first, and nothing of it counts before a second officer.
use std::collections::BTreeMap;

use actix_web::web;
use interchange::{
    marks::{Component, MarkRow, Presence},
    sheet::Limits,
};
use ledger::Kind;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::{
    list::MarkImport,
    model, originals,
    sheet::{SheetFinding, limited, of_refusal},
    store,
};
use crate::{
    http::{Answer, FileBody, IdempotencyKey, Parameters, Place},
    identity::{Guard, Scope},
    kernel::{
        Problem, State, new_id,
        permission::MarksImport,
        problem::{INTERNAL, NOT_FOUND},
    },
    record::{Fact, Once, write_once},
};

#[derive(Debug, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct SheetParameters {
    /// Code of the stage, as the rules of the round name it.
    #[param(example = "skd")]
    #[validate(length(max = 40, code = "length", message = "Terlalu panjang.|Too long."))]
    pub stage: String,
    /// Codes of the components in the sheet, by comma; all of the stage when left out.
    #[param(example = "twk,tiu,tkp")]
    #[validate(length(max = 400, code = "length", message = "Terlalu panjang.|Too long."))]
    pub components: Option<String>,
    /// Why approved marks are replaced; needed only then.
    #[param(example = "Nota perbaikan BKN 12/2026")]
    #[validate(length(
        min = 5,
        max = 500,
        code = "length",
        message = "Tulis 5 sampai 500 huruf.|Write 5 to 500 characters."
    ))]
    pub reason: Option<String>,
}

/// What a file was found to hold.
pub struct Checked {
    pub rows: Vec<MarkRow>,
    pub findings: Vec<SheetFinding>,
}

impl Checked {
    pub fn refused(&self) -> bool {
        self.findings.iter().any(SheetFinding::refuses)
    }
}

/// Import a sheet of marks.
///
/// The body is a CSV or XLSX file with the columns `no_peserta` (participant number or code), one column for each
/// component, and optionally `keterangan` (TH, DIS, APS, TMS-1) and `total`. The whole file is checked; one bad row
/// refuses it and nothing of it is kept but the original and the findings. A sound sheet counts after another officer
/// approved it. The same file again changes nothing and gets the first answer.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{agency}/rounds/{round}/marks",
    operation_id = "import_marks",
    tag = "exams",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round"),
        SheetParameters
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "CSV or XLSX"),
    responses(
        (status = 201, body = MarkImport, description = "Checked, or refused with findings"),
        (status = 200, body = MarkImport, description = "The same file came before")
    )
)]
pub async fn import_marks(
    guard: Guard<MarksImport>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    parameters: Parameters<SheetParameters>,
    key: IdempotencyKey,
    file: FileBody,
) -> Result<Answer<MarkImport>, Problem> {
    let Place((agency, round_id)) = place;
    guard.covers(Scope::Round(round_id))?;
    let (uploader, Parameters(asked)) = (guard.account_id()?, parameters);
    let named: Vec<String> = asked
        .components
        .iter()
        .flat_map(|codes| codes.split(','))
        .map(|code| code.trim().to_owned())
        .collect();
    let (round, names) = {
        let mut connection = state.primary().await?;
        let round = store::round(&mut connection, &agency, round_id).await?;
        let round = round.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        (round, store::names(&mut connection, &agency, round_id).await?)
    };
    let columns = round.components(&asked.stage, &named)?;
    let components: Vec<String> = columns.iter().map(|column| column.code.clone()).collect();
    let kind = format!("marks:{}:{}", asked.stage, components.join(","));
    let bytes = file.bytes.clone();
    let checked = web::block(move || check(&bytes, &columns, &names)).await;
    let (checked, people) = checked.map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    let body_hash =
        Sha256::new_with_prefix(file.sha256).chain_update(&kind).chain_update(round_id).finalize();
    let once = Once { operation: "import_marks", key: &key, body_hash: body_hash.into() };
    let actor = guard.actor();
    write_once(&state, actor, once, async |write| {
        let same = store::same_sheet(write.connection(), &agency, round_id, &kind, &file.sha256).await?;
        if let Some(same) = same {
            let version = same.version;
            return Ok(Answer::ok(MarkImport::of(same, uploader)).version(version));
        }
        let refused = checked.refused();
        let everybody: Vec<Uuid> = people.values().copied().collect();
        let replaced =
            store::replaced(write.connection(), &agency, round_id, &components, &everybody).await?;
        if !refused {
            model::check_reason(replaced, asked.reason.as_deref())?;
        }
        let id = new_id();
        let storage_path = originals::keep(&state, &agency, id, &file.bytes).await?;
        let row_count = i32::try_from(checked.rows.len()).unwrap_or(i32::MAX);
        let file_row = store::FileRow {
            agency_id: &agency,
            id,
            round_id,
            kind: &kind,
            sha256: &file.sha256,
            storage_path: &storage_path,
            key_id: &state.keys().documents_id,
            state: if refused { "refused" } else { "checked" },
            row_count,
            findings: serde_json::to_value(&checked.findings)
                .map_err(|error| Problem::new(&INTERNAL).inside(error))?,
            uploaded_by: uploader,
            uploaded_at: write.now,
        };
        let import = store::ImportRow {
            agency_id: &agency,
            id,
            round_id,
            stage: &asked.stage,
            components: components.clone(),
            rules_version: round.rules_version,
            reason: asked.reason.as_deref(),
        };
        store::insert_import(write.connection(), &file_row, &import).await?;
        if refused {
            write.audit(&agency, "marks_refused", id).await?;
        } else {
            let (rows, marks) = rows(&agency, id, &checked.rows, &people);
            store::insert_rows(write.connection(), &rows, &marks).await?;
            let payload = json!({
                "stage": asked.stage, "components": components, "rows": row_count, "replaced": replaced,
                "sha256": data_encoding::HEXLOWER.encode(&file.sha256),
            });
            let (kind, noun, round) = (Kind::MarksImported, "mark_import", Some(round_id));
            write.fact(Fact { agency: &agency, kind, round, noun, subject: id, payload }).await?;
        }
        let sheet = store::sheet(write.connection(), &agency, round_id, id).await?;
        let version = sheet.version;
        Ok(Answer::created(MarkImport::of(sheet, uploader)).version(version))
    })
    .await
}

/// Reads the sheet and finds each row's participant, by number or code.
fn check(
    bytes: &[u8],
    columns: &[Component],
    names: &BTreeMap<String, Uuid>,
) -> (Checked, BTreeMap<String, Uuid>) {
    let report = match interchange::marks::read(bytes, &Limits::default(), columns) {
        Ok(report) => report,
        Err(refusal) => {
            let checked = Checked { rows: Vec::new(), findings: of_refusal(&refusal) };
            return (checked, BTreeMap::new());
        }
    };
    let mut findings: Vec<SheetFinding> = report.findings.iter().map(SheetFinding::from).collect();
    let (mut people, mut seen) = (BTreeMap::new(), BTreeMap::new());
    for row in &report.rows {
        match names.get(&row.participant) {
            None => findings.push(SheetFinding::error(row.row, Some("no_peserta"), "participant_unknown")),
            Some(id) => {
                // Once by number and once by code is the same person twice.
                if let Some(first) = seen.insert(*id, row.row) {
                    let mut twice = SheetFinding::error(row.row, Some("no_peserta"), "duplicate");
                    twice.parameters.insert("first_row".to_owned(), first.to_string());
                    findings.push(twice);
                }
                people.insert(row.participant.clone(), *id);
            }
        }
    }
    if report.rows.is_empty() && findings.is_empty() {
        findings.push(SheetFinding::error(0, None, "file_empty"));
    }
    (Checked { rows: report.rows, findings: limited(findings) }, people)
}

fn rows<'a>(
    agency: &'a str,
    import_id: Uuid,
    rows: &[MarkRow],
    people: &BTreeMap<String, Uuid>,
) -> (Vec<store::PersonRow<'a>>, Vec<store::MarkValue<'a>>) {
    let (mut persons, mut marks) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(&application_id) = people.get(&row.participant) else { continue };
        persons.push(store::PersonRow {
            agency_id: agency,
            import_id,
            application_id,
            row_number: i32::try_from(row.row).unwrap_or(i32::MAX),
            presence: match row.presence {
                Presence::Present => "present",
                Presence::Absent => "absent",
                Presence::Disqualified => "disqualified",
                Presence::Withdrawn => "withdrawn",
                Presence::Eliminated => "eliminated",
            },
        });
        marks.extend(row.marks.iter().map(|(component, mark)| store::MarkValue {
            agency_id: agency,
            import_id,
            application_id,
            component: component.clone(),
            delivered: mark.text.clone(),
            value: mark.value,
        }));
    }
    (persons, marks)
}
