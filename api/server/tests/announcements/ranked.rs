//! The committee announces what an approved run gave.
use serde_json::{Value, json};

use crate::support::{AGENCY, TestApp};

#[actix_web::test]
async fn the_result_is_announced_only_after_two_approved_and_carries_marks_and_codes() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "blud-professional").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    let people = round.participants(&["ANI-1", "BUDI-2", "CICI-3"], vacancy).await;
    let [first, second, third] = [
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
    ];
    let csv = "no_peserta;practice;interview;keterangan\nANI-1;80,25;90;\nBUDI-2;70;75;\nCICI-3;;;TH\n";
    round.approved_marks(&first, &second, "stage=tests", csv).await;
    let run = first.post(&round.at("/runs"), json!({"stage": "tests"})).await.expect(201).text("/id");
    let drafts = round.at("/announcement-drafts");
    let body = |stage: &str| json!({"stage": stage, "letter": "800/9", "run": run});
    first.post(&drafts, body("result")).await.problem(409, "run_not_announceable");
    for officer in [&second, &third] {
        let approve = format!("/api/v1/agencies/{AGENCY}/runs/{run}/approve");
        officer.act(&approve, json!({}), "\"1\"").await.expect(200);
    }
    first.post(&drafts, body("shortlist")).await.problem(404, "not_found");
    first.post(&drafts, body("administrative")).await.problem(422, "bad_input").field("/run");
    let draft = first.post(&drafts, body("result")).await.expect(201);
    let path = format!("{drafts}/{}/publish", draft.text("/id"));
    second.act(&path, Value::Null, &draft.etag()).await.expect(200);

    let announced = round.at(&format!("/announcements/{}", draft.text("/id")));
    let rows = app.get(&format!("{announced}/rows")).await.expect(200).body;
    let seen: Vec<_> = rows["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["participant_code"].as_str().unwrap(),
                row["status"].as_str().unwrap(),
                row["place"].as_i64(),
            )
        })
        .collect();
    assert_eq!(seen, [("ANI-1", "L", Some(1)), ("BUDI-2", "P", Some(2)), ("CICI-3", "TH", None)]);
    let marks = rows["items"][0]["marks"].as_array().unwrap();
    assert!(marks.contains(&json!({"code": "final", "value": "84.15"})), "{marks:?}");
    let legend = app.get(&announced).await.expect(200).body["legend"].clone();
    for code in ["L", "P", "TH", "final", "practice"] {
        assert!(legend.as_array().unwrap().iter().any(|entry| entry["code"] == code), "{code}: {legend}");
    }
    let total = legend.as_array().unwrap().iter().find(|entry| entry["code"] == "final").unwrap();
    assert_eq!(total["legend"], json!({"id": "Nilai akhir", "en": "Final mark"}));
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'result_announced'").await, 1);
    let counted = "SELECT milestone_count FROM record_leaf WHERE kind = 'result_announced'";
    assert_eq!(app.count(counted).await, 3);

    // Ani signs in and reads why; Budi's reasons are not hers.
    let ani = app.person("Ani").await;
    app.sql(&format!(
        "UPDATE application SET person_id = '{}' WHERE participant_code = 'ANI-1'",
        ani.person_id
    ))
    .await;
    let decisions = super::decisions(&ani, people[0].application).await.expect(200);
    assert_eq!(decisions.text("/stages/0/status"), "L");
    assert_eq!(decisions.text("/stages/0/why/outcome/participant_code"), "ANI-1");
    super::decisions(&ani, people[1].application).await.problem(404, "not_found");
}
