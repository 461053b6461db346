//! `cargo xtask up|test|bench|soak|gen`: the newcomer's and the developer's commands.

mod bench;
mod browser;
mod children;
mod chromium;
mod clients;
mod frontend;
mod generate;
mod npm;
mod programs;
mod rankings;
mod repository;
mod soak;
mod test;
mod tools;
mod up;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use children::Children;
use repository::Repository;

/// What went wrong, as one plain sentence that says what to do.
type Outcome<T = ()> = Result<T, String>;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Run and check Terang")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve it with a demo city, on this machine only
    Up(up::Arguments),
    /// Install what the tests need and run them
    Test {
        /// Only this part
        part: Option<test::Part>,
    },
    /// Measure a release build, with pgbench and Lighthouse beside it
    Bench(bench::Arguments),
    /// Kill the server many times under load and see that nothing is lost or doubled
    Soak(soak::Arguments),
    /// Write the generated files: database schema, OpenAPI document, the app's client
    Gen {
        /// Only check, and fail when a file differs
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let done = Repository::find().and_then(|repository| {
        let children = Children::watch()?;
        match Arguments::parse().command {
            Command::Up(arguments) => up::run(&repository, &children, &arguments),
            Command::Test { part } => test::run(&repository, &children, part),
            Command::Bench(arguments) => bench::run(&repository, &children, &arguments),
            Command::Soak(arguments) => soak::run(&repository, &children, &arguments),
            Command::Gen { check } => generate::prepare_and_run(&repository, &children, check),
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}
