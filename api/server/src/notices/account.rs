//! What identity makes known, told to those whom it concerns: mails about the account, and inbox entries.
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{
    letter::{Letter, post_as},
    store::{self, EntryRow},
};
use crate::{
    identity::{AccountLetter, AccountNews, LINK_HOURS, Message, Telling, telling},
    kernel::{Problem, State, Text, new_id},
    record::{Actor, Write, write},
};

/// Tells one piece of news.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct TellAccountNews(AccountNews);

impl TaskHandler for TellAccountNews {
    const IDENTIFIER: &'static str = "account_news";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(state) = context.get_ext::<State>() else { return Err("no state".to_owned()) };
        let actor = Actor::system(self.0.id.simple().to_string());
        write(state, actor, async |write| tell_news(state, write, &self.0).await)
            .await
            .map_err(|problem| problem.to_string())
    }
}

async fn tell_news(state: &State, write: &mut Write<'_>, news: &AccountNews) -> Result<(), Problem> {
    // The first mail bears the news' id, so that a job which runs again finds it told.
    if store::mail_exists(write.connection(), news.id).await? {
        return Ok(());
    }
    let Telling { persons, agency, letters } = telling(state, write, news).await?;
    let words = letters.first().map(|letter| words(&letter.message));
    for person in persons {
        let Some(words) = &words else { continue };
        let row = EntryRow {
            id: new_id(),
            person_id: person,
            agency_id: agency.as_deref(),
            kind: words.kind,
            subject_id_text: words.subject.id,
            subject_en_text: words.subject.en,
            body_id_text: words.body.id,
            body_en_text: words.body.en,
            link: Some("/akun"),
            at: write.now,
        };
        store::insert_entry(write.connection(), &row).await?;
    }
    for (at, letter) in letters.iter().enumerate() {
        let id = if at == 0 { news.id } else { new_id() };
        post_as(state, write, id, &letter.email, &composed(letter), None).await?;
    }
    Ok(())
}

fn composed(letter: &AccountLetter) -> Letter {
    let (language, words) = (letter.language, words(&letter.message));
    let hours = LINK_HOURS.to_string();
    let act = words.act.map(|(text, path)| {
        let token = words.token.unwrap_or_default();
        // After the #, so that the token reaches neither logs nor other sites.
        let path = if token.is_empty() { path.to_owned() } else { format!("{path}#{token}") };
        (text.get(language).to_owned(), path)
    });
    Letter {
        language,
        subject: words.subject.get(language).to_owned(),
        paragraphs: vec![words.body.fill(language, &[("hours", &hours)])],
        act,
        ..Letter::default()
    }
}

struct Words<'a> {
    kind: &'static str,
    subject: Text,
    body: Text,
    act: Option<(Text, &'static str)>,
    token: Option<&'a str>,
}

const ACCOUNT: (Text, &str) = (Text::new("Buka akun Anda", "Open your account"), "/akun");

