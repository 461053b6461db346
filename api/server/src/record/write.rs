//! The write transaction: everything that a command changes happens in one of these, or not at all.
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, TransactionManager};
use serde::Serialize;
use uuid::Uuid;

use super::store::{self, AuditRow};
use crate::kernel::{Problem, State, new_id, problem::INTERNAL};

/// Who acts, as the record keeps it.
#[derive(Clone, Debug)]
pub struct Actor {
    pub account_id: Option<Uuid>,
    /// The machine client that acts where no account does.
    pub machine_id: Option<Uuid>,
    /// Role code; `applicant`, `visitor`, `machine` and `system` beside the granted ones.
    pub role: String,
    pub trace_id: String,
}

impl Actor {
    /// The server itself: workers and loaders.
    pub fn system(trace_id: impl Into<String>) -> Self {
        Self { account_id: None, machine_id: None, role: "system".into(), trace_id: trace_id.into() }
    }

    /// The account or machine client behind a request.
    pub fn caller(&self) -> Option<Uuid> {
        self.account_id.or(self.machine_id)
    }

    pub(super) fn audit<'a>(
        &'a self,
        at: DateTime<Utc>,
        agency: &'a str,
        class: &'a str,
        kind: &'a str,
        subject: Uuid,
        leaf_id: Option<Uuid>,
    ) -> AuditRow<'a> {
        AuditRow {
            agency_id: agency,
            id: new_id(),
            at,
            class,
            kind,
            account_id: self.account_id,
            machine_id: self.machine_id,
            actor_role: &self.role,
            subject_id: subject,
            leaf_id,
            trace_id: &self.trace_id,
        }
    }
}

/// An open write transaction.
pub struct Write<'a> {
    connection: &'a mut AsyncPgConnection,
    pub now: DateTime<Utc>,
    pub actor: Actor,
    pub(super) log_origin: String,
}

impl Write<'_> {
    /// The connection, for queries of the rooms' stores.
    pub fn connection(&mut self) -> &mut AsyncPgConnection {
        self.connection
    }

    /// Notes an audited write: who did what to which subject, without content.
    pub async fn audit(&mut self, agency: &str, kind: &'static str, subject: Uuid) -> Result<(), Problem> {
        let row = self.actor.audit(self.now, agency, "audited", kind, subject, None);
        store::insert_audits(self.connection, &[row]).await
    }

    /// The name of the agency's log; its first fact gives it one.
    pub async fn log(&mut self, agency: &str) -> Result<String, Problem> {
        let proposed = format!("{}/ledger/{agency}", self.log_origin);
        store::log_name(self.connection, agency, &proposed).await
    }

    /// Adds a job to the outbox; it runs only if this transaction commits.
    pub async fn job(&mut self, task: &str, payload: &impl Serialize) -> Result<(), Problem> {
        let payload = serde_json::to_value(payload).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
        diesel::sql_query("SELECT graphile_worker.add_job($1, $2::json)")
            .bind::<diesel::sql_types::Text, _>(task)
            .bind::<diesel::sql_types::Json, _>(payload)
            .execute(self.connection)
            .await?;
        Ok(())
    }
}

/// Runs `work` in one transaction: it commits when `work` succeeds and leaves no trace when it does not.
///
/// A dropped future leaves the connection inside a transaction; the pool then throws that connection away.
pub async fn write<T>(
    state: &State,
    actor: Actor,
    work: impl AsyncFnOnce(&mut Write<'_>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    type Transactions = <AsyncPgConnection as AsyncConnection>::TransactionManager;
    let mut pooled = state.primary().await?;
    let connection: &mut AsyncPgConnection = &mut pooled;
    let now = state.clock().now();
    let log_origin = state.settings().log_origin.clone();
    Transactions::begin_transaction(connection).await?;
    let done = work(&mut Write { connection, now, actor, log_origin }).await;
    match done {
        Ok(value) => {
            Transactions::commit_transaction(connection).await?;
            state.committed(connection).await;
            Ok(value)
        }
        Err(problem) => {
            Transactions::rollback_transaction(connection).await?;
            Err(problem)
        }
    }
}
