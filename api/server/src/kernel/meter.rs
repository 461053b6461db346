//! What the server counts of its own requests: by method, route pattern and class of status, never by address or id.
use std::time::Duration;

use prometheus::{HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, proto::MetricFamily};

const LABELS: &[&str] = &["method", "route", "status"];
/// Seconds.
const BUCKETS: &[f64] = &[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// A stranger may send any word as a method; only these become a label.
const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Cheap to clone; all clones count together.
#[derive(Clone)]
pub struct Meter {
    registry: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
    in_flight: IntGauge,
}

/// Counts one request until it is dropped, also when the client goes away.
pub struct InFlight(IntGauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Meter {
    pub fn new() -> Result<Self, String> {
        Self::build().map_err(|error| format!("cannot make the metrics: {error}"))
    }

    fn build() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let requests = Opts::new("terang_http_requests_total", "Requests answered.");
        let requests = IntCounterVec::new(requests, LABELS)?;
        let durations = "Time from the request's head to the answer's head.";
        let durations = HistogramOpts::new("terang_http_request_duration_seconds", durations);
        let durations = HistogramVec::new(durations.buckets(BUCKETS.to_vec()), LABELS)?;
        let in_flight = IntGauge::new("terang_http_requests_in_flight", "Requests not yet answered.")?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(durations.clone()))?;
        registry.register(Box::new(in_flight.clone()))?;
        Ok(Self { registry, requests, durations, in_flight })
    }

    pub fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// `route` is the pattern, `-` for what no route matched.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let method = METHODS.iter().find(|known| **known == method).copied().unwrap_or("other");
        let class = match status {
            ..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            500.. => "5xx",
        };
        let labels = [method, route, class];
        self.requests.with_label_values(&labels).inc();
        self.durations.with_label_values(&labels).observe(took.as_secs_f64());
    }

    pub fn gather(&self) -> Vec<MetricFamily> {
        self.registry.gather()
    }
}
