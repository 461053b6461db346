//! Publication profiles: names on a recorded basis, small vacancies withheld, and nobody told apart without need.
use std::collections::BTreeMap;

use bundle::{hashes, name, withheld::commitment};
use serde_json::{Value, json};

use super::{
    bundle::{fetch, files},
    recomputed::{checked, close_registration},
};
use crate::support::{AGENCY, Caller, TestApp, TestRound};

/// An own round with its three officers and an approved run.
struct Decided<'a> {
    round: TestRound<'a>,
    officers: [Caller<'a>; 3],
    run: String,
}

/// Vacancies by pool and places, with people and their two marks; an empty mark stayed away.
type Offered<'t> = &'t [(&'t str, &'t str, i32, &'t [(&'t str, &'t str)])];

async fn decided<'a>(app: &'a TestApp, profile: &str, offered: Offered<'_>) -> Decided<'a> {
    let round = app.selection_round("own", "blud-professional").await;
    app.sql(&format!("UPDATE selection_round SET publication_profile = '{profile}'")).await;
    let mut sheet = String::from("no_peserta;practice;interview;keterangan\n");
    for (title, pool, places, people) in offered {
        let vacancy = round.vacancy(title, pool, *places).await;
        let codes: Vec<&str> = people.iter().map(|(code, _)| *code).collect();
        round.participants(&codes, vacancy).await;
        for (code, mark) in *people {
            let absent = if mark.is_empty() { "TH" } else { "" };
            sheet.push_str(&format!("{code};{mark};{mark};{absent}\n"));
        }
    }
    close_registration(&round).await;
    let officers = [
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
    ];
    let [first, second, third] = &officers;
    round.approved_marks(first, second, "stage=tests", &sheet).await;
    let run = first.post(&round.at("/runs"), json!({"stage": "tests"})).await.expect(201).text("/id");
    for officer in [second, third] {
        let approve = format!("/api/v1/agencies/{AGENCY}/runs/{run}/approve");
        officer.act(&approve, json!({}), "\"1\"").await.expect(200);
    }
    Decided { round, officers, run }
}

impl Decided<'_> {
    fn body(&self, more: Value) -> Value {
        let mut body = json!({"stage": "result", "letter": "800/9", "run": self.run});
        let (into, more) = (body.as_object_mut().unwrap(), more.as_object().unwrap().clone());
        into.extend(more);
        body
    }

    async fn prepare(&self, more: Value) -> crate::support::Response {
        self.officers[0].post(&self.round.at("/announcement-drafts"), self.body(more)).await
    }

    fn draft(&self, id: &str) -> String {
        self.round.at(&format!("/announcement-drafts/{id}"))
    }

    /// Answers the public address.
    async fn announce(&self, more: Value) -> String {
        let draft = self.prepare(more).await.expect(201);
        let path = format!("{}/publish", self.draft(&draft.text("/id")));
        self.officers[1].act(&path, Value::Null, &draft.etag()).await.expect(200);
        self.round.at(&format!("/announcements/{}", draft.text("/id")))
    }
}

fn basis() -> Value {
    json!({
        "document": "800/PPID/7/2026", "date": "2026-10-20", "unit": "Dinas Komunikasi dan Informatika",
        "text": "Uji konsekuensi: nama yang mendapat tempat terbuka (UU 14/2008 pasal 18 ayat 2).",
    })
}

const NURSES: Offered<'static> = &[
    ("Perawat", "general", 1, &[("ANI-1", "90"), ("BUDI-2", "80"), ("CICI-3", "70"), ("DODI-4", "")]),
    ("Perawat", "disability", 1, &[("EKA-5", "85"), ("FITRI-6", "75"), ("GITA-7", "70")]),
];

