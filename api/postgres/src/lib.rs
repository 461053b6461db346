//! An embedded PostgreSQL: finds the programs, makes the cluster, starts it on a unix socket, stops it.
//!
//! ```no_run
//! let cluster = postgres::Cluster::start(&postgres::Options::durable(".terang/postgres"))?;
//! let url = cluster.superuser_url("postgres");
//! cluster.stop()?;
//! # Ok::<(), postgres::Error>(())
//! ```
//!
//! There is no TCP port. The server dies with the process that started it, also after `kill -9`.

mod account;
mod binaries;
mod cluster;
mod error;
mod folder;
mod initialise;
mod process;
mod replica;
mod socket;
mod statements;
mod throwaway;

pub use binaries::Binaries;
pub use cluster::{Cluster, Durability, Options, running_url};
pub use error::Error;
pub use folder::erase;
pub use statements::{Log, Statement, logging};
pub use throwaway::sweep;
