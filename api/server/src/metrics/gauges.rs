//! What is true at the moment of the scrape: pools, queues, process, version.
use std::time::Duration;

use prometheus::{Gauge, GaugeVec, IntGaugeVec, Opts, Registry, core::Collector, proto::MetricFamily};

use super::queues::{Queue, Read};
use crate::kernel::state::PoolUse;

pub struct Gauges {
    registry: Registry,
    pool: IntGaugeVec,
    jobs: IntGaugeVec,
    job_age: GaugeVec,
    leaves: IntGaugeVec,
    leaf_age: Gauge,
    logs: IntGaugeVec,
    niks: IntGaugeVec,
    mails: IntGaugeVec,
    mail_age: Gauge,
    read: IntGaugeVec,
    uptime: Gauge,
}

impl Gauges {
    pub fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let counts = |name: &str, help: &str, labels: &[&str]| {
            known(&registry, IntGaugeVec::new(Opts::new(name, help), labels)?)
        };
        let seconds = |name: &str, help: &str| known(&registry, Gauge::new(name, help)?);
        let build = counts("terang_build_info", "Version of the program.", &["version"])?;
        build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        let job_age = Opts::new(
            "terang_job_oldest_seconds",
            "How long the oldest job that is due has waited, by kind of job.",
        );
        let made = Self {
            pool: counts(
                "terang_pool_connections",
                "Database connections by pool: limit, open, in_use, and requests waiting for one.",
                &["pool", "state"],
            )?,
            jobs: counts(
                "terang_jobs",
                "Jobs by kind: waiting for their first try, retrying after an error, failed for good.",
                &["kind", "state"],
            )?,
            job_age: known(&registry, GaugeVec::new(job_age, &["kind"])?)?,
            leaves: counts(
                "terang_leaves",
                "Leaves of the record: waiting for their place in the log, or unsigned there.",
                &["state"],
            )?,
            logs: counts("terang_logs", "Logs that are not signed any more (refusing).", &["state"])?,
            niks: counts(
                "terang_nik_key_left",
                "People whose NIK is found by an old key only (old), while that key is exchanged.",
                &["key"],
            )?,
            leaf_age: seconds("terang_leaf_oldest_seconds", "Age of the oldest leaf without a place.")?,
            mails: counts(
                "terang_mails",
                "Mails that are not delivered: waiting, or failed for good.",
                &["state"],
            )?,
            mail_age: seconds("terang_mail_oldest_seconds", "Age of the oldest mail that is still tried.")?,
            read: counts("terang_queue_read", "1 when this scrape could read the queue.", &["queue"])?,
            uptime: seconds("terang_uptime_seconds", "How long the server has been running.")?,
            registry,
        };
        #[cfg(target_os = "linux")]
        made.registry.register(Box::new(prometheus::process_collector::ProcessCollector::for_self()))?;
        Ok(made)
    }

    pub fn show(&self, pools: &[PoolUse], read: &Read, uptime: Duration) {
        for pool in pools {
            let figures = [
                ("limit", pool.limit),
                ("open", pool.open),
                ("in_use", pool.open.saturating_sub(pool.idle)),
                ("waiting", pool.waiting),
            ];
            for (state, figure) in figures {
                let gauge = self.pool.with_label_values(&[pool.name, state]);
                gauge.set(i64::try_from(figure).unwrap_or(i64::MAX));
            }
        }
        self.show_jobs(read);
        show_queue(&self.leaves, &self.leaf_age, read.leaves.as_ref());
        self.logs.reset();
        if let Some(logs) = &read.logs {
            self.logs.with_label_values(&["refusing"]).set(logs.refusing);
            self.leaves.with_label_values(&["unsigned"]).set(logs.unsigned);
        }
        self.niks.reset();
        if let Some(niks) = &read.niks {
            self.niks.with_label_values(&["old"]).set(niks.left_over);
        }
        show_queue(&self.mails, &self.mail_age, read.mails.as_ref());
        if let Some(mails) = &read.mails {
            self.mails.with_label_values(&["failed"]).set(mails.failed);
        }
        for (queue, done) in [
            ("jobs", read.jobs.is_some()),
            ("leaves", read.leaves.is_some()),
            ("mails", read.mails.is_some()),
            ("logs", read.logs.is_some()),
            ("niks", read.niks.is_some()),
        ] {
            self.read.with_label_values(&[queue]).set(i64::from(done));
        }
        self.uptime.set(uptime.as_secs_f64());
    }

    /// A figure that could not be read is left out rather than shown as it was.
    fn show_jobs(&self, read: &Read) {
        self.jobs.reset();
        self.job_age.reset();
        for job in read.jobs.iter().flatten() {
            let kind = job.kind.as_str();
            for (state, figure) in
                [("waiting", job.waiting), ("retrying", job.retrying), ("failed", job.failed)]
            {
                self.jobs.with_label_values(&[kind, state]).set(figure);
            }
            self.job_age.with_label_values(&[kind]).set(job.oldest.max(0.0));
        }
    }

    pub fn gather(&self) -> Vec<MetricFamily> {
        self.registry.gather()
    }
}

fn show_queue(counts: &IntGaugeVec, age: &Gauge, queue: Option<&Queue>) {
    counts.reset();
    age.set(queue.map_or(f64::NAN, |queue| queue.oldest.max(0.0)));
    if let Some(queue) = queue {
        counts.with_label_values(&["waiting"]).set(queue.waiting);
    }
}

fn known<T: Collector + Clone + 'static>(registry: &Registry, made: T) -> prometheus::Result<T> {
    registry.register(Box::new(made.clone()))?;
    Ok(made)
}
