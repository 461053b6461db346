//! Hours (JP) of a year: what was attended of passed courses, against what the year asks for or allows.
//!
//! A meeting counts for the calendar year in which it begins in the agency's zone, once its course is passed, whenever
//! the result came. A revoked certificate takes the hours of its course away. What is enrolled and not yet decided is
//! shown beside it as planned, and counts for nothing.
use std::collections::BTreeMap;

use actix_web::web;
use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{enrol::units, store};
use crate::{
    employees::{self, Agency, Asked},
    http::{Answer, Parameters, Place},
    identity::Guard,
    kernel::{
        Problem, State,
        permission::{EmployeeOwn, TeamEnrol},
        problem::NOT_FOUND,
    },
};

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct YearQuery {
    /// Calendar year; the present one when left out.
    #[validate(range(
        min = 2000,
        max = 2200,
        message = "Tulis tahun dengan empat angka.|Write a year of four digits."
    ))]
    #[param(example = 2026)]
    pub year: Option<i32>,
}

/// What a year asks for (`floor`) or allows (`ceiling`).
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct HoursBound {
    /// `floor` or `ceiling`.
    #[schema(example = "floor")]
    pub bound: String,
    #[schema(example = 20)]
    pub hours: i32,
    #[schema(example = "PP 11/2017 Pasal 203 ayat (4)")]
    pub source: String,
}

/// Hours of one course within the year.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct CourseHours {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub session_id: Uuid,
    #[schema(example = "Pelayanan publik yang ramah dan efisien")]
    pub course_title: String,
    #[schema(example = "Triwulan IV 2026")]
    pub session_label: String,
    #[schema(example = 8)]
    pub counted: i32,
    #[schema(example = 0)]
    pub planned: i32,
}

/// Hours of one month.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MonthHours {
    #[schema(example = 12)]
    pub month: u32,
    #[schema(example = 8)]
    pub counted: i32,
}

/// The own year.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct OwnHours {
    #[schema(example = 2026)]
    pub year: i32,
    #[schema(example = "Asia/Jakarta")]
    pub zone: String,
    #[schema(example = 12)]
    pub counted: i32,
    /// Of enrolments without a result yet.
    #[schema(example = 8)]
    pub planned: i32,
    pub bound: Option<HoursBound>,
    pub months: Vec<MonthHours>,
    pub courses: Vec<CourseHours>,
}

/// Somebody of the unit, with the year's hours and the sessions in which a seat is taken.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct TeamMember {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub employee_id: Uuid,
    #[schema(example = "Contoh Rekaan")]
    pub name: String,
    #[schema(example = "Dinas Kependudukan dan Pencatatan Sipil")]
    pub unit_name: String,
    #[schema(example = "Penata Layanan Operasional")]
    pub post_title: String,
    #[schema(example = false)]
    pub head: bool,
    #[schema(example = 12)]
    pub counted: i32,
    #[schema(example = 8)]
    pub planned: i32,
    pub bound: Option<HoursBound>,
    #[schema(example = json!(["0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"]))]
    pub session_ids: Vec<Uuid>,
}

/// The people of the own units today.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Team {
    #[schema(example = 2026)]
    pub year: i32,
    pub items: Vec<TeamMember>,
}

/// The hours of a row that count.
fn counted(row: &store::HourRow) -> i32 {
    let counts = row.state == "passed" && row.attended && !row.revoked;
    if counts { row.hours } else { 0 }
}

/// The hours of a row that may still count.
fn planned(row: &store::HourRow) -> i32 {
    if row.state == "enrolled" { row.hours } else { 0 }
}

/// A calendar year in the agency's zone as instants.
fn span(agency: &Agency, year: i32) -> Result<(DateTime<Utc>, DateTime<Utc>), Problem> {
    let start = |year| agency.zone.with_ymd_and_hms(year, 1, 1, 0, 0, 0).earliest();
    match (start(year), start(year + 1)) {
        (Some(from), Some(until)) => Ok((from.to_utc(), until.to_utc())),
        _ => Err(Problem::new(&NOT_FOUND)),
    }
}

/// A rule is looked up on the last day of the year.
fn last_day(year: i32) -> Result<NaiveDate, Problem> {
    NaiveDate::from_ymd_opt(year, 12, 31).ok_or_else(|| Problem::new(&NOT_FOUND))
}

