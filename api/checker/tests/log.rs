//! `terang-check log`: somebody reads a whole public record, and again later.

mod support;

use support::Folder;
use support::record::{Log, no_witnesses, two_of_three};
use support::web::Web;

fn reader(name: &str, size: u64) -> (Folder, Log) {
    let folder = Folder::new(name);
    let mut log = Log::new(&format!("{name}-log"), "a");
    log.grow(size);
    folder.write("policy", no_witnesses());
    folder.write("witnesses", two_of_three());
    folder.write("old", log.folder.read("checkpoint"));
    (folder, log)
}

fn read(folder: &Folder, log: &Log, arguments: &str) -> support::Ended {
    folder.check(&format!("log {} {arguments}", log.folder.path("").display()))
}

#[test]
fn a_whole_log_is_read_again_after_it_has_grown() {
    let (folder, mut log) = reader("log-good", 300);
    read(&folder, &log, "--policy policy").is(0, &["SAMA", "300 isian", "elum disaksikan"]);
    log.grow(1100);
    read(&folder, &log, "--policy policy --since old").is(0, &["1100 isian", "300 isian pertama masih sama"]);
    read(&folder, &log, "").is(2, &["1100 isian", "kuncinya belum diperiksa"]);
    read(&folder, &log, "--policy witnesses").is(2, &["belum disaksikan pemantau independen"]);
    // The log's own policy beside it: it agrees with itself, and this is said.
    log.folder.write("policy", no_witnesses());
    read(&folder, &log, "").is(0, &["1100 isian", "diambil dari tempat yang sama"]);
    let trusted = read(&folder, &log, "--policy policy");
    assert!(!trusted.text.contains("tempat yang sama"), "{}", trusted.text);
    let web = Web::start(&[("/ledger/kota", log.folder.path(""))]);
    folder
        .check(&format!("log {}/ledger/kota --policy policy --since old", web.address()))
        .is(0, &["1100 isian"]);
    folder
        .check(&format!("log {}/ledger/other --policy policy", web.address()))
        .is(2, &["checkpoint", "tidak ada"]);
    drop(web);
    let mut empty = Log::new("log-empty", "a");
    empty.grow(0);
    read(&folder, &empty, "--policy policy").is(0, &["0 isian"]);
}

#[test]
fn partial_tiles_that_are_gone_are_cut_from_the_full_ones() {
    let (folder, mut log) = reader("log-partial", 300);
    log.grow(700);
    std::fs::remove_dir_all(log.folder.path("tile/entries/001.p")).unwrap();
    std::fs::remove_dir_all(log.folder.path("tile/0/001.p")).unwrap();
    log.folder.write("checkpoint", folder.read("old"));
    read(&folder, &log, "--policy policy").is(0, &["300 isian"]);
}

#[test]
fn a_log_that_was_rewritten_or_cut_is_found_out() {
    let (folder, log) = reader("log-rewritten", 300);
    let mut rewritten = Log::new("log-rewritten-other", "b");
    rewritten.grow(600);
    read(&folder, &rewritten, "--policy policy --since old").is(1, &["old", "riwayatnya diubah"]);
    let mut cut = Log::new("log-rewritten-cut", "a");
    cut.grow(200);
    read(&folder, &cut, "--policy policy --since old").is(1, &["lebih pendek"]);
    let checkpoint = log.folder.read("checkpoint");
    folder.write("other", checkpoint.replace("kota-arang", "kota-lain"));
    read(&folder, &log, "--policy policy --since other").is(1, &["catatan lain"]);
    log.folder.write("checkpoint", checkpoint.replace("\n300\n", "\n299\n"));
    read(&folder, &log, "--policy policy").is(1, &["tanda tangan tidak cocok"]);
}

/// Every file of a small log, with one bit turned at many places.
#[test]
fn no_bit_of_a_log_can_be_turned_unnoticed() {
    let (folder, log) = reader("log-bits", 260);
    let files = [
        "tile/0/000",
        "tile/0/001.p/4",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/4",
        "checkpoint",
    ];
    for file in files {
        let path = log.folder.path(file);
        let whole = std::fs::read(&path).unwrap();
        for step in 0..25 {
            let place = step * whole.len() / 25;
            let mut turned = whole.clone();
            turned[place] ^= 1;
            std::fs::write(&path, &turned).unwrap();
            let arguments = checker::Log {
                place: log.folder.path("").display().to_string(),
                since: None,
                policy: Some(folder.path("policy")),
            };
            assert_ne!(checker::log(&arguments).ending(), 0, "{file}, byte {place}");
        }
        std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        assert_ne!(read(&folder, &log, "--policy policy").ending, 0, "{file} cut");
        std::fs::remove_file(&path).unwrap();
        read(&folder, &log, "--policy policy").is(2, &[file, "tidak ada"]);
        std::fs::write(&path, &whole).unwrap();
    }
    read(&folder, &log, "--policy policy").is(0, &["260 isian"]);
}
