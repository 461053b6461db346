//! Settings from flags, environment and a file, in this order; whatever is wrong is refused with a sentence.
use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use ipnet::IpNet;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{kernel::limit::Rates, notices};

/// Seconds.
const REPLICA_LIMIT: u32 = 30;

/// Flags and environment; each has its name in the file too.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Arguments {
    /// TOML file with these settings (names as the flags, with underscores)
    #[arg(long, env = "TERANG_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Address to listen on, for example 127.0.0.1:8080
    #[arg(long, env = "TERANG_LISTEN")]
    pub listen: Option<String>,
    /// Address of the metrics for the machine's owner, never for the public; `off` for none [default: 127.0.0.1:9464]
    #[arg(long, env = "TERANG_METRICS_LISTEN")]
    pub metrics_listen: Option<String>,
    /// Address of an OpenTelemetry collector (OTLP over HTTP), for example http://127.0.0.1:4318; needs a program
    /// built with the feature `otel`
    #[arg(long, env = "TERANG_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<String>,
    /// Where people reach the app, for example https://terang.example.id
    #[arg(long, env = "TERANG_PUBLIC_ADDRESS")]
    pub public_address: Option<String>,
    /// postgres:// address of the primary, for the restricted role terang_server
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// postgres:// address of a replica for public reads
    #[arg(long, env = "DATABASE_REPLICA_URL", hide_env_values = true)]
    pub database_replica_url: Option<String>,
    /// Seconds that the replica may be behind; while it is further behind, everything is read from the primary [default: 30]
    #[arg(long, env = "DATABASE_REPLICA_LIMIT")]
    pub database_replica_limit: Option<u32>,
    /// Folder of the key files
    #[arg(long, env = "TERANG_KEYS")]
    pub keys: Option<PathBuf>,
    /// file:///folder or s3://bucket (with the usual AWS_ variables)
    #[arg(long, env = "TERANG_DOCUMENTS")]
    pub documents: Option<String>,
    /// In the file only: the AWS_ variables, for secrets that shall not lie in the environment
    #[arg(skip)]
    pub documents_options: BTreeMap<String, String>,
    /// Mail server: host:port, or smtps://user:password@host (smtp://…?tls=required for STARTTLS)
    #[arg(long, env = "TERANG_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// Sender of mails
    #[arg(long, env = "TERANG_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Name before /ledger/{agency} in the record; never change it
    #[arg(long, env = "TERANG_LOG_ORIGIN")]
    pub log_origin: Option<String>,
    /// Folder of the built app
    #[arg(long, env = "TERANG_APP")]
    pub app: Option<PathBuf>,
    /// Requests a minute: visitor=1200,account=600,machine=600 (the default), or off
    #[arg(long, env = "TERANG_RATE_LIMIT")]
    pub rate_limit: Option<String>,
    /// Networks of proxies whose X-Forwarded-For is believed, for example 127.0.0.1/32,10.0.0.0/8
    #[arg(long, env = "TERANG_TRUSTED_PROXIES")]
    pub trusted_proxies: Option<String>,
    /// Mark everything as made up; only on a loopback address
    #[arg(long, env = "TERANG_DEMO")]
    pub demo: bool,
    /// Search by PostgreSQL alone, without the index in memory: less memory, and no counts beside the choices
    #[arg(long, env = "TERANG_PLAIN_SEARCH")]
    pub plain_search: bool,
    /// Serve only: mails and the record's order are the work of other processes (`terang work`)
    #[arg(long, env = "TERANG_WITHOUT_WORKER")]
    pub without_worker: bool,
    /// End when standard input ends: `terang start` holds its other end
    #[arg(long, hide = true)]
    #[serde(skip)]
    pub end_with_parent: bool,
}

/// Where the metrics are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsListen {
    Off,
    /// Nobody asked for it, so a second server on the same machine goes without.
    Default(SocketAddr),
    At(SocketAddr),
}

/// Where Prometheus expects a program that is not of its own.
const METRICS_PORT: u16 = 9464;

impl MetricsListen {
    fn read(setting: Option<&str>, listen: SocketAddr) -> Result<Self, String> {
        let at = match setting {
            Some("off") => return Ok(Self::Off),
            None => return Ok(Self::Default((Ipv4Addr::LOCALHOST, METRICS_PORT).into())),
            Some(text) => text
                .parse::<SocketAddr>()
                .map_err(|_| "the setting metrics_listen must be an address with a port, or off")?,
        };
        if at.port() == listen.port() && at.port() != 0 {
            return Err("metrics_listen must have another port than listen: the public reads that one".into());
        }
        Ok(Self::At(at))
    }
}

