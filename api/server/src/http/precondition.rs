//! `If-Match` for changes and `Idempotency-Key` for creations.
use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use utoipa::openapi::{
    ObjectBuilder, RefOr, Required,
    path::{Operation, ParameterBuilder, ParameterIn},
    schema::Type,
};

use super::routes::Documented;
use crate::kernel::{
    Code, Problem,
    problem::{CHANGED_MEANWHILE, IF_MATCH_REQUIRED, KEY_REQUIRED, KEY_REUSED, STILL_RUNNING},
};

/// The version that the caller saw.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub i32);

impl IfMatch {
    /// Refuses when the row has moved on.
    pub fn check(self, version: i32) -> Result<(), Problem> {
        if self.0 == version { Ok(()) } else { Err(Problem::new(&CHANGED_MEANWHILE)) }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let version = request
            .headers()
            .get("if-match")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.trim().trim_start_matches("W/").trim_matches('"').parse().ok());
        ready(version.map(Self).ok_or_else(|| Problem::new(&IF_MATCH_REQUIRED)))
    }
}

/// The caller's key for one creation.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(pub String);

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let key = request
            .headers()
            .get("idempotency-key")
            .and_then(|value| value.to_str().ok())
            .filter(|key| (1..=64).contains(&key.len()))
            .filter(|key| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
        ready(key.map(|key| Self(key.to_owned())).ok_or_else(|| Problem::new(&KEY_REQUIRED)))
    }
}

fn header(operation: &mut Operation, name: &str, description: &str, example: &str) {
    let schema = ObjectBuilder::new().schema_type(Type::String).examples([example]).build();
    operation.parameters.get_or_insert_default().push(RefOr::T(
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(description))
            .schema(Some(schema))
            .build(),
    ));
}

impl Documented for IfMatch {
    fn document(operation: &mut Operation) {
        header(operation, "If-Match", "ETag of the version that is changed", "\"3\"");
    }

    fn problems() -> Vec<&'static Code> {
        vec![&IF_MATCH_REQUIRED, &CHANGED_MEANWHILE]
    }
}

impl Documented for IdempotencyKey {
    fn document(operation: &mut Operation) {
        let text = "A key of your choice for this creation: the same key and body get the same answer";
        header(operation, "Idempotency-Key", text, "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    }

    fn problems() -> Vec<&'static Code> {
        vec![&KEY_REQUIRED, &KEY_REUSED, &STILL_RUNNING]
    }
}
