//! Everything that is the same for every route: extractors, problem answers, ETag, idempotency keys, paging, headers.
pub mod answer;
pub mod arrival;
pub mod body;
pub mod cached;
pub mod file;
pub mod layer;
pub mod page;
pub mod position;
pub mod precondition;
pub mod routes;

pub use answer::Answer;
pub use arrival::Arrival;
pub use body::{Json, Parameters, Place};
pub use cached::Cached;
pub use file::FileBody;
pub use page::{Cursor, Page};
pub use precondition::{IdempotencyKey, IfMatch};
pub use routes::{Documented, Guards, Routes};
