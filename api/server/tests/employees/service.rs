//! Somebody enters service, becomes head of another unit, and leaves.
use serde_json::{Value, json};
use server::kernel::new_id;
use uuid::Uuid;

use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

async fn unit(app: &TestApp, agency: &str) -> Uuid {
    let id = new_id();
    app.sql(&format!(
        "INSERT INTO unit (agency_id, id, name, valid_from) VALUES ('{agency}', '{id}', 'Dinas Rekaan', '2020-01-01')"
    ))
    .await;
    id
}

fn newcomer(nik: &str, nip: &str, unit: Uuid, head: bool) -> Value {
    json!({"nik": nik, "name": "Siti Rekaan", "birth_date": "1990-01-01", "nip": nip, "kind": "pns",
           "unit_id": unit, "post_title": "Penata Layanan", "head": head, "valid_from": "2024-06-01"})
}

const PATH: &str = "/api/v1/agencies/5473/employees";

#[actix_web::test]
async fn a_person_enters_service_moves_on_and_leaves() {
    let app = TestApp::start().await;
    let officer = app.officer("personnel_officer", AGENCY).await;
    let (first, second) = (unit(&app, AGENCY).await, unit(&app, AGENCY).await);
    let siti = app.person_with_nik("Siti Rekaan", "9905010101900001", "proven").await;
    let body = newcomer("9905010101900001", "199001012024061001", first, false);
    let id = officer.post(PATH, body).await.expect(201).text("/id");
    let next =
        json!({"unit_id": second, "post_title": "Kepala Dinas", "head": true, "valid_from": "2026-01-01"});
    officer.act(&format!("{PATH}/{id}/periods"), next.clone(), "\"1\"").await.expect(200);
    officer
        .act(&format!("{PATH}/{id}/periods"), next.clone(), "\"1\"")
        .await
        .problem(412, "changed_meanwhile");
    officer.act(&format!("{PATH}/{id}/periods"), next, "\"2\"").await.problem(422, "dates_cross");

    let own = siti.get("/api/v1/employees/me").await.expect(200);
    assert_eq!(own.body["items"][0]["nip"], "199001012024061001");
    assert_eq!(own.body["items"][0]["periods"][0]["head"], true);
    assert_eq!(own.body["items"][0]["periods"][1]["valid_until"], "2026-01-01");
    assert_eq!(officer.get(PATH).await.expect(200).body["items"][0]["post_title"], "Kepala Dinas");
    assert_eq!(officer.get(&format!("{PATH}?unit={first}")).await.body["items"], json!([]));

    let end = format!("{PATH}/{id}/end");
    officer.act(&end, json!({"valid_until": "2025-12-31"}), "\"2\"").await.problem(422, "dates_cross");
    officer.act(&end, json!({"valid_until": "2026-11-01"}), "\"2\"").await.expect(200);
    officer.act(&end, json!({"valid_until": "2026-11-02"}), "\"3\"").await.problem(409, "not_in_service");
    assert_eq!(officer.get(PATH).await.expect(200).body["items"], json!([]));
    assert_eq!(
        app.count("SELECT count(*) FROM employee WHERE encode(nip_sealed, 'escape') LIKE '%1990%'").await,
        0
    );
}

#[actix_web::test]
async fn a_unit_has_one_head_a_person_one_record_and_units_stay_in_their_agency() {
    let app = TestApp::start().await;
    let officer = app.officer("personnel_officer", AGENCY).await;
    let (here, there) = (unit(&app, AGENCY).await, unit(&app, OTHER_AGENCY).await);
    officer.post(PATH, newcomer("9905010101900001", "199001012024061001", here, true)).await.expect(201);
    let same = newcomer("9905010101900001", "199001012024061009", here, false);
    officer.post(PATH, same).await.problem(409, "already_employed");
    let second = newcomer("9901010101900002", "199001012024061002", here, true);
    officer.post(PATH, second).await.problem(409, "unit_has_head");
    let elsewhere = newcomer("9901010101900003", "199001012024061003", there, false);
    officer.post(PATH, elsewhere).await.problem(422, "unit_unknown");
    let wrong = newcomer("99", "x", here, false);
    officer.post(PATH, wrong).await.problem(422, "bad_input").field("/nik").field("/nip");
    assert_eq!(app.count("SELECT count(*) FROM employee").await, 1);
    let other = app.officer("personnel_officer", OTHER_AGENCY).await;
    other.get(PATH).await.problem(404, "not_found");
}

#[actix_web::test]
async fn an_unproven_claim_to_an_employees_number_shows_nothing() {
    let app = TestApp::start().await;
    let officer = app.officer("personnel_officer", AGENCY).await;
    let here = unit(&app, AGENCY).await;
    let stranger = app.person_with_nik("Orang Lain", "9905010101900001", "unproven").await;
    officer.post(PATH, newcomer("9905010101900001", "199001012024061001", here, false)).await.expect(201);
    let own = stranger.get("/api/v1/employees/me").await.expect(200);
    assert_eq!(own.body["items"], json!([]));
}
