//! A national round: Panselnas's result is the legal one, ours stands beside it.
use serde_json::json;

use super::run::{make, run_path};
use crate::support::{AGENCY, TestApp};

const MARKS: &str =
    "no_peserta;twk;tiu;tkp;keterangan\nANI-1;100;120;190;\nBUDI-2;60;120;190;\nCICI-3;;;;TH\n";
const SAME: &str = "no_peserta;twk;tiu;tkp;total;keterangan\nANI-1;100;120;190;410;P/L\nBUDI-2;60;120;190;370;TL\nCICI-3;;;;;TH\n";

#[actix_web::test]
async fn the_same_result_opens_the_way_to_the_announcement() {
    let app = TestApp::start().await;
    let round = app.selection_round("national", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2", "CICI-3"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    round.approved_marks(&first, &second, "stage=skd", MARKS).await;
    let run = make(&first, &round, "skd").await;
    assert_eq!(run["announceable"]["blocks"], json!(["national_result_missing"]));
    let path = run_path(&run, "/national-result");
    let compared = first.upload(&path, SAME.as_bytes()).await.expect(201);
    assert_eq!((&compared.body["compared"], &compared.body["difference_count"]), (&json!(3), &json!(0)));
    let again = first.upload(&path, SAME.as_bytes()).await.expect(200);
    assert_eq!(again.body, compared.body);
    let seen = first.get(&run_path(&run, "")).await.expect(200);
    assert_eq!(seen.body["run"]["announceable"], json!({"allowed": true, "blocks": []}));
    let broken =
        first.upload(&path, b"no_peserta;twk\nANI-1;abc\n").await.problem(422, "national_file_refused");
    assert!(broken.field("/2/B").body.to_string().find("abc").is_none());
}

#[actix_web::test]
async fn a_difference_blocks_until_an_officer_records_what_it_is_and_theirs_is_announced() {
    let app = TestApp::start().await;
    let round = app.selection_round("national", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2", "CICI-3"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    round.approved_marks(&first, &second, "stage=skd", MARKS).await;
    let run = make(&first, &round, "skd").await;
    let theirs = SAME.replace("TL", "P/L").replace("CICI-3;;;;;TH\n", "DODI-4;100;100;200;400;P\n");
    let compared = first.upload(&run_path(&run, "/national-result"), theirs.as_bytes()).await.expect(201);
    assert_eq!(compared.body["difference_count"], 3);
    let seen = first.get(&run_path(&run, "")).await.expect(200);
    assert_eq!(seen.body["run"]["announceable"]["blocks"], json!(["differences_unexplained"]));
    let list = first.get(&run_path(&run, "/differences")).await.expect(200);
    let items = list.body["items"].as_array().unwrap();
    let told: Vec<_> =
        items.iter().map(|one| (&one["participant"], &one["field"], &one["ours"], &one["theirs"])).collect();
    assert_eq!(told[0], (&json!("BUDI-2"), &json!("code"), &json!("TL"), &json!("P/L")));
    assert_eq!(told[1], (&json!("CICI-3"), &json!("participant"), &json!("CICI-3"), &json!(null)));
    assert_eq!(told[2], (&json!("DODI-4"), &json!("participant"), &json!(null), &json!("DODI-4")));

    let path = run_path(&run, "/explanations");
    let text = "Panselnas memutus menurut surat 12/2026.";
    let explain = |ids: Vec<&serde_json::Value>, cause: &str| json!({"differences": ids, "cause": cause, "explanation": text});
    let bad = first.post(&path, explain(vec![&items[0]["id"]], "because")).await;
    bad.problem(422, "bad_input").field("/cause");
    first.post(&path, explain(vec![&items[0]["id"]], "national_ruling")).await.expect(201);
    first.post(&path, explain(vec![&items[0]["id"]], "other")).await.problem(409, "already_explained");
    first.post(&path, explain(vec![&items[1]["id"], &items[2]["id"]], "fault_reported")).await.expect(201);
    let seen = first.get(&run_path(&run, "")).await.expect(200);
    assert_eq!(seen.body["run"]["announceable"]["allowed"], true);
    let mut connection = app.owner().await;
    let id = run["id"].as_str().unwrap().parse().unwrap();
    let rows = server::results::rows_for_announcement(&mut connection, AGENCY, id).await.unwrap();
    let mut told: Vec<_> =
        rows.iter().map(|row| (row.participant_code.as_str(), row.code.as_str())).collect();
    told.sort();
    assert_eq!(told, [("ANI-1", "P/L"), ("BUDI-2", "P/L")], "the legal result, and only who stands in it");
    for kind in ["recomputation_recorded", "national_result_imported"] {
        assert_eq!(app.count(&format!("SELECT count(*) FROM record_leaf WHERE kind = '{kind}'")).await, 1);
    }
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'difference_explained'").await, 2);
}

#[actix_web::test]
async fn an_own_round_has_no_national_result() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2", "CICI-3"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    round.approved_marks(&first, &second, "stage=skd", MARKS).await;
    let run = make(&first, &round, "skd").await;
    first
        .upload(&run_path(&run, "/national-result"), SAME.as_bytes())
        .await
        .problem(409, "no_national_result");
}
