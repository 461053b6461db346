//! `/ledger/{agency}/checkpoint`, `tile/…`, `policy` and `keys/…`: files that programs of witnesses, observers and citizens read.
use std::io::Write as _;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header::{self, HeaderMap},
    web,
};
use flate2::{Compression, write::GzEncoder};
use ledger::tile::{TileId, TileLevel};

use super::keys;
use crate::{
    http::Place,
    kernel::{
        Problem, State,
        problem::{INTERNAL, NOT_FOUND},
    },
    record::log::{checkpoint, policy, served},
};

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
const CHANGING: &str = "no-cache";
/// What a tile's address names never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/ledger/{agency}/checkpoint", web::get().to(checkpoint))
        .route("/ledger/{agency}/policy", web::get().to(policy))
        .route("/ledger/{agency}/keys/{id}", web::get().to(key))
        .route("/ledger/{agency}/tile/{tile:.+}", web::get().to(tile));
}

/// Pages of others may read it too: a check that only our own page can make proves little.
fn answer(caching: &'static str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"));
    answer
}

fn nothing() -> Problem {
    Problem::new(&NOT_FOUND)
}

async fn checkpoint(state: web::Data<State>, agency: Place<String>) -> Result<HttpResponse, Problem> {
    let mut connection = state.read().await?;
    let found = checkpoint::newest(&mut connection, &agency.0).await?.ok_or_else(nothing)?;
    let note = checkpoint::with_cosignatures(&mut connection, &agency.0, &found).await?;
    Ok(answer(CHANGING).content_type(TEXT).body(note))
}

async fn policy(state: web::Data<State>, agency: Place<String>) -> Result<HttpResponse, Problem> {
    let found = policy::text(&state, &mut *state.read().await?, &agency.0).await?.ok_or_else(nothing)?;
    Ok(answer(CHANGING).content_type(TEXT).body(found))
}

async fn key(state: web::Data<State>, place: Place<(String, String)>) -> Result<HttpResponse, Problem> {
    let Place((agency, id)) = place;
    let found = keys::proof(&state, &mut *state.read().await?, &agency, &id).await?.ok_or_else(nothing)?;
    Ok(answer(CHANGING).content_type(TEXT).body(found))
}

async fn tile(
    request: HttpRequest,
    state: web::Data<State>,
    place: Place<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let Place((agency, path)) = place;
    let id: TileId = format!("tile/{path}").parse().map_err(|_| nothing())?;
    let mut found = served::tile(&mut *state.read().await?, &agency, id).await?;
    if found.is_none() && state.has_replica() {
        // The checkpoint may have come from another database, which knows more.
        found = served::tile(&mut *state.primary().await?, &agency, id).await?;
    }
    let bytes = found.ok_or_else(nothing)?;
    let mut answer = answer(FOR_EVER);
    answer.content_type(BYTES);
    if id.level() != TileLevel::Entries {
        return Ok(answer.body(bytes));
    }
    answer.insert_header((header::VARY, "Accept-Encoding"));
    if !takes_gzip(request.headers()) {
        return Ok(answer.body(bytes));
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let packed = packed.write_all(&bytes).and_then(|()| packed.finish());
    let packed = packed.map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    Ok(answer.insert_header((header::CONTENT_ENCODING, "gzip")).body(packed))
}

/// Entries are packed for whoever does not say no: clients of the protocol must be able to unpack them.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let Some(accepted) = headers.get(header::ACCEPT_ENCODING) else { return true };
    let accepted = accepted.to_str().unwrap_or_default();
    accepted.split(',').any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = matches!(quality.trim().trim_start_matches("q="), "0" | "0.0" | "0.00" | "0.000");
        matches!(name.trim(), "gzip" | "x-gzip" | "*") && !refused
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};

    use super::takes_gzip;

    #[test]
    fn entries_are_packed_unless_the_caller_refuses() {
        let with = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text));
            takes_gzip(&headers)
        };
        assert!(takes_gzip(&HeaderMap::new()));
        assert!(with("gzip, identity") && with("br, gzip;q=0.5") && with("*"));
        assert!(!with("identity") && !with("gzip;q=0, identity") && !with("br"));
    }
}
