//! `terang-check receipt`: somebody keeps a receipt and a card, and checks them years later.

mod support;

use support::Folder;
use support::record::{Log, no_witnesses, two_of_three};

fn owner(name: &str) -> (Folder, Log) {
    let folder = Folder::new(name);
    let mut log = Log::new(&format!("{name}-log"), "a");
    log.grow(300);
    folder.write("policy", two_of_three());
    folder.write("no-witnesses", no_witnesses());
    folder.write("receipt.tlog-proof", log.receipt(270, &[1, 3]));
    folder.write("card", log.card(270, Some(270)));
    (folder, log)
}

#[test]
fn a_receipt_is_verified_with_the_server_gone() {
    let (folder, log) = owner("receipt-good");
    log.folder.write("policy", no_witnesses());
    let there = log.folder.path("").display().to_string();
    for kept in ["receipt.tlog-proof", "card"] {
        let by_own_keys = folder.check(&format!("receipt {kept} --log {there}"));
        by_own_keys.is(0, &["SAMA", "diambil dari tempat yang sama"]);
    }
    drop(log);
    folder
        .check("receipt receipt.tlog-proof --policy policy")
        .is(0, &["SAMA", "vacancy_published", "nomor 270", "Sudah disaksikan", "vacancy:270"]);
    folder
        .check("receipt receipt.tlog-proof --policy no-witnesses")
        .is(0, &["SAMA", "elum disaksikan pemantau independen"]);
    folder.check("receipt receipt.tlog-proof").is(2, &["nomor 270", "kuncinya belum diperiksa"]);
}

#[test]
fn a_receipt_that_the_quorum_has_not_signed_is_not_told_good() {
    let (folder, log) = owner("receipt-early");
    folder.write("early.tlog-proof", log.receipt(3, &[2]));
    folder.check("receipt early.tlog-proof --policy policy").is(2, &["belum disaksikan pemantau independen"]);
}

#[test]
fn a_receipt_that_was_changed_is_found_out() {
    let (folder, log) = owner("receipt-changed");
    let receipt = folder.read("receipt.tlog-proof");
    let changed = |name: &str, from: &str, to: &str| {
        assert!(receipt.contains(from));
        folder.write(name, receipt.replacen(from, to, 1));
        folder.check(&format!("receipt {name} --policy policy"))
    };
    changed("place", "index 270", "index 271").is(1, &["place", "tidak ada di tempat itu"]);
    changed("signature", "\n— terang.example", "\n— terang.exampl").is(1, &["tanda tangan tidak cocok"]);
    changed("size", "\n300\n", "\n301\n").is(1, &[]);
    changed("format", "index", "indeks").is(2, &["bukan tanda terima yang benar"]);
    let mut proof = ledger::proof::ProofFile::parse(receipt.as_bytes()).unwrap();
    let extra = String::from_utf8(proof.extra.unwrap()).unwrap();
    proof.extra = Some(extra.replace("vacancy:270", "vacancy:271").into_bytes());
    folder.write("record", proof.to_string());
    folder.check("receipt record --policy policy").is(1, &["bukan yang dicatat"]);
    // The receipt of another fact, with a promise that belongs to a third.
    let promise = folder.read("card").split_once("index 270\n").unwrap().1.to_owned();
    let other = log.receipt(5, &[1, 3]);
    let mut proof = ledger::proof::ProofFile::parse(other.as_bytes()).unwrap();
    let mut opening = ledger::Opening::decode(&proof.extra.unwrap()).unwrap();
    opening.promise = Some(ledger::note::Note::parse(promise.as_bytes()).unwrap());
    proof.extra = Some(opening.encode().unwrap());
    folder.write("promise", proof.to_string());
    folder.check("receipt promise --policy policy").is(1, &["janji di dalamnya"]);
    proof.extra = None;
    folder.write("bare", proof.to_string());
    folder.check("receipt bare --policy policy").is(2, &["tidak memuat isian"]);
}

#[test]
fn a_policy_that_does_not_know_the_log_tells_nothing() {
    let (folder, _log) = owner("receipt-policy");
    folder.write("other", no_witnesses().replace("log ", "# log "));
    folder.check("receipt receipt.tlog-proof --policy other").is(2, &["tidak menyebut catatan"]);
    folder.check("receipt card --policy other").is(2, &["tidak menyebut catatan"]);
    folder.write("broken", "quorum none\nquorum none\n");
    folder.check("receipt receipt.tlog-proof --policy broken").is(2, &["broken, baris/row 2", "kebijakan"]);
    folder.check("receipt receipt.tlog-proof --policy missing").is(2, &["missing", "tidak dapat dibaca"]);
    folder.check("receipt missing --policy policy").is(2, &["missing", "tidak dapat dibaca"]);
}

#[test]
fn a_receipt_is_compared_with_the_log_as_it_is_now() {
    let (folder, mut log) = owner("receipt-log");
    let command =
        format!("receipt receipt.tlog-proof --policy no-witnesses --log {}", log.folder.path("").display());
    folder.check(&command).is(0, &["masih memuatnya"]);
    log.grow(600);
    folder.check(&command).is(0, &["Catatan sekarang (600 isian) masih memuatnya"]);
    let mut other = Log::new("receipt-log-other", "b");
    other.grow(600);
    let command =
        format!("receipt receipt.tlog-proof --policy no-witnesses --log {}", other.folder.path("").display());
    folder.check(&command).is(1, &["tidak melanjutkan"]);
    let mut short = Log::new("receipt-log-short", "a");
    short.grow(200);
    let command =
        format!("receipt receipt.tlog-proof --policy no-witnesses --log {}", short.folder.path("").display());
    folder.check(&command).is(1, &["lebih pendek"]);
}

#[test]
fn a_card_proves_the_promise_and_the_log_that_it_was_kept() {
    let (folder, log) = owner("receipt-card");
    assert!(folder.read("card").len() <= 500);
    folder.check("receipt card --policy policy").is(0, &["berjanji", "hanya membuktikan janji"]);
    folder.check("receipt card").is(2, &["berjanji", "kuncinya belum diperiksa"]);
    let place = log.folder.path("").display().to_string();
    let with = |card: &str| folder.check(&format!("receipt {card} --policy policy --log {place}"));
    with("card").is(0, &["Janji ditepati", "nomor 270"]);
    // A card from the first moment, typed without its last line's end.
    folder.write("early", log.card(270, None).trim_end());
    with("early").is(0, &["Janji ditepati", "nomor 270"]);
    folder.write("wrong", log.card(270, Some(269)));
    with("wrong").is(1, &["di nomor itu ada isian lain"]);
    folder.write("later", log.card(270, Some(300)));
    with("later").is(2, &["belum ditepati"]);
    let mut longer = log.forked("receipt-card-longer", "a");
    longer.grow(301);
    folder.write("unkept", longer.card(300, None));
    with("unkept").is(2, &["belum ditepati"]);
    folder.write("forged", folder.read("card").replace("2025-", "2024-"));
    with("forged").is(1, &["tidak ditandatangani"]);
    folder.write("cut", &folder.read("card")[..60]);
    with("cut").is(2, &["bukan kartu"]);
}
