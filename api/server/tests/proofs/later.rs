//! Years later, with the server gone: whoever kept a file checks it with the program alone.
use std::{fs, path::Path, process::Command};

use serde_json::json;
use server::record::sequence;

use super::{
    marks::{owner, proofs},
    submitted,
};
use crate::{
    announcements::bundle::decided_by_a_grade,
    record::witnesses::{change, cosign, lines, witness},
    support::{AGENCY, Caller, TestApp, checker},
    training::town::Town,
};

/// Downloads every proof of these, by kind, and their cards.
async fn keep(folder: &Path, person: &Caller<'_>, proofs: &str) -> Vec<String> {
    let listed = person.get(proofs).await.expect(200);
    let mut kinds = Vec::new();
    for item in listed.body["items"].as_array().unwrap() {
        assert_eq!(item["state"], "witnessed", "{item}");
        let (kind, leaf) = (item["kind"].as_str().unwrap(), item["leaf"].as_str().unwrap());
        let file = person.get(&format!("{proofs}/{leaf}")).await.expect(200);
        fs::write(folder.join(format!("{kind}.tlog-proof")), file.bytes).unwrap();
        let card = person.get(&format!("{proofs}/{leaf}/card")).await.expect(200).text("/text");
        fs::write(folder.join(format!("{kind}.card")), card).unwrap();
        kinds.push(kind.to_owned());
    }
    kinds
}

/// Every kind of fact that somebody keeps, witnessed by two.
async fn everything(app: &TestApp, folder: &Path) -> Vec<String> {
    let siti = app.person("SITI REKAAN").await;
    let (application, _) = submitted(app, &siti).await;
    let verified = app.closed_round("own").await;
    let refused = verified.submitted_by(1).await;
    verified.verify_all().await;
    let prepared = decided_by_a_grade(app).await;
    let (ani, participant) = owner(app, "ANI-1").await;
    app.later(chrono::Duration::minutes(1));
    verified.announce(None).await;
    prepared.announce().await;
    let town = Town::of(app, AGENCY).await;
    let session = town.session(5).await;
    let (tini, _) = town.employee("Tini Rekaan", 0).await;
    app.sql("UPDATE session SET expires_at = '2027-12-01'").await;
    let seat = town.passed(&session, &tini).await;
    town.organizer
        .post(&town.path(&format!("course-sessions/{session}/certificates")), json!({}))
        .await
        .expect(201);

    let (first, second) =
        (app.officer("administrator", AGENCY).await, app.officer("administrator", AGENCY).await);
    let [one, two] = [1, 2].map(witness);
    change(&first, &second, &lines(&[&one, &two])).await;
    sequence(&app.state).await.unwrap();
    for key in [&one, &two] {
        assert_eq!(cosign(app, key).await, 200);
    }
    let (_, _, policy) = app.page(&format!("/ledger/{AGENCY}/policy")).await;
    fs::write(folder.join("policy"), policy).unwrap();
    let mut kept = keep(folder, &siti, &format!("{application}/proofs")).await;
    kept.extend(keep(folder, &refused[0].0, &proofs(refused[0].1)).await);
    kept.extend(keep(folder, &ani, &proofs(participant)).await);
    kept.extend(keep(folder, &tini, &town.path(&format!("enrolments/{seat}/proofs"))).await);
    kept
}

fn checked(folder: &Path, file: &str) -> (i32, String) {
    let command = ["receipt", file, "--policy", "policy"];
    let output = Command::new(checker::program()).args(command).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

#[actix_web::test]
async fn whoever_kept_a_file_of_any_kind_checks_it_when_the_server_is_gone() {
    let folder = std::env::temp_dir().join(format!("terang-kept-{}", uuid::Uuid::now_v7().simple()));
    fs::create_dir_all(&folder).unwrap();
    let app = TestApp::start().await;
    let kept = everything(&app, &folder).await;
    drop(app);
    for kind in [
        "application_submitted",
        "verdict_released",
        "mark_recorded",
        "enrolment_recorded",
        "training_result",
        "certificate_issued",
    ] {
        assert!(kept.iter().any(|one| one == kind), "{kind} is not among {kept:?}");
    }
    let place = folder.clone();
    actix_web::web::block(move || {
        for kind in &kept {
            let (ending, text) = checked(&place, &format!("{kind}.tlog-proof"));
            assert_eq!(ending, 0, "{kind}: {text}");
            assert!(
                text.contains("SAMA.")
                    && text.contains("Sudah disaksikan")
                    && text.contains("Jenis catatan:"),
                "{text}"
            );
            let (ending, text) = checked(&place, &format!("{kind}.card"));
            assert_eq!(ending, 0, "{kind}: {text}");
        }
        let told = |kind: &str| checked(&place, &format!("{kind}.tlog-proof")).1;
        assert!(
            told("mark_recorded").contains("Nilai pada tahap skb: skb_cat 70.5 (“70,5”). Peserta hadir.")
        );
        assert!(
            told("certificate_issued")
                .contains("“Pelayanan publik yang ramah dan efisien”, 8 JP, 2026-12-07")
        );
        assert!(told("training_result").contains("lulus, nilai 87.5, hadir 2 dari 2 pertemuan"));
        assert!(told("enrolment_recorded").contains("pendaftaran pelatihan dicatat"));
        // A better mark typed into the file is found out.
        let file = place.join("mark_recorded.tlog-proof");
        let mut proof = ledger::proof::ProofFile::parse(&fs::read(&file).unwrap()).unwrap();
        let extra = String::from_utf8(proof.extra.unwrap()).unwrap();
        proof.extra = Some(extra.replace("70.5", "90.5").into_bytes());
        fs::write(&file, proof.to_string()).unwrap();
        let (ending, text) = checked(&place, "mark_recorded.tlog-proof");
        assert_eq!(ending, 1, "{text}");
    })
    .await
    .unwrap();
    fs::remove_dir_all(&folder).unwrap();
}
