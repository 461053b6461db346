//! Queries about people, accounts and their links.
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::{
    kernel::Problem,
    schema::{account, account_token, person, sign_up},
};

#[derive(Queryable, Selectable, Clone)]
#[diesel(table_name = account)]
pub struct Account {
    pub id: Uuid,
    pub person_id: Uuid,
    pub email_sealed: Vec<u8>,
    pub phone_sealed: Vec<u8>,
    pub password_hash: String,
    pub language: String,
    pub standing: String,
    pub proven_by: Option<String>,
    pub totp_sealed: Option<Vec<u8>>,
    pub totp_confirmed_at: Option<DateTime<Utc>>,
    pub totp_last_step: i64,
    pub demo: bool,
    pub version: i32,
}

#[derive(Insertable)]
#[diesel(table_name = account)]
pub struct NewAccount<'a> {
    pub id: Uuid,
    pub person_id: Uuid,
    pub email_lookup: Vec<u8>,
    pub email_sealed: Vec<u8>,
    pub phone_sealed: Vec<u8>,
    pub password_hash: &'a str,
    pub language: &'a str,
    pub standing: &'a str,
    pub proven_by: Option<&'a str>,
    pub email_confirmed_at: Option<DateTime<Utc>>,
    pub totp_sealed: Option<Vec<u8>>,
    pub totp_confirmed_at: Option<DateTime<Utc>>,
    pub demo: bool,
    pub created_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable, Clone)]
#[diesel(table_name = person)]
pub struct Person {
    pub id: Uuid,
    pub standing: String,
    pub nik_lookup: Vec<u8>,
    pub nik_lookup_old: Option<Vec<u8>>,
    pub nik_sealed: Vec<u8>,
    pub name: String,
    pub birth_date: NaiveDate,
    pub contact_sealed: Option<Vec<u8>>,
    pub superseded_by: Option<Uuid>,
    pub imported_by: Option<String>,
}

impl Person {
    /// By which another row with this NIK is found, whichever key it was hashed by.
    pub fn niks(&self) -> Vec<Vec<u8>> {
        std::iter::once(self.nik_lookup.clone()).chain(self.nik_lookup_old.clone()).collect()
    }
}

#[derive(Insertable)]
#[diesel(table_name = person)]
pub struct NewPerson<'a> {
    pub id: Uuid,
    pub standing: &'a str,
    pub nik_lookup: Vec<u8>,
    pub nik_lookup_old: Option<Vec<u8>>,
    pub nik_lookup_key: &'a str,
    pub nik_sealed: Vec<u8>,
    pub name: &'a str,
    pub birth_date: NaiveDate,
    pub contact_sealed: Option<Vec<u8>>,
    pub imported_by: Option<&'a str>,
    pub created_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sign_up)]
