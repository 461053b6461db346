//! Where things lie in this repository.

use std::env;
use std::path::{Path, PathBuf};

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
