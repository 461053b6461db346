//! The archive of 109,517 formations and, around one round, as many rows as a busy agency has.
use std::path::Path;

use server::{catalog::load::Progress, load};
use uuid::Uuid;

use crate::support::TestApp;

/// People with an account, a session, an inbox and a submitted application with its leaf, beside those that are there.
const PEOPLE: i32 = 20_000;

/// Loads the archive, and copies the person behind `application` with all that belongs to him.
pub async fn fill(app: &TestApp, application: Uuid) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    load::all(&app.state, &data, Progress::Silent).await.unwrap();
    for statement in copies(application).into_iter().chain(the_rest(application)) {
        app.sql(&statement).await;
    }
    // Every row is looked at, so that the statistics are the same each time.
    let all = "SET default_statistics_target = 400";
    app.sql(&format!("ALTER DATABASE {} {all}", app.database.name)).await;
    app.sql("VACUUM ANALYZE").await;
}

fn id(noun: &str) -> String {
    format!("md5('{noun}' || n)::uuid")
}

/// Rows like that of the pattern, with ids of their own.
fn copies(application: Uuid) -> Vec<String> {
    let copy = |table: &str, pattern: String, changes: String| {
        format!(
            "INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object({changes}))).*
             FROM {table} t, generate_series(1, {PEOPLE}) n WHERE {pattern}"
        )
    };
    let person = format!("(SELECT person_id FROM application WHERE id = '{application}')");
    let account = format!("(SELECT id FROM account WHERE person_id = {person})");
    let leaf = format!("(SELECT leaf_id FROM application_snapshot WHERE application_id = '{application}')");
    let nik = "'\\x' || md5('nik' || n) || md5(n::text)";
    let [of_person, of_account, of_session] = ["person", "account", "session"].map(id);
    let [of_application, of_leaf, of_audit] = ["application", "leaf", "audit"].map(id);
    vec![
        copy("person", format!("t.id = {person}"), format!("'id', {of_person}, 'nik_lookup', {nik}")),
        copy(
            "account",
            format!("t.id = {account}"),
            format!("'id', {of_account}, 'person_id', {of_person}, 'email_lookup', {nik}"),
        ),
        copy(
            "session",
            format!("t.account_id = {account}"),
            format!("'id', {of_session}, 'account_id', {of_account}"),
        ),
        copy(
            "application",
            format!("t.id = '{application}'"),
            format!(
                "'id', {of_application}, 'person_id', {of_person}, 'nik_lookup', {nik}, 'participant_code', 'N' || n"
            ),
        ),
        copy("record_leaf", format!("t.id = {leaf}"), format!("'id', {of_leaf}")),
        copy(
            "record_audit",
            format!("t.leaf_id = {leaf}"),
            format!("'id', {of_audit}, 'subject_id', {of_application}, 'leaf_id', {of_leaf}"),
        ),
        copy(
            "application_snapshot",
            format!("t.application_id = '{application}'"),
            format!(
                "'application_id', {of_application}, 'receipt', md5('receipt' || n), 'leaf_id', {of_leaf}"
            ),
        ),
    ]
}

/// Inboxes; half of the applications read, in the order drawn; all leaves but a few in their place.
fn the_rest(application: Uuid) -> [String; 5] {
    let person = id("person");
    [
        format!(
            "INSERT INTO inbox_entry (id, person_id, kind, subject_id_text, subject_en_text, body_id_text,
               body_en_text, at)
             SELECT md5('entry' || n || e)::uuid, {person}, 'news', 'a', 'a', 'a', 'a', now()
             FROM generate_series(1, {PEOPLE}) n, generate_series(1, 5) e"
        ),
        format!(
            "INSERT INTO reading (agency_id, id, round_id, application_id, snapshot_number, ordinal, state, reader,
               created_at, updated_at)
             SELECT a.agency_id, md5('reading' || a.id)::uuid, a.round_id, a.id, 1, 1, 'superseded', c.id, now(), now()
             FROM application a JOIN account c ON c.person_id = a.person_id
             WHERE get_byte(uuid_send(a.id), 0) % 2 = 0 AND a.id <> '{application}'"
        ),
        "INSERT INTO reading_order (agency_id, round_id, position, application_id)
         SELECT agency_id, round_id, row_number() OVER (ORDER BY id), application_id FROM reading"
            .into(),
        "INSERT INTO record_order (agency_id, leaf_index, leaf_id)
         SELECT agency_id, row_number() OVER (PARTITION BY agency_id ORDER BY id) - 1, id FROM record_leaf
         WHERE get_byte(uuid_send(id), 15) > 0"
            .into(),
        "DELETE FROM record_waiting w WHERE EXISTS (SELECT FROM record_order o WHERE o.leaf_id = w.leaf_id)".into(),
    ]
}
