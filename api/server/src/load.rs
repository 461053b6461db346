//! `terang load`: fills catalog and archive from the data files. What is loaded already is skipped.
use std::path::{Path, PathBuf};

use clap::Args;

use crate::{
    catalog::load::{self, Loaded, Progress},
    config::{self, Config},
    kernel::{Clock, State},
    rounds, serve,
};

#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Arguments {
    /// Folder of the data files
    #[arg(long, env = "TERANG_DATA_FILES", default_value = "data")]
    pub data_files: PathBuf,
    #[command(flatten)]
    pub settings: config::Arguments,
}

/// Loads everything, showing how far it is.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let state = serve::state(&Config::read(&arguments.settings)?, Clock::system())?;
    let progress = Progress::of_terminal();
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let loaded = runtime.block_on(all(&state, &arguments.data_files, progress))?;
    if loaded.iter().all(|set| *set == Loaded::Unchanged) {
        progress.say("Reference data is up to date.");
    }
    Ok(())
}

/// Catalog first, then the archive that refers to it.
pub async fn all(state: &State, folder: &Path, progress: Progress) -> Result<Vec<Loaded>, String> {
    let mut loaded = load::all(state, folder, progress).await?;
    loaded.push(rounds::archive::load_all(state, folder, progress).await?);
    Ok(loaded)
}
