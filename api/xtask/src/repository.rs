//! Where things lie in this repository.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

pub(crate) struct Repository {
    root: PathBuf,
    programs: PathBuf,
}

impl Repository {
    pub(crate) fn find() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map(Path::to_owned);
        let root = root.ok_or("The repository was moved: run `cargo xtask` again from its folder.")?;
        // Whatever target folder is set, this program and the server's are built into the same one.
        let own = env::current_exe().map_err(|error| format!("Cannot find the build folder: {error}."))?;
        let programs = own.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { root, programs })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// `cargo` here, as if it was started by hand: a library whose build depends on the package's variables, which
    /// `cargo run` hands on, would be compiled again at each change between the two, with all that stands on it.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new("cargo");
        command.current_dir(&self.root);
        for (name, _) in env::vars_os() {
            let of_the_package = ["CARGO_PKG_", "CARGO_MANIFEST_"]
                .iter()
                .any(|start| name.to_string_lossy().starts_with(start));
            if of_the_package {
                command.env_remove(name);
            }
        }
        command
    }

    pub(crate) fn frontend(&self) -> PathBuf {
        self.root.join("frontend")
    }

    pub(crate) fn app(&self) -> PathBuf {
        self.root.join("frontend/dist")
    }

    /// What lints the OpenAPI documents and compiles a client of them.
    pub(crate) fn clients_package(&self) -> PathBuf {
        self.root.join("api/xtask/clients")
    }

    pub(crate) fn postgres_package(&self) -> PathBuf {
        self.root.join("api/postgres/npm")
    }

    pub(crate) fn chromium_package(&self) -> PathBuf {
        self.root.join("api/xtask/chromium")
    }

    pub(crate) fn lighthouse_package(&self) -> PathBuf {
        self.root.join("api/xtask/lighthouse")
    }

    /// Programs that were built for release, beside those that were not.
    pub(crate) fn released(&self) -> PathBuf {
        self.programs.with_file_name("release")
    }

    /// The server's program, once it is built.
    pub(crate) fn server(&self) -> PathBuf {
        self.programs.join("terang")
    }

    /// The program that makes random rounds, once it is built.
    pub(crate) fn cases(&self) -> PathBuf {
        self.programs.join("examples/cases")
    }

    /// For what a run leaves to be read or used again.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.programs.join("xtask-files")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_does_not_know_that_another_cargo_started_us() {
        assert!(env::var_os("CARGO_PKG_NAME").is_some(), "`cargo test` sets it");
        let command = Repository::find().unwrap().cargo();
        let removed: Vec<_> =
            command.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        assert!(removed.iter().any(|name| *name == "CARGO_PKG_NAME"), "{removed:?}");
        assert!(removed.iter().all(|name| *name != "CARGO_HOME"), "{removed:?}");
    }
}
