//! `cargo xtask bench`: a release build is measured, with pgbench and Lighthouse beside it where they are there.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::children::Children;
use crate::repository::Repository;
use crate::{Outcome, chromium, frontend, npm, tools};

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Throw away the city of the last run, and make it anew
    #[arg(long)]
    fresh: bool,
    /// Fail when a goal is missed
    #[arg(long)]
    strict: bool,
    /// Leave out Lighthouse
    #[arg(long)]
    no_pages: bool,
    /// Rounds; the table shows their medians
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 5)]
    seconds: u32,
}

pub(crate) fn run(repository: &Repository, children: &Children, arguments: &Arguments) -> Outcome {
    tools::check(repository)?;
    npm::install(children, &repository.postgres_package())?;
    npm::install(children, &repository.frontend())?;
    frontend::build(repository, children)?;
    let pages = if arguments.no_pages { None } else { Some(browser(repository, children)?) };
    println!("\nBuilding for release: about ten minutes on two processors, the first time.");
    children.run(&mut build(repository))?;
    children.run(&mut measure(repository, arguments, pages.as_deref()))
}

fn browser(repository: &Repository, children: &Children) -> Outcome<PathBuf> {
    npm::install(children, &repository.lighthouse_package())?;
    chromium::find(repository, children)
}

fn build(repository: &Repository) -> Command {
    let mut command = repository.cargo();
    command.args(["build", "--release"]);
    for package in ["server", "inspect", "bench", "nation"] {
        command.args(["--package", package]);
    }
    command
}

fn measure(repository: &Repository, arguments: &Arguments, browser: Option<&Path>) -> Command {
    let mut command = Command::new(repository.released().join("terang-bench"));
    command.current_dir(repository.root());
    command.arg("--data-dir").arg(repository.scratch().join("bench")).arg("--app").arg(repository.app());
    command.args(["--rounds", &arguments.rounds.to_string(), "--seconds", &arguments.seconds.to_string()]);
    command.arg("--write").arg(repository.scratch().join("figures.md"));
    if let Some(browser) = browser {
        let program = repository.lighthouse_package().join("node_modules/lighthouse/cli/index.js");
        command.arg("--lighthouse").arg(program).arg("--browser").arg(browser);
    }
    if arguments.fresh {
        command.arg("--fresh");
    }
    if arguments.strict {
        command.arg("--strict");
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(arguments: &Arguments, browser: Option<&Path>) -> Vec<String> {
        let command = measure(&Repository::find().unwrap(), arguments, browser);
        command.get_args().map(|word| word.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn what_was_asked_reaches_the_program() {
        let asked = Arguments { fresh: true, strict: true, no_pages: false, rounds: 1, seconds: 2 };
        let told = words(&asked, Some(Path::new("/usr/bin/chromium")));
        assert!(told.windows(4).any(|four| four == ["--rounds", "1", "--seconds", "2"]), "{told:?}");
        assert!(told.windows(2).any(|two| two == ["--browser", "/usr/bin/chromium"]), "{told:?}");
        assert!(told.ends_with(&["--fresh".into(), "--strict".into()]), "{told:?}");
    }

    #[test]
    fn without_a_browser_the_pages_are_left_out() {
        let asked = Arguments { fresh: false, strict: false, no_pages: true, rounds: 3, seconds: 5 };
        let told = words(&asked, None);
        assert!(!told.iter().any(|word| word == "--lighthouse" || word == "--fresh"), "{told:?}");
    }
}
