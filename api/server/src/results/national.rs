//! The national result comes in and is held against our recomputation, field by field.
use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use interchange::{
    panselnas::{Field, ResultList, ResultRow, compare, read},
    sheet::Limits,
};
use ledger::Kind;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{NATIONAL_FILE_REFUSED, NOT_NATIONAL, inside, name, small},
    see, store,
};
use crate::{
    exams::{self, originals, sheet},
    http::{Answer, FileBody, IdempotencyKey, Place},
    identity::Guard,
    kernel::{FieldError, Problem, State, new_id, permission::RunMake},
    record::{Fact, Once, Write, write_once},
    schema::{import_file, national_result, national_result_row, result_comparison, result_difference},
};

/// A comparison of our run with the national result.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Comparison {
    pub id: Uuid,
    pub run_id: Uuid,
    /// Fields that the national list states.
    #[schema(example = json!(["twk", "tiu", "tkp", "code"]))]
    pub fields: Vec<String>,
    /// Participants in the national list.
    #[schema(example = 1200)]
    pub compared: i32,
    /// 0 means: the same.
    #[schema(example = 0)]
    pub difference_count: i32,
}

/// Import the national result and compare it with the run.
///
/// The body is the Panselnas list as CSV or XLSX. Whatever fields it states are compared with our recomputation, person
/// by person. The national result is the legal one: differences are not repaired but must be explained by an officer
/// before the announcement. The same file again changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{agency}/runs/{run}/national-result",
    operation_id = "import_national_result",
    tag = "results",
    params(
        ("agency" = String, Path, description = "Agency", example = "5473"),
        ("run" = Uuid, Path, description = "Run")
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "CSV or XLSX"),
    responses(
        (status = 201, body = Comparison, description = "Compared"),
        (status = 200, body = Comparison, description = "The same file was compared before")
    )
)]
pub async fn import_national_result(
    guard: Guard<RunMake>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    file: FileBody,
) -> Result<Answer<Comparison>, Problem> {
    let Place((agency, run_id)) = place;
    let by = guard.account_id()?;
    let bytes = file.bytes.clone();
    let once = Once { operation: "import_national_result", key: &key, body_hash: file.sha256 };
    write_once(&state, guard.actor(), once, async |write| {
        let (run, round) = see::reach(&guard, write.connection(), &agency, run_id).await?;
        if !round.national {
            return Err(Problem::new(&NOT_NATIONAL));
        }
        let list = web::block(move || read(&bytes, &Limits::default())).await.map_err(inside)?;
        let list = sound(list)?;
        let kind = format!("national_result:{}", run.stage);
        let known = same_file(write.connection(), &agency, run.round_id, &kind, &file.sha256).await?;
        if let Some(known) = known
            && let Some(comparison) = find(write.connection(), &agency, run_id, known, &list).await?
        {
            return Ok(Answer::ok(comparison));
        }
        let names = exams::names(write.connection(), &agency, run.round_id).await?;
        let list_id = match known {
            Some(id) => id,
            None => keep(write, &state, &agency, &run, &kind, &file, &list, &names, by).await?,
        };
        let comparison = hold(write, &agency, &run, list_id, &list, &names, by).await?;
        Ok(Answer::created(comparison))
    })
    .await
}

/// The list without errors, or a refusal that names each row and column.
fn sound(list: Result<ResultList, interchange::Refusal>) -> Result<ResultList, Problem> {
    let findings = match &list {
        Ok(list) if !list.report.has_errors() => Vec::new(),
        Ok(list) => list.report.findings.iter().map(sheet::SheetFinding::from).collect(),
        Err(refusal) => sheet::of_refusal(refusal),
    };
    match list {
        Ok(list) if findings.is_empty() => Ok(list),
        _ => {
            let field = |finding: &sheet::SheetFinding| {
                let column = finding.letter.clone().or_else(|| finding.column.clone()).unwrap_or_default();
                FieldError {
                    pointer: format!("/{}/{column}", finding.row),
                    code: finding.code.clone(),
                    id: format!("Baris {}, kolom {column}: {}", finding.row, finding.code),
                    en: format!("Row {}, column {column}: {}", finding.row, finding.code),
                    parameters: finding.parameters.clone(),
                }
            };
            let refused = findings.iter().filter(|finding| finding.refuses());
            let errors = refused.take(100).map(field).collect();
            Err(Problem { errors, ..Problem::new(&NATIONAL_FILE_REFUSED) })
        }
    }
}

async fn same_file(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    kind: &str,
    sha256: &[u8],
) -> Result<Option<Uuid>, Problem> {
    let found = import_file::table
        .filter(import_file::agency_id.eq(agency).and(import_file::round_id.eq(round)))
        .filter(import_file::kind.eq(kind).and(import_file::sha256.eq(sha256)))
        .select(import_file::id)
        .first(connection)
        .await;
    Ok(found.optional()?)
}

