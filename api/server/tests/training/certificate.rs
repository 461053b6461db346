//! A certificate stands at an address that nobody guesses; revoked, its page stays and says so.
use serde_json::json;

use super::town::Town;
use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

#[actix_web::test]
async fn anybody_checks_it_and_a_revoked_one_says_so() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    app.sql("UPDATE session SET expires_at = '2027-12-01'").await;
    let enrolment = town.passed(&session, &siti).await;
    let issue = town.path(&format!("course-sessions/{session}/certificates"));
    town.trainer.post(&issue, json!({})).await.problem(404, "not_found");
    assert_eq!(town.organizer.post(&issue, json!({})).await.expect(201).body["issued"], 1);
    town.organizer.post(&issue, json!({})).await.problem(409, "nothing_to_issue");
    let result = town.path(&format!("enrolments/{enrolment}/result"));
    town.trainer.put(&result, json!({"passed": false}), "\"2\"").await.problem(409, "certificate_stands");

    let own = siti.get(&town.path("training/me")).await.expect(200);
    let address = own.text("/items/0/certificate");
    assert_eq!(address.len(), 29);
    let page = app.get(&format!("/api/v1/certificates/{address}")).await.expect(200);
    assert_eq!(page.body["holder_name"], "Siti Rekaan");
    assert_eq!(page.body["course_title"], "Pelayanan publik yang ramah dan efisien");
    assert_eq!(page.body["hours"], 8);
    assert_eq!(page.body["first_day"], "2026-12-07");
    assert_eq!(page.body["last_day"], "2026-12-08");
    assert_eq!(page.body["issuer_name"], "Pemerintah Kota Sawahlunto");
    assert_eq!(page.body["revocation"], json!(null));
    assert!(page.text("/page").ends_with(&format!("/sertifikat/{address}")));
    let leaf = page.text("/leaf_commit");
    let committed = format!(
        "SELECT count(*) FROM record_leaf WHERE commit = '\\x{leaf}' AND kind = 'certificate_issued'"
    );
    assert_eq!(app.count(&committed).await, 1);
    let personal = "SELECT count(*) FROM record_secret WHERE record LIKE '%Siti%'";
    assert_eq!(app.count(personal).await, 0);
    for guess in ["7QK4-M2XN-8HJ3-PW5T-9ZRB-4CVD", enrolment.as_str(), "%25", "1"] {
        app.get(&format!("/api/v1/certificates/{guess}")).await.problem(404, "not_found");
    }

    // The name on the paper is that of the day of issue.
    app.sql(&format!("UPDATE person SET name = 'Siti Baru' WHERE id = '{}'", siti.person_id)).await;
    let hours = siti.get(&town.path("training/hours?year=2026")).await.expect(200);
    assert_eq!(hours.body["counted"], 8);
    let revoke = town.path(&format!("enrolments/{enrolment}/certificate/revocation"));
    let body = json!({"reason": "wrong_data"});
    let other = app.officer("training_organizer", OTHER_AGENCY).await;
    other.post(&revoke, body.clone()).await.problem(404, "not_found");
    town.organizer.post(&revoke, json!({"reason": "no idea"})).await.problem(422, "bad_input");
    town.organizer.post(&revoke, body.clone()).await.expect(201);
    town.organizer.post(&revoke, body).await.problem(409, "already_revoked");
    let page = app.get(&format!("/api/v1/certificates/{address}")).await.expect(200);
    assert_eq!(page.body["holder_name"], "Siti Rekaan");
    assert_eq!(page.body["revocation"]["reason"], "wrong_data");
    assert_ne!(page.text("/revocation/leaf_commit"), leaf);
    let hours = siti.get(&town.path("training/hours?year=2026")).await.expect(200);
    assert_eq!(hours.body["counted"], 0);
}
