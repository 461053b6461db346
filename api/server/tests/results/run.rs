//! A round from marks to an approved run, and what must not become one.
use serde_json::{Value, json};

use crate::support::{AGENCY, Caller, OTHER_AGENCY, TestApp, TestRound};

const TESTS: &str = "no_peserta;practice;interview;keterangan\n";

pub async fn make(officer: &Caller<'_>, round: &TestRound<'_>, stage: &str) -> Value {
    officer.post(&round.at("/runs"), json!({"stage": stage})).await.expect(201).body
}

pub fn run_path(run: &Value, rest: &str) -> String {
    format!("/api/v1/agencies/{AGENCY}/runs/{}{rest}", run["id"].as_str().unwrap())
}

#[actix_web::test]
async fn an_own_round_goes_from_marks_to_a_run_that_two_others_approve() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "blud-professional").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2", "CICI-3"], vacancy).await;
    let [first, second, third] = [
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
    ];
    first.post(&round.at("/runs"), json!({"stage": "tests"})).await.problem(409, "marks_missing");
    let csv = format!("{TESTS}ANI-1;80,25;90;\nBUDI-2;70;75;\nCICI-3;;;TH\n");
    round.approved_marks(&first, &second, "stage=tests", &csv).await;
    let run = make(&first, &round, "tests").await;
    assert_eq!(run["announceable"], json!({"allowed": false, "blocks": ["approval_missing"]}));

    let outcomes = second.get(&run_path(&run, "/outcomes")).await.expect(200);
    let seen: Vec<_> = outcomes.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (one["participant_code"].as_str().unwrap(), one["code"].as_str().unwrap(), one["rank"].as_i64())
        })
        .collect();
    assert_eq!(seen, [("ANI-1", "L", Some(1)), ("BUDI-2", "P", Some(2)), ("CICI-3", "TH", None)]);
    // 80.25 × 0.6 + 90 × 0.4
    assert_eq!(outcomes.body["items"][0]["marks"]["final"], "84.15");
    assert!(outcomes.body["items"][0].get("trace").is_none());

    let approve = run_path(&run, "/approve");
    first.act(&approve, json!({}), "\"1\"").await.problem(409, "run_by_same_officer");
    let once = second.act(&approve, json!({}), "\"1\"").await.expect(200);
    assert_eq!(once.body["announceable"]["allowed"], false);
    second.act(&approve, json!({}), "\"1\"").await.problem(409, "run_approved_twice");
    let twice = third.act(&approve, json!({}), "\"1\"").await.expect(200);
    assert_eq!(twice.body["announceable"], json!({"allowed": true, "blocks": []}));

    let mut connection = app.owner().await;
    let id = run["id"].as_str().unwrap().parse().unwrap();
    let rows = server::results::rows_for_announcement(&mut connection, AGENCY, id).await.unwrap();
    let mut told: Vec<_> =
        rows.iter().map(|row| (row.participant_code.as_str(), row.code.as_str())).collect();
    told.sort();
    assert_eq!(told, [("ANI-1", "L"), ("BUDI-2", "P"), ("CICI-3", "TH")]);
    let legend = app.get(&round.at("/status-codes")).await.expect(200);
    assert!(legend.body.as_array().unwrap().iter().any(|one| one["code"] == "L" && one["state"] == "placed"));

    // A corrected mark after the run stands in the way of its announcement.
    let csv = format!("{TESTS}BUDI-2;99;99;\n");
    round.approved_marks(&first, &second, "stage=tests&reason=Salah%20ketik%20penguji", &csv).await;
    let seen = first.get(&run_path(&run, "")).await.expect(200);
    assert_eq!(seen.body["run"]["announceable"]["blocks"], json!(["marks_changed"]));
    let newer = make(&first, &round, "tests").await;
    assert_ne!(newer["inputs_hash"], run["inputs_hash"]);
    let seen = first.get(&run_path(&run, "")).await.expect(200);
    assert_eq!(seen.body["run"]["announceable"]["blocks"], json!(["not_newest", "marks_changed"]));
}

