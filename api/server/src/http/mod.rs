//! Everything that is the same for every route: extractors, problem answers, ETag, idempotency keys, paging, headers.
pub mod address;
pub mod answer;
pub mod arrival;
pub mod body;
pub mod cached;
pub mod file;
pub mod kept;
pub mod layer;
pub mod limit;
pub mod page;
pub mod position;
pub mod precondition;
pub mod question;
pub mod routes;
#[cfg(feature = "otel")]
pub mod span;

pub use answer::Answer;
pub use arrival::Arrival;
pub use body::{Json, Parameters, Place};
pub use cached::{Cached, CachedText};
pub use file::FileBody;
pub use kept::{Kept, KeptAnswer, KeptAnswers};
pub use page::{Cursor, Page};
pub use precondition::{IdempotencyKey, IfMatch};
pub use question::Question;
pub use routes::{Documented, Guards, Routes};