async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    run: Uuid,
    list: Uuid,
    stated: &ResultList,
) -> Result<Option<Comparison>, Problem> {
    let found: Option<(Uuid, i32, i32)> = result_comparison::table
        .filter(result_comparison::agency_id.eq(agency).and(result_comparison::run_id.eq(run)))
        .filter(result_comparison::national_result_id.eq(list))
        .select((result_comparison::id, result_comparison::compared, result_comparison::difference_count))
        .first(connection)
        .await
        .optional()?;
    let fields = stated.fields.iter().map(name).collect();
    Ok(found.map(|(id, compared, difference_count)| Comparison {
        id,
        run_id: run,
        fields,
        compared,
        difference_count,
    }))
}

#[derive(Insertable)]
#[diesel(table_name = national_result_row)]
struct NationalRow<'a> {
    agency_id: &'a str,
    national_result_id: Uuid,
    participant: &'a str,
    application_id: Option<Uuid>,
    numbers: serde_json::Value,
    code: Option<&'a str>,
}

#[expect(clippy::too_many_arguments, reason = "everything that a kept list points to")]
async fn keep(
    write: &mut Write<'_>,
    state: &State,
    agency: &str,
    run: &store::RunRow,
    kind: &str,
    file: &FileBody,
    list: &ResultList,
    names: &BTreeMap<String, Uuid>,
    by: Uuid,
) -> Result<Uuid, Problem> {
    let id = new_id();
    let storage_path = originals::keep(state, agency, id, &file.bytes).await?;
    let row_count = small(list.report.rows.len());
    diesel::insert_into(import_file::table)
        .values((
            (
                import_file::agency_id.eq(agency),
                import_file::id.eq(id),
                import_file::round_id.eq(run.round_id),
            ),
            (import_file::kind.eq(kind), import_file::sha256.eq(file.sha256.as_slice())),
            import_file::storage_path.eq(storage_path),
            import_file::key_id.eq(&state.keys().documents_id),
            (import_file::state.eq("checked"), import_file::row_count.eq(row_count)),
            import_file::findings.eq(json!([])),
            (import_file::uploaded_by.eq(by), import_file::uploaded_at.eq(write.now)),
        ))
        .execute(write.connection())
        .await?;
    let fields: Vec<String> = list.fields.iter().map(name).collect();
    diesel::insert_into(national_result::table)
        .values((
            (national_result::agency_id.eq(agency), national_result::id.eq(id)),
            national_result::round_id.eq(run.round_id),
            national_result::stage.eq(&run.stage),
            national_result::fields.eq(&fields),
        ))
        .execute(write.connection())
        .await?;
    let row = |row: &ResultRow| -> BTreeMap<String, String> {
        row.numbers.iter().map(|(field, number)| (name(field), number.normalize().to_string())).collect()
    };
    let rows: Vec<NationalRow<'_>> = list
        .report
        .rows
        .iter()
        .map(|one| NationalRow {
            agency_id: agency,
            national_result_id: id,
            participant: &one.participant,
            application_id: names.get(&one.participant).copied(),
            numbers: json!(row(one)),
            code: one.code.as_deref(),
        })
        .collect();
    for portion in rows.chunks(5_000) {
        diesel::insert_into(national_result_row::table).values(portion).execute(write.connection()).await?;
    }
    let sha256 = data_encoding::HEXLOWER.encode(&file.sha256);
    let payload = json!({"stage": run.stage, "rows": row_count, "fields": fields, "sha256": sha256});
    let (kind, noun, round) = (Kind::NationalResultImported, "national_result", Some(run.round_id));
    write.fact(Fact { agency, kind, round, noun, subject: id, payload }).await?;
    Ok(id)
}

#[derive(Insertable)]
#[diesel(table_name = result_difference)]
struct DifferenceRow<'a> {
    agency_id: &'a str,
    id: Uuid,
    comparison_id: Uuid,
    application_id: Option<Uuid>,
    participant: String,
    field: String,
    ours: Option<String>,
    theirs: Option<String>,
}

