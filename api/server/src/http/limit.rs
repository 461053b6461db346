//! Rate limits of the whole API: by address for visitors, by account or machine client for whoever is signed in.
use std::net::IpAddr;

use actix_web::{
    HttpRequest,
    http::header::{HeaderMap, HeaderName, HeaderValue},
    web,
};
use uuid::Uuid;

use super::address::client_address;
use crate::kernel::{
    Code, Problem, State,
    limit::{Counted, Kind},
};

pub static TOO_MANY_REQUESTS: Code = Code::new(
    "too_many_requests",
    429,
    "Terlalu banyak permintaan dalam satu menit. Data Anda tidak berubah. Tunggu {seconds} detik, lalu coba lagi.",
    "Too many requests within a minute. Nothing of yours was changed. Wait {seconds} seconds, then try again.",
);

/// Who a request says it is, proven by nothing but the signature of its token: enough for counting.
#[derive(Clone, Copy)]
pub struct Identify(pub fn(&HttpRequest) -> Option<(Kind, Uuid)>);

/// Where requests are counted: the API, and the logs' own addresses beside it.
const COUNTED: [&str; 2] = ["/api/", "/ledger/"];

/// Counts a request to the API; nothing when there is no limit for it.
pub fn count(request: &HttpRequest) -> Option<Counted> {
    let state = request.app_data::<web::Data<State>>()?;
    let counted = COUNTED.iter().any(|prefix| request.path().starts_with(prefix));
    let limits = state.limits().filter(|_| counted)?;
    let known = request.app_data::<Identify>().and_then(|identify| (identify.0)(request));
    let (kind, caller) = match known {
        Some((kind, id)) => (kind, id.to_string()),
        None => (Kind::Visitor, client_address(request).map(neighbourhood).unwrap_or_default()),
    };
    Some(limits.count(state.keys(), kind, &caller))
}

/// One household has a whole IPv6 network of 64 bits, but one IPv4 address.
fn neighbourhood(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// The problem for a request that was too many.
pub fn refusal(counted: &Counted) -> Option<Problem> {
    let seconds = counted.wait?;
    let problem = Problem { retry_after: Some(seconds), ..Problem::new(&TOO_MANY_REQUESTS) };
    Some(problem.with("seconds", seconds.to_string()))
}

/// The headers of draft-ietf-httpapi-ratelimit-headers: the policy, and what is left of it.
pub fn tell(counted: &Counted, headers: &mut HeaderMap) {
    let (name, quota, remaining) = (counted.kind.code(), counted.quota, counted.remaining);
    let reset = counted.reset();
    let lines = [
        ("ratelimit-policy", format!("\"{name}\";q={quota};w=60")),
        ("ratelimit", format!("\"{name}\";r={remaining};t={reset}")),
    ];
    for (header, text) in lines {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(HeaderName::from_static(header), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::neighbourhood;

    #[test]
    fn an_ipv6_network_counts_as_one() {
        let of = |text: &str| neighbourhood(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("203.0.113.9"), "203.0.113.9");
    }
}
