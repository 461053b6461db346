//! Making accounts and people: by sign-up, by import, and by the demo, all through here.
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Contact,
    store::accounts::{self as store, NewAccount, NewPerson},
};
use crate::{
    kernel::{Language, Problem, State, key::Keys, new_id},
    record::Write,
    schema::person,
};

/// What somebody says about himself, or an import about somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Identification {
    /// Sixteen digits.
    pub nik: String,
    /// As on the card.
    pub name: String,
    pub birth_date: NaiveDate,
}

/// An account before it is made.
pub struct AccountToMake<'a> {
    pub identification: &'a Identification,
    pub email: &'a str,
    pub phone: &'a str,
    /// From `hash_password`.
    pub password_hash: &'a str,
    pub language: Language,
    /// Exists only while the server listens on loopback.
    pub demo: bool,
}

/// Ids of a new account and of its person.
#[derive(Clone, Copy, Debug)]
pub struct MadeAccount {
    pub account_id: Uuid,
    pub person_id: Uuid,
}

/// The form under which an address is looked up.
pub fn email_lookup(keys: &Keys, email: &str) -> Vec<u8> {
    keys.look_up("email", &email.trim().to_lowercase())
}

/// Makes an unproven account with a confirmed address, and its unproven person. It is never joined to anybody here.
pub async fn make_account(
    state: &State,
    write: &mut Write<'_>,
    wanted: &AccountToMake<'_>,
) -> Result<MadeAccount, Problem> {
    let keys = state.keys();
    let made = MadeAccount { account_id: new_id(), person_id: new_id() };
    let now = write.now;
    insert_person(keys, write, made.person_id, "unproven", wanted.identification, None, None).await?;
    let row = NewAccount {
        id: made.account_id,
        person_id: made.person_id,
        email_lookup: email_lookup(keys, wanted.email),
        email_sealed: keys.seal_text("account.email", wanted.email.trim())?,
        phone_sealed: keys.seal_text("account.phone", wanted.phone)?,
        password_hash: wanted.password_hash,
        language: wanted.language.code(),
        standing: "unproven",
        proven_by: None,
        email_confirmed_at: Some(now),
        totp_sealed: None,
        totp_confirmed_at: None,
        demo: wanted.demo,
        created_at: now,
    };
    store::insert(write.connection(), &row).await?;
    Ok(made)
}

/// The established person of a NIK, made from an import when there is none yet. Contact data of an import fill a gap
/// and replace nothing.
pub async fn import_person(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    identification: &Identification,
    contact: &Contact,
) -> Result<Uuid, Problem> {
    let keys = state.keys();
    let niks = keys.nik.all(&identification.nik);
    store::lock_nik(write.connection(), &niks).await?;
    let sealed = contact.seal(keys)?;
    if let Some(found) = store::established(write.connection(), &niks).await? {
        if found.contact_sealed.is_none() {
            diesel::update(person::table.find(found.id))
                .set((person::contact_sealed.eq(sealed), person::imported_by.eq(agency)))
                .execute(write.connection())
                .await?;
        }
        return Ok(found.id);
    }
    let id = new_id();
    insert_person(keys, write, id, "established", identification, Some(sealed), Some(agency)).await?;
    Ok(id)
}

async fn insert_person(
    keys: &Keys,
    write: &mut Write<'_>,
    id: Uuid,
    standing: &str,
    identification: &Identification,
    contact_sealed: Option<Vec<u8>>,
    imported_by: Option<&str>,
) -> Result<(), Problem> {
    let hashes = keys.nik.hashes(&identification.nik);
    let row = NewPerson {
        id,
        standing,
        nik_lookup: hashes.lookup,
        nik_lookup_old: hashes.old,
        nik_lookup_key: &keys.nik.present.id,
        nik_sealed: keys.seal_text("person.nik", &identification.nik)?,
        name: identification.name.trim(),
        birth_date: identification.birth_date,
        contact_sealed,
        imported_by,
        created_at: write.now,
    };
    store::insert_person(write.connection(), &row).await
}

/// Whether an account has this address.
pub async fn account_exists(
    connection: &mut AsyncPgConnection,
    keys: &Keys,
    email: &str,
) -> Result<bool, Problem> {
    Ok(store::by_email(connection, &email_lookup(keys, email)).await?.is_some())
}
