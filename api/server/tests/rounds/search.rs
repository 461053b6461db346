//! Somebody without an account looks for a post.
use serde_json::Value;
use server::{catalog::load::Progress, load};

use super::committee::Committee;
use crate::{
    catalog::Files,
    support::{AGENCY, TestApp},
};

async fn titles(app: &TestApp, query: &str) -> Vec<String> {
    let hits = app.get(&format!("/api/v1/vacancies?{query}")).await.expect(200);
    let items = hits.body["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["post_title"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn each_filter_finds_what_it_says() {
    let (app, files) = (TestApp::start().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let nurse = vec!["Perawat Terampil"];
    let lawyer = vec!["Analis Hukum Ahli Pertama"];
    let planner = vec!["Perencana Ahli Pertama"];
    assert_eq!(titles(&app, "").await.len(), 3);
    assert_eq!(titles(&app, "text=rsud%20sawah").await, nurse, "unit, and a word that is only begun");
    assert_eq!(titles(&app, "text=bappenas").await, planner, "a part of a name with a slash");
    assert_eq!(titles(&app, "text=rsud%20bappenas").await, Vec::<String>::new());
    assert_eq!(titles(&app, "text=%27%29%3B--%7C%26").await.len(), 3, "signs alone are no search");
    assert_eq!(titles(&app, "education=4000001").await, vec!["Perawat Terampil", "Perencana Ahli Pertama"]);
    assert_eq!(titles(&app, "education=ilmu%20hukum&region=13").await, lawyer);
    assert_eq!(titles(&app, "education=hukum%20keperawatan").await, Vec::<String>::new(), "not of two names");
    assert_eq!(titles(&app, "education=tidak%20ada").await, Vec::<String>::new());
    assert_eq!(titles(&app, "level=30&agency=5473").await, nurse);
    assert_eq!(titles(&app, "region=13.73").await.len(), 2);
    assert_eq!(titles(&app, "region=1").await, Vec::<String>::new(), "13 does not lie in 1");
    assert_eq!(titles(&app, "pool=native_papuan").await, lawyer);
    assert_eq!(titles(&app, "open_to_disabled=false").await, nurse);
    assert_eq!(titles(&app, "pay_at_least=4000001").await, planner);
    assert_eq!(titles(&app, "show=archive").await.len(), 3);
    assert_eq!(titles(&app, "show=open").await, Vec::<String>::new());
    assert_eq!(titles(&app, "sort=pay").await.first().unwrap(), planner[0]);
    app.get("/api/v1/vacancies?colour=red").await.problem(422, "bad_input").field("colour");
    app.get("/api/v1/vacancies?limit=many").await.problem(422, "bad_input").field("limit");
    app.get("/api/v1/vacancies?show=all").await.problem(422, "bad_input").field("show");
    app.get("/api/v1/vacancies?cursor=nonsense").await.problem(422, "bad_input").field("cursor");
}

#[actix_web::test]
async fn an_open_vacancy_is_found_until_its_window_is_over() {
    let app = TestApp::start().await;
    let (_committee, id) = Committee::published(&app).await;
    let hits = app.get("/api/v1/vacancies?show=open").await.expect(200);
    assert_eq!(hits.text("/items/0/id"), id);
    assert_eq!(hits.body["items"][0]["closes"], "2026-11-20T17:00:00Z");
    app.state.clock().set("2026-11-20T17:00:00Z".parse().unwrap());
    assert!(titles(&app, "show=open").await.is_empty());
}

#[actix_web::test]
async fn a_vacancy_page_says_what_it_asks_and_with_which_source() {
    let (app, files) = (TestApp::start().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let page = app.get("/api/v1/vacancies/646c3891-6c87-4f26-b378-0a190221a200").await.expect(200);
    assert_eq!(page.body["apply"]["how"], "archive");
    assert_eq!(page.body["eligible_count"], 31);
    assert_eq!(page.body["education"][0]["name"], "D-III Keperawatan");
    let requirements = page.body["requirements"].as_array().unwrap();
    let codes: Vec<&Value> = requirements.iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["education", "age"], "the age of the rules is not told twice");
    assert_eq!(requirements[1]["source"], "PermenPANRB 6/2024 pasal 23");
    app.get("/api/v1/vacancies/646c3891-6c87-4f26-b378-0a190221a2ff").await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_kept_answer_is_confirmed_without_being_sent_again() {
    let app = TestApp::start().await;
    let first = app.get(&format!("/api/v1/agencies/{AGENCY}")).await.expect(200);
    assert_eq!(first.headers["cache-control"], "public, max-age=60");
    let url = app.url(&format!("/api/v1/agencies/{AGENCY}"));
    let again = app.client.get(url).header("if-none-match", first.etag()).send().await.unwrap();
    assert_eq!(again.status(), 304);
}
