//! After publication: a change needs a reason, a legal basis and a second signature, and keeps what it replaced.
use serde_json::json;

use super::committee::{Committee, timetable, vacancy};
use crate::support::TestApp;

#[actix_web::test]
async fn a_new_timetable_keeps_the_old_one_with_the_reason() {
    let app = TestApp::start().await;
    let (committee, _) = Committee::published(&app).await;
    let late = timetable("2026-11-02T02:00:00Z", "2026-11-25T17:00:00Z");
    let direct = json!({"steps": late, "reason": "Diperpanjang"});
    let refused = committee.author.put(&committee.path("/timetable"), direct, &committee.etag).await;
    refused.problem(409, "round_published");
    let body = json!({"kind": "timetable", "document": late, "reason": "Gangguan jaringan", "legal_basis": "Keputusan 12/2026"});
    let made = committee.author.act(&committee.path("/amendments"), body, &committee.etag).await.expect(201);
    let approve = committee.path(&format!("/amendments/{}/approve", made.text("/id")));
    committee.author.act(&approve, json!({}), &committee.etag).await.problem(409, "second_member_required");
    committee.second.act(&approve, json!({}), &committee.etag).await.expect(200);
    let versions = app.get(&committee.path("/versions")).await.expect(200);
    let timetables: Vec<_> =
        versions.body.as_array().unwrap().iter().filter(|version| version["kind"] == "timetable").collect();
    assert_eq!(timetables.len(), 2);
    assert_eq!(timetables[0]["document"][0]["closes"], "2026-11-20T17:00:00Z", "the old one is kept");
    assert_eq!(timetables[1]["reason"], "Gangguan jaringan");
    assert_eq!(timetables[1]["legal_basis"], "Keputusan 12/2026");
    assert_eq!(app.count("SELECT count(*) FROM record_leaf WHERE kind = 'timetable_changed'").await, 1);
}

#[actix_web::test]
async fn an_amended_vacancy_has_a_second_version() {
    let app = TestApp::start().await;
    let (committee, id) = Committee::published(&app).await;
    let mut more = vacancy();
    more["places"] = json!(3);
    let body = json!({"kind": "vacancy", "vacancy_id": id, "document": more, "reason": "Tambahan formasi", "legal_basis": "Keputusan 13/2026"});
    let made = committee.author.act(&committee.path("/amendments"), body, &committee.etag).await.expect(201);
    let page = app.get(&format!("/api/v1/vacancies/{id}")).await.expect(200);
    assert_eq!(page.body["places"], 2, "nothing changes before the second signature");
    let approve = committee.path(&format!("/amendments/{}/approve", made.text("/id")));
    committee.second.act(&approve, json!({}), &committee.etag).await.expect(200);
    let page = app.get(&format!("/api/v1/vacancies/{id}")).await.expect(200);
    assert_eq!((&page.body["places"], &page.body["version"]), (&json!(3), &json!(2)));
    assert_eq!(app.count("SELECT count(*) FROM vacancy_version").await, 2);
    committee.second.act(&approve, json!({}), "\"99\"").await.problem(412, "changed_meanwhile");
}

#[actix_web::test]
async fn the_database_itself_refuses_one_person_as_author_and_approver() {
    let app = TestApp::start().await;
    let (committee, _) = Committee::published(&app).await;
    use diesel_async::RunQueryDsl;
    let done = diesel::sql_query(format!(
        "UPDATE selection_round SET published_by = authored_by WHERE id = '{}'",
        committee.round
    ))
    .execute(&mut app.owner().await)
    .await;
    assert!(done.unwrap_err().to_string().contains("check"));
}
