//! An answer, checked against the OpenAPI document before the test sees it.
use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;

use super::document;

#[derive(Debug)]
pub struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: Value,
}

impl Response {
    /// Reads the answer and holds it against the document.
    pub async fn check(response: reqwest::Response, method: &Method, path: &str) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.bytes().await.unwrap().to_vec();
        let media_type = headers.get("content-type").map_or("", |value| value.to_str().unwrap()).to_owned();
        let json = document::is_json(&media_type);
        let body = if json { serde_json::from_slice(&bytes).unwrap() } else { Value::Null };
        document::check(method, path, status.as_u16(), &media_type, &body);
        Self { status, headers, bytes, body }
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// Expects a problem with this code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.body["code"], code, "{}", answer.body);
        answer
    }

    /// Expects bad input at this pointer.
    #[track_caller]
    pub fn field(self, pointer: &str) -> Self {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        assert!(
            errors.iter().any(|error| error["pointer"] == pointer),
            "no error at {pointer}: {}",
            self.body
        );
        self
    }

    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("no text at {pointer}: {}", self.body)).to_owned()
    }

    pub fn etag(&self) -> String {
        self.headers["etag"].to_str().unwrap().to_owned()
    }
}
