//! The SMTP side: bytes in and out on loopback; the protocol itself is `mailin`'s.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::thread;

use mailin::{Action, Handler, Response, SessionBuilder, response};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::LocalSet;

use crate::message::Envelope;
use crate::store::Store;

const LONGEST_LINE: u64 = 64 * 1024;
/// Refusals of a whole message: too large, not a mail.
const ENDING: [u16; 2] = [552, 554];
const LARGEST_MESSAGE: usize = 8 * 1024 * 1024;

pub(crate) struct Server {
    port: u16,
    /// The server ends when this is dropped.
    _stop: oneshot::Sender<()>,
}

impl Server {
    /// `mailin` sessions cannot move between threads, so one thread serves all connections.
    pub(crate) fn start(address: SocketAddr, store: Arc<Store>) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel::<()>();
        thread::Builder::new().name("mailbox".to_owned()).spawn(move || {
            let connections = LocalSet::new();
            let serve = connections.run_until(async move {
                tokio::select! {
                    result = accept(listener, store) => result,
                    _ = stopped => Ok(()),
                }
            });
            let _listener_lost = runtime.block_on(serve);
        })?;
        Ok(Self { port, _stop: stop })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}

async fn accept(listener: std::net::TcpListener, store: Arc<Store>) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, peer) = listener.accept().await?;
        let delivery = Delivery { store: Arc::clone(&store), envelope: Envelope::default(), raw: Vec::new() };
        tokio::task::spawn_local(converse(stream, peer, delivery));
    }
}

async fn converse(stream: TcpStream, peer: SocketAddr, delivery: Delivery) -> io::Result<()> {
    let mut session = SessionBuilder::new("mailbox.localhost").build(peer.ip(), delivery);
    let mut stream = BufReader::new(stream);
    stream.write_all(&session.greeting().buffer()?).await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        let mut limited = (&mut stream).take(LONGEST_LINE);
        if limited.read_until(b'\n', &mut line).await? == 0 || !line.ends_with(b"\n") {
            return Ok(());
        }
        let answer = session.process(&line);
        if answer.action != Action::NoReply {
            stream.write_all(&answer.buffer()?).await?;
        }
        // After refusing a message `mailin` goes on reading it, so the connection ends with the refusal.
        if answer.action == Action::Close || ENDING.contains(&answer.code) {
            return Ok(());
        }
    }
}

/// One connection's current message.
struct Delivery {
    store: Arc<Store>,
    envelope: Envelope,
    raw: Vec<u8>,
}

impl Handler for Delivery {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, _from: &str) -> Response {
        if self.store.faults.refuse_one() {
            Response::custom(451, "Try again later".to_owned())
        } else {
            response::OK
        }
    }

    fn data_start(&mut self, _domain: &str, from: &str, _is8bit: bool, to: &[String]) -> Response {
        self.envelope = Envelope { from: from.to_owned(), to: to.to_vec() };
        self.raw.clear();
        response::OK
    }

    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        // One byte over the limit is enough to refuse at the end; until then the client cannot be told.
        if self.raw.len() <= LARGEST_MESSAGE {
            self.raw.extend_from_slice(line);
        }
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        if self.raw.len() > LARGEST_MESSAGE {
            return response::NO_STORAGE;
        }
        let envelope = std::mem::take(&mut self.envelope);
        if !self.store.add(envelope, &std::mem::take(&mut self.raw)) {
            return response::TRANSACTION_FAILED;
        }
        if self.store.faults.lose_one() { response::NO_SERVICE } else { response::OK }
    }
}
