//! Loading of the reference data: each file is checked whole, then stored in one transaction, or left as it was.
mod agencies;
mod courses;
mod education;
mod file;
mod holidays;
mod posts;
mod progress;
mod regions;
mod sheet;

use std::path::Path;

pub use file::{Dataset, Loaded, load};
pub use progress::{Bar, Progress};
pub use sheet::{Fault, Row};

use crate::kernel::State;

/// Loads all sets of the catalog, in the order in which they refer to one another.
pub async fn all(state: &State, folder: &Path, progress: Progress) -> Result<Vec<Loaded>, String> {
    Ok(vec![
        load(state, folder, progress, &regions::Regions).await?,
        load(state, folder, progress, &agencies::Agencies).await?,
        load(state, folder, progress, &education::Levels).await?,
        load(state, folder, progress, &education::Codes).await?,
        load(state, folder, progress, &posts::Posts).await?,
        load(state, folder, progress, &courses::Courses).await?,
        load(state, folder, progress, &holidays::Holidays).await?,
    ])
}
