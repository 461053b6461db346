//! What is not whole, not ours to open, or would be written over something is refused before anything begins.
use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::program::{Ends, PASSPHRASE, backup, restore, run, terang};
use crate::{
    documents::upload::{picture, upload},
    support::{TestApp, inspection},
};

struct Made {
    app: TestApp,
    folder: PathBuf,
}

impl Made {
    async fn new() -> Self {
        inspection::program().await;
        let app = TestApp::start().await;
        let siti = app.person("SITI REKAAN").await;
        upload(&app, &siti, "diploma", picture()).await.expect(201);
        let folder = app.folder.join("backup");
        let (good, said) = run(backup(&app, &folder)).await;
        assert!(good, "{said}");
        Self { app, folder }
    }

    fn passphrase(&self) -> PathBuf {
        self.app.folder.join("passphrase")
    }

    /// Every file of the backup.
    fn files(&self) -> Vec<PathBuf> {
        fn below(folder: &Path, found: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { below(&path, found) } else { found.push(path) }
            }
        }
        let mut found = Vec::new();
        below(&self.folder, &mut found);
        found.sort();
        found
    }

    /// The restore refuses, says so, and leaves no folder.
    async fn refused(&self, because: &str) {
        let target = self.app.folder.join("restored");
        let (good, said) = run(restore(&self.folder, &self.passphrase(), &target)).await;
        assert!(!good && said.contains(because), "not refused because {because:?}: {said}");
        assert!(!target.exists(), "something was begun");
    }

    /// With a manifest that was changed and given its right hash again.
    async fn refused_with(&self, change: impl FnOnce(&mut Value), because: &str) {
        let (place, noted) = (self.folder.join("manifest.json"), self.folder.join("manifest.json.sha256"));
        let (before, hash) = (fs::read(&place).unwrap(), fs::read(&noted).unwrap());
        let mut manifest: Value = serde_json::from_slice(&before).unwrap();
        change(&mut manifest);
        let text = serde_json::to_vec(&manifest).unwrap();
        let new_hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&text));
        fs::write(&place, text).unwrap();
        fs::write(&noted, format!("{new_hash}  manifest.json\n")).unwrap();
        self.refused(because).await;
        fs::write(place, before).unwrap();
        fs::write(noted, hash).unwrap();
    }
}

#[actix_web::test]
async fn one_changed_byte_anywhere_is_refused() {
    let made = Made::new().await;
    let files = made.files();
    let one_of = |word: &str| files.iter().find(|path| path.to_string_lossy().contains(word)).expect(word);
    // A table, the keys, the lock, a document, the list of documents, the manifest and its hash.
    let places = [
        "public.person.",
        "keys.json",
        "lock.age",
        "/documents/",
        "documents.sha256",
        "manifest.json",
        "json.sha256",
    ];
    for place in places.map(one_of) {
        let whole = fs::read(place).unwrap();
        let mut bytes = whole.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(place, bytes).unwrap();
        let target = made.app.folder.join("restored");
        let (good, said) = run(restore(&made.folder, &made.passphrase(), &target)).await;
        assert!(!good, "{} was changed, and nobody saw it", place.display());
        assert!(!target.exists(), "something was begun: {said}");
        fs::write(place, whole).unwrap();
    }
    fs::remove_file(one_of("/documents/")).unwrap();
    made.refused("No such file").await;
}

#[actix_web::test]
async fn who_cannot_open_it_or_does_not_know_it_is_refused() {
    let made = Made::new().await;
    fs::write(made.passphrase(), "arang putih di kota muda").unwrap();
    made.refused("does not open the backup").await;
    fs::write(made.passphrase(), PASSPHRASE).unwrap();
    made.refused_with(
        |m| m["migrations"].as_array_mut().unwrap().push("20991231000001".into()),
        "does not know",
    )
    .await;
    made.refused_with(|m| m["format"] = 2.into(), "a format that this program does not know").await;
    made.refused_with(|m| m["keys"]["file"] = "../keys/token.key".into(), "leads out of the backup").await;
    made.refused_with(|m| drop(m["tables"].as_array_mut().unwrap().pop()), "is not the same in the backup")
        .await;
}

