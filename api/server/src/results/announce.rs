//! What the announcement needs: whether it may go out, its rows, and the meaning of its codes.
use std::collections::BTreeMap;

use actix_web::web;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{self, inside},
    national, store,
    store::RunRow,
    why::{self, ResultLegendEntry},
};
use crate::{
    exams,
    http::{Answer, Place},
    identity::Guard,
    kernel::{Problem, State, permission::Public, problem::NOT_FOUND},
    schema::{result_comparison, result_difference, result_explanation},
};

/// Whether the announcement of a run may go out, and if not, what stands in its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Announceable {
    #[schema(example = false)]
    pub allowed: bool,
    /// `not_newest`, `marks_changed`, `approval_missing`, `undecided`, `national_result_missing`,
    /// `differences_unexplained`.
    #[schema(example = json!(["differences_unexplained"]))]
    pub blocks: Vec<String>,
}

/// One line of an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementRow {
    pub application_id: Uuid,
    pub participant_code: String,
    pub vacancy_id: Uuid,
    /// Published status code.
    pub code: String,
    pub rank: Option<i32>,
    /// Decimal strings by key of the rules.
    pub marks: BTreeMap<String, String>,
    /// The vacancy whose place was given, where that is not the one applied for.
    pub placed_elsewhere: Option<Uuid>,
}

/// Whether the announcement of this run may go out.
pub async fn announceable(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<Announceable, Problem> {
    let run = store::run(connection, agency, run).await?;
    let round = exams::round(connection, agency, run.round_id).await?;
    let round = round.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let approvals = store::approvers(connection, agency, run.id).await?.len();
    weigh(connection, agency, &run, round.national, approvals).await
}

pub async fn weigh(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: &RunRow,
    national: bool,
    approvals: usize,
) -> Result<Announceable, Problem> {
    let mut blocks = Vec::new();
    if run.number != store::newest(connection, agency, run.round_id, &run.stage).await? {
        blocks.push("not_newest");
    }
    if let Some(round) = exams::round(connection, agency, run.round_id).await? {
        let stages = round.stages_through(&run.stage);
        if exams::marks_number(connection, agency, run.round_id, &stages).await? != run.marks_number {
            blocks.push("marks_changed");
        }
    }
    if approvals < model::approvals_needed(national) {
        blocks.push("approval_missing");
    }
    if national {
        match newest_comparison(connection, agency, run.id).await? {
            None => blocks.push("national_result_missing"),
            Some((comparison, _)) if unexplained(connection, agency, comparison).await? > 0 => {
                blocks.push("differences_unexplained");
            }
            Some(_) => {}
        }
    } else if store::undecided(connection, agency, run.id).await? > 0 {
        blocks.push("undecided");
    }
    let blocks: Vec<String> = blocks.into_iter().map(str::to_owned).collect();
    Ok(Announceable { allowed: blocks.is_empty(), blocks })
}

/// The newest comparison of a run with the national result: its id and that of the national result.
pub async fn newest_comparison(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<Option<(Uuid, Uuid)>, Problem> {
    let found = result_comparison::table
        .filter(result_comparison::agency_id.eq(agency).and(result_comparison::run_id.eq(run)))
        .order(result_comparison::id.desc())
        .select((result_comparison::id, result_comparison::national_result_id))
        .first(connection)
        .await;
    Ok(found.optional()?)
}

async fn unexplained(
    connection: &mut AsyncPgConnection,
    agency: &str,
    comparison: Uuid,
) -> Result<i64, Problem> {
    let open = result_difference::table
        .left_join(
            result_explanation::table.on(result_explanation::agency_id
                .eq(result_difference::agency_id)
                .and(result_explanation::difference_id.eq(result_difference::id))),
        )
        .filter(result_difference::agency_id.eq(agency).and(result_difference::comparison_id.eq(comparison)))
        .filter(result_explanation::difference_id.nullable().is_null())
        .count();
    Ok(open.get_result(connection).await?)
}

/// The lines of an announcement. In a national round they are Panselnas's wherever its list states something, since
/// that is the legal result; whoever has no code (undecided, refused) or is not in its list is left out.
pub async fn rows_for_announcement(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<Vec<AnnouncementRow>, Problem> {
    let theirs = match newest_comparison(connection, agency, run).await? {
        None => None,
        Some((_, list)) => Some(national::rows_by_application(connection, agency, list).await?),
    };
    let mut rows = Vec::new();
    for outcome in store::all_outcomes(connection, agency, run).await? {
        let mut marks: BTreeMap<String, String> = serde_json::from_value(outcome.marks).map_err(inside)?;
        let (mut code, mut rank) = (outcome.code.clone(), outcome.rank);
        if let Some(theirs) = &theirs {
            let Some(row) = theirs.get(&outcome.application_id) else { continue };
            row.overlay(&mut marks, &mut code, &mut rank);
        }
        let Some(code) = code else { continue };
        let (application_id, participant_code) = (outcome.application_id, outcome.participant_code);
        let vacancy_id = outcome.vacancy_id;
        // Where Panselnas states another code, our place is not the legal one.
        let ours = outcome.code.as_ref() == Some(&code);
        let placed_elsewhere = outcome.placed_at.filter(|placed| ours && *placed != vacancy_id);
        rows.push(AnnouncementRow {
            application_id,
            participant_code,
            vacancy_id,
            code,
            rank,
            marks,
            placed_elsewhere,
        });
    }
    Ok(rows)
}

/// The meaning of a round's status codes.
///
/// The same letters mean different things in different rounds, so the legend always goes with the round.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/rounds/{round}/status-codes",
    operation_id = "list_status_codes",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("round" = Uuid, Path, description = "Round")
    ),
    responses((status = 200, body = Vec<ResultLegendEntry>, description = "Codes with their meaning"))
)]
pub async fn list_status_codes(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<Vec<ResultLegendEntry>>, Problem> {
    let Place((agency, round)) = place;
    let mut connection = state.read().await?;
    let round = exams::round(&mut connection, &agency, round).await?;
    let round = round.filter(|round| round.published).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    Ok(Answer::ok(why::legend(&round.rules)))
}

/// The marks that a run was made of: its stages, and the number of the newest sheet at that time.
pub async fn marks_of(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
) -> Result<(Vec<String>, i32), Problem> {
    let row = store::run(connection, agency, run).await?;
    let round = exams::round(connection, agency, row.round_id).await?;
    Ok((round.map(|round| round.stages_through(&row.stage)).unwrap_or_default(), row.marks_number))
}
