//! Reads the metrics as Prometheus does, with a parser that is not ours.
use std::{collections::BTreeMap, net::TcpListener};

use prometheus_parse::{Scrape, Value};

use crate::support::TestApp;

pub struct Figures(Scrape);

/// The metrics of a test's server, over the database at `url`.
pub async fn figures_over(app: &TestApp, url: &str) -> Figures {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/metrics", listener.local_addr().unwrap());
    let server = server::metrics::serve(app.state.clone(), url, listener).unwrap();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let text =
        app.client.get(address).send().await.unwrap().error_for_status().unwrap().text().await.unwrap();
    handle.stop(false).await;
    Figures::parse(&text)
}

pub async fn figures(app: &TestApp) -> Figures {
    figures_over(app, &app.database.server_url).await
}

impl Figures {
    pub fn parse(text: &str) -> Self {
        Self(Scrape::parse(text.lines().map(|line| Ok(line.to_owned()))).unwrap())
    }

    /// The value under exactly these labels.
    pub fn find(&self, metric: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let wanted: BTreeMap<_, _> = labels.iter().copied().collect();
        let sample = self.0.samples.iter().find(|sample| {
            let found: BTreeMap<_, _> =
                sample.labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            sample.metric == metric && found == wanted
        })?;
        match &sample.value {
            Value::Counter(value) | Value::Gauge(value) | Value::Untyped(value) => Some(*value),
            other => panic!("{metric} is {other:?}"),
        }
    }

    #[track_caller]
    pub fn value(&self, metric: &str, labels: &[(&str, &str)]) -> f64 {
        self.find(metric, labels).unwrap_or_else(|| panic!("there is no {metric} with {labels:?}"))
    }

    /// Counts of a histogram's buckets, the last one for all.
    #[track_caller]
    pub fn buckets(&self, metric: &str, labels: &[(&str, &str)]) -> Vec<f64> {
        let has = |sample: &&prometheus_parse::Sample| {
            sample.metric == metric
                && labels.iter().all(|(name, value)| sample.labels.get(name) == Some(value))
        };
        match &self.0.samples.iter().find(has).expect(metric).value {
            Value::Histogram(buckets) => buckets.iter().map(|bucket| bucket.count).collect(),
            other => panic!("{metric} is {other:?}"),
        }
    }

    /// Every value of every label.
    pub fn label_values(&self) -> Vec<(String, String)> {
        let of = |sample: &prometheus_parse::Sample| {
            sample.labels.iter().map(|(name, value)| (name.clone(), value.clone())).collect::<Vec<_>>()
        };
        self.0.samples.iter().flat_map(of).collect()
    }

    /// Names, with those under which a histogram is asked for.
    pub fn names(&self) -> Vec<String> {
        let of = |sample: &prometheus_parse::Sample| match sample.value {
            Value::Histogram(_) => {
                ["_bucket", "_count", "_sum"].map(|end| format!("{}{end}", sample.metric)).to_vec()
            }
            _ => vec![sample.metric.clone()],
        };
        self.0.samples.iter().flat_map(of).collect()
    }
}
