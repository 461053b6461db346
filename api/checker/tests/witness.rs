//! Three witnesses as processes: a quorum forms, a forked log gets none, and the fork is kept.
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ledger::checkpoint::Checkpoint;
use ledger::note::{KeyRing, Note};
use ledger::policy::Policy;
use ledger::witness::{Request, folder, read_cosignatures};
use support::Folder;
use support::record::{Log, ORIGIN, log_key, next_key, two_of_three, witness_key};
use support::web::Web;

/// Asks again until it is so. Only a test that fails waits for the deadline.
fn until(what: &str, mut is: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(90);
    while !is() {
        assert!(Instant::now() < deadline, "not reached: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A running witness with its folder. It ends when it is dropped.
struct Witness {
    folder: Arc<Folder>,
    child: Child,
    address: String,
}

impl Witness {
    /// Key and configuration of a witness that follows the log at this address.
    fn prepare(name: &str, number: u8, log: &str) -> Folder {
        let folder = Folder::new(&format!("{name}-w{number}"));
        let key = folder.path("witness.key");
        folder.write("witness.key", format!("{}\n", witness_key(number).secret_text()));
        fs::set_permissions(key, fs::Permissions::from_mode(0o600)).unwrap();
        let vkey = log_key().public().to_string();
        folder.write(
            "witness.toml",
            format!(
                "key = \"witness.key\"\nstate = \"state\"\nevidence = \"evidence\"\nlisten = \"127.0.0.1:0\"\n\
                 poll_seconds = 1\n\n[[log]]\nvkey = \"{vkey}\"\nurl = \"{log}\"\n"
            ),
        );
        folder
    }

    fn start(folder: impl Into<Arc<Folder>>) -> Witness {
        let folder = folder.into();
        let mut child = Command::new(env!("CARGO_BIN_EXE_terang-check"))
            .args(["witness", "--config"])
            .arg(folder.path("witness.toml"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().rsplit(' ').next().unwrap().to_owned();
        assert!(address.starts_with("http://127.0.0.1:"), "{line}");
        Witness { folder, child, address }
    }

    /// Kills it at once and starts it over what it has written down.
    fn restart(mut self) -> Witness {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        Witness::start(Arc::clone(&self.folder))
    }

    /// Status and text of its answer to `add-checkpoint`.
    fn ask(&self, old: u64, log: &Log) -> (u16, String) {
        let proof = if old <= log.size() { log.consistency(old) } else { Vec::new() };
        self.send(&Request::new(old, proof, log.checkpoint()).unwrap().to_string())
    }

    fn send(&self, body: &str) -> (u16, String) {
        let client = reqwest::blocking::Client::new();
        let answer =
            client.post(format!("{}/add-checkpoint", self.address)).body(body.to_owned()).send().unwrap();
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        let status = answer.status().as_u16();
        assert_eq!(kind == "text/x.tlog.size", status == 409);
        (status, answer.text().unwrap())
    }

    /// What anybody sees of the log at this witness.
    fn shown(&self) -> Option<Note> {
        let address = format!("{}/{}/checkpoint", self.address, folder(ORIGIN));
        let answer = reqwest::blocking::get(address).unwrap();
        (answer.status().as_u16() == 200).then(|| Note::parse(&answer.bytes().unwrap()).unwrap())
    }

    fn evidence(&self, file: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.path("evidence").join(folder(ORIGIN)).join(file)).ok()
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size_of(note: &Note) -> u64 {
    note.unverified_text().parse::<Checkpoint>().unwrap().size
}

/// The log's checkpoint with every cosignature of it that came in, as the log's server would publish it.
fn gathered(log: &Log, web: &Web) -> String {
    let mut note = log.checkpoint();
    for posted in web.posted() {
        let posted = Note::parse(posted.as_bytes()).unwrap();
        if posted.unverified_text() == note.unverified_text() {
            let new: Vec<_> = posted
                .signatures()
                .iter()
                .filter(|line| !note.signatures().contains(line))
                .cloned()
                .collect();
            for line in new {
                if !note.signatures().iter().any(|known| known.id == line.id) {
                    note.add(line);
                }
            }
        }
    }
    note.to_string()
}

fn quorum(log: &Log, web: &Web) -> bool {
    let policy = Policy::parse(two_of_three().as_bytes()).unwrap();
    policy.open(gathered(log, web).as_bytes(), ORIGIN).unwrap().quorum_met
}

#[test]
fn a_quorum_forms_and_a_forked_log_gets_none() {
    let mut log = Log::new("witness-log", "a");
    log.grow(10);
    let shown = |log: &Log| log.folder.path("");
    let web = Web::start(&[("/one", shown(&log)), ("/two", shown(&log)), ("/three", shown(&log))]);
    let witnesses: Vec<Witness> = [(1, "one"), (2, "two"), (3, "three")]
        .map(|(number, path)| {
            let folder = Witness::prepare("witness-quorum", number, &format!("{}/{path}", web.address()));
            Witness::start(folder)
        })
        .into();
    until("all three cosign the first checkpoint", || web.posted().len() >= 3);
    assert!(quorum(&log, &web));
    log.grow(300);
    until("the log has grown and is cosigned", || quorum(&log, &web));
    until("each of them stands there", || {
        witnesses.iter().all(|witness| witness.shown().is_some_and(|note| size_of(&note) == 300))
    });

    // From here on there are two histories. The first and third witness are shown one, the second the other.
    let mut true_one = log.forked("witness-log-true", "a");
    let mut other_one = log.forked("witness-log-other", "b");
    true_one.grow(520);
    other_one.grow(540);
    web.show("/two", shown(&other_one));
    web.show("/one", shown(&true_one));
    web.show("/three", shown(&true_one));
    until("two witnesses cosign the first history", || quorum(&true_one, &web));
    until("one witness cosigns the second", || gathered(&other_one, &web).contains("— w2.example"));
    assert!(!quorum(&other_one, &web));

    // The log now shows the second history to the third witness as well.
    web.show("/three", shown(&other_one));
    let third = &witnesses[2];
    until("the third witness keeps the fork", || third.evidence("kept.checkpoint").is_some());
    let ring = KeyRing::new([log_key().public().clone()]);
    for (file, size) in [("kept.checkpoint", 520), ("other.checkpoint", 540)] {
        let note = Note::parse(&third.evidence(file).unwrap()).unwrap();
        assert_eq!((note.verify(&ring).unwrap().len(), size_of(&note)), (1, size), "{file}");
    }
    let reason = String::from_utf8(third.evidence("reason.txt").unwrap()).unwrap();
    assert!(reason.contains("at 520 entries its root is"), "{reason}");
    assert!(!quorum(&other_one, &web));

    // It refuses ever after, what it has cosigned as well as what continues that, and after a restart.
    true_one.grow(600);
    web.show("/three", shown(&true_one));
    assert_eq!(third.ask(520, &true_one).0, 422);
    let mut witnesses = witnesses;
    let third = witnesses.remove(2).restart();
    assert_eq!(third.ask(520, &true_one).0, 422);
    until("the first witness goes on", || gathered(&true_one, &web).contains("— w1.example"));
    assert!(!gathered(&true_one, &web).contains("— w3.example"));
    assert_eq!(size_of(&third.shown().unwrap()), 520);
}

#[test]
fn a_log_sends_its_checkpoints_itself() {
    // Nothing stands at the address that is polled.
    let web = Web::start(&[]);
    let folder = Witness::prepare("witness-asked", 1, &format!("{}/nothing", web.address()));
    let witness = Witness::start(folder);
    let mut log = Log::new("witness-asked-log", "a");
    assert!(witness.shown().is_none());
    log.grow(3);
    let (status, lines) = witness.ask(0, &log);
    assert_eq!(status, 200, "{lines}");
    let key = KeyRing::new([witness_key(1).public().clone()]);
    let mut note = log.checkpoint();
    read_cosignatures(&lines).unwrap().into_iter().for_each(|line| note.add(line));
    assert!(note.verify(&key).unwrap()[0].time.unwrap() > 1_700_000_000);
    log.grow(7);
    assert_eq!(witness.ask(0, &log), (409, "3\n".to_owned()));
    assert_eq!(witness.ask(8, &log).0, 400);
    assert_eq!(witness.ask(3, &log).0, 200);
    // Killed between writing down and answering, it stands where it wrote; the log learns that and goes on.
    let witness = witness.restart();
    assert_eq!(witness.ask(3, &log), (409, "7\n".to_owned()));
    assert_eq!(witness.ask(7, &log).0, 200);
    assert_eq!(size_of(&witness.shown().unwrap()), 7);
    let checkpoint = log.checkpoint().to_string();
    assert_eq!(witness.send(&format!("old 7\n\n{}", checkpoint.replace("kota-arang", "kota-lain"))).0, 404);
    assert_eq!(witness.send("old 7\n").0, 400);
    let stranger = ledger::SigningKey::new(ORIGIN, ledger::Algorithm::Ed25519, &[9; 32]).unwrap();
    let forged = Checkpoint::new(ORIGIN, 7, ledger::leaf_hash(b"")).unwrap();
    assert_eq!(witness.send(&format!("old 7\n\n{}", forged.sign(&stranger).unwrap())).0, 403);
    // A wrong way proves nothing against the log, and the witness goes on.
    log.grow(9);
    let wrong = Request::new(7, log.consistency(3), log.checkpoint()).unwrap().to_string();
    assert_eq!(witness.send(&wrong).0, 422);
    assert!(witness.evidence("kept.checkpoint").is_none());
    assert_eq!(witness.ask(7, &log).0, 200);
    // Two roots of one size do.
    let mut other = Log::new("witness-asked-other", "b");
    other.grow(9);
    assert_eq!(witness.send(&format!("old 9\n\n{}", other.checkpoint())).0, 422);
    assert_eq!(size_of(&Note::parse(&witness.evidence("other.checkpoint").unwrap()).unwrap()), 9);
    assert_eq!(witness.ask(9, &log).0, 422);
}

/// Many submissions at once: one of them moves the witness, the others learn where it stands.
#[test]
fn submissions_at_the_same_time_are_one_after_the_other() {
    let web = Web::start(&[]);
    let witness = Witness::start(Witness::prepare("witness-many", 1, &format!("{}/nothing", web.address())));
    let logs: Vec<Log> = ["a", "b", "c", "d"]
        .map(|history| {
            let mut log = Log::new(&format!("witness-many-{history}"), history);
            log.grow(5);
            log
        })
        .into();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = logs.iter().map(|log| scope.spawn(|| witness.ask(0, log).0)).collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    let count = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!((count(200), count(409)), (1, 3), "{statuses:?}");
}

#[test]
fn a_key_is_made_once_and_read_by_its_owner_alone() {
    let folder = Folder::new("witness-key");
    folder.check("witness --new-key saksi.example").is(0, &["witness.key", "saksi.example+"]);
    let mode = fs::metadata(folder.path("witness.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let secret: ledger::SigningKey = folder.read("witness.key").trim().parse().unwrap();
    folder.check("witness --new-key saksi.example").is(2, &["witness.key", "tidak dapat ditulis"]);
    assert_eq!(folder.read("witness.key").trim(), secret.secret_text());
    folder.check("witness --new-key saksi.example --key big.key --ml-dsa").is(0, &["big.key"]);
    folder.check("witness --new-key two+words --key x").is(2, &["nama kunci"]);
    folder.check("witness").is(2, &[]);
}

#[test]
fn a_configuration_that_cannot_be_right_is_named() {
    let changed = |name: &str, from: &str, to: &str| {
        let folder = Witness::prepare(&format!("witness-config-{name}"), 1, "http://127.0.0.1:9/x");
        folder.replace("witness.toml", from, to);
        folder
    };
    let check = |folder: &Folder| folder.check("witness --config witness.toml --once");
    check(&changed("key", "key = \"witness.key\"", "key = \"nothing.key\"")).is(2, &["nothing.key"]);
    check(&changed("word", "poll_seconds", "pol_seconds")).is(2, &["witness.toml", "pol_seconds"]);
    check(&changed("zero", "poll_seconds = 1", "poll_seconds = 0")).is(2, &["poll_seconds"]);
    check(&changed("vkey", "vkey = \"t", "vkey = \"x")).is(2, &["kunci catatan"]);
    let open = changed("open", "x", "x");
    fs::set_permissions(open.path("witness.key"), fs::Permissions::from_mode(0o644)).unwrap();
    check(&open).is(2, &["chmod 600"]);
    let silent = changed("silent", "x", "x");
    check(&silent).is(2, &["checkpoint", "tidak dapat dibaca"]);
    // Of two witnesses over one folder the second does not start.
    let folder = changed("two", "x", "x");
    let first = Witness::start(folder);
    check(&first.folder).is(2, &["dipakai saksi lain"]);
}

#[test]
fn following_once_tells_how_the_log_stands() {
    let mut log = Log::new("witness-once-log", "a");
    log.grow(40);
    let web = Web::start(&[("/log", log.folder.path(""))]);
    let folder = Witness::prepare("witness-once", 2, &format!("{}/log", web.address()));
    let check = || folder.check("witness --config witness.toml --once");
    check().is(0, &["40 isian disaksikan"]);
    check().is(0, &["tidak berubah"]);
    // The same note is brought again: the log's server may have lost it.
    assert_eq!(web.posted().len(), 2);
    // A log that was restored from an older copy is not believed to have forked, nor cosigned.
    let mut older = Log::new("witness-once-older", "a");
    older.grow(30);
    let mut whole = Log::new("witness-once-whole", "a");
    whole.grow(40);
    whole.folder.write("checkpoint", older.folder.read("checkpoint"));
    web.show("/log", whole.folder.path(""));
    check().is(2, &["lebih lama daripada yang sudah disaksikan"]);
    web.show("/log", older.folder.path(""));
    check().is(2, &["tidak ada"]);
    // Tiles that do not make the signed root prove nothing either.
    log.grow(50);
    let tile = fs::read(log.folder.path("tile/0/000.p/50")).unwrap();
    let mut turned = tile.clone();
    turned[0] ^= 1;
    fs::write(log.folder.path("tile/0/000.p/50"), turned).unwrap();
    web.show("/log", log.folder.path(""));
    check().is(2, &["ubin tidak membentuk"]);
    fs::write(log.folder.path("tile/0/000.p/50"), tile).unwrap();
    check().is(0, &["50 isian disaksikan"]);
    // An earlier head with another history, on the tiles of the later one: both are signed.
    let mut forged = Log::new("witness-once-forged", "b");
    forged.grow(45);
    log.folder.write("checkpoint", forged.folder.read("checkpoint"));
    check().is(1, &["CATATAN BERCABANG", "tidak disaksikan lagi".get(1..).unwrap_or_default()]);
    log.grow(60);
    check().is(1, &["CATATAN BERCABANG"]);
}

#[test]
fn a_witness_follows_the_change_of_a_key_and_the_old_one_is_nobody_then() {
    let mut log = Log::new("witness-keys-log", "a");
    log.grow(10);
    let mut stolen = log.forked("witness-keys-stolen", "b");
    let web = Web::start(&[("/one", log.folder.path(""))]);
    let witness = Witness::start(Witness::prepare("witness-keys", 1, &format!("{}/one", web.address())));
    until("the first checkpoint is cosigned", || witness.shown().is_some_and(|note| size_of(&note) == 10));
    log.change_key(next_key(), false);
    log.grow(20);
    let last = || witness.shown().map(|note| size_of(&note));
    until("the new key is followed", || last() == Some(20));
    // Somebody has the old key and goes on from what the witness knew before.
    stolen.grow(30);
    assert_eq!(witness.ask(20, &stolen).0, 403);
    let witness = witness.restart();
    assert_eq!(witness.ask(20, &stolen).0, 403);
    log.grow(40);
    assert!(matches!(witness.ask(20, &log).0, 200 | 409));
    until("it goes on with the new key", || witness.shown().is_some_and(|note| size_of(&note) == 40));
    // A key that was lost is not believed by itself.
    let third = ledger::SigningKey::new(ORIGIN, ledger::Algorithm::Ed25519, &[3; 32]).unwrap();
    log.change_key(third, true);
    assert_eq!(witness.ask(40, &log).0, 403);
    assert_eq!(size_of(&witness.shown().unwrap()), 40);
}
