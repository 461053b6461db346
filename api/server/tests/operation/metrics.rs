//! What the metrics show is what happened, and they name nobody.
use reqwest::Method;
use server::kernel::new_id;

use super::{
    figures::{Figures, figures, figures_over},
    program::free_port,
};
use crate::{
    kills::serving::Serving,
    support::{AGENCY, TestApp, document::DOCUMENT},
};

const TOTAL: &str = "terang_http_requests_total";

#[actix_web::test]
async fn requests_are_counted_by_pattern_and_no_label_names_anybody() {
    let app = TestApp::start().await;
    let vacancy = new_id();
    for _ in 0..3 {
        app.get("/api/v1/health").await.expect(200);
    }
    app.get(&format!("/api/v1/vacancies/{vacancy}")).await.expect(404);
    app.get("/api/v1/persons/siti-rekaan").await.expect(404);
    let strange = Method::from_bytes(b"SITI").unwrap();
    let answer = app.client.request(strange, app.url("/api/v1/health")).send().await.unwrap();
    assert_eq!(answer.status(), 404);

    let figures = figures(&app).await;
    let health = [("method", "GET"), ("route", "/api/v1/health"), ("status", "2xx")];
    assert_eq!(figures.value(TOTAL, &health), 3.0);
    let buckets = figures.buckets("terang_http_request_duration_seconds", &health);
    assert_eq!(buckets.last(), Some(&3.0));
    assert!(buckets.is_sorted(), "{buckets:?}");
    let one = "/api/v1/vacancies/{id}";
    assert_eq!(figures.value(TOTAL, &[("method", "GET"), ("route", one), ("status", "4xx")]), 1.0);
    assert_eq!(figures.value(TOTAL, &[("method", "GET"), ("route", "-"), ("status", "4xx")]), 1.0);
    assert_eq!(figures.value("terang_http_requests_in_flight", &[]), 0.0);

    let known = DOCUMENT["paths"].as_object().unwrap();
    for (name, value) in figures.labels() {
        let named = ["siti", "SITI", &vacancy.to_string(), AGENCY].iter().any(|word| value.contains(word));
        assert!(!named, "{name}={value}");
        assert!(name != "route" || value == "-" || known.contains_key(value), "{value} is no pattern");
        let methods = ["GET", "other"];
        assert!(name != "method" || methods.contains(&value.as_str()), "{value} came from a stranger");
    }
}

#[actix_web::test]
async fn what_waits_is_shown_with_its_age() {
    let app = TestApp::start().await;
    let quiet = figures(&app).await;
    assert_eq!(quiet.value("terang_leaves", &[("state", "waiting")]), 0.0);
    assert_eq!(quiet.value("terang_mail_oldest_seconds", &[]), 0.0);

    let now = app.now().to_rfc3339();
    let job = |more: &str| format!("SELECT graphile_worker.add_job('send_mail', '{{}}'::json{more})");
    app.sql(&job(", run_at := now() - interval '90 seconds'")).await;
    app.sql(&job(", run_at := now() + interval '1 day'")).await;
    app.sql("UPDATE graphile_worker._private_jobs SET attempts = 2, last_error = 'no answer' WHERE run_at > now()").await;
    app.sql(&job(", max_attempts := 1")).await;
    app.sql("UPDATE graphile_worker._private_jobs SET attempts = 1 WHERE max_attempts = 1").await;
    app.sql(&format!(
        "INSERT INTO record_leaf (agency_id, id, kind, at, commit) SELECT '{AGENCY}', gen_random_uuid(),
           'application_submitted', timestamptz '{now}' - age, sha256('x')
         FROM unnest(ARRAY[interval '120 seconds', interval '5 seconds']) age"
    ))
    .await;
    app.sql(&format!(
        "INSERT INTO mail (id, message_id, address_sealed, language, content_sealed, created_at, delivered_at, attempts)
         SELECT gen_random_uuid(), gen_random_uuid(), '', 'id', '', timestamptz '{now}' - age, delivered, tries
         FROM (VALUES (interval '1 hour', NULL::timestamptz, 3), (interval '2 days', NULL, 25),
           (interval '3 days', timestamptz '{now}', 1)) sent (age, delivered, tries)"
    ))
    .await;

    let figures = figures(&app).await;
    let jobs = |state| figures.value("terang_jobs", &[("kind", "send_mail"), ("state", state)]);
    assert_eq!((jobs("waiting"), jobs("retrying"), jobs("failed")), (1.0, 1.0, 1.0));
    let age = figures.value("terang_job_oldest_seconds", &[("kind", "send_mail")]);
    assert!(age >= 90.0, "{age}");
    assert_eq!(figures.value("terang_leaves", &[("state", "waiting")]), 2.0);
    assert_eq!(figures.value("terang_leaf_oldest_seconds", &[]), 120.0);
    let mails = |state| figures.value("terang_mails", &[("state", state)]);
    assert_eq!((mails("waiting"), mails("failed")), (1.0, 1.0));
    assert_eq!(figures.value("terang_mail_oldest_seconds", &[]), 3600.0);
    for queue in ["jobs", "leaves", "mails"] {
        assert_eq!(figures.value("terang_queue_read", &[("queue", queue)]), 1.0);
    }
}

