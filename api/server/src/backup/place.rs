//! Where database, documents and keys are: a data folder of `terang start`, or three settings.
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use object_store::ObjectStore;

use crate::{
    config::{self, from_file},
    serve, start,
};

#[derive(Args, Clone, Debug)]
pub struct PlaceArguments {
    /// Data folder of `terang start`, instead of the three settings below
    #[arg(long)]
    pub data_dir: Option<PathBuf>,
    /// TOML file of the server, for keys and documents
    #[arg(long, env = "TERANG_CONFIG")]
    pub config: Option<PathBuf>,
    /// postgres:// address of the database for its owner, not for the server's role
    #[arg(long, env = "DATABASE_OWNER_URL", hide_env_values = true)]
    pub owner_url: Option<String>,
    /// Folder of the key files
    #[arg(long, env = "TERANG_KEYS")]
    pub keys: Option<PathBuf>,
    /// file:///folder or s3://bucket (with the usual AWS_ variables)
    #[arg(long, env = "TERANG_DOCUMENTS")]
    pub documents: Option<String>,
}

pub struct Place {
    pub owner_url: String,
    pub keys: PathBuf,
    pub documents: Arc<dyn ObjectStore>,
}

impl Place {
    /// `owner_url` finds the database of a data folder: running for a backup, started by us for a restore.
    pub fn of_folder(folder: &Path, owner_url: String) -> Result<Self, String> {
        let documents = serve::documents(&start::documents_address(folder), &BTreeMap::new())?;
        Ok(Self { owner_url, keys: folder.join(start::KEYS), documents })
    }

    pub fn of_settings(arguments: &PlaceArguments) -> Result<Self, String> {
        let missing = |name: &str| format!("give --data-dir, or the setting {name}");
        let owner_url = arguments.owner_url.clone().ok_or_else(|| missing("DATABASE_OWNER_URL"))?;
        let file: config::Arguments = from_file(arguments.config.as_deref())?;
        let keys = arguments.keys.clone().or(file.keys).ok_or_else(|| missing("TERANG_KEYS"))?;
        let documents = arguments.documents.clone().or(file.documents);
        let documents = documents.ok_or_else(|| missing("TERANG_DOCUMENTS"))?;
        Ok(Self { owner_url, keys, documents: serve::documents(&documents, &file.documents_options)? })
    }
}
