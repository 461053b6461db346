//! Public answers that browsers and proxies may keep for a minute; their ETag is the hash of what they say.
use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web::Bytes,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::kernel::{Problem, problem::INTERNAL};

/// A public JSON answer.
#[derive(Debug)]
pub struct Cached<T>(pub T);

const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// A public answer as it is sent.
pub struct Written {
    body: Bytes,
    etag: HeaderValue,
}

impl Written {
    pub fn of(answer: &impl Serialize) -> Result<Self, Problem> {
        let body = serde_json::to_vec(answer).map_err(inside)?;
        let hash = Sha256::digest(&body);
        let tag = data_encoding::BASE64URL_NOPAD.encode(hash.get(..12).unwrap_or_default());
        Ok(Self { body: body.into(), etag: HeaderValue::from_str(&format!("\"{tag}\"")).map_err(inside)? })
    }

    /// Bytes of the body.
    pub fn size(&self) -> usize {
        self.body.len()
    }

    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let same = known.is_some_and(|tags| tags.split(',').any(|tag| self.etag == *tag.trim()));
        let status = if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let mut response = HttpResponse::build(status);
        response
            .insert_header((header::ETAG, self.etag.clone()))
            .insert_header((header::CACHE_CONTROL, CACHING))
            .insert_header((header::VARY, HeaderValue::from_static("Accept-Language")));
        if same {
            response.finish()
        } else {
            response.content_type("application/json").body(self.body.clone())
        }
    }
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
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
