//! A second officer approves a sheet; from then on its marks hold.
use actix_web::web;
use ledger::Kind;
use serde_json::json;
use uuid::Uuid;

use super::{
    leaves,
    list::MarkImport,
    model::{SheetState, check_reason},
    store,
};
use crate::{
    http::{Answer, IfMatch, Place},
    identity::{Guard, Scope},
    kernel::{Problem, State, permission::MarksApprove},
    record::{Fact, write},
};

/// Approve a sheet of marks.
///
/// By another officer than the uploader. Rows of people who already had approved marks supersede those, for the reason
/// that the sheet states; the earlier rows stay.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{agency}/rounds/{round}/marks/{import}/approve",
    operation_id = "approve_marks",
    tag = "exams",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round"),
        ("import" = Uuid, Path, description = "Sheet")
    ),
    responses((status = 200, body = MarkImport, description = "Approved"))
)]
pub async fn approve_marks(
    guard: Guard<MarksApprove>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    seen: IfMatch,
) -> Result<Answer<MarkImport>, Problem> {
    let Place((agency, round, import)) = place;
    guard.covers(Scope::Round(round))?;
    let by = guard.account_id()?;
    write(&state, guard.actor(), async |write| {
        let sheet = store::sheet_for_update(write.connection(), &agency, round, import).await?;
        SheetState::of(&sheet.state).approve(sheet.uploaded_by, by).map_err(Problem::new)?;
        seen.check(sheet.version)?;
        let people = store::people_of(write.connection(), &agency, import).await?;
        let replaced =
            store::replaced(write.connection(), &agency, round, &sheet.components, &people).await?;
        check_reason(replaced, sheet.reason.as_deref())?;
        let at = write.now;
        let number = store::approve(write.connection(), &agency, &sheet, by, at).await?;
        leaves::record(write, &agency, &sheet, number).await?;
        let payload = json!({
            "stage": sheet.stage, "components": sheet.components, "rows": sheet.row_count, "replaced": replaced,
            "number": number, "sha256": data_encoding::HEXLOWER.encode(&sheet.sha256),
        });
        let (kind, noun) = (Kind::MarksApproved, "mark_import");
        write.fact(Fact { agency: &agency, kind, round: Some(round), noun, subject: import, payload }).await?;
        let sheet = store::sheet(write.connection(), &agency, round, import).await?;
        let version = sheet.version;
        Ok(Answer::ok(MarkImport::of(sheet, by)).version(version))
    })
    .await
}