#[actix_web::test]
async fn ani_is_named_because_she_has_a_place_eka_is_not_because_her_pool_never_stands_beside_a_name() {
    let app = TestApp::start().await;
    let round = decided(&app, "A", NURSES).await;
    round.prepare(json!({})).await.problem(422, "bad_input").field("/names_basis");
    let mut short = basis();
    short["text"] = json!("Boleh.");
    round.prepare(json!({"names_basis": short})).await.problem(422, "bad_input").field("/names_basis/text");
    let announced = round.announce(json!({"names_basis": basis()})).await;
    let files = files(&app, &announced).await;
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    assert_eq!(text(name::NAMES), "participant,name\nANI-1,ANI-1 Rekaan\n");
    for (name, bytes) in &files {
        let text = String::from_utf8(bytes.clone()).unwrap();
        for person in ["BUDI-2 Rekaan", "CICI-3 Rekaan", "EKA-5 Rekaan", "FITRI-6 Rekaan"] {
            assert!(!text.contains(person), "{name} names {person}");
        }
    }
    assert!(text(name::DICTIONARY).contains("\nnames.csv,name,,"));
    let told: Value = serde_json::from_str(&text(name::ANNOUNCEMENT)).unwrap();
    assert_eq!((&told["profile"], &told["names_basis"]), (&json!("A"), &basis()));
    let page = app.get(&announced).await.expect(200).body;
    assert_eq!(page["names_basis"], basis());
    let rows = app.get(&format!("{announced}/rows")).await.expect(200).body.to_string();
    for person in ["ANI-1 Rekaan", "BUDI-2 Rekaan", "EKA-5 Rekaan"] {
        assert!(!rows.contains(person), "the list of everybody stays one of codes: {rows}");
    }
    // The record holds the hash of the list of files, and no name.
    assert_eq!(
        app.count("SELECT count(*) FROM record_secret WHERE record::text LIKE '%-1 Rekaan%'").await,
        0
    );
    server::record::sequence(&app.state).await.unwrap();
    let (ending, text) = checked(&app, &announced, &[]).await;
    assert_eq!(ending, 0, "{text}");
    assert!(text.contains("1 nama, semuanya dari yang mendapat tempat; dasarnya 800/PPID/7/2026"), "{text}");
}

#[actix_web::test]
async fn a_committee_may_show_less_than_the_round_promised_and_never_more() {
    let app = TestApp::start().await;
    let round = decided(&app, "B", NURSES).await;
    let asked = json!({"profile": "A", "names_basis": basis()});
    round.prepare(asked).await.problem(409, "profile_beyond_round");
    round.prepare(json!({"names_basis": basis()})).await.problem(422, "bad_input").field("/names_basis");
    round.prepare(json!({"profile": "D"})).await.problem(422, "bad_input").field("/profile");
    app.sql("UPDATE selection_round SET publication_profile = 'C'").await;
    round.prepare(json!({"profile": "B"})).await.problem(409, "profile_beyond_round");
    app.sql("UPDATE selection_round SET publication_profile = 'A'").await;
    let draft = round.prepare(json!({"profile": "B"})).await.expect(201);
    assert_eq!(draft.body["profile"], "B");
    let preview = round.officers[1].get(&round.draft(&draft.text("/id"))).await.expect(200).body;
    let names: Vec<&str> =
        preview["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
    assert!(!names.contains(&"names.csv"), "{names:?}");
}

#[actix_web::test]
async fn a_stage_without_places_has_nobody_to_name() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(1).await;
    round.verify_all().await;
    app.sql("UPDATE selection_round SET publication_profile = 'A'").await;
    let author = app.officer("committee", AGENCY).await;
    let body = json!({"stage": "administrative", "letter": "800/1", "names_basis": basis()});
    let path = round.at("/announcement-drafts");
    author.post(&path, body).await.problem(422, "bad_input").field("/names_basis");
    let draft = author.post(&path, json!({"stage": "administrative", "letter": "800/1"})).await.expect(201);
    assert_eq!(draft.body["profile"], "B", "only codes are published");
}

/// The two of the small vacancy would be alone with their marks.
const SMALL: Offered<'static> = &[
    (
        "Perawat",
        "general",
        2,
        &[("ANI-1", "90"), ("BUDI-2", "80"), ("CICI-3", "70"), ("DODI-4", "66"), ("EKA-5", "")],
    ),
    ("Apoteker", "general", 1, &[("FITRI-6", "88"), ("GITA-7", "77")]),
];

