//! Differences between our run and the national result, and what an officer records about them.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    announce::newest_comparison,
    model::{ALREADY_EXPLAINED, CAUSES, inside},
    see::{self, OutcomeParameters},
};
use crate::{
    http::{Answer, Cursor, IdempotencyKey, Json, Page, Parameters, Place, page},
    identity::Guard,
    kernel::{
        Problem, State,
        permission::{RunMake, RunSee},
        problem::NOT_FOUND,
    },
    record::{Fact, Once, write_once},
    schema::{result_difference, result_explanation},
};

/// One difference of one field of one participant.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Difference {
    pub id: Uuid,
    /// Participant code; the name in the national list where we do not know the participant.
    #[schema(example = "K7QM-4X2N")]
    pub participant: String,
    #[schema(example = "code")]
    pub field: String,
    pub ours: Option<String>,
    pub theirs: Option<String>,
    /// Why, once an officer recorded it.
    #[schema(example = "national_ruling")]
    pub cause: Option<String>,
    pub explanation: Option<String>,
    pub explained_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// The differences that it explains.
    #[validate(length(
        min = 1,
        max = 500,
        code = "length",
        message = "Pilih 1 sampai 500 perbedaan.|Choose 1 to 500 differences."
    ))]
    pub differences: Vec<Uuid>,
    /// `national_ruling`, `refill`, `marks_corrected`, `rules_unknown`, `fault_reported` or `other`.
    #[schema(example = "national_ruling")]
    #[validate(custom(
        function = "known_cause",
        code = "cause",
        message = "Pilih sebab dari daftar.|Choose a cause from the list."
    ))]
    pub cause: String,
    /// In words, without names of people.
    #[schema(example = "Panselnas memutus nilai sama menurut surat 12/2026.")]
    #[validate(length(
        min = 10,
        max = 2000,
        code = "length",
        message = "Tulis 10 sampai 2.000 huruf.|Write 10 to 2,000 characters."
    ))]
    pub explanation: String,
}

fn known_cause(cause: &str) -> Result<(), ValidationError> {
    if CAUSES.contains(&cause) { Ok(()) } else { Err(ValidationError::new("cause")) }
}

/// How many differences an explanation covers.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Explained {
    #[schema(example = 3)]
    pub count: usize,
}

type Row = (
    Uuid,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<DateTime<Utc>>,
);

async fn load(
    connection: &mut AsyncPgConnection,
    agency: &str,
    comparison: Uuid,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Row>, Problem> {
    let mut query = result_difference::table
        .left_join(
            result_explanation::table.on(result_explanation::agency_id
                .eq(result_difference::agency_id)
                .and(result_explanation::difference_id.eq(result_difference::id))),
        )
        .filter(result_difference::agency_id.eq(agency).and(result_difference::comparison_id.eq(comparison)))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(result_difference::id.gt(after));
    }
    let columns = (
        result_difference::id,
        result_difference::participant,
        result_difference::field,
        result_difference::ours,
        result_difference::theirs,
        result_explanation::cause.nullable(),
        result_explanation::explanation.nullable(),
        result_explanation::explained_at.nullable(),
    );
    Ok(query.order(result_difference::id).limit(limit + 1).select(columns).load(connection).await?)
}

/// List the differences between a run and the newest national result.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{agency}/runs/{run}/differences",
    operation_id = "list_differences",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("run" = Uuid, Path, description = "Run"),
        OutcomeParameters
    ),
    responses((status = 200, body = Page<Difference>, description = "Differences"))
)]
pub async fn list_differences(
    guard: Guard<RunSee>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    parameters: Parameters<OutcomeParameters>,
) -> Result<Answer<Page<Difference>>, Problem> {
    let Place((agency, run)) = place;
    let limit = page::limit(parameters.0.limit);
    let after = parameters.0.cursor.map(|cursor| Cursor(cursor).key()).transpose()?;
    let mut connection = state.read().await?;
    see::reach(&guard, &mut connection, &agency, run).await?;
    let rows = match newest_comparison(&mut connection, &agency, run).await? {
        Some((comparison, _)) => load(&mut connection, &agency, comparison, after, limit).await?,
        None => Vec::new(),
    };
    let told = |(id, participant, field, ours, theirs, cause, explanation, explained_at): Row| Difference {
        id,
        participant,
        field,
        ours,
        theirs,
        cause,
        explanation,
        explained_at,
    };
    Ok(Answer::ok(Page::of(rows, limit, |row| row.0).map(told)))
}

/// Record why differences from the national result are there.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{agency}/runs/{run}/explanations",
    operation_id = "explain_differences",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("run" = Uuid, Path, description = "Run")
    ),
    request_body = Explanation,
    responses((status = 201, body = Explained, description = "Recorded"))
)]
pub async fn explain_differences(
    guard: Guard<RunMake>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    body: Json<Explanation>,
) -> Result<Answer<Explained>, Problem> {
    let Place((agency, run_id)) = place;
    let by = guard.account_id()?;
    let once = Once { operation: "explain_differences", key: &key, body_hash: body.hash };
    let told = body.value;
    write_once(&state, guard.actor(), once, async |write| {
        let (run, _) = see::reach(&guard, write.connection(), &agency, run_id).await?;
        let comparison = newest_comparison(write.connection(), &agency, run_id).await?;
        let (comparison, _) = comparison.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        let mut wanted = told.differences.clone();
        wanted.sort();
        wanted.dedup();
        let known: i64 = result_difference::table
            .filter(result_difference::agency_id.eq(&agency))
            .filter(result_difference::comparison_id.eq(comparison))
            .filter(result_difference::id.eq_any(&wanted))
            .count()
            .get_result(write.connection())
            .await?;
        if usize::try_from(known).map_err(inside)? != wanted.len() {
            return Err(Problem::new(&NOT_FOUND));
        }
        let at = write.now;
        let rows: Vec<_> = wanted
            .iter()
            .map(|id| {
                (
                    result_explanation::agency_id.eq(&agency),
                    result_explanation::difference_id.eq(*id),
                    result_explanation::cause.eq(&told.cause),
                    result_explanation::explanation.eq(&told.explanation),
                    result_explanation::explained_by.eq(by),
                    result_explanation::explained_at.eq(at),
                )
            })
            .collect();
        let done = diesel::insert_into(result_explanation::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(write.connection())
            .await?;
        if done != wanted.len() {
            return Err(Problem::new(&ALREADY_EXPLAINED));
        }
        let text = data_encoding::HEXLOWER.encode(&Sha256::digest(&told.explanation));
        let payload =
            json!({"comparison": comparison, "differences": wanted, "cause": told.cause, "text": text});
        let (kind, noun, round) = (Kind::DifferenceExplained, "run", Some(run.round_id));
        write.fact(Fact { agency: &agency, kind, round, noun, subject: run_id, payload }).await?;
        Ok(Answer::created(Explained { count: done }))
    })
    .await
}
