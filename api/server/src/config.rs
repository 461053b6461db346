//! Settings from flags, environment and a file, in this order; whatever is wrong is refused with a sentence.
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use ipnet::IpNet;
use serde::Deserialize;

use crate::kernel::limit::Rates;

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
    /// Folder of the key files
    #[arg(long, env = "TERANG_KEYS")]
    pub keys: Option<PathBuf>,
    /// file:///folder or s3://bucket (with the usual AWS_ variables)
    #[arg(long, env = "TERANG_DOCUMENTS")]
    pub documents: Option<String>,
    /// host:port of the mail server
    #[arg(long, env = "TERANG_SMTP")]
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
    pub database_replica_url: String,
    pub keys: PathBuf,
    pub documents: String,
    pub smtp: String,
    pub mail_from: String,
    pub log_origin: String,
    pub app: Option<PathBuf>,
    /// None when limits are off.
    pub rates: Option<Rates>,
    pub trusted_proxies: Vec<IpNet>,
    pub demo: bool,
    pub plain_search: bool,
    pub end_with_parent: bool,
}

impl Config {
    /// Reads the file, lets flags and environment win, and checks the whole.
    pub fn read(arguments: &Arguments) -> Result<Self, String> {
        let file = match &arguments.config {
            None => Arguments::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|error| format!("cannot read the settings file {}: {error}", path.display()))?;
                toml::from_str(&text).map_err(|error| {
                    format!("the settings file {} is wrong: {}", path.display(), error.message())
                })?
            }
        };
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
        for url in [Some(&database_url), given.database_replica_url.as_ref()].into_iter().flatten() {
            if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
                return Err("DATABASE_URL must begin with postgres://".into());
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
        let keys = given.keys.clone().or_else(|| file.keys.clone());
        let metrics = pick(&given.metrics_listen, &file.metrics_listen);
        Ok(Self {
            metrics: MetricsListen::read(metrics.as_deref(), listen)?,
            listen,
            otlp_endpoint: pick(&given.otlp_endpoint, &file.otlp_endpoint),
            public_address,
            database_replica_url: pick(&given.database_replica_url, &file.database_replica_url)
                .unwrap_or_else(|| database_url.clone()),
            database_url,
            keys: keys.ok_or("the setting TERANG_KEYS is missing: name the folder of the key files")?,
            documents: need(pick(&given.documents, &file.documents), "TERANG_DOCUMENTS")?,
            smtp: need(pick(&given.smtp, &file.smtp), "TERANG_SMTP")?,
            mail_from: pick(&given.mail_from, &file.mail_from)
                .unwrap_or_else(|| "Terang <terang@localhost.localdomain>".into()),
            log_origin: pick(&given.log_origin, &file.log_origin)
                .unwrap_or_else(|| "terang.localhost".into()),
            app: given.app.clone().or_else(|| file.app.clone()),
            rates: Rates::read(rates.as_deref().unwrap_or(Rates::DEFAULT))?,
            trusted_proxies: networks(&proxies)?,
            demo,
            plain_search: given.plain_search || file.plain_search,
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
    fn the_demo_stays_on_loopback() {
        let refused = refusal(|a| {
            a.demo = true;
            a.listen = Some("0.0.0.0:80".into());
        });
        assert!(refused.contains("loopback"));
    }
}