pub struct SignUpRow {
    pub id: Uuid,
    pub email_lookup: Vec<u8>,
    pub form_sealed: Vec<u8>,
    pub password_hash: String,
    pub language: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

pub async fn insert(connection: &mut AsyncPgConnection, row: &NewAccount<'_>) -> Result<(), Problem> {
    diesel::insert_into(account::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn insert_person(connection: &mut AsyncPgConnection, row: &NewPerson<'_>) -> Result<(), Problem> {
    diesel::insert_into(person::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn by_email(
    connection: &mut AsyncPgConnection,
    email_lookup: &[u8],
) -> Result<Option<Account>, Problem> {
    let query = account::table.filter(account::email_lookup.eq(email_lookup));
    Ok(query.select(Account::as_select()).first(connection).await.optional()?)
}

pub async fn find(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Account, Problem> {
    Ok(account::table.find(id).select(Account::as_select()).first(connection).await?)
}

pub async fn find_locked(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Account, Problem> {
    Ok(account::table.find(id).select(Account::as_select()).for_update().first(connection).await?)
}

pub async fn person(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Person, Problem> {
    Ok(person::table.find(id).select(Person::as_select()).first(connection).await?)
}

/// The established person of a NIK.
pub async fn established(
    connection: &mut AsyncPgConnection,
    niks: &[Vec<u8>],
) -> Result<Option<Person>, Problem> {
    let query = person::table
        .filter(person::nik_lookup.eq_any(niks).or(person::nik_lookup_old.eq_any(niks).assume_not_null()))
        .filter(person::standing.eq("established"))
        .filter(person::superseded_by.is_null());
    Ok(query.select(Person::as_select()).first(connection).await.optional()?)
}

/// The proven account of a person.
pub async fn proven_of(
    connection: &mut AsyncPgConnection,
    person_id: Uuid,
) -> Result<Option<Account>, Problem> {
    let query = account::table.filter(account::person_id.eq(person_id).and(account::standing.eq("proven")));
    Ok(query.select(Account::as_select()).first(connection).await.optional()?)
}

/// All accounts that name this NIK and may be written to, with their addresses still sealed.
pub async fn of_nik(connection: &mut AsyncPgConnection, niks: &[Vec<u8>]) -> Result<Vec<Account>, Problem> {
    let query = account::table
        .inner_join(person::table)
        .filter(person::nik_lookup.eq_any(niks).or(person::nik_lookup_old.eq_any(niks).assume_not_null()))
        .filter(account::email_confirmed_at.is_not_null());
    Ok(query.select(Account::as_select()).order(account::id).limit(20).load(connection).await?)
}

/// One transaction at a time proves or imports a NIK.
pub async fn lock_nik(connection: &mut AsyncPgConnection, niks: &[Vec<u8>]) -> Result<(), Problem> {
    // Always in one order, so that two who know both hashes never wait for each other.
    let mut niks = niks.to_vec();
    niks.sort_unstable();
    for nik in niks {
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 13))")
            .bind::<diesel::sql_types::Bytea, _>(nik)
            .execute(connection)
            .await?;
    }
    Ok(())
}

pub async fn establish(connection: &mut AsyncPgConnection, person_id: Uuid) -> Result<(), Problem> {
    diesel::update(person::table.find(person_id))
        .set((person::standing.eq("established"), person::version.eq(person::version + 1)))
        .execute(connection)
        .await?;
    Ok(())
}

/// The account belongs to `to` from now on; what it typed about itself points there.
pub async fn join(
    connection: &mut AsyncPgConnection,
    account_id: Uuid,
    from: Uuid,
    to: Uuid,
) -> Result<(), Problem> {
    diesel::update(account::table.find(account_id))
        .set(account::person_id.eq(to))
        .execute(connection)
        .await?;
    diesel::update(person::table.find(from).filter(person::standing.eq("unproven")))
        .set((person::superseded_by.eq(to), person::version.eq(person::version + 1)))
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn set_standing(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    standing: &str,
    proven_by: Option<&str>,
) -> Result<(), Problem> {
    diesel::update(account::table.find(id))
        .set((
            account::standing.eq(standing),
            account::proven_by.eq(proven_by),
            account::version.eq(account::version + 1),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn set_password(connection: &mut AsyncPgConnection, id: Uuid, hash: &str) -> Result<(), Problem> {
    diesel::update(account::table.find(id))
        .set((account::password_hash.eq(hash), account::version.eq(account::version + 1)))
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn set_language(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    language: &str,
) -> Result<(), Problem> {
    diesel::update(account::table.find(id)).set(account::language.eq(language)).execute(connection).await?;
    Ok(())
}

pub async fn set_totp(connection: &mut AsyncPgConnection, id: Uuid, sealed: &[u8]) -> Result<(), Problem> {
    diesel::update(account::table.find(id))
        .set((account::totp_sealed.eq(sealed), account::totp_confirmed_at.eq(None::<DateTime<Utc>>)))
        .execute(connection)
        .await?;
    Ok(())
}

/// The authenticator must be set up anew.
pub async fn clear_totp(connection: &mut AsyncPgConnection, id: Uuid) -> Result<(), Problem> {
    diesel::update(account::table.find(id))
        .set((account::totp_sealed.eq(None::<Vec<u8>>), account::totp_confirmed_at.eq(None::<DateTime<Utc>>)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a step that is later than every one taken before; false when it is not.
pub async fn take_step(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    step: i64,
    now: DateTime<Utc>,
) -> Result<bool, Problem> {
    let later = account::table.filter(account::id.eq(id).and(account::totp_last_step.lt(step)));
    let taken = diesel::update(later)
        .set((
            account::totp_last_step.eq(step),
            account::totp_confirmed_at.eq(diesel::dsl::sql::<
                diesel::sql_types::Nullable<diesel::sql_types::Timestamptz>,
            >("coalesce(totp_confirmed_at, ")
            .bind::<diesel::sql_types::Timestamptz, _>(now)
            .sql(")")),
        ))
        .execute(connection)
        .await?;
    Ok(taken == 1)
}

pub async fn insert_sign_up(connection: &mut AsyncPgConnection, row: &SignUpRow) -> Result<(), Problem> {
    diesel::delete(sign_up::table.filter(sign_up::expires_at.lt(row.created_at))).execute(connection).await?;
    diesel::insert_into(sign_up::table).values(row).execute(connection).await?;
    Ok(())
}

pub async fn sign_up(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Option<SignUpRow>, Problem> {
    let query = sign_up::table.find(id).select(SignUpRow::as_select()).for_update();
    Ok(query.first(connection).await.optional()?)
}

pub async fn use_sign_up(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::update(sign_up::table.find(id)).set(sign_up::used_at.eq(now)).execute(connection).await?;
    Ok(())
}

/// A link or code of an account; adding the same id twice adds it once.
pub async fn insert_token(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    account_id: Uuid,
    purpose: &str,
    code_lookup: Option<Vec<u8>>,
    expires_at: DateTime<Utc>,
) -> Result<(), Problem> {
    diesel::insert_into(account_token::table)
        .values((
            account_token::id.eq(id),
            account_token::account_id.eq(account_id),
            account_token::purpose.eq(purpose),
            account_token::code_lookup.eq(code_lookup),
            account_token::expires_at.eq(expires_at),
        ))
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    Ok(())
}

/// Uses a link once; its account, when it was still good.
pub async fn use_token(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    purpose: &str,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, Problem> {
    let good = account_token::table
        .filter(account_token::id.eq(id).and(account_token::purpose.eq(purpose)))
        .filter(account_token::used_at.is_null().and(account_token::expires_at.gt(now)));
    let used = diesel::update(good).set(account_token::used_at.eq(now)).returning(account_token::account_id);
    Ok(used.get_result(connection).await.optional()?)
}

pub async fn token_of_code(
    connection: &mut AsyncPgConnection,
    code_lookup: &[u8],
) -> Result<Option<Uuid>, Problem> {
    let query =
        account_token::table.filter(account_token::code_lookup.eq(code_lookup)).select(account_token::id);
    Ok(query.first(connection).await.optional()?)
}
