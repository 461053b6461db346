//! What verification needs to know of its round: door, zone of the agency, and when registration is over.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    kernel::{Code, Problem, problem::INTERNAL},
    schema::{agency as agency_table, round_timetable, selection_round},
};

pub static VERIFICATION_NOT_OPEN: Code = Code::new(
    "verification_not_open",
    409,
    "Pemeriksaan berkas dimulai setelah pendaftaran ditutup, supaya pelamar masih dapat memperbaiki lamarannya. Kembali setelah {opens}.",
    "Checking begins when registration has closed, so that applicants can still correct their application. Come back after {opens}.",
);

/// One step of the timetable, with its half-open window.
#[derive(Clone, Debug, Deserialize)]
pub struct Step {
    pub code: String,
    pub opens: DateTime<Utc>,
    pub closes: DateTime<Utc>,
}

/// A round as verification and announcements see it.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub name: String,
    pub code: String,
    pub door: String,
    pub profile: String,
    /// Under profile C, vacancies with fewer participants are withheld.
    pub withhold_below: i16,
    pub agency_name: String,
    pub zone: chrono_tz::Tz,
    pub steps: Vec<Step>,
}

impl Schedule {
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.code == code)
    }

    /// Applications of a national round come in finished; those of an own round may change until registration ends.
    pub fn open_for_verification(&self, now: DateTime<Utc>) -> Result<(), Problem> {
        let closes = self.step("registration").map(|step| step.closes);
        match closes.filter(|closes| self.door == "own" && now < *closes) {
            None => Ok(()),
            Some(closes) => Err(Problem::new(&VERIFICATION_NOT_OPEN).with("opens", closes.to_rfc3339())),
        }
    }
}

type Found = (String, String, String, String, i16, i32, String, String);

/// The published round, or "not found".
pub async fn schedule(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Schedule, Problem> {
    let (name, code, door, profile, withhold_below, version, agency_name, zone): Found =
        selection_round::table
            .inner_join(agency_table::table.on(agency_table::id.eq(selection_round::agency_id)))
            .filter(selection_round::agency_id.eq(agency).and(selection_round::id.eq(round)))
            .filter(selection_round::state.ne("preparation"))
            .select((
                selection_round::name,
                selection_round::code,
                selection_round::door,
                selection_round::publication_profile,
                selection_round::withhold_below,
                selection_round::timetable_version,
                agency_table::name,
                agency_table::zone,
            ))
            .first(connection)
            .await?;
    let steps: Option<serde_json::Value> = round_timetable::table
        .find((agency, round, version))
        .select(round_timetable::steps)
        .first(connection)
        .await
        .optional()?;
    let inside = |error: &dyn std::fmt::Display| Problem::new(&INTERNAL).inside(error);
    let steps = steps.map(serde_json::from_value).transpose().map_err(|error| inside(&error))?;
    let zone = zone.parse().map_err(|error: chrono_tz::ParseError| inside(&error))?;
    let steps = steps.unwrap_or_default();
    Ok(Schedule { name, code, door, profile, withhold_below, agency_name, zone, steps })
}
