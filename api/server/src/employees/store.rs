//! Queries about employees and their periods of service.
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{ALREADY_EMPLOYED, Period, UNIT_HAS_HEAD, UNIT_UNKNOWN};
use crate::{
    kernel::{
        Problem,
        key::Keys,
        new_id,
        problem::{INTERNAL, NOT_FOUND},
    },
    schema::{agency, employee, employment, person, unit},
};

/// An agency as its people see it: name, and the zone in which its days begin.
#[derive(Clone, Debug)]
pub struct Agency {
    pub id: String,
    pub name: String,
    pub zone: Tz,
}

impl Agency {
    /// The calendar day of an instant here.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }
}

pub async fn agency(connection: &mut AsyncPgConnection, id: &str) -> Result<Agency, Problem> {
    let found: Option<(String, String)> =
        agency::table.find(id).select((agency::name, agency::zone)).first(connection).await.optional()?;
    let (name, zone) = found.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let zone = zone.parse().map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    Ok(Agency { id: id.to_owned(), name, zone })
}

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = employee)]
pub struct Employee {
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: String,
    pub version: i32,
}

pub async fn of_person(
    connection: &mut AsyncPgConnection,
    agency: &str,
    person: Uuid,
) -> Result<Option<Employee>, Problem> {
    let of_person =
        employee::table.filter(employee::agency_id.eq(agency).and(employee::person_id.eq(person)));
    Ok(of_person.select(Employee::as_select()).first(connection).await.optional()?)
}

pub async fn find(
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: Uuid,
) -> Result<Option<Employee>, Problem> {
    let found = employee::table.find((agency, id)).select(Employee::as_select()).first(connection).await;
    Ok(found.optional()?)
}

