//! Telling a person something: one inbox entry, and one mail that says that there is news.
use uuid::Uuid;

use super::{
    letter::{Letter, post},
    store::{self, EntryRow},
};
use crate::{
    identity,
    kernel::{Language, Problem, State, Text, new_id},
    record::Write,
};

/// News for a person, Indonesian first, English second. The subject is mailed too: no mark, no verdict, no NIK in it.
pub struct Notice {
    /// A stable code such as `stage_announced`.
    pub kind: &'static str,
    pub agency: Option<String>,
    pub subject: (String, String),
    /// Stands in the inbox only.
    pub body: (String, String),
    /// A path of the app, such as `/lamaran/…`.
    pub link: Option<String>,
}

const NEWS: Text = Text::new(
    "Ada kabar baru untuk Anda di kotak masuk Terang: {subject}.",
    "There is news for you in your Terang inbox: {subject}.",
);
const WHERE: Text = Text::new(
    "Isinya hanya dapat dibaca setelah Anda masuk. Surel ini sengaja tidak memuatnya.",
    "You can read it only after signing in. This mail leaves it out on purpose.",
);
const NO_ACCOUNT: Text = Text::new(
    "Anda belum punya akun. Daftar dengan NIK Anda dan alamat surel ini, lalu hubungkan data lamaran Anda.",
    "You have no account yet. Sign up with your NIK and this e-mail address, then join it to your application.",
);
const OPEN: Text = Text::new("Buka kotak masuk", "Open the inbox");

/// Writes the inbox entry, and the mail with its job, in the caller's transaction. Who has neither a confirmed
/// address nor an imported one is told in the inbox alone.
pub async fn tell(
    state: &State,
    write: &mut Write<'_>,
    person_id: Uuid,
    notice: Notice,
) -> Result<(), Problem> {
    tell_once(state, write, new_id(), person_id, notice).await
}

/// As `tell`, under an id of the caller's: a second call with it changes nothing.
pub(super) async fn tell_once(
    state: &State,
    write: &mut Write<'_>,
    id: Uuid,
    person_id: Uuid,
    notice: Notice,
) -> Result<(), Problem> {
    let row = EntryRow {
        id,
        person_id,
        agency_id: notice.agency.as_deref(),
        kind: notice.kind,
        subject_id_text: &notice.subject.0,
        subject_en_text: &notice.subject.1,
        body_id_text: &notice.body.0,
        body_en_text: &notice.body.1,
        link: notice.link.as_deref(),
        at: write.now,
    };
    if !store::insert_entry(write.connection(), &row).await? {
        return Ok(());
    }
    let Some(address) = identity::address(state, write.connection(), person_id).await? else { return Ok(()) };
    let language = address.language;
    let subject = match language {
        Language::Id => &notice.subject.0,
        Language::En => &notice.subject.1,
    };
    let mut paragraphs = vec![
        NEWS.fill(language, &[("subject", subject.trim_end_matches('.'))]),
        WHERE.get(language).to_owned(),
    ];
    if !address.has_account {
        paragraphs.push(NO_ACCOUNT.get(language).to_owned());
    }
    let letter = Letter {
        language,
        subject: subject.clone(),
        paragraphs,
        act: Some((OPEN.get(language).to_owned(), "/kotak-masuk".into())),
        ..Letter::default()
    };
    post(state, write, &address.email, &letter, Some(id)).await
}
