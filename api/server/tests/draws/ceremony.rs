//! The whole ceremony, from the list to the queue that follows the order, and repeated from outside.
use std::{collections::BTreeMap, process::Command};

use serde_json::{Value, json};
use server::record::sequence;

use super::{Drawing, NAMES, secret};
use crate::support::{AGENCY, TestApp, checker, handed_in::HandedIn};

/// Every file of the draw's ZIP, written to a folder of this name.
async fn unpacked(drawing: &Drawing<'_>, folder: &str) -> std::path::PathBuf {
    let zip = drawing.app.get(&format!("{}/files.zip", drawing.path)).await.expect(200).bytes;
    let place = std::env::temp_dir().join(format!("terang-draw-{folder}-{}", uuid::Uuid::now_v7().simple()));
    zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap().extract(&place).unwrap();
    place
}

async fn checked(folder: std::path::PathBuf, act: &'static str) -> (i32, String) {
    actix_web::web::block(move || {
        let output = Command::new(checker::program()).arg(act).arg(folder).output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code().unwrap(), text)
    })
    .await
    .unwrap()
}

/// Token of each sealed application, as hex.
async fn tokens(app: &TestApp) -> BTreeMap<String, String> {
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        token: String,
        #[diesel(sql_type = diesel::sql_types::Text)]
        subject: String,
    }
    let query = "SELECT encode(token, 'hex') AS token, subject_id::text AS subject FROM record_token";
    let rows: Vec<Row> =
        diesel_async::RunQueryDsl::load(diesel::sql_query(query), &mut app.owner().await).await.unwrap();
    rows.into_iter().map(|row| (row.token, row.subject)).collect()
}

async fn finished<'a>(round: &HandedIn<'a>, count: usize) -> Drawing<'a> {
    let made = round.submitted_by(count).await;
    let drawing = Drawing::fixed(round, made.iter().map(|(_, id)| *id).collect()).await;
    drawing.committed(&[0, 1, 2, 3, 4, 5]).await;
    drawing.revealed(&[0, 1, 2]).await;
    drawing.finish().await.expect(200);
    sequence(&round.app.state).await.unwrap();
    drawing
}

#[actix_web::test]
async fn an_order_is_drawn_by_three_offices_and_repeated_by_anybody() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let drawing = finished(&round, 12).await;
    let seen = app.get(&drawing.path).await.expect(200).body;
    assert_eq!((&seen["phase"], &seen["item_count"]), (&json!("finished"), &json!(12)));
    let place = |value: &Value| value.as_u64().unwrap();
    let (list, over) = (place(&seen["list_place"]), place(&seen["over_place"]));
    let seats = seen["seats"].as_array().unwrap();
    for (seat, (name, _)) in seats.iter().zip(NAMES) {
        assert_eq!(seat["name"], name);
        assert!(place(&seat["commitment_place"]) > list, "{seat}");
    }
    let last = seats.iter().map(|seat| place(&seat["commitment_place"])).max().unwrap();
    for seat in &seats[..3] {
        assert!(place(&seat["reveal_place"]) > last && place(&seat["reveal_place"]) < over, "{seat}");
        assert_eq!(seat["secret"], secret(seat["name"].as_str().unwrap()));
    }
    assert_eq!(seats[3]["secret"], Value::Null, "no stand-in was needed");

    let folder = unpacked(&drawing, "whole").await;
    let (ending, text) = checked(folder.clone(), "draw").await;
    assert_eq!(ending, 0, "{text}");
    assert!(text.contains("12 baris diulang"), "{text}");
    for name in ["listed", "committed-panitia", "revealed-pemantau", "over"] {
        let proof = std::fs::read_to_string(folder.join(format!("{name}.tlog-proof"))).unwrap();
        assert!(proof.starts_with("c2sp.org/tlog-proof"), "{proof}");
    }
    let hashes = bundle::hashes::of(&std::fs::read(folder.join("hashes.txt")).unwrap());
    let told = format!("SELECT count(*) FROM record_secret WHERE record LIKE '%\"files\":\"{hashes}\"%'");
    assert_eq!(app.count(&told).await, 1, "the hash of the files stands in the record");
    let order = std::fs::read_to_string(folder.join("order.txt")).unwrap();
    std::fs::write(
        folder.join("order.txt"),
        order.lines().rev().map(|line| format!("{line}\n")).collect::<String>(),
    )
    .unwrap();
    let (ending, text) = checked(folder.clone(), "draw").await;
    assert_eq!(ending, 1, "{text}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[actix_web::test]
async fn the_queue_follows_the_order_and_late_comers_wait_behind_it() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let drawing = finished(&round, 6).await;
    let late = app.person("Pelamar Terlambat Rekaan").await;
    let late = round.submitted(&late, "P-99").await;
    let tokens = tokens(&app).await;
    let mut expected: Vec<String> =
        drawing.file("order.txt").await.lines().map(|token| tokens[token].clone()).collect();
    expected.push(late.to_string());
    let (siti, budi) = (app.officer("verifier", AGENCY).await, app.officer("verifier", AGENCY).await);
    let mut given = Vec::new();
    for turn in 0..7 {
        let verifier = if turn % 2 == 0 { &siti } else { &budi };
        let reading = round.claim(verifier).await.unwrap();
        given.push(verifier.get(&reading).await.expect(200).text("/application_id"));
        round.give(verifier, &reading, None).await;
    }
    assert_eq!(given, expected);
    assert_eq!(round.claim(&siti).await, None);
}

