//! Queries about enrolments and attendance.
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error},
    sql_types,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::super::model::{ALREADY_ENROLLED, EnrolmentState, SESSION_FULL};
use crate::{
    kernel::Problem,
    schema::{course_session, enrolment, training_attendance},
};

#[derive(Insertable)]
#[diesel(table_name = enrolment)]
pub struct EnrolmentRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub session_id: Uuid,
    pub employee_id: Uuid,
    pub state: &'a str,
    pub enrolled_by: &'a str,
    pub enrolled_at: DateTime<Utc>,
}

/// Enters the enrolment; one seat for a person in a session, by constraint.
pub async fn insert(connection: &mut AsyncPgConnection, row: &EnrolmentRow<'_>) -> Result<(), Problem> {
    let done = diesel::insert_into(enrolment::table).values(row).execute(connection).await;
    done.map(drop).map_err(|error| match error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Problem::new(&ALREADY_ENROLLED),
        other => other.into(),
    })
}

/// Counts a seat as taken (`1`) or free again (`-1`); the constraint refuses what goes beyond the capacity.
pub async fn take_seat(
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
    seats: i32,
) -> Result<(), Problem> {
    let done = diesel::update(course_session::table.find((agency, session)))
        .set(course_session::seats_taken.eq(course_session::seats_taken + seats))
        .execute(connection)
        .await;
    done.map(drop).map_err(|error| match error {
        Error::DatabaseError(DatabaseErrorKind::CheckViolation, _) => Problem::new(&SESSION_FULL),
        other => other.into(),
    })
}

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = enrolment)]
pub struct Enrolment {
    pub id: Uuid,
    pub session_id: Uuid,
    pub employee_id: Uuid,
    pub state: String,
    pub version: i32,
}

/// An enrolment; lock its session before you change it.
pub async fn find(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<Enrolment, Problem> {
    Ok(enrolment::table.find((agency, id)).select(Enrolment::as_select()).first(connection).await?)
}

/// Moves an enrolment to `state`; a result carries its score.
pub async fn set_state(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    state: EnrolmentState,
    score: Option<Decimal>,
    now: DateTime<Utc>,
) -> Result<i32, Problem> {
    let cancelled = (state == EnrolmentState::Cancelled).then_some(now);
    let result = state.has_result().then_some(now);
    let done = diesel::update(enrolment::table.find((agency, id)))
        .set((
            enrolment::state.eq(state.code()),
            enrolment::cancelled_at.eq(cancelled),
            enrolment::result_at.eq(result),
            enrolment::score.eq(score),
            enrolment::version.eq(enrolment::version + 1),
        ))
        .returning(enrolment::version);
    Ok(done.get_result(connection).await?)
}

/// Ids of those who hold a seat in a session.
pub async fn enrolled_in(
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
) -> Result<Vec<Uuid>, Problem> {
    let of_session = enrolment::agency_id.eq(agency).and(enrolment::session_id.eq(session));
    let rows = enrolment::table.filter(of_session.and(enrolment::state.ne("cancelled")));
    Ok(rows.select(enrolment::id).load(connection).await?)
}

pub async fn count_results(
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
) -> Result<i64, Problem> {
    let of_session = enrolment::agency_id.eq(agency).and(enrolment::session_id.eq(session));
    let with_result = enrolment::state.eq_any(["passed", "not_passed"]);
    Ok(enrolment::table.filter(of_session.and(with_result)).count().get_result(connection).await?)
}

/// Meetings and enrolments of a session that belong together: who was where.
pub async fn attended(
    connection: &mut AsyncPgConnection,
    agency: &str,
    enrolments: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>, Problem> {
    use training_attendance as kept;
    let rows = kept::table
        .filter(kept::agency_id.eq(agency).and(kept::enrolment_id.eq_any(enrolments)))
        .select((kept::meeting_id, kept::enrolment_id));
    Ok(rows.load(connection).await?)
}

/// One line of the sheet.
#[derive(Clone, Debug, QueryableByName)]
pub struct Participant {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: Uuid,
    #[diesel(sql_type = sql_types::Text)]
    pub name: String,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    pub unit_name: Option<String>,
    #[diesel(sql_type = sql_types::Text)]
    pub state: String,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Numeric>)]
    pub score: Option<Decimal>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    pub address: Option<String>,
    #[diesel(sql_type = sql_types::Bool)]
    pub revoked: bool,
    #[diesel(sql_type = sql_types::Integer)]
    pub version: i32,
}