#[actix_web::test]
async fn pools_and_process_are_shown() {
    let app = TestApp::start().await;
    let in_use = |figures: &Figures, pool| {
        figures.value("terang_pool_connections", &[("pool", pool), ("state", "in_use")])
    };
    let held = app.state.primary().await.unwrap();
    let busy = figures(&app).await;
    assert_eq!((in_use(&busy, "write"), in_use(&busy, "read")), (1.0, 0.0));
    assert!(busy.value("terang_pool_connections", &[("pool", "write"), ("state", "limit")]) >= 1.0);
    drop(held);
    let free = figures(&app).await;
    assert_eq!(in_use(&free, "write"), 0.0);
    assert_eq!(free.value("terang_build_info", &[("version", env!("CARGO_PKG_VERSION"))]), 1.0);
    assert!(free.value("terang_uptime_seconds", &[]) >= 0.0);
    if cfg!(target_os = "linux") {
        assert!(free.value("process_resident_memory_bytes", &[]) > 1e6);
        assert!(free.value("process_cpu_seconds_total", &[]) >= 0.0);
    }
}

/// A database that is away is when somebody looks at the metrics.
#[actix_web::test]
async fn without_its_database_the_rest_is_shown() {
    let app = TestApp::start().await;
    let figures = figures_over(&app, &app.database.server_url.replace("terang_server", "nobody")).await;
    assert_eq!(figures.value("terang_queue_read", &[("queue", "jobs")]), 0.0);
    assert_eq!(figures.find("terang_leaves", &[("state", "waiting")]), None);
    assert!(figures.value("terang_leaf_oldest_seconds", &[]).is_nan());
    assert_eq!(figures.value("terang_http_requests_in_flight", &[]), 0.0);
}

#[actix_web::test]
async fn the_public_address_gives_no_metrics() {
    let app = TestApp::start().await;
    let own = free_port();
    let mut serving = Serving::new(&app);
    serving.set("TERANG_METRICS_LISTEN", own.clone());
    let process = serving.start();
    serving.answers().await;
    let get = async |address: String| app.client.get(address).send().await.unwrap();
    let public = get(format!("{}/metrics", serving.address())).await;
    assert_eq!(public.status(), 404);
    let private = get(format!("http://{own}/metrics")).await;
    assert_eq!(private.headers()["content-type"], "text/plain; version=0.0.4");
    let figures = Figures::parse(&private.text().await.unwrap());
    let refused = [("method", "GET"), ("route", "-"), ("status", "4xx")];
    assert_eq!(figures.value(TOTAL, &refused), 1.0);
    drop(process);
}
