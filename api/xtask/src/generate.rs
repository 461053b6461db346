//! Generated files that are checked in: the server writes schema and OpenAPI document, npm the app's client.

use std::fs;
use std::process::Command;

use crate::Outcome;
use crate::children::Children;
use crate::npm::{self, npm};
use crate::repository::Repository;
use crate::{programs, tools};

/// The app's typed client, below `frontend/`.
const CLIENT: &str = "src/api/schema.gen.ts";

pub(crate) fn prepare_and_run(repository: &Repository, children: &Children, check: bool) -> Outcome {
    tools::check(repository)?;
    npm::install(children, &repository.postgres_package())?;
    npm::install(children, &repository.frontend())?;
    run(repository, children, check)
}

/// Writes the generated files, or with `check` fails when one differs from what is checked in.
pub(crate) fn run(repository: &Repository, children: &Children, check: bool) -> Outcome {
    programs::build(repository, children)?;
    let mut server = Command::new(repository.server());
    server.current_dir(repository.root()).arg("gen");
    if check {
        server.arg("--check");
    }
    children.run(server.arg("--root").arg(repository.root()))?;
    let client = repository.frontend().join(CLIENT);
    let before = fs::read(&client).ok();
    children.run(npm(&repository.frontend()).args(["run", "generate"]))?;
    if !check || before == fs::read(&client).ok() {
        return Ok(());
    }
    // A check changes nothing.
    let restored = match before {
        Some(text) => fs::write(&client, text),
        None => fs::remove_file(&client),
    };
    restored.map_err(|error| format!("{} cannot be written: {error}.", client.display()))?;
    Err(format!("frontend/{CLIENT} differs from the OpenAPI document: run `cargo xtask gen` and commit it."))
}
