//! Whose turn it is: of all processes on one database one is the sequencer, and the next takes over when it is gone.
use std::time::Duration;

use diesel::sql_types::Bool;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use tokio::time::timeout;

use super::{
    log::tree::Fence,
    sequencer::{NEXT_FENCE, Numbered},
};

/// After this long without an answer the lock may be somebody else's already.
const PATIENCE: Duration = Duration::from_secs(5);

const TAKE: &str = "SELECT pg_try_advisory_lock(hashtextextended('terang sequencer', 13)) AS mine";

#[derive(diesel::QueryableByName)]
struct Taken {
    #[diesel(sql_type = Bool)]
    mine: bool,
}

/// A claim to the turn, held by a connection of its own: the database gives the turn on when that connection ends,
/// however it does.
pub struct Turn {
    database_url: String,
    connection: Option<AsyncPgConnection>,
    mine: Option<Fence>,
}

impl Turn {
    pub fn new(database_url: &str) -> Self {
        Self { database_url: database_url.to_owned(), connection: None, mine: None }
    }

    /// This process's number while it is the sequencer; takes the turn when it is free. The number tells a turn that
    /// was lost and taken again from the one before.
    pub async fn mine(&mut self) -> Option<Fence> {
        match timeout(PATIENCE, self.ask()).await {
            Ok(Ok(mine)) => self.mine = mine,
            Ok(Err(_)) | Err(_) => (self.connection, self.mine) = (None, None),
        }
        self.mine
    }

    async fn ask(&mut self) -> Result<Option<Fence>, Box<dyn std::error::Error + Send + Sync>> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(open(&self.database_url).await?),
        };
        if self.mine.is_some() {
            // The lock lives as long as this connection answers.
            diesel::sql_query("SELECT 1").execute(connection).await?;
            return Ok(self.mine);
        }
        if !diesel::sql_query(TAKE).get_result::<Taken>(connection).await?.mine {
            return Ok(None);
        }
        let numbered: Numbered = diesel::sql_query(NEXT_FENCE).get_result(connection).await?;
        Ok(Some(Fence(numbered.fence)))
    }
}

/// Named after this process, so that `pg_stat_activity` tells which one has the turn.
async fn open(database_url: &str) -> Result<AsyncPgConnection, Box<dyn std::error::Error + Send + Sync>> {
    let mut connection = AsyncPgConnection::establish(database_url).await?;
    let name = format!("SET application_name = 'terang sequencer {}'", std::process::id());
    diesel::sql_query(name).execute(&mut connection).await?;
    Ok(connection)
}
