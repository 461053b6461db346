//! Where a request reads: from a replica only what the replica has already, so that nobody misses their own change.
//!
//! `docs/decisions/0007-reading-from-a-replica.md` says why.
use std::{cell::Cell, future::Future};

use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// A place in the primary's log of changes: a database that has come up to it knows every commit before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position(pub i64);

impl Position {
    /// Before everything: any database will do.
    pub const ANY: Self = Self(0);
    /// After everything: no replica will do.
    pub const LAST: Self = Self(i64::MAX);
}

/// What a request has told and done so far.
struct Request {
    needed: Cell<Position>,
    wrote: Cell<Option<Position>>,
}

tokio::task_local! {
    static REQUEST: Request;
}

/// Runs the work of one request whose sender has seen `mark`, and says up to where it wrote, if it did.
pub async fn of_request<T>(mark: Position, work: impl Future<Output = T>) -> (T, Option<Position>) {
    let request = Request { needed: Cell::new(mark), wrote: Cell::new(None) };
    REQUEST.scope(request, async { (work.await, REQUEST.with(|request| request.wrote.get())) }).await
}

/// From here on this request reads the primary alone: what is told to one person must hold what others, and jobs,
/// have just done for that person too.
pub fn personal() {
    let _outside_of_requests = REQUEST.try_with(|request| request.needed.set(Position::LAST));
}

/// This request has committed something; what it reads from now on must hold it.
pub(super) fn wrote(position: Position) {
    let _outside_of_requests = REQUEST.try_with(|request| {
        request.needed.set(request.needed.get().max(position));
        request.wrote.set(Some(position));
    });
}

/// Up to where a database must have come to answer this request. Workers and loaders read what they have just
/// written, and so the primary.
pub fn needed() -> Position {
    REQUEST.try_with(|request| request.needed.get()).unwrap_or(Position::LAST)
}

#[derive(diesel::QueryableByName)]
struct At {
    #[diesel(sql_type = BigInt)]
    position: i64,
}

/// The primary's position; after a commit on `connection` it lies behind that commit.
pub(super) async fn position(connection: &mut AsyncPgConnection) -> Position {
    let query = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint AS position";
    let at: Result<At, _> = diesel::sql_query(query).get_result(connection).await;
    // The commit stands, whatever became of the connection after it.
    at.map_or(Position::LAST, |at| Position(at.position))
}

#[cfg(test)]
mod tests {
    use super::{Position, needed, of_request, personal, wrote};

    #[tokio::test]
    async fn a_request_needs_what_its_sender_has_seen_and_what_it_wrote_itself() {
        let (_, written) = of_request(Position::ANY, async { assert_eq!(needed(), Position::ANY) }).await;
        assert_eq!(written, None);
        let work = async {
            assert_eq!(needed(), Position(7));
            wrote(Position(9));
            assert_eq!(needed(), Position(9));
        };
        assert_eq!(of_request(Position(7), work).await.1, Some(Position(9)));
    }

    #[tokio::test]
    async fn an_old_write_does_not_take_back_what_was_seen() {
        let work = async {
            wrote(Position(3));
            assert_eq!(needed(), Position(7));
        };
        assert_eq!(of_request(Position(7), work).await.1, Some(Position(3)));
    }

    #[tokio::test]
    async fn personal_reads_and_those_outside_of_requests_need_the_primary() {
        assert_eq!(needed(), Position::LAST);
        let work = async {
            personal();
            assert_eq!(needed(), Position::LAST);
        };
        assert_eq!(of_request(Position::ANY, work).await.1, None);
    }
}
