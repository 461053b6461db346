//! The archive's rounds: CPNS 2024 of every agency with formations, its national timetable and rules.
use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use diesel::sql_types::{Array, Binary, Jsonb, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    super::model::{Step, status_codes},
    formation::Formation,
};
use crate::{
    kernel::{Problem, new_id, problem::INTERNAL},
    record::Write,
};

/// Kind and code of these rounds.
pub const KIND: &str = "cpns";
pub const CODE: &str = "cpns-2024";

const LEGAL_BASIS: &str = "PermenPANRB 6/2024; KepmenPANRB 320/2024; KepmenPANRB 321/2024";
const RULES: &str = "cpns-2024";

const ROUNDS: &str = "INSERT INTO selection_round
    (agency_id, id, code, kind, door, legal_basis, name, year, state, archive, timetable_version, rules_version, updated_at)
  SELECT agency_id, id, $3, $4, 'national', $5, 'Pengadaan CPNS 2024', 2024, 'closed', true, 1, 1, $6
  FROM unnest($1, $2) AS t (agency_id, id)
  ON CONFLICT (agency_id, code) DO NOTHING";

const TIMETABLES: &str =
    "INSERT INTO round_timetable (agency_id, round_id, version, steps, reason, legal_basis, at)
  SELECT agency_id, id, 1, $3, 'Kalender nasional CPNS 2024', $4, $5 FROM selection_round
  WHERE agency_id = ANY ($1) AND code = $2 ON CONFLICT DO NOTHING";

const RULE_DOCUMENTS: &str =
    "INSERT INTO round_rules (agency_id, round_id, version, document, hash, reason, legal_basis, at)
  SELECT agency_id, id, 1, $3, $4, 'Aturan nasional CPNS 2024', $5, $6 FROM selection_round
  WHERE agency_id = ANY ($1) AND code = $2 ON CONFLICT DO NOTHING";

const STATUS_CODES: &str = "INSERT INTO round_status_code
    (agency_id, round_id, code, legend_id_text, legend_en_text, position)
  SELECT r.agency_id, r.id, c.code, c.id_text, c.en_text, c.position
  FROM selection_round r, unnest($3, $4, $5) WITH ORDINALITY AS c (code, id_text, en_text, position)
  WHERE r.agency_id = ANY ($1) AND r.code = $2 ON CONFLICT DO NOTHING";

/// When registration opened in the whole country. Timetable and rules held from then on, long before they were loaded
/// here: a run refuses rules that are younger than its first marks.
const IN_FORCE: &str = "2024-08-20";

/// Days of the national calendar 2024, first and last inclusive, at midnight WIB.
const CALENDAR: &[(&str, &str, &str)] = &[
    ("administration_announced", "2024-09-14", "2024-09-19"),
    ("administration_objection", "2024-09-20", "2024-09-22"),
    ("administration_answer", "2024-09-20", "2024-09-24"),
    ("administration_final", "2024-09-23", "2024-09-29"),
    ("basic_test", "2024-10-16", "2024-11-14"),
    ("further_field_test", "2024-11-20", "2024-12-17"),
    ("field_test", "2024-12-09", "2024-12-20"),
    ("result_announced", "2025-01-05", "2025-01-12"),
    ("result_objection", "2025-01-13", "2025-01-15"),
    ("result_answer", "2025-01-13", "2025-01-19"),
    ("result_final", "2025-01-16", "2025-01-22"),
    ("appointment_documents", "2025-01-23", "2025-02-21"),
    ("identity_number_proposal", "2025-02-22", "2025-03-23"),
];

/// Midnight in the western zone, so many days after one.
fn midnight(day: &str, after: i64) -> Result<DateTime<Utc>, Problem> {
    let day: NaiveDate = day.parse().map_err(inside)?;
    let local =
        (day + Duration::days(after)).and_time(NaiveTime::MIN).and_local_timezone(chrono_tz::Asia::Jakarta);
    Ok(local.single().ok_or_else(|| inside("no such midnight"))?.to_utc())
}

/// The calendar as timetable steps.
fn steps() -> Result<Vec<Step>, Problem> {
    let step = |(code, first, last): &(&str, &str, &str)| {
        Ok(Step { code: (*code).to_owned(), opens: midnight(first, 0)?, closes: midnight(last, 1)? })
    };
    CALENDAR.iter().map(step).collect()
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
}

/// Adds the rounds of the agencies of `rows` that are not there yet.
pub async fn add(write: &mut Write<'_>, rows: &[Formation]) -> Result<(), Problem> {
    let agencies: BTreeSet<&str> = rows.iter().map(|row| row.agency_id.as_str()).collect();
    let agencies: Vec<&str> = agencies.into_iter().collect();
    let ids: Vec<Uuid> = agencies.iter().map(|_| new_id()).collect();
    let now = write.now;
    let added = diesel::sql_query(ROUNDS)
        .bind::<Array<Text>, _>(&agencies)
        .bind::<Array<SqlUuid>, _>(&ids)
        .bind::<Text, _>(CODE)
        .bind::<Text, _>(KIND)
        .bind::<Text, _>(LEGAL_BASIS)
        .bind::<Timestamptz, _>(now)
        .execute(write.connection())
        .await?;
    if added == 0 {
        return Ok(());
    }
    let rules = selection::shipped(RULES).map_err(inside)?;
    let document = serde_json::to_value(&rules).map_err(inside)?;
    let hash = selection::canonical_hash(&rules).map_err(inside)?;
    let hash = data_encoding::HEXLOWER.decode(hash.as_bytes()).map_err(inside)?;
    let steps = serde_json::to_value(steps()?).map_err(inside)?;
    let in_force = midnight(IN_FORCE, 0)?;
    diesel::sql_query(TIMETABLES)
        .bind::<Array<Text>, _>(&agencies)
        .bind::<Text, _>(CODE)
        .bind::<Jsonb, _>(steps)
        .bind::<Text, _>(LEGAL_BASIS)
        .bind::<Timestamptz, _>(in_force)
        .execute(write.connection())
        .await?;
    diesel::sql_query(RULE_DOCUMENTS)
        .bind::<Array<Text>, _>(&agencies)
        .bind::<Text, _>(CODE)
        .bind::<Jsonb, _>(document)
        .bind::<Binary, _>(hash)
        .bind::<Text, _>(LEGAL_BASIS)
        .bind::<Timestamptz, _>(in_force)
        .execute(write.connection())
        .await?;
    let codes = status_codes(&rules);
    diesel::sql_query(STATUS_CODES)
        .bind::<Array<Text>, _>(&agencies)
        .bind::<Text, _>(CODE)
        .bind::<Array<Text>, _>(codes.iter().map(|code| &code.code).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(codes.iter().map(|code| &code.id).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(codes.iter().map(|code| &code.en).collect::<Vec<_>>())
        .execute(write.connection())
        .await?;
    Ok(())
}
