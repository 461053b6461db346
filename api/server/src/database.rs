//! Migrations and the two database roles: the owner migrates, the serving process may only what it needs.
use diesel::{migration::MigrationSource, pg::Pg};
use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

/// The role of the serving process.
pub const SERVER_ROLE: &str = "terang_server";

pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Brings the database at `owner_url` to this version's schema, with the job queue's own.
/// Needs the multi-threaded runtime.
pub async fn migrate(owner_url: &str) -> Result<(), String> {
    migrate_to(owner_url, &versions()?).await?;
    let mut connection = AsyncPgConnection::establish(owner_url).await.map_err(text)?;
    for statement in QUEUE_GRANTS {
        diesel::sql_query(*statement).execute(&mut connection).await.map_err(text)?;
    }
    Ok(())
}

/// Runs those of the wanted migrations that have not run yet, and makes the job queue's schema.
pub async fn migrate_to(owner_url: &str, wanted: &[String]) -> Result<(), String> {
    let connection = AsyncPgConnection::establish(owner_url).await.map_err(text)?;
    let mut harness = AsyncMigrationHarness::new(connection);
    for migration in harness.pending_migrations(MIGRATIONS).map_err(text)? {
        if wanted.contains(&migration.name().version().to_string()) {
            harness.run_migration(&*migration).map_err(text)?;
        }
    }
    migrate_queue(owner_url).await
}

/// The versions of all migrations that this program knows, in their order.
pub fn versions() -> Result<Vec<String>, String> {
    let known = MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(text)?;
    let mut versions: Vec<_> = known.iter().map(|migration| migration.name().version().to_string()).collect();
    versions.sort();
    Ok(versions)
}

/// The serving process adds and runs jobs, but does not change the queue's schema.
const QUEUE_GRANTS: &[&str] = &[
    "GRANT USAGE ON SCHEMA graphile_worker TO terang_server",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO terang_server",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA graphile_worker TO terang_server",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO terang_server",
    // The queue shows its tables' rows to their owner alone unless a policy says otherwise.
    "DO $$ DECLARE t text; BEGIN
       FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'graphile_worker' AND rowsecurity LOOP
         EXECUTE format('DROP POLICY IF EXISTS terang_server ON graphile_worker.%I', t);
         EXECUTE format('CREATE POLICY terang_server ON graphile_worker.%I TO terang_server
                         USING (true) WITH CHECK (true)', t);
       END LOOP;
     END $$",
];

async fn migrate_queue(owner_url: &str) -> Result<(), String> {
    let worker = graphile_worker::WorkerOptions::default()
        .database_url(owner_url)
        .max_pg_conn(1)
        .init()
        .await
        .map_err(text)?;
    drop(worker);
    Ok(())
}

/// Lets the serving role log in with `password`.
pub async fn set_server_password(owner_url: &str, password: &str) -> Result<(), String> {
    let safe = password.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !safe {
        return Err("the server role's password must be letters and digits".into());
    }
    let mut connection = AsyncPgConnection::establish(owner_url).await.map_err(text)?;
    for setting in [
        format!("LOGIN PASSWORD '{password}'"),
        // Nothing of a request may hold others up for long.
        "SET lock_timeout = '10s'".into(),
        "SET statement_timeout = '60s'".into(),
        "SET idle_in_transaction_session_timeout = '60s'".into(),
    ] {
        let statement = format!("ALTER ROLE {SERVER_ROLE} {setting}");
        diesel::sql_query(statement).execute(&mut connection).await.map_err(text)?;
    }
    Ok(())
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Makes `database` when it is not there yet.
pub async fn create(superuser_url: &str, database: &str) -> Result<(), String> {
    use diesel::{OptionalExtension, sql_types::Text};
    #[derive(diesel::QueryableByName)]
    struct Name {
        #[diesel(sql_type = Text)]
        #[expect(dead_code, reason = "only whether there is a row counts")]
        datname: String,
    }
    let mut connection = AsyncPgConnection::establish(superuser_url).await.map_err(text)?;
    let found: Option<Name> = diesel::sql_query("SELECT datname::text FROM pg_database WHERE datname = $1")
        .bind::<Text, _>(database)
        .get_result(&mut connection)
        .await
        .optional()
        .map_err(text)?;
    if found.is_none() {
        diesel::sql_query(format!("CREATE DATABASE {database}"))
            .execute(&mut connection)
            .await
            .map_err(text)?;
    }
    Ok(())
}
