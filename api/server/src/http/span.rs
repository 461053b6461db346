//! One span for each request, for OpenTelemetry. The caller's trace is taken over; the address never comes into it.
use actix_web::{
    body::BoxBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::HeaderMap,
};
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::{Span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// By which the spans for the collector are told from all others.
pub const TARGET: &str = "terang::request";

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(|name| name.as_str()).collect()
    }
}

pub fn begin(request: &ServiceRequest, trace_id: &str) -> Span {
    let span = tracing::info_span!(
        target: TARGET,
        "request",
        otel.name = Empty,
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = request.method().as_str(),
        http.route = Empty,
        http.response.status_code = Empty,
        terang.trace_id = trace_id,
    );
    let caller = TraceContextPropagator::new().extract(&Headers(request.headers()));
    let _nobody_listens = span.set_parent(caller);
    span
}

pub fn end(span: &Span, response: &ServiceResponse<BoxBody>) {
    let request = response.request();
    let route = request.match_pattern().unwrap_or_else(|| "-".into());
    span.record("otel.name", format!("{} {route}", request.method()));
    span.record("http.route", route);
    span.record("http.response.status_code", response.status().as_u16());
    if response.status().is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}
