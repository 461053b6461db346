//! Every look at somebody's personal data is kept, for that person to see.
use uuid::Uuid;

use super::{
    store::{self, PersonalReadRow},
    write::{Actor, write},
};
use crate::kernel::{Problem, State, new_id};

/// Who looked at whose data, and what for.
pub struct PersonalRead<'a> {
    pub agency: &'a str,
    pub unit: Option<Uuid>,
    /// A stable code with a text in the app, e.g. `verification`.
    pub purpose: &'static str,
    pub person: Uuid,
}

/// Keeps the read before the data is shown; nothing is shown when it cannot be kept.
pub async fn log_personal_read(state: &State, actor: &Actor, read: PersonalRead<'_>) -> Result<(), Problem> {
    let Some(account_id) = actor.caller() else { return Ok(()) };
    write(state, actor.clone(), async |write| {
        let role = write.actor.role.clone();
        let row = PersonalReadRow {
            agency_id: read.agency,
            id: new_id(),
            at: write.now,
            account_id,
            actor_role: &role,
            unit_id: read.unit,
            purpose: read.purpose,
            person_id: read.person,
        };
        store::insert_personal_read(write.connection(), &row).await
    })
    .await
}
