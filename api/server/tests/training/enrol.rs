//! Taking a seat: in time, while there is one, and only for whom one may.
use chrono::Duration;
use serde_json::json;

use super::town::Town;
use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

#[actix_web::test]
async fn an_employee_takes_a_seat_gives_it_back_and_takes_it_again() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    let page = format!("/api/v1/agencies/{AGENCY}/course-sessions/{session}");
    let enrolment = town.enrol(&siti, &session).await;
    assert_eq!(app.get(&page).await.expect(200).body["seats_left"], 4);
    let again = town.path(&format!("course-sessions/{session}/enrolments"));
    siti.post(&again, json!({})).await.problem(409, "already_enrolled");

    let cancel = town.path(&format!("enrolments/{enrolment}/cancel"));
    let (budi, _) = town.employee("Budi Rekaan", 0).await;
    budi.act(&cancel, json!({}), "\"1\"").await.problem(404, "not_found");
    siti.act(&cancel, json!({}), "\"1\"").await.expect(200);
    siti.act(&cancel, json!({}), "\"2\"").await.problem(409, "not_enrolled");
    assert_eq!(app.get(&page).await.expect(200).body["seats_left"], 5);
    town.enrol(&siti, &session).await;
    let own = siti.get(&town.path("training/me")).await.expect(200);
    assert_eq!(own.body["items"][0]["state"], "enrolled");
    assert_eq!(own.body["items"][1]["state"], "cancelled");
}

#[actix_web::test]
async fn the_window_is_half_open() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    let path = town.path(&format!("course-sessions/{session}/enrolments"));
    let (opens, closes) = (Town::monday() - Duration::days(90), Town::monday() - Duration::hours(1));
    app.state.clock().set(opens - Duration::seconds(1));
    app.sql("UPDATE session SET created_at = '2026-01-01', expires_at = '2027-12-01'").await;
    siti.post(&path, json!({})).await.problem(409, "enrolment_not_open");
    app.state.clock().set(closes);
    let closed = siti.post(&path, json!({})).await.problem(409, "enrolment_closed");
    assert!(closed.body["title"].as_str().unwrap().contains("07-12-2026 07.00 WIB"), "{}", closed.body);
    app.state.clock().set(closes - Duration::seconds(1));
    let enrolment = siti.post(&path, json!({})).await.expect(201).text("/id");
    app.state.clock().set(closes);
    let cancel = town.path(&format!("enrolments/{enrolment}/cancel"));
    siti.act(&cancel, json!({}), "\"1\"").await.problem(409, "enrolment_closed");
}

#[actix_web::test]
async fn ten_people_race_for_the_last_seat_and_one_gets_it() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(1).await;
    let mut people = Vec::new();
    for _ in 0..10 {
        people.push(town.employee("Pegawai Rekaan", 0).await.0);
    }
    let path = town.path(&format!("course-sessions/{session}/enrolments"));
    let answers = futures::future::join_all(people.iter().map(|person| person.post(&path, json!({})))).await;
    let got = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(got, 1);
    assert!(answers.iter().all(|a| a.status == 201 || a.body["code"] == "session_full"));
    assert_eq!(app.count("SELECT count(*) FROM enrolment").await, 1);
    assert_eq!(app.count("SELECT seats_taken FROM course_session").await, 1);
}

#[actix_web::test]
async fn a_head_enrols_the_own_unit_only_and_the_person_is_told() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let head = town.head(0).await;
    let (own, own_id) = town.employee("Siti Rekaan", 0).await;
    let (_, foreign_id) = town.employee("Budi Rekaan", 1).await;
    let path = town.path(&format!("course-sessions/{session}/team-enrolments"));
    head.post(&path, json!({"employee_id": foreign_id})).await.problem(404, "not_found");
    head.post(&path, json!({"employee_id": own_id})).await.expect(201);
    let team = head.get(&town.path("training/team")).await.expect(200);
    let names: Vec<_> = team.body["items"].as_array().unwrap().iter().map(|m| m["name"].clone()).collect();
    assert_eq!(names, ["Petugas trainer", "Siti Rekaan"]);
    assert_eq!(team.body["items"][1]["planned"], 8);
    assert_eq!(team.body["items"][1]["session_ids"], json!([session]));
    let told = app
        .count(&format!(
            "SELECT count(*) FROM inbox_entry WHERE person_id = '{}' AND kind = 'training_enrolled'",
            own.person_id
        ))
        .await;
    assert_eq!(told, 1);
    assert_eq!(own.get(&town.path("training/me")).await.body["items"][0]["enrolled_by_head"], true);
}

#[actix_web::test]
async fn another_agency_sees_nothing_and_a_draft_is_not_there() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let other = Town::of(&app, OTHER_AGENCY).await;
    let (stranger, _) = other.employee("Orang Lain", 0).await;
    let enrol = |town: &Town<'_>, id: &str| town.path(&format!("course-sessions/{id}/enrolments"));
    stranger.post(&enrol(&town, &session), json!({})).await.problem(404, "not_found");
    stranger.post(&enrol(&other, &session), json!({})).await.problem(404, "not_found");
    app.get(&other.path(&format!("course-sessions/{session}"))).await.problem(404, "not_found");
    other.organizer.get(&other.path(&format!("course-sessions/{session}/sheet"))).await.expect(404);

    let draft = town.draft("Pelatihan lain", Town::monday(), 5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    siti.post(&enrol(&town, &draft), json!({})).await.problem(404, "not_found");
    app.get(&town.path(&format!("course-sessions/{draft}"))).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_session_that_does_not_add_up_is_refused() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let course = town.course("Pelayanan publik yang ramah dan efisien").await;
    let path = town.path(&format!("courses/{course}/sessions"));
    let mut plan = town.plan(Town::monday(), 5);
    plan["meetings"][1]["hours"] = json!(6);
    plan["enrolment_closes"] = json!(Town::monday() + Duration::days(1));
    let refused = town.organizer.post(&path, plan).await.problem(422, "bad_input");
    refused.field("/meetings/1/hours").field("/meetings").field("/enrolment_closes");
    let mut plan = town.plan(Town::monday(), 5);
    plan["trainers"] = json!([uuid::Uuid::nil()]);
    town.organizer.post(&path, plan).await.problem(422, "bad_input").field("/trainers/0");
    assert_eq!(app.count("SELECT count(*) FROM course_session").await, 0);
}

#[actix_web::test]
async fn the_next_quarter_is_a_copy_on_other_days() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let path = town.path(&format!("course-sessions/{session}/copies"));
    let body = json!({"label": "Triwulan I 2027", "first_day": "2027-03-08"});
    let copy = town.organizer.post(&path, body).await.expect(201).text("/id");
    let sheet = town.sheet(&copy).await;
    assert_eq!(sheet["session"]["state"], "draft");
    assert_eq!(sheet["session"]["meetings"][0]["begins_at"], "2027-03-08T01:00:00Z");
    assert_eq!(sheet["session"]["meetings"][1]["begins_at"], "2027-03-09T01:00:00Z");
    assert_eq!(sheet["session"]["enrolment_closes"], "2027-03-08T00:00:00Z");
    assert_eq!(sheet["trainers"][0]["employee_id"], json!(town.trainer_id));
    town.publish(&copy).await;
    let again = town.path(&format!("course-sessions/{copy}/publish"));
    town.organizer.act(&again, json!({}), "\"2\"").await.problem(409, "session_not_draft");
}
