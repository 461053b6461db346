//! Somebody puts the timetable into a calendar; another library than the one that wrote it reads it.
use ical::parser::ical::component::{IcalCalendar, IcalEvent};
use serde_json::json;

use super::committee::{Committee, timetable};
use crate::support::{AGENCY, TestApp};

async fn read(app: &TestApp, path: &str) -> (String, IcalCalendar) {
    let answer = app.get(path).await.expect(200);
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    let text = String::from_utf8(answer.bytes.clone()).unwrap();
    assert!(
        text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')),
        "lines are folded: {text}"
    );
    (text, ical::IcalParser::new(answer.bytes.as_slice()).next().unwrap().unwrap())
}

fn value<'a>(event: &'a IcalEvent, name: &str) -> &'a str {
    let found = event.properties.iter().find(|property| property.name == name);
    found.unwrap_or_else(|| panic!("no {name} in {event:?}")).value.as_deref().unwrap()
}

#[actix_web::test]
async fn each_step_is_an_event_in_the_agencys_zone() {
    let app = TestApp::start().await;
    let (committee, id) = Committee::published(&app).await;
    let (text, calendar) = read(&app, &committee.path("/timetable.ics")).await;
    assert_eq!(calendar.events.len(), 1);
    let event = &calendar.events[0];
    assert_eq!(value(event, "SUMMARY"), "Pendaftaran: Seleksi uji coba");
    assert_eq!(value(event, "UID"), format!("registration.{}@127.0.0.1.8080", committee.round));
    assert_eq!(value(event, "DTSTART"), "20261102T090000");
    let start = event.properties.iter().find(|property| property.name == "DTSTART").unwrap();
    assert_eq!(start.params, Some(vec![("TZID".to_owned(), vec!["Asia/Jakarta".to_owned()])]));
    assert_eq!(value(event, "DTEND"), "20261121T000000");
    assert_eq!(value(event, "DTSTAMP"), "20261102T020000Z");
    assert_eq!(calendar.timezones[0].properties[0].value.as_deref(), Some("Asia/Jakarta"));
    assert!(text.contains("TZOFFSETTO:+0700"));
    let (of_vacancy, again) = read(&app, &format!("/api/v1/vacancies/{id}/timetable.ics")).await;
    assert_eq!(value(&again.events[0], "UID"), value(event, "UID"), "two files, one event");
    assert!(of_vacancy.contains("Perawat: Seleksi uji coba"));
}

#[actix_web::test]
async fn a_changed_timetable_moves_the_same_event() {
    let app = TestApp::start().await;
    let (committee, _) = Committee::published(&app).await;
    let uid = async |app: &TestApp, path: &str| {
        let (_, calendar) = read(app, path).await;
        ["UID", "SEQUENCE", "DTEND"].map(|name| value(&calendar.events[0], name).to_owned())
    };
    let path = committee.path("/timetable.ics");
    let before = uid(&app, &path).await;
    let late = timetable("2026-11-02T02:00:00Z", "2026-11-25T17:00:00Z");
    let body = json!({"kind": "timetable", "document": late, "reason": "Gangguan jaringan", "legal_basis": "Keputusan 12/2026"});
    let made = committee.author.act(&committee.path("/amendments"), body, &committee.etag).await.expect(201);
    let approve = committee.path(&format!("/amendments/{}/approve", made.text("/id")));
    committee.second.act(&approve, json!({}), &committee.etag).await.expect(200);
    let after = uid(&app, &path).await;
    assert_eq!(before[0], after[0]);
    assert_eq!((before[1].as_str(), after[1].as_str()), ("1", "2"));
    assert_eq!((before[2].as_str(), after[2].as_str()), ("20261121T000000", "20261126T000000"));
}

#[actix_web::test]
async fn what_is_not_published_has_no_calendar() {
    let app = TestApp::start().await;
    let mut committee = Committee::begin(&app, "internal").await;
    let id = committee.vacancy(super::committee::vacancy()).await;
    app.get(&committee.path("/timetable.ics")).await.problem(404, "not_found");
    app.get(&format!("/api/v1/vacancies/{id}/timetable.ics")).await.problem(404, "not_found");
    app.get(&format!("/api/v1/agencies/{AGENCY}/rounds/x/timetable.ics")).await.problem(404, "not_found");
}
