//! The act of restoring a backup: everything is checked before anything begins, and verified when it is done.
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use postgres::{Cluster, Options};
use tokio_postgres::Client;

use super::{
    database, database_error, documents, file_error, fill, leaves,
    lock::{Lock, OpenArguments},
    manifest::Manifest,
    part,
    place::{Place, PlaceArguments},
};
use crate::{
    catalog::load::Progress,
    database as schema,
    kernel::key::{Keys, write_private},
    start,
};

#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Arguments {
    /// Folder that `terang backup` made
    #[arg(long)]
    pub from: PathBuf,
    #[command(flatten)]
    pub open: OpenArguments,
    #[command(flatten)]
    pub place: PlaceArguments,
}

/// Relations of ours in any schema.
const RELATIONS: &str =
    "SELECT count(*) FROM pg_class class JOIN pg_namespace space ON space.oid = class.relnamespace
  WHERE class.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND space.nspname NOT LIKE 'pg\\_%'
    AND space.nspname <> 'information_schema'";

/// Restores into an empty place, or says why not.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let progress = Progress::of_terminal();
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let from = &arguments.from;
    let manifest = Manifest::read(from)?;
    known_version(&manifest)?;
    let lock = Lock::unlock(from, &manifest.lock, &arguments.open)?;
    let told = match &arguments.place.data_dir {
        None => {
            let place = Place::of_settings(&arguments.place)?;
            runtime.block_on(async {
                empty(&place).await?;
                check(from, &manifest, progress).await?;
                let half =
                    "\nThe target is half filled: empty database, documents and keys, and begin again.";
                fill_place(&place, from, &manifest, &lock, progress).await.map_err(|error| error + half)
            })?
        }
        Some(folder) => {
            runtime.block_on(check(from, &manifest, progress))?;
            into_folder(folder, &runtime, |place| {
                runtime.block_on(fill_place(place, from, &manifest, &lock, progress))
            })?
        }
    };
    println!("{told}");
    Ok(())
}

/// A new data folder with a cluster of its own; when it fails, it is removed again.
fn into_folder(
    folder: &Path,
    runtime: &tokio::runtime::Runtime,
    fill: impl FnOnce(&Place) -> Result<String, String>,
) -> Result<String, String> {
    let something = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if something {
        return Err(format!("{} is not empty: restore into a new folder", folder.display()));
    }
    fs::create_dir_all(folder).map_err(file_error(folder))?;
    let folder = fs::canonicalize(folder).map_err(file_error(folder))?;
    let text = |error: postgres::Error| error.to_string();
    let mark = folder.join(start::RESTORING);
    fs::write(&mark, "").map_err(file_error(&mark))?;
    let done =
        Cluster::start(&Options::durable(folder.join(start::POSTGRES))).map_err(text).and_then(|cluster| {
            runtime.block_on(schema::create(&cluster.superuser_url("postgres"), start::DATABASE))?;
            let place = Place::of_folder(&folder, cluster.superuser_url(start::DATABASE))?;
            let told = fill(&place)?;
            cluster.stop().map_err(text)?;
            Ok(told)
        });
    if done.is_err() {
        let _left_to_the_operator = postgres::erase(&folder.join(start::POSTGRES));
        let _left_to_the_operator = fs::remove_dir_all(&folder);
    }
    done
}

/// A schema that this program does not know is refused before anything is touched.
fn known_version(manifest: &Manifest) -> Result<(), String> {
    let known = schema::versions()?;
    match manifest.migrations.iter().find(|version| !known.contains(version)) {
        None => Ok(()),
        Some(version) => Err(format!(
            "the backup has the schema version {version}, which this program ({}) does not know; program {} made it: \
             restore with that one or a newer one",
            env!("CARGO_PKG_VERSION"),
            manifest.program
        )),
    }
}

