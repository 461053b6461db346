//! A whole announcement checked at home: the same, changed by anybody anywhere, or not to be told.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

#[path = "support/published.rs"]
mod published;
mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::{fs, thread};

use bundle::{ancestry, name};
use checker::{ResultFiles, result};
use ledger::{Algorithm, SigningKey};
use published::{list, published, with_names};
use support::{Ended, Folder};

fn check(folder: &Folder, options: &str) -> Ended {
    folder.check(&format!("result . {options}"))
}

#[test]
fn an_announcement_is_recomputed_and_stands_in_the_record() {
    let folder = published().write("result-same");
    let texts =
        ["dihitung ulang: hasil dan alasannya sama", "isian ke-2", "Lengkap: ", "tidak meminta saksi"];
    check(&folder, "").is(0, &texts);
    check(&folder, "").is(0, &["diambil dari tempat yang sama", "--policy memeriksa dengan kunci"]);
    fs::create_dir_all(folder.path("../result-trusted")).unwrap();
    fs::copy(folder.path(name::POLICY), folder.path("../result-trusted/policy")).unwrap();
    let trusted = check(&folder, "--policy ../result-trusted/policy");
    trusted.is(0, &["SAMA."]);
    assert!(!trusted.text.contains("--policy"), "{}", trusted.text);
}

#[test]
fn keys_of_another_record_do_not_open_it() {
    let folder = published().write("result-keys");
    let key = SigningKey::new(published::ORIGIN, Algorithm::Ed25519, &[8; 32]).unwrap();
    fs::create_dir_all(folder.path("../result-other-keys")).unwrap();
    let policy = format!("log {}\nquorum none\n", key.public());
    fs::write(folder.path("../result-other-keys/policy"), policy).unwrap();
    check(&folder, "--policy ../result-other-keys/policy").is(1, &["record.tlog-proof", "tanda tangan"]);
}

/// A small generator is enough to choose bytes.
fn chance(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap()
}

#[test]
fn no_byte_of_any_file_can_be_another() {
    let folder = with_names().write("result-flipped");
    let given = ResultFiles { place: folder.path("").display().to_string(), ..ResultFiles::default() };
    assert_eq!(result(&given).ending(), 0);
    let mut names: Vec<String> = fs::read_dir(folder.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 14, "{names:?}");
    let mut state = 2_026;
    for name in names {
        let whole = fs::read(folder.path(&name)).unwrap();
        for _ in 0..200 {
            let (offset, bit) = (chance(&mut state) % whole.len(), chance(&mut state) % 8);
            let mut bytes = whole.clone();
            bytes[offset] ^= 1 << bit;
            folder.write(&name, &bytes);
            let verdict = result(&given);
            let text = verdict.lines().join("\n");
            assert_ne!(verdict.ending(), 0, "{name}, byte {offset}, bit {bit}");
            assert!(text.contains(&name), "{name}, byte {offset}, bit {bit} is not named:\n{text}");
        }
        folder.write(&name, &whole);
    }
    assert_eq!(result(&given).ending(), 0);
}

#[test]
fn a_changed_outcome_with_a_new_list_is_found_at_its_row() {
    let folder = published().write("result-outcome");
    let text = folder.read(name::OUTCOMES);
    let row = text.lines().nth(2).unwrap();
    let mut cells: Vec<&str> = row.split(',').collect();
    cells[3] = "9";
    folder.replace(name::OUTCOMES, row, &cells.join(","));
    list(&folder);
    check(&folder, "").is(1, &["outcomes.csv, baris/row 3", "kolom rank"]);
}

#[test]
fn changed_marks_with_outcomes_that_fit_are_not_what_was_recorded() {
    let folder = published().write("result-forged");
    folder.replace(name::ANNOUNCEMENT, "800/9", "800/8");
    list(&folder);
    check(&folder, "").is(1, &["hashes.txt", "bukan yang dicatat"]);
    // Without the record nobody could tell.
    check(&folder, "--without-record").is(0, &["SAMA.", "tidak diperiksa"]);
}

