//! `terang migrate`: brings a database to this version's schema with its owner's rights, before the servers start.
use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;
use url::Url;

use crate::{config::from_file, database};

// The file may be the one of the servers, which says more; what is misspelt here is missing.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[group(skip)]
pub struct Arguments {
    /// TOML file with these settings (names as the flags, with underscores)
    #[arg(long, env = "TERANG_CONFIG")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// postgres:// address for the database's owner, who may make roles; no server is ever told it
    #[arg(long, env = "DATABASE_OWNER_URL", hide_env_values = true)]
    pub database_owner_url: Option<String>,
    /// postgres:// address that the servers will use: its role gets its password
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// Migrates, and lets the serving role log in.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let file: Arguments = from_file(arguments.config.as_deref())?;
    let need = |given: &Option<String>, file: Option<String>, name: &str| {
        given.clone().or(file).ok_or_else(|| format!("the setting {name} is missing"))
    };
    let owner = need(&arguments.database_owner_url, file.database_owner_url, "DATABASE_OWNER_URL")?;
    let server = need(&arguments.database_url, file.database_url, "DATABASE_URL")?;
    let password = password(&server)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        database::migrate(&owner).await?;
        database::set_server_password(&owner, &password).await
    })?;
    println!("The database has the schema of this version.");
    Ok(())
}

fn password(url: &str) -> Result<String, String> {
    let url = Url::parse(url).map_err(|error| format!("DATABASE_URL is wrong: {error}"))?;
    match (url.username(), url.password()) {
        (database::SERVER_ROLE, Some(password)) => Ok(password.to_owned()),
        _ => Err(format!("DATABASE_URL must name the role {} and its password", database::SERVER_ROLE)),
    }
}

#[cfg(test)]
mod tests {
    use super::password;

    #[test]
    fn the_password_is_the_one_that_the_servers_will_use() {
        assert_eq!(password("postgres://terang_server:abc1@primary/terang").unwrap(), "abc1");
        for other in ["postgres://postgres:abc1@primary/terang", "postgres://terang_server@primary/terang"] {
            assert!(password(other).unwrap_err().contains("terang_server"), "{other}");
        }
    }
}
