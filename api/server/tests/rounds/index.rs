//! The search by the index in memory: it finds what PostgreSQL finds, forgives typing errors, counts choices, and
//! follows what other processes change.
use std::collections::BTreeMap;

use serde_json::{Value, json};
use server::{catalog::load::Progress, load, rounds};

use super::committee::Committee;
use crate::{
    catalog::Files,
    support::{Response, TestApp},
};

const NURSE: &str = "Perawat Terampil";
const LAWYER: &str = "Analis Hukum Ahli Pertama";
const PLANNER: &str = "Perencana Ahli Pertama";

/// The archive of three posts, without an index.
async fn archive() -> (TestApp, Files) {
    let (app, files) = (TestApp::start().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    (app, files)
}

/// From now on this server keeps an index; returns when it is there.
pub async fn keep_index(app: &TestApp) {
    app.listen().await;
    actix_web::rt::spawn(rounds::keep_search_index(app.state.clone()));
    until(app, "", |facets| facets.status == 200).await;
}

/// Asks for the counts until they are as wanted.
async fn until(app: &TestApp, query: &str, wanted: impl Fn(&Response) -> bool) -> Response {
    for _ in 0..2_000 {
        let facets = app.get(&format!("/api/v1/vacancy-facets?{query}")).await;
        if wanted(&facets) {
            return facets;
        }
        actix_web::rt::task::yield_now().await;
    }
    panic!("the index does not follow");
}

async fn search(app: &TestApp, query: &str) -> Value {
    app.get(&format!("/api/v1/vacancies?{query}")).await.expect(200).body
}

fn titles(hits: &Value) -> Vec<String> {
    let items = hits["items"].as_array().unwrap();
    items.iter().map(|item| item["post_title"].as_str().unwrap().to_owned()).collect()
}

async fn facets(app: &TestApp, query: &str) -> Value {
    app.get(&format!("/api/v1/vacancy-facets?{query}")).await.expect(200).body
}

fn counts(facets: &Value, name: &str) -> BTreeMap<String, u64> {
    let choices = facets[name].as_array().unwrap().iter();
    choices.map(|one| (one["value"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap())).collect()
}

fn counted<const N: usize>(wanted: [(&str, u64); N]) -> BTreeMap<String, u64> {
    wanted.into_iter().map(|(value, count)| (value.to_owned(), count)).collect()
}

#[actix_web::test]
async fn the_index_finds_what_postgresql_finds() {
    let (app, _files) = archive().await;
    app.get("/api/v1/vacancy-facets").await.problem(503, "search_starting");
    let queries = [
        "sort=title",
        "text=rsud%20sawah&sort=title",
        "text=bappenas&sort=title",
        "text=rsud%20bappenas&sort=title",
        "text=%27%29%3B--%7C%26",
        "education=4000001",
        "education=ilmu%20hukum&region=13",
        "education=s-1%20ILMU%20hukum",
        "education=d3%20keperawatan",
        "education=hukum%20keperawatan",
        "education=tidak%20ada&literal=true",
        "level=30&agency=5473",
        "region=13.73",
        "region=1",
        "pool=native_papuan",
        "open_to_disabled=false",
        "open_to_disabled=true",
        "pay_at_least=4000000",
        "pay_at_least=4000001",
        "show=archive&sort=pay",
        "show=open",
        "show=current",
        "sort=competition",
        "sort=closing",
    ];
    // Until then nobody keeps an answer that is soon a better one.
    let starting = app.get("/api/v1/vacancies").await.expect(200);
    assert_eq!(starting.headers["cache-control"], "no-store");
    let mut before = Vec::new();
    for query in queries {
        before.push(search(&app, query).await);
    }
    keep_index(&app).await;
    for (query, before) in queries.iter().zip(before) {
        let after = search(&app, query).await;
        assert_eq!(titles(&after), titles(&before), "{query}");
        assert_eq!(after["count"], before["count"], "{query}");
        assert_eq!(after["sort"], before["sort"], "{query}");
        assert_eq!(
            (&before["only_as_typed"], &after["only_as_typed"]),
            (&json!(true), &json!(false)),
            "{query}"
        );
    }
}

#[actix_web::test]
async fn a_typing_error_is_forgiven_and_told() {
    let (app, _files) = archive().await;
    keep_index(&app).await;
    let hits = search(&app, "text=perwat%20sawahlonto").await;
    assert_eq!(titles(&hits), [NURSE]);
    assert_eq!(hits["text_read"][0]["typed"], "perwat");
    assert_eq!(hits["text_read"][0]["corrected"], "perawat");
    assert_eq!(hits["text_read"][1]["corrected"], "sawahlunto");
    let literal = search(&app, "text=perwat%20sawahlonto&literal=true").await;
    assert!(titles(&literal).is_empty() && literal["text_read"].as_array().unwrap().is_empty());
    let education = search(&app, "education=ilmu%20hukim").await;
    assert_eq!(titles(&education), [LAWYER, PLANNER]);
    assert_eq!(education["education_read"][0]["corrected"], "hukum");
    assert_eq!(titles(&search(&app, "education=s1%20hukim").await), [LAWYER, PLANNER], "as people write it");
    assert_eq!(
        counts(&facets(&app, "text=sawahlonto").await, "pool").len(),
        2,
        "counts read the words alike"
    );
    assert!(titles(&search(&app, "text=zzzzzz").await).is_empty(), "nothing is near to it");
}

#[actix_web::test]
async fn words_of_one_stem_are_found_after_the_word_itself() {
    let (app, files) = (TestApp::start().await, Files::new());
    files.formations(&[
        "646c3891-6c87-4f26-b378-0a190221a200,CPNS,5473,,general,UMUM,Kepala Pengawasan,X,Inspektorat,X,4000001,2,31,false,4000000,6000000,,2024-12",
        "646c3891-6c87-4f26-b378-0a190221a201,CPNS,5473,,general,UMUM,Pengawas Sekolah,X,Dinas Pendidikan,X,4000001,2,31,false,4000000,6000000,,2024-12",
        "646c3891-6c87-4f26-b378-0a190221a202,CPNS,5473,,general,UMUM,Arsiparis,X,Bidang Pengawas,X,4000001,2,31,false,4000000,6000000,,2024-12",
        "646c3891-6c87-4f26-b378-0a190221a203,CPNS,5473,,general,UMUM,Bidan,X,Dinas Kesehatan,X,4000001,2,31,false,4000000,6000000,,2024-12",
        "646c3891-6c87-4f26-b378-0a190221a204,CPNS,5473,,general,UMUM,Dokter,X,Dinas Kesehatan,X,4000001,2,31,false,4000000,6000000,,2024-12",
        "646c3891-6c87-4f26-b378-0a190221a205,CPNS,5473,,general,UMUM,Apoteker,X,Dinas Kesehatan,X,4000001,2,31,false,4000000,6000000,,2024-12",
    ]);
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    keep_index(&app).await;
    let hits = search(&app, "text=pengawasan").await;
    assert_eq!(titles(&hits), ["Kepala Pengawasan", "Arsiparis", "Pengawas Sekolah"]);
    assert_eq!(hits["text_read"][0]["related"][0], "pengawas");
    assert_eq!(hits["sort"], "relevance");
    let hits = search(&app, "text=pengawas").await;
    let wanted = ["Pengawas Sekolah", "Kepala Pengawasan", "Arsiparis"];
    assert_eq!(titles(&hits), wanted, "whole in the title, begun in the title, whole elsewhere");
    assert_eq!(titles(&search(&app, "text=mengawasi").await).len(), 3, "a form that stands nowhere");
    assert_eq!(titles(&search(&app, "text=pengawasan&literal=true").await), ["Kepala Pengawasan"]);
}

#[actix_web::test]
async fn each_choice_says_how_many_posts_it_would_show() {
    let (app, _files) = archive().await;
    keep_index(&app).await;
    let all = facets(&app, "").await;
    assert_eq!(all["count"], 3);
    assert_eq!(counts(&all, "level"), counted([("30", 2), ("40", 2)]));
    assert_eq!(counts(&all, "agency"), counted([("1010", 1), ("5473", 2)]));
    assert_eq!(counts(&all, "region"), counted([("13", 2)]), "provinces");
    assert_eq!(counts(&facets(&app, "region=13").await, "region"), counted([("13", 2), ("13.73", 2)]));
    assert_eq!(all["open_to_disabled"], 2);
    assert_eq!(all["show"]["archive"], 3);
    assert_eq!(all["show"]["open"], 0);
    assert_eq!(all["pay"][0]["at_least"], 3_000_000);
    assert_eq!(all["pay"][0]["count"], 2);

    let nurse = facets(&app, "level=30&agency=5473").await;
    assert_eq!(nurse["count"], 1);
    assert_eq!(counts(&nurse, "level"), counted([("30", 1), ("40", 1)]), "a facet leaves its own filter out");
    assert_eq!(counts(&nurse, "agency"), counted([("1010", 1), ("5473", 1)]));
    assert_eq!(counts(&nurse, "pool"), counted([("general", 1)]));
    let without = nurse["without"].as_array().unwrap();
    assert_eq!(without.len(), 2);
    assert_eq!((&without[0]["filter"], &without[0]["count"]), (&"level".into(), &2.into()));

    let none = facets(&app, "agency=5473&pool=disability").await;
    assert_eq!(none["count"], 0);
    assert_eq!(counts(&none, "agency")["5473"], 0, "the chosen agency keeps its name");
    app.get("/api/v1/vacancy-facets?colour=red").await.problem(422, "bad_input");
}

#[actix_web::test]
async fn every_sort_pages_without_gap_or_repetition() {
    let (app, _files) = archive().await;
    for by_index in [false, true] {
        if by_index {
            keep_index(&app).await;
        }
        for (sort, first) in [
            ("title", LAWYER),
            ("pay", PLANNER),
            ("competition", PLANNER),
            ("closing", LAWYER),
            ("relevance&text=ahli%20p", LAWYER),
        ] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = search(&app, &format!("sort={sort}&limit=1{cursor}")).await;
                seen.extend(titles(&page));
                assert_eq!(page["count"].is_null(), !cursor.is_empty());
                let Some(next) = page["next"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            let whole = titles(&search(&app, &format!("sort={sort}")).await);
            assert_eq!(seen, whole, "{sort}");
            assert_eq!(seen[0], first, "{sort}");
        }
    }
    app.get("/api/v1/vacancies?cursor=nonsense").await.problem(422, "bad_input").field("cursor");
}

#[actix_web::test]
async fn posts_that_nobody_knows_the_competition_of_come_last() {
    let (app, _files) = archive().await;
    keep_index(&app).await;
    let hits = search(&app, "sort=competition").await;
    assert_eq!(titles(&hits), [PLANNER, NURSE, LAWYER], "5 for 3 places, 31 for 2, unknown");
}

#[actix_web::test]
async fn what_another_process_publishes_is_found_and_counted() {
    let app = TestApp::start().await;
    keep_index(&app).await;
    let sibling = app.sibling().await;
    let (_committee, id) = Committee::published(&sibling).await;
    let facets = until(&app, "show=open", |facets| facets.body["count"] == 1).await;
    assert_eq!(facets.body["show"]["open"], 1);
    let hits = search(&app, "show=open&sort=closing").await;
    assert_eq!(hits["items"][0]["id"], id.as_str());
    sibling.sql("UPDATE vacancy SET post_title = 'Juru Ukur'").await;
    until(&app, "text=juru%20ukur&literal=true", |facets| facets.body["count"] == 1).await;
    assert_eq!(titles(&search(&app, "text=juru%20ukur").await), ["Juru Ukur"]);
    sibling.sql("UPDATE vacancy SET published = false").await;
    until(&app, "", |facets| facets.body["count"] == 0).await;
    app.state.clock().set("2026-11-20T17:00:00Z".parse().unwrap());
    assert!(titles(&search(&app, "show=open").await).is_empty());
}
