//! How hard was it in earlier years to get this post?
use serde_json::json;
use server::{catalog::load::Progress, load};

use super::committee::{Committee, timetable, vacancy};
use crate::{catalog::Files, support::TestApp};

async fn years(app: &TestApp, id: &str) -> serde_json::Value {
    app.get(&format!("/api/v1/vacancies/{id}/competition")).await.expect(200).body["years"].clone()
}

async fn nurse(app: &TestApp, title: &str) -> String {
    let mut committee = Committee::begin(app, "blud_professional").await;
    committee.timetable(timetable("2026-11-02T02:00:00Z", "2026-11-20T17:00:00Z")).await;
    committee.rules("blud-professional").await;
    let mut body = vacancy();
    body["post_title"] = json!(title);
    let id = committee.vacancy(body).await;
    committee.try_publish(&committee.second).await.expect(200);
    id
}

#[actix_web::test]
async fn the_same_post_of_the_same_agency_is_found_in_the_archive() {
    let (app, files) = (TestApp::start().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let id = nurse(&app, "PERAWAT terampil").await;
    let found = years(&app, &id).await;
    let expected = json!([
        {"year": 2024, "kind": "cpns", "this_round": false, "vacancies": 1, "places": 2, "counted_places": 2, "eligible": 31},
        {"year": 2026, "kind": "blud_professional", "this_round": true, "vacancies": 1, "places": 2,
            "counted_places": null, "eligible": null},
    ]);
    assert_eq!(found, expected);
}

#[actix_web::test]
async fn places_without_a_number_do_not_water_the_rate_down() {
    let (app, files) = (TestApp::start().await, Files::new());
    files.formations(&[
        "646c3891-6c87-4f26-b378-0a190221a200,CPNS,5473,,general,UMUM,Perawat Terampil,X,RSUD,X,4000001,2,30,false,,,,2024-12",
        "646c3891-6c87-4f26-b378-0a190221a201,CPNS,5473,,cum_laude,C,Perawat Terampil,X,RSUD,X,4000001,5,,false,,,,2024-12",
        "646c3891-6c87-4f26-b378-0a190221a202,CPNS,1010,,general,UMUM,Perawat Terampil,X,RSUD,X,4000001,9,99,false,,,,2024-12",
    ]);
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let found = years(&app, "646c3891-6c87-4f26-b378-0a190221a201").await;
    assert_eq!(found.as_array().unwrap().len(), 1, "another agency's nurses are not counted");
    assert_eq!(
        (&found[0]["places"], &found[0]["counted_places"], &found[0]["eligible"]),
        (&json!(7), &json!(2), &json!(30))
    );
}

#[actix_web::test]
async fn a_post_in_preparation_has_no_history_to_show() {
    let app = TestApp::start().await;
    let mut committee = Committee::begin(&app, "internal").await;
    let id = committee.vacancy(vacancy()).await;
    app.get(&format!("/api/v1/vacancies/{id}/competition")).await.problem(404, "not_found");
}
