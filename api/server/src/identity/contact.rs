//! Where a person can be reached: the confirmed address of the account, or the one that an import brought.
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    kernel::{Language, Problem, State, key::Keys, problem::INTERNAL},
    schema::{account, person},
};

/// Contact data of a person without an account, as an import brought it; sealed in `person.contact_sealed`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub email: Option<String>,
    pub phone: Option<String>,
}

const PLACE: &str = "person.contact";

impl Contact {
    pub fn seal(&self, keys: &Keys) -> Result<Vec<u8>, Problem> {
        let json = serde_json::to_vec(self).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
        keys.seal(PLACE, &json)
    }

    pub fn unseal(keys: &Keys, sealed: &[u8]) -> Result<Self, Problem> {
        serde_json::from_slice(&keys.unseal(PLACE, sealed)?)
            .map_err(|_| Problem::new(&INTERNAL).inside("person.contact"))
    }
}

/// Where news for a person goes.
pub struct Address {
    pub email: String,
    pub language: Language,
    pub has_account: bool,
}

/// The person's address, if there is one that is confirmed or imported.
pub async fn address(
    state: &State,
    connection: &mut AsyncPgConnection,
    person_id: Uuid,
) -> Result<Option<Address>, Problem> {
    let keys = state.keys();
    let found: Option<(Vec<u8>, String)> = account::table
        .filter(account::person_id.eq(person_id).and(account::standing.ne("suspended")))
        .filter(account::email_confirmed_at.is_not_null())
        .order((account::standing.eq("proven").desc(), account::id.desc()))
        .select((account::email_sealed, account::language))
        .first(connection)
        .await
        .optional()?;
    if let Some((sealed, language)) = found {
        let email = keys.unseal_text("account.email", &sealed)?;
        return Ok(Some(Address { email, language: Language::of(&language), has_account: true }));
    }
    let sealed: Option<Option<Vec<u8>>> =
        person::table.find(person_id).select(person::contact_sealed).first(connection).await.optional()?;
    let Some(sealed) = sealed.flatten() else { return Ok(None) };
    let contact = Contact::unseal(keys, &sealed)?;
    Ok(contact.email.map(|email| Address { email, language: Language::Id, has_account: false }))
}

/// A person's own ids: theirs, and those that turned out to be the same person.
pub async fn own_persons(connection: &mut AsyncPgConnection, person_id: Uuid) -> Result<Vec<Uuid>, Problem> {
    let earlier = person::table.filter(person::superseded_by.eq(person_id)).select(person::id);
    let mut ids: Vec<Uuid> = earlier.load(connection).await?;
    ids.push(person_id);
    Ok(ids)
}
