//! Public answers that browsers and proxies may keep for a minute; their ETag is the hash of what they say.
use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{StatusCode, header},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A public JSON answer.
#[derive(Debug)]
pub struct Cached<T>(pub T);

/// A public answer in another form than JSON.
#[derive(Debug)]
pub struct CachedText {
    pub media_type: &'static str,
    pub caching: &'static str,
    pub body: String,
}

pub const CACHING: &str = "public, max-age=60";

impl<T: Serialize> Responder for Cached<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let Ok(body) = serde_json::to_vec(&self.0) else {
            return HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR);
        };
        respond(request, body, "application/json", CACHING)
    }
}

impl CachedText {
    /// May be kept for a minute.
    pub fn new(media_type: &'static str, body: String) -> Self {
        Self { media_type, caching: CACHING, body }
    }
}

impl Responder for CachedText {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        respond(request, self.body.into_bytes(), self.media_type, self.caching)
    }
}

fn respond(
    request: &HttpRequest,
    body: Vec<u8>,
    media_type: &'static str,
    caching: &'static str,
) -> HttpResponse {
    let etag = tag(&body);
    let same = known(request, &etag);
    let mut response = HttpResponse::build(if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    response
        .insert_header((header::ETAG, etag))
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::VARY, "Accept-Language"));
    if same { response.finish() } else { response.content_type(media_type).body(body) }
}

/// The ETag of these bytes.
pub fn tag(body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    format!("\"{}\"", data_encoding::BASE64URL_NOPAD.encode(hash.get(..12).unwrap_or_default()))
}

/// Whether the caller has what bears this ETag.
pub fn known(request: &HttpRequest, etag: &str) -> bool {
    let tags = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    tags.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == etag))
}
