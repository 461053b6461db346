//! The instant at which a request's head arrived: it decides whether a window was still open.
use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use chrono::{DateTime, Utc};
use utoipa::openapi::path::Operation;

use super::routes::Documented;
use crate::kernel::{Problem, State, problem::INTERNAL};

/// Set by `layer` before anything of the request is worked on, so that a queue inside costs nobody a window.
#[derive(Clone, Copy, Debug)]
pub struct Arrival(pub DateTime<Utc>);

impl Arrival {
    /// Notes the arrival of `request`.
    pub fn note(request: &HttpRequest) {
        if let Some(state) = request.app_data::<web::Data<State>>() {
            request.extensions_mut().insert(Self(state.clock().now()));
        }
    }
}

impl FromRequest for Arrival {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let found = request.extensions().get::<Self>().copied();
        ready(found.ok_or_else(|| Problem::new(&INTERNAL).inside("arrival was not noted")))
    }
}

impl Documented for Arrival {
    fn document(_operation: &mut Operation) {}
}