#[actix_web::test]
async fn nobody_is_absent_because_a_row_is_missing() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "blud-professional").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    round.approved_marks(&first, &second, "stage=tests", &format!("{TESTS}ANI-1;80;90;\n")).await;
    let refused = first.post(&round.at("/runs"), json!({"stage": "tests"})).await;
    refused.problem(409, "marks_incomplete").field("/BUDI-2");
    assert_eq!(app.count("SELECT count(*) FROM result_run").await, 0);
}

#[actix_web::test]
async fn a_pool_without_thresholds_refuses_its_vacancies_and_not_the_run() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let general = round.vacancy("Perawat", "general", 1).await;
    let borneo = round.vacancy("Bidan", "kalimantan", 1).await;
    round.participant("ANI-1", general).await;
    round.participant("BUDI-2", borneo).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let csv = "no_peserta;twk;tiu;tkp\nANI-1;100;120;190\nBUDI-2;100;120;190\n";
    round.approved_marks(&first, &second, "stage=skd", csv).await;
    let run = make(&first, &round, "skd").await;
    let seen = first.get(&run_path(&run, "")).await.expect(200);
    let vacancies = &seen.body["vacancies"];
    assert_eq!(
        (&vacancies[0]["post_title"], &vacancies[0]["refused_stage"]),
        (&json!("Bidan"), &json!("skd"))
    );
    assert_eq!((&vacancies[1]["going_on"], &vacancies[1]["refused_stage"]), (&json!(1), &Value::Null));
    let mut connection = app.owner().await;
    let id = run["id"].as_str().unwrap().parse().unwrap();
    let rows = server::results::rows_for_announcement(&mut connection, AGENCY, id).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.participant_code.as_str()).collect::<Vec<_>>(), ["ANI-1"]);
}

#[actix_web::test]
async fn the_order_in_which_marks_came_changes_nothing() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "blud-professional").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let (ani, budi) = ("ANI-1;80;90;\n", "BUDI-2;81;91;\n");
    round.approved_marks(&first, &second, "stage=tests", &format!("{TESTS}{ani}{budi}")).await;
    let once = make(&first, &round, "tests").await;
    let again = format!("{TESTS}{budi}{ani}");
    round.approved_marks(&first, &second, "stage=tests&reason=urutan%20lain", &again).await;
    let twice = make(&first, &round, "tests").await;
    assert_eq!((&once["inputs_hash"], &once["rules_hash"]), (&twice["inputs_hash"], &twice["rules_hash"]));
    assert_eq!((once["number"].as_i64(), twice["number"].as_i64()), (Some(1), Some(2)));
}

#[actix_web::test]
async fn the_higher_grade_ends_a_tie_of_all_marks_but_scales_are_not_compared() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let (nurse, midwife) =
        (round.vacancy("Perawat", "general", 1).await, round.vacancy("Bidan", "general", 1).await);
    let nurses = round.participants(&["ANI-1", "BUDI-2"], nurse).await;
    let midwives = round.participants(&["CICI-3", "DODI-4"], midwife).await;
    for (person, grade) in nurses.iter().chain(&midwives).zip(["3,25", "3.40", "3.10", "88.5"]) {
        round.grade(person, grade).await;
    }
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let rows = |marks: &str| {
        ["ANI-1", "BUDI-2", "CICI-3", "DODI-4"].map(|code| format!("{code};{marks}\n")).concat()
    };
    let skd = format!("no_peserta;twk;tiu;tkp\n{}", rows("100;120;190"));
    round.approved_marks(&first, &second, "stage=skd", &skd).await;
    let skb = format!("no_peserta;skb_cat\n{}", rows("70,5"));
    round.approved_marks(&first, &second, "stage=skb", &skb).await;
    let run = make(&first, &round, "skb").await;
    let outcomes = first.get(&run_path(&run, "/outcomes")).await.expect(200);
    let state = |code: &str| {
        let items = outcomes.body["items"].as_array().unwrap();
        items.iter().find(|one| one["participant_code"] == code).unwrap()["state"].clone()
    };
    assert_eq!([state("ANI-1"), state("BUDI-2")], ["without_place", "placed"]);
    assert_eq!([state("CICI-3"), state("DODI-4")], ["undecided", "undecided"]);
}