async fn empty(place: &Place) -> Result<(), String> {
    let keys = fs::read_dir(&place.keys).is_ok_and(|mut entries| entries.next().is_some());
    if keys {
        return Err(format!("there are keys in {} already: name an empty folder", place.keys.display()));
    }
    if !documents::is_empty(place.documents.as_ref()).await? {
        return Err("there are documents in the target already: name an empty store".into());
    }
    let client = database::connect(&place.owner_url).await?;
    let row = client.query_one(RELATIONS, &[]).await.map_err(database_error)?;
    match row.get::<_, i64>(0) {
        0 => Ok(()),
        _ => Err("the database is not empty: make a new one and restore into it".into()),
    }
}

/// Every part is as it was written.
async fn check(from: &Path, manifest: &Manifest, progress: Progress) -> Result<(), String> {
    let parts = manifest.tables.iter().map(|table| &table.part);
    for part in parts.chain([&manifest.keys, &manifest.lock, &manifest.documents.list]) {
        part.check(from)?;
    }
    documents::check(from, &manifest.documents, progress).await
}

async fn fill_place(
    place: &Place,
    from: &Path,
    manifest: &Manifest,
    lock: &Lock,
    progress: Progress,
) -> Result<String, String> {
    documents::copy_in(place.documents.as_ref(), from, &manifest.documents, progress).await?;
    restore_keys(&place.keys, from, manifest, lock)?;
    schema::migrate_to(&place.owner_url, &manifest.migrations).await?;
    let client = database::connect(&place.owner_url).await?;
    let (_, queue) = database::versions(&client).await?;
    if queue != manifest.queue_migration {
        return Err(format!(
            "the backup's job queue has version {}, this program's {queue}: restore with program {}, then upgrade",
            manifest.queue_migration, manifest.program
        ));
    }
    fill::fill(&client, from, manifest, lock, progress).await?;
    let newer = schema::versions()?.len().saturating_sub(manifest.migrations.len());
    schema::migrate(&place.owner_url).await?;
    client.batch_execute("ANALYZE").await.map_err(database_error)?;
    let opened = verify(&client, place, manifest).await?;
    let leaves: u64 = manifest.agencies.iter().map(|agency| agency.leaves).sum();
    Ok(format!(
        "Restored the backup of {}: {} rows in {} tables, {} documents, the keys; {newer} newer migrations.\nVerified: \
         every count; {leaves} leaves in {} logs, and the root of each; {opened} of the latest documents open.",
        manifest.made_at.to_rfc3339(),
        manifest.rows(),
        manifest.tables.len(),
        manifest.documents.count,
        manifest.agencies.len(),
    ))
}

fn restore_keys(keys: &Path, from: &Path, manifest: &Manifest, lock: &Lock) -> Result<(), String> {
    let text = part::read_all(from, &manifest.keys, lock)?;
    let files: BTreeMap<String, String> =
        serde_json::from_slice(&text).map_err(|error| format!("the keys cannot be read: {error}"))?;
    fs::create_dir_all(keys).map_err(file_error(keys))?;
    for (name, text) in files {
        let bytes = data_encoding::BASE64.decode(text.as_bytes()).map_err(|error| error.to_string())?;
        let place = part::inside(keys, &name)?;
        let parent = place.parent().unwrap_or(keys);
        fs::create_dir_all(parent).map_err(file_error(parent))?;
        write_private(&place, &bytes).map_err(file_error(&place))?;
    }
    Ok(())
}

/// The logs are computed again from the restored rows; some documents are opened with the restored key.
async fn verify(client: &Client, place: &Place, manifest: &Manifest) -> Result<usize, String> {
    let found = leaves::agencies(client).await?;
    if found != manifest.agencies {
        return Err("the logs are not the same as in the backup: their leaves or roots differ".into());
    }
    let keys = Keys::open(&place.keys).map_err(file_error(&place.keys))?;
    documents::open_some(client, place.documents.as_ref(), &keys.documents).await
}
