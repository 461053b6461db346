//! What any process changed: one connection to the primary listens, and whoever keeps an answer here follows.
use std::{
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use futures::StreamExt;
use serde::Deserialize;
use tokio::{
    sync::broadcast::{self, error::RecvError, error::TryRecvError},
    time::timeout,
};

use super::reading::{self, Position};

/// How often a silent connection is asked whether it lives, and how long it may take to answer: so long may a
/// connection be cut without anybody noticing.
const PULSE: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(3);
/// Between two attempts to connect.
const PAUSE: Duration = Duration::from_millis(500);
/// Changes that a follower may be behind before it is told that everything may have changed.
const BACKLOG: usize = 256;

/// Something that was committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These rows, by the id that the table's trigger names.
    Rows { table: String, ids: Vec<String> },
    /// Many rows of this table.
    Table(String),
    /// Nobody knows: notices may have been lost.
    Everything,
}

impl Change {
    fn of(payload: &str) -> Self {
        #[derive(Deserialize)]
        struct Notice {
            table: String,
            ids: Option<Vec<String>>,
        }
        match serde_json::from_str(payload) {
            Ok(Notice { table, ids: Some(ids) }) => Self::Rows { table, ids },
            Ok(Notice { table, ids: None }) => Self::Table(table),
            Err(_) => Self::Everything,
        }
    }

    /// Whether the row of `table` with this id may be another one now.
    pub fn concerns(&self, table: &str, id: &str) -> bool {
        match self {
            Self::Rows { table: changed, ids } => changed == table && ids.iter().any(|one| one == id),
            Self::Table(changed) => changed == table,
            Self::Everything => true,
        }
    }
}

struct Inner {
    sender: broadcast::Sender<Change>,
    listening: AtomicBool,
    /// Where the primary's log stood when the last change was told.
    position: Mutex<Position>,
}

/// Where changes are told. Cheap to clone.
#[derive(Clone)]
pub struct Changes(Arc<Inner>);

impl Default for Changes {
    fn default() -> Self {
        let inner = Inner {
            sender: broadcast::Sender::new(BACKLOG),
            listening: AtomicBool::new(false),
            position: Mutex::new(Position::ANY),
        };
        Self(Arc::new(inner))
    }
}

impl Changes {
    /// Follows all changes from now on.
    pub fn subscribe(&self) -> Subscription {
        Subscription(self.0.sender.subscribe())
    }

    /// Whether changes are told at the moment; when not, nothing that was read may be kept or given out again.
    pub fn listening(&self) -> bool {
        self.0.listening.load(Ordering::Acquire)
    }

    /// Whether every change is told here that this request must know of: its own, and those that its sender has seen.
    pub fn known_to_request(&self) -> bool {
        let needed = reading::needed();
        needed == Position::LAST || needed <= self.position()
    }

    /// A replica that has replayed the primary's log up to here knows every change that was told.
    pub fn position(&self) -> Position {
        *self.0.position.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, position: Position, change: Change) {
        *self.0.position.lock().unwrap_or_else(PoisonError::into_inner) = position;
        let _nobody_follows = self.0.sender.send(change);
        self.0.listening.store(true, Ordering::Release);
    }

    /// Listens for ever on a connection of its own, and begins anew when it is lost. `primary_url` must lead to the
    /// primary itself: a pooler that lends a connection for one transaction loses notices.
    pub async fn listen(self, primary_url: String) {
        loop {
            if let Err(error) = self.follow(&primary_url).await {
                tracing::warn!(error, "changes of other processes are not heard at the moment");
            }
            self.0.listening.store(false, Ordering::Release);
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn follow(&self, url: &str) -> Result<(), String> {
        let connecting = timeout(PATIENCE, AsyncPgConnection::establish(url));
        let mut connection = connecting.await.map_err(text)?.map_err(text)?;
        let listen = "SET application_name = 'terang changes'; LISTEN terang_change";
        connection.batch_execute(listen).await.map_err(text)?;
        self.tell(position(&mut connection).await?, Change::Everything);
        loop {
            let next = {
                let mut notices = pin!(connection.notifications_stream());
                timeout(PULSE, notices.next()).await
            };
            match next {
                Err(_silence) => drop(position(&mut connection).await?),
                Ok(Some(Ok(notice))) => {
                    self.tell(position(&mut connection).await?, Change::of(&notice.payload));
                }
                Ok(Some(Err(error))) => return Err(text(error)),
                Ok(None) => return Err("the connection was closed".into()),
            }
        }
    }
}

/// Where the primary's log stands now; what was notified lies before it.
async fn position(connection: &mut AsyncPgConnection) -> Result<Position, String> {
    match timeout(PATIENCE, reading::position(connection)).await.map_err(text)? {
        Position::LAST => Err("the primary does not say where its log stands".into()),
        known => Ok(known),
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// One follower's view of the changes, in the order in which they were told.
#[derive(Debug)]
pub struct Subscription(broadcast::Receiver<Change>);

impl Subscription {
    /// The next change, when it comes.
    pub async fn next(&mut self) -> Change {
        match self.0.recv().await {
            Ok(change) => change,
            Err(RecvError::Lagged(_)) => Change::Everything,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }

    /// The next change, if one was told already.
    pub fn try_next(&mut self) -> Option<Change> {
        match self.0.try_recv() {
            Ok(change) => Some(change),
            Err(TryRecvError::Lagged(_)) => Some(Change::Everything),
            Err(TryRecvError::Empty | TryRecvError::Closed) => None,
        }
    }
}
