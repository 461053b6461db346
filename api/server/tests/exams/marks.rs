//! Marks come in by sheet: checked whole, approved by a second officer, corrected by a new sheet.
use serde_json::json;

use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

const HEAD: &str = "no_peserta;twk;tiu;tkp;keterangan\n";

#[actix_web::test]
async fn a_sheet_is_checked_approved_by_another_officer_and_counts() {
    let app = TestApp::start().await;
    let round = app.selection_round("national", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    let people = round.participants(&["ANI-1", "BUDI-2", "CICI-3"], vacancy).await;
    let (ani, budi) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    // By participant number or by code, in any order; TH and DIS are kept.
    let csv = format!("{HEAD}BUDI-2;;;;TH\n{};100;120;190;\nCICI-3;100;120;191;DIS\n", people[0].number);
    let path = round.at("/marks?stage=skd");
    let sheet = ani.upload(&path, csv.as_bytes()).await.expect(201);
    assert_eq!((sheet.text("/state"), sheet.body["row_count"].as_i64()), ("checked".into(), Some(3)));
    assert_eq!(sheet.body["uploaded_by_you"], true);
    let one = round.at(&format!("/marks/{}", sheet.text("/id")));
    let rows = budi.get(&format!("{one}/rows")).await.expect(200);
    assert_eq!(rows.body["items"][1]["marks"]["tiu"], json!({"delivered": "120", "value": "120"}));
    assert_eq!(rows.body["items"][0]["presence"], "absent");

    // Nothing counts yet, and the uploader cannot make it count.
    let stages = budi.get(&round.at("/mark-stages")).await.expect(200);
    assert_eq!(stages.body[0]["components"][0]["covered"], 0);
    let approve = format!("{one}/approve");
    ani.act(&approve, json!({}), &sheet.etag()).await.problem(409, "marks_by_same_officer");
    budi.act(&approve, json!({}), "\"7\"").await.problem(412, "changed_meanwhile");
    let approved = budi.act(&approve, json!({}), &sheet.etag()).await.expect(200);
    assert_eq!((approved.text("/state"), approved.body["number"].as_i64()), ("approved".into(), Some(1)));
    budi.act(&approve, json!({}), &approved.etag()).await.problem(409, "already_approved");
    let stages = budi.get(&round.at("/mark-stages")).await.expect(200);
    assert_eq!(stages.body[0]["components"][0]["covered"], 3);
    for kind in ["marks_imported", "marks_approved"] {
        let facts = format!("SELECT count(*) FROM record_leaf WHERE kind = '{kind}'");
        assert_eq!(app.count(&facts).await, 1, "{kind}");
    }
}

#[actix_web::test]
async fn every_bad_row_is_named_and_nothing_of_the_file_is_kept_but_the_original() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2", "CICI-3"], vacancy).await;
    let officer = app.officer("committee", AGENCY).await;
    let csv =
        format!("{HEAD}ANI-1;101;120;190;\nBUDI-2;100;999;190;\nORANG-9;100;120;190;\nCICI-3;100;120;190;\n");
    let sheet = officer.upload(&round.at("/marks?stage=skd"), csv.as_bytes()).await.expect(201);
    assert_eq!(sheet.text("/state"), "refused");
    let seen = officer.get(&round.at(&format!("/marks/{}", sheet.text("/id")))).await.expect(200);
    let findings: Vec<_> = seen.body["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            format!("{} {} {}", one["row"], one["column"].as_str().unwrap(), one["code"].as_str().unwrap())
        })
        .collect();
    assert_eq!(findings, ["2 twk not_a_step", "3 tiu out_of_range", "4 no_peserta participant_unknown"]);
    assert!(!seen.body.to_string().contains("999") && !seen.body.to_string().contains("ORANG"));
    for table in ["mark", "mark_row", "record_leaf"] {
        assert_eq!(app.count(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
    let approver = app.officer("committee", AGENCY).await;
    let approve = round.at(&format!("/marks/{}/approve", sheet.text("/id")));
    approver.act(&approve, json!({}), &sheet.etag()).await.problem(409, "sheet_refused");

    let broken =
        officer.upload(&round.at("/marks?stage=skd"), b"no_peserta;twk\nANI-1;100\n").await.expect(201);
    let seen = officer.get(&round.at(&format!("/marks/{}", broken.text("/id")))).await.expect(200);
    assert_eq!(seen.body["findings"][0]["code"], "columns_missing");
    assert_eq!(seen.body["findings"][0]["parameters"]["columns"], "tiu, tkp");
    officer.upload(&round.at("/marks?stage=interview"), csv.as_bytes()).await.problem(422, "stage_unknown");
}

#[actix_web::test]
async fn the_original_lies_encrypted() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participant("ANI-1", vacancy).await;
    let officer = app.officer("committee", AGENCY).await;
    let csv = format!("{HEAD}ANI-1;100;120;190;\n");
    let sheet = officer.upload(&round.at("/marks?stage=skd"), csv.as_bytes()).await.expect(201);
    use object_store::ObjectStoreExt;
    let place = format!("{AGENCY}/imports/{}.age", sheet.text("/id"));
    let kept = app.state.documents().get(&place.as_str().into()).await.unwrap().bytes().await.unwrap();
    assert!(!kept.windows(5).any(|window| window == b"ANI-1"));
    assert_eq!(age::decrypt(&app.state.keys().documents, &kept).unwrap(), csv.as_bytes());
}

#[actix_web::test]
async fn the_same_file_twice_changes_nothing() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participant("ANI-1", vacancy).await;
    let officer = app.officer("committee", AGENCY).await;
    let csv = format!("{HEAD}ANI-1;100;120;190;\n");
    let path = round.at("/marks?stage=skd");
    let first = officer.upload(&path, csv.as_bytes()).await.expect(201);
    let again = officer.upload(&path, csv.as_bytes()).await.expect(200);
    assert_eq!(first.body, again.body);
    for table in ["import_file", "mark_import", "mark_row", "record_leaf"] {
        assert_eq!(app.count(&format!("SELECT count(*) FROM {table}")).await, 1, "{table}");
    }
}

