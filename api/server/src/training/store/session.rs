//! Queries about courses, sessions, meetings and trainers.
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error},
    sql_types,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::{Problem, Text, problem::BAD_INPUT},
    schema::{course, course_meeting, course_session, course_trainer, employee, person, training_attendance},
};

#[derive(Insertable)]
#[diesel(table_name = course)]
pub struct CourseRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub reference_id: Option<&'a str>,
    pub title: &'a str,
    pub goal: &'a str,
    pub hours: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

const TITLE_TAKEN: Text = Text::new(
    "Pelatihan dengan judul ini sudah ada. Buka pelatihan itu dan tambahkan kelas.",
    "There is a course with this title already. Open it and add a session.",
);
const UNKNOWN_REFERENCE: Text =
    Text::new("Kode kursus ini tidak ada di daftar.", "This course code is not in the list.");

pub async fn insert_course(connection: &mut AsyncPgConnection, row: &CourseRow<'_>) -> Result<(), Problem> {
    let done = diesel::insert_into(course::table).values(row).execute(connection).await;
    done.map(drop).map_err(|error| match error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            Problem::new(&BAD_INPUT).field("/title", "taken", TITLE_TAKEN)
        }
        Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => {
            Problem::new(&BAD_INPUT).field("/reference_id", "unknown", UNKNOWN_REFERENCE)
        }
        other => other.into(),
    })
}

/// The hours that a course has.
pub async fn course_hours(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<i32, Problem> {
    Ok(course::table.find((agency, id)).select(course::hours).first(connection).await?)
}

#[derive(Insertable)]
#[diesel(table_name = course_session)]
pub struct SessionRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub course_id: Uuid,
    pub label: &'a str,
    pub place: &'a str,
    pub capacity: i32,
    pub enrolment_opens: DateTime<Utc>,
    pub enrolment_closes: DateTime<Utc>,
    pub state: &'a str,
    pub copied_from: Option<Uuid>,
    pub updated_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = course_meeting)]
pub struct MeetingRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub session_id: Uuid,
    pub number: i32,
    pub begins_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub hours: i32,
}

#[derive(Insertable)]
#[diesel(table_name = course_trainer)]
pub struct TrainerRow<'a> {
    pub agency_id: &'a str,
    pub session_id: Uuid,
    pub employee_id: Uuid,
}

pub async fn insert_session(
    connection: &mut AsyncPgConnection,
    row: &SessionRow<'_>,
    meetings: &[MeetingRow<'_>],
    trainers: &[TrainerRow<'_>],
) -> Result<(), Problem> {
    diesel::insert_into(course_session::table).values(row).execute(connection).await?;
    diesel::insert_into(course_meeting::table).values(meetings).execute(connection).await?;
    diesel::insert_into(course_trainer::table).values(trainers).execute(connection).await?;
    Ok(())
}

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = course_session)]
pub struct Session {
    pub id: Uuid,
    pub course_id: Uuid,
    pub label: String,
    pub place: String,
    pub capacity: i32,
    pub enrolment_opens: DateTime<Utc>,
    pub enrolment_closes: DateTime<Utc>,
    pub state: String,
    pub version: i32,
}

/// The session, held until the transaction ends: seats, attendance and results of one session wait for each other.
pub async fn lock(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<Session, Problem> {
    let row = course_session::table.find((agency, id)).select(Session::as_select()).for_update();
    Ok(row.first(connection).await?)
}

pub async fn publish(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<i32, Problem> {
    let done = diesel::update(course_session::table.find((agency, id)))
        .set((
            course_session::state.eq("published"),
            course_session::published_at.eq(now),
            course_session::updated_at.eq(now),
            course_session::version.eq(course_session::version + 1),
        ))
        .returning(course_session::version);
    Ok(done.get_result(connection).await?)
}

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = course_meeting)]
pub struct Meeting {
    pub id: Uuid,
    pub session_id: Uuid,
    pub number: i32,
    pub begins_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub hours: i32,
    pub version: i32,
}

/// Meetings of these sessions in their order.
pub async fn meetings(
    connection: &mut AsyncPgConnection,
    agency: &str,
    sessions: &[Uuid],
) -> Result<Vec<Meeting>, Problem> {
    let of_sessions = course_meeting::agency_id.eq(agency).and(course_meeting::session_id.eq_any(sessions));
    let rows = course_meeting::table.filter(of_sessions).order(course_meeting::number);
    Ok(rows.select(Meeting::as_select()).load(connection).await?)
}

