//! Uploads and downloads.
pub mod upload;
