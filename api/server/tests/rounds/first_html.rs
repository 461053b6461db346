//! A crawler, or somebody whose phone runs no JavaScript, reads the public pages.
use serde_json::{Value, json};
use server::{catalog::load::Progress, load};

use super::{
    committee::{Committee, timetable},
    index::keep_index,
};
use crate::{
    catalog::Files,
    support::{AGENCY, TestApp},
};

/// What stands between two marks.
fn between<'a>(html: &'a str, before: &str, after: &str) -> &'a str {
    let rest = html.split_once(before).unwrap_or_else(|| panic!("{before} is not in {html}")).1;
    rest.split_once(after).unwrap().0
}

fn json_ld(html: &str) -> Value {
    serde_json::from_str(between(html, "<script type=\"application/ld+json\">", "</script>")).unwrap()
}

fn answers(html: &str) -> Value {
    let script = "<script type=\"application/json\" id=\"first-answers\">";
    serde_json::from_str(between(html, script, "</script>")).unwrap()
}

#[actix_web::test]
async fn an_open_vacancy_is_read_whole_without_javascript() {
    let app = TestApp::start_with_pages().await;
    let (committee, id) = Committee::published(&app).await;
    let (status, headers, html) = app.page(&format!("/formasi/{id}")).await;
    assert_eq!(status, 200);
    assert!(headers["content-type"].to_str().unwrap().starts_with("text/html"));
    let root = between(&html, "<div id=\"root\">", "<script type=\"application/json\"");
    for part in [
        "<h1 class=\"max-w-[24ch] text-2xl sm:text-4xl\">Perawat</h1>",
        "Dinas Kesehatan › RSUD",
        "2 formasi tersedia",
        "Rp3.000.000 sampai Rp4.000.000 per bulan",
        "Jumat, 20 November 2026 pukul 23.59 WIB",
        "Syarat dan dasarnya",
        "Pendaftaran",
        "Lamar di sini",
    ] {
        assert!(root.contains(part), "{part} is not in {root}");
    }
    assert!(root.contains(&committee.round), "a link leads to the round");
    assert!(between(&html, "<title>", "</title>").starts_with("Perawat, Pemerintah Kota Sawahlunto"));
    assert!(between(&html, "<meta name=\"description\" content=\"", "\"").contains("2 formasi Perawat"));
    let canonical = between(&html, "<link rel=\"canonical\" href=\"", "\"");
    assert_eq!(canonical, format!("http://127.0.0.1:8080/formasi/{id}"));
    assert_eq!(between(&html, "<meta property=\"og:url\" content=\"", "\""), canonical);
    let asked = app.get(&format!("/api/v1/vacancies/{id}")).await.expect(200);
    assert_eq!(answers(&html)[format!("vacancy {id}")], asked.body, "the app need not ask again");
}

#[actix_web::test]
async fn what_can_be_applied_for_is_marked_up_until_it_is_over() {
    let app = TestApp::start_with_pages().await;
    app.sql(
        "INSERT INTO region (code, name, level) VALUES ('13', 'Sumatera Barat', 'province'),
         ('13.73', 'Kota Sawahlunto', 'city')",
    )
    .await;
    let (_committee, id) = Committee::published(&app).await;
    let (_, _, html) = app.page(&format!("/formasi/{id}")).await;
    let posting = json_ld(&html);
    assert_eq!(posting["@type"], "JobPosting");
    assert_eq!(posting["title"], "Perawat");
    assert_eq!(posting["validThrough"], "2026-11-20T17:00:00+00:00");
    assert_eq!(posting["datePosted"], "2026-11-02T02:00:00+00:00");
    assert_eq!(posting["hiringOrganization"]["name"], "Pemerintah Kota Sawahlunto");
    assert_eq!(
        posting["baseSalary"]["value"],
        json!({"@type": "QuantitativeValue", "minValue": 3_000_000, "maxValue": 4_000_000, "unitText": "MONTH"})
    );
    assert_eq!(posting["identifier"]["value"], id);
    assert_eq!(posting["totalJobOpenings"], 2);
    assert_eq!(posting["directApply"], true);
    let address = &posting["jobLocation"]["address"];
    assert_eq!(address["addressCountry"], "ID");
    assert_eq!(
        (&address["addressLocality"], &address["addressRegion"]),
        (&json!("Kota Sawahlunto"), &json!("Sumatera Barat"))
    );
    app.state.clock().set("2026-11-20T17:00:00Z".parse().unwrap());
    let (status, _, html) = app.page(&format!("/formasi/{id}")).await;
    assert_eq!(status, 200, "the page stays");
    assert!(html.contains("Pendaftaran sudah ditutup") && !html.contains("ld+json"));
}

#[actix_web::test]
async fn a_vacancy_of_the_archive_is_a_page_but_no_posting() {
    let (app, files) = (TestApp::start_with_pages().await, Files::new());
    load::all(&app.state, files.path(), Progress::Silent).await.unwrap();
    let (status, _, html) = app.page("/formasi/646c3891-6c87-4f26-b378-0a190221a200").await;
    assert_eq!(status, 200);
    assert!(html.contains("31 pelamar lulus administrasi untuk 2 formasi"));
    assert!(html.contains("D-III Keperawatan") && !html.contains("ld+json"));
}

