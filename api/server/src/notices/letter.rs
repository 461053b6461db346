//! A mail: composed once as text and HTML, sealed, and given its Message-ID before the first try.
use minijinja::{Environment, context};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    send::SendMail,
    store::{self, MailRow},
};
use crate::{
    kernel::{Language, Problem, State, Text, new_id, problem::INTERNAL},
    record::Write,
};

pub const ADDRESS: &str = "mail.address";
pub const CONTENT: &str = "mail.content";

const FOOT: Text = Text::new(
    "Surel ini dikirim otomatis oleh Terang. Jangan membalasnya, dan jangan memberikan kata sandi atau kode kepada siapa pun.",
    "This mail was sent by Terang automatically. Do not reply to it, and give your password or codes to nobody.",
);

const LEAVE: Text = Text::new("Berhenti menerima surel ini", "Stop these mails");

/// A mail before it is composed.
#[derive(Default)]
pub struct Letter {
    pub language: Language,
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// What the mail lists, each with what it says of it, and its path.
    pub items: Vec<Item>,
    /// Words and path of the one link.
    pub act: Option<(String, String)>,
    /// For mails that come again: how one stops them.
    pub leave: Option<Leave>,
}

/// Something that a mail lists.
pub struct Item {
    pub words: String,
    pub about: String,
    pub path: String,
}

/// Where one stops a mail: a path of the app for people, and one of the API that a mail program posts to (RFC 8058).
pub struct Leave {
    pub page: String,
    pub post: String,
}

/// What is sealed and sent.
#[derive(Serialize, Deserialize)]
pub struct Content {
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Address for `List-Unsubscribe`.
    #[serde(default)]
    pub leave: Option<String>,
}

impl Letter {
    fn compose(&self, public_address: &str) -> Result<Content, Problem> {
        let act = self.act.as_ref().map(|(words, path)| (words, format!("{public_address}{path}")));
        let foot = FOOT.get(self.language);
        let leave = self.leave.as_ref().map(|leave| format!("{public_address}{}", leave.page));
        let leave_words = LEAVE.get(self.language);
        let mut text = self.paragraphs.join("\n\n");
        for Item { words, about, path } in &self.items {
            text.push_str(&format!("\n\n{words}\n{about}\n{public_address}{path}"));
        }
        if let Some((words, address)) = &act {
            text.push_str(&format!("\n\n{words}:\n{address}"));
        }
        text.push_str(&format!("\n\n-- \n{foot}\n"));
        if let Some(address) = &leave {
            text.push_str(&format!("{leave_words}: {address}\n"));
        }
        let item = |item: &Item| context! { words => &item.words, about => &item.about, path => &item.path };
        let items: Vec<_> = self.items.iter().map(item).collect();
        let mut environment = Environment::new();
        let inside = |error: minijinja::Error| Problem::new(&INTERNAL).inside(error);
        environment.add_template("letter.html", include_str!("letter.html")).map_err(inside)?;
        let html = environment
            .get_template("letter.html")
            .and_then(|template| {
                template.render(context! {
                    language => self.language.code(),
                    subject => &self.subject,
                    paragraphs => &self.paragraphs,
                    items => items,
                    public_address => public_address,
                    leave => leave.as_deref(),
                    leave_words => leave_words,
                    words => act.as_ref().map(|(words, _)| words.as_str()),
                    address => act.as_ref().map(|(_, address)| address.as_str()),
                    foot => foot,
                })
            })
            .map_err(inside)?;
        let leave = self.leave.as_ref().map(|leave| format!("{public_address}{}", leave.post));
        Ok(Content { subject: self.subject.clone(), text, html, leave })
    }
}

/// Keeps the mail and adds the job that sends it.
pub async fn post(
    state: &State,
    write: &mut Write<'_>,
    to: &str,
    letter: &Letter,
    inbox_entry_id: Option<Uuid>,
) -> Result<(), Problem> {
    post_as(state, write, new_id(), to, letter, inbox_entry_id).await
}

/// As `post`, under an id of the caller's.
pub async fn post_as(
    state: &State,
    write: &mut Write<'_>,
    id: Uuid,
    to: &str,
    letter: &Letter,
    inbox_entry_id: Option<Uuid>,
) -> Result<(), Problem> {
    let settings = state.settings();
    let content = serde_json::to_vec(&letter.compose(&settings.public_address)?)
        .map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    let domain = settings.mail_from.rsplit('@').next().unwrap_or_default().trim_end_matches('>');
    let row = MailRow {
        id,
        inbox_entry_id,
        message_id: &format!("<{}@{domain}>", id.simple()),
        address_sealed: state.keys().seal_text(ADDRESS, to)?,
        language: letter.language.code(),
        content_sealed: state.keys().seal(CONTENT, &content)?,
        created_at: write.now,
    };
    store::insert_mail(write.connection(), &row).await?;
    write.job("send_mail", &SendMail { mail: id }).await
}

/// Takes away mails, sent or not, that their recipient does not want kept.
pub async fn erase(write: &mut Write<'_>, mails: &[Uuid]) -> Result<(), Problem> {
    store::delete_mails(write.connection(), mails).await
}
