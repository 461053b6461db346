//! Every migration can be taken back, and run again to the same schema.
use diesel::{QueryableByName, sql_types::Text};
use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::MigrationHarness;
use server::database::{MIGRATIONS, migrate};

use super::program::{run, terang};
use crate::support::cluster;

/// Everything that a migration makes, one line each, without numbers that differ from run to run.
const SCHEMA: &str = "
  SELECT format('column %s.%s %s %s %s default %s generated %s', c.relname, a.attname,
    format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid), a.attgenerated) AS line
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
  UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = 'public'::regnamespace WHERE NOT tgisinternal
  UNION ALL SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc
  WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
  UNION ALL SELECT format('grant %s %s', oid::regclass, acl) FROM pg_class,
    LATERAL (SELECT string_agg(entry::text, ' ' ORDER BY entry::text) FROM unnest(relacl) entry) sorted (acl)
  WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('grant on column %s.%s %s', attrelid::regclass, attname, attacl) FROM pg_attribute
  JOIN pg_class c ON c.oid = attrelid AND c.relnamespace = 'public'::regnamespace WHERE attacl IS NOT NULL
  UNION ALL SELECT format('default %s %s', defaclobjtype, defaclacl) FROM pg_default_acl
  UNION ALL SELECT format('policy %s', row_to_json(p)) FROM pg_policies p WHERE schemaname = 'public'
  ORDER BY 1";

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    line: String,
}

async fn schema(url: &str) -> Vec<String> {
    let mut connection = AsyncPgConnection::establish(url).await.unwrap();
    let rows: Vec<Row> = diesel::sql_query(SCHEMA).load(&mut connection).await.unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

/// Migrations block their thread, which only a runtime with more threads allows.
fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let apart = move || tokio::runtime::Runtime::new().unwrap().block_on(work);
    std::thread::spawn(apart).join().unwrap()
}

async fn revert(url: String) {
    let connection = AsyncPgConnection::establish(&url).await.unwrap();
    AsyncMigrationHarness::new(connection).revert_all_migrations(MIGRATIONS).unwrap();
}

#[actix_web::test]
async fn migrations_go_up_down_and_up_again_to_the_same_schema() {
    let url = cluster::database().await.owner_url;
    let first = schema(&url).await;
    assert!(first.len() > 500, "only {} lines", first.len());
    apart(revert(url.clone()));
    let left: Vec<_> =
        schema(&url).await.into_iter().filter(|line| !line.contains("__diesel_schema_migrations")).collect();
    assert!(left.is_empty(), "left behind:\n{}", left.join("\n"));
    let again = url.clone();
    apart(async move { migrate(&again).await }).unwrap();
    let second = schema(&url).await;
    let differs =
        |a: &[String], b: &[String]| a.iter().filter(|line| !b.contains(line)).cloned().collect::<Vec<_>>();
    assert_eq!(differs(&first, &second), differs(&second, &first));
}

#[actix_web::test]
async fn the_file_that_the_servers_read_serves_the_migration_too() {
    let database = cluster::database().await;
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("settings-of-a-server.toml");
    let settings = format!("database_url = \"{}\"\nlisten = \"127.0.0.1:8080\"\n", database.server_url);
    std::fs::write(&file, settings).unwrap();
    let mut command = terang(&["migrate"]);
    command.env("TERANG_CONFIG", file).env("DATABASE_OWNER_URL", &database.owner_url);
    let (content, said) = run(command).await;
    assert!(content && said.contains("schema of this version"), "{said}");
}