#[actix_web::test]
async fn what_is_not_there_is_404_and_still_the_app() {
    let app = TestApp::start_with_pages().await;
    let committee = Committee::begin(&app, "internal").await;
    for path in [
        "/formasi/646c3891-6c87-4f26-b378-0a190221a2ff".to_owned(),
        "/formasi/tidak-ada".to_owned(),
        format!("/seleksi/{AGENCY}/{}", committee.round),
        format!("/seleksi/9999/{}", committee.round),
    ] {
        let (status, _, html) = app.page(&path).await;
        assert_eq!(status, 404, "{path}");
        assert!(html.contains("<div id=\"root\"></div>"), "{path}");
    }
    for path in ["/formasi", "/formasi/bandingkan", "/masuk"] {
        assert_eq!(app.page(path).await.0, 200, "{path}");
    }
    assert_eq!(app.page("/assets/none.js").await.0, 404);
}

#[actix_web::test]
async fn what_a_committee_writes_is_text_and_nothing_else() {
    let app = TestApp::start_with_pages().await;
    let mut committee = Committee::begin(&app, "blud_professional").await;
    committee.timetable(timetable("2026-11-02T02:00:00Z", "2026-11-20T17:00:00Z")).await;
    committee.rules("blud-professional").await;
    let evil = "</script><script>alert('x')</script><img src=x onerror=alert(1)>";
    let mut vacancy = super::committee::vacancy();
    vacancy["post_title"] = json!(format!("Perawat {evil}"));
    vacancy["description"] = json!(evil);
    let id = committee.vacancy(vacancy).await;
    committee.try_publish(&committee.second).await.expect(200);
    for path in [format!("/formasi/{id}"), format!("/seleksi/{AGENCY}/{}", committee.round), "/".into()] {
        let (_, headers, html) = app.page(&path).await;
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "{path}: {html}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self';"), "no inline script runs: {policy}");
    }
    let (_, _, html) = app.page(&format!("/formasi/{id}")).await;
    assert_eq!(json_ld(&html)["title"], format!("Perawat {evil}"), "data say what was written");
}

#[actix_web::test]
async fn round_and_front_page_lead_to_what_is_open() {
    let app = TestApp::start_with_pages().await;
    let (committee, id) = Committee::published(&app).await;
    let link = format!("href=\"/formasi/{id}\"");
    let (_, _, home) = app.page("/").await;
    assert!(home.contains(&link) && home.contains("sampai Jumat, 20 November 2026 pukul 23.59 WIB"));
    let asked = app.get("/api/v1/vacancies?show=open&limit=3").await.expect(200);
    assert_eq!(answers(&home)["open now"]["items"], asked.body["items"]);
    let path = format!("/seleksi/{AGENCY}/{}", committee.round);
    let (status, _, round) = app.page(&path).await;
    assert_eq!(status, 200);
    assert!(round.contains(&link) && round.contains("Keputusan Wali Kota 100/2026"));
    let data = answers(&round);
    assert_eq!(data[format!("round {}", committee.round)], app.get(&committee.path("")).await.body);
    assert_eq!(
        data[format!("versions {}", committee.round)],
        app.get(&committee.path("/versions")).await.body
    );
}

#[actix_web::test]
async fn the_search_answers_words_at_once_and_leaves_finer_wishes_to_the_app() {
    let app = TestApp::start_with_pages().await;
    let (_committee, id) = Committee::published(&app).await;
    keep_index(&app).await;
    let link = format!("href=\"/formasi/{id}\"");
    for (address, key, api) in [
        ("/formasi", "vacancies {}", "show=open"),
        ("/formasi?text=perawat", r#"vacancies {"text":"perawat"}"#, "text=perawat&show=open"),
        (
            "/formasi?education=5101&text=x%20%22y%22",
            r#"vacancies {"text":"x \"y\"","education":"5101"}"#,
            "text=x%20%22y%22&education=5101&show=open",
        ),
    ] {
        let (status, _, html) = app.page(address).await;
        assert_eq!(status, 200);
        let asked = app.get(&format!("/api/v1/vacancies?{api}")).await.expect(200).body;
        assert_eq!(answers(&html)[key], asked, "{address}");
        let found = asked["items"].as_array().unwrap().iter().any(|one| one["id"] == id.as_str());
        assert_eq!(html.contains(&link), found, "{address}");
    }
    let (_, _, html) = app.page("/formasi?text=%3Cscript%3E").await;
    assert!(html.contains("value=\"&lt;script&gt;\"") && html.contains("Tidak ada formasi yang cocok"));
    for address in ["/formasi?text=perawat&level=30", "/formasi?text=%ff&pay=x", "/formasi?show=archive"] {
        let (status, _, html) = app.page(address).await;
        assert_eq!((status, answers(&html)), (200, json!({})), "{address}");
        assert!(html.contains(">Cari formasi</h1>"), "{address}");
    }
}

#[actix_web::test]
async fn an_unchanged_page_is_confirmed_without_being_sent_again() {
    let app = TestApp::start_with_pages().await;
    let (_committee, id) = Committee::published(&app).await;
    let path = format!("/formasi/{id}");
    let (_, headers, _) = app.page(&path).await;
    let again =
        app.client.get(app.url(&path)).header("if-none-match", &headers["etag"]).send().await.unwrap();
    assert_eq!(again.status(), 304);
}

#[actix_web::test]
async fn made_up_pages_say_so_and_are_not_to_be_found() {
    let app = TestApp::start_demo_with_pages().await;
    let (_committee, id) = Committee::published(&app).await;
    let (_, headers, html) = app.page(&format!("/formasi/{id}")).await;
    assert!(html.contains("<html lang=\"id\" data-demo>") && html.contains("<title>DATA REKAAN: Perawat"));
    assert!(html.contains("Semua orang dan angka di sini rekaan"));
    assert_eq!(headers["x-robots-tag"], "noindex, nofollow");
    assert!(app.page("/robots.txt").await.2.contains("Disallow: /\n"));
}
