//! What the serving process tells: log lines as JSON and, where it is built with `otel`, spans to a collector.
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

/// Ends the telling in order: what is not sent yet is sent when this is dropped.
pub struct Logs {
    #[cfg(feature = "otel")]
    spans: Option<opentelemetry_sdk::trace::SdkTracerProvider>,
}

/// Begins; a second call in the same process changes nothing.
pub fn start(otlp_endpoint: Option<&str>) -> Result<Logs, String> {
    let filter =
        EnvFilter::try_from_env("TERANG_LOG").unwrap_or_else(|_| EnvFilter::new("info,graphile_worker=warn"));
    let lines = tracing_subscriber::fmt::layer().json().with_writer(std::io::stderr).with_filter(filter);
    #[cfg(feature = "otel")]
    {
        let spans = otlp_endpoint.map(otel::provider).transpose()?;
        let layer = spans.as_ref().map(otel::layer);
        let _already_set = tracing_subscriber::registry().with(lines).with(layer).try_init();
        Ok(Logs { spans })
    }
    #[cfg(not(feature = "otel"))]
    {
        if otlp_endpoint.is_some() {
            return Err("otlp_endpoint is set, but this program was built without the feature `otel`".into());
        }
        let _already_set = tracing_subscriber::registry().with(lines).try_init();
        Ok(Logs {})
    }
}

#[cfg(feature = "otel")]
impl Drop for Logs {
    fn drop(&mut self) {
        if let Some(Err(error)) = self.spans.as_ref().map(|spans| spans.shutdown()) {
            tracing::warn!(%error, "the last spans were not sent");
        }
    }
}

#[cfg(feature = "otel")]
mod otel {
    use opentelemetry::trace::TracerProvider;
    use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
    use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
    use tracing_subscriber::{Layer, filter::filter_fn, registry::LookupSpan};

    use crate::http::span::TARGET;

    pub fn provider(endpoint: &str) -> Result<SdkTracerProvider, String> {
        let wrong = |error: &dyn std::fmt::Display| format!("the setting otlp_endpoint is wrong: {error}");
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
            .build()
            .map_err(|error| wrong(&error))?;
        let version = opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder().with_service_name("terang").with_attribute(version).build();
        Ok(SdkTracerProvider::builder().with_resource(resource).with_batch_exporter(exporter).build())
    }

    /// Only the spans that we make ourselves: a library's may hold what we do not know.
    pub fn layer<S>(provider: &SdkTracerProvider) -> impl Layer<S> + use<S>
    where
        S: tracing::Subscriber + for<'span> LookupSpan<'span>,
    {
        let ours = filter_fn(|metadata| metadata.is_span() && metadata.target() == TARGET);
        tracing_opentelemetry::layer().with_tracer(provider.tracer("terang")).with_filter(ours)
    }
}
