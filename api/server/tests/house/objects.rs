//! One real object of each kind in the first agency, by the name that it has in addresses.
use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    draws::Drawing,
    support::{AGENCY, TestApp},
    training::town::Town,
};

pub type Objects = BTreeMap<&'static str, String>;

pub async fn objects(app: &TestApp) -> Objects {
    let round = app.closed_round("own").await;
    give_rules(app, round.round).await;
    let (person, application) = round.submitted_by(1).await.remove(0);
    let drawing = Drawing::fixed(&round, vec![application]).await;
    round.verify_all().await;
    let author = app.officer("committee", AGENCY).await;
    let draft = round.prepare(&author, None).await;
    let verifier = app.officer("verifier", AGENCY).await;
    let readings = verifier.get(&round.at("/verification/readings")).await.expect(200);
    let counter = app.officer("counter_officer", AGENCY).await;
    let case = json!({"kind": "settle", "account_id": person.account_id, "evidence": "identity_card"});
    let case = counter.post(&format!("/api/v1/agencies/{AGENCY}/counter/cases"), case).await;
    let town = Town::of(app, AGENCY).await;
    let session = town.session(5).await;
    let (pupil, employee) = town.employee("Siti Rekaan", 0).await;
    let enrolment = town.enrol(&pupil, &session).await;
    let administrator = app.officer("administrator", AGENCY).await;
    let grants = administrator.get(&format!("/api/v1/agencies/{AGENCY}/grants")).await.expect(200);
    let machine = app.machine(AGENCY, &["run.see"]).await;
    let mut made = Objects::from([
        ("machine", machine.client_id.to_string()),
        ("round", round.round.to_string()),
        ("draw", drawing.path.rsplit('/').next().unwrap().to_owned()),
        ("vacancy", round.vacancy.to_string()),
        ("application", application.to_string()),
        ("announcement", draft.rsplit('/').next().unwrap().to_owned()),
        ("reading", readings.text("/items/0/id")),
        ("session", session),
        ("employee", employee.to_string()),
        ("enrolment", enrolment),
        ("grant", grants.text("/items/0/id")),
    ]);
    if case.status.is_success() {
        made.insert("case", case.text("/id"));
    }
    made
}

/// The first version of a shipped rule document, as before registration opened.
async fn give_rules(app: &TestApp, round: uuid::Uuid) {
    let rules = selection::shipped("cpns-2024").unwrap();
    let (hash, document) =
        (selection::canonical_hash(&rules).unwrap(), json!(rules).to_string().replace('\'', "''"));
    app.sql(&format!(
        "INSERT INTO round_rules (agency_id, round_id, version, document, hash, reason, at)
         VALUES ('{AGENCY}', '{round}', 1, '{document}', '\\x{hash}'::bytea, 'aturan awal', now())"
    ))
    .await;
    app.sql("UPDATE selection_round SET rules_version = 1").await;
}
