//! Public reads come from the replica; nobody misses what they did themselves; without a replica the service goes on.
use chrono::Duration;
use reqwest::Method;
use serde_json::json;

use super::machines::Machines;
use crate::{
    applications::{
        apply::{at, begin},
        world::{World, plain},
    },
    documents::upload::{picture, upload},
    kills::open_at,
    rounds::committee::{Committee, timetable, vacancy},
    support::{AGENCY, Response, inspection},
};

/// The mark that an answer to a change carries.
fn mark(answer: &Response) -> String {
    answer.headers["terang-position"].to_str().unwrap().to_owned()
}

/// The same as a browser keeps it.
fn cookie(answer: &Response) -> String {
    let all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let ours = all.into_iter().find(|cookie| cookie.starts_with("__Host-terang-position=")).unwrap();
    assert!(
        ours.contains("HttpOnly") && ours.contains("Secure") && ours.contains("SameSite=Strict"),
        "{ours}"
    );
    ours.split(';').next().unwrap().to_owned()
}

/// A limit that no test reaches, so that only the marks decide.
fn patient() -> Vec<(&'static str, String)> {
    vec![("DATABASE_REPLICA_LIMIT", "3600".to_owned())]
}

#[actix_web::test]
async fn a_document_that_one_server_took_is_given_out_by_another() {
    inspection::program().await;
    let machines = Machines::start(3, &[]).await;
    let app = &machines.app;
    let siti = app.person("SITI REKAAN").await;
    let stored = upload(app, &siti, "diploma", picture()).await.expect(201);
    let path = format!("/api/v1/agencies/{AGENCY}/documents/{}", stored.text("/id"));
    for address in machines.addresses() {
        let request = app.client.get(format!("{address}{path}")).bearer_auth(siti.token());
        assert_eq!(app.send(request, Method::GET, &path).await.expect(200).bytes, picture());
    }
    let kept = machines.storage.files();
    assert!(
        kept.iter().any(|file| file.starts_with(b"age-encryption.org/v1")),
        "it lies sealed in the store"
    );
    assert!(!kept.contains(&picture()));
    assert!(app.stored_files().is_empty(), "nothing lies on a server's own disk");
}

#[actix_web::test]
async fn while_the_replica_waits_everybody_sees_their_own_changes_and_the_others_the_old_state() {
    let machines = Machines::start(3, &patient()).await;
    let app = &machines.app;
    let world = World::own(app, plain()).await;
    open_at(app).await;
    let round = format!("/api/v1/agencies/{AGENCY}/rounds/{}", world.round);
    let siti = app.person("SITI REKAAN").await;
    let mut committee = Committee::begin(app, "blud_professional").await;
    let day = |days| (app.now() + Duration::days(days)).to_rfc3339();
    committee.timetable(timetable(&day(1), &day(20))).await;
    committee.rules("blud-professional").await;
    let post = committee.vacancy(vacancy()).await;
    machines.caught_up().await;
    for server in 0..3 {
        assert_eq!(machines.replica_standing(server).await, "ok");
    }
    machines.pause().await;

    // Behind the servers' back, so that no mark tells of it: who reads the old name reads the replica.
    app.sql("UPDATE selection_round SET name = 'Nama baru'").await;
    for server in 0..3 {
        let shown = machines.visit(server, &round).await.expect(200);
        assert_eq!(shown.text("/round/name"), "Seleksi Rekaan", "a public read came from the primary");
    }

    // A draft is begun, saved and submitted, and the inbox tells of it.
    let draft = begin(&siti, &world).await.expect(201);
    let path = at(&draft);
    let saved = siti.put(&path, json!({"education": "5110100"}), &draft.etag()).await.expect(200);
    assert_eq!(siti.get(&path).await.expect(200).body["answers"]["education"], "5110100");
    let sent = siti.act(&format!("{path}/submissions"), json!({"understood": true}), &saved.etag()).await;
    let receipt = sent.expect(201);
    assert_eq!(siti.get("/api/v1/applications").await.expect(200).text("/items/0/state"), "submitted");
    assert_eq!(siti.get("/api/v1/inbox").await.expect(200).text("/items/0/kind"), "application_submitted");
    // On the public page too, by another server, for whoever brings the mark: as header or as cookie.
    let page = format!("/api/v1/agencies/{AGENCY}/receipts/{}", receipt.text("/receipts/0/receipt"));
    machines.visit(1, &page).await.problem(404, "not_found");
    machines.visit_after(1, &page, ("terang-position", &mark(&receipt))).await.expect(200);
    machines.visit_after(2, &page, ("cookie", &cookie(&receipt))).await.expect(200);
    // Marks that we did not make count for nothing.
    machines.visit_after(1, &page, ("terang-position", "AAAA")).await.problem(404, "not_found");
    // What one read needs, the next one of somebody else does not.
    assert_eq!(machines.visit(1, &round).await.text("/round/name"), "Seleksi Rekaan");

    // The second member publishes and opens the public page. What a server keeps is never older than the notice of a
    // change, so that visitors see it there as well.
    let published = committee.try_publish(&committee.second).await.expect(200);
    let page = format!("/api/v1/vacancies/{post}");
    machines.visit_after(2, &page, ("cookie", &cookie(&published))).await.expect(200);
}

#[actix_web::test]
async fn a_replica_too_far_behind_or_away_is_not_read_and_health_says_so() {
    let mut machines = Machines::start(2, &[("DATABASE_REPLICA_LIMIT", "1".to_owned())]).await;
    let app = &machines.app;
    let world = World::own(app, plain()).await;
    let round = format!("/api/v1/agencies/{AGENCY}/rounds/{}", world.round);
    machines.caught_up().await;
    machines.until_standing(0, "ok").await;
    machines.pause().await;
    app.sql("UPDATE selection_round SET name = 'Nama baru'").await;
    machines.until_standing(0, "behind").await;
    assert_eq!(machines.visit(0, &round).await.expect(200).text("/round/name"), "Nama baru");

    machines.stop_replica();
    for server in 0..2 {
        assert_eq!(machines.visit(server, &round).await.expect(200).text("/round/name"), "Nama baru");
        assert_eq!(machines.replica_standing(server).await, "away");
    }
}
