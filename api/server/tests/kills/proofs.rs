//! What must hold after the last kill, asked of the database with all rights.
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use server::schema::{application, application_snapshot};
use uuid::Uuid;

use super::load::Load;
use crate::{
    record::observer::Observer,
    support::{AGENCY, TestApp},
};

/// Jobs of a killed process are freed after a while; a job that nobody frees would wait for four hours.
const PATIENCE: Duration = Duration::from_secs(60);

const WAITING_JOBS: &str = "SELECT count(*) FROM graphile_worker._private_jobs";
const WITHOUT_PLACE: &str = "SELECT count(*) FROM record_leaf leaf WHERE NOT EXISTS
    (SELECT FROM record_order o WHERE o.agency_id = leaf.agency_id AND o.leaf_id = leaf.id)";

const UNSIGNED: &str =
    "SELECT (SELECT count(*) FROM record_order) - coalesce(sum(published), 0) FROM record_tree";

/// The last process works off what its predecessors left behind.
pub async fn wait_for_the_rest(app: &TestApp) {
    let began = Instant::now();
    loop {
        let (jobs, leaves) = (app.count(WAITING_JOBS).await, app.count(WITHOUT_PLACE).await);
        let unsigned = app.count(UNSIGNED).await;
        if (jobs, leaves, unsigned) == (0, 0, 0) {
            break println!("the rest was done in {:.1} s", began.elapsed().as_secs_f32());
        }
        assert!(
            began.elapsed() < PATIENCE,
            "{jobs} jobs and {leaves} leaves are left, {unsigned} are unsigned"
        );
        actix_web::rt::time::sleep(Duration::from_millis(250)).await;
    }
}

async fn none(app: &TestApp, what: &str, query: &str) {
    assert_eq!(app.count(&format!("SELECT count(*) FROM ({query}) wrong")).await, 0, "{what}");
}

/// Every answered act is in the database as it was answered.
pub async fn nothing_is_lost(app: &TestApp, load: &Load<'_>) {
    let mut connection = app.owner().await;
    let kept: Vec<(Uuid, String)> = application_snapshot::table
        .select((application_snapshot::application_id, application_snapshot::receipt))
        .load(&mut connection)
        .await
        .unwrap();
    assert_eq!(kept.len(), load.submitted().len(), "one snapshot for each answered submission");
    let kept: BTreeMap<_, _> = kept.into_iter().collect();
    assert_eq!(kept, load.submitted());
    let mut withdrawn: Vec<Uuid> = application::table
        .filter(application::state.eq("withdrawn"))
        .select(application::id)
        .load(&mut connection)
        .await
        .unwrap();
    withdrawn.sort();
    assert_eq!(withdrawn, load.withdrawn());
}

/// Fact, audit row, leaf, secret and kept answer came together or not at all.
pub async fn every_fact_has_one_leaf(app: &TestApp) {
    let facts = app
        .count(
            "SELECT (SELECT count(*) FROM application_snapshot)
                + (SELECT count(*) FROM application WHERE state = 'withdrawn')",
        )
        .await;
    for (what, query) in [
        ("audit rows", "SELECT count(*) FROM record_audit WHERE class = 'fact'"),
        ("leaves of audit rows", "SELECT count(DISTINCT (agency_id, leaf_id)) FROM record_audit"),
        ("leaves", "SELECT count(*) FROM record_leaf"),
        ("secrets", "SELECT count(*) FROM record_secret"),
        ("kept answers", "SELECT count(*) FROM record_answer"),
    ] {
        assert_eq!(app.count(query).await, facts, "{what}");
    }
    none(
        app,
        "leaves that no audit row names",
        "SELECT FROM record_leaf leaf WHERE NOT EXISTS (SELECT FROM record_audit audit
           WHERE audit.agency_id = leaf.agency_id AND audit.leaf_id = leaf.id AND audit.kind = leaf.kind)",
    )
    .await;
    none(
        app,
        "submissions without their leaf",
        "SELECT FROM application_snapshot shot WHERE NOT EXISTS (SELECT FROM record_audit audit
           WHERE audit.agency_id = shot.agency_id AND audit.leaf_id = shot.leaf_id
             AND audit.subject_id = shot.application_id AND audit.kind = 'application_submitted')",
    )
    .await;
    none(
        app,
        "withdrawals without exactly one leaf",
        "SELECT FROM application a WHERE a.state = 'withdrawn' AND 1 <> (SELECT count(*) FROM record_audit audit
           WHERE audit.agency_id = a.agency_id AND audit.subject_id = a.id AND audit.kind = 'application_withdrawn')",
    )
    .await;
}

/// The sequencer gave 0, 1, 2, … to the leaves, each one place.
pub async fn places_are_contiguous(app: &TestApp) {
    let leaves = app.count("SELECT count(*) FROM record_leaf").await;
    assert_eq!(app.count("SELECT count(DISTINCT leaf_id) FROM record_order").await, leaves);
    assert_eq!(app.count("SELECT count(DISTINCT leaf_index) FROM record_order").await, leaves);
    assert_eq!(app.count("SELECT min(leaf_index) FROM record_order").await, 0);
    assert_eq!(app.count("SELECT max(leaf_index) FROM record_order").await, leaves - 1);
}

/// What a visitor saw of the log while the server died again and again: every checkpoint that it answered.
pub async fn watch(address: &str, load: &Load<'_>) -> Vec<Vec<u8>> {
    let client = reqwest::Client::new();
    let url = format!("{address}/ledger/{AGENCY}/checkpoint");
    let mut seen: Vec<Vec<u8>> = Vec::new();
    while !load.has_ended() {
        if let Ok(answer) = client.get(&url).send().await
            && answer.status() == 200
            && let Ok(note) = answer.bytes().await
            && seen.last().is_none_or(|last| *last != note)
        {
            seen.push(note.to_vec());
        }
        actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    }
    seen
}

/// The log has every leaf, and each head that was ever seen is a beginning of it.
pub async fn the_log_contradicts_nothing(app: &TestApp, address: &str, seen: &[Vec<u8>]) {
    let observer = Observer::of(address, AGENCY).await;
    let followed = observer.follow(&observer.head().await.unwrap()).await;
    assert_eq!(followed.head.size as i64, app.count("SELECT count(*) FROM record_leaf").await);
    for note in seen {
        followed.goes_on_from(&observer.check(note));
    }
    println!(
        "{} checkpoints were seen, all of them beginnings of the last, {}",
        seen.len(),
        followed.head.size
    );
}

/// One inbox entry and one mail for each fact, and every mail was handed over.
pub async fn everybody_is_told_once(app: &TestApp) {
    let facts = app.count("SELECT count(*) FROM record_leaf").await;
    assert_eq!(app.count("SELECT count(*) FROM inbox_entry").await, facts);
    none(app, "told twice", "SELECT FROM inbox_entry GROUP BY person_id, kind HAVING count(*) > 1").await;
    none(
        app,
        "facts that nobody was told of",
        "SELECT FROM record_audit audit JOIN application a ON a.agency_id = audit.agency_id AND a.id = audit.subject_id
         WHERE NOT EXISTS (SELECT FROM inbox_entry entry WHERE entry.person_id = a.person_id AND entry.kind = audit.kind)",
    )
    .await;
    assert_eq!(app.count("SELECT count(DISTINCT inbox_entry_id) FROM mail").await, facts);
    none(app, "mails that were not handed over", "SELECT FROM mail WHERE delivered_at IS NULL").await;
}
