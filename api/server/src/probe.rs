//! `terang probe`: asks the server of this machine whether it works, for whoever supervises its container.
use std::net::{Ipv4Addr, SocketAddr};

use clap::Args;

#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Arguments {
    /// Address that the server listens on
    #[arg(long, env = "TERANG_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
}

/// Succeeds when the server says that it works.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let mut at = arguments.listen;
    if at.ip().is_unspecified() {
        at.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let answer = runtime.block_on(reqwest::get(format!("http://{at}/api/v1/health")));
    let answer = answer.map_err(|_| format!("nobody answers on {at}"))?;
    if answer.status().is_success() { Ok(()) } else { Err(format!("the server answers {}", answer.status())) }
}
