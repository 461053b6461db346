//! Officers beside its maker approve a run.
use actix_web::web;
use ledger::Kind;
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{self, RUN_NOT_NEWEST, RUN_UNDECIDED},
    see::{self, RunSummary},
    store,
};
use crate::{
    http::{Answer, Place},
    identity::Guard,
    kernel::{Problem, State, permission::RunApprove},
    record::{Fact, write},
};

/// Approve a run.
///
/// In an own round two officers approve, neither of whom made the run. Only the newest run of a stage, and only once no
/// place is left undecided. The run itself cannot change, so no `If-Match` is asked for.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{agency}/runs/{run}/approve",
    operation_id = "approve_run",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("run" = Uuid, Path, description = "Run")
    ),
    responses((status = 200, body = RunSummary, description = "Approved"))
)]
pub async fn approve_run(
    guard: Guard<RunApprove>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<RunSummary>, Problem> {
    let Place((agency, id)) = place;
    let by = guard.account_id()?;
    write(&state, guard.actor(), async |write| {
        let (run, round) = see::reach(&guard, write.connection(), &agency, id).await?;
        let approved = store::approvers(write.connection(), &agency, id).await?;
        let approved: Vec<Uuid> = approved.into_iter().map(|(by, _)| by).collect();
        model::approve(run.made_by, &approved, by).map_err(Problem::new)?;
        if run.number != store::newest(write.connection(), &agency, run.round_id, &run.stage).await? {
            return Err(Problem::new(&RUN_NOT_NEWEST));
        }
        if !round.national && store::undecided(write.connection(), &agency, id).await? > 0 {
            return Err(Problem::new(&RUN_UNDECIDED));
        }
        let at = write.now;
        store::insert_approval(write.connection(), &agency, &run, by, at).await?;
        let payload = json!({"approval": approved.len() + 1, "inputs": data_encoding::HEXLOWER.encode(&run.inputs_hash)});
        let (kind, noun, round_id) = (Kind::RunApproved, "run", Some(run.round_id));
        write.fact(Fact { agency: &agency, kind, round: round_id, noun, subject: id, payload }).await?;
        Ok(Answer::ok(see::summary(write.connection(), &agency, run, round.national, by).await?))
    })
    .await
}
