//! Generated files: `schema.rs` from the migrated database and the OpenAPI document from the routes.
use std::fmt::Write as _;

use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

#[derive(diesel::QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    type_name: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Bool)]
    key: bool,
}

#[derive(diesel::QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Text)]
    parent: String,
    #[diesel(sql_type = Text)]
    column: String,
}

const COLUMNS: &str = "SELECT c.relname::text AS table_name, a.attname::text AS column_name,
    t.typname::text AS type_name, NOT a.attnotnull AS nullable,
    coalesce(a.attnum = ANY (i.indkey), false) AS key
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE c.relkind = 'r' AND c.relname <> '__diesel_schema_migrations'
  ORDER BY c.relname, a.attnum";

/// Only single-column references to a single-column key can be joined by diesel without saying how.
const REFERENCES: &str = "SELECT c.relname::text AS child, p.relname::text AS parent, a.attname::text AS column
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
  WHERE k.contype = 'f' AND array_length(k.conkey, 1) = 1 AND c.oid <> p.oid
    AND 1 = (SELECT count(*) FROM pg_constraint o WHERE o.contype = 'f' AND o.conrelid = c.oid AND o.confrelid = p.oid)
  ORDER BY c.relname, p.relname";

/// Diesel's description of the database at `url`.
pub async fn schema(url: &str) -> Result<String, String> {
    let mut connection = AsyncPgConnection::establish(url).await.map_err(|error| error.to_string())?;
    let columns: Vec<Column> =
        diesel::sql_query(COLUMNS).load(&mut connection).await.map_err(|error| error.to_string())?;
    let references: Vec<Reference> =
        diesel::sql_query(REFERENCES).load(&mut connection).await.map_err(|error| error.to_string())?;
    write_schema(&columns, &references).map_err(|error| error.to_string())
}

fn write_schema(columns: &[Column], references: &[Reference]) -> Result<String, std::fmt::Error> {
    let mut text = String::from("//! Generated from the migrations by `cargo xtask gen`; do not edit.\n");
    let mut tables = Vec::new();
    for rows in columns.chunk_by(|a, b| a.table_name == b.table_name) {
        let Some(first) = rows.first() else { continue };
        tables.push(first.table_name.clone());
        let keys: Vec<_> = rows.iter().filter(|row| row.key).map(|row| row.column_name.as_str()).collect();
        writeln!(text, "\ndiesel::table! {{\n    {} ({}) {{", first.table_name, keys.join(", "))?;
        for row in rows {
            let plain = diesel_type(&row.type_name);
            let whole = if row.nullable { format!("Nullable<{plain}>") } else { plain };
            writeln!(text, "        {} -> {whole},", row.column_name)?;
        }
        writeln!(text, "    }}\n}}")?;
    }
    writeln!(text)?;
    for Reference { child, parent, column } in references {
        writeln!(text, "diesel::joinable!({child} -> {parent} ({column}));")?;
    }
    writeln!(text, "\ndiesel::allow_tables_to_appear_in_same_query!({});", tables.join(", "))?;
    Ok(text)
}

fn diesel_type(name: &str) -> String {
    if let Some(element) = name.strip_prefix('_') {
        return format!("Array<{}>", diesel_type(element));
    }
    match name {
        "int2" => "Int2",
        "int4" => "Int4",
        "int8" => "Int8",
        "bool" => "Bool",
        "bytea" => "Bytea",
        "date" => "Date",
        "time" => "Time",
        "timestamptz" => "Timestamptz",
        "uuid" => "Uuid",
        "jsonb" => "Jsonb",
        "numeric" => "Numeric",
        _ => "Text",
    }
    .to_owned()
}

/// The OpenAPI document as it is checked in. Keys are sorted: the library keeps extensions in no fixed order.
pub fn openapi() -> Result<String, String> {
    let collisions = crate::api::collisions();
    if !collisions.is_empty() {
        return Err(format!(
            "different types bear the same schema name: {}. Rename one of each.",
            collisions.join(", ")
        ));
    }
    pretty(&document()?)
}

fn document() -> Result<serde_json::Value, String> {
    serde_json::to_value(crate::api::document()).map_err(|error| error.to_string())
}

fn pretty(document: &serde_json::Value) -> Result<String, String> {
    serde_json::to_string_pretty(document).map(|text| text + "\n").map_err(|error| error.to_string())
}

/// Keeps the document of a release: `tests/house/breaks.rs` holds later ones against it.
pub fn release(root: &std::path::Path) -> Result<(), String> {
    let text = serde_json::to_string(&document()?).map_err(|error| error.to_string())?;
    let name = "openapi/released.json";
    std::fs::write(root.join(name), text + "\n").map_err(|error| format!("cannot write {name}: {error}"))
}

/// Writes the generated files below `root`, or with `check` says which differ.
pub fn run(root: &std::path::Path, check: bool) -> Result<(), String> {
    let cluster =
        postgres::Cluster::start(&postgres::Options::throwaway()).map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let schema = runtime.block_on(async {
        crate::database::create(&cluster.superuser_url("postgres"), "generate").await?;
        let url = cluster.superuser_url("generate");
        crate::database::migrate(&url).await?;
        schema(&url).await
    });
    cluster.stop().map_err(|error| error.to_string())?;
    let files = [
        ("api/server/src/schema.rs", schema?),
        ("openapi/terang.json", openapi()?),
        ("openapi/terang-3.0.json", pretty(&crate::openapi30::older(&document()?)?)?),
    ];
    for (name, content) in files {
        let path = root.join(name);
        let same = std::fs::read_to_string(&path).is_ok_and(|found| found == content);
        if check && !same {
            return Err(format!(
                "{name} differs from what the code makes: run cargo xtask gen and commit the result"
            ));
        }
        if !same {
            std::fs::write(&path, content).map_err(|error| format!("cannot write {name}: {error}"))?;
        }
    }
    Ok(())
}
