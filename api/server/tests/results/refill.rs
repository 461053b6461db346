//! Places that stayed empty go to people who applied elsewhere, and everybody can read where.
use serde_json::{Value, json};

use super::run::{make, run_path};
use crate::support::{AGENCY, TestApp, TestRound};

fn outcome<'a>(outcomes: &'a Value, code: &str) -> &'a Value {
    outcomes["items"].as_array().unwrap().iter().find(|one| one["participant_code"] == code).unwrap()
}

/// Marks of both stages: all are equal in the basic test, the field test makes the rank.
async fn marks(round: &TestRound<'_>, field: &[(&str, &str)]) {
    let app = round.app;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let rows = |mark: &dyn Fn(&str) -> String| {
        field.iter().map(|(code, cat)| format!("{code};{}\n", mark(cat))).collect::<String>()
    };
    let skd = format!("no_peserta;twk;tiu;tkp\n{}", rows(&|_| "100;120;190".into()));
    round.approved_marks(&first, &second, "stage=skd", &skd).await;
    let skb = format!("no_peserta;skb_cat\n{}", rows(&str::to_owned));
    round.approved_marks(&first, &second, "stage=skb", &skb).await;
}

/// The worked example of the regulations (1.6): 78.1 keeps the special place, 75 fills the general one by U-1.
#[actix_web::test]
async fn cici_reads_that_she_has_the_general_place_that_stayed_empty() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let general = round.vacancy("Perawat", "general", 2).await;
    let special = round.vacancy("Perawat", "cum_laude", 1).await;
    let midwives = round.vacancy("Bidan", "general", 1).await;
    round.participant("ANI-1", general).await;
    let nurses = round.participants(&["BUDI-2", "CICI-3"], special).await;
    marks(&round, &[("ANI-1", "70"), ("BUDI-2", "78,1"), ("CICI-3", "75")]).await;
    let [first, second, third] = [
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
    ];
    let run = make(&first, &round, "skb").await;
    let outcomes = first.get(&run_path(&run, "/outcomes")).await.expect(200).body;
    let cici = outcome(&outcomes, "CICI-3");
    assert_eq!((&cici["code"], &cici["rank"]), (&json!("U-1"), &json!(2)));
    assert_eq!((&cici["vacancy_id"], &cici["placed_at"]), (&json!(special), &json!(general)));
    assert_eq!(outcome(&outcomes, "BUDI-2")["placed_at"], json!(special));
    let vacancies = first.get(&run_path(&run, "")).await.expect(200).body["vacancies"].clone();
    let of = |id: uuid::Uuid| vacancies.as_array().unwrap().iter().find(|one| one["vacancy_id"] == json!(id));
    let filled = |id| of(id).map(|one| (one["placed"].clone(), one["empty"].clone()));
    assert_eq!(filled(general), Some((json!(2), json!(0))));
    assert_eq!(filled(midwives), Some((json!(0), json!(1))), "another post takes no nurse");

    for officer in [&second, &third] {
        officer.act(&run_path(&run, "/approve"), json!({}), "\"1\"").await.expect(200);
    }
    let drafts = round.at("/announcement-drafts");
    let body = json!({"stage": "result", "letter": "800/9", "run": run["id"]});
    let draft = first.post(&drafts, body).await.expect(201);
    let publish = format!("{drafts}/{}/publish", draft.text("/id"));
    second.act(&publish, Value::Null, &draft.etag()).await.expect(200);
    let announced = round.at(&format!("/announcements/{}", draft.text("/id")));
    let rows = app.get(&format!("{announced}/rows")).await.expect(200).body;
    let placed = &outcome(&rows, "CICI-3")["placed"];
    assert_eq!((&placed["vacancy_id"], &placed["post_title"]), (&json!(general), &json!("Perawat")));
    assert_eq!(outcome(&rows, "BUDI-2")["placed"], Value::Null);
    let legend = app.get(&announced).await.expect(200).body["legend"].clone();
    let meaning = legend.as_array().unwrap().iter().find(|one| one["code"] == "U-1").unwrap();
    assert!(meaning["legend"]["id"].as_str().unwrap().contains("kebutuhan umum yang kosong"), "{meaning}");

    let cici = app.person("Cici").await;
    app.sql(&format!(
        "UPDATE application SET person_id = '{}' WHERE participant_code = 'CICI-3'",
        cici.person_id
    ))
    .await;
    let path = format!("/api/v1/agencies/{AGENCY}/applications/{}/decisions", nurses[1].application);
    let decisions = cici.get(&path).await.expect(200);
    assert_eq!(decisions.text("/stages/0/placed/unit_path"), "Dinas Rekaan");
    assert_eq!(decisions.text("/stages/0/why/legend/code"), "U-1");
    assert_eq!(decisions.text("/stages/0/why/placed_elsewhere/vacancy_id"), general.to_string());
    let names = &decisions.body["stages"][0]["why"]["names"];
    let name = names.as_array().unwrap().iter().find(|one| one["code"] == json!(general)).unwrap();
    assert_eq!(name["id"], "Perawat, Dinas Rekaan");
}

