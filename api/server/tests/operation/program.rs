//! The real program, as an operator calls it.
use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::support::TestApp;

pub const PASSPHRASE: &str = "arang hitam di kota tua";

/// An address on loopback that nobody listens on.
pub fn free_port() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// `terang` with these words; nothing of the test's environment reaches it.
pub fn terang(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_terang"));
    command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["DATABASE_OWNER_URL", "TERANG_CONFIG", "TERANG_KEYS", "TERANG_DOCUMENTS"] {
        command.env_remove(name);
    }
    command
}

/// What the program said, and whether it was content.
pub async fn run(mut command: Command) -> (bool, String) {
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

/// A backup of the test's database, keys and documents, with the passphrase in a file beside it.
pub fn backup(app: &TestApp, to: &Path) -> Command {
    let passphrase = app.folder.join("passphrase");
    std::fs::write(&passphrase, PASSPHRASE).unwrap();
    let mut command = terang(&["backup", "--to"]);
    command.arg(to).arg("--passphrase-file").arg(passphrase);
    command.env("DATABASE_OWNER_URL", &app.database.owner_url);
    command.env("TERANG_KEYS", app.folder.join("keys"));
    command.env("TERANG_DOCUMENTS", format!("file://{}", app.folder.join("documents").display()));
    command
}

/// A restore into a new data folder.
pub fn restore(from: &Path, passphrase: &Path, folder: &Path) -> Command {
    let mut command = terang(&["restore", "--from"]);
    command.arg(from).arg("--passphrase-file").arg(passphrase).arg("--data-dir").arg(folder);
    command
}

/// Ends with the test, also when that stops half-way.
pub struct Ends(pub Child);

impl Drop for Ends {
    fn drop(&mut self) {
        let _gone_already = self.0.kill();
        let _collected = self.0.wait();
    }
}
