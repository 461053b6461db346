//! The policy by which a log's checkpoints are judged (C2SP tlog-policy).
use diesel_async::AsyncPgConnection;

use super::key;
use crate::kernel::{Problem, State};

/// Where the log is read, with a slash at the end.
pub fn address(state: &State, agency: &str) -> String {
    format!("{}/ledger/{agency}/", state.settings().public_address)
}

/// The policy's text; nothing while the log has no key.
pub async fn text(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
) -> Result<Option<String>, Problem> {
    let keys = key::public(connection, agency).await?;
    Ok(keys.as_slice().first().map(|key| format!("log {key} {}\nquorum none\n", address(state, agency))))
}
