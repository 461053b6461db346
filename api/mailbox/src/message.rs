//! A caught message, taken apart.

use chrono::{DateTime, Utc};
use mail_parser::{Address, MessageParser};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Counts up within this mailbox; the address of its page.
    pub number: u64,
    /// Without angle brackets; empty when the message has none.
    pub message_id: String,
    pub from: String,
    pub to: Vec<String>,
    pub subject: String,
    pub text: String,
    /// Empty when the message is text only.
    pub html: String,
    /// What a mail program offers as "unsubscribe": the two headers of RFC 8058, as they came.
    pub unsubscribe: Option<(String, String)>,
    pub received: DateTime<Utc>,
}

/// Sender and recipients as the delivering client named them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Envelope {
    pub from: String,
    pub to: Vec<String>,
}

impl Message {
    /// Without an envelope (a file of an earlier start) sender and recipients are read from the headers.
    pub(crate) fn parse(
        number: u64,
        received: DateTime<Utc>,
        envelope: Option<Envelope>,
        raw: &[u8],
    ) -> Option<Self> {
        let parsed = MessageParser::default().parse(raw)?;
        let Envelope { from, to } = envelope.unwrap_or_else(|| Envelope {
            from: addresses(parsed.from()).into_iter().next().unwrap_or_default(),
            to: addresses(parsed.to()),
        });
        let html =
            parsed.html_bodies().find(|part| part.is_text_html()).and_then(|part| part.text_contents());
        let header = |name: &str| parsed.header_raw(name).map(|value| value.trim().to_owned());
        Some(Self {
            number,
            message_id: parsed.message_id().unwrap_or_default().to_owned(),
            from,
            to,
            subject: parsed.subject().unwrap_or_default().to_owned(),
            text: parsed.body_text(0).unwrap_or_default().into_owned(),
            html: html.unwrap_or_default().to_owned(),
            unsubscribe: header("List-Unsubscribe").zip(header("List-Unsubscribe-Post")),
            received,
        })
    }
}

fn addresses(found: Option<&Address<'_>>) -> Vec<String> {
    found.into_iter().flat_map(Address::iter).filter_map(|each| each.address().map(str::to_owned)).collect()
}
