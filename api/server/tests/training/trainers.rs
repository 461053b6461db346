//! An organizer finds trainers among the employees of the own agency who are in service now.
use serde_json::Value;

use super::town::{Town, employ};
use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

fn names(body: &Value) -> Vec<&str> {
    body["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn words_of_a_name_find_people_in_service_with_unit_and_post_only() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let (_, siti) = town.employee("Siti Pengajar Rekaan", 1).await;
    let (_, gone) = town.employee("Siti Sudah Pensiun", 0).await;
    let (_, later) = town.employee("Siti Belum Mulai", 0).await;
    let ended = format!("UPDATE employment SET valid_until = '2026-11-01' WHERE employee_id = '{gone}'");
    app.sql(&ended).await;
    let begins = format!("UPDATE employment SET valid_from = '2027-01-01' WHERE employee_id = '{later}'");
    app.sql(&begins).await;

    let found = town.organizer.get(&town.path("training/trainers?text=rekaan%20SITI")).await.expect(200);
    assert_eq!(names(&found.body), ["Siti Pengajar Rekaan"]);
    let fields: Vec<_> = found.body["items"][0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["employee_id", "name", "post_title", "unit_name"]);
    assert_eq!(found.text("/items/0/employee_id"), siti.to_string());
    assert_eq!(found.text("/items/0/unit_name"), "Kantor Rekaan");
    assert_eq!(found.text("/items/0/post_title"), "Penata Layanan Operasional");

    let by_siti = town.organizer.get(&town.path("training/trainers?text=siti")).await.expect(200);
    assert_eq!(names(&by_siti.body), ["Siti Pengajar Rekaan"], "ended or not begun: {}", by_siti.body);
    let wild = town.organizer.get(&town.path("training/trainers?text=siti%20tidak%20ada")).await.expect(200);
    assert!(names(&wild.body).is_empty());
}

#[actix_web::test]
async fn the_pages_follow_one_another_without_gap() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    for name in ["Budi Halaman", "Ani Halaman", "Budi Halaman"] {
        town.employee(name, 0).await;
    }
    let mut path = town.path("training/trainers?text=halaman&limit=1");
    let (mut seen, mut ids) = (Vec::new(), std::collections::BTreeSet::new());
    loop {
        let page = town.organizer.get(&path).await.expect(200);
        seen.extend(names(&page.body).into_iter().map(str::to_owned));
        ids.insert(page.text("/items/0/employee_id"));
        let Some(next) = page.body["next"].as_str() else { break };
        path = town.path(&format!("training/trainers?text=halaman&limit=1&cursor={next}"));
    }
    assert_eq!(seen, ["Ani Halaman", "Budi Halaman", "Budi Halaman"]);
    assert_eq!(ids.len(), 3);
}

#[actix_web::test]
async fn another_agency_and_those_who_only_teach_find_nobody() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    town.employee("Siti Rekaan", 0).await;
    let path = town.path("training/trainers?text=siti");
    let stranger = app.officer("training_organizer", OTHER_AGENCY).await;
    stranger.get(&path).await.problem(404, "not_found");
    town.trainer.get(&path).await.problem(404, "not_found");
    let other = Town::of(&app, OTHER_AGENCY).await;
    let hani = app.person("Hani Lain").await;
    employ(&app, OTHER_AGENCY, other.units[0], &hani, "pns").await;
    let own = other.organizer.get(&other.path("training/trainers?text=siti")).await.expect(200);
    assert!(names(&own.body).is_empty());
    let own = other.organizer.get(&other.path("training/trainers?text=hani")).await.expect(200);
    assert_eq!(names(&own.body), ["Hani Lain"]);
    assert!(names(&town.organizer.get(&town.path("training/trainers?text=hani")).await.body).is_empty());
}
