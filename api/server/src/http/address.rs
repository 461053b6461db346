//! The network address of the client, also behind proxies of our own.
use std::net::IpAddr;

use actix_web::{HttpRequest, web};

use crate::kernel::State;

/// The nearest address that is not a trusted proxy. `X-Forwarded-For` is anybody's word, and read only as far as
/// proxies that the settings name have written it.
pub fn client_address(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let state = request.app_data::<web::Data<State>>();
    let trusted = state.map(|state| state.settings().trusted_proxies.as_slice()).unwrap_or_default();
    let is_proxy = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_proxy(&peer) {
        return Some(peer);
    }
    let headers = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let all: Vec<&str> = headers.flat_map(|list| list.split(',')).collect();
    let mut nearest = peer;
    for text in all.iter().rev() {
        let Ok(address) = text.trim().parse::<IpAddr>() else { break };
        nearest = address.to_canonical();
        if !is_proxy(&nearest) {
            break;
        }
    }
    Some(nearest)
}
