//! A log that has changed its key, read by somebody who has nothing but the files.

mod support;

use support::Folder;
use support::record::{Log, log_key, next_key, no_witnesses};

/// A policy of the new key, with what it says of the old one.
fn policy(retired: &str) -> String {
    format!("log {}\n{retired}\nquorum none\n", next_key().public())
}

fn read(folder: &Folder, log: &Log) -> support::Ended {
    folder.check(&format!("log {} --policy policy", log.folder.path("").display()))
}

#[test]
fn a_log_is_read_over_the_change_of_its_key_and_old_receipts_stay_good() {
    let folder = Folder::new("keys-rotated");
    let mut log = Log::new("keys-rotated-log", "a");
    log.grow(300);
    folder.write("before", log.receipt(7, &[]));
    folder.write("card", log.card(7, Some(7)));
    let retired = log.change_key(next_key(), false);
    folder.write("last", log.receipt(300, &[]));
    log.grow(320);
    folder.write("after", log.receipt(310, &[]));
    folder.write("policy", policy(&retired));
    read(&folder, &log).is(0, &["320 isian", "dengan tanda tangan kunci lama", "nomor 300"]);
    for receipt in ["before", "card", "last", "after"] {
        folder.check(&format!("receipt {receipt} --policy policy")).is(0, &["SAMA"]);
        let place = log.folder.path("").display().to_string();
        folder.check(&format!("receipt {receipt} --policy policy --log {place}")).is(0, &["SAMA"]);
    }
    // Whoever still trusts only the old key learns that this policy is too old.
    folder.write("old", no_witnesses());
    folder.check("receipt before --policy old").is(0, &["SAMA"]);
    folder.check("receipt after --policy old").is(1, &["tanda tangan"]);
}

#[test]
fn a_lost_key_is_told_aloud() {
    let folder = Folder::new("keys-lost");
    let mut log = Log::new("keys-lost-log", "a");
    log.grow(40);
    folder.write("before", log.receipt(7, &[]));
    let retired = log.change_key(next_key(), true);
    log.grow(50);
    folder.write("policy", policy(&retired));
    folder.check("receipt before --policy policy").is(0, &["SAMA"]);
    read(&folder, &log).is(0, &["50 isian", "TANPA kunci lama", "nomor 40"]);
    // Told as if the old key had signed it.
    folder.write("policy", policy(&retired.replace(" lost", " rotated")));
    read(&folder, &log).is(1, &["keys/"]);
}

#[test]
fn the_old_key_signs_nothing_after_its_change() {
    let folder = Folder::new("keys-stolen");
    let mut log = Log::new("keys-stolen-log", "a");
    log.grow(20);
    let mut stolen = log.forked("keys-stolen-fork", "b");
    let retired = log.change_key(next_key(), false);
    log.grow(30);
    folder.write("policy", policy(&retired));
    stolen.sign_with(log_key());
    stolen.grow(30);
    folder.write("forged", stolen.receipt(25, &[]));
    folder.check("receipt forged --policy policy").is(1, &["kunci lama"]);
    read(&folder, &stolen).is(1, &["kunci lama"]);
    // Without the proof of the change nobody can tell; with that of another history it is no proof.
    let file = format!("keys/{}", log_key().public().id());
    let proof = log.folder.read(&file);
    std::fs::remove_file(log.folder.path(&file)).unwrap();
    read(&folder, &log).is(2, &["keys/", "tidak ada"]);
    stolen.change_key(next_key(), false);
    std::fs::write(log.folder.path(&file), stolen.folder.read(&file)).unwrap();
    assert_ne!(read(&folder, &log).ending, 0);
    std::fs::write(log.folder.path(&file), proof).unwrap();
    read(&folder, &log).is(0, &["30 isian"]);
}
