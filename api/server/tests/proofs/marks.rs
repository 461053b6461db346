//! A participant's marks from the sheet to the proof file: closed until their stage is announced, and then the same marks
//! as in the published files.
use serde_json::{Value, json};
use server::record::sequence;
use uuid::Uuid;

use super::opened;
use crate::{
    announcements::{
        bundle::{Prepared, decided_by_a_grade, files},
        decisions,
    },
    support::{AGENCY, Caller, Response, TestApp},
};

/// Gives somebody's account the application with this code.
pub async fn owner<'a>(app: &'a TestApp, code: &str) -> (Caller<'a>, Uuid) {
    let person = app.person(&format!("{code} REKAAN")).await;
    let set = format!(
        "UPDATE application SET person_id = '{}' WHERE participant_code = '{code}'",
        person.person_id
    );
    app.sql(&set).await;
    let connection = &mut app.owner().await;
    use diesel::prelude::*;
    use server::schema::application;
    let query = application::table.filter(application::participant_code.eq(code)).select(application::id);
    let id: Uuid = diesel_async::RunQueryDsl::first(query, connection).await.unwrap();
    (person, id)
}

pub fn proofs(application: Uuid) -> String {
    format!("/api/v1/agencies/{AGENCY}/applications/{application}/proofs")
}