/// Settings that are complete and make sense.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    pub metrics: MetricsListen,
    pub otlp_endpoint: Option<String>,
    pub public_address: String,
    pub database_url: String,
    /// None when the primary answers everything.
    pub database_replica_url: Option<String>,
    pub database_replica_limit: Duration,
    pub keys: PathBuf,
    pub documents: String,
    pub documents_options: BTreeMap<String, String>,
    pub smtp: String,
    pub mail_from: String,
    pub log_origin: String,
    pub app: Option<PathBuf>,
    /// None when limits are off.
    pub rates: Option<Rates>,
    pub trusted_proxies: Vec<IpNet>,
    pub demo: bool,
    pub plain_search: bool,
    pub without_worker: bool,
    pub end_with_parent: bool,
}

/// What the settings file says; nothing when there is none.
pub fn from_file<T: Default + DeserializeOwned>(path: Option<&Path>) -> Result<T, String> {
    let Some(path) = path else { return Ok(T::default()) };
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("cannot read the settings file {}: {error}", path.display()))?;
    toml::from_str(&text)
        .map_err(|error| format!("the settings file {} is wrong: {}", path.display(), error.message()))
}

impl Config {
    /// Reads the file, lets flags and environment win, and checks the whole.
    pub fn read(arguments: &Arguments) -> Result<Self, String> {
        let file = from_file(arguments.config.as_deref())?;
        Self::check(arguments, &file)
    }

    fn check(given: &Arguments, file: &Arguments) -> Result<Self, String> {
        let pick = |given: &Option<String>, file: &Option<String>| given.clone().or_else(|| file.clone());
        let need = |value: Option<String>, name: &str| {
            value.ok_or_else(|| {
                format!("the setting {name} is missing: give the flag, the variable or a line in the file")
            })
        };
        let listen_text = pick(&given.listen, &file.listen).unwrap_or_else(|| "127.0.0.1:8080".into());
        let listen: SocketAddr = listen_text
            .parse()
            .map_err(|_| "the setting listen must be an address with a port, for example 127.0.0.1:8080")?;
        let demo = given.demo || file.demo;
        if demo && !listen.ip().is_loopback() {
            return Err(
                "demo accounts exist only on a loopback address: listen on 127.0.0.1 or leave demo out"
                    .into(),
            );
        }
        let database_url = need(pick(&given.database_url, &file.database_url), "DATABASE_URL")?;
        let replica_url = pick(&given.database_replica_url, &file.database_replica_url);
        for (name, url) in
            [("DATABASE_URL", Some(&database_url)), ("DATABASE_REPLICA_URL", replica_url.as_ref())]
        {
            if url.is_some_and(|url| !url.starts_with("postgres://") && !url.starts_with("postgresql://")) {
                return Err(format!("{name} must begin with postgres://"));
            }
        }
        let public_address = pick(&given.public_address, &file.public_address)
            .unwrap_or_else(|| format!("http://{listen}"))
            .trim_end_matches('/')
            .to_owned();
        if !public_address.starts_with("http://") && !public_address.starts_with("https://") {
            return Err("the setting public_address must begin with http:// or https://".into());
        }
        let rates = pick(&given.rate_limit, &file.rate_limit);
        let proxies = pick(&given.trusted_proxies, &file.trusted_proxies).unwrap_or_default();
        let smtp = need(pick(&given.smtp, &file.smtp), "TERANG_SMTP")?;
        notices::check_server(&smtp)?;
        let keys = given.keys.clone().or_else(|| file.keys.clone());
        let metrics = pick(&given.metrics_listen, &file.metrics_listen);
        Ok(Self {
            metrics: MetricsListen::read(metrics.as_deref(), listen)?,
            listen,
            otlp_endpoint: pick(&given.otlp_endpoint, &file.otlp_endpoint),
            public_address,
            database_replica_url: replica_url.filter(|url| *url != database_url),
            database_replica_limit: Duration::from_secs(u64::from(
                given.database_replica_limit.or(file.database_replica_limit).unwrap_or(REPLICA_LIMIT),
            )),
            database_url,
            keys: keys.ok_or("the setting TERANG_KEYS is missing: name the folder of the key files")?,
            documents: need(pick(&given.documents, &file.documents), "TERANG_DOCUMENTS")?,
            documents_options: file.documents_options.clone(),
            smtp,
            mail_from: pick(&given.mail_from, &file.mail_from)
                .unwrap_or_else(|| "Terang <terang@localhost.localdomain>".into()),
            log_origin: pick(&given.log_origin, &file.log_origin)
                .unwrap_or_else(|| "terang.localhost".into()),
            app: given.app.clone().or_else(|| file.app.clone()),
            rates: Rates::read(rates.as_deref().unwrap_or(Rates::DEFAULT))?,
            trusted_proxies: networks(&proxies)?,
            demo,
            plain_search: given.plain_search || file.plain_search,
            without_worker: given.without_worker || file.without_worker,
            end_with_parent: given.end_with_parent,
        })
    }
}

