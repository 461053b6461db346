//! The caught mail as pages: plain HTML without scripts, Indonesian with English beside it.

use chrono::{DateTime, Utc};

use crate::Message;

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
body{max-width:68rem;margin:0 auto;padding:1rem}\
ul{list-style:none;padding:0}li{border-top:1px solid GrayText}\
li a{display:block;padding:.75rem 0;min-height:44px}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dd{margin:0;overflow-wrap:anywhere}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}\
iframe{width:100%;height:32rem;border:1px solid GrayText;background:#fff}";

/// Newest first.
pub fn render_list(messages: &[Message]) -> String {
    let mut body = String::from("<h1>Surat yang tertangkap</h1>");
    if messages.is_empty() {
        body.push_str(
            "<p>Belum ada surat. Setiap surat yang dikirim server ini muncul di sini; tidak ada yang \
             sampai ke luar. Muat ulang halaman setelah mendaftar. \
             <span lang=\"en\">No mail yet. Every mail this server sends appears here; none leaves this \
             machine. Reload after signing up.</span></p>",
        );
        return page("Surat yang tertangkap (caught mail)", &body);
    }
    body.push_str(
        "<p>Tidak ada surat yang dikirim ke luar. <span lang=\"en\">None of it left this machine.</span></p><ul>",
    );
    for message in messages.iter().rev() {
        body.push_str(&format!(
            "<li><a href=\"/messages/{}\"><strong>{}</strong><br>kepada {} · {}</a></li>",
            message.number,
            escape(subject(message)),
            escape(&message.to.join(", ")),
            time(message.received),
        ));
    }
    body.push_str("</ul>");
    page("Surat yang tertangkap (caught mail)", &body)
}

pub fn render_message(message: &Message) -> String {
    let mut body = format!(
        "<p><a href=\"/\">Semua surat <span lang=\"en\">(all mail)</span></a></p><h1>{}</h1>\
         <dl><dt>Dari (from)</dt><dd>{}</dd><dt>Kepada (to)</dt><dd>{}</dd>\
         <dt>Diterima (received)</dt><dd>{}</dd><dt>Message-ID</dt><dd>{}</dd></dl>\
         <h2>Teks (text)</h2><pre>{}</pre>",
        escape(subject(message)),
        escape(&message.from),
        escape(&message.to.join(", ")),
        time(message.received),
        escape(&message.message_id),
        with_links(&message.text),
    );
    if !message.html.is_empty() {
        // Sandboxed: no scripts, no forms, no origin; links open in a tab of their own.
        body.push_str(&format!(
            "<h2>HTML</h2><iframe title=\"Isi surat dalam HTML (the mail as HTML)\" \
             sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"{}\"></iframe>",
            escape(&format!("<base target=\"_blank\">{}", message.html)),
        ));
    }
    page(subject(message), &body)
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"id\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">\
         <title>{}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>",
        escape(title)
    )
}

fn subject(message: &Message) -> &str {
    if message.subject.is_empty() { "(tanpa judul)" } else { &message.subject }
}

fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Addresses of pages become links, since the stranger is to follow the one in his confirmation mail.
fn with_links(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let address = word.trim_end().trim_end_matches(['.', ',', ')', '>']);
            if address.starts_with("http://") || address.starts_with("https://") {
                let rest = word.strip_prefix(address).unwrap_or_default();
                format!("<a href=\"{0}\">{0}</a>{1}", escape(address), escape(rest))
            } else {
                escape(word)
            }
        })
        .collect()
}
