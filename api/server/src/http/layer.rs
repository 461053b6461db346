//! The layer around every request: trace id, language, security headers, problem bodies, one log line.
use std::time::Instant;

use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderName, HeaderValue},
    middleware::Next,
    web,
};

use super::{answer::ProblemAnswer, arrival::Arrival, limit, position};
use crate::kernel::{Language, Problem, State, problem::INTERNAL, reading};

/// Identifies one request in logs, audit rows and problem answers.
#[derive(Clone, Debug)]
pub struct TraceId(pub String);

/// Nothing may be loaded from elsewhere, framed, or run inline.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(self), microphone=(), geolocation=(), payment=()"),
    ("strict-transport-security", "max-age=31536000"),
];

/// The language of this request.
pub fn language(request: &HttpRequest) -> Language {
    Language::accepted(request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// The trace id of this request.
pub fn trace_id(request: &HttpRequest) -> String {
    request.extensions().get::<TraceId>().map_or_else(String::new, |trace| trace.0.clone())
}

/// Wraps the whole service.
pub async fn around(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let trace = TraceId(uuid::Uuid::now_v7().simple().to_string());
    request.extensions_mut().insert(trace.clone());
    Arrival::note(request.request());
    let state = request.app_data::<web::Data<State>>().cloned();
    let demo = state.as_ref().is_some_and(|state| state.settings().demo);
    let _in_flight = state.as_ref().map(|state| state.meter().begin());
    #[cfg(feature = "otel")]
    let span = super::span::begin(&request, &trace.0);
    let counted = limit::count(request.request());
    let mut written = None;
    let answered = match counted.as_ref().and_then(limit::refusal) {
        Some(problem) => request.error_response(problem),
        None => {
            let seen = state
                .as_ref()
                .map_or(reading::Position::ANY, |state| position::seen(state, request.request()));
            let answering = next.call(request);
            #[cfg(feature = "otel")]
            let answering = tracing::Instrument::instrument(answering, span.clone());
            let (answer, wrote) = reading::of_request(seen, answering).await;
            written = wrote;
            answer?.map_into_boxed_body()
        }
    };
    let mut response = with_problem_body(answered, &trace);
    if let (Some(state), Some(written)) = (&state, written) {
        position::tell(state, response.response_mut(), written);
    }
    let headers = response.headers_mut();
    if let Some(counted) = counted {
        limit::tell(&counted, headers);
    }
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if demo {
        headers.insert(HeaderName::from_static("x-terang-demo"), HeaderValue::from_static("DATA REKAAN"));
        headers
            .insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    }
    if let Ok(value) = HeaderValue::from_str(&trace.0) {
        headers.insert(HeaderName::from_static("x-trace-id"), value);
    }
    #[cfg(feature = "otel")]
    super::span::end(&span, &response);
    log(&response, &trace, began);
    if let Some(state) = &state {
        measure(state, &response, began);
    }
    Ok(response)
}

/// Only the route's pattern is logged, never the address itself: it may hold a receipt or a search for a name.
fn log(response: &ServiceResponse<BoxBody>, trace: &TraceId, began: Instant) {
    let request = response.request();
    let route = request.match_pattern().unwrap_or_else(|| "-".into());
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    let extensions = response.response().extensions();
    let inside = extensions.get::<Inside>().map(|inside| inside.0.as_str());
    let (method, inside) = (request.method().as_str(), inside.unwrap_or_default());
    if status >= 500 {
        tracing::error!(trace_id = trace.0, method, route, status, milliseconds, inside, "request failed");
    } else {
        tracing::info!(trace_id = trace.0, method, route, status, milliseconds, inside, "request answered");
    }
}

/// As in the log, the pattern stands for the address.
fn measure(state: &State, response: &ServiceResponse<BoxBody>, began: Instant) {
    let request = response.request();
    let route = request.match_pattern().unwrap_or_else(|| "-".into());
    state.meter().answered(request.method().as_str(), &route, response.status().as_u16(), began.elapsed());
}

fn with_problem_body(response: ServiceResponse<BoxBody>, trace: &TraceId) -> ServiceResponse<BoxBody> {
    let Some(error) = response.response().error() else { return response };
    let unknown;
    let problem = match error.as_error::<Problem>() {
        Some(problem) => problem,
        None => {
            unknown = Problem::new(&INTERNAL);
            &unknown
        }
    };
    let language = language(response.request());
    let body = ProblemAnswer::of(problem, language, &trace.0);
    let retry = problem.retry_after;
    let mut answer = HttpResponse::build(response.status());
    answer
        .content_type("application/problem+json")
        .insert_header((header::CONTENT_LANGUAGE, language.code()));
    if let Some(seconds) = retry {
        answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    let answer = answer.body(serde_json::to_vec(&body).unwrap_or_default());
    let inside = problem.to_string();
    let (request, _) = response.into_parts();
    let mut response = ServiceResponse::new(request, answer);
    response.response_mut().extensions_mut().insert(Inside(inside));
    response
}

/// What a problem says to the log.
pub struct Inside(pub String);

/// Answers whatever no route matches.
pub async fn not_found() -> Result<HttpResponse, Problem> {
    Err(Problem::new(&crate::kernel::problem::NOT_FOUND))
}
