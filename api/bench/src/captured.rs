//! Which of the logged statements belong to a request.
use std::collections::BTreeMap;

use postgres::Statement;

/// What the server does beside the requests: queue, sequencer, listener, set-up of connections.
pub fn is_background(statement: &Statement) -> bool {
    let polled = ["graphile_worker", "record_waiting", "pg_current_wal", "LISTEN", "pg_type", "'mark "];
    let sql = statement.sql.as_str();
    let added = sql.contains("graphile_worker.add_job");
    !added && (polled.iter().any(|word| sql.contains(word)) || sql.starts_with("SET ") || sql.is_empty())
}

/// The transaction in which a statement that contains `word` ran.
pub fn transaction_with(statements: &[Statement], word: &str) -> Option<Vec<Statement>> {
    let mut open: BTreeMap<i64, Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        let session = open.entry(statement.session).or_default();
        if statement.sql.starts_with("BEGIN") {
            session.clear();
        }
        session.push(statement.clone());
        let ended = statement.sql.starts_with("COMMIT");
        if ended && session.iter().any(|one| one.sql.contains(word)) {
            return open.remove(&statement.session);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use postgres::Statement;

    use super::transaction_with;

    #[test]
    fn a_transaction_is_what_one_session_did_between_its_ends() {
        let one = |session, sql: &str| Statement { session, sql: sql.into(), values: Vec::new() };
        let all = [
            one(1, "BEGIN"),
            one(2, "BEGIN"),
            one(2, "INSERT INTO other"),
            one(1, "INSERT INTO wanted"),
            one(2, "COMMIT"),
            one(1, "COMMIT"),
        ];
        let found = transaction_with(&all, "wanted").unwrap();
        let found: Vec<_> = found.iter().map(|one| one.sql.as_str()).collect();
        assert_eq!(found, ["BEGIN", "INSERT INTO wanted", "COMMIT"]);
        assert!(transaction_with(&all[..4], "wanted").is_none());
    }
}
