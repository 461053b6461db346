//! Built with `otel`, the server sends one span for each request to a collector, in the caller's trace.
use std::{
    net::TcpListener,
    sync::{Arc, Mutex},
};

use actix_web::{App, HttpResponse, HttpServer, rt::time::sleep, web};
use server::kernel::new_id;

use crate::{kills::serving::Serving, support::TestApp};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";

type Received = Arc<Mutex<Vec<u8>>>;

/// A receiver of OTLP over HTTP: keeps what is posted to `/v1/traces`.
fn collector() -> (String, Received) {
    let received = Received::default();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let keep = async |body: web::Bytes, received: web::Data<Received>| {
        received.lock().unwrap().extend_from_slice(&body);
        HttpResponse::Ok().content_type("application/x-protobuf").finish()
    };
    let shared = web::Data::new(received.clone());
    let app = move || App::new().app_data(shared.clone()).route("/v1/traces", web::post().to(keep));
    let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run();
    actix_web::rt::spawn(server);
    (address, received)
}

fn holds(received: &Received, what: &[u8]) -> bool {
    received.lock().unwrap().windows(what.len()).any(|window| window == what)
}

#[actix_web::test]
async fn a_request_is_a_span_in_the_callers_trace() {
    let app = TestApp::start().await;
    let (address, received) = collector();
    let mut serving = Serving::new(&app);
    serving.set("TERANG_OTLP_ENDPOINT", address);
    serving.set("TERANG_METRICS_LISTEN", "off".into());
    let process = serving.start();
    serving.answers().await;
    let vacancy = new_id();
    let url = format!("{}/api/v1/vacancies/{vacancy}?secret=siti", serving.address());
    let caller = format!("00-{TRACE}-{PARENT}-01");
    let answer = app.client.get(url).header("traceparent", caller).send().await.unwrap();
    let own = answer.headers()["x-trace-id"].to_str().unwrap().to_owned();
    let bytes = |hex: &str| data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
    // Spans are sent every five seconds.
    while !holds(&received, &bytes(TRACE)) {
        sleep(std::time::Duration::from_millis(50)).await;
    }
    drop(process);
    assert!(holds(&received, &bytes(PARENT)), "the caller's span is not the parent");
    for text in
        ["GET /api/v1/vacancies/{id}", "http.route", "http.response.status_code", own.as_str(), "terang"]
    {
        assert!(holds(&received, text.as_bytes()), "{text} is not in the span");
    }
    for secret in [vacancy.to_string().as_str(), "siti"] {
        assert!(!holds(&received, secret.as_bytes()), "{secret} is in the span");
    }
}
