//! A citizen checks a published announcement with `terang-check`, by its address alone.
use std::process::Command;

use ledger::Kind;
use serde_json::json;
use server::record::{Actor, Fact, Milestone, sequence, write};

use super::bundle::{decided_by_a_grade, fetch, files};
use crate::support::{AGENCY, TestApp, TestRound, checker};

/// How the program ends, and what it says.
pub async fn checked(app: &TestApp, announced: &str, options: &'static [&'static str]) -> (i32, String) {
    let address = app.url(&format!("{announced}/bundle"));
    actix_web::web::block(move || {
        let output =
            Command::new(checker::program()).arg("result").arg(address).args(options).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    })
    .await
    .unwrap()
}

/// Seals everybody who applied, as the worker does when registration closes.
pub async fn close_registration(round: &TestRound<'_>) {
    let (app, id) = (round.app, round.id);
    let applied: Vec<uuid::Uuid> = {
        use diesel::prelude::*;
        use server::schema::application;
        let query = application::table.filter(application::round_id.eq(id)).select(application::id);
        diesel_async::RunQueryDsl::load(query, &mut app.owner().await).await.unwrap()
    };
    write(&app.state, Actor::system("t"), async |write| {
        let fact = Fact {
            agency: AGENCY,
            kind: Kind::RegistrationClosed,
            round: Some(id),
            noun: "round",
            subject: id,
            payload: json!({"count": applied.len()}),
        };
        write.milestone(fact, Milestone { subjects: applied }).await
    })
    .await
    .unwrap();
    sequence(&app.state).await.unwrap();
}

#[actix_web::test]
async fn everything_from_the_sealed_applicants_to_the_record_is_checked_from_outside() {
    let app = TestApp::start().await;
    let prepared = decided_by_a_grade(&app).await;
    let nurse = prepared.round.vacancy("Bidan", "general", 1).await;
    prepared.round.participants(&["EKA-5"], nurse).await;
    close_registration(&prepared.round).await;
    app.sql(
        "UPDATE application SET state = 'withdrawn', withdrawn_at = now() WHERE participant_code = 'EKA-5'",
    )
    .await;
    let announced = prepared.announce().await;
    let ancestry = String::from_utf8(files(&app, &announced).await["ancestry.csv"].clone()).unwrap();
    assert_eq!(ancestry.lines().count(), 6, "{ancestry}");
    assert!(ancestry.contains(",EKA-5,withdrawn") && ancestry.contains(",DODI-4,participates"), "{ancestry}");

    // The registration is in the record already; the announcement itself has to wait for its checkpoint.
    fetch(&app, &format!("{announced}/bundle/registration.tlog-proof")).await.expect(200);
    fetch(&app, &format!("{announced}/bundle/record.tlog-proof")).await.problem(404, "proof_not_yet");
    let (ending, text) = checked(&app, &announced, &[]).await;
    assert_eq!(ending, 2, "{text}");
    assert!(text.contains("record.tlog-proof") && text.contains("alasannya sama"), "{text}");
    let (ending, text) = checked(&app, &announced, &["--without-record"]).await;
    assert_eq!(ending, 0, "{text}");

    sequence(&app.state).await.unwrap();
    let (ending, text) = checked(&app, &announced, &[]).await;
    assert_eq!(ending, 0, "{text}");
    for told in ["SAMA. 4 peserta", "Tercatat sebagai isian ke-", "Lengkap: 5 pelamar"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let zip = fetch(&app, &format!("{announced}/bundle.zip")).await.expect(200).bytes;
    let archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    for proof in ["record.tlog-proof", "registration.tlog-proof"] {
        assert!(archive.index_for_name(proof).is_some(), "{proof}");
    }
}

#[actix_web::test]
async fn somebody_who_never_applied_is_found_from_outside() {
    let app = TestApp::start().await;
    let prepared = decided_by_a_grade(&app).await;
    close_registration(&prepared.round).await;
    // Whoever owns the database takes ANI-1's token away, as if she had come in by another door.
    app.sql(
        "DELETE FROM record_token
         WHERE subject_id = (SELECT id FROM application WHERE participant_code = 'ANI-1')",
    )
    .await;
    let announced = prepared.announce().await;
    sequence(&app.state).await.unwrap();
    let (ending, text) = checked(&app, &announced, &[]).await;
    assert_eq!(ending, 1, "{text}");
    assert!(text.contains("ancestry.csv") && text.contains("jumlah pelamar yang disegel"), "{text}");
}

#[actix_web::test]
async fn where_panselnas_decided_otherwise_the_files_say_so_beside_what_is_computed() {
    let app = TestApp::start().await;
    let round = app.selection_round("national", "cpns-2024").await;
    let vacancy = round.vacancy("Perawat", "general", 1).await;
    round.participants(&["ANI-1", "BUDI-2", "CICI-3"], vacancy).await;
    let (first, second) = (app.officer("committee", AGENCY).await, app.officer("committee", AGENCY).await);
    let marks = "no_peserta;twk;tiu;tkp;keterangan\nANI-1;100;120;190;\nBUDI-2;60;120;190;\nCICI-3;;;;TH\n";
    round.approved_marks(&first, &second, "stage=skd", marks).await;
    let run = first.post(&round.at("/runs"), json!({"stage": "skd"})).await.expect(201).text("/id");
    let run_path = |rest: &str| format!("/api/v1/agencies/{AGENCY}/runs/{run}{rest}");
    let theirs =
        "no_peserta;twk;tiu;tkp;total;keterangan\nANI-1;100;120;190;410;P/L\nBUDI-2;60;120;190;370;P/L\n";
    first.upload(&run_path("/national-result"), theirs.as_bytes()).await.expect(201);
    let list = first.get(&run_path("/differences")).await.expect(200);
    let ids: Vec<_> = list.body["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    let why =
        json!({"differences": ids, "cause": "national_ruling", "explanation": "Surat Panselnas 12/2026."});
    first.post(&run_path("/explanations"), why).await.expect(201);
    let body = json!({"stage": "shortlist", "letter": "800/9", "run": run});
    let draft = first.post(&round.at("/announcement-drafts"), body).await.expect(201);
    let path = round.at(&format!("/announcement-drafts/{}/publish", draft.text("/id")));
    second.act(&path, json!(null), &draft.etag()).await.expect(200);
    let announced = round.at(&format!("/announcements/{}", draft.text("/id")));
    let differences = String::from_utf8(files(&app, &announced).await["differences.csv"].clone()).unwrap();
    assert_eq!(
        differences,
        "participant,column,computed,announced\nBUDI-2,status,TL,P/L\nCICI-3,status,TH,\n"
    );
    let (ending, text) = checked(&app, &announced, &["--without-record"]).await;
    assert_eq!(ending, 0, "{text}");
    assert!(text.contains("2 nilai diumumkan menurut daftar Panselnas"), "{text}");
}