#[actix_web::test]
async fn before_the_draw_is_finished_the_queue_works_as_ever() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let made = round.submitted_by(3).await;
    let drawing = Drawing::fixed(&round, made.iter().map(|(_, id)| *id).collect()).await;
    let verifier = app.officer("verifier", AGENCY).await;
    let reading = round.claim(&verifier).await.unwrap();
    assert_eq!(verifier.get(&reading).await.expect(200).text("/application_id"), made[0].1.to_string());
    assert_eq!(drawing.phase().await, "committing");
}

#[actix_web::test]
async fn the_list_holds_nobodys_data_and_accounts_are_never_shown() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let drawing = finished(&round, 4).await;
    let list = drawing.file("list.txt").await;
    assert!(list.lines().all(|line| line.len() == 64 && line.bytes().all(|byte| byte.is_ascii_hexdigit())));
    let mut public = vec![list, drawing.app.get(&drawing.path).await.expect(200).body.to_string()];
    for name in ["draw.json", "order.txt", "drawn.json", "listed.tlog-proof", "committed-panitia.tlog-proof"]
    {
        public.push(drawing.file(name).await);
    }
    for text in public {
        for person in &drawing.people {
            assert!(!text.contains(&person.account_id.to_string()) && !text.contains("Petugas"), "{text}");
        }
        assert!(!text.contains("P-01") && !text.contains("Pelamar"), "{text}");
    }
}

#[actix_web::test]
async fn each_drawer_is_told_and_finds_the_own_turn() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    let made = round.submitted_by(2).await;
    let drawing = Drawing::fixed(&round, made.iter().map(|(_, id)| *id).collect()).await;
    let inspector = &drawing.people[1];
    let own = inspector.get("/api/v1/draws/own").await.expect(200);
    assert_eq!(
        (own.text("/draws/0/name"), own.text("/draws/0/draw/phase")),
        ("inspektorat".into(), "committing".into())
    );
    let inbox = inspector.get("/api/v1/inbox").await.expect(200);
    assert_eq!(inbox.text("/items/0/kind"), "draw_fixed");
    let stranger = app.officer("inspector", AGENCY).await;
    assert_eq!(stranger.get("/api/v1/draws/own").await.expect(200).body["draws"], json!([]));
    drawing.committed(&[1]).await;
    let own = inspector.get("/api/v1/draws/own").await.expect(200);
    assert_eq!(own.text("/draws/0/commitment"), drawing.commitment("inspektorat"));
}
