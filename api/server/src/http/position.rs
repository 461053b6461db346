//! The mark by which a later request sees what an earlier one changed: an answer to a change carries it as cookie and
//! header, browsers send the cookie back, other clients the header.
use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    http::header::{HeaderName, HeaderValue},
};

use crate::kernel::{State, reading::Position};

pub const HEADER: &str = "terang-position";
pub const COOKIE: &str = "__Host-terang-position";
/// Far longer than a replica that is still read may be behind.
const MINUTES: i64 = 15;
/// What the sealed text belongs to.
const PLACE: &str = "answer.position";

/// What the sender of this request has seen. A mark that we did not make counts for nothing.
pub fn seen(state: &State, request: &HttpRequest) -> Position {
    if !state.has_replica() {
        return Position::ANY;
    }
    let header = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let cookie = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
    [header, cookie]
        .into_iter()
        .flatten()
        .filter_map(|mark| open(state, &mark))
        .max()
        .unwrap_or(Position::ANY)
}

fn open(state: &State, mark: &str) -> Option<Position> {
    let sealed = data_encoding::BASE64URL_NOPAD.decode(mark.as_bytes()).ok()?;
    let bytes = state.keys().unseal(PLACE, &sealed).ok()?;
    Some(Position(i64::from_be_bytes(bytes.try_into().ok()?)))
}

/// Sealed: it would tell how much is written here, and whoever could make one could keep all reads on the primary.
fn seal(state: &State, position: Position) -> Option<String> {
    let sealed = state.keys().seal(PLACE, &position.0.to_be_bytes()).ok()?;
    Some(data_encoding::BASE64URL_NOPAD.encode(&sealed))
}

/// Gives the mark of a change to whoever made it.
pub fn tell<B>(state: &State, response: &mut HttpResponse<B>, position: Position) {
    let Some(mark) = seal(state, position) else { return };
    if let Ok(value) = HeaderValue::from_str(&mark) {
        response.headers_mut().insert(HeaderName::from_static(HEADER), value);
    }
    let cookie = Cookie::build(COOKIE, mark)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .max_age(Duration::minutes(MINUTES))
        .finish();
    let _fits_a_header = response.add_cookie(&cookie);
}
