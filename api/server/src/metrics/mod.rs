//! `/metrics` for Prometheus, on a listener of its own that the public does not reach.
mod gauges;
mod queues;

use std::{net::TcpListener, time::Instant};

use actix_web::{
    App, HttpResponse, HttpServer,
    dev::{Server, ServerHandle},
    web,
};
use prometheus::TextEncoder;
use tokio::sync::Mutex;

use self::{gauges::Gauges, queues::Queues};
use crate::{
    config::{Config, MetricsListen},
    kernel::State,
};

struct Scrape {
    state: State,
    gauges: Gauges,
    /// One scrape at a time: two would ask the database the same.
    queues: Mutex<Queues>,
    began: Instant,
}

/// Listens where the settings say; nothing when they say `off` or the default port is taken.
pub fn start(config: &Config, state: &State) -> Result<Option<ServerHandle>, String> {
    let (at, asked) = match config.metrics {
        MetricsListen::Off => return Ok(None),
        MetricsListen::Default(at) => (at, false),
        MetricsListen::At(at) => (at, true),
    };
    let listener = match TcpListener::bind(at) {
        Ok(listener) => listener,
        Err(error) if asked => return Err(format!("cannot listen on {at} for metrics: {error}")),
        Err(error) => {
            tracing::warn!(listen = %at, %error, "no metrics: set metrics_listen to another address, or to off");
            return Ok(None);
        }
    };
    if !at.ip().is_loopback() {
        tracing::warn!(listen = %at, "metrics can be read from other machines: let only the monitoring reach them");
    }
    let server = serve(state.clone(), &config.database_url, listener)?;
    let handle = server.handle();
    actix_web::rt::spawn(server);
    Ok(Some(handle))
}

/// A thread of its own, so that the metrics answer when all others are busy.
pub fn serve(state: State, database_url: &str, listener: TcpListener) -> Result<Server, String> {
    let scrape = web::Data::new(Scrape {
        state,
        gauges: Gauges::new().map_err(|error| format!("cannot make the metrics: {error}"))?,
        queues: Mutex::new(Queues::new(database_url)),
        began: Instant::now(),
    });
    let app = move || App::new().app_data(scrape.clone()).route("/metrics", web::get().to(answer));
    let server = HttpServer::new(app).workers(1).disable_signals().listen(listener);
    Ok(server.map_err(|error| format!("cannot serve the metrics: {error}"))?.run())
}

async fn answer(scrape: web::Data<Scrape>) -> HttpResponse {
    let read = scrape.queues.lock().await.read(&scrape.state).await;
    scrape.gauges.show(&scrape.state.pools(), &read, scrape.began.elapsed());
    let mut families = scrape.state.meter().gather();
    families.extend(scrape.gauges.gather());
    match TextEncoder::new().encode_to_string(&families) {
        Ok(text) => HttpResponse::Ok().content_type(prometheus::TEXT_FORMAT).body(text),
        Err(error) => {
            tracing::error!(%error, "metrics could not be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}
