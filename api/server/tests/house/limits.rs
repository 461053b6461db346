//! Rate limits: each address, account and machine counts for itself; whoever sends too much is told how long to wait.
use reqwest::Method;

use crate::support::{AGENCY, Response, TestApp};

const RATES: &str = "visitor=3,account=4,machine=5";
const PATH: &str = "/api/v1/agencies";

/// A request as a proxy of ours passes it on.
async fn from(app: &TestApp, address: &str) -> Response {
    let request = app.client.get(app.url(PATH)).header("x-forwarded-for", address);
    app.send(request, Method::GET, PATH).await
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[actix_web::test]
async fn a_visitor_sees_what_is_left_and_is_told_when_to_come_back() {
    let app = TestApp::start_limited(RATES).await;
    for (left, reset) in [(2, 20), (1, 40), (0, 60)] {
        let answer = from(&app, "203.0.113.9").await.expect(200);
        assert_eq!(header(&answer, "ratelimit-policy"), "\"visitor\";q=3;w=60");
        assert_eq!(header(&answer, "ratelimit"), format!("\"visitor\";r={left};t={reset}"));
    }
    let refused = from(&app, "203.0.113.9").await.problem(429, "too_many_requests");
    assert_eq!(header(&refused, "content-type"), "application/problem+json");
    let wait: i64 = header(&refused, "retry-after").parse().unwrap();
    assert!((1..=21).contains(&wait), "{wait}");
    assert!(refused.text("/title").contains(&format!("Tunggu {wait} detik")));
    assert_eq!(header(&refused, "ratelimit"), "\"visitor\";r=0;t=60");
    from(&app, "203.0.113.10").await.expect(200);
    app.later(chrono::Duration::seconds(wait));
    from(&app, "203.0.113.9").await.expect(200);
    from(&app, "203.0.113.9").await.problem(429, "too_many_requests");
}

#[actix_web::test]
async fn accounts_and_machines_count_for_themselves_behind_one_address() {
    let app = TestApp::start_limited(RATES).await;
    let (siti, budi) = (app.person("Siti").await, app.person("Budi").await);
    let machine = app.machine(AGENCY, &["grant.see"]).await;
    let me = "/api/v1/identity/me";
    for _ in 0..4 {
        siti.get(me).await.expect(200);
    }
    let refused = siti.get(me).await.problem(429, "too_many_requests");
    assert_eq!(header(&refused, "ratelimit-policy"), "\"account\";q=4;w=60");
    budi.get(me).await.expect(200);
    let grants = format!("/api/v1/agencies/{AGENCY}/grants");
    for _ in 0..5 {
        machine.get(&grants).await.expect(200);
    }
    let refused = machine.get(&grants).await.problem(429, "too_many_requests");
    assert_eq!(header(&refused, "ratelimit-policy"), "\"machine\";q=5;w=60");
}

/// Whoever makes up a token, or writes other addresses before the proxy's, is counted by where he is.
#[actix_web::test]
async fn nobody_escapes_by_saying_that_he_is_somebody_else() {
    let app = TestApp::start_limited(RATES).await;
    for n in 0..3 {
        from(&app, &format!("198.51.100.{n}, 203.0.113.9")).await.expect(200);
    }
    from(&app, "198.51.100.7, 203.0.113.9").await.problem(429, "too_many_requests");
    let forged = app.client.get(app.url(PATH)).bearer_auth("eyJhbGciOiJIUzI1NiJ9.e30.c2ln");
    let forged = forged.header("x-forwarded-for", "203.0.113.9");
    app.send(forged, Method::GET, PATH).await.problem(429, "too_many_requests");
}

#[actix_web::test]
async fn without_limits_there_are_no_headers() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        let answer = from(&app, "203.0.113.9").await.expect(200);
        assert!(!answer.headers.contains_key("ratelimit"));
    }
}

/// The logs' own addresses stand beside the API and count as its do; their problems are on the list of all.
#[actix_web::test]
async fn a_log_is_read_within_the_visitors_limit() {
    let app = TestApp::start_limited(RATES).await;
    let path = format!("/ledger/{AGENCY}/checkpoint");
    let read = async || {
        let request = app.client.get(app.url(&path)).header("x-forwarded-for", "203.0.113.9");
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!([read().await, read().await, read().await, read().await], [404, 404, 404, 429]);
    from(&app, "203.0.113.9").await.problem(429, "too_many_requests");
    let listed = app.client.get(app.url("/api/v1/problems")).header("x-forwarded-for", "203.0.113.10");
    let listed = listed.send().await.unwrap().text().await.unwrap();
    for code in ["not_a_checkpoint", "not_a_witness", "checkpoint_unknown"] {
        assert!(listed.contains(&format!("\"{code}\"")), "{code}");
    }
}
