//! The job that hands a mail to the mail server: at least once, always under the same Message-ID.
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart, header},
    transport::smtp::client::{Tls, TlsParameters},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    letter::{ADDRESS, CONTENT, Content},
    store::{self, Waiting},
};
use crate::{
    kernel::{Problem, State, problem::INTERNAL},
    record::{Actor, write},
};

/// Sends one mail.
#[derive(Serialize, Deserialize)]
pub struct SendMail {
    pub mail: Uuid,
}

impl TaskHandler for SendMail {
    const IDENTIFIER: &'static str = "send_mail";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(state) = context.get_ext::<State>() else { return Err("no state".to_owned()) };
        deliver(state, self.mail).await.map_err(|problem| problem.to_string())
    }
}

async fn deliver(state: &State, mail: Uuid) -> Result<(), Problem> {
    let actor = Actor::system(mail.simple().to_string());
    // The try is counted before it is made, so that one which never came back is seen.
    let waiting = write(state, actor.clone(), async |write| store::attempt(write.connection(), mail).await);
    let Some(waiting) = waiting.await? else { return Ok(()) };
    let sent = hand_over(state, &waiting).await;
    let now = state.clock().now();
    write(state, actor, async |write| match &sent {
        Ok(()) => store::delivered(write.connection(), mail, now).await,
        Err(problem) => store::failed(write.connection(), mail, &problem.to_string()).await,
    })
    .await?;
    sent
}

/// Errors never carry the address: the server's words stay outside, its status code is enough.
async fn hand_over(state: &State, waiting: &Waiting) -> Result<(), Problem> {
    let keys = state.keys();
    let inside = |text: &str| Problem::new(&INTERNAL).inside(text);
    let to = keys.unseal_text(ADDRESS, &waiting.address_sealed)?;
    let content: Content = serde_json::from_slice(&keys.unseal(CONTENT, &waiting.content_sealed)?)
        .map_err(|_| inside("mail content"))?;
    let from: Mailbox = state.settings().mail_from.parse().map_err(|_| inside("the sender's address"))?;
    let to: Mailbox = to.parse().map_err(|_| inside("the recipient's address"))?;
    let mut builder = Message::builder()
        .from(from)
        .to(to)
        .subject(content.subject)
        .message_id(Some(waiting.message_id.clone()))
        .date(state.clock().now().into())
        .raw_header(raw("Auto-Submitted", "auto-generated".into()));
    if let Some(address) = content.leave {
        builder = builder
            .raw_header(raw("List-Unsubscribe", format!("<{address}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()));
    }
    let message = builder
        .multipart(MultiPart::alternative_plain_html(content.text, content.html))
        .map_err(|_| inside("the mail could not be put together"))?;
    transport(&state.settings().smtp)?.send(message).await.map(|_| ()).map_err(|error| {
        let status = error.status().map(|code| code.to_string()).unwrap_or_else(|| "no answer".into());
        inside(&format!("the mail server did not take it: {status}"))
    })
}

fn raw(name: &'static str, value: String) -> header::HeaderValue {
    header::HeaderValue::new(header::HeaderName::new_from_ascii_str(name), value)
}

/// Refuses an address of a mail server that could not be used, or would be told a password unencrypted.
pub fn check_server(address: &str) -> Result<(), String> {
    if !address.contains("://") {
        return plain(address).map(drop).ok_or_else(|| "the setting TERANG_SMTP must be host:port".into());
    }
    let url =
        url::Url::parse(address).map_err(|error| format!("the setting TERANG_SMTP is wrong: {error}"))?;
    match (url.scheme(), url.query()) {
        ("smtps", _) | ("smtp", Some("tls=required")) => Ok(()),
        _ => Err(
            "the setting TERANG_SMTP must begin with smtps://, or with smtp:// and end with ?tls=required"
                .into(),
        ),
    }
}

fn plain(address: &str) -> Option<(&str, u16)> {
    let (host, port) = address.rsplit_once(':')?;
    Some((host, port.parse().ok()?))
}

/// Encrypted whenever the server offers it; on loopback it need not.
fn transport(address: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, Problem> {
    let wrong = || Problem::new(&INTERNAL).inside("the setting TERANG_SMTP names no mail server");
    if address.contains("://") {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(address).map_err(|_| wrong())?;
        return Ok(builder.build());
    }
    let (host, port) = plain(address).ok_or_else(wrong)?;
    let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host).port(port);
    let local = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if local {
        return Ok(builder.build());
    }
    let parameters = TlsParameters::new(host.to_owned()).map_err(|_| wrong())?;
    Ok(builder.tls(Tls::Opportunistic(parameters)).build())
}
