//! The documents that a snapshot names: copied as they lie there, encrypted, each with its hash.
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
};

use futures::{StreamExt, TryStreamExt, stream};
use object_store::{ObjectStore, ObjectStoreExt, path::Path as StorePath};
use sha2::{Digest, Sha256};
use tokio_postgres::Client;

use super::{
    database::{full_name, quoted},
    database_error, file_error,
    manifest::Documents,
    part::{Part, hash_of, inside, write_whole},
};
use crate::catalog::load::{Bar, Progress};

const FOLDER: &str = "documents";
const LIST: &str = "documents.sha256";
/// Copied at the same time; a distant store answers slowly.
const AT_ONCE: usize = 8;
/// Documents that are opened after a restore.
const OPENED: i64 = 20;

/// Whoever notes where a file lies calls the column so.
const COLUMNS: &str = "SELECT space.nspname::text, class.relname::text, attribute.attname::text
  FROM pg_attribute attribute
  JOIN pg_class class ON class.oid = attribute.attrelid AND class.relkind = 'r'
  JOIN pg_namespace space ON space.oid = class.relnamespace
  WHERE attribute.attname = 'storage_path' AND space.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2";

/// Paths of all documents that the snapshot knows, each once.
pub async fn named(client: &Client) -> Result<Vec<String>, String> {
    let mut paths = Vec::new();
    for row in client.query(COLUMNS, &[]).await.map_err(database_error)? {
        let (schema, table, column): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        let column = quoted(&column);
        let query = format!("SELECT {column} FROM {} WHERE {column} IS NOT NULL", full_name(&schema, &table));
        let rows = client.query(&query, &[]).await.map_err(database_error)?;
        paths.extend(rows.iter().map(|row| row.get::<_, String>(0)));
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// One line of the list.
struct Listed {
    file: String,
    sha256: String,
    bytes: u64,
}

pub async fn copy_out(
    store: &dyn ObjectStore,
    folder: &Path,
    paths: &[String],
    progress: Progress,
) -> Result<Documents, String> {
    let mut bar = Bar::new(progress, "documents", paths.len());
    let mut copied = stream::iter(paths).map(|path| copy_one(store, folder, path)).buffer_unordered(AT_ONCE);
    let mut listed = Vec::new();
    while let Some(one) = copied.try_next().await? {
        bar.add(1);
        listed.push(one);
    }
    bar.finish();
    listed.sort_by(|a, b| a.file.cmp(&b.file));
    let text: String = listed.iter().map(|one| format!("{}  {}\n", one.sha256, one.file)).collect();
    Ok(Documents {
        count: u64::try_from(listed.len()).unwrap_or(u64::MAX),
        bytes: listed.iter().map(|one| one.bytes).sum(),
        list: write_whole(folder, LIST, text.as_bytes())?,
    })
}

async fn copy_one(store: &dyn ObjectStore, folder: &Path, path: &str) -> Result<Listed, String> {
    let missing =
        |error| format!("the database names the document {path}, but the store does not give it: {error}");
    let found = store.get(&StorePath::from(path)).await.map_err(missing)?;
    let bytes = found.bytes().await.map_err(missing)?;
    let Part { file, bytes, sha256 } = write_whole(folder, &format!("{FOLDER}/{path}"), &bytes)?;
    Ok(Listed { file, sha256, bytes })
}

/// Compares every document with its line, and calls `each` with its path in the store and its bytes.
async fn each_listed(
    folder: &Path,
    documents: &Documents,
    mut bar: Bar,
    mut each: impl AsyncFnMut(&str, Vec<u8>) -> Result<(), String>,
) -> Result<(), String> {
    let place = documents.list.place(folder)?;
    let list = BufReader::new(fs::File::open(&place).map_err(file_error(&place))?);
    let mut count: u64 = 0;
    for line in list.lines() {
        let line = line.map_err(file_error(&place))?;
        let (hash, file) = line.split_once("  ").ok_or_else(|| format!("{LIST} has a wrong line"))?;
        let document = inside(folder, file)?;
        let bytes = fs::read(&document).map_err(file_error(&document))?;
        if hash_of(&bytes) != hash {
            return Err(format!("{file} is not as it was written: its hash differs from {LIST}"));
        }
        let path = file.strip_prefix(FOLDER).and_then(|path| path.strip_prefix('/'));
        each(path.ok_or_else(|| format!("{LIST} names something else than a document"))?, bytes).await?;
        count = count.saturating_add(1);
        bar.add(1);
    }
    bar.finish();
    if count == documents.count {
        Ok(())
    } else {
        Err(format!("{LIST} does not list {} documents", documents.count))
    }
}

fn bar(documents: &Documents, progress: Progress, name: &'static str) -> Bar {
    Bar::new(progress, name, usize::try_from(documents.count).unwrap_or(usize::MAX))
}

pub async fn check(folder: &Path, documents: &Documents, progress: Progress) -> Result<(), String> {
    each_listed(folder, documents, bar(documents, progress, "checking documents"), async |_, _| Ok(())).await
}

pub async fn copy_in(
    store: &dyn ObjectStore,
    folder: &Path,
    documents: &Documents,
    progress: Progress,
) -> Result<(), String> {
    let bar = bar(documents, progress, "documents");
    each_listed(folder, documents, bar, async |path, bytes| {
        let put = store.put(&StorePath::from(path), bytes.into()).await;
        put.map(drop).map_err(|error| format!("the document {path} could not be stored: {error}"))
    })
    .await
}

pub async fn is_empty(store: &dyn ObjectStore) -> Result<bool, String> {
    let first = store.list(None).try_next().await.map_err(|error| error.to_string())?;
    Ok(first.is_none())
}

/// Opens the latest documents with the restored key and compares them with what was uploaded; answers how many.
pub async fn open_some(
    client: &Client,
    store: &dyn ObjectStore,
    key: &age::x25519::Identity,
) -> Result<usize, String> {
    let query = "SELECT storage_path, sha256 FROM document ORDER BY id DESC LIMIT $1";
    let rows = client.query(query, &[&OPENED]).await.map_err(database_error)?;
    for row in &rows {
        let (path, hash): (String, Vec<u8>) = (row.get(0), row.get(1));
        let wrong = |error: String| format!("the document {path} does not open: {error}");
        let found =
            store.get(&StorePath::from(path.as_str())).await.map_err(|error| wrong(error.to_string()))?;
        let sealed = found.bytes().await.map_err(|error| wrong(error.to_string()))?;
        let plain = age::decrypt(key, &sealed).map_err(|error| wrong(error.to_string()))?;
        if Sha256::digest(&plain).as_slice() != hash {
            return Err(wrong("it is another one than was uploaded".into()));
        }
    }
    Ok(rows.len())
}
