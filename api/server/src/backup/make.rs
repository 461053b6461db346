//! The act of making a backup.
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use tokio_postgres::Client;

use super::{
    database, documents, file_error, leaves,
    lock::{Lock, LockArguments},
    manifest::{FORMAT, Manifest, Table},
    part::{Part, Sealing},
    place::{Place, PlaceArguments},
};
use crate::{
    catalog::load::{Bar, Progress},
    kernel::{self, Clock},
    start,
};

pub const KEYS: &str = "keys.json.gz.age";

#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Arguments {
    /// Folder to make; it must not be there yet
    #[arg(long)]
    pub to: PathBuf,
    #[command(flatten)]
    pub lock: LockArguments,
    #[command(flatten)]
    pub place: PlaceArguments,
}

/// Makes the backup, or leaves nothing under its name.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let place = match &arguments.place.data_dir {
        None => Place::of_settings(&arguments.place)?,
        Some(folder) => {
            let folder = fs::canonicalize(folder).map_err(file_error(folder))?;
            let database = folder.join(start::POSTGRES);
            let url = postgres::running_url(&database, start::DATABASE).map_err(|error| error.to_string())?;
            Place::of_folder(&folder, url)?
        }
    };
    if arguments.to.exists() {
        return Err(format!("{} is there already: name a new folder", arguments.to.display()));
    }
    let partial = partial_name(&arguments.to)?;
    fs::create_dir_all(&partial).map_err(file_error(&partial))?;
    private(&partial)?;
    let made = runtime.block_on(make(&place, &partial, &arguments.lock, Progress::of_terminal()));
    let whole = made.and_then(|told| finish(&partial, &arguments.to).map(|()| told));
    match whole {
        Ok(told) => {
            println!("{told}");
            Ok(())
        }
        Err(error) => {
            let _left_to_the_operator = fs::remove_dir_all(&partial);
            Err(format!("no backup was made: {error}"))
        }
    }
}

/// A killed backup leaves this name behind, which nobody takes for a whole one.
fn partial_name(to: &Path) -> Result<PathBuf, String> {
    let name = to.file_name().ok_or("--to must name a folder")?.to_string_lossy();
    let random = data_encoding::HEXLOWER.encode(&kernel::random::<4>());
    Ok(to.with_file_name(format!("{name}.partial-{random}")))
}

fn private(folder: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(file_error(folder))
}

/// The name appears when all is on the disk.
fn finish(partial: &Path, to: &Path) -> Result<(), String> {
    let sync =
        |folder: &Path| fs::File::open(folder).and_then(|open| open.sync_all()).map_err(file_error(folder));
    sync(partial)?;
    fs::rename(partial, to).map_err(file_error(to))?;
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    sync(parent.unwrap_or(Path::new(".")))
}

async fn make(
    place: &Place,
    folder: &Path,
    lock: &LockArguments,
    progress: Progress,
) -> Result<String, String> {
    let clock = Clock::system();
    let (lock, lock_part) = Lock::make(folder, lock)?;
    let client = database::connect(&place.owner_url).await?;
    let named = database::begin_snapshot(&client).await?;
    let made_at = clock.now();
    let tables = copy_tables(&client, folder, &lock, &named, progress).await?;
    let agencies = leaves::agencies(&client).await?;
    let sequences = database::sequences(&client).await?;
    let (migrations, queue_migration) = database::versions(&client).await?;
    let postgres = database::postgres_version(&client).await?;
    let paths = documents::named(&client).await?;
    // The snapshot holds back the database's clean-up, and is no longer needed.
    client.batch_execute("COMMIT").await.map_err(super::database_error)?;
    let documents = documents::copy_out(place.documents.as_ref(), folder, &paths, progress).await?;
    let manifest = Manifest {
        format: FORMAT,
        made_at,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        postgres,
        migrations,
        queue_migration,
        tables,
        sequences,
        agencies,
        documents,
        keys: copy_keys(&place.keys, folder, &lock)?,
        lock: lock_part,
    };
    let hash = manifest.write(folder)?;
    let leaves: u64 = manifest.agencies.iter().map(|agency| agency.leaves).sum();
    Ok(format!(
        "Backup of {}: {} rows in {} tables, {leaves} leaves in {} logs, {} documents, the keys.\nIts manifest has the \
         hash {hash}: note it where nobody changes it together with the backup.",
        manifest.made_at.to_rfc3339(),
        manifest.rows(),
        manifest.tables.len(),
        manifest.agencies.len(),
        manifest.documents.count,
    ))
}

async fn copy_tables(
    client: &Client,
    folder: &Path,
    lock: &Lock,
    named: &[database::Named],
    progress: Progress,
) -> Result<Vec<Table>, String> {
    let mut counts = Vec::new();
    for table in named {
        counts.push(database::count(client, &table.schema, &table.name).await?);
    }
    let total: u64 = counts.iter().sum();
    let mut bar = Bar::new(progress, "database rows", usize::try_from(total).unwrap_or(usize::MAX));
    let mut tables = Vec::new();
    for (table, count) in named.iter().zip(counts) {
        let copied = database::copy_out(client, folder, lock, table, &mut bar).await?;
        if copied.rows != count {
            return Err(format!("{}.{} gave {} of {count} rows", table.schema, table.name, copied.rows));
        }
        tables.push(copied);
    }
    bar.finish();
    Ok(tables)
}

/// Every file of the key folder, by its name below it.
fn copy_keys(keys: &Path, folder: &Path, lock: &Lock) -> Result<Part, String> {
    let mut files = BTreeMap::new();
    collect_keys(keys, "", &mut files)?;
    if files.is_empty() {
        return Err(format!("there are no keys in {}", keys.display()));
    }
    let text = serde_json::to_vec(&files).map_err(|error| error.to_string())?;
    let mut part = Sealing::create(folder, KEYS, lock)?;
    part.write(&text)?;
    part.finish()
}

fn collect_keys(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(file_error(folder))? {
        let entry = entry.map_err(file_error(folder))?;
        let (path, name) = (entry.path(), format!("{prefix}{}", entry.file_name().to_string_lossy()));
        if path.is_dir() {
            collect_keys(&path, &format!("{name}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(file_error(&path))?;
            files.insert(name, data_encoding::BASE64.encode(&bytes));
        }
    }
    Ok(())
}
