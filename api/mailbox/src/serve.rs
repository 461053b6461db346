//! Serves the pages of the caught mail on a loopback port of their own.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use actix_web::dev::ServerHandle;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use actix_web::middleware::DefaultHeaders;
use actix_web::{App, HttpResponse, HttpServer, rt, web};

use crate::pages::{render_list, render_message};
use crate::store::Store;

/// No scripts and nothing from elsewhere; a mail may bring its own style and embedded pictures.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The running page server. It stops when this is dropped.
pub struct Pages {
    port: u16,
    handle: ServerHandle,
}

impl Pages {
    pub(crate) fn start(address: SocketAddr, store: Arc<Store>) -> io::Result<Self> {
        let store = web::Data::from(store);
        let (send, receive) = std::sync::mpsc::channel();
        thread::Builder::new().name("mailbox pages".to_owned()).spawn(move || {
            let app = move || {
                let headers = DefaultHeaders::new()
                    .add((CONTENT_SECURITY_POLICY, POLICY))
                    .add((REFERRER_POLICY, "no-referrer"))
                    .add(("X-Robots-Tag", "noindex"));
                App::new()
                    .wrap(headers)
                    .app_data(store.clone())
                    .route("/", web::get().to(list))
                    .route("/messages/{number}", web::get().to(one))
            };
            let bound = HttpServer::new(app).workers(1).disable_signals().bind(address);
            rt::System::new().block_on(async move {
                let started = bound.map(|server| {
                    let port = server.addrs().first().map_or(0, SocketAddr::port);
                    let server = server.run();
                    (port, server.handle(), server)
                });
                match started {
                    Ok((port, handle, server)) => {
                        let _caller_waits = send.send(Ok((port, handle)));
                        let _ended = server.await;
                    }
                    Err(error) => {
                        let _caller_waits = send.send(Err(error));
                    }
                }
            });
        })?;
        let (port, handle) = receive.recv().map_err(io::Error::other)??;
        Ok(Self { port, handle })
    }

    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // The command is queued by the call; its answer need not be waited for.
        drop(self.handle.stop(false));
    }
}

async fn list(store: web::Data<Store>) -> HttpResponse {
    html(render_list(&store.messages()))
}

async fn one(store: web::Data<Store>, number: web::Path<u64>) -> HttpResponse {
    match store.message(*number) {
        Some(message) => html(render_message(&message)),
        None => HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body("Surat ini tidak ada lagi. (This mail is no longer here.)"),
    }
}

fn html(body: String) -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(body)
}
