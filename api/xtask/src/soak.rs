//! `cargo xtask soak`: the server is killed many times under load; nothing may be lost or doubled.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;

use crate::children::Children;
use crate::repository::Repository;
use crate::{Outcome, npm};

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// How often the server is killed
    #[arg(long, default_value_t = 200)]
    kills: u32,
    /// Repeats the moments of an earlier run; another one each time when absent
    #[arg(long)]
    seed: Option<u64>,
}

pub(crate) fn run(repository: &Repository, children: &Children, arguments: &Arguments) -> Outcome {
    npm::install(children, &repository.postgres_package())?;
    let seed = arguments.seed.unwrap_or_else(by_the_time);
    println!("\n{} kills, seed {seed}: about {} min\n", arguments.kills, 2 + arguments.kills / 50);
    children.run(&mut test(repository, arguments.kills, seed))?;
    println!("\nNothing was lost and nothing doubled in {} kills (seed {seed}).", arguments.kills);
    Ok(())
}

/// The test that `cargo xtask test` runs with fewer kills.
fn test(repository: &Repository, kills: u32, seed: u64) -> Command {
    let mut command = repository.cargo();
    // The whole workspace, as `cargo xtask test` has built it: one package alone would be built anew.
    command.args(["test", "--workspace", "--test", "server", "--", "kills::", "--nocapture"]);
    command.env("TERANG_KILLS", kills.to_string()).env("TERANG_SEED", seed.to_string());
    command
}

fn by_the_time() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_secs().wrapping_mul(1000) + u64::from(now.subsec_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_seed_reach_the_test() {
        let command = test(&Repository::find().unwrap(), 7, 42);
        let told: Vec<_> =
            command.get_envs().filter_map(|(name, value)| Some((name.to_str()?, value?.to_str()?))).collect();
        assert_eq!(told, [("TERANG_KILLS", "7"), ("TERANG_SEED", "42")]);
    }
}
