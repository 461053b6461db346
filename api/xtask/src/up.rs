//! `cargo xtask up`: from a clean clone to a running Terang with one command.

use std::env;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use clap::Args;

use crate::children::Children;
use crate::repository::Repository;
use crate::{Outcome, frontend, npm, tools};

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Where the browser finds it: http://127.0.0.1:PORT
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of database, documents and keys; `.terang` in the repository when absent
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// Throw the data folder away first
    #[arg(long)]
    fresh: bool,
    /// Reference data only, without the demo city
    #[arg(long)]
    empty: bool,
}

pub(crate) fn run(repository: &Repository, children: &Children, arguments: &Arguments) -> Outcome {
    tools::check(repository)?;
    tools::port(arguments.port)?;
    if !repository.server().exists() {
        let minutes = first_build_minutes(thread::available_parallelism().map_or(1, usize::from));
        println!(
            "First build: about {minutes} minutes on this machine, because some 700 libraries are compiled \
             once. Later starts take seconds."
        );
    }
    npm::install(children, &repository.postgres_package())?;
    npm::install(children, &repository.frontend())?;
    frontend::build(repository, children)?;
    children.run(&mut build_server(repository))?;
    if children.is_stopping() {
        return Err("Stopped.".to_owned());
    }
    // In our place: Ctrl-C reaches the server itself, which stops what it started.
    let error = server(repository, arguments).exec();
    Err(format!("{} cannot start: {error}.", repository.server().display()))
}

/// `cargo build` of the server's program.
pub(crate) fn build_server(repository: &Repository) -> Command {
    let mut command = repository.cargo();
    command.args([
        "build",
        "--package",
        "server",
        "--bin",
        "terang",
        "--package",
        "inspect",
        "--bin",
        "terang-inspect",
    ]);
    command
}

fn server(repository: &Repository, arguments: &Arguments) -> Command {
    let mut command = Command::new(repository.server());
    command.current_dir(repository.root()).arg("start").args(["--port", &arguments.port.to_string()]);
    // A folder that was named is meant from where the command was given.
    let named = arguments.data_dir.as_ref().map(|folder| env::current_dir().unwrap_or_default().join(folder));
    command.arg("--data-dir").arg(named.unwrap_or_else(|| repository.root().join(".terang")));
    command.arg("--app").arg(repository.app());
    if arguments.fresh {
        command.arg("--fresh");
    }
    if arguments.empty {
        command.arg("--empty");
    }
    command
}

/// A rough figure, not a promise: some 13 processor minutes, of which about two cannot be shared.
fn first_build_minutes(processors: usize) -> usize {
    2 + 11_usize.div_ceil(processors.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_told_all_that_was_asked() {
        let repository = Repository::find().unwrap();
        let arguments =
            Arguments { port: 9000, data_dir: Some("/data/here".into()), fresh: true, empty: true };
        let command = server(&repository, &arguments);
        let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
        let app = repository.app().display().to_string();
        let expected =
            ["start", "--port", "9000", "--data-dir", "/data/here", "--app", &app, "--fresh", "--empty"];
        assert_eq!(words, expected);
    }

    #[test]
    fn the_data_lies_in_the_repository_unless_told_otherwise() {
        let repository = Repository::find().unwrap();
        let arguments = Arguments { port: 8080, data_dir: None, fresh: false, empty: false };
        let folder = repository.root().join(".terang");
        assert!(server(&repository, &arguments).get_args().any(|word| word == folder.as_os_str()));
    }

    /// The commands of an image file, each on one line.
    fn commands(image: &str) -> Vec<String> {
        let text = image.replace("\\\n", " ");
        text.lines().filter_map(|line| line.strip_prefix("RUN ")).map(str::to_owned).collect()
    }

    #[test]
    fn the_image_is_built_by_the_same_commands() {
        let repository = Repository::find().unwrap();
        let image = std::fs::read_to_string(repository.root().join("docker/terang/Dockerfile")).unwrap();
        let commands = commands(&image);
        let build = build_server(&repository);
        let words = build.get_args().map(|word| word.to_string_lossy().into_owned());
        let build: Vec<_> = ["cargo".to_owned()].into_iter().chain(words).collect();
        // Optimised, and with the libraries of the lock file and no other.
        for wanted in [
            format!("{} --release --locked", build.join(" ")),
            format!("npm {}", npm::INSTALL.join(" ")),
            format!("npm {}", frontend::BUILD.join(" ")),
        ] {
            assert!(commands.contains(&wanted), "no stage runs `{wanted}`: {commands:?}");
        }
    }

    #[test]
    fn the_estimate_falls_with_the_processors() {
        assert_eq!((first_build_minutes(1), first_build_minutes(2), first_build_minutes(8)), (13, 8, 4));
    }
}
