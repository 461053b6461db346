//! A web server of folders for tests, that also takes what witnesses post.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Shared {
    folders: Mutex<Vec<(String, PathBuf)>>,
    posted: Mutex<Vec<String>>,
    stopped: Mutex<bool>,
}

/// Serves until it is dropped.
pub struct Web {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Web {
    /// Each folder under its own beginning of paths.
    pub fn start(folders: &[(&str, PathBuf)]) -> Web {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let web = Web { address: listener.local_addr().unwrap(), shared: Arc::default() };
        folders.iter().for_each(|(prefix, folder)| web.show(prefix, folder.clone()));
        let shared = Arc::clone(&web.shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if *shared.stopped.lock().unwrap() {
                    return;
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || answer(stream.unwrap(), &shared));
            }
        });
        web
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on this folder stands there.
    pub fn show(&self, prefix: &str, folder: PathBuf) {
        let mut folders = self.shared.folders.lock().unwrap();
        folders.retain(|(known, _)| known != prefix);
        folders.push((prefix.to_owned(), folder));
    }

    /// The bodies of everything that was posted to a path that ends in `/cosignatures`.
    pub fn posted(&self) -> Vec<String> {
        self.shared.posted.lock().unwrap().clone()
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        *self.shared.stopped.lock().unwrap() = true;
        drop(TcpStream::connect(self.address));
    }
}

fn answer(stream: TcpStream, shared: &Shared) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        if line.trim_end().is_empty() {
            break;
        }
        head.push(line);
    }
    let length = head.iter().find_map(|line| {
        line.to_ascii_lowercase()
            .strip_prefix("content-length:")
            .map(|length| length.trim().parse::<usize>().unwrap())
    });
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    let mut request = head[0].split(' ');
    let (method, path) = (request.next().unwrap(), request.next().unwrap());
    let (status, content) = match method {
        "POST" if path.ends_with("/cosignatures") => {
            shared.posted.lock().unwrap().push(String::from_utf8(body).unwrap());
            ("204 No Content", Vec::new())
        }
        _ => match read(path, shared) {
            Some(content) => ("200 OK", content),
            None => ("404 Not Found", Vec::new()),
        },
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", content.len());
    // Whoever asked may have been ended meanwhile.
    let mut stream = stream;
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&content));
}

fn read(path: &str, shared: &Shared) -> Option<Vec<u8>> {
    let folders = shared.folders.lock().unwrap();
    let (prefix, folder) = folders.iter().find(|(prefix, _)| path.starts_with(&format!("{prefix}/")))?;
    std::fs::read(folder.join(path.strip_prefix(prefix)?.strip_prefix('/')?)).ok()
}
