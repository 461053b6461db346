//! Keyset paging: `limit` of at most 100 and an opaque cursor.
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::ToSchema;

use crate::kernel::{Problem, Text, problem::BAD_INPUT};

/// Rows of a page when the caller says nothing.
pub const DEFAULT_LIMIT: i64 = 20;
/// Rows of a page at most.
pub const MAXIMUM_LIMIT: i64 = 100;

/// One page of a list; `next` leads to the following one.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    #[schema(example = "eyJpZCI6MX0")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// From `limit + 1` rows: the surplus row only tells that there is more.
    pub fn of<K: Serialize>(mut items: Vec<T>, limit: i64, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| Cursor::of(&key(last)).0);
        Self { items, next }
    }

    /// The same page of another type.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}

/// Where the next page begins. Its content is ours and may change.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

impl Cursor {
    pub fn of<K: Serialize>(key: &K) -> Self {
        let json = serde_json::to_vec(key).unwrap_or_default();
        Self(data_encoding::BASE64URL_NOPAD.encode(&json))
    }

    pub fn key<K: DeserializeOwned>(&self) -> Result<K, Problem> {
        let text = Text::new(
            "Penanda halaman tidak dikenal. Mulai lagi dari halaman pertama.",
            "The page marker is not known. Start again from the first page.",
        );
        data_encoding::BASE64URL_NOPAD
            .decode(self.0.as_bytes())
            .ok()
            .and_then(|json| serde_json::from_slice(&json).ok())
            .ok_or_else(|| Problem::new(&BAD_INPUT).field("cursor", "unknown_cursor", text))
    }
}

/// `limit` within bounds.
pub fn limit(asked: Option<i64>) -> i64 {
    asked.unwrap_or(DEFAULT_LIMIT).clamp(1, MAXIMUM_LIMIT)
}