/// Leaves of marks that the owner sees.
async fn mark_leaves(person: &Caller<'_>, application: Uuid) -> Vec<String> {
    let listed = person.get(&proofs(application)).await.expect(200);
    let items =
        listed.body["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "mark_recorded");
    items.map(|item| item["leaf"].as_str().unwrap().to_owned()).collect()
}

async fn file(person: &Caller<'_>, application: Uuid, leaf: &str) -> Response {
    person.get(&format!("{}/{leaf}", proofs(application))).await.expect(200)
}

#[actix_web::test]
async fn marks_are_closed_until_announced_and_are_then_those_of_the_published_files() {
    let app = TestApp::start().await;
    let prepared = decided_by_a_grade(&app).await;
    let (ani, application) = owner(&app, "ANI-1").await;
    sequence(&app.state).await.unwrap();
    // Two sheets of four people each; nothing of it shows.
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'mark_recorded'").await, 8);
    assert_eq!(app.count("SELECT count(*) FROM mark_leaf").await, 8);
    assert!(mark_leaves(&ani, application).await.is_empty());
    let hidden = format!("SELECT count(*) FROM mark_leaf WHERE application_id = '{application}'");
    assert_eq!(app.count(&hidden).await, 2);
    app.later(chrono::Duration::minutes(1));
    let announced = prepared.announce().await;

    let leaves = mark_leaves(&ani, application).await;
    let stage = decisions(&ani, application).await.expect(200).body["stages"][0].clone();
    let told: Vec<_> =
        stage["mark_proofs"].as_array().unwrap().iter().map(|one| one["leaf"].clone()).collect();
    assert_eq!(json!(leaves), json!(told), "the decision and the list of proofs name the same leaves");
    assert_eq!(stage["mark_proofs"][0]["components"], json!(["twk", "tiu", "tkp"]));

    // The same mark in the announcement, in the participants' file and in what she keeps.
    let (mut seen, mut delivered) = (Vec::new(), Vec::new());
    for leaf in &leaves {
        let (opening, _) = opened(&file(&ani, application, leaf).await);
        assert!(opening.record.subject == format!("application:{application}"));
        assert_eq!(opening.record.payload["presence"], "present");
        let text = opening.record.payload.to_string();
        assert!(!text.contains("REKAAN") && !text.contains("24990110"), "no name, no number: {text}");
        for mark in opening.record.payload["marks"].as_array().unwrap() {
            let value = |name: &str| mark[name].as_str().unwrap().to_owned();
            seen.push((value("component"), value("value")));
            delivered.push(value("delivered"));
        }
    }
    assert_eq!(delivered, ["120", "190", "100", "70,5"], "as the sheet had it, by component");
    let files = files(&app, &announced).await;
    let table = String::from_utf8(files["participants.csv"].clone()).unwrap();
    let mut lines = table.lines();
    let (head, row) = (lines.next().unwrap(), lines.find(|line| line.starts_with("ANI-1,")).unwrap());
    for (component, value) in &seen {
        let column = head.split(',').position(|one| one == component).unwrap();
        assert_eq!(row.split(',').nth(column).unwrap(), value, "{component}");
        let announced =
            stage["marks"].as_array().unwrap().iter().find(|one| one["code"] == *component).unwrap();
        assert_eq!(announced["value"], **value, "{component}");
    }
    let card = ani.get(&format!("{}/{}/card", proofs(application), leaves[1])).await.expect(200);
    let text = card.text("/text");
    assert!(
        !text.contains("70,5") && !text.contains("70.5") && !text.contains("skb"),
        "it hides what the leaf hides"
    );

    // Who stayed away has a record of that too; and nobody reads another's.
    let (dodi, absent) = owner(&app, "DODI-4").await;
    let leaf = &mark_leaves(&dodi, absent).await[0];
    let (opening, _) = opened(&file(&dodi, absent, leaf).await);
    assert_eq!(
        (&opening.record.payload["presence"], &opening.record.payload["marks"]),
        (&json!("absent"), &json!([]))
    );
    ani.get(&format!("{}/{leaf}", proofs(application))).await.problem(404, "not_found");
    ani.get(&format!("{}/{leaf}", proofs(absent))).await.problem(404, "not_found");
}

/// A later run with what is approved by now, announced as a correction.
async fn announce_again(prepared: &Prepared<'_>) {
    let Prepared { round, officers: [first, second, third], .. } = prepared;
    let run = first.post(&round.at("/runs"), json!({"stage": "skb"})).await.expect(201).text("/id");
    for officer in [second, third] {
        let approve = format!("/api/v1/agencies/{AGENCY}/runs/{run}/approve");
        officer.act(&approve, json!({}), "\"1\"").await.expect(200);
    }
    let body = json!({"stage": "result", "letter": "800/10", "run": run, "reason": "Nilai SKB diperbaiki"});
    let draft = first.post(&round.at("/announcement-drafts"), body).await.expect(201);
    let path = round.at(&format!("/announcement-drafts/{}/publish", draft.text("/id")));
    second.act(&path, Value::Null, &draft.etag()).await.expect(200);
}

#[actix_web::test]
async fn a_corrected_mark_names_the_one_before_and_waits_for_its_own_announcement() {
    let app = TestApp::start().await;
    let prepared = decided_by_a_grade(&app).await;
    let (ani, application) = owner(&app, "ANI-1").await;
    app.later(chrono::Duration::minutes(1));
    prepared.announce().await;
    sequence(&app.state).await.unwrap();
    let before = mark_leaves(&ani, application).await;
    let [first, second, _] = &prepared.officers;
    let better = "no_peserta;skb_cat;keterangan\nANI-1;75;\n";
    app.later(chrono::Duration::minutes(1));
    prepared.round.approved_marks(first, second, "stage=skb&reason=Nota%20perbaikan%2012", better).await;
    sequence(&app.state).await.unwrap();
    assert_eq!(mark_leaves(&ani, application).await, before, "not announced, so not told");
    app.later(chrono::Duration::minutes(1));
    announce_again(&prepared).await;
    let now = mark_leaves(&ani, application).await;
    assert_eq!((now.len(), &now[..2]), (3, &before[..]));
    let (old, _) = opened(&file(&ani, application, &now[1]).await);
    let (new, _) = opened(&file(&ani, application, &now[2]).await);
    assert_eq!(new.record.previous.as_ref(), Some(old.leaf.commit()));
    assert_eq!(
        new.record.payload["marks"],
        json!([{"component": "skb_cat", "delivered": "75", "value": "75"}])
    );
}

#[actix_web::test]
async fn a_correction_of_the_verdicts_tells_nothing_of_marks_that_are_not_announced() {
    let app = TestApp::start().await;
    let round = app.selection_round("national", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let sheet = "no_peserta;twk;tiu;tkp;keterangan\nANI-1;100;120;190;\n";
    round.approved_marks(&first, &second, "stage=skd", sheet).await;
    let (ani, application) = owner(&app, "ANI-1").await;
    sequence(&app.state).await.unwrap();
    // An announcement of the administrative stage that came after the marks did.
    app.later(chrono::Duration::minutes(1));
    let announcement = Uuid::now_v7();
    let at = app.now().to_rfc3339();
    let leaf = "(SELECT id FROM record_leaf WHERE kind = 'marks_approved')";
    app.sql(&format!(
        "INSERT INTO announcement (agency_id, id, round_id, stage, number, state, letter, profile, row_count,
           content_hash, prepared_by, prepared_at, published_by, published_at, leaf_id, told, version, updated_at)
         VALUES ('{AGENCY}', '{announcement}', '{}', 'administrative', 1, 'published', '800/1', 'B', 1,
           '\\x{}', '{}', '{at}', '{}', '{at}', {leaf}, 0, 1, '{at}')",
        round.id, "00".repeat(32), first.account_id, second.account_id
    ))
    .await;
    app.sql(&format!(
        "INSERT INTO announcement_row (agency_id, announcement_id, position, application_id, participant_code,
           vacancy_id, post_title, unit_path, status, marks)
         VALUES ('{AGENCY}', '{announcement}', 1, '{application}', 'ANI-1', '{vacancy}', 'Perawat', 'Dinas', 'MS', '[]')"
    ))
    .await;
    assert_eq!(decisions(&ani, application).await.expect(200).body["stages"][0]["mark_proofs"], json!([]));
    assert!(mark_leaves(&ani, application).await.is_empty());
}