#[actix_web::test]
async fn a_correction_needs_a_reason_and_keeps_what_it_supersedes() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let csv = format!("{HEAD}ANI-1;100;120;190;\nBUDI-2;100;120;180;\n");
    round.approved_marks(&first, &second, "stage=skd", &csv).await;
    let better = format!("{HEAD}ANI-1;105;120;190;\n");
    let told = first.upload(&round.at("/marks?stage=skd"), better.as_bytes()).await;
    let told = told.problem(422, "correction_needs_reason");
    assert!(told.text("/title").contains("1 peserta"), "{}", told.body);
    round.approved_marks(&first, &second, "stage=skd&reason=Nota%20perbaikan%20BKN%2012", &better).await;
    assert_eq!(app.count("SELECT count(*) FROM mark WHERE component = 'twk'").await, 3);
    let mut connection = app.owner().await;
    let current =
        server::exams::current_marks(&mut connection, AGENCY, round.id, &["skd".into()]).await.unwrap();
    let twk: Vec<_> =
        current.iter().filter(|one| one.component == "twk").filter_map(|one| one.value).collect();
    assert_eq!(twk.iter().map(|value| value.to_string()).collect::<Vec<_>>(), ["105", "100"]);
}

#[actix_web::test]
async fn an_old_sheet_cannot_slip_over_a_newer_one_without_a_reason() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participant("ANI-1", vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let path = round.at("/marks?stage=skd");
    let old = first.upload(&path, format!("{HEAD}ANI-1;100;120;190;\n").as_bytes()).await.expect(201);
    round.approved_marks(&first, &second, "stage=skd", &format!("{HEAD}ANI-1;105;120;190;\n")).await;
    let approve = round.at(&format!("/marks/{}/approve", old.text("/id")));
    second.act(&approve, json!({}), &old.etag()).await.problem(422, "correction_needs_reason");
}

#[actix_web::test]
async fn another_agency_sees_nothing_and_can_do_nothing() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participant("ANI-1", vacancy).await;
    let (first, other) =
        (app.officer("committee", AGENCY).await, app.officer("committee", OTHER_AGENCY).await);
    let csv = format!("{HEAD}ANI-1;100;120;190;\n");
    let sheet = first.upload(&round.at("/marks?stage=skd"), csv.as_bytes()).await.expect(201);
    let one = round.at(&format!("/marks/{}", sheet.text("/id")));
    let elsewhere = |path: &str| path.replace(AGENCY, OTHER_AGENCY);
    for path in [one.clone(), round.at("/marks"), elsewhere(&one), elsewhere(&round.at("/marks"))] {
        other.get(&path).await.problem(404, "not_found");
    }
    other.act(&format!("{one}/approve"), json!({}), &sheet.etag()).await.problem(404, "not_found");
    other
        .act(&elsewhere(&format!("{one}/approve")), json!({}), &sheet.etag())
        .await
        .problem(404, "not_found");
    other.upload(&elsewhere(&round.at("/marks?stage=skd")), csv.as_bytes()).await.problem(404, "not_found");
}