#[actix_web::test]
async fn nothing_is_written_over_what_is_there() {
    let made = Made::new().await;
    let again = run(backup(&made.app, &made.folder)).await;
    assert!(!again.0 && again.1.contains("is there already"), "{}", again.1);

    let with = |keys: &str, documents: &str| {
        let mut command = terang(&["restore", "--from"]);
        command.arg(&made.folder).arg("--passphrase-file").arg(made.passphrase());
        command.env("DATABASE_OWNER_URL", &made.app.database.owner_url);
        command.env("TERANG_KEYS", made.app.folder.join(keys));
        command.env("TERANG_DOCUMENTS", format!("file://{}", made.app.folder.join(documents).display()));
        command
    };
    let targets = [
        (with("keys", "new"), "there are keys"),
        (with("new", "documents"), "there are documents"),
        (with("new", "new"), "the database is not empty"),
    ];
    for (command, because) in targets {
        let (good, said) = run(command).await;
        assert!(!good && said.contains(because), "{said}");
    }
    assert_eq!(made.app.count("SELECT count(*) FROM person").await, 1);
}

/// Whoever steals a backup reads counts, and neither keys nor people.
#[actix_web::test]
async fn a_backup_shows_no_key_and_no_person() {
    let made = Made::new().await;
    let keys = made.app.folder.join("keys");
    let mut secrets = vec![b"SITI REKAAN".to_vec(), b"AGE-SECRET-KEY".to_vec()];
    for entry in fs::read_dir(keys).unwrap() {
        secrets.push(fs::read(entry.unwrap().path()).unwrap());
    }
    assert!(secrets.len() >= 6);
    for file in made.files() {
        let bytes = fs::read(&file).unwrap();
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "a secret lies open in {}", file.display());
        }
    }
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(&made.folder).unwrap().permissions().mode() & 0o777, 0o700);
}

#[actix_web::test]
async fn a_backup_that_was_killed_looks_like_none() {
    let app = TestApp::start().await;
    let folder = app.folder.join("backup");
    let mut command = backup(&app, &folder);
    let mut child = Ends(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    let begun = || {
        let entries = fs::read_dir(&app.folder).unwrap();
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("backup.partial-"))
    };
    while !begun() {
        assert_eq!(child.0.try_wait().unwrap(), None, "it ended before it began");
        actix_web::rt::time::sleep(Duration::from_millis(1)).await;
    }
    drop(child);
    assert!(!folder.exists());
    let (good, said) = run(backup(&app, &folder)).await;
    assert!(good, "the next one is not in its way: {said}");
}

/// Its database may be empty while its keys are there already: nobody may take it for a whole one.
#[actix_web::test]
async fn a_folder_whose_restore_was_killed_is_not_started() {
    let folder = std::env::temp_dir().join(format!("terang-half-{}", uuid::Uuid::now_v7().simple()));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(server::start::RESTORING), "").unwrap();
    let mut command = terang(&["start", "--empty", "--data-dir"]);
    command.arg(&folder);
    let (good, said) = run(command).await;
    assert!(!good && said.contains("did not end"), "{said}");
    fs::remove_dir_all(folder).unwrap();
}

/// A public key on the server cannot open what it locks; the private one is elsewhere.
#[actix_web::test]
async fn a_recipient_opens_what_the_server_cannot() {
    let app = TestApp::start().await;
    let (identity, folder) = (app.folder.join("identity"), app.folder.join("backup"));
    let deep = "keys/logs/5473.key";
    fs::create_dir(app.folder.join("keys/logs")).unwrap();
    fs::write(app.folder.join(deep), "a key of a later day").unwrap();
    let mut make = terang(&["backup-key"]);
    make.arg(&identity);
    let (good, recipient) = run(make).await;
    assert!(good && recipient.starts_with("age1"), "{recipient}");
    let mut command = terang(&["backup", "--recipient", recipient.trim(), "--to"]);
    command.arg(&folder).env("DATABASE_OWNER_URL", &app.database.owner_url);
    command.env("TERANG_KEYS", app.folder.join("keys"));
    command.env("TERANG_DOCUMENTS", format!("file://{}", app.folder.join("documents").display()));
    let (good, said) = run(command).await;
    assert!(good, "{said}");
    let restored = app.folder.join("restored");
    let with = |file: PathBuf| {
        let mut command = terang(&["restore", "--from"]);
        command.arg(&folder).arg("--identity").arg(file).arg("--data-dir").arg(&restored);
        command
    };
    let (good, said) = run(with(app.folder.join("keys/documents.age"))).await;
    assert!(!good && said.contains("does not open the backup"), "{said}");
    let (good, said) = run(with(identity)).await;
    assert!(good, "{said}");
    assert_eq!(fs::read(restored.join(deep)).unwrap(), fs::read(app.folder.join(deep)).unwrap());
    postgres::erase(&restored.join("postgres")).unwrap();
}
