//! An SMTP server on loopback that catches mail instead of delivering it, and pages that show it.
//!
//! For tests and for the development server; it never passes anything on.

mod message;
mod pages;
mod serve;
mod smtp;
mod store;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

pub use message::Message;
pub use pages::{render_list, render_message};
pub use serve::Pages;
use smtp::Server;
use store::Store;

/// Where "now" comes from.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How to catch mail.
pub struct Options {
    /// On loopback; port 0 takes a free one.
    pub address: SocketAddr,
    pub clock: Clock,
    /// How many messages are kept; the oldest go first.
    pub keep: usize,
    /// Where messages are kept as `.eml` files between starts; in memory only when absent.
    pub folder: Option<PathBuf>,
}

impl Options {
    /// On a free port, in memory.
    pub fn new(clock: Clock) -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), clock, keep: 1000, folder: None }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the mail catcher listens on loopback only, not on {0}: choose 127.0.0.1.")]
    NotLoopback(SocketAddr),
    #[error("the mail catcher cannot use {address} ({source}): choose another port.")]
    Address { address: SocketAddr, source: std::io::Error },
    #[error("the mail catcher cannot use {} ({source}): check that you may write there.", path.display())]
    Folder { path: PathBuf, source: std::io::Error },
    #[error("no such message came within {0:?}.")]
    NotCaught(Duration),
}

/// A running mail catcher. It stops when this is dropped.
pub struct Mailbox {
    store: Arc<Store>,
    server: Server,
}

impl Mailbox {
    /// Listens on a thread of its own, so that it needs no runtime of the caller's.
    pub fn start(options: Options) -> Result<Self, Error> {
        loopback_only(options.address)?;
        let store = Arc::new(Store::open(options.clock, options.keep, options.folder)?);
        let server = Server::start(options.address, Arc::clone(&store))
            .map_err(|source| Error::Address { address: options.address, source })?;
        Ok(Self { store, server })
    }

    pub fn port(&self) -> u16 {
        self.server.port()
    }

    /// All that is kept, oldest first.
    pub fn messages(&self) -> Vec<Message> {
        self.store.messages()
    }

    /// The newest message to `to` whose subject contains `subject`; waits for one at most `limit`.
    pub async fn wait_for(&self, to: &str, subject: &str, limit: Duration) -> Result<Message, Error> {
        let mut changes = self.store.changes();
        let wanted = |message: &Message| {
            message.subject.contains(subject) && message.to.iter().any(|each| each.eq_ignore_ascii_case(to))
        };
        let search = async {
            loop {
                changes.mark_unchanged();
                if let Some(found) = self.store.messages().into_iter().rev().find(wanted) {
                    return Some(found);
                }
                changes.changed().await.ok()?;
            }
        };
        tokio::time::timeout(limit, search).await.ok().flatten().ok_or(Error::NotCaught(limit))
    }

    /// Answers the next `count` deliveries with "451 try again later" and keeps none of them.
    pub fn refuse_next(&self, count: usize) {
        self.store.faults.refuse(count);
    }

    /// Keeps the next `count` deliveries but breaks off with 421 instead of saying so, as when the answer
    /// is lost on its way: the sender has to send again.
    pub fn lose_answer_next(&self, count: usize) {
        self.store.faults.lose_answer(count);
    }

    /// Shows the caught mail on its own loopback address.
    pub fn serve_pages(&self, address: SocketAddr) -> Result<Pages, Error> {
        loopback_only(address)?;
        Pages::start(address, Arc::clone(&self.store)).map_err(|source| Error::Address { address, source })
    }
}

fn loopback_only(address: SocketAddr) -> Result<(), Error> {
    if address.ip().is_loopback() { Ok(()) } else { Err(Error::NotLoopback(address)) }
}
