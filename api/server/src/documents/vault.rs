//! Files at rest: encrypted with age before they leave this process, whatever the store.
use object_store::{ObjectStoreExt, path::Path};

use crate::kernel::{Problem, State, problem::INTERNAL};

/// Encrypts `bytes` and keeps them at `path`; answers the id of the key.
pub async fn keep(state: &State, path: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    let recipient = state.keys().documents.to_public();
    let sealed = actix_web::web::block(move || age::encrypt(&recipient, &bytes))
        .await
        .map_err(inside)?
        .map_err(inside)?;
    state.documents().put(&Path::from(path), sealed.into()).await.map_err(inside)?;
    Ok(state.keys().documents_id.clone())
}

/// Opens what `keep` has kept.
pub async fn open(state: &State, path: &str) -> Result<Vec<u8>, Problem> {
    let found = state.documents().get(&Path::from(path)).await.map_err(inside)?;
    let sealed = found.bytes().await.map_err(inside)?;
    let identity = state.keys().documents.clone();
    actix_web::web::block(move || age::decrypt(&identity, &sealed)).await.map_err(inside)?.map_err(inside)
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("document store: {error}"))
}
