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

const CACHING: &str = "public, max-age=60";

impl<T: Serialize> Responder for Cached<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let Ok(body) = serde_json::to_vec(&self.0) else {
            return HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let hash = Sha256::digest(&body);
        let etag =
            format!("\"{}\"", data_encoding::BASE64URL_NOPAD.encode(hash.get(..12).unwrap_or_default()));
        let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let same = known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == etag));
        let status = if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let mut response = HttpResponse::build(status);
        response
            .insert_header((header::ETAG, etag))
            .insert_header((header::CACHE_CONTROL, CACHING))
            .insert_header((header::VARY, "Accept-Language"));
        if same { response.finish() } else { response.content_type("application/json").body(body) }
    }
}
