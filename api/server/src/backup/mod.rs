//! `terang backup` and `terang restore`: database, documents and keys in one folder, made while the server runs.
//!
//! The database is one snapshot: every table, in one read-only transaction. The documents that it names are copied
//! after it; a document never changes, so they are those of the snapshot. Tables and keys are encrypted to whom the
//! operator names; documents are encrypted already. `manifest.json` holds counts and the hash of every part.
mod database;
mod documents;
mod fill;
mod leaves;
mod lock;
mod make;
mod manifest;
mod part;
mod place;
mod restore;

pub use lock::make_identity;
pub use make::{Arguments as BackupArguments, run as backup};
pub use restore::{Arguments as RestoreArguments, run as restore};

/// Sentences for the operator; a database's error is shown without its detail, which may hold a row's values.
fn database_error(error: tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(told) => format!("the database says: {}", told.message()),
        None => format!("the database cannot be reached: {error}"),
    }
}

fn file_error(path: &std::path::Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}
