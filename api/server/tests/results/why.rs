//! Each participant reads what decided, from the run's trace alone.
use serde_json::{Value, json};

use super::run::{make, run_path};
use crate::support::{AGENCY, TestApp};

fn statement<'a>(why: &'a Value, code: &str) -> &'a Value {
    let found = why["statements"].as_array().unwrap().iter().find(|one| one["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {why}"))
}

#[actix_web::test]
async fn the_shortlisted_the_one_below_the_border_and_the_one_below_a_threshold() {
    let app = TestApp::start().await;
    let round = app.selection_round("national", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    let names = ["ANI-1", "CICI-3", "DEDE-4", "BUDI-2", "EKO-5"];
    let people = round.participants(&names, vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let csv = "no_peserta;twk;tiu;tkp\nANI-1;100;125;190\nCICI-3;100;125;189\nDEDE-4;85;125;188\nBUDI-2;90;120;188\nEKO-5;60;75;200\n";
    round.approved_marks(&first, &second, "stage=skd", csv).await;
    let run = make(&first, &round, "skd").await;
    let why = async |at: usize| {
        first.get(&run_path(&run, &format!("/outcomes/{}", people[at].application))).await.expect(200).body
    };
    let budi = why(3).await;
    assert_eq!(budi["legend"]["code"], "P");
    let ranked = statement(&budi, "ranked");
    assert_eq!((&ranked["rank"], &ranked["side"]), (&json!(4), &json!("outside")));
    let line = |key: &str, own: &str, other: &str, result: &str| json!({"criterion": {"higher": key}, "own": own, "other": other, "result": result});
    assert_eq!(
        ranked["comparisons"],
        json!([
            line("skd", "398", "398", "equal"),
            line("tkp", "188", "188", "equal"),
            line("tiu", "120", "125", "below")
        ])
    );
    let dede = why(2).await;
    assert_eq!(
        (&dede["legend"]["code"], &statement(&dede, "ranked")["side"]),
        (&json!("P/L"), &json!("inside"))
    );
    let eko = why(4).await;
    let below = statement(&eko, "below_threshold");
    assert_eq!((&below["mark"], &below["minimum"]), (&json!("75"), &json!("80")));
    let tiu = eko["measured"].as_array().unwrap().iter().find(|one| one["key"] == "tiu").unwrap();
    assert_eq!((&tiu["mark"], &tiu["minimum"], &tiu["maximum"]), (&json!("75"), &json!("80"), &json!("175")));
    for other in ["ANI", "CICI", "DEDE", "1998-08-17"] {
        assert!(!budi.to_string().contains(other), "{other} is told to somebody else");
    }
}

#[actix_web::test]
async fn the_tied_read_how_many_they_are_and_every_step_of_the_arithmetic() {
    let app = TestApp::start().await;
    let round = app.selection_round("own", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    let people = round.participants(&["ANI-1", "BUDI-2"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let skd = "no_peserta;twk;tiu;tkp\nANI-1;85;125;188\nBUDI-2;85;125;188\n";
    round.approved_marks(&first, &second, "stage=skd", skd).await;
    round.approved_marks(&first, &second, "stage=skb", "no_peserta;skb_cat\nANI-1;66\nBUDI-2;66\n").await;
    let run = make(&first, &round, "skb").await;
    let path = run_path(&run, &format!("/outcomes/{}", people[0].application));
    let why = first.get(&path).await.expect(200).body;
    let tied = statement(&why, "tied");
    assert_eq!((&tied["tied"], &tied["places"]), (&json!(2), &json!(1)));
    let scaled = statement(&why, "scaled");
    assert_eq!(
        (&scaled["value"], &scaled["from"], &scaled["result"]),
        (&json!("398"), &json!("550"), &json!("72.364"))
    );
    assert_eq!(why["outcome"]["marks"]["final"], "68.546");
    assert_eq!(why["legend"], Value::Null);
    let mut connection = app.owner().await;
    let id = run["id"].as_str().unwrap().parse().unwrap();
    let own =
        server::results::why(&mut connection, AGENCY, id, people[0].application).await.unwrap().unwrap();
    assert_eq!(serde_json::to_value(own).unwrap(), why);
    let stranger = server::results::why(&mut connection, AGENCY, id, uuid::Uuid::now_v7()).await.unwrap();
    assert!(stranger.is_none());
}
