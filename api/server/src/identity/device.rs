//! The device behind a request: its address, its refresh cookie, and whether the app itself sent the request.
use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    cookie::{Cookie, SameSite, time::Duration},
    dev::Payload,
    http::{StatusCode, header},
    web,
};
use serde::Serialize;
use utoipa::openapi::path::Operation;

use super::model::SESSION_DAYS;
use crate::{
    http::{Documented, address::client_address},
    kernel::{Code, Problem, State},
};

/// Sent by browsers over HTTPS and on loopback only, to this host only, and never from another site.
pub const COOKIE: &str = "__Host-terang-refresh";

pub static FOREIGN_ORIGIN: Code = Code::new(
    "foreign_origin",
    403,
    "Permintaan ini datang dari situs lain dan ditolak. Buka Terang langsung, lalu ulangi.",
    "This request came from another site and was refused. Open Terang directly and try again.",
);

/// Where a request came from.
pub struct Device {
    pub address: String,
    cookie: Option<String>,
    same_origin: bool,
}

impl Device {
    /// The refresh token of the cookie; refused when another site made the browser send it.
    pub fn cookie(&self) -> Result<Option<&str>, Problem> {
        match &self.cookie {
            Some(_) if !self.same_origin => Err(Problem::new(&FOREIGN_ORIGIN)),
            cookie => Ok(cookie.as_deref()),
        }
    }

    /// A session in a cookie is opened for the app alone.
    pub fn must_be_the_app(&self) -> Result<(), Problem> {
        if self.same_origin { Ok(()) } else { Err(Problem::new(&FOREIGN_ORIGIN)) }
    }
}

impl FromRequest for Device {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let cookie = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
        let address = client_address(request).map(|address| address.to_string()).unwrap_or_default();
        ready(Ok(Self { address, cookie, same_origin: same_origin(request) }))
    }
}

impl Documented for Device {
    fn document(_operation: &mut Operation) {}

    fn problems() -> Vec<&'static Code> {
        vec![&FOREIGN_ORIGIN]
    }
}

fn text(request: &HttpRequest, name: header::HeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// Browsers name the origin of every write; it must be our public address or the host that was asked.
fn same_origin(request: &HttpRequest) -> bool {
    let Some(origin) = text(request, header::ORIGIN) else { return false };
    let ours = request.app_data::<web::Data<State>>().is_some_and(|s| s.settings().public_address == origin);
    let host = origin.split_once("://").map(|(_, host)| host);
    ours || (host.is_some() && host == text(request, header::HOST))
}

/// An answer that sets or removes the refresh cookie.
pub struct CookieAnswer<T> {
    pub body: Option<T>,
    /// The new token; `Some(None)` removes the cookie.
    pub cookie: Option<Option<String>>,
}

impl<T: Serialize> Responder for CookieAnswer<T> {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        let status = if self.body.is_some() { StatusCode::OK } else { StatusCode::NO_CONTENT };
        let mut response = HttpResponse::build(status);
        if let Some(token) = self.cookie {
            let age = if token.is_some() { Duration::days(SESSION_DAYS) } else { Duration::ZERO };
            let cookie = Cookie::build(COOKIE, token.unwrap_or_default())
                .path("/")
                .secure(true)
                .http_only(true)
                .same_site(SameSite::Strict)
                .max_age(age)
                .finish();
            response.cookie(cookie);
        }
        match self.body {
            Some(body) => response.json(body),
            None => response.finish(),
        }
    }
}
