//! The inbox: own entries only, in the reader's language, read once.
use super::mail::told;
use crate::support::TestApp;

#[actix_web::test]
async fn siti_reads_her_news_in_either_language() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    told(&app, siti.person_id).await;
    let list = siti.get("/api/v1/inbox").await.expect(200);
    assert_eq!(list.text("/items/0/subject"), "Hasil administrasi sudah ada");
    assert_eq!(list.text("/items/0/body"), "Anda memenuhi syarat.");
    let request = siti.request(reqwest::Method::GET, "/api/v1/inbox").header("accept-language", "en");
    let english = app.send(request, reqwest::Method::GET, "/api/v1/inbox").await.expect(200);
    assert_eq!(english.text("/items/0/subject"), "The administrative stage is out");
}

#[actix_web::test]
async fn an_entry_is_read_once_and_then_no_longer_counted() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    told(&app, siti.person_id).await;
    assert_eq!(siti.get("/api/v1/inbox/unread").await.expect(200).body["count"], 1);
    let id = siti.get("/api/v1/inbox").await.text("/items/0/id");
    let read = siti.post(&format!("/api/v1/inbox/{id}/read"), serde_json::json!({})).await.expect(200);
    app.later(chrono::Duration::hours(1));
    assert_eq!(siti.get("/api/v1/inbox/unread").await.expect(200).body["count"], 0);
    let again = siti.post(&format!("/api/v1/inbox/{id}/read"), serde_json::json!({})).await.expect(200);
    assert_eq!(again.text("/read_at"), read.text("/read_at"), "the first reading counts");
}

#[actix_web::test]
async fn budi_neither_sees_nor_marks_what_siti_was_told() {
    let app = TestApp::start().await;
    let (siti, budi) = (app.person("Siti").await, app.person("Budi").await);
    told(&app, siti.person_id).await;
    assert_eq!(budi.get("/api/v1/inbox").await.expect(200).body["items"], serde_json::json!([]));
    let id = siti.get("/api/v1/inbox").await.text("/items/0/id");
    budi.post(&format!("/api/v1/inbox/{id}/read"), serde_json::json!({})).await.problem(404, "not_found");
    app.get("/api/v1/inbox").await.problem(401, "sign_in_required");
}

#[actix_web::test]
async fn a_long_inbox_comes_page_by_page() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    for _ in 0..5 {
        told(&app, siti.person_id).await;
    }
    let first = siti.get("/api/v1/inbox?limit=3").await.expect(200);
    let next = first.text("/next");
    let second = siti.get(&format!("/api/v1/inbox?limit=3&cursor={next}")).await.expect(200);
    assert_eq!(
        (first.body["items"].as_array().unwrap().len(), second.body["items"].as_array().unwrap().len()),
        (3, 2)
    );
    assert!(second.body["next"].is_null());
    siti.get("/api/v1/inbox?cursor=nonsense").await.problem(422, "bad_input").field("cursor");
}

#[actix_web::test]
async fn the_server_itself_cannot_rewrite_what_was_told() {
    let app = TestApp::start().await;
    let siti = app.person("Siti").await;
    told(&app, siti.person_id).await;
    let mut server = app.state.primary().await.unwrap();
    let changed = diesel_async::RunQueryDsl::execute(
        diesel::sql_query("UPDATE inbox_entry SET body_id_text = 'lain'"),
        &mut server,
    )
    .await;
    assert!(changed.unwrap_err().to_string().contains("permission denied"));
}
