//! The browser tests against a server of their own: fresh data, a free port, stopped in any case.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::children::{Children, Running};
use crate::repository::Repository;
use crate::{Outcome, chromium, frontend, tools};

/// Loading the reference data and making the demo city come before the first answer.
const START_LIMIT: Duration = Duration::from_secs(900);

/// What is answered last after a start: the index of the search is made while the rest is served already, and until
/// then words are found in another order.
const LAST: &str = "/api/v1/vacancy-facets";

pub(crate) fn run(repository: &Repository, children: &Children) -> Outcome {
    let chromium = chromium::find(repository, children)?;
    frontend::build(repository, children)?;
    let data = DataFolder::new();
    let log = repository.scratch().join("browser-server.log");
    let (port, mail_port) = (tools::free_port()?, tools::free_port()?);
    let mut server = start(repository, children, &data, &log, port, mail_port)?;
    wait_until_ready(&mut server, children, port).map_err(|sentence| format!("{sentence}{}", tail(&log)))?;
    let mut tests = Command::new("npx");
    tests.current_dir(repository.frontend()).args(["--no-install", "playwright", "test"]);
    tests.env("TERANG_URL", format!("http://127.0.0.1:{port}"));
    tests.env("TERANG_MAIL_URL", format!("http://127.0.0.1:{mail_port}"));
    tests.env("CHROMIUM_PATH", chromium);
    children.run(&mut tests).map_err(|sentence| format!("{sentence} The server's log: {}", log.display()))
}

fn start(
    repository: &Repository,
    children: &Children,
    data: &DataFolder,
    log: &Path,
    port: u16,
    mail_port: u16,
) -> Outcome<Running> {
    let wrote = |error: std::io::Error| format!("{} cannot be written: {error}.", log.display());
    fs::create_dir_all(repository.scratch()).map_err(wrote)?;
    let output = File::create(log).map_err(wrote)?;
    let mut command = Command::new(repository.server());
    command.current_dir(repository.root()).args(["start", "--fresh", "--port", &port.to_string()]);
    command.arg("--data-dir").arg(&data.0).arg("--app").arg(repository.app());
    command.env("TERANG_MAIL_PAGES", format!("127.0.0.1:{mail_port}"));
    command.stdout(output.try_clone().map_err(wrote)?).stderr(output);
    children.start(&mut command)
}

fn wait_until_ready(server: &mut Running, children: &Children, port: u16) -> Outcome {
    let began = Instant::now();
    while !is_ready(port) {
        if children.is_stopping() {
            return Err("Stopped.".to_owned());
        }
        if let Some(status) = server.ended() {
            return Err(format!("The server ended before it served ({status})."));
        }
        if began.elapsed() > START_LIMIT {
            return Err(format!("The server did not serve within {} minutes.", START_LIMIT.as_secs() / 60));
        }
        thread::sleep(Duration::from_millis(250));
    }
    Ok(())
}

fn is_ready(port: u16) -> bool {
    let ask = || {
        let limit = Duration::from_secs(5);
        let mut stream = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), limit)?;
        stream.set_read_timeout(Some(limit))?;
        let request = format!("GET {LAST} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer)?;
        std::io::Result::Ok(answer == *b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().take(20).collect();
    let last: String = lines.iter().rev().flat_map(|line| ["\n  ", line]).collect();
    format!(" The end of {}:{last}", log.display())
}

/// Removed at the end, whatever the end. Short and in the temporary folder, where every user can go.
struct DataFolder(PathBuf);

impl DataFolder {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("terang-browser-{}", std::process::id())))
    }
}

impl Drop for DataFolder {
    fn drop(&mut self) {
        let _never_made = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// A server that answers one request with `status` once it is asked.
    fn one_answer(status: &'static str) -> u16 {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let length = stream.read(&mut request).unwrap();
            assert!(request[..length].starts_with(format!("GET {LAST} ").as_bytes()));
            write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n").unwrap();
        });
        port
    }

    #[test]
    fn only_a_server_that_says_it_is_well_is_well() {
        assert!(is_ready(one_answer("200 OK")));
        assert!(!is_ready(one_answer("503 Service Unavailable")));
        assert!(!is_ready(tools::free_port().unwrap()));
    }

    #[test]
    fn a_server_that_ends_early_is_not_waited_for() {
        let children = Children::default();
        let mut gone = children.start(&mut Command::new("false")).unwrap();
        let told = wait_until_ready(&mut gone, &children, tools::free_port().unwrap()).unwrap_err();
        assert!(told.contains("ended before it served"), "{told}");
    }

    #[test]
    fn the_end_of_the_log_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        fs::write(&log, (1..=30).map(|line| format!("line {line}\n")).collect::<String>()).unwrap();
        let shown = tail(&log);
        assert!(
            shown.contains("line 30") && shown.contains("line 11") && !shown.contains("line 10\n"),
            "{shown}"
        );
    }
}