/// `127.0.0.1, 10.0.0.0/8`
fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let read = |part: &str| part.parse().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
    parts.map(read).collect::<Result<_, _>>().map_err(|_| {
        "the setting trusted_proxies must be networks with commas between, for example 127.0.0.1/32,10.0.0.0/8".into()
    })
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Config, MetricsListen};

    fn complete() -> Arguments {
        Arguments {
            database_url: Some("postgres://terang_server:x@localhost/terang".into()),
            keys: Some("keys".into()),
            documents: Some("file:///documents".into()),
            smtp: Some("127.0.0.1:2525".into()),
            ..Arguments::default()
        }
    }

    fn refusal(change: impl FnOnce(&mut Arguments)) -> String {
        let mut arguments = complete();
        change(&mut arguments);
        Config::read(&arguments).unwrap_err()
    }

    #[test]
    fn complete_settings_pass() {
        assert_eq!(Config::read(&complete()).unwrap().public_address, "http://127.0.0.1:8080");
        let proxies = Some("127.0.0.1, 10.0.0.0/8".into());
        let read = Config::read(&Arguments { trusted_proxies: proxies, ..complete() }).unwrap();
        assert_eq!(read.trusted_proxies.len(), 2);
        assert!(read.rates.is_some(), "limits are on when nothing is said");
    }

    #[test]
    fn wrong_settings_say_what_to_do() {
        assert!(refusal(|a| a.listen = Some("here".into())).contains("address with a port"));
        assert!(refusal(|a| a.database_url = None).contains("DATABASE_URL is missing"));
        assert!(refusal(|a| a.database_url = Some("mysql://x".into())).contains("postgres://"));
        assert!(refusal(|a| a.rate_limit = Some("many".into())).contains("rate_limit must be off"));
        assert!(refusal(|a| a.trusted_proxies = Some("proxy".into())).contains("must be networks"));
        assert!(
            refusal(|a| a.config = Some("/nowhere.toml".into())).contains("cannot read the settings file")
        );
    }

    #[test]
    fn metrics_stay_beside_the_public_address() {
        let read = |setting: Option<&str>| {
            let arguments = Arguments { metrics_listen: setting.map(str::to_owned), ..complete() };
            Config::read(&arguments).map(|config| config.metrics)
        };
        let loopback = "127.0.0.1:9464".parse().unwrap();
        assert_eq!(read(None), Ok(MetricsListen::Default(loopback)));
        assert_eq!(read(Some("off")), Ok(MetricsListen::Off));
        assert_eq!(read(Some("127.0.0.1:9464")), Ok(MetricsListen::At(loopback)));
        assert!(read(Some("127.0.0.1:8080")).unwrap_err().contains("another port"));
        assert!(read(Some("9464")).unwrap_err().contains("address with a port"));
    }

    #[test]
    fn a_replica_is_one_only_when_it_is_another_database() {
        let with = |url: &str| {
            let arguments = Arguments { database_replica_url: Some(url.into()), ..complete() };
            Config::read(&arguments).unwrap().database_replica_url
        };
        assert_eq!(with("postgres://replica/terang").unwrap(), "postgres://replica/terang");
        assert_eq!(with(&complete().database_url.unwrap()), None);
        assert!(
            refusal(|a| a.database_replica_url = Some("http://x".into())).contains("REPLICA_URL must begin")
        );
    }

    #[test]
    fn a_password_goes_to_the_mail_server_encrypted_or_not_at_all() {
        assert!(refusal(|a| a.smtp = Some("smtp://a:b@mail.example".into())).contains("tls=required"));
        assert!(refusal(|a| a.smtp = Some("https://mail.example".into())).contains("smtps://"));
        assert!(refusal(|a| a.smtp = Some("mail.example".into())).contains("host:port"));
        for good in
            ["smtps://a:b@mail.example", "smtp://a:b@mail.example:587?tls=required", "mail.example:25"]
        {
            assert_eq!(
                Config::read(&Arguments { smtp: Some(good.into()), ..complete() }).unwrap().smtp,
                good
            );
        }
    }

    #[test]
    fn the_demo_stays_on_loopback() {
        let refused = refusal(|a| {
            a.demo = true;
            a.listen = Some("0.0.0.0:80".into());
        });
        assert!(refused.contains("loopback"));
    }
}
