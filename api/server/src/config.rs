//! Settings from flags, environment and a file, in this order; whatever is wrong is refused with a sentence.
use std::{net::SocketAddr, path::PathBuf};

use clap::Args;
use serde::Deserialize;

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

/// Settings that are complete and make sense.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    pub public_address: String,
    pub database_url: String,
    pub database_replica_url: String,
    pub keys: PathBuf,
    pub documents: String,
    pub smtp: String,
    pub mail_from: String,
    pub log_origin: String,
    pub app: Option<PathBuf>,
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
        let keys = given.keys.clone().or_else(|| file.keys.clone());
        Ok(Self {
            listen,
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
            demo,
            plain_search: given.plain_search || file.plain_search,
            end_with_parent: given.end_with_parent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Config};

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
    }

    #[test]
    fn wrong_settings_say_what_to_do() {
        assert!(refusal(|a| a.listen = Some("here".into())).contains("address with a port"));
        assert!(refusal(|a| a.database_url = None).contains("DATABASE_URL is missing"));
        assert!(refusal(|a| a.database_url = Some("mysql://x".into())).contains("postgres://"));
        assert!(
            refusal(|a| a.config = Some("/nowhere.toml".into())).contains("cannot read the settings file")
        );
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
