//! `terang-nation`: ranks a made-up nation, with PostgreSQL beside it.
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use nation::{Outcome, Size, compare, ranked, text};

/// The one of `terang-check`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(Parser)]
#[command(name = "terang-nation", about = "Ranks a made-up nation")]
struct Arguments {
    #[arg(long, global = true, default_value_t = 3_000_000)]
    participants: u64,
    #[arg(long, global = true, default_value_t = 100_000)]
    vacancies: u64,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Rank once and tell what it took, as JSON
    Rank {
        /// Where outcomes are written, when the time is taken
        #[arg(long)]
        outcomes: Option<PathBuf>,
    },
    /// Rank several times beside PostgreSQL, and compare every row
    Compare {
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("terang-nation: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<String> {
    let size = Size { participants: arguments.participants, vacancies: arguments.vacancies };
    match &arguments.command {
        Command::Rank { outcomes } => {
            let ranked = ranked::rank(size, outcomes.as_deref())?;
            serde_json::to_string(&ranked).map_err(text)
        }
        Command::Compare { rounds } => {
            let program = std::env::current_exe().map_err(text)?;
            Ok(format!("{:#?}", compare(&program, size, *rounds)?))
        }
    }
}
