//! What the applicant and everybody else see, and from when on.
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use super::decisions;
use crate::support::{AGENCY, TestApp};

#[actix_web::test]
async fn an_applicant_sees_nothing_before_and_everybody_the_same_from_one_instant() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let people = round.submitted_by(2).await;
    round.verify_all().await;
    let (author, member) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let draft = round.prepare(&author, None).await;
    for (person, application) in &people {
        let seen = decisions(person, *application).await.expect(200);
        assert_eq!(seen.body["stages"], json!([]));
        assert!(!seen.body.to_string().contains("TMS"), "{}", seen.body);
    }
    assert_eq!(app.get(&round.at("/announcements")).await.expect(200).body["items"], json!([]));
    app.later(Duration::minutes(3));
    let instant = app.now();
    round.publish(&member, &draft).await.expect(200);
    app.later(Duration::minutes(1));
    for (person, application) in &people {
        let seen = decisions(person, *application).await.expect(200);
        let at: DateTime<Utc> = seen.text("/stages/0/announcement/published_at").parse().unwrap();
        assert_eq!(at, instant);
    }
}

#[actix_web::test]
async fn the_refused_read_reason_clause_and_deadline_the_accepted_no_objection() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let people = round.submitted_by(2).await;
    round.verify_all().await;
    round.announce(None).await;
    let refused = decisions(&people[0].0, people[0].1).await.expect(200);
    let stage = &refused.body["stages"][0];
    assert_eq!(stage["status"], "TMS");
    assert_eq!(stage["items"][0]["verdict"], "not_met");
    assert_eq!(stage["items"][0]["reason"], "education_not_listed");
    assert!(stage["items"][0]["legend"]["id"].as_str().unwrap().contains("kualifikasi pendidikan"));
    assert_eq!(stage["items"][0]["requirement"]["source"], "PermenPANRB 6/2024 pasal 23");
    // Announced on Monday, 2 November 2026, WIB: until Thursday 23.59.
    assert_eq!(stage["objection_closes_at"], "2026-11-05T17:00:00Z");
    assert_eq!(stage["objection_at"], "here");
    let accepted = decisions(&people[1].0, people[1].1).await.expect(200);
    assert_eq!(accepted.body["stages"][0]["status"], "MS");
    assert_eq!(accepted.body["stages"][0]["objection_closes_at"], Value::Null);
}

#[actix_web::test]
async fn objections_of_a_national_round_are_filed_at_sscasn() {
    let app = TestApp::start().await;
    let round = app.closed_round("national").await;
    let people = round.submitted_by(1).await;
    round.verify_all().await;
    round.announce(None).await;
    let seen = decisions(&people[0].0, people[0].1).await.expect(200);
    assert_eq!(seen.text("/stages/0/objection_at"), "sscasn");
}

#[actix_web::test]
async fn nobody_reads_the_decision_about_another() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let people = round.submitted_by(2).await;
    round.verify_all().await;
    round.announce(None).await;
    decisions(&people[0].0, people[1].1).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_page_is_read_without_javascript_and_a_draft_is_no_page() {
    let app = TestApp::start_with_pages().await;
    let round = app.closed_round("own").await;
    round.submitted_by(2).await;
    round.verify_all().await;
    let (author, member) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let draft = round.prepare(&author, None).await;
    let id = draft.rsplit('/').next().unwrap();
    let place = format!("{AGENCY}/{}/{id}", round.round);
    let path = format!("/pengumuman/{place}");
    assert_eq!(app.page(&path).await.0, 404);
    round.publish(&member, &draft).await.expect(200);
    let (status, _, html) = app.page(&path).await;
    assert_eq!(status, 200);
    for part in [
        ">Hasil seleksi administrasi</h1>",
        "Ini pengumuman yang berlaku untuk 2 peserta.",
        "2 peserta: 1 MS, 1 TMS.",
        "Kamis, 5 November 2026 pukul 23.59 WIB",
        ">Hasil dan pengumuman</a>",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let told = app.get(&round.at(&format!("/announcements/{id}"))).await.expect(200).body;
    let script = "<script type=\"application/json\" id=\"first-answers\">";
    let (_, rest) = html.split_once(script).unwrap();
    let answers: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let place = place.replace('/', " ");
    assert_eq!(answers[format!("announcement {place}")], told, "the app need not ask again");
}

#[actix_web::test]
async fn the_page_shows_codes_without_names_and_finds_a_code() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(3).await;
    round.verify_all().await;
    let announcement = round.announce(None).await;
    let page = app.get(&announcement).await.expect(200).body;
    assert_eq!(page["counts"], json!([{"status": "MS", "count": 2}, {"status": "TMS", "count": 1}]));
    assert_eq!(page["legend"].as_array().unwrap().len(), 2);
    let rows = app.get(&format!("{announcement}/rows?limit=2")).await.expect(200);
    assert_eq!(rows.body["items"].as_array().unwrap().len(), 2);
    assert!(!rows.body.to_string().contains("Pelamar"), "no name: {}", rows.body);
    let next = rows.text("/next");
    let rest = app.get(&format!("{announcement}/rows?limit=2&cursor={next}")).await.expect(200);
    assert_eq!(rest.body["items"].as_array().unwrap().len(), 1);
    let found = app.get(&format!("{announcement}/rows?code=p-02")).await.expect(200);
    assert_eq!(found.text("/items/0/participant_code"), "P-02");
    let refused = app.get(&format!("{announcement}/rows?status=TMS")).await.expect(200);
    assert_eq!(refused.body["items"].as_array().unwrap().len(), 1);
    let latest = app.get("/api/v1/announcements").await.expect(200);
    assert_eq!(latest.text("/items/0/round_name"), "Seleksi rekaan");
}

#[actix_web::test]
async fn the_file_carries_the_legend_and_its_own_hash() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(2).await;
    round.verify_all().await;
    let announcement = round.announce(None).await;
    let (file, hash) = super::file(&round, &announcement).await;
    assert!(file.starts_with("participant_code,vacancy_id,post_title,unit,status,status_id,status_en,place"));
    assert!(file.contains("Meets the requirements") && file.contains("Tidak memenuhi syarat"), "{file}");
    let page = app.get(&announcement).await.expect(200);
    assert_eq!(page.text("/content_hash"), hash);
    let computed = data_encoding::HEXLOWER.encode(&<sha2::Sha256 as sha2::Digest>::digest(file.as_bytes()));
    assert_eq!(computed, hash);
    app.sql("UPDATE vacancy SET post_title = 'Nama baru'").await;
    assert_eq!(super::file(&round, &announcement).await.0, file, "old words stay");
}

#[actix_web::test]
async fn how_many_passed_stands_at_the_vacancy_from_that_instant() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(2).await;
    round.verify_all().await;
    let page = format!("/api/v1/vacancies/{}", round.vacancy);
    assert!(app.get(&page).await.expect(200).body["eligible_count"].is_null(), "not before");
    round.announce(None).await;
    assert_eq!(app.get(&page).await.expect(200).body["eligible_count"], 1);
    let years = app.get(&format!("{page}/competition")).await.expect(200);
    assert_eq!(years.body["years"][0]["eligible"], 1, "the next round's applicants can compare with it");
}
