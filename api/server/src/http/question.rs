//! The request itself, for answers that name their own address or weigh what the caller has already.
use std::{
    convert::Infallible,
    future::{Ready, ready},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use utoipa::openapi::path::Operation;

use super::routes::Documented;

/// The request, without its body.
pub struct Question(pub HttpRequest);

impl FromRequest for Question {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(Ok(Self(request.clone())))
    }
}

impl Documented for Question {
    fn document(_operation: &mut Operation) {}
}
