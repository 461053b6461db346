//! An S3 store that speaks HTTP like a real one and keeps its files in a folder of the test.
use std::path::{Path, PathBuf};

use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tokio::net::TcpListener;

const ACCESS_KEY: &str = "terang";
const SECRET_KEY: &str = "onlyfortests";
const BUCKET: &str = "documents";

/// Serves until the test ends.
pub struct Storage {
    address: String,
    folder: PathBuf,
}

impl Storage {
    pub async fn start(folder: &Path) -> Self {
        std::fs::create_dir_all(folder.join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder).unwrap());
        service.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let http = Builder::new(TokioExecutor::new());
            while let Ok((stream, _)) = listener.accept().await {
                let connection = http.serve_connection(TokioIo::new(stream), service.clone()).into_owned();
                tokio::spawn(connection);
            }
        });
        Self { address, folder: folder.to_owned() }
    }

    /// What a server is told, by the usual names.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("TERANG_DOCUMENTS", format!("s3://{BUCKET}")),
            ("AWS_ENDPOINT", self.address.clone()),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", ACCESS_KEY.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", SECRET_KEY.to_owned()),
        ]
    }

    /// Every file that lies in the bucket, as it lies there.
    pub fn files(&self) -> Vec<Vec<u8>> {
        fn below(folder: &Path, found: &mut Vec<Vec<u8>>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { below(&path, found) } else { found.push(std::fs::read(path).unwrap()) }
            }
        }
        let mut found = Vec::new();
        below(&self.folder.join(BUCKET), &mut found);
        found
    }
}
