//! Anybody reads the rules of any published round by their hash, and what an amendment replaced stays.
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::committee::Committee;
use crate::support::{AGENCY, TestApp};

fn sha256(text: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

/// The card of a document in the list.
fn card<'a>(list: &'a Value, hash: &str) -> Option<&'a Value> {
    list.as_array().unwrap().iter().find(|card| card["hash"] == hash)
}

/// The shipped rules of this round's kind, with a lower threshold of the practical test.
fn changed() -> Value {
    let mut rules = serde_json::to_value(selection::shipped("blud-professional").unwrap()).unwrap();
    rules["version"] = json!(3);
    rules["stages"][0]["thresholds"]["by_pool"]["general"]["practice"] = json!("55");
    rules
}

fn hash_of(document: &Value) -> String {
    let rules: selection::Rules = serde_json::from_value(document.clone()).unwrap();
    selection::canonical_hash(&rules).unwrap()
}

#[actix_web::test]
async fn the_shipped_documents_are_there_before_any_round() {
    let app = TestApp::start().await;
    let list = app.get("/api/v1/rules").await.expect(200);
    let names: Vec<&str> =
        list.body.as_array().unwrap().iter().map(|card| card["shipped"].as_str().unwrap()).collect();
    assert_eq!(names, selection::SHIPPED);
    for card in list.body.as_array().unwrap() {
        assert_eq!(card["rounds"], 0);
        let hash = card["hash"].as_str().unwrap();
        let one = app.get(&format!("/api/v1/rules/{hash}")).await.expect(200);
        assert_eq!((&one.body["shipped"], &one.body["uses"]), (&card["shipped"], &json!([])));
        assert_eq!(hash_of(&one.body["document"]), hash);
        let (status, headers, file) = app.page(&format!("/api/v1/rules/{hash}/rules.json")).await;
        assert_eq!((status, sha256(&file).as_str()), (200, hash), "the file's own sum is the hash");
        assert!(headers["cache-control"].to_str().unwrap().contains("immutable"));
        selection::Rules::parse(&file).unwrap();
    }
}

#[actix_web::test]
async fn rules_in_preparation_are_nobodys_business_and_an_amendment_keeps_the_old_ones() {
    let app = TestApp::start().await;
    let hash = hash_of(&changed());
    let path = format!("/api/v1/rules/{hash}");
    let mut waiting = Committee::begin(&app, "blud_professional").await;
    let body = json!({"document": changed(), "reason": "Ambang praktik diturunkan"});
    waiting.etag = waiting.author.put(&waiting.path("/rules"), body, &waiting.etag).await.expect(200).etag();
    for nothing in [&path, &format!("{path}/rules.json")] {
        app.get(nothing).await.problem(404, "not_found");
    }
    assert!(card(&app.get("/api/v1/rules").await.body, &hash).is_none());
    for table in ["round_rules", "round_status_code", "round_timetable", "selection_round"] {
        app.sql(&format!("DELETE FROM {table}")).await;
    }

    let (committee, _) = Committee::published(&app).await;
    let body = json!({"kind": "rules", "document": changed(), "reason": "Ambang praktik diturunkan",
        "legal_basis": "Keputusan 14/2026"});
    let made = committee.author.act(&committee.path("/amendments"), body, &committee.etag).await.expect(201);
    app.get(&path).await.problem(404, "not_found");
    let approve = committee.path(&format!("/amendments/{}/approve", made.text("/id")));
    committee.second.act(&approve, json!({}), &committee.etag).await.expect(200);

    let list = app.get("/api/v1/rules").await.expect(200).body;
    let new = card(&list, &hash).unwrap();
    assert_eq!((&new["shipped"], &new["version"], &new["rounds"]), (&Value::Null, &json!(3), &json!(1)));
    let found = app.get(&path).await.expect(200).body;
    assert_eq!(found["document"], changed());
    let used = &found["uses"][0];
    assert_eq!((&used["agency_id"], &used["round_id"]), (&json!(AGENCY), &json!(committee.round)));
    assert_eq!((&used["version"], &used["in_force"]), (&json!(2), &json!(true)));
    assert_eq!(
        (&used["reason"], &used["legal_basis"]),
        (&json!("Ambang praktik diturunkan"), &json!("Keputusan 14/2026"))
    );
    assert_eq!(found["use_count"], 1);

    let versions = app.get(&committee.path("/versions")).await.expect(200).body;
    let rules: Vec<&Value> =
        versions.as_array().unwrap().iter().filter(|version| version["kind"] == "rules").collect();
    assert_eq!(rules[1]["hash"], hash);
    let old =
        app.get(&format!("/api/v1/rules/{}", rules[0]["hash"].as_str().unwrap())).await.expect(200).body;
    assert_eq!((&old["shipped"], &old["uses"][0]["in_force"]), (&json!("blud-professional"), &json!(false)));
    let timetable = versions.as_array().unwrap().iter().find(|version| version["kind"] == "timetable");
    assert_eq!(timetable.unwrap()["hash"], Value::Null);
}

#[actix_web::test]
async fn what_is_no_hash_is_not_there() {
    let app = TestApp::start().await;
    let none = "0".repeat(64);
    for hash in [none.as_str(), "cpns-2024", "00", &"A".repeat(64), "%27"] {
        app.get(&format!("/api/v1/rules/{hash}")).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_crawler_reads_what_the_pages_are_about() {
    let app = TestApp::start_with_pages().await;
    let list = app.get("/api/v1/rules").await.expect(200).body;
    let hash = list[0]["hash"].as_str().unwrap();
    let (status, _, html) = app.page(&format!("/aturan/{hash}")).await;
    assert_eq!(status, 200);
    for part in
        ["Pengadaan CPNS 2024</h1>", "Seleksi Kompetensi Dasar (SKD)", "TA 2024", hash, ">Aturan seleksi</a>"]
    {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(html.contains(&format!("http://127.0.0.1:8080/aturan/{hash}")), "its one address");
    assert!(html.contains(&format!("\"rules {hash}\"")), "the app need not ask again");
    for (path, heading) in [("/aturan", "Aturan seleksi</h1>"), ("/batas", "Yang tidak dapat dicegah</h1>")] {
        let (status, _, html) = app.page(path).await;
        assert!(status == 200 && html.contains(heading), "{path}: {status} {html}");
        assert!(app.page("/sitemaps/pages.xml").await.2.contains(path));
    }
    assert_eq!(app.page(&format!("/aturan/{}", "0".repeat(64))).await.0, 404);
    assert_eq!(app.page("/aturan/berkas").await.0, 200);
}
