//! The post that somebody applies to: vacancy, round, window and requirements as they stand now.
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use selection::Requirement;
use serde::Deserialize;
use uuid::Uuid;

use super::model::Window;
use crate::{
    kernel::{Problem, problem::INTERNAL},
    schema::{agency, round_timetable, selection_round, vacancy, vacancy_version},
};

/// What an application points to.
#[derive(Clone, Debug)]
pub struct Post {
    pub agency_id: String,
    pub agency_name: String,
    pub zone: String,
    pub round_id: Uuid,
    pub round_name: String,
    pub national: bool,
    pub open: bool,
    pub timetable_version: i32,
    pub rules_version: i32,
    pub vacancy_id: Uuid,
    pub vacancy_version: i32,
    pub title: String,
    pub unit_path: String,
    pub requirements: Vec<Requirement>,
    pub window: Option<Window>,
}

#[derive(Deserialize)]
struct Step {
    code: String,
    opens: DateTime<Utc>,
    closes: DateTime<Utc>,
}

type Row = (
    (Uuid, Uuid, i32, String, String, serde_json::Value, bool),
    (String, String, String, i32, i32),
    (String, String),
);

/// A published vacancy of a published round.
pub async fn find(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    vacancy_id: Uuid,
) -> Result<Option<Post>, Problem> {
    let found: Option<Row> = vacancy::table
        .inner_join(selection_round::table.on(
            selection_round::agency_id.eq(vacancy::agency_id).and(selection_round::id.eq(vacancy::round_id)),
        ))
        .inner_join(agency::table.on(agency::id.eq(vacancy::agency_id)))
        .filter(vacancy::agency_id.eq(agency_id).and(vacancy::id.eq(vacancy_id)))
        .filter(vacancy::published.and(selection_round::state.ne("preparation")))
        .select((
            (
                vacancy::id,
                vacancy::round_id,
                vacancy::version,
                vacancy::post_title,
                vacancy::unit_path,
                vacancy::requirements,
                selection_round::archive,
            ),
            (
                selection_round::name,
                selection_round::door,
                selection_round::state,
                selection_round::timetable_version,
                selection_round::rules_version,
            ),
            (agency::name, agency::zone),
        ))
        .first(connection)
        .await
        .optional()?;
    let Some((vacancy, round, (agency_name, zone))) = found else { return Ok(None) };
    let (vacancy_id, round_id, vacancy_version, title, unit_path, requirements, archive) = vacancy;
    let (round_name, door, state, timetable_version, rules_version) = round;
    let requirements = serde_json::from_value(requirements).map_err(inside)?;
    let window = window(connection, agency_id, round_id, timetable_version).await?;
    Ok(Some(Post {
        agency_id: agency_id.to_owned(),
        agency_name,
        zone,
        round_id,
        round_name,
        national: door == "national",
        open: state == "published" && !archive,
        timetable_version,
        rules_version,
        vacancy_id,
        vacancy_version,
        title,
        unit_path,
        requirements,
        window,
    }))
}

/// The registration window of a timetable version.
async fn window(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    round_id: Uuid,
    version: i32,
) -> Result<Option<Window>, Problem> {
    let steps: Option<serde_json::Value> = round_timetable::table
        .find((agency_id, round_id, version))
        .select(round_timetable::steps)
        .first(connection)
        .await
        .optional()?;
    let Some(steps) = steps else { return Ok(None) };
    let steps: Vec<Step> = serde_json::from_value(steps).map_err(inside)?;
    let found = steps.into_iter().find(|step| step.code == "registration");
    Ok(found.map(|step| Window { opens: step.opens, closes: step.closes }))
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("vacancy or timetable does not read: {error}"))
}

/// The requirements of a vacancy at a version; `now` are the present ones, for a vacancy that was never amended.
pub async fn requirements_at(
    connection: &mut AsyncPgConnection,
    agency_id: &str,
    vacancy_id: Uuid,
    version: i32,
    now: Vec<Requirement>,
) -> Result<Vec<Requirement>, Problem> {
    let document: Option<serde_json::Value> = vacancy_version::table
        .find((agency_id, vacancy_id, version))
        .select(vacancy_version::document)
        .first(connection)
        .await
        .optional()?;
    match document.as_ref().and_then(|document| document.get("requirements")) {
        Some(requirements) => serde_json::from_value(requirements.clone()).map_err(inside),
        None => Ok(now),
    }
}

/// The agency of a vacancy: its id is unique over all agencies.
pub async fn agency_of(
    connection: &mut AsyncPgConnection,
    vacancy_id: Uuid,
) -> Result<Option<String>, Problem> {
    let found = vacancy::table.filter(vacancy::id.eq(vacancy_id)).select(vacancy::agency_id);
    Ok(found.first(connection).await.optional()?)
}
