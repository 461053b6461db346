//! The machine behind a request, as the guard lets it in.
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::{
    identity::{Grant, Scope, store::machines as store, token::Claims},
    kernel::{Problem, State, permission::Role},
};

/// A machine that may be let in for this request.
#[derive(Clone, Debug)]
pub struct Machine {
    pub client_id: Uuid,
    pub agency_id: String,
    pub scopes: Vec<String>,
    /// The roles whose work it may do, for the whole agency; `scopes` say which of that work.
    pub grants: Vec<Grant>,
}

impl Machine {
    /// The machine of a token that we signed, while client and secret are in force. Looked up on each request, so that
    /// an ended one ends at once.
    pub async fn look_up(
        connection: &mut AsyncPgConnection,
        state: &State,
        claims: &Claims,
        scopes: &[String],
    ) -> Result<Option<Self>, Problem> {
        let now = state.clock().now();
        let found = store::in_force(connection, claims.sub, now, state.settings().demo).await?;
        let Some(row) = found else { return Ok(None) };
        let working = store::working_secrets(connection, &row.agency_id, &[row.id], now).await?;
        if !working.iter().any(|secret| secret.id == claims.sid) {
            return Ok(None);
        }
        let scopes = row.scopes.into_iter().filter(|scope| scopes.contains(scope)).collect();
        let grant = |role| Grant { agency_id: row.agency_id.clone(), role, scope: Scope::Agency };
        let grants = Role::ALL.into_iter().filter(|role| role.for_machines()).map(grant).collect();
        Ok(Some(Self { client_id: row.id, scopes, grants, agency_id: row.agency_id }))
    }
}
