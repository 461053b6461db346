//! The verdict sheet goes out in the layout of the SSCASN export.
use diesel::sql_types::{Bytea, Text};
use diesel_async::RunQueryDsl;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::support::{AGENCY, Caller, Response, TestApp, handed_in::HandedIn};

async fn sheet(round: &HandedIn<'_>, officer: &Caller<'_>, format: &str) -> Response {
    let path = round.at(&format!("/verification/sheet?format={format}"));
    round.app.send(officer.request(Method::GET, &path), Method::GET, &path).await
}

/// Makes an application look as if it had come in by the export.
async fn imported(app: &TestApp, application: Uuid, register: &str) {
    let frozen = json!({
        "answers": {}, "applicant": {"name": "Pelamar Rekaan", "nik": "9901010101900001", "birth_date": "1998-05-17"},
        "reference_date": "2026-11-01", "documents": [],
        "imported": {"nik": "9901010101900001", "no_register": register, "nama_ktp": "Pelamar Rekaan",
            "pendidikan_kode": "5103000"},
    });
    let sealed = app.state.keys().seal_text("application_snapshot.answers", &frozen.to_string()).unwrap();
    diesel::sql_query("UPDATE application_snapshot SET answers_sealed = $1 WHERE application_id = $2")
        .bind::<Bytea, _>(sealed)
        .bind::<diesel::sql_types::Uuid, _>(application)
        .execute(&mut app.owner().await)
        .await
        .unwrap();
    diesel::sql_query("UPDATE application SET source = 'sscasn', register_number = $1 WHERE id = $2")
        .bind::<Text, _>(register)
        .bind::<diesel::sql_types::Uuid, _>(application)
        .execute(&mut app.owner().await)
        .await
        .unwrap();
}

#[actix_web::test]
async fn released_verdicts_stand_beside_the_rows_that_came_in() {
    let app = TestApp::start().await;
    let round = app.closed_round("national").await;
    let people = round.submitted_by(2).await;
    imported(&app, people[0].1, "8300000000001").await;
    imported(&app, people[1].1, "8300000000002").await;
    let verifier = app.officer("verifier", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    let opened = verifier.get(&reading).await.expect(200);
    assert_eq!(opened.text("/source"), "sscasn");
    assert_eq!(opened.text("/items/2/finding"), "person_will_judge", "statements lie at SSCASN");
    round.give(&verifier, &reading, Some("education_not_listed")).await;
    let committee = app.officer("committee", AGENCY).await;
    let before = sheet(&round, &committee, "csv").await.expect(200);
    assert!(!String::from_utf8(before.bytes).unwrap().contains("TMS"), "not before the release");
    round.release(&app.officer("supervisor", AGENCY).await, &reading).await;

    let after = sheet(&round, &committee, "csv").await.expect(200);
    let text = String::from_utf8(after.bytes).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].split(';').count(), 49);
    let refused = lines.iter().find(|line| line.contains("8300000000001")).unwrap();
    assert!(refused.contains("TMS") && refused.contains("kualifikasi pendidikan"), "{refused}");
    let open = lines.iter().find(|line| line.contains("8300000000002")).unwrap();
    assert!(!open.contains("MS"), "{open}");
    let workbook = sheet(&round, &committee, "xlsx").await.expect(200);
    assert!(workbook.bytes.starts_with(b"PK"));
    let audited = "SELECT count(*) FROM record_audit WHERE kind = 'verdict_sheet_exported'";
    assert_eq!(app.count(audited).await, 3);
    sheet(&round, &verifier, "csv").await.problem(404, "not_found");
}