#[test]
fn a_reason_that_the_engine_does_not_give_is_found_at_its_line() {
    let folder = published().write("result-reason");
    let text = folder.read(name::TRACE);
    let line = text.lines().nth(4).unwrap();
    folder.replace(name::TRACE, line, &line.replacen("\"limit\":", "\"limit\":1", 1));
    assert_ne!(folder.read(name::TRACE), text);
    list(&folder);
    check(&folder, "").is(1, &["trace.jsonl, baris/row 5"]);
}

#[test]
fn nothing_is_missing_and_nothing_lies_beside() {
    let folder = published().write("result-files");
    folder.write("catatan.txt", "x");
    check(&folder, "").is(1, &["catatan.txt", "tidak ada dalam hashes.txt"]);
    fs::remove_file(folder.path("catatan.txt")).unwrap();
    fs::remove_file(folder.path(name::DICTIONARY)).unwrap();
    check(&folder, "").is(2, &["dictionary.csv", "hashes.txt"]);
}

#[test]
fn a_copy_from_before_the_checkpoint_is_recomputed_and_its_record_not_told() {
    for file in [name::RECORD_PROOF, name::REGISTRATION_PROOF] {
        let folder = published().write(&format!("result-without-{file}"));
        fs::remove_file(folder.path(file)).unwrap();
        check(&folder, "").is(2, &[file, "tidak dapat diperiksa", "hasil dan alasannya sama"]);
        check(&folder, "--without-record").is(0, &["SAMA."]);
    }
}

#[test]
fn who_has_no_ancestry_is_a_ghost() {
    let mut round = published();
    round.ancestors.remove(0);
    round.sealed.remove(0);
    let folder = round.write("result-ghost");
    check(&folder, "").is(1, &["participants.csv, baris/row 2", "tidak berasal dari pelamar yang disegel"]);
}

#[test]
fn who_was_sealed_and_has_no_outcome_vanished() {
    let mut round = published();
    let last = round.ancestors.last_mut().unwrap();
    last.standing = ancestry::PARTICIPATES.into();
    let row = round.ancestors.len() + 1;
    let folder = round.write("result-vanished");
    check(&folder, "")
        .is(1, &[&format!("ancestry.csv, baris/row {row}"), "X-2 tidak ada dalam participants.csv"]);
}

#[test]
fn a_set_that_is_not_the_sealed_one_is_found_by_count_and_root() {
    let mut round = published();
    round.sealed.pop();
    check(&round.write("result-count"), "").is(1, &["ancestry.csv", "jumlah pelamar yang disegel"]);
    round.sealed.push(ledger::Token([99; 32]));
    check(&round.write("result-root"), "").is(1, &["ancestry.csv", "sidik himpunan"]);
    let mut round = published();
    round.ancestors[1].participant = round.ancestors[0].participant.clone();
    check(&round.write("result-twice"), "").is(1, &["ancestry.csv, baris/row 3", "dua kali"]);
}

#[test]
fn withheld_vacancies_are_said_and_end_with_2_unless_allowed() {
    let (_, folder) = published().without_archivists("result-withheld");
    let sentence = "5 dari 6 formasi dihitung ulang dan sama, 1 tidak ditampilkan";
    check(&folder, "").is(2, &[sentence, "5 of 6 vacancies recomputed and equal, 1 withheld"]);
    let kept = "4 di antaranya pada formasi yang tidak ditampilkan";
    check(&folder, "--allow-withheld").is(0, &["SAMA. 16 peserta", sentence, "Lengkap: 22 pelamar", kept]);
}

