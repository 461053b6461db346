//! The archive of 109,517 formations and, around one round, as many rows as a busy agency has.
use std::path::Path;

use server::{catalog::load::Progress, load};
use uuid::Uuid;

use crate::support::TestApp;

/// People with an account, a session, an inbox and a submitted application with its leaf, beside those that are there.
const PEOPLE: i32 = 20_000;

pub async fn fill(app: &TestApp, application: Uuid) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    load::all(&app.state, &data, Progress::Silent).await.unwrap();
    let id = |noun: &str| format!("md5('{noun}' || n)::uuid");
    let rows = |table: &str, from: &str, changes: &str| {
        format!(
            "INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object({changes}))).*
             FROM {from} t, generate_series(1, {PEOPLE}) n"
        )
    };
    let pattern = format!("(SELECT * FROM application WHERE id = '{application}')");
    let person = format!("(SELECT p.* FROM person p JOIN {pattern} a ON p.id = a.person_id)");
    let account = format!("(SELECT c.* FROM account c JOIN {pattern} a ON c.person_id = a.person_id)");
    let session = format!("(SELECT s.* FROM session s JOIN {account} c ON s.account_id = c.id)");
    let (one, two, three, four, leaf) =
        (id("person"), id("account"), id("session"), id("application"), id("leaf"));
    let nik = "'\\x' || md5('nik' || n) || md5(n::text)";
    for statement in [
        rows("person", &person, &format!("'id', {one}, 'nik_lookup', {nik}")),
        rows("account", &account, &format!("'id', {two}, 'person_id', {one}, 'email_lookup', {nik}")),
        rows("session", &session, &format!("'id', {three}, 'account_id', {two}")),
        rows(
            "application",
            &pattern,
            &format!("'id', {four}, 'person_id', {one}, 'nik_lookup', {nik}, 'participant_code', 'N' || n"),
        ),
        rows("record_leaf", "(SELECT * FROM record_leaf LIMIT 1)", &format!("'id', {leaf}")),
        rows(
            "record_audit",
            "(SELECT * FROM record_audit LIMIT 1)",
            &format!("'id', md5('audit' || n), 'subject_id', {four}, 'leaf_id', {leaf}"),
        ),
        rows(
            "application_snapshot",
            "(SELECT * FROM application_snapshot LIMIT 1)",
            &format!("'application_id', {four}, 'receipt', md5('receipt' || n), 'leaf_id', {leaf}"),
        ),
        format!(
            "INSERT INTO inbox_entry (id, person_id, kind, subject_id_text, subject_en_text, body_id_text,
               body_en_text, at)
             SELECT md5('entry' || n || e)::uuid, {one}, 'news', 'a', 'a', 'a', 'a', now()
             FROM generate_series(1, {PEOPLE}) n, generate_series(1, 5) e"
        ),
        // Half of the applications have been read; all leaves but a few have their place.
        format!(
            "INSERT INTO reading (agency_id, id, round_id, application_id, snapshot_number, ordinal, state,
               created_at, updated_at)
             SELECT agency_id, md5('reading' || id)::uuid, round_id, id, 1, 1, 'superseded', now(), now()
             FROM application WHERE get_byte(uuid_send(id), 0) % 2 = 0 AND id <> '{application}'"
        ),
        "INSERT INTO record_order (agency_id, leaf_index, leaf_id)
         SELECT agency_id, row_number() OVER (PARTITION BY agency_id ORDER BY id) - 1, id FROM record_leaf
         WHERE get_byte(uuid_send(id), 15) > 0"
            .into(),
        "DELETE FROM record_waiting w WHERE EXISTS (SELECT FROM record_order o WHERE o.leaf_id = w.leaf_id)"
            .into(),
        // Every row is looked at, so that the statistics are the same each time.
        format!("ALTER DATABASE {} SET default_statistics_target = 400", app.database.name),
    ] {
        app.sql(&statement).await;
    }
    app.sql("VACUUM ANALYZE").await;
}
