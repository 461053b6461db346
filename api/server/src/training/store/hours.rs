//! Queries about hours (JP): each meeting of each enrolment within a span of time.
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{kernel::Problem, schema::training_hours_rule};

/// A meeting of an enrolment that was not cancelled.
#[derive(Clone, Debug, QueryableByName)]
pub struct HourRow {
    #[diesel(sql_type = sql_types::Uuid)]
    pub employee_id: Uuid,
    #[diesel(sql_type = sql_types::Uuid)]
    pub session_id: Uuid,
    #[diesel(sql_type = sql_types::Text)]
    pub course_title: String,
    #[diesel(sql_type = sql_types::Text)]
    pub label: String,
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub begins_at: DateTime<Utc>,
    #[diesel(sql_type = sql_types::Integer)]
    pub hours: i32,
    #[diesel(sql_type = sql_types::Text)]
    pub state: String,
    #[diesel(sql_type = sql_types::Bool)]
    pub attended: bool,
    #[diesel(sql_type = sql_types::Bool)]
    pub revoked: bool,
}

const HOURS: &str = "SELECT n.employee_id, n.session_id, c.title AS course_title, s.label,
    m.begins_at, m.hours, n.state, t.enrolment_id IS NOT NULL AS attended, v.enrolment_id IS NOT NULL AS revoked
  FROM enrolment n
  JOIN course_session s ON s.agency_id = n.agency_id AND s.id = n.session_id
  JOIN course c ON c.agency_id = s.agency_id AND c.id = s.course_id
  JOIN course_meeting m ON m.agency_id = s.agency_id AND m.session_id = s.id
  LEFT JOIN training_attendance t ON t.agency_id = m.agency_id AND t.meeting_id = m.id AND t.enrolment_id = n.id
  LEFT JOIN certificate_revocation v ON v.agency_id = n.agency_id AND v.enrolment_id = n.id
  WHERE n.agency_id = $1 AND n.employee_id = ANY($2) AND n.state <> 'cancelled'
    AND m.begins_at >= $3 AND m.begins_at < $4
  ORDER BY m.begins_at, n.id";

/// Meetings that begin within `[from, until)`.
pub async fn hours(
    connection: &mut AsyncPgConnection,
    agency: &str,
    employees: &[Uuid],
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<HourRow>, Problem> {
    let rows = diesel::sql_query(HOURS)
        .bind::<sql_types::Text, _>(agency)
        .bind::<sql_types::Array<sql_types::Uuid>, _>(employees)
        .bind::<sql_types::Timestamptz, _>(from)
        .bind::<sql_types::Timestamptz, _>(until);
    Ok(rows.load(connection).await?)
}

/// What a year asks for or allows.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = training_hours_rule)]
pub struct HoursRule {
    pub bound: String,
    pub hours: i32,
    pub source: String,
}

/// The rule in force on a day for a kind of employee.
pub async fn rule(
    connection: &mut AsyncPgConnection,
    kind: &str,
    day: NaiveDate,
) -> Result<Option<HoursRule>, Problem> {
    let in_force = training_hours_rule::employee_kind.eq(kind).and(training_hours_rule::valid_from.le(day));
    let latest = training_hours_rule::table
        .filter(in_force)
        .order(training_hours_rule::valid_from.desc())
        .select(HoursRule::as_select());
    Ok(latest.first(connection).await.optional()?)
}