fn words(message: &Message) -> Words<'_> {
    let plain = |kind, subject, body| Words { kind, subject, body, act: Some(ACCOUNT), token: None };
    match message {
        Message::Confirm { token } => Words {
            kind: "confirm_email",
            subject: Text::new("Selesaikan pendaftaran Anda", "Finish signing up"),
            body: Text::new(
                "Seseorang, mungkin Anda, mendaftar di Terang dengan alamat surel ini. Buka tautan di bawah dalam {hours} jam dan masukkan kata sandi yang Anda pilih. Jika bukan Anda, abaikan surel ini: tanpa kata sandi itu tidak terjadi apa-apa.",
                "Somebody, perhaps you, signed up to Terang with this address. Open the link below within {hours} hours and enter the password you chose. If it was not you, ignore this mail: without that password nothing happens.",
            ),
            act: Some((Text::new("Lanjutkan pendaftaran", "Continue signing up"), "/konfirmasi")),
            token: Some(token),
        },
        Message::AlreadyRegistered => Words {
            kind: "already_registered",
            subject: Text::new("Anda sudah punya akun", "You already have an account"),
            body: Text::new(
                "Seseorang, mungkin Anda, mencoba mendaftar di Terang dengan alamat surel ini. Alamat ini sudah punya akun, jadi tidak ada yang berubah. Jika Anda lupa kata sandi, atur ulang lewat tautan di bawah.",
                "Somebody, perhaps you, tried to sign up to Terang with this address. It already has an account, so nothing changed. If you forgot your password, reset it with the link below.",
            ),
            act: Some((Text::new("Atur ulang kata sandi", "Reset the password"), "/lupa-sandi")),
            token: None,
        },
        Message::Reset { token } => Words {
            kind: "reset_password",
            subject: Text::new("Atur ulang kata sandi Anda", "Reset your password"),
            body: Text::new(
                "Kami menerima permintaan kata sandi baru untuk akun Anda. Tautan ini berlaku {hours} jam dan hanya sekali. Jika bukan Anda yang meminta, abaikan surel ini; kata sandi Anda tidak berubah.",
                "We received a request for a new password for your account. This link is good for {hours} hours and works once. If you did not ask, ignore this mail; your password has not changed.",
            ),
            act: Some((Text::new("Buat kata sandi baru", "Choose a new password"), "/lupa-sandi")),
            token: Some(token),
        },
        Message::Claim { token } => Words {
            kind: "claim_imported",
            subject: Text::new("Hubungkan akun dengan lamaran Anda", "Join your account to your application"),
            body: Text::new(
                "Sebuah akun Terang meminta dihubungkan dengan lamaran yang memakai alamat surel ini. Jika itu Anda, masuk dulu ke akun itu, lalu buka tautan di bawah dalam {hours} jam. Jika bukan Anda, jangan buka tautan ini.",
                "A Terang account asks to be joined to the application that uses this address. If that is you, sign in to that account first, then open the link below within {hours} hours. If not, do not open it.",
            ),
            act: Some((Text::new("Hubungkan akun", "Join the account"), "/akun/hubungkan")),
            token: Some(token),
        },
        Message::PasswordChanged => plain(
            "password_changed",
            Text::new("Kata sandi Anda sudah diganti", "Your password was changed"),
            Text::new(
                "Kata sandi akun Anda baru saja diganti dan semua sesi diakhiri. Jika bukan Anda, atur ulang kata sandi sekarang atau datang ke loket instansi.",
                "Your account's password was just changed and all sessions were ended. If it was not you, reset it now or come to a counter.",
            ),
        ),
        Message::Proven => plain(
            "account_proven",
            Text::new("Sebuah akun terbukti untuk Anda", "An account was proven for you"),
            Text::new(
                "Identitas Anda dibuktikan dan satu akun Terang kini terhubung dengan Anda. Jika bukan Anda yang melakukannya, datang ke loket instansi dengan KTP.",
                "Your identity was proven and one Terang account is now joined to you. If you did not do this, come to a counter with your identity card.",
            ),
        ),
        Message::Disputed => plain(
            "account_disputed",
            Text::new("Identitas akun Anda dipersoalkan", "Your account's identity is disputed"),
            Text::new(
                "Seseorang datang ke loket dengan KTP dan menyatakan identitas yang dipakai akun Anda adalah miliknya. Dua petugas akan memutuskan. Jika identitas itu milik Anda, datang ke loket dengan KTP asli.",
                "Somebody came to a counter with an identity card and says that the identity your account uses is theirs. Two officers will decide. If it is yours, come to the counter with the original card.",
            ),
        ),
        Message::Settled => plain(
            "account_settled",
            Text::new("Sengketa identitas sudah diputuskan", "The identity dispute is settled"),
            Text::new(
                "Dua petugas loket sudah memutuskan sengketa identitas atas akun Anda. Masuk untuk melihat status akun; jika tidak dapat masuk, datang ke loket dengan KTP asli.",
                "Two counter officers have settled the dispute about your account's identity. Sign in to see its standing; if you cannot, come to the counter with the original card.",
            ),
        ),
        Message::CounterReset => plain(
            "counter_reset",
            Text::new("Loket membuka kata sandi baru", "The counter opened a new password"),
            Text::new(
                "Dua petugas loket memberikan kode kata sandi baru untuk akun Anda, dan semua sesi diakhiri. Jika bukan Anda yang meminta, segera hubungi loket instansi.",
                "Two counter officers issued a code for a new password of your account, and all sessions were ended. If you did not ask for it, contact the counter at once.",
            ),
        ),
    }
}
