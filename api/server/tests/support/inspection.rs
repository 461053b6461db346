//! `terang-inspect`, so that uploads in tests meet the real program.
use super::programs;

/// To be called before the server starts, which looks for the program beside itself.
pub async fn program() {
    actix_web::web::block(|| _ = programs::built()).await.unwrap();
}
