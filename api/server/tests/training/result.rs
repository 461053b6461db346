//! Attendance and results: by the session's own trainer, in their order, once.
use chrono::Duration;
use serde_json::json;

use super::town::{Town, employ};
use crate::support::{AGENCY, TestApp};

async fn awake(app: &TestApp) {
    app.sql("UPDATE session SET expires_at = '2027-12-01'").await;
}

#[actix_web::test]
async fn a_trainer_of_another_session_finds_nothing() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let wrong = app.officer("trainer", AGENCY).await;
    employ(&app, AGENCY, town.units[0], &wrong, "pns").await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    let enrolment = town.enrol(&siti, &session).await;
    awake(&app).await;
    town.after(&session).await;
    let sheet = town.sheet(&session).await;
    let meeting = sheet["session"]["meetings"][0]["id"].as_str().unwrap();
    let attendance = town.path(&format!("course-sessions/{session}/meetings/{meeting}/attendance"));
    wrong.put(&attendance, json!({"present": [enrolment]}), "\"1\"").await.problem(404, "not_found");
    wrong.get(&town.path(&format!("course-sessions/{session}/sheet"))).await.problem(404, "not_found");
    let result = town.path(&format!("enrolments/{enrolment}/result"));
    wrong.put(&result, json!({"passed": true}), "\"1\"").await.problem(404, "not_found");
    assert_eq!(wrong.get(&town.path("training/work")).await.body["items"], json!([]));
    town.trainer.put(&attendance, json!({"present": [enrolment]}), "\"1\"").await.expect(200);
    town.trainer.put(&attendance, json!({"present": []}), "\"1\"").await.problem(412, "changed_meanwhile");
    assert_eq!(app.count("SELECT count(*) FROM training_attendance").await, 1);
}

#[actix_web::test]
async fn a_result_waits_for_the_last_meeting_and_for_the_attendance() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    let (budi, _) = town.employee("Budi Rekaan", 0).await;
    let (there, absent) = (town.enrol(&siti, &session).await, town.enrol(&budi, &session).await);
    awake(&app).await;
    let result = |id: &str| town.path(&format!("enrolments/{id}/result"));
    let passed = json!({"passed": true, "score": "87.5"});
    town.trainer.put(&result(&there), passed.clone(), "\"1\"").await.problem(409, "session_not_over");
    let sheet = town.sheet(&session).await;
    let first = sheet["session"]["meetings"][0]["id"].as_str().unwrap();
    let attendance = town.path(&format!("course-sessions/{session}/meetings/{first}/attendance"));
    let body = json!({"present": [there]});
    town.trainer.put(&attendance, body.clone(), "\"1\"").await.problem(409, "meeting_not_begun");
    town.after(&session).await;
    town.trainer.put(&result(&there), passed.clone(), "\"1\"").await.problem(409, "attendance_missing");
    let stranger = json!({"present": [uuid::Uuid::nil()]});
    town.trainer.put(&attendance, stranger, "\"1\"").await.problem(422, "bad_input").field("/present/0");
    town.attend(&session, &[&[&there], &[&there]]).await;
    town.trainer.put(&result(&absent), passed.clone(), "\"1\"").await.problem(409, "never_present");
    for wrong in ["100.001", "-1", "9e1", "87.1234", ""] {
        let body = json!({"passed": true, "score": wrong});
        town.trainer.put(&result(&there), body, "\"1\"").await.problem(422, "bad_input").field("/score");
    }
    town.trainer.put(&result(&there), passed, "\"1\"").await.expect(200);
    town.trainer.put(&result(&absent), json!({"passed": false}), "\"1\"").await.expect(200);
    town.trainer.put(&attendance, body, "\"2\"").await.problem(409, "attendance_closed");
    let own = siti.get(&town.path("training/me")).await.expect(200);
    assert_eq!(own.body["items"][0]["state"], "passed");
    assert_eq!(own.body["items"][0]["score"], "87.5");
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'training_result'").await, 2);
    assert_eq!(app.count("SELECT count(*) FROM inbox_entry WHERE kind = 'training_result'").await, 2);
    app.later(Duration::seconds(1));
    town.trainer.put(&result(&there), json!({"passed": false}), "\"2\"").await.expect(200);
    assert_eq!(budi.get(&town.path("training/hours?year=2026")).await.body["counted"], 0);
}