#[test]
fn nobody_vanishes_behind_a_vacancy_that_is_withheld() {
    // One more is said to be kept back than the announcement counts.
    let mut round = published();
    let moved = round.ancestors.iter_mut().find(|one| one.participant == "K02").unwrap();
    moved.standing = ancestry::WITHHELD.into();
    let (_, folder) = round.without_archivists("result-hidden");
    check(&folder, "--allow-withheld").is(1, &["ancestry.csv", "jumlah peserta pada formasi"]);
    // None is withheld, but somebody is said to be in one.
    let mut round = published();
    round.ancestors[0].standing = ancestry::WITHHELD.into();
    check(&round.write("result-hidden-b"), "--allow-withheld").is(1, &["ancestry.csv", "jumlah peserta"]);
    // Nothing may be withheld under the profile of codes.
    let (_, folder) = published().without_archivists("result-hidden-c");
    folder.replace(name::ANNOUNCEMENT, "\"profile\": \"C\"", "\"profile\": \"B\"");
    list(&folder);
    check(&folder, "--allow-withheld --without-record").is(1, &["announcement.json", "profilnya bukan C"]);
}

#[test]
fn names_stand_only_with_a_basis_and_only_of_those_placed() {
    let folder = with_names().write("result-names");
    check(&folder, "").is(0, &["2 nama, semuanya dari yang mendapat tempat; dasarnya 800/PPID/7/2026."]);
    let mut round = with_names();
    round.names = Some("participant,name\nK01,Ani Rekaan\nK02,Cici Rekaan\n".into());
    check(&round.write("result-names-b"), "").is(1, &["names.csv, baris/row 3", "K02"]);
    // K15 has a place in pool disability, K16 comes from it.
    for code in ["K15", "K16"] {
        round.names = Some(format!("participant,name\n{code},Dodi Rekaan\n"));
        check(&round.write("result-names-c"), "").is(1, &["names.csv, baris/row 2", code]);
    }
    let mut round = with_names();
    round.announcement.names_basis = None;
    check(&round.write("result-names-d"), "").is(1, &["announcement.json", "dasar dari PPID"]);
    let mut round = with_names();
    round.announcement.profile = "B".into();
    check(&round.write("result-names-e"), "").is(1, &["announcement.json", "tanpa profil A"]);
}

#[test]
fn a_policy_that_asks_for_a_witness_waits_for_its_cosignature() {
    let mut round = published();
    let witness = SigningKey::new("saksi.example", Algorithm::Ed25519Cosignature, &[9; 32]).unwrap();
    round.policy =
        round.policy.replace("quorum none", &format!("witness saksi {}\nquorum saksi", witness.public()));
    let folder = round.write("result-unwitnessed");
    check(&folder, "")
        .is(2, &["record.tlog-proof", "belum disaksikan pemantau independen", "alasannya sama"]);
}

#[test]
fn the_address_is_read_as_the_folder_is() {
    let folder = published().write("result-served");
    let files: BTreeMap<String, Vec<u8>> = fs::read_dir(folder.path(""))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    let (listener, changed) = (TcpListener::bind("127.0.0.1:0").unwrap(), "participants.csv");
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            lines.take_while(|line| !line.as_ref().unwrap().is_empty()).count();
            let path = request.split(' ').nth(1).unwrap();
            let (folder, name) = path.rsplit_once('/').unwrap();
            let mut found = files.get(name).cloned();
            if folder == "/changed" && name == changed {
                found.as_mut().unwrap()[3] ^= 1;
            }
            let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
            let body = found.unwrap_or_default();
            let head =
                format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&body).unwrap();
        }
    });
    let at = |place: &str| folder.check(&format!("result http://{address}/{place}"));
    at("bundle/").is(0, &["SAMA.", "Lengkap: "]);
    at("changed").is(1, &[changed]);
    drop(folder);
}

#[test]
fn what_panselnas_announced_instead_is_told_and_what_is_computed_must_stand_beside_it() {
    let round = published();
    let folder = round.write("result-differences");
    let text = folder.read(name::OUTCOMES);
    let cells: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
    let (code, status) = (cells[0], cells[2]);
    let told = |computed: &str| {
        let row = format!("participant,column,computed,announced\n{code},status,{computed},X\n");
        folder.write(name::DIFFERENCES, row);
        list(&folder);
        round.record(&folder);
        check(&folder, "")
    };
    told(status).is(0, &["1 nilai diumumkan menurut daftar Panselnas"]);
    told("Y").is(1, &["differences.csv, baris/row 2", "kolom status"]);
}
