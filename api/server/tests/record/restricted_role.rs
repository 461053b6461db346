//! The serving process cannot change the past: with its own credentials every attempt is refused.
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use server::{
    kernel::new_id,
    record::{Actor, write},
};

use super::fact::fact;
use crate::support::TestApp;

/// Each table of the record with one of its columns.
const RECORD: &[(&str, &str)] = &[
    ("record_log", "name"),
    ("record_leaf", "commit"),
    ("record_order", "leaf_index"),
    ("record_audit", "kind"),
    ("record_secret", "salt"),
    ("record_token", "token"),
    ("record_personal_read", "purpose"),
    ("record_answer", "body"),
    ("record_checkpoint", "note"),
    ("record_log_key", "vkey"),
];

#[actix_web::test]
async fn the_serving_role_cannot_rewrite_the_record() {
    let app = TestApp::start().await;
    write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    let mut connection = AsyncPgConnection::establish(&app.database.server_url).await.unwrap();
    for (table, column) in RECORD {
        for statement in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table}"),
            format!("ALTER TABLE {table} DISABLE TRIGGER ALL"),
            format!("ALTER TABLE {table} ADD COLUMN x int"),
            format!("DROP TABLE {table}"),
        ] {
            let done = diesel::sql_query(&statement).execute(&mut connection).await;
            let refused = done.expect_err(&statement).to_string();
            let denied = refused.contains("permission denied") || refused.contains("must be owner");
            assert!(denied, "{statement}: {refused}");
        }
    }
}

/// What grows only grows.
#[actix_web::test]
async fn the_serving_role_cannot_take_a_hash_or_a_head_back() {
    let app = TestApp::start().await;
    write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    server::record::sequence(&app.state).await.unwrap();
    let mut connection = AsyncPgConnection::establish(&app.database.server_url).await.unwrap();
    for (statement, why) in [
        ("UPDATE record_tile SET hashes = set_byte(hashes, 0, 1 + get_byte(hashes, 0) % 255)", "only grows"),
        ("UPDATE record_tile SET tile_index = tile_index + 1", "only grows"),
        ("DELETE FROM record_tile", "permission denied"),
        ("UPDATE record_tree SET size = size - 1, published = published - 1", "only grows"),
        ("UPDATE record_tree SET published = published - 1", "only grows"),
        ("UPDATE record_tree SET fence = fence - 1", "only grows"),
        ("DELETE FROM record_tree", "permission denied"),
        ("SELECT setval('record_fence', 1)", "permission denied"),
    ] {
        let done = diesel::sql_query(statement).execute(&mut connection).await;
        let refused = done.expect_err(statement).to_string();
        assert!(refused.contains(why), "{statement}: {refused}");
    }
}

#[actix_web::test]
async fn the_serving_role_cannot_become_another() {
    let app = TestApp::start().await;
    let mut connection = AsyncPgConnection::establish(&app.database.server_url).await.unwrap();
    for statement in [
        "SET ROLE postgres",
        "SET ROLE terang_eraser",
        "SET SESSION AUTHORIZATION postgres",
        "CREATE ROLE helper SUPERUSER",
        "GRANT terang_eraser TO terang_server",
        "ALTER ROLE terang_server SUPERUSER",
        "CREATE TABLE smuggled (x int)",
        "COPY record_leaf TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "SET session_replication_role = replica",
    ] {
        assert!(diesel::sql_query(statement).execute(&mut connection).await.is_err(), "{statement}");
    }
}
