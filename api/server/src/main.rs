//! The `terang` program: `start` (parent with its own PostgreSQL), `serve`, `load`, `demo`, `gen`.
use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use server::{config, generate, load, start};

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
    /// Load reference data and the archive of formations into a migrated database
    Load(load::Arguments),
    /// Write or check the generated files
    Gen {
        /// Only check, and fail when a file differs
        #[arg(long)]
        check: bool,
        /// The repository's root
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Start(arguments) => start::run(&arguments),
        Command::Serve(arguments) => config::Config::read(&arguments).and_then(server::serve::run),
        Command::Load(arguments) => load::run(&arguments),
        Command::Gen { check, root } => generate::run(&root, check),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("terang: {message}");
            ExitCode::FAILURE
        }
    }
}
