//! Reading one snapshot of the database: its tables, columns, sequences and versions.
use futures::TryStreamExt;
use tokio_postgres::{Client, NoTls};

use super::{
    database_error,
    lock::Lock,
    manifest::{Sequence, Table},
    part::Sealing,
};
use crate::catalog::load::Bar;

/// A table before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub schema: String,
    pub name: String,
    /// Without those that the database computes.
    pub columns: Vec<String>,
}

/// Every schema that is not PostgreSQL's own. The two tables of migrations are written by the migrations themselves.
const TABLES: &str = "SELECT space.nspname::text AS schema, class.relname::text AS name,
    array_agg(attribute.attname::text ORDER BY attribute.attnum) AS columns
  FROM pg_class class
  JOIN pg_namespace space ON space.oid = class.relnamespace
  JOIN pg_attribute attribute ON attribute.attrelid = class.oid AND attribute.attnum > 0
    AND NOT attribute.attisdropped AND attribute.attgenerated = ''
  WHERE class.relkind = 'r' AND space.nspname NOT LIKE 'pg\\_%' AND space.nspname <> 'information_schema'
    AND (space.nspname, class.relname) NOT IN
      (('public', '__diesel_schema_migrations'), ('graphile_worker', 'migrations'))
  GROUP BY 1, 2 ORDER BY 1, 2";

const SEQUENCES: &str = "SELECT schemaname::text AS schema, sequencename::text AS name FROM pg_sequences
  WHERE schemaname NOT LIKE 'pg\\_%' ORDER BY 1, 2";

/// The text form must not depend on how a server is set up.
const SESSION: &str = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  SET lock_timeout = '30s'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC';
  SET bytea_output = 'hex'; SET extra_float_digits = 1; SET row_security = off";

pub async fn connect(owner_url: &str) -> Result<Client, String> {
    let (client, connection) = tokio_postgres::connect(owner_url, NoTls).await.map_err(database_error)?;
    tokio::spawn(connection);
    client.batch_execute(SESSION).await.map_err(database_error)?;
    Ok(client)
}

/// A name as it stands in a statement.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub fn full_name(schema: &str, name: &str) -> String {
    format!("{}.{}", quoted(schema), quoted(name))
}

pub fn column_list(columns: &[String]) -> String {
    columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

pub async fn tables(client: &Client) -> Result<Vec<Named>, String> {
    let rows = client.query(TABLES, &[]).await.map_err(database_error)?;
    Ok(rows.iter().map(|row| Named { schema: row.get(0), name: row.get(1), columns: row.get(2) }).collect())
}

/// Everything from here on is as it was at one moment, and no table is altered or dropped before the end.
pub async fn begin_snapshot(client: &Client) -> Result<Vec<Named>, String> {
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    client.batch_execute(begin).await.map_err(database_error)?;
    let tables = tables(client).await?;
    let names: Vec<_> = tables.iter().map(|table| full_name(&table.schema, &table.name)).collect();
    if names.is_empty() {
        return Err("this database is empty: there is nothing to back up".into());
    }
    let lock = format!("LOCK TABLE {} IN ACCESS SHARE MODE", names.join(", "));
    client.batch_execute(&lock).await.map_err(database_error)?;
    Ok(tables)
}

pub async fn count(client: &Client, schema: &str, name: &str) -> Result<u64, String> {
    let query = format!("SELECT count(*) FROM {}", full_name(schema, name));
    let row = client.query_one(&query, &[]).await.map_err(database_error)?;
    Ok(u64::try_from(row.get::<_, i64>(0)).unwrap_or(0))
}

/// Copies one table into its part. Each line of the text form is a row.
pub async fn copy_out(
    client: &Client,
    folder: &std::path::Path,
    lock: &Lock,
    table: &Named,
    bar: &mut Bar,
) -> Result<Table, String> {
    let file = format!("database/{}.{}.copy.gz.age", table.schema, table.name);
    let mut part = Sealing::create(folder, &file, lock)?;
    let mut rows: usize = 0;
    let name = full_name(&table.schema, &table.name);
    let statement = format!("COPY {name} ({}) TO STDOUT", column_list(&table.columns));
    let mut stream = Box::pin(client.copy_out(&statement).await.map_err(database_error)?);
    while let Some(bytes) = stream.try_next().await.map_err(database_error)? {
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        rows = rows.saturating_add(lines);
        bar.add(lines);
        part.write(&bytes)?;
    }
    Ok(Table {
        schema: table.schema.clone(),
        name: table.name.clone(),
        columns: table.columns.clone(),
        rows: u64::try_from(rows).unwrap_or(u64::MAX),
        part: part.finish()?,
    })
}

/// Sequences are beside the snapshot: read last, they are never behind the rows.
pub async fn sequences(client: &Client) -> Result<Vec<Sequence>, String> {
    let mut found = Vec::new();
    for row in client.query(SEQUENCES, &[]).await.map_err(database_error)? {
        let (schema, name): (String, String) = (row.get(0), row.get(1));
        let query = format!("SELECT last_value, is_called FROM {}", full_name(&schema, &name));
        let row = client.query_one(&query, &[]).await.map_err(database_error)?;
        found.push(Sequence { schema, name, last_value: row.get(0), is_called: row.get(1) });
    }
    Ok(found)
}

/// Migrations of the schema that have run, and the last one of the job queue.
pub async fn versions(client: &Client) -> Result<(Vec<String>, i32), String> {
    let schema = "SELECT version FROM __diesel_schema_migrations ORDER BY version";
    let schema = client.query(schema, &[]).await.map_err(database_error)?;
    let queue = "SELECT coalesce(max(id), 0)::int FROM graphile_worker.migrations";
    let queue = client.query_one(queue, &[]).await.map_err(database_error)?;
    Ok((schema.iter().map(|row| row.get(0)).collect(), queue.get(0)))
}

pub async fn postgres_version(client: &Client) -> Result<String, String> {
    let row = client.query_one("SHOW server_version", &[]).await.map_err(database_error)?;
    Ok(row.get(0))
}
