//! Reads the metrics as Prometheus does, with a parser that is not ours.
use std::{collections::BTreeMap, net::TcpListener};

use crate::support::TestApp;

struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

pub struct Figures(Vec<Sample>);

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
        let (_, families) = nom_openmetrics::parser::prometheus(text).expect("not the format of Prometheus");
        let samples = families.iter().flat_map(|family| &family.samples);
        let own = |sample: &nom_openmetrics::Sample| Sample {
            name: sample.name().to_owned(),
            labels: sample
                .labels()
                .iter()
                .map(|label| (label.name.to_owned(), label.value.clone()))
                .collect(),
            value: sample.number(),
        };
        Self(samples.map(own).collect())
    }

    /// The value under exactly these labels.
    pub fn find(&self, metric: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let wanted = |sample: &&Sample| {
            let found = sample.labels.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            sample.name == metric && found.collect::<BTreeMap<_, _>>() == labels.iter().copied().collect()
        };
        self.0.iter().find(wanted).map(|sample| sample.value)
    }

    #[track_caller]
    pub fn value(&self, metric: &str, labels: &[(&str, &str)]) -> f64 {
        self.find(metric, labels).unwrap_or_else(|| panic!("there is no {metric} with {labels:?}"))
    }

    /// Counts of a histogram's buckets as they stand, the last one for all.
    pub fn buckets(&self, metric: &str, labels: &[(&str, &str)]) -> Vec<f64> {
        let has = |sample: &&Sample| {
            let fits =
                |(name, value): &(&str, &str)| sample.labels.get(*name).is_some_and(|found| found == value);
            sample.name == format!("{metric}_bucket") && labels.iter().all(fits)
        };
        self.0.iter().filter(has).map(|sample| sample.value).collect()
    }

    /// Name and value of every label.
    pub fn labels(&self) -> impl Iterator<Item = (&String, &String)> {
        self.0.iter().flat_map(|sample| &sample.labels)
    }

    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|sample| &sample.name)
    }
}