#[actix_web::test]
async fn under_profile_c_the_two_of_a_small_vacancy_are_seen_by_themselves_alone() {
    let app = TestApp::start().await;
    let round = decided(&app, "C", SMALL).await;
    let draft = round.prepare(json!({})).await.expect(201);
    let path = round.draft(&draft.text("/id"));
    let preview = round.officers[1].get(&path).await.expect(200).body;
    let part = &preview["withheld"];
    assert_eq!(
        (&part["vacancies"], &part["participants"], &part["below"], &part["joined"]),
        (&json!(1), &json!(2), &json!(5), &json!(0))
    );
    assert_eq!(preview["uniqueness"]["blocks"], false);
    round.officers[1].act(&format!("{path}/publish"), Value::Null, &draft.etag()).await.expect(200);
    let announced = round.round.at(&format!("/announcements/{}", draft.text("/id")));

    let files = files(&app, &announced).await;
    for (name, bytes) in files.iter().filter(|(name, _)| *name != name::ANCESTRY) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        for code in ["FITRI-6", "GITA-7", "Apoteker"] {
            assert!(!text.contains(code), "{name} holds {code}");
        }
    }
    let ancestry = String::from_utf8(files[name::ANCESTRY].clone()).unwrap();
    assert!(ancestry.contains(",GITA-7,withheld") && ancestry.contains(",EKA-5,participates"), "{ancestry}");
    for rest in ["", "/rows", "/rows.csv"] {
        let seen = fetch(&app, &format!("{announced}{rest}")).await.expect(200).bytes;
        let seen = String::from_utf8(seen).unwrap();
        assert!(!seen.contains("GITA-7") && !seen.contains("Apoteker"), "{rest}: {seen}");
    }
    let one = app.get(&format!("{announced}/rows?code=GITA-7")).await.expect(200);
    assert_eq!(one.body["items"], json!([]), "a code that is withheld is not looked up");
    assert_eq!(app.get(&announced).await.expect(200).body["row_count"], 7);

    // Gita herself reads her outcome and why.
    let gita = app.person("Gita").await;
    app.sql(&format!(
        "UPDATE application SET person_id = '{}' WHERE participant_code = 'GITA-7'",
        gita.person_id
    ))
    .await;
    let own: uuid::Uuid = {
        use diesel::prelude::*;
        use server::schema::application;
        let query =
            application::table.filter(application::participant_code.eq("GITA-7")).select(application::id);
        diesel_async::RunQueryDsl::first(query, &mut app.owner().await).await.unwrap()
    };
    assert_eq!(super::decisions(&gita, own).await.expect(200).text("/stages/0/status"), "P");

    server::record::sequence(&app.state).await.unwrap();
    let sentence = "1 dari 2 formasi dihitung ulang dan sama, 1 tidak ditampilkan";
    let (ending, text) = checked(&app, &announced, &[]).await;
    assert!(ending == 2 && text.contains(sentence), "{ending}: {text}");
    let (ending, text) = checked(&app, &announced, &["--allow-withheld"]).await;
    assert!(
        ending == 0 && text.contains(sentence) && text.contains("Lengkap: 7 pelamar"),
        "{ending}: {text}"
    );

    // A court gets the whole files, finds the published commitment again, and recomputes them.
    let zip = round.officers[2].get(&format!("{path}/withheld.zip")).await.expect(200).bytes;
    let opened = unzipped(&zip);
    for (name, hash) in hashes::read(&opened[name::HASHES]).unwrap() {
        assert_eq!(hashes::of(opened[&name].as_bytes()), hash, "{name}");
    }
    let announcement: Value = serde_json::from_slice(&files[name::ANNOUNCEMENT]).unwrap();
    let found = commitment(opened["salt.txt"].trim_end(), &opened[name::HASHES]);
    assert_eq!(announcement["kept_back"]["commitment"], found);
    assert!(opened[name::OUTCOMES].contains("GITA-7"));
    assert_eq!(app.count("SELECT count(*) FROM record_audit WHERE kind = 'withheld_opened'").await, 1);
    app.get(&format!("{path}/withheld.zip")).await.problem(401, "sign_in_required");
}

