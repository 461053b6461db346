//! The serving process: pools, workers, HTTP server, graceful stop.
use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use actix_web::{
    App, HttpServer,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Compress, from_fn},
    web,
};
use object_store::{ObjectStore, aws::AmazonS3ConfigKey};

use crate::{
    api,
    config::Config,
    documentation,
    http::{layer, limit::Identify},
    identity::guard,
    kernel::{
        Clock, State,
        key::Keys,
        meter::Meter,
        replica::Replica,
        state::{Databases, Settings, pool},
    },
    logs, metrics, rounds,
    site::Site,
    witnessing, worker,
};

/// JSON bodies and query strings; documents have a limit of their own.
const BODY_LIMIT: usize = 256 * 1024;
/// Connections of each pool: four a core, no more (more only makes the slowest requests slower).
const POOL_SIZE: usize = 8;
const DOCUMENT_LIMIT: usize = 5 * 1024 * 1024;
/// A resting connection stays longer than the proxy (Caddy: two minutes) or a client keeps it: a server
/// that hangs up first may do so just when a request arrives, and a POST is not sent a second time.
const KEEP_ALIVE: Duration = Duration::from_secs(150);

/// Serves until SIGINT or SIGTERM.
pub fn run(config: Config) -> Result<(), String> {
    let _told_until_the_end = logs::start(config.otlp_endpoint.as_deref())?;
    actix_web::rt::System::new().block_on(serve(config))
}

async fn serve(config: Config) -> Result<(), String> {
    let state = state(&config, Clock::system())?;
    actix_web::rt::spawn(state.changes().clone().listen(config.database_url.clone()));
    if !config.plain_search {
        actix_web::rt::spawn(rounds::keep_search_index(state.clone()));
    }
    let workers = match config.without_worker {
        true => None,
        false => Some(worker::start(state.clone(), &config.database_url).await?),
    };
    let site = config.app.as_ref().map(|folder| Site::open(folder)).transpose()?;
    let shared = state.clone();
    let server = HttpServer::new(move || app(shared.clone(), site.clone()).wrap(Compress::default()))
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(Duration::from_secs(15))
        .shutdown_timeout(20)
        .bind(config.listen)
        .map_err(|error| format!("cannot listen on {}: {error}. Choose another port.", config.listen))?
        .run();
    let meters = metrics::start(&config, &state)?;
    if config.end_with_parent {
        let handle = server.handle();
        actix_web::rt::spawn(async move {
            let _told = parent_gone().await;
            handle.stop(true).await;
        });
    }
    tracing::info!(listen = %config.listen, demo = config.demo, "serving");
    let done = server.await.map_err(|error| error.to_string());
    if let Some(meters) = meters {
        meters.stop(false).await;
    }
    if let Some(workers) = workers {
        workers.stop().await;
    }
    done
}

/// Tells when standard input ends, and with it whoever holds its other end.
pub fn parent_gone() -> tokio::sync::oneshot::Receiver<()> {
    let (gone, parent_gone) = tokio::sync::oneshot::channel();
    // A plain thread: one of the runtime's would keep the process alive while it reads, also after a stop.
    std::thread::spawn(move || {
        let _copied = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        gone.send(())
    });
    parent_gone
}

/// SHA-256 of the checker in one file; an app that was built without it gives out none.
fn checker(app: &Path) -> Option<String> {
    std::fs::read(app.join("periksa.html")).ok().map(|file| bundle::hashes::of(&file))
}

/// What handlers and workers share.
pub fn state(config: &Config, clock: Clock) -> Result<State, String> {
    let keys = Keys::open(&config.keys)
        .map_err(|error| format!("cannot open the keys in {}: {error}", config.keys.display()))?;
    let settings = Settings {
        public_address: config.public_address.clone(),
        smtp: config.smtp.clone(),
        mail_from: config.mail_from.clone(),
        log_origin: config.log_origin.clone(),
        demo: config.demo,
        rates: config.rates,
        trusted_proxies: config.trusted_proxies.clone(),
        document_limit: DOCUMENT_LIMIT,
        inspect_program: inspect_program(),
        plain_search: config.plain_search,
        checker: config.app.as_deref().and_then(checker),
    };
    let replica = config.database_replica_url.as_ref();
    let replica = replica.map(|url| Replica::new(url, POOL_SIZE, config.database_replica_limit));
    Ok(State::new(
        clock,
        keys,
        Databases {
            write: pool(&config.database_url, POOL_SIZE)?,
            read: pool(&config.database_url, POOL_SIZE)?,
            replica: replica.transpose()?,
        },
        documents(&config.documents, &config.documents_options)?,
        settings,
        Meter::new()?,
    ))
}

/// `terang-inspect` lies beside this program; for a test, whose program lies one folder deeper, above it.
fn inspect_program() -> std::path::PathBuf {
    let here = std::env::current_exe().unwrap_or_default();
    let mut beside = here.ancestors().skip(1).take(2).map(|folder| folder.join("terang-inspect"));
    let first = beside.next().unwrap_or_default();
    if first.exists() { first } else { beside.find(|path| path.exists()).unwrap_or(first) }
}

/// The store at `file:///folder` or `s3://bucket`.
pub fn documents(address: &str, options: &BTreeMap<String, String>) -> Result<Arc<dyn ObjectStore>, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("the setting TERANG_DOCUMENTS is wrong: {error}");
    let address = url::Url::parse(address).map_err(|error| wrong(&error))?;
    if address.scheme() == "file" {
        std::fs::create_dir_all(address.path()).map_err(|error| wrong(&error))?;
        let store = object_store::local::LocalFileSystem::new_with_prefix(address.path());
        return Ok(Arc::new(store.map_err(|error| wrong(&error))?));
    }
    for name in options.keys() {
        name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>().map_err(|error| wrong(&error))?;
    }
    // Only these: the library takes plain names too, and a variable TOKEN or REGION may be meant for something else.
    let variables = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
    let all = variables.chain(options.clone()).map(|(name, value)| (name.to_ascii_lowercase(), value));
    let (store, prefix) = object_store::parse_url_opts(&address, all).map_err(|error| wrong(&error))?;
    Ok(Arc::new(object_store::prefix::PrefixStore::new(store, prefix)))
}

/// The whole service, as the server and the tests run it.
pub fn app(
    state: State,
    site: Option<Site>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(web::Data::new(state))
        .app_data(web::PayloadConfig::new(BODY_LIMIT))
        .app_data(Identify(guard::counted))
        .wrap(from_fn(layer::around))
        .configure(documentation::configure)
        .configure(api::configure)
        .configure(witnessing::configure)
        .configure(move |config| match site {
            Some(site) => site.configure(config),
            None => {
                config.default_service(web::to(layer::not_found));
            }
        })
}
