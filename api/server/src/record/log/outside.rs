//! The last checkpoint once more, outside the database: in the store of documents, which an old backup of the database
//! does not take back. Each size has an object of its own that is made once, so that nobody late writes over it.
use futures::TryStreamExt;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, path::Path};

use crate::kernel::{Problem, problem::INTERNAL};

/// A checkpoint as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub size: u64,
    pub note: Vec<u8>,
}

fn folder(agency: &str) -> Path {
    Path::from(format!("record/{agency}"))
}

/// With its digits filled up, so that the largest comes last in any listing.
fn place(agency: &str, size: u64) -> Path {
    folder(agency).join(format!("checkpoint-{size:020}"))
}

fn size(path: &Path) -> Option<u64> {
    path.filename()?.strip_prefix("checkpoint-")?.parse().ok()
}

fn away(error: Error) -> Problem {
    Problem::new(&INTERNAL).inside(format!("the checkpoint outside the database: {error}"))
}

async fn sizes(store: &dyn ObjectStore, agency: &str) -> Result<Vec<u64>, Problem> {
    let listed: Vec<_> = store.list(Some(&folder(agency))).try_collect().await.map_err(away)?;
    Ok(listed.iter().filter_map(|object| size(&object.location)).collect())
}

/// The largest that is kept.
pub async fn newest(store: &dyn ObjectStore, agency: &str) -> Result<Option<Kept>, Problem> {
    let Some(size) = sizes(store, agency).await?.into_iter().max() else { return Ok(None) };
    let found = store.get(&place(agency, size)).await.map_err(away)?;
    let note = found.bytes().await.map_err(away)?.to_vec();
    Ok(Some(Kept { size, note }))
}

/// Keeps a checkpoint; says no when another one of this size is kept.
pub async fn keep(store: &dyn ObjectStore, agency: &str, kept: &Kept) -> Result<bool, Problem> {
    let path = place(agency, kept.size);
    match store.put_opts(&path, kept.note.clone().into(), PutMode::Create.into()).await {
        Ok(_) => Ok(true),
        Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => {
            let there = store.get(&path).await.map_err(away)?.bytes().await.map_err(away)?;
            Ok(there == kept.note)
        }
        Err(error) => Err(away(error)),
    }
}

/// Takes away those before `size`; what stays for once does no harm.
pub async fn tidy(store: &dyn ObjectStore, agency: &str, before: u64) {
    let Ok(sizes) = sizes(store, agency).await else { return };
    for size in sizes.into_iter().filter(|size| *size < before) {
        let _next_time = store.delete(&place(agency, size)).await;
    }
}