#[actix_web::test]
async fn a_tie_for_an_empty_place_is_ruled_on_though_those_tied_applied_elsewhere() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let general = round.vacancy("Perawat", "general", 1).await;
    let cum_laude = round.vacancy("Perawat", "cum_laude", 1).await;
    let disability = round.vacancy("Perawat", "disability", 1).await;
    let graduates = round.participants(&["ANI-1", "BUDI-2"], cum_laude).await;
    let others = round.participants(&["CICI-3", "DODI-4"], disability).await;
    marks(&round, &[("ANI-1", "90"), ("BUDI-2", "70"), ("CICI-3", "90"), ("DODI-4", "70")]).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let run = make(&first, &round, "skb").await;
    let outcomes = first.get(&run_path(&run, "/outcomes")).await.expect(200).body;
    for code in ["BUDI-2", "DODI-4"] {
        assert_eq!(outcome(&outcomes, code)["state"], "undecided");
    }
    let ruling = |vacancy: uuid::Uuid| {
        let ranked = [others[1].application, graduates[1].application];
        json!({"vacancy_id": vacancy, "ranked": ranked, "document": "Surat 12/2026, 3 November 2026"})
    };
    let path = round.at("/rulings");
    first.post(&path, ruling(cum_laude)).await.problem(422, "ruling_without_tie");
    let told = first.post(&path, ruling(general)).await.expect(201);
    let confirm = format!("{path}/{}/confirm", told.text("/id"));
    second.act(&confirm, json!({}), &told.etag()).await.expect(200);
    let run = make(&first, &round, "skb").await;
    let outcomes = first.get(&run_path(&run, "/outcomes")).await.expect(200).body;
    assert_eq!(outcome(&outcomes, "DODI-4")["placed_at"], json!(general));
    assert_eq!(outcome(&outcomes, "BUDI-2")["state"], "without_place");
}

#[actix_web::test]
async fn rules_younger_than_the_first_marks_decide_nothing_unless_they_are_an_amendment() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "blud-professional").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participant("ANI-1", vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let csv = "no_peserta;practice;interview;keterangan\nANI-1;80;90;\n";
    round.approved_marks(&first, &second, "stage=tests", csv).await;
    app.sql("UPDATE round_rules SET at = at + interval '1 year'").await;
    let refused = first.post(&round.at("/runs"), json!({"stage": "tests"})).await;
    refused.problem(409, "inputs_refused").field("/rules");
    app.sql(
        "UPDATE round_rules SET legal_basis = 'Keputusan Wali Kota 9/2026',
           authored_by = (SELECT min(id::text)::uuid FROM account),
           approved_by = (SELECT max(id::text)::uuid FROM account)",
    )
    .await;
    make(&first, &round, "tests").await;
}
