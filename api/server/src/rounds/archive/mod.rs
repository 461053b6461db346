//! The national formations of CPNS 2024 as the archive: one closed round for each agency, its vacancies as published.
mod formation;
mod rounds;
mod store;

use std::path::Path;

use crate::{
    catalog::load::{Loaded, Progress, load},
    kernel::State,
};

pub use rounds::{CODE, KIND};

/// Loads `formations-2024-cpns.csv.gz` from `folder`; the catalog must be loaded before.
pub async fn load_all(state: &State, folder: &Path, progress: Progress) -> Result<Loaded, String> {
    load(state, folder, progress, &formation::Formations).await
}
