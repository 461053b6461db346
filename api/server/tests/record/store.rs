//! A store of documents that fails or waits when a test says so, and servers over any database and store.
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::stream::BoxStream;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, path::Path,
};
use server::{
    kernel::{
        State,
        meter::Meter,
        state::{Databases, pool},
    },
    serve,
};
use tokio::sync::oneshot;

use crate::support::TestApp;

/// What happens to the next thing that is put.
pub enum Next {
    /// It is not stored, and the store says so.
    Fails,
    /// It is stored, and the answer is lost.
    Stored,
    /// The store tells that it was asked, and goes on when it may.
    Waits { asked: oneshot::Sender<()>, go_on: oneshot::Receiver<()> },
}

#[derive(Debug)]
pub struct Moody {
    inner: Arc<dyn ObjectStore>,
    next: Mutex<Option<Next>>,
}

impl std::fmt::Debug for Next {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Next")
    }
}

impl std::fmt::Display for Moody {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Moody")
    }
}

impl Moody {
    /// Over the documents of a test's server.
    pub fn over(app: &TestApp) -> Arc<Self> {
        let address = format!("file://{}", app.folder.join("documents").display());
        let inner = serve::documents(&address, &Default::default()).unwrap();
        Arc::new(Self { inner, next: Mutex::new(None) })
    }

    pub fn next(&self, next: Next) {
        *self.next.lock().unwrap() = Some(next);
    }
}

fn broken() -> Error {
    Error::Generic { store: "moody", source: "a failure that the test asked for".into() }
}

#[async_trait]
impl ObjectStore for Moody {
    async fn put_opts(&self, location: &Path, payload: PutPayload, opts: PutOptions) -> Result<PutResult> {
        let next = self.next.lock().unwrap().take();
        match next {
            Some(Next::Fails) => return Err(broken()),
            Some(Next::Stored) => {
                self.inner.put_opts(location, payload, opts).await?;
                return Err(broken());
            }
            Some(Next::Waits { asked, go_on }) => {
                asked.send(()).unwrap();
                go_on.await.unwrap();
            }
            None => {}
        }
        self.inner.put_opts(location, payload, opts).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        opts: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(location, opts).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

/// Another server with the keys and settings of this one, over this database and store.
pub fn state_over(app: &TestApp, database_url: &str, store: Arc<dyn ObjectStore>) -> State {
    let pools = || pool(database_url, 4).unwrap();
    State::new(
        app.state.clock().clone(),
        app.state.keys().clone(),
        Databases { write: pools(), read: pools(), replica: None },
        store,
        app.state.settings().clone(),
        Meter::new().unwrap(),
    )
}