/// Compares and keeps every difference.
async fn hold(
    write: &mut Write<'_>,
    agency: &str,
    run: &store::RunRow,
    list_id: Uuid,
    list: &ResultList,
    names: &BTreeMap<String, Uuid>,
    by: Uuid,
) -> Result<Comparison, Problem> {
    let outcomes = store::all_outcomes(write.connection(), agency, run.id).await?;
    let mut codes: BTreeMap<Uuid, String> = BTreeMap::new();
    let scaled = is_scaled(&list.report.rows);
    let mut ours = Vec::new();
    for outcome in outcomes {
        codes.insert(outcome.application_id, outcome.participant_code.clone());
        ours.push(our_row(outcome, scaled)?);
    }
    // Both sides under the participant code, by whichever name the list calls people.
    let mut theirs = list.report.rows.clone();
    for row in &mut theirs {
        if let Some(code) = names.get(&row.participant).and_then(|id| codes.get(id)) {
            row.participant.clone_from(code);
        }
    }
    let ids: BTreeMap<&String, Uuid> = codes.iter().map(|(id, code)| (code, *id)).collect();
    let differences = compare(&ours, &theirs, &list.fields);
    let (id, compared) = (new_id(), small(theirs.len()));
    let difference_count = small(differences.len());
    diesel::insert_into(result_comparison::table)
        .values((
            (result_comparison::agency_id.eq(agency), result_comparison::id.eq(id)),
            (result_comparison::run_id.eq(run.id), result_comparison::national_result_id.eq(list_id)),
            (
                result_comparison::compared.eq(compared),
                result_comparison::difference_count.eq(difference_count),
            ),
            (result_comparison::made_by.eq(by), result_comparison::made_at.eq(write.now)),
        ))
        .execute(write.connection())
        .await?;
    let rows: Vec<DifferenceRow<'_>> = differences
        .into_iter()
        .map(|difference| DifferenceRow {
            agency_id: agency,
            id: new_id(),
            comparison_id: id,
            application_id: ids.get(&difference.participant).copied(),
            field: name(&difference.field),
            participant: difference.participant,
            ours: difference.ours,
            theirs: difference.theirs,
        })
        .collect();
    for portion in rows.chunks(5_000) {
        diesel::insert_into(result_difference::table).values(portion).execute(write.connection()).await?;
    }
    let payload = json!({
        "national_result": list_id, "comparison": id, "compared": compared, "differences": difference_count,
        "same": difference_count == 0,
    });
    let (kind, noun, round) = (Kind::RecomputationRecorded, "run", Some(run.round_id));
    write.fact(Fact { agency, kind, round, noun, subject: run.id, payload }).await?;
    let fields = list.fields.iter().map(name).collect();
    Ok(Comparison { id, run_id: run.id, fields, compared, difference_count })
}

/// Some lists state the basic test on the scale of 100 that goes into the total.
fn is_scaled(rows: &[ResultRow]) -> bool {
    let mut stated = rows.iter().filter_map(|row| row.numbers.get(&Field::Skd)).peekable();
    stated.peek().is_some() && stated.all(|skd| *skd <= Decimal::ONE_HUNDRED)
}

const KEYS: [(Field, &str); 6] = [
    (Field::Twk, "twk"),
    (Field::Tiu, "tiu"),
    (Field::Tkp, "tkp"),
    (Field::Skd, "skd"),
    (Field::Skb, "skb"),
    (Field::Final, "final"),
];

fn our_row(outcome: store::OutcomeRow, scaled: bool) -> Result<ResultRow, Problem> {
    let marks: BTreeMap<String, Decimal> = serde_json::from_value(outcome.marks).map_err(inside)?;
    let mut numbers: BTreeMap<Field, Decimal> = BTreeMap::new();
    for (field, key) in KEYS {
        let key = if field == Field::Skd && scaled { "skd_100" } else { key };
        numbers.extend(marks.get(key).map(|mark| (field, *mark)));
    }
    numbers.extend(outcome.rank.map(|rank| (Field::Rank, Decimal::from(rank))));
    Ok(ResultRow { participant: outcome.participant_code, numbers, code: outcome.code })
}

/// What the national list states of one person.
pub struct NationalOutcome {
    fields: BTreeSet<String>,
    numbers: BTreeMap<String, String>,
    code: Option<String>,
}

impl NationalOutcome {
    /// Puts what the list states in place of ours.
    pub fn overlay(
        &self,
        marks: &mut BTreeMap<String, String>,
        code: &mut Option<String>,
        rank: &mut Option<i32>,
    ) {
        for (field, number) in &self.numbers {
            match field.as_str() {
                "rank" => *rank = number.parse().ok(),
                "skd" if number.parse().is_ok_and(|skd: Decimal| skd <= Decimal::ONE_HUNDRED) => {
                    marks.insert("skd_100".to_owned(), number.clone());
                }
                _ => {
                    marks.insert(field.clone(), number.clone());
                }
            }
        }
        if self.fields.contains("code") {
            code.clone_from(&self.code);
        }
    }
}

/// The rows of a national list by application.
pub async fn rows_by_application(
    connection: &mut AsyncPgConnection,
    agency: &str,
    list: Uuid,
) -> Result<BTreeMap<Uuid, NationalOutcome>, Problem> {
    let fields: Vec<String> =
        national_result::table.find((agency, list)).select(national_result::fields).first(connection).await?;
    let fields: BTreeSet<String> = fields.into_iter().collect();
    let rows: Vec<(Option<Uuid>, serde_json::Value, Option<String>)> = national_result_row::table
        .filter(national_result_row::agency_id.eq(agency))
        .filter(national_result_row::national_result_id.eq(list))
        .select((
            national_result_row::application_id,
            national_result_row::numbers,
            national_result_row::code,
        ))
        .load(connection)
        .await?;
    let mut found = BTreeMap::new();
    for (application, numbers, code) in rows {
        let Some(application) = application else { continue };
        let numbers = serde_json::from_value(numbers).map_err(inside)?;
        found.insert(application, NationalOutcome { fields: fields.clone(), numbers, code });
    }
    Ok(found)
}
