//! Public answers that browsers and proxies may keep for a minute; their ETag is the hash of what they say.
use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{StatusCode, header},
    web::Bytes,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::kernel::{Problem, problem::INTERNAL};

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

/// A public answer as it is sent.
pub struct Written {
    body: Bytes,
    etag: String,
    media_type: &'static str,
    caching: &'static str,
}

impl Written {
    /// As JSON, to be kept for a minute.
    pub fn of(answer: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(answer).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
        Ok(Self::new(body, "application/json", CACHING))
    }

    fn new(body: Vec<u8>, media_type: &'static str, caching: &'static str) -> Self {
        Self { etag: tag(&body), body: body.into(), media_type, caching }
    }

    /// Bytes of the body.
    pub fn size(&self) -> usize {
        self.body.len()
    }

    /// Without a body, when the caller has it.
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let same = known(request, &self.etag);
        let status = if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let mut response = HttpResponse::build(status);
        response
            .insert_header((header::ETAG, self.etag.as_str()))
            .insert_header((header::CACHE_CONTROL, self.caching))
            .insert_header((header::VARY, "Accept-Language"));
        if same { response.finish() } else { response.content_type(self.media_type).body(self.body.clone()) }
    }
}

impl<T: Serialize> Responder for Cached<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match Written::of(&self.0) {
            Ok(written) => written.respond(request),
            Err(problem) => HttpResponse::from_error(problem),
        }
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
        Written::new(self.body.into_bytes(), self.media_type, self.caching).respond(request)
    }
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