pub async fn lock(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<Employee, Problem> {
    let row = employee::table.find((agency, id)).select(Employee::as_select()).for_update();
    Ok(row.first(connection).await?)
}

/// Who holds this NIK among the people who are established, made now when nobody does.
pub async fn establish(
    connection: &mut AsyncPgConnection,
    keys: &Keys,
    nik: &str,
    name: &str,
    birth_date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Uuid, Problem> {
    let (hashes, niks) = (keys.nik.hashes(nik), keys.nik.all(nik));
    let id = new_id();
    diesel::insert_into(person::table)
        .values((
            person::id.eq(id),
            person::standing.eq("established"),
            person::nik_lookup.eq(hashes.lookup),
            person::nik_lookup_old.eq(hashes.old),
            person::nik_lookup_key.eq(&keys.nik.present.id),
            person::nik_sealed.eq(keys.seal_text("person.nik", nik)?),
            person::name.eq(name),
            person::birth_date.eq(birth_date),
            person::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    let established = person::standing.eq("established").and(person::superseded_by.is_null());
    let named = person::nik_lookup.eq_any(&niks).or(person::nik_lookup_old.eq_any(&niks).assume_not_null());
    let holder = person::table.filter(named.and(established));
    Ok(holder.select(person::id).first(connection).await?)
}

#[derive(Insertable)]
#[diesel(table_name = employee)]
pub struct EmployeeRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: &'a str,
    pub nip_lookup: Vec<u8>,
    pub nip_lookup_key: &'a str,
    pub nip_sealed: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

#[derive(Insertable)]
#[diesel(table_name = employment)]
pub struct EmploymentRow<'a> {
    pub agency_id: &'a str,
    pub id: Uuid,
    pub employee_id: Uuid,
    pub unit_id: Uuid,
    pub post_title: &'a str,
    pub head: bool,
    pub valid_from: NaiveDate,
}

pub async fn insert_employee(
    connection: &mut AsyncPgConnection,
    row: &EmployeeRow<'_>,
) -> Result<(), Problem> {
    let done = diesel::insert_into(employee::table).values(row).execute(connection).await;
    done.map(drop).map_err(refused)
}

pub async fn insert_employment(
    connection: &mut AsyncPgConnection,
    row: &EmploymentRow<'_>,
) -> Result<(), Problem> {
    let done = diesel::insert_into(employment::table).values(row).execute(connection).await;
    done.map(drop).map_err(refused)
}

fn refused(error: Error) -> Problem {
    let Error::DatabaseError(kind, details) = &error else { return error.into() };
    match (kind, details.constraint_name()) {
        (DatabaseErrorKind::UniqueViolation, Some("employment_present_head")) => Problem::new(&UNIT_HAS_HEAD),
        (DatabaseErrorKind::UniqueViolation, _) => Problem::new(&ALREADY_EMPLOYED),
        (DatabaseErrorKind::ForeignKeyViolation, _) => Problem::new(&UNIT_UNKNOWN),
        _ => error.into(),
    }
}

pub async fn last_period(
    connection: &mut AsyncPgConnection,
    agency: &str,
    employee: Uuid,
) -> Result<Option<Period>, Problem> {
    let of_employee = employment::agency_id.eq(agency).and(employment::employee_id.eq(employee));
    let row: Option<(Uuid, NaiveDate, Option<NaiveDate>)> = employment::table
        .filter(of_employee)
        .order(employment::valid_from.desc())
        .select((employment::id, employment::valid_from, employment::valid_until))
        .first(connection)
        .await
        .optional()?;
    Ok(row.map(|(id, from, until)| Period { id, from, until }))
}

pub async fn end_period(
    connection: &mut AsyncPgConnection,
    agency: &str,
    period: Uuid,
    until: NaiveDate,
) -> Result<(), Problem> {
    diesel::update(employment::table.find((agency, period)))
        .set(employment::valid_until.eq(until))
        .execute(connection)
        .await?;
    Ok(())
}

/// Moves the employee's version on; answers the new one.
pub async fn touch(connection: &mut AsyncPgConnection, agency: &str, id: Uuid) -> Result<i32, Problem> {
    let next = diesel::update(employee::table.find((agency, id)))
        .set(employee::version.eq(employee::version + 1))
        .returning(employee::version);
    Ok(next.get_result(connection).await?)
}

/// Employee, period, unit's name.
#[derive(Clone, Debug, Queryable)]
pub struct PeriodRow {
    pub agency_id: String,
    pub employee_id: Uuid,
    pub unit_id: Uuid,
    pub unit_name: String,
    pub post_title: String,
    pub head: bool,
    pub valid_from: NaiveDate,
    pub valid_until: Option<NaiveDate>,
}

/// All periods of these employees, the latest first. An employee's id is unique beyond its agency.
pub async fn periods(
    connection: &mut AsyncPgConnection,
    employees: &[Uuid],
) -> Result<Vec<PeriodRow>, Problem> {
    let of_unit = unit::agency_id.eq(employment::agency_id).and(unit::id.eq(employment::unit_id));
    let rows = employment::table
        .inner_join(unit::table.on(of_unit))
        .filter(employment::employee_id.eq_any(employees))
        .order(employment::valid_from.desc())
        .select((
            employment::agency_id,
            employment::employee_id,
            employment::unit_id,
            unit::name,
            employment::post_title,
            employment::head,
            employment::valid_from,
            employment::valid_until,
        ));
    Ok(rows.load(connection).await?)
}

/// Somebody in service on a day, with unit and post of that day.
#[derive(Clone, Debug, Queryable)]
pub struct Member {
    pub employee_id: Uuid,
    pub person_id: Uuid,
    pub name: String,
    pub kind: String,
    pub unit_id: Uuid,
    pub unit_name: String,
    pub post_title: String,
    pub head: bool,
}

/// Who is asked for: with `units`, only theirs; with `words`, whose name has each of them (letters and digits only);
/// with `after`, those behind that name and id.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub units: Option<Vec<Uuid>>,
    pub words: Vec<String>,
    pub employee: Option<Uuid>,
    pub after: Option<(String, Uuid)>,
    pub limit: Option<i64>,
}

/// Who is in service on `day`, by name.
pub async fn team(
    connection: &mut AsyncPgConnection,
    agency: &str,
    asked: Asked,
    day: NaiveDate,
) -> Result<Vec<Member>, Problem> {
    let of_employee =
        employee::agency_id.eq(employment::agency_id).and(employee::id.eq(employment::employee_id));
    let of_unit = unit::agency_id.eq(employment::agency_id).and(unit::id.eq(employment::unit_id));
    let in_service = employment::valid_until.is_null().or(employment::valid_until.gt(day).assume_not_null());
    let mut rows = employment::table
        .inner_join(employee::table.on(of_employee))
        .inner_join(unit::table.on(of_unit))
        .inner_join(person::table.on(person::id.eq(employee::person_id)))
        .filter(employment::agency_id.eq(agency).and(employment::valid_from.le(day)).and(in_service))
        .order((person::name.asc(), employee::id.asc()))
        .select((
            employee::id,
            employee::person_id,
            person::name,
            employee::kind,
            employment::unit_id,
            unit::name,
            employment::post_title,
            employment::head,
        ))
        .into_boxed();
    if let Some(units) = asked.units {
        rows = rows.filter(employment::unit_id.eq_any(units));
    }
    for word in asked.words {
        rows = rows.filter(person::name.ilike(format!("%{word}%")));
    }
    if let Some(id) = asked.employee {
        rows = rows.filter(employee::id.eq(id));
    }
    if let Some((name, id)) = asked.after {
        let same = person::name.eq(name.clone()).and(employee::id.gt(id));
        rows = rows.filter(person::name.gt(name).or(same));
    }
    if let Some(limit) = asked.limit {
        rows = rows.limit(limit);
    }
    Ok(rows.load(connection).await?)
}