fn unzipped(zip: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: String| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(&name).unwrap(), &mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(&mut read).collect()
}

#[actix_web::test]
async fn where_every_vacancy_is_small_nothing_is_prepared() {
    let app = TestApp::start().await;
    let round = decided(&app, "C", NURSES).await;
    round.prepare(json!({})).await.problem(409, "all_withheld");
    assert_eq!(app.count("SELECT count(*) FROM announcement").await, 0);
    app.sql("UPDATE selection_round SET withhold_below = 3").await;
    let draft = round.prepare(json!({})).await.expect(201);
    let path = round.draft(&draft.text("/id"));
    assert_eq!(round.officers[0].get(&path).await.expect(200).body["withheld"], Value::Null);
    round.officers[0].get(&format!("{path}/withheld.zip")).await.problem(409, "nothing_withheld");
}

const ALONE: Offered<'static> = &[
    (
        "Perawat",
        "general",
        2,
        &[("ANI-1", "90"), ("BUDI-2", "80"), ("CICI-3", "70"), ("DODI-4", "66"), ("EKA-5", "")],
    ),
    ("Perawat", "disability", 1, &[("FITRI-6", "50")]),
];

#[actix_web::test]
async fn fitri_would_stand_alone_with_her_failed_test_so_it_is_not_published_before_profile_c() {
    let app = TestApp::start().await;
    let round = decided(&app, "B", ALONE).await;
    let draft = round.prepare(json!({})).await.expect(201);
    let path = round.draft(&draft.text("/id"));
    let report = round.officers[1].get(&path).await.expect(200).body["uniqueness"].clone();
    assert_eq!((&report["rows"], &report["blocks"]), (&json!(4), &json!(true)));
    assert_eq!(report["sizes"], json!([{"size": 1, "rows": 1}, {"size": 5, "rows": 3}]));
    assert_eq!(
        (&report["alone"][0]["participant_code"], &report["alone"][0]["pool"], &report["alone"][0]["needed"]),
        (&json!("FITRI-6"), &json!("disability"), &json!(false))
    );
    let publish = format!("{path}/publish");
    round.officers[1].act(&publish, Value::Null, &draft.etag()).await.problem(409, "rows_stand_alone");
    round.officers[0].delete(&path, &draft.etag()).await.expect(200);
    let announced = round.announce(json!({"profile": "C"})).await;
    let page = app.get(&announced).await.expect(200).body;
    assert_eq!((&page["profile"], &page["withheld"]["vacancies"]), (&json!("C"), &json!(1)));
    assert_eq!(page.get("uniqueness"), None, "the public is not told who would have stood alone");
    let hash = page["rules_hash"].as_str().unwrap();
    assert_eq!(
        app.count(&format!("SELECT count(*) FROM result_run WHERE rules_hash = '\\x{hash}'")).await,
        1
    );
}

#[actix_web::test]
async fn a_change_in_a_withheld_vacancy_outdates_the_draft_too() {
    let app = TestApp::start().await;
    let round = decided(&app, "C", SMALL).await;
    let draft = round.prepare(json!({})).await.expect(201);
    app.sql("UPDATE result_outcome SET rank = 3 WHERE participant_code = 'GITA-7'").await;
    let publish = format!("{}/publish", round.draft(&draft.text("/id")));
    round.officers[1].act(&publish, Value::Null, &draft.etag()).await.problem(409, "announcement_outdated");
}

#[actix_web::test]
async fn small_vacancies_of_the_administrative_stage_are_withheld_as_well() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(2).await;
    round.verify_all().await;
    app.sql("UPDATE selection_round SET publication_profile = 'C'").await;
    let author = app.officer("committee", AGENCY).await;
    let body = json!({"stage": "administrative", "letter": "800/1"});
    author.post(&round.at("/announcement-drafts"), body).await.problem(409, "all_withheld");
    app.sql("UPDATE selection_round SET withhold_below = 2").await;
    let announced = round.announce(None).await;
    assert_eq!(files(&app, &announced).await[name::LINES].iter().filter(|byte| **byte == b'\n').count(), 3);
}