pub async fn lock_meeting(
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
    id: Uuid,
) -> Result<Meeting, Problem> {
    let row = course_meeting::table
        .filter(course_meeting::agency_id.eq(agency).and(course_meeting::session_id.eq(session)))
        .filter(course_meeting::id.eq(id))
        .select(Meeting::as_select())
        .for_update();
    Ok(row.first(connection).await?)
}

/// Replaces the attendance of a meeting; answers the sheet's new version.
pub async fn keep_attendance(
    connection: &mut AsyncPgConnection,
    agency: &str,
    meeting: Uuid,
    present: &[Uuid],
    now: DateTime<Utc>,
) -> Result<i32, Problem> {
    use training_attendance as kept;
    let of_meeting = kept::agency_id.eq(agency).and(kept::meeting_id.eq(meeting));
    diesel::delete(kept::table.filter(of_meeting)).execute(connection).await?;
    let rows: Vec<_> = present
        .iter()
        .map(|enrolment| {
            (
                kept::agency_id.eq(agency),
                kept::meeting_id.eq(meeting),
                kept::enrolment_id.eq(*enrolment),
                kept::recorded_at.eq(now),
            )
        })
        .collect();
    diesel::insert_into(kept::table).values(rows).execute(connection).await?;
    let next = diesel::update(course_meeting::table.find((agency, meeting)))
        .set(course_meeting::version.eq(course_meeting::version + 1))
        .returning(course_meeting::version);
    Ok(next.get_result(connection).await?)
}

/// Trainers of a session by name.
pub async fn trainers(
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
) -> Result<Vec<(Uuid, String)>, Problem> {
    let of_employee =
        employee::agency_id.eq(course_trainer::agency_id).and(employee::id.eq(course_trainer::employee_id));
    let rows = course_trainer::table
        .inner_join(employee::table.on(of_employee))
        .inner_join(person::table.on(person::id.eq(employee::person_id)))
        .filter(course_trainer::agency_id.eq(agency).and(course_trainer::session_id.eq(session)))
        .order(person::name)
        .select((employee::id, person::name));
    Ok(rows.load(connection).await?)
}

/// Whether the person is a trainer of the session.
pub async fn is_trainer(
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
    person_id: Uuid,
) -> Result<bool, Problem> {
    let of_employee =
        employee::agency_id.eq(course_trainer::agency_id).and(employee::id.eq(course_trainer::employee_id));
    let found = course_trainer::table
        .inner_join(employee::table.on(of_employee))
        .filter(course_trainer::agency_id.eq(agency).and(course_trainer::session_id.eq(session)))
        .filter(employee::person_id.eq(person_id));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(connection).await?)
}

/// A session with what its course says.
#[derive(Clone, Debug, QueryableByName)]
pub struct Listed {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: Uuid,
    #[diesel(sql_type = sql_types::Uuid)]
    pub course_id: Uuid,
    #[diesel(sql_type = sql_types::Text)]
    pub course_title: String,
    #[diesel(sql_type = sql_types::Text)]
    pub course_goal: String,
    #[diesel(sql_type = sql_types::Integer)]
    pub hours: i32,
    #[diesel(sql_type = sql_types::Text)]
    pub label: String,
    #[diesel(sql_type = sql_types::Text)]
    pub place: String,
    #[diesel(sql_type = sql_types::Integer)]
    pub capacity: i32,
    #[diesel(sql_type = sql_types::Integer)]
    pub seats_taken: i32,
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub enrolment_opens: DateTime<Utc>,
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub enrolment_closes: DateTime<Utc>,
    #[diesel(sql_type = sql_types::Text)]
    pub state: String,
    #[diesel(sql_type = sql_types::Integer)]
    pub version: i32,
}

const LISTED: &str =
    "SELECT s.id, s.course_id, c.title AS course_title, c.goal AS course_goal, c.hours, s.label,
    s.place, s.capacity, s.seats_taken, s.enrolment_opens, s.enrolment_closes, s.state, s.version
  FROM course_session s JOIN course c ON c.agency_id = s.agency_id AND c.id = s.course_id
  WHERE s.agency_id = $1";

/// Which published sessions are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scheduled {
    pub id: Option<Uuid>,
    pub course: Option<Uuid>,
    /// Only those whose enrolment is open at this instant.
    pub open_at: Option<DateTime<Utc>>,
    pub before: Option<Uuid>,
    pub limit: i64,
}

