//! Many at once: one person cannot apply twice, and a crowd loses nothing and doubles nothing.
use futures::{StreamExt, stream};
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{
    apply::{APPLICATIONS, begin},
    crowd::{Applicant, crowd},
    world::{World, plain},
};
use crate::support::TestApp;

#[actix_web::test]
async fn a_hundred_beginnings_of_one_person_make_one_application() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let siti = app.person("SITI REKAAN").await;
    let tries = (0..100).map(|_| begin(&siti, &world));
    let answers = futures::future::join_all(tries).await;
    let begun = answers.iter().filter(|answer| answer.status == StatusCode::CREATED).count();
    let refused = answers.iter().filter(|answer| answer.body["code"] == "already_applying").count();
    assert_eq!((begun, refused), (1, 99));
    assert_eq!(app.count("SELECT count(*) FROM application").await, 1);
}

/// Tries again under the same key until the first try is done, as a phone on a slow network does.
async fn submit(app: &TestApp, applicant: &Applicant) -> serde_json::Value {
    let application = applicant.application;
    let path = format!("{APPLICATIONS}/{application}/submissions");
    loop {
        let request = app
            .client
            .post(app.url(&path))
            .bearer_auth(applicant.token(app))
            .header("if-match", "\"1\"")
            .header("idempotency-key", application.to_string())
            .json(&json!({"understood": true}));
        let answer = app.send(request, Method::POST, &path).await;
        match answer.status.as_u16() {
            201 => return answer.body["receipts"][0]["receipt"].clone(),
            409 => {
                answer.problem(409, "still_running");
                actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            _ => panic!("{}", answer.body),
        }
    }
}

#[actix_web::test]
async fn a_thousand_submissions_with_a_tenth_sent_twice_are_a_thousand() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let people = crowd(&app, &world, 1000).await;
    let sent: Vec<&Applicant> = people.iter().chain(people.iter().step_by(10)).collect();
    assert_eq!(sent.len(), 1100);
    // Both tries of a tenth are in flight together.
    let mut order: Vec<usize> = (0..1100).collect();
    order.sort_by_key(|at| if *at < 1000 { (*at, 0) } else { ((*at - 1000) * 10, 1) });
    let tries = order.into_iter().map(|at| submit(&app, sent[at]));
    let receipts: Vec<_> = stream::iter(tries).buffer_unordered(300).collect().await;
    let distinct: std::collections::BTreeSet<_> = receipts.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), 1000, "both tries of a person get the same receipt");
    for (what, query) in [
        (
            "applications",
            "SELECT count(*) FROM application WHERE state = 'submitted' AND snapshot_number = 1",
        ),
        ("receipts", "SELECT count(DISTINCT receipt) FROM application_snapshot"),
        ("leaves", "SELECT count(*) FROM record_leaf WHERE kind = 'application_submitted'"),
        ("inbox entries", "SELECT count(*) FROM inbox_entry"),
        ("secrets", "SELECT count(*) FROM record_secret"),
    ] {
        assert_eq!(app.count(query).await, 1000, "{what}");
    }
}
