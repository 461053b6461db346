//! The witness's own address (C2SP tlog-witness): logs send their checkpoints, anybody sees what was cosigned.

use std::convert::Infallible;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use ledger::note::MAX_NOTE_BYTES;
use ledger::witness::{self, Refusal};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::keeper::{Answer, Keeper};
use crate::source::unreadable;
use crate::{Fault, Message};

const TEXT: &str = "text/plain; charset=utf-8";
const SIZE: &str = "text/x.tlog.size";
const MOST_CONNECTIONS: usize = 64;
const LONGEST: Duration = Duration::from_secs(30);

/// Listens from now on, in a thread of its own.
pub fn start(address: SocketAddr, keeper: &Arc<Keeper>) -> Result<(), Fault> {
    let failed = |error: io::Error| unreadable("listen", &error);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(failed)?;
    let listener = runtime.block_on(TcpListener::bind(address)).map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    let said =
        Message::new(format!("Mendengarkan di http://{bound}"), format!("Listening at http://{bound}"));
    let _ = writeln!(io::stdout(), "{said}");
    let keeper = Arc::clone(keeper);
    thread::Builder::new()
        .name("witness".to_owned())
        .spawn(move || runtime.block_on(accept(&listener, &keeper)))
        .map_err(failed)?;
    Ok(())
}

async fn accept(listener: &TcpListener, keeper: &Arc<Keeper>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let keeper = Arc::clone(keeper);
                tokio::spawn(async move {
                    // A caller that is too slow or goes away has only itself to ask again.
                    let _ = tokio::time::timeout(LONGEST, connection(stream, keeper)).await;
                    drop(place);
                });
            }
            // No more files may be open for a moment.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

async fn connection(stream: TcpStream, keeper: Arc<Keeper>) -> hyper::Result<()> {
    let service = service_fn(move |request| answer(request, Arc::clone(&keeper)));
    http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await
}

type Answered = Response<Full<Bytes>>;

async fn answer(request: Request<Incoming>, keeper: Arc<Keeper>) -> Result<Answered, Infallible> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    if parts.method == Method::POST && path == "/add-checkpoint" {
        let Ok(body) = Limited::new(body, 2 * MAX_NOTE_BYTES).collect().await else {
            return Ok(plain(StatusCode::BAD_REQUEST, TEXT, Vec::new()));
        };
        let body = body.to_bytes();
        return Ok(blocking(move || add_checkpoint(&body, &keeper)).await);
    }
    let folder = path.strip_prefix('/').and_then(|path| path.strip_suffix("/checkpoint"));
    match (parts.method, folder.map(str::to_owned)) {
        (Method::GET | Method::HEAD, Some(folder)) => Ok(blocking(move || last(&folder, &keeper)).await),
        _ => Ok(plain(StatusCode::NOT_FOUND, TEXT, Vec::new())),
    }
}

/// Disk and signatures, away from the thread that listens.
async fn blocking(act: impl FnOnce() -> io::Result<Answered> + Send + 'static) -> Answered {
    match tokio::task::spawn_blocking(act).await {
        Ok(Ok(answered)) => answered,
        Ok(Err(error)) => {
            eprintln!(
                "{}",
                Message::new(format!("keadaan saksi: {error}"), format!("the witness's state: {error}"))
            );
            plain(StatusCode::INTERNAL_SERVER_ERROR, TEXT, Vec::new())
        }
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, TEXT, Vec::new()),
    }
}

fn add_checkpoint(body: &[u8], keeper: &Keeper) -> io::Result<Answered> {
    let answer = match witness::Request::parse(body) {
        Ok(request) => keeper.consider(&request)?,
        Err(refusal) => Answer::Refused(refusal),
    };
    Ok(match answer {
        Answer::Cosigned { lines, .. } => {
            plain(StatusCode::OK, TEXT, witness::write_cosignatures(&lines).into_bytes())
        }
        Answer::Refused(refusal) => {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            match refusal {
                Refusal::OtherSize(size) => plain(status, SIZE, format!("{size}\n").into_bytes()),
                refusal => plain(status, TEXT, format!("{refusal}\n").into_bytes()),
            }
        }
    })
}

fn last(folder: &str, keeper: &Keeper) -> io::Result<Answered> {
    Ok(match keeper.shown(folder)? {
        Some(note) => plain(StatusCode::OK, TEXT, note),
        None => plain(StatusCode::NOT_FOUND, TEXT, Vec::new()),
    })
}

fn plain(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Answered {
    let mut answered = Response::new(Full::new(Bytes::from(body)));
    *answered.status_mut() = status;
    answered.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(kind));
    answered
}
