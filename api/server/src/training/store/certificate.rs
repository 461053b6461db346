//! Queries about certificates and their revocation.
use chrono::{DateTime, NaiveDate, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{certificate, certificate_revocation, employee, enrolment, person},
};

#[derive(Insertable)]
#[diesel(table_name = certificate)]
pub struct CertificateRow<'a> {
    pub agency_id: &'a str,
    pub enrolment_id: Uuid,
    pub address: &'a str,
    pub holder_name: &'a str,
    pub course_title: &'a str,
    pub hours: i32,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    pub issuer_name: &'a str,
    pub issued_at: DateTime<Utc>,
    pub leaf_id: Uuid,
}

pub async fn insert_certificate(
    connection: &mut AsyncPgConnection,
    row: &CertificateRow<'_>,
) -> Result<(), Problem> {
    diesel::insert_into(certificate::table).values(row).execute(connection).await?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = certificate_revocation)]
pub struct RevocationRow<'a> {
    pub agency_id: &'a str,
    pub enrolment_id: Uuid,
    pub reason: &'a str,
    pub revoked_at: DateTime<Utc>,
    pub leaf_id: Uuid,
}

pub async fn insert_revocation(
    connection: &mut AsyncPgConnection,
    row: &RevocationRow<'_>,
) -> Result<(), Problem> {
    diesel::insert_into(certificate_revocation::table).values(row).execute(connection).await?;
    Ok(())
}

/// Whether a certificate that was not revoked stands for an enrolment.
pub async fn issued(
    connection: &mut AsyncPgConnection,
    agency: &str,
    enrolment: Uuid,
) -> Result<bool, Problem> {
    let found = certificate::table.find((agency, enrolment));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(connection).await?)
}

/// Address of an issued certificate, and whether it was revoked.
pub async fn lock_issued(
    connection: &mut AsyncPgConnection,
    agency: &str,
    enrolment: Uuid,
) -> Result<bool, Problem> {
    certificate::table
        .find((agency, enrolment))
        .select(certificate::address)
        .first::<String>(connection)
        .await?;
    let revoked = certificate_revocation::table.find((agency, enrolment));
    Ok(diesel::select(diesel::dsl::exists(revoked)).get_result(connection).await?)
}

/// Enrolment, person and name of those who passed and have no certificate.
pub async fn not_yet_issued(
    connection: &mut AsyncPgConnection,
    agency: &str,
    session: Uuid,
) -> Result<Vec<(Uuid, Uuid, String)>, Problem> {
    let of_employee =
        employee::agency_id.eq(enrolment::agency_id).and(employee::id.eq(enrolment::employee_id));
    let has_one = certificate::table
        .filter(certificate::agency_id.eq(enrolment::agency_id))
        .filter(certificate::enrolment_id.eq(enrolment::id));
    let rows = enrolment::table
        .inner_join(employee::table.on(of_employee))
        .inner_join(person::table.on(person::id.eq(employee::person_id)))
        .filter(enrolment::agency_id.eq(agency).and(enrolment::session_id.eq(session)))
        .filter(enrolment::state.eq("passed").and(diesel::dsl::not(diesel::dsl::exists(has_one))))
        .order(enrolment::id)
        .select((enrolment::id, person::id, person::name));
    Ok(rows.load(connection).await?)
}

/// What stands at an address.
#[derive(Clone, Debug, QueryableByName)]
pub struct Issued {
    #[diesel(sql_type = sql_types::Text)]
    pub address: String,
    #[diesel(sql_type = sql_types::Text)]
    pub holder_name: String,
    #[diesel(sql_type = sql_types::Text)]
    pub course_title: String,
    #[diesel(sql_type = sql_types::Integer)]
    pub hours: i32,
    #[diesel(sql_type = sql_types::Date)]
    pub first_day: NaiveDate,
    #[diesel(sql_type = sql_types::Date)]
    pub last_day: NaiveDate,
    #[diesel(sql_type = sql_types::Text)]
    pub issuer_name: String,
    #[diesel(sql_type = sql_types::Text)]
    pub zone: String,
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub issued_at: DateTime<Utc>,
    #[diesel(sql_type = sql_types::Text)]
    pub agency_id: String,
    #[diesel(sql_type = sql_types::Uuid)]
    pub leaf_id: Uuid,
    #[diesel(sql_type = sql_types::Binary)]
    pub leaf_commit: Vec<u8>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    pub revoked_reason: Option<String>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Timestamptz>)]
    pub revoked_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Binary>)]
    pub revocation_leaf_commit: Option<Vec<u8>>,
}

const AT: &str =
    "SELECT x.address, x.holder_name, x.course_title, x.hours, x.first_day, x.last_day, x.issuer_name,
    a.zone, x.issued_at, x.agency_id, x.leaf_id, l.commit AS leaf_commit, v.reason AS revoked_reason, v.revoked_at,
    k.commit AS revocation_leaf_commit
  FROM certificate x
  JOIN agency a ON a.id = x.agency_id
  JOIN record_leaf l ON l.agency_id = x.agency_id AND l.id = x.leaf_id
  LEFT JOIN certificate_revocation v ON v.agency_id = x.agency_id AND v.enrolment_id = x.enrolment_id
  LEFT JOIN record_leaf k ON k.agency_id = v.agency_id AND k.id = v.leaf_id
  WHERE x.address = $1";

pub async fn certificate_at(
    connection: &mut AsyncPgConnection,
    address: &str,
) -> Result<Option<Issued>, Problem> {
    let row = diesel::sql_query(AT).bind::<sql_types::Text, _>(address);
    Ok(row.get_result(connection).await.optional()?)
}
