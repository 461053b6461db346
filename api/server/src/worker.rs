//! Background work, in the serving process or in one of its own (`terang work`): the job queue and the record's
//! sequencer.
use std::time::Duration;

use graphile_worker::{
    Cron, Worker, WorkerOptions, WorkerRecoveryConfig,
    local_queue::{LocalQueueConfig, RefetchDelayConfig},
};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinHandle,
};

use crate::{
    announcements, applications,
    config::Config,
    kernel::{Clock, State},
    logs, notices, record, rounds, serve,
};

/// Jobs that run at the same time.
const CONCURRENCY: usize = 4;
/// Jobs fetched at once; without it a backlog drains at `CONCURRENCY` jobs for each poll.
const FETCHED: usize = 100;
/// How often the queue is asked when nobody rings; a job that is added rings at once.
const POLL: Duration = Duration::from_secs(2);
/// When saved searches are mailed, in UTC: 06.00 WIB, before people go to work.
const MAIL_HOUR: u32 = 23;
/// How often the sequencer looks at every log, also for leaves that nobody waits for; and whenever it takes its turn.
const LOOK_AT_ALL: chrono::Duration = chrono::Duration::days(1);

/// The running workers.
pub struct Workers {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Waits for a part that ends by itself, which none should.
    async fn broken(&mut self) {
        let _which = futures::future::select_all(&mut self.tasks).await;
    }

    /// Lets running jobs finish, then ends.
    pub async fn stop(self) {
        let _nobody_listens = self.stop.send(true);
        for task in self.tasks {
            let _ended = tokio::time::timeout(Duration::from_secs(10), task).await;
        }
    }
}

/// Every kind of job of every room.
fn jobs(options: WorkerOptions) -> WorkerOptions {
    options
        .define_job::<notices::SendMail>()
        .define_job::<notices::TellAccountNews>()
        .define_job::<announcements::TellParticipants>()
        .define_job::<rounds::MailSavedSearches>()
        .define_job::<applications::SealRegistrations>()
        .define_job::<applications::ExchangeNikKey>()
}

async fn queue(state: State, database_url: &str, fetched: Option<usize>) -> Result<Worker, String> {
    let options = WorkerOptions::default()
        .database_url(database_url)
        .max_pg_conn(4)
        .concurrency(CONCURRENCY)
        .poll_interval(POLL)
        .add_extension(state);
    let options = match fetched {
        Some(size) => options.local_queue(unhurried(size)).worker_recovery(recovery()),
        None => options,
    };
    let daily =
        Cron::daily_at::<rounds::MailSavedSearches>(MAIL_HOUR, 0).map_err(|error| error.to_string())?;
    jobs(options)
        .with_cron(daily)
        .with_cron(Cron::every_minute::<applications::SealRegistrations>())
        .with_cron(Cron::every_minute::<applications::ExchangeNikKey>())
        .init()
        .await
        .map_err(|error| format!("cannot start the job queue: {error}"))
}

/// Without a delay after an empty fetch the local queue wakes itself and asks again at once, without end. One added
/// job is enough to cut the delay short.
fn unhurried(size: usize) -> LocalQueueConfig {
    let delay = RefetchDelayConfig::default().with_duration(POLL).with_max_abort_threshold(1);
    LocalQueueConfig::default().with_size(size).with_refetch_delay(delay)
}

/// A killed process leaves the jobs that it had fetched locked for four hours, unless another one sees that it is gone
/// and frees them. A job that ran in truth may run twice by this, as every job may.
fn recovery() -> WorkerRecoveryConfig {
    WorkerRecoveryConfig::default()
        .heartbeat_interval(Duration::from_secs(5))
        .sweep_interval(Duration::from_secs(5))
        .sweep_threshold(Duration::from_secs(15))
        .recovery_delay(Duration::from_secs(1))
}

/// Runs all jobs that wait and returns when none is left.
pub async fn drain(state: State, database_url: &str) -> Result<(), String> {
    queue(state, database_url, None).await?.run_once().await.map_err(|error| error.to_string())
}

/// Works until SIGINT or SIGTERM, without serving.
pub fn run(config: &Config) -> Result<(), String> {
    let _told_until_the_end = logs::start(config.otlp_endpoint.as_deref())?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let state = serve::state(config, Clock::system())?;
        let mut workers = start(state, &config.database_url).await?;
        let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
        let parent = config.end_with_parent.then(serve::parent_gone);
        let parent_gone = async {
            match parent {
                Some(gone) => {
                    let _told = gone.await;
                }
                None => std::future::pending().await,
            }
        };
        tracing::info!("working");
        let done = tokio::select! {
            biased;
            _ = tokio::signal::ctrl_c() => Ok(()),
            _ = terminate.recv() => Ok(()),
            () = parent_gone => Ok(()),
            // Whoever started this process starts it again.
            () = workers.broken() => return Err("a part of the background work ended by itself".into()),
        };
        workers.stop().await;
        done
    })
}

/// Starts queue and sequencer.
pub async fn start(state: State, database_url: &str) -> Result<Workers, String> {
    let (stop, stopped) = watch::channel(false);
    let turn = record::Turn::new(database_url);
    let sequencer = tokio::spawn(sequence(state.clone(), turn, stopped.clone()));
    let worker = queue(state, database_url, Some(FETCHED)).await?;
    let queue = tokio::spawn(async move {
        let mut stopped = stopped;
        tokio::select! {
            ended = worker.run() => if let Err(error) = ended {
                tracing::error!(%error, "the job queue ended");
            },
            _ = stopped.changed() => worker.request_shutdown(),
        }
    });
    Ok(Workers { stop, tasks: vec![sequencer, queue] })
}

async fn sequence(state: State, mut turn: record::Turn, mut stopped: watch::Receiver<bool>) {
    let (mut known, mut looked) = (None, state.clock().now());
    loop {
        let (mine, now) = (turn.mine().await, state.clock().now());
        if let Some(fence) = mine {
            let all = known != mine || now - looked >= LOOK_AT_ALL;
            if all {
                looked = now;
            }
            if let Err(problem) = record::sequence_as(&state, fence, all).await {
                tracing::error!(%problem, "leaves could not be placed");
            }
        }
        known = mine;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stopped.changed() => return,
        }
    }
}