fn bound(rule: store::HoursRule) -> HoursBound {
    HoursBound { bound: rule.bound, hours: rule.hours, source: rule.source }
}

/// Read the own hours of training of a year.
///
/// Attended meetings of passed courses, by month and by course, in the agency's zone.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/training/hours", operation_id = "own_training_hours",
    tag = "training", params(("agency" = String, Path, example = "5473"), YearQuery),
    responses((status = 200, body = OwnHours, description = "The year")))]
pub async fn own_training_hours(
    guard: Guard<EmployeeOwn>,
    state: web::Data<State>,
    place: Place<String>,
    query: Parameters<YearQuery>,
) -> Result<Answer<OwnHours>, Problem> {
    let mut connection = state.read().await?;
    let own = employees::of_person(&mut connection, &place.0, guard.person_id()?).await?;
    let own = own.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let agency = employees::agency(&mut connection, &place.0).await?;
    let year = query.0.year.unwrap_or_else(|| agency.day(state.clock().now()).year());
    let (from, until) = span(&agency, year)?;
    let rows = store::hours(&mut connection, &place.0, &[own.id], from, until).await?;
    let rule = store::rule(&mut connection, &own.kind, last_day(year)?).await?;
    let month = |row: &store::HourRow| agency.day(row.begins_at).month();
    let in_month = |wanted| rows.iter().filter(|row| month(row) == wanted).map(counted).sum();
    let mut courses: Vec<CourseHours> = Vec::new();
    for row in &rows {
        if let Some(known) = courses.iter_mut().find(|known| known.session_id == row.session_id) {
            known.counted += counted(row);
            known.planned += planned(row);
        } else {
            courses.push(CourseHours {
                session_id: row.session_id,
                course_title: row.course_title.clone(),
                session_label: row.label.clone(),
                counted: counted(row),
                planned: planned(row),
            });
        }
    }
    Ok(Answer::ok(OwnHours {
        year,
        zone: agency.zone.name().to_owned(),
        counted: rows.iter().map(counted).sum(),
        planned: rows.iter().map(planned).sum(),
        bound: rule.map(bound),
        months: (1..=12).map(|month| MonthHours { month, counted: in_month(month) }).collect(),
        courses,
    }))
}

/// List the people of the own units with their hours of a year.
///
/// For heads of unit: everybody in service today in the units that the grant names.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/training/team", operation_id = "team_training",
    tag = "training", params(("agency" = String, Path, example = "5473"), YearQuery),
    responses((status = 200, body = Team, description = "Everybody, by name")))]
pub async fn team_training(
    guard: Guard<TeamEnrol>,
    state: web::Data<State>,
    place: Place<String>,
    query: Parameters<YearQuery>,
) -> Result<Answer<Team>, Problem> {
    let mut connection = state.read().await?;
    let agency = employees::agency(&mut connection, &place.0).await?;
    let today = agency.day(state.clock().now());
    let year = query.0.year.unwrap_or_else(|| today.year());
    let (from, until) = span(&agency, year)?;
    let asked = Asked { units: units(&guard), ..Asked::default() };
    let members = employees::team(&mut connection, &place.0, asked, today).await?;
    let ids: Vec<_> = members.iter().map(|member| member.employee_id).collect();
    let rows = store::hours(&mut connection, &place.0, &ids, from, until).await?;
    let mut rules = BTreeMap::new();
    for kind in ["pns", "pppk"] {
        rules.insert(kind, store::rule(&mut connection, kind, last_day(year)?).await?.map(bound));
    }
    let items = members
        .into_iter()
        .map(|member| {
            let own: Vec<_> = rows.iter().filter(|row| row.employee_id == member.employee_id).collect();
            let mut session_ids: Vec<_> = own.iter().map(|row| row.session_id).collect();
            session_ids.dedup();
            TeamMember {
                counted: own.iter().map(|row| counted(row)).sum(),
                planned: own.iter().map(|row| planned(row)).sum(),
                bound: rules.get(member.kind.as_str()).cloned().flatten(),
                session_ids,
                employee_id: member.employee_id,
                name: member.name,
                unit_name: member.unit_name,
                post_title: member.post_title,
                head: member.head,
            }
        })
        .collect();
    Ok(Answer::ok(Team { year, items }))
}
