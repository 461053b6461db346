//! Filling a migrated, empty database from a backup, in one transaction.
//!
//! The owner may do this without being superuser: foreign keys are taken off and put back, which checks every row.
use std::{collections::BTreeSet, io::Read, path::Path, pin::pin};

use actix_web::web::Bytes;
use futures::SinkExt;
use tokio_postgres::Client;

use super::{
    database::{self, column_list, full_name},
    database_error,
    lock::Lock,
    manifest::{Manifest, Sequence, Table},
    part,
};
use crate::catalog::load::{Bar, Progress};

const CHUNK: usize = 1 << 16;

/// What is set aside while rows come in, and how it is put back.
struct SetAside {
    before: Vec<String>,
    after: Vec<String>,
}

const FOREIGN_KEYS: &str = "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
  FROM pg_constraint WHERE contype = 'f' AND conparentid = 0
    AND connamespace::regnamespace::text NOT LIKE 'pg\\_%' ORDER BY 1, 2";

const TRIGGERS: &str = "SELECT tgrelid::regclass::text, quote_ident(tgname),
    CASE tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END
  FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' ORDER BY 1, 2";

const MATERIALIZED: &str = "SELECT format('%I.%I', schemaname, matviewname) FROM pg_matviews ORDER BY 1";

async fn set_aside(client: &Client) -> Result<SetAside, String> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for row in client.query(FOREIGN_KEYS, &[]).await.map_err(database_error)? {
        let (table, name, definition): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        before.push(format!("ALTER TABLE {table} DROP CONSTRAINT {name}"));
        after.push(format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"));
    }
    for row in client.query(TRIGGERS, &[]).await.map_err(database_error)? {
        let (table, name, enable): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        before.push(format!("ALTER TABLE {table} DISABLE TRIGGER {name}"));
        after.push(format!("ALTER TABLE {table} {enable} TRIGGER {name}"));
    }
    Ok(SetAside { before, after })
}

/// Copies everything in and holds the counts against the manifest; on an error nothing of it stays.
pub async fn fill(
    client: &Client,
    folder: &Path,
    manifest: &Manifest,
    lock: &Lock,
    progress: Progress,
) -> Result<(), String> {
    same_tables(client, manifest).await?;
    let aside = set_aside(client).await?;
    run(client, "BEGIN").await?;
    for statement in &aside.before {
        run(client, statement).await?;
    }
    // Some migrations put rows into their tables; the backup has them too.
    let names: Vec<_> = manifest.tables.iter().map(|table| full_name(&table.schema, &table.name)).collect();
    run(client, &format!("TRUNCATE {}", names.join(", "))).await?;
    let total = usize::try_from(manifest.rows()).unwrap_or(usize::MAX);
    let mut bar = Bar::new(progress, "database rows", total);
    for table in &manifest.tables {
        let copied = copy_in(client, folder, table, lock, &mut bar).await?;
        let counted = database::count(client, &table.schema, &table.name).await?;
        if copied != table.rows || counted != table.rows {
            let name = &table.name;
            return Err(format!("{name} has {counted} rows after the restore, and had {}", table.rows));
        }
    }
    bar.finish();
    for sequence in &manifest.sequences {
        set_sequence(client, sequence).await?;
    }
    for statement in &aside.after {
        run(client, statement).await?;
    }
    for row in client.query(MATERIALIZED, &[]).await.map_err(database_error)? {
        run(client, &format!("REFRESH MATERIALIZED VIEW {}", row.get::<_, String>(0))).await?;
    }
    run(client, "COMMIT").await
}

async fn run(client: &Client, statement: &str) -> Result<(), String> {
    client.batch_execute(statement).await.map_err(database_error)
}

/// The migrations must have made exactly what the backup holds.
async fn same_tables(client: &Client, manifest: &Manifest) -> Result<(), String> {
    let found: BTreeSet<_> = database::tables(client)
        .await?
        .into_iter()
        .map(|table| (table.schema, table.name, table.columns.into_iter().collect::<BTreeSet<_>>()))
        .collect();
    let wanted: BTreeSet<_> = manifest
        .tables
        .iter()
        .map(|table| {
            (table.schema.clone(), table.name.clone(), table.columns.iter().cloned().collect::<BTreeSet<_>>())
        })
        .collect();
    match found.symmetric_difference(&wanted).next() {
        None => Ok(()),
        Some((schema, name, _)) => {
            Err(format!("the table {schema}.{name} is not the same in the backup and in its schema version"))
        }
    }
}

async fn copy_in(
    client: &Client,
    folder: &Path,
    table: &Table,
    lock: &Lock,
    bar: &mut Bar,
) -> Result<u64, String> {
    let mut reader = part::open(folder, &table.part, lock)?;
    let name = full_name(&table.schema, &table.name);
    let statement = format!("COPY {name} ({}) FROM STDIN", column_list(&table.columns));
    let mut sink = pin!(client.copy_in::<_, Bytes>(&statement).await.map_err(database_error)?);
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = reader.read(&mut chunk).map_err(|error| format!("{}: {error}", table.part.file))?;
        let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        bar.add(bytes.iter().filter(|byte| **byte == b'\n').count());
        sink.send(Bytes::copy_from_slice(bytes)).await.map_err(database_error)?;
    }
    sink.finish().await.map_err(database_error)
}

async fn set_sequence(client: &Client, sequence: &Sequence) -> Result<(), String> {
    let name = full_name(&sequence.schema, &sequence.name);
    let query = "SELECT setval($1::text::regclass, $2, $3)";
    client
        .query_one(query, &[&name, &sequence.last_value, &sequence.is_called])
        .await
        .map(drop)
        .map_err(database_error)
}
