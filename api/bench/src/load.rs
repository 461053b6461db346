//! Load: so many connections that each send the next request as soon as the last was answered.
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{Outcome, text};

/// How long to send.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    /// The requests again and again.
    Elapsed(Duration),
    /// Each request once.
    AllSent,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub per_second: f64,
    /// Milliseconds.
    pub median: f64,
    pub p99: f64,
    pub answered: usize,
    /// Answers that were not 200 or 201.
    pub refused: usize,
}

struct Shared {
    address: SocketAddr,
    requests: Vec<Vec<u8>>,
    until: Until,
    began: Instant,
    next: AtomicUsize,
    refused: AtomicUsize,
    over: AtomicBool,
}

impl Shared {
    fn next(&self) -> Option<&[u8]> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let at = match self.until {
            Until::AllSent => number,
            Until::Elapsed(_) if self.over.load(Ordering::Relaxed) => return None,
            Until::Elapsed(_) => number.checked_rem(self.requests.len())?,
        };
        self.requests.get(at).map(Vec::as_slice)
    }
}

/// Sends `requests` over `connections`, on one thread, so that most of the machine is left to the server.
pub fn drive(
    address: SocketAddr,
    requests: Vec<Vec<u8>>,
    connections: usize,
    until: Until,
) -> Outcome<Measured> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(text)?;
    let shared = Arc::new(Shared {
        address,
        requests,
        until,
        began: Instant::now(),
        next: AtomicUsize::new(0),
        refused: AtomicUsize::new(0),
        over: AtomicBool::new(false),
    });
    let times = runtime.block_on(async {
        let senders: Vec<_> =
            (0..connections).map(|_| tokio::spawn(connection(Arc::clone(&shared)))).collect();
        if let Until::Elapsed(time) = until {
            tokio::time::sleep(time).await;
            shared.over.store(true, Ordering::Relaxed);
        }
        let mut times = Vec::new();
        for sender in senders {
            times.extend(sender.await.map_err(text)??);
        }
        Ok::<_, String>(times)
    })?;
    Ok(measured(times, shared.began.elapsed(), shared.refused.load(Ordering::Relaxed)))
}

fn measured(mut times: Vec<u32>, took: Duration, refused: usize) -> Measured {
    times.sort_unstable();
    let at = |share: usize| {
        let index = times.len().saturating_sub(1) * share / 1000;
        times.get(index).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    };
    let answered = u32::try_from(times.len()).unwrap_or(u32::MAX);
    Measured {
        per_second: f64::from(answered) / took.as_secs_f64(),
        median: at(500),
        p99: at(990),
        answered: times.len(),
        refused,
    }
}

async fn connection(shared: Arc<Shared>) -> Outcome<Vec<u32>> {
    let mut stream = TcpStream::connect(shared.address).await.map_err(text)?;
    stream.set_nodelay(true).map_err(text)?;
    let (mut times, mut buffer) = (Vec::new(), Vec::with_capacity(64 * 1024));
    while let Some(request) = shared.next() {
        let began = Instant::now();
        stream.write_all(request).await.map_err(text)?;
        let status = answer(&mut stream, &mut buffer).await?;
        times.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
        if !matches!(status, 200 | 201) {
            shared.refused.fetch_add(1, Ordering::Relaxed);
        }
    }
    Ok(times)
}

/// Reads one whole answer and gives its status.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Outcome<u16> {
    buffer.clear();
    loop {
        if stream.read_buf(buffer).await.map_err(text)? == 0 {
            return Err("the server closed a connection in the middle".into());
        }
        let Some(head) = head_length(buffer) else { continue };
        let (status, body) = status_and_length(buffer.get(..head).unwrap_or_default())?;
        while buffer.len() < head + body {
            if stream.read_buf(buffer).await.map_err(text)? == 0 {
                return Err("the server closed a connection in the middle".into());
            }
        }
        return Ok(status);
    }
}

fn head_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

fn status_and_length(head: &[u8]) -> Outcome<(u16, usize)> {
    let head = std::str::from_utf8(head).map_err(text)?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let status = status.ok_or("the answer has no status")?;
    // Every answer of ours has its length; only 304 comes without.
    let length = length.or((status == 304).then_some(0)).ok_or("the answer has no length")?;
    Ok((status, length))
}

/// A request for an address.
pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n").into_bytes()
}

/// A creation by somebody who is signed in.
pub fn post(path: &str, token: &str, version: i32, key: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\nif-match: \"{version}\"\r\n\
         idempotency-key: {key}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// How fast this generator is when the answers cost nothing: a page of 4 kB from a thread of its own.
pub fn own_speed(connections: usize, time: Duration) -> Outcome<Measured> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(text)?;
    listener.set_nonblocking(true).map_err(text)?;
    let address = listener.local_addr().map_err(text)?;
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map(|runtime| runtime.block_on(echo(listener)))
    });
    drive(address, vec![get("/")], connections, Until::Elapsed(time))
}

async fn echo(listener: std::net::TcpListener) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let body = "x".repeat(4096);
    let answer: Arc<[u8]> =
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes().into();
    loop {
        let (mut stream, _) = listener.accept().await?;
        let answer = Arc::clone(&answer);
        tokio::spawn(async move {
            let mut buffer = [0; 4096];
            while stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {
                if stream.write_all(&answer).await.is_err() {
                    return;
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Until, drive, get, measured, own_speed, status_and_length};

    #[test]
    fn each_request_is_sent_and_answered_once() {
        let speed = own_speed(4, Duration::from_millis(100)).unwrap();
        assert!(speed.answered > 0 && speed.refused == 0, "{speed:?}");
    }

    #[test]
    fn nobody_there_is_an_error() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        assert!(drive(address, vec![get("/")], 1, Until::AllSent).is_err());
    }

    #[test]
    fn the_slowest_hundredth_begins_at_the_p99() {
        let all = measured((1..=1000).map(|n| n * 1000).collect(), Duration::from_secs(2), 0);
        assert_eq!((all.per_second, all.median, all.p99), (500.0, 500.0, 990.0));
    }

    #[test]
    fn an_answer_without_length_is_not_guessed() {
        let head = |text: &str| status_and_length(text.as_bytes());
        assert_eq!(head("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"), Ok((200, 7)));
        assert_eq!(head("HTTP/1.1 304 Not Modified\r\n\r\n"), Ok((304, 0)));
        assert!(head("HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
