//! Originals of imported sheets: encrypted before they leave this process.
use object_store::{ObjectStoreExt, PutPayload, path::Path};
use uuid::Uuid;

use crate::kernel::{Problem, State, problem::INTERNAL};

/// Where an original lies.
pub fn place(agency: &str, id: Uuid) -> String {
    format!("{agency}/imports/{id}.age")
}

/// Encrypts and keeps the bytes; answers where.
pub async fn keep(state: &State, agency: &str, id: Uuid, bytes: &[u8]) -> Result<String, Problem> {
    let sealed = age::encrypt(&state.keys().documents.to_public(), bytes).map_err(inside)?;
    let place = place(agency, id);
    state.documents().put(&Path::from(place.as_str()), PutPayload::from(sealed)).await.map_err(inside)?;
    Ok(place)
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
}