#[actix_web::test]
async fn a_tie_waits_for_a_ruling_of_two_officers() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    let people = round.participants(&["ANI-1", "BUDI-2"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let skd = "no_peserta;twk;tiu;tkp\nANI-1;100;120;190\nBUDI-2;100;120;190\n";
    round.approved_marks(&first, &second, "stage=skd", skd).await;
    round
        .approved_marks(&first, &second, "stage=skb", "no_peserta;skb_cat\nANI-1;70,5\nBUDI-2;70.500\n")
        .await;
    let run = make(&first, &round, "skb").await;
    assert_eq!(run["announceable"]["blocks"], json!(["approval_missing", "undecided"]));
    second.act(&run_path(&run, "/approve"), json!({}), "\"1\"").await.problem(409, "run_undecided");
    let ruling = |ranked: Vec<uuid::Uuid>| json!({"vacancy_id": vacancy, "ranked": ranked, "document": "Surat 12/2026, 3 November 2026"});
    let path = round.at("/rulings");
    let one_only = ruling(vec![people[0].application, people[0].application]);
    first.post(&path, one_only).await.problem(422, "ruling_without_tie");
    let told =
        first.post(&path, ruling(vec![people[1].application, people[0].application])).await.expect(201);
    let confirm = format!("{path}/{}/confirm", told.text("/id"));
    first.act(&confirm, json!({}), &told.etag()).await.problem(409, "ruling_by_same_officer");
    // An unconfirmed ruling decides nothing.
    assert_eq!(
        make(&first, &round, "skb").await["announceable"]["blocks"],
        json!(["approval_missing", "undecided"])
    );
    second.act(&confirm, json!({}), &told.etag()).await.expect(200);
    let run = make(&first, &round, "skb").await;
    let outcomes = first.get(&run_path(&run, "/outcomes")).await.expect(200);
    assert_eq!(outcomes.body["items"][0]["state"], "without_place");
    assert_eq!(outcomes.body["items"][1]["state"], "placed");
}

#[actix_web::test]
async fn a_run_cannot_be_changed_and_another_agency_sees_none() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "blud-professional").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participant("ANI-1", vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    round.approved_marks(&first, &second, "stage=tests", &format!("{TESTS}ANI-1;80;90;\n")).await;
    let run = make(&first, &round, "tests").await;
    let mut connection = app.state.primary().await.unwrap();
    for statement in [
        "UPDATE result_outcome SET code = 'L'",
        "UPDATE result_run SET stage = 'x'",
        "DELETE FROM result_outcome",
        "UPDATE mark SET value = 100",
        "UPDATE result_approval SET approved_at = now()",
    ] {
        use diesel_async::RunQueryDsl;
        let refused = diesel::sql_query(statement).execute(&mut connection).await;
        assert!(refused.unwrap_err().to_string().contains("permission denied"), "{statement}");
    }
    drop(connection);
    let other = app.officer("committee", OTHER_AGENCY).await;
    let elsewhere = format!("/api/v1/agencies/{OTHER_AGENCY}/runs/{}", run["id"].as_str().unwrap());
    for path in [
        run_path(&run, ""),
        elsewhere.clone(),
        format!("{elsewhere}/outcomes"),
        format!("{elsewhere}/differences"),
    ] {
        other.get(&path).await.problem(404, "not_found");
    }
    other.act(&format!("{elsewhere}/approve"), json!({}), "\"1\"").await.problem(404, "not_found");
}

#[actix_web::test]
async fn twelve_hundred_people_in_ninety_four_vacancies_are_one_run() {
    let app = TestApp::start().await;
    let round = app.selection_round("national", "cpns-2024").await;
    let mut csv = String::from("no_peserta;twk;tiu;tkp;keterangan\n");
    for at in 0..94 {
        let vacancy = round.vacancy(&format!("Jabatan {at}"), "general", 1).await;
        let names: Vec<String> = (0..13).map(|person| format!("P{at:02}-{person:02}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for (n, person) in (0..).zip(round.participants(&names, vacancy).await) {
            csv += &format!("{};{};{};{};\n", person.number, 60 + 5 * (n % 9), 75 + 5 * (n % 7), 160 + n);
        }
    }
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    round.approved_marks(&first, &second, "stage=skd", &csv).await;
    let run = make(&first, &round, "skd").await;
    assert_eq!(run["participant_count"], 94 * 13);
    assert_eq!(app.count("SELECT count(*) FROM result_outcome").await, 94 * 13);
    // As fast as it should be: `cargo xtask bench`.
}
