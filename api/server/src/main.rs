//! The `terang` program: a parent with its own PostgreSQL (`start`), and the parts of a deployment, each by its name.
use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use server::{
    backup, config, demo, generate,
    identity::administrators,
    kernel::{Clock, key::Keys},
    keys, load, migrate, probe, serve, start, worker,
};

#[derive(Parser)]
#[command(name = "terang", version, about = "Public recruitment, selection and training in the open")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Own a PostgreSQL in the data folder, migrate, load, and serve until Ctrl-C
    Start(start::Arguments),
    /// Serve with an existing, migrated database
    Serve(config::Arguments),
    /// Bring a database to this version's schema, with its owner's rights
    Migrate(migrate::Arguments),
    /// Make those key files that are missing
    Keys {
        /// Folder of the key files
        #[arg(long, env = "TERANG_KEYS")]
        keys: PathBuf,
        /// Code of an agency whose log needs its key; more than once for more
        #[arg(long)]
        log: Vec<String>,
    },
    /// Make one custodian's half of a log's next key, in a folder of its own or in that of the server
    LogKey(keys::LogKeyArguments),
    /// Exchange the key by which a NIK is found
    NikKey(keys::NikKeyArguments),
    /// Ask the server of this machine whether it works
    Probe(probe::Arguments),
    /// Do the background work only: as many processes as wanted beside those that serve
    Work(config::Arguments),
    /// Load reference data and the archive of formations into a migrated database
    Load(load::Arguments),
    /// Make the first two administrators of an agency
    Admin {
        #[command(flatten)]
        administrators: administrators::Arguments,
        #[command(flatten)]
        settings: config::Arguments,
    },
    /// Make the demo city in a migrated and loaded database
    Demo(config::Arguments),
    /// Copy database, documents and keys into a new folder, while the server runs
    Backup(backup::BackupArguments),
    /// Fill an empty place from a backup, and verify it
    Restore(backup::RestoreArguments),
    /// Make a key pair for backups: the private key into a new file, the public key (recipient) to standard output
    BackupKey { file: PathBuf },
    /// Write or check the generated files
    Gen {
        /// Only check, and fail when a file differs
        #[arg(long)]
        check: bool,
        /// Take the OpenAPI document as it is now for the released one, which later ones are compared with
        #[arg(long, conflicts_with = "check")]
        release: bool,
        /// The repository's root
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
}

fn admin(config: &config::Config, wanted: &administrators::Arguments) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let state = serve::state(config, Clock::system())?;
    runtime.block_on(administrators::make(&state, wanted))?;
    println!("Agency {} has its two administrators now.", wanted.agency);
    Ok(())
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Start(arguments) => start::run(&arguments),
        Command::Serve(arguments) => config::Config::read(&arguments).and_then(serve::run),
        Command::Migrate(arguments) => migrate::run(&arguments),
        Command::Keys { keys, log } => Keys::open(&keys)
            .and_then(|made| log.iter().try_for_each(|agency| made.logs.make(agency)))
            .map_err(|error| format!("cannot make the keys in {}: {error}", keys.display())),
        Command::LogKey(arguments) => keys::log_key(&arguments),
        Command::NikKey(arguments) => keys::nik_key(&arguments),
        Command::Probe(arguments) => probe::run(&arguments),
        Command::Work(arguments) => config::Config::read(&arguments).and_then(|config| worker::run(&config)),
        Command::Load(arguments) => load::run(&arguments),
        Command::Admin { administrators, settings } => {
            config::Config::read(&settings).and_then(|config| admin(&config, &administrators))
        }
        Command::Demo(arguments) => config::Config::read(&arguments).and_then(|config| demo::run(&config)),
        Command::Backup(arguments) => backup::backup(&arguments),
        Command::Restore(arguments) => backup::restore(&arguments),
        Command::BackupKey { file } => backup::make_identity(&file).map(|recipient| println!("{recipient}")),
        Command::Gen { check, release, root } => match release {
            true => generate::release(&root),
            false => generate::run(&root, check),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("terang: {message}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn every_command_can_be_given() {
        super::Arguments::command().debug_assert();
    }
}
