//! Catalog: loading and looking up.
mod files;
mod load;
mod working_days;

pub use files::Files;