/// The unit is the one in which the person serves on the day of the first meeting.
const PARTICIPANTS: &str = "SELECT n.id, p.name, u.name AS unit_name, n.state, n.score, x.address,
    v.enrolment_id IS NOT NULL AS revoked, n.version
  FROM enrolment n
  JOIN employee e ON e.agency_id = n.agency_id AND e.id = n.employee_id
  JOIN person p ON p.id = e.person_id
  JOIN agency a ON a.id = n.agency_id
  LEFT JOIN LATERAL (SELECT (min(m.begins_at) AT TIME ZONE a.zone)::date AS day FROM course_meeting m
    WHERE m.agency_id = n.agency_id AND m.session_id = n.session_id) f ON true
  LEFT JOIN employment w ON w.agency_id = e.agency_id AND w.employee_id = e.id AND w.valid_from <= f.day
    AND (w.valid_until IS NULL OR w.valid_until > f.day)
  LEFT JOIN unit u ON u.agency_id = w.agency_id AND u.id = w.unit_id
  LEFT JOIN certificate x ON x.agency_id = n.agency_id AND x.enrolment_id = n.id
  LEFT JOIN certificate_revocation v ON v.agency_id = n.agency_id AND v.enrolment_id = n.id
  WHERE n.agency_id = $1 AND n.session_id = $2 AND n.state <> 'cancelled'
  ORDER BY p.name, n.id";

/// Everybody with a seat in a session, by name.
pub async fn participants(
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
) -> Result<Vec<Participant>, Problem> {
    let rows = diesel::sql_query(PARTICIPANTS)
        .bind::<sql_types::Text, _>(agency)
        .bind::<sql_types::Uuid, _>(session);
    Ok(rows.load(connection).await?)
}

/// An own enrolment with its certificate.
#[derive(Clone, Debug, QueryableByName)]
pub struct Own {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: Uuid,
    #[diesel(sql_type = sql_types::Uuid)]
    pub session_id: Uuid,
    #[diesel(sql_type = sql_types::Text)]
    pub course_title: String,
    #[diesel(sql_type = sql_types::Text)]
    pub label: String,
    #[diesel(sql_type = sql_types::Text)]
    pub place: String,
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub enrolment_closes: DateTime<Utc>,
    #[diesel(sql_type = sql_types::Text)]
    pub state: String,
    #[diesel(sql_type = sql_types::Text)]
    pub enrolled_by: String,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Numeric>)]
    pub score: Option<Decimal>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    pub address: Option<String>,
    #[diesel(sql_type = sql_types::Bool)]
    pub revoked: bool,
    #[diesel(sql_type = sql_types::Integer)]
    pub version: i32,
}

const OWN: &str =
    "SELECT n.id, n.session_id, c.title AS course_title, s.label, s.place, s.enrolment_closes, n.state,
    n.enrolled_by, n.score, x.address, v.enrolment_id IS NOT NULL AS revoked, n.version
  FROM enrolment n
  JOIN course_session s ON s.agency_id = n.agency_id AND s.id = n.session_id
  JOIN course c ON c.agency_id = s.agency_id AND c.id = s.course_id
  LEFT JOIN certificate x ON x.agency_id = n.agency_id AND x.enrolment_id = n.id
  LEFT JOIN certificate_revocation v ON v.agency_id = n.agency_id AND v.enrolment_id = n.id
  WHERE n.agency_id = $1 AND n.employee_id = $2 AND ($3 IS NULL OR n.id < $3) ORDER BY n.id DESC LIMIT $4";

/// Enrolments of an employee, the newest first.
pub async fn of_employee(
    connection: &mut AsyncPgConnection,
    agency: &str,
    employee: Uuid,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Own>, Problem> {
    let rows = diesel::sql_query(OWN)
        .bind::<sql_types::Text, _>(agency)
        .bind::<sql_types::Uuid, _>(employee)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(before)
        .bind::<sql_types::BigInt, _>(limit);
    Ok(rows.load(connection).await?)
}
