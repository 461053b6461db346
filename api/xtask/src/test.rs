//! `cargo xtask test`: everything, in one order, up to the first failure.

use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::children::Children;
use crate::npm::{self, npm};
use crate::repository::Repository;
use crate::{Outcome, browser, clients, generate, programs, rankings, tools};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Format, lints, Rust tests, generated files
    Rust,
    /// The app's checks, unit tests and build, which holds the size of a first load; its ranking beside the server's
    App,
    /// Lints of the OpenAPI documents, and a Kotlin client generated from them
    Clients,
    /// A real browser against the real server
    Browser,
}

pub(crate) fn run(repository: &Repository, children: &Children, part: Option<Part>) -> Outcome {
    tools::check(repository)?;
    let wanted = |each: Part| part.is_none_or(|part| part == each);
    let mut steps = Steps { began: Instant::now() };
    steps.run("Install packages", || {
        npm::install(children, &repository.postgres_package())?;
        npm::install(children, &repository.frontend())
    })?;
    if wanted(Part::Rust) {
        let cargo = |words: &[&str]| children.run(repository.cargo().args(words));
        steps.run("Rust: format", || cargo(&["fmt", "--check"]))?;
        steps.run("Rust: lints", || {
            // With `otel` nothing is left out of the check; the tests then run what people build.
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--features",
                "server/otel",
                "--",
                "-D",
                "warnings",
            ])
        })?;
        steps.run("Rust: tests", || cargo(&["test", "--workspace"]))?;
        steps.run("Generated files", || generate::run(repository, children, true))?;
    }
    if wanted(Part::App) {
        for script in ["check", "test", "build"] {
            steps.run(&format!("App: {script}"), || {
                children.run(npm(&repository.frontend()).args(["run", script]))
            })?;
        }
        steps
            .run("App: the ranking as the server computes it", || rankings::compare(repository, children))?;
    }
    if wanted(Part::Clients) {
        steps.run("API: lints and a generated client", || clients::run(repository, children))?;
    }
    if wanted(Part::Browser) {
        steps.run("Browser: build the server", || programs::build(repository, children))?;
        steps.run("Browser: tests", || browser::run(repository, children))?;
    }
    println!("\nAll of it passed, in {}.", minutes(steps.began.elapsed()));
    Ok(())
}

struct Steps {
    began: Instant,
}

impl Steps {
    fn run(&mut self, name: &str, step: impl FnOnce() -> Outcome) -> Outcome {
        println!("\n=== {name}");
        let began = Instant::now();
        match step() {
            Ok(()) => {
                println!("=== {name}: passed, {}", minutes(began.elapsed()));
                Ok(())
            }
            Err(sentence) => Err(format!(
                "=== {name}: failed after {} (in all {}). {sentence}",
                minutes(began.elapsed()),
                minutes(self.began.elapsed())
            )),
        }
    }
}

fn minutes(time: Duration) -> String {
    format!("{} min {} s", time.as_secs() / 60, time.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_with_its_reason() {
        let mut steps = Steps { began: Instant::now() };
        assert_eq!(steps.run("First", || Ok(())), Ok(()));
        let failed = steps.run("Second", || Err("Do this.".to_owned())).unwrap_err();
        assert!(failed.contains("Second: failed") && failed.ends_with("Do this."), "{failed}");
    }

    #[test]
    fn times_are_told_in_minutes_and_seconds() {
        assert_eq!(minutes(Duration::from_secs(725)), "12 min 5 s");
    }
}
