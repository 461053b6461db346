//! Which door is open: the national one sends people to SSCASN, and what is not published does not exist.
use chrono::Duration;
use serde_json::json;
use server::kernel::new_id;

use super::{
    apply::{APPLICATIONS, at, begin},
    world::{World, plain},
};
use crate::support::{AGENCY, TestApp};

#[actix_web::test]
async fn the_national_door_names_sscasn_and_the_deadline() {
    let app = TestApp::start().await;
    let world = World::new(&app, AGENCY, "national", plain()).await;
    let siti = app.person("SITI REKAAN").await;
    let refused = begin(&siti, &world).await.problem(409, "national_door");
    let title = refused.text("/title");
    assert!(title.contains("SSCASN") && title.contains("Jumat, 6 November 2026 pukul 23.59 WIB"), "{title}");
    assert_eq!(app.count("SELECT count(*) FROM application").await, 0);
}

#[actix_web::test]
async fn what_is_not_open_cannot_be_applied_to() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let siti = app.person("SITI REKAAN").await;
    siti.post(APPLICATIONS, json!({"vacancy_id": new_id()})).await.problem(404, "not_found");
    app.later(-Duration::days(1));
    let refused = begin(&siti, &world).await.problem(409, "window_not_open");
    assert!(refused.text("/title").contains("2 November 2026 pukul 00.00 WIB"), "{}", refused.body);
    app.later(Duration::days(1));
    app.sql("UPDATE vacancy SET published = false").await;
    begin(&siti, &world).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_second_claim_to_one_nik_is_settled_at_the_counter() {
    let app = TestApp::start().await;
    let world = World::own(&app, plain()).await;
    let nik = "9901011708980001";
    let siti = app.person_with_nik("SITI REKAAN", nik, "unproven").await;
    let other = app.person_with_nik("ORANG LAIN", nik, "unproven").await;
    for (who, status) in [(&siti, 201), (&other, 409)] {
        let draft = begin(who, &world).await.expect(201);
        let path = at(&draft);
        let saved = who.put(&path, json!({"education": "5110100"}), &draft.etag()).await.expect(200);
        let act = format!("{path}/submissions");
        let answer = who.act(&act, json!({"understood": true}), &saved.etag()).await.expect(status);
        if status == 409 {
            let refused = answer.problem(409, "settle_at_counter");
            assert!(!refused.body.to_string().contains("SITI"), "says nothing of the other");
            assert_eq!(who.get(&path).await.text("/state"), "draft", "what was typed is kept");
        }
    }
    assert_eq!(app.count("SELECT count(*) FROM record_leaf").await, 1);
}