/// Published sessions, the newest first.
pub async fn sessions(
    connection: &mut AsyncPgConnection,
    agency: &str,
    asked: Scheduled,
) -> Result<Vec<Listed>, Problem> {
    let query = format!(
        "{LISTED} AND s.state = 'published' AND ($2 IS NULL OR s.id = $2) AND ($3 IS NULL OR s.course_id = $3)
           AND ($4 IS NULL OR (s.enrolment_opens <= $4 AND s.enrolment_closes > $4))
           AND ($5 IS NULL OR s.id < $5)
         ORDER BY s.id DESC LIMIT $6"
    );
    let rows = diesel::sql_query(query)
        .bind::<sql_types::Text, _>(agency)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(asked.id)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(asked.course)
        .bind::<sql_types::Nullable<sql_types::Timestamptz>, _>(asked.open_at)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(asked.before)
        .bind::<sql_types::BigInt, _>(asked.limit);
    Ok(rows.load(connection).await?)
}

/// Sessions that somebody works on, drafts too: all of them for an organizer, a trainer's own otherwise.
pub async fn work(
    connection: &mut AsyncPgConnection,
    agency: &str,
    trainer: Option<Uuid>,
    id: Option<Uuid>,
) -> Result<Vec<Listed>, Problem> {
    let query = format!(
        "{LISTED} AND ($3 IS NULL OR s.id = $3) AND ($2 IS NULL OR EXISTS (SELECT FROM course_trainer t
            JOIN employee e ON e.agency_id = t.agency_id AND e.id = t.employee_id
            WHERE t.agency_id = s.agency_id AND t.session_id = s.id AND e.person_id = $2))
         ORDER BY s.id DESC LIMIT 200"
    );
    let rows = diesel::sql_query(query)
        .bind::<sql_types::Text, _>(agency)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(trainer)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(id);
    Ok(rows.load(connection).await?)
}

/// A course with the numbers that the public sees.
#[derive(Clone, Debug, QueryableByName)]
pub struct CourseCount {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: Uuid,
    #[diesel(sql_type = sql_types::Text)]
    pub title: String,
    #[diesel(sql_type = sql_types::Text)]
    pub goal: String,
    #[diesel(sql_type = sql_types::Integer)]
    pub hours: i32,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    pub reference_name: Option<String>,
    #[diesel(sql_type = sql_types::BigInt)]
    pub sessions: i64,
    #[diesel(sql_type = sql_types::BigInt)]
    pub open_sessions: i64,
    #[diesel(sql_type = sql_types::BigInt)]
    pub participants: i64,
    #[diesel(sql_type = sql_types::BigInt)]
    pub passed: i64,
}

const COURSES: &str = "SELECT c.id, c.title, c.goal, c.hours, r.name AS reference_name,
    (SELECT count(*) FROM course_session s
      WHERE s.agency_id = c.agency_id AND s.course_id = c.id AND s.state = 'published') AS sessions,
    (SELECT count(*) FROM course_session s WHERE s.agency_id = c.agency_id AND s.course_id = c.id
      AND s.state = 'published' AND s.enrolment_opens <= $2 AND s.enrolment_closes > $2) AS open_sessions,
    (SELECT count(*) FROM enrolment e JOIN course_session s ON s.agency_id = e.agency_id AND s.id = e.session_id
      WHERE s.agency_id = c.agency_id AND s.course_id = c.id AND e.state <> 'cancelled') AS participants,
    (SELECT count(*) FROM enrolment e JOIN course_session s ON s.agency_id = e.agency_id AND s.id = e.session_id
      WHERE s.agency_id = c.agency_id AND s.course_id = c.id AND e.state = 'passed') AS passed
  FROM course c LEFT JOIN course_reference r ON r.id = c.reference_id
  WHERE c.agency_id = $1 AND ($3 IS NULL OR c.id < $3)
  ORDER BY c.id DESC LIMIT $4";

/// Courses of an agency, the newest first.
pub async fn courses(
    connection: &mut AsyncPgConnection,
    agency: &str,
    now: DateTime<Utc>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<CourseCount>, Problem> {
    let rows = diesel::sql_query(COURSES)
        .bind::<sql_types::Text, _>(agency)
        .bind::<sql_types::Timestamptz, _>(now)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(before)
        .bind::<sql_types::BigInt, _>(limit);
    Ok(rows.load(connection).await?)
}

/// An agency that trains.
#[derive(Clone, Debug, QueryableByName)]
pub struct TrainingAgency {
    #[diesel(sql_type = sql_types::Text)]
    pub id: String,
    #[diesel(sql_type = sql_types::Text)]
    pub name: String,
    #[diesel(sql_type = sql_types::Text)]
    pub zone: String,
}

pub async fn agencies(connection: &mut AsyncPgConnection) -> Result<Vec<TrainingAgency>, Problem> {
    let query = "SELECT a.id, a.name, a.zone FROM agency a
      WHERE EXISTS (SELECT FROM course_session s WHERE s.agency_id = a.id AND s.state = 'published') ORDER BY a.name";
    Ok(diesel::sql_query(query).load(connection).await?)
}
