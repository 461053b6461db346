//! The mails of saved searches: the link that confirms, and once a day what is new.
use chrono::{DateTime, Duration, Utc};
use diesel::{
    dsl::sql,
    prelude::*,
    sql_types::{Bool, Timestamptz},
};
use diesel_async::RunQueryDsl;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    super::{
        card::{CardRow, cards},
        feed::summary,
        search::{count, filter, names_one},
    },
    ADDRESS, CONFIRM, LEAVE, LINK_HOURS, query, store,
};
use crate::{
    identity::token,
    kernel::{Language, Problem, State, Text, new_id},
    notices::{Item, Leave, Letter, post_as},
    record::{Actor, Write, write},
    schema::vacancy::dsl,
};

/// Vacancies that a mail names; the rest is one link away.
const NAMED: i64 = 10;
/// Searches asked for at once.
const PORTION: i64 = 100;
/// A publication that is being written now is seen tomorrow rather than never.
const SETTLED_MINUTES: i64 = 10;
/// Less than a day, so that a job which comes a little early does not skip a day.
const REST_HOURS: i64 = 20;

/// Mails what is new to every saved search, and throws away what nobody confirmed.
#[derive(Serialize, Deserialize)]
pub struct MailSavedSearches;

impl TaskHandler for MailSavedSearches {
    const IDENTIFIER: &'static str = "mail_saved_searches";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(state) = context.get_ext::<State>() else { return Err("no state".to_owned()) };
        all(state).await.map_err(|problem| problem.to_string())
    }
}

async fn all(state: &State) -> Result<(), Problem> {
    let now = state.clock().now();
    for id in store::expired(&mut *state.primary().await?, now).await? {
        write(state, Actor::system("expired"), async |write| store::erase(write, id).await).await?;
    }
    let until = now - Duration::minutes(SETTLED_MINUTES);
    let Some(published) = store::last_published(&mut *state.primary().await?, until).await? else {
        return Ok(());
    };
    let mailed_before = now - Duration::hours(REST_HOURS);
    let (mut after, mut first_problem) = (Uuid::nil(), None);
    loop {
        let due = store::due(&mut *state.primary().await?, published, mailed_before, after, PORTION).await?;
        let Some(last) = due.last() else { break };
        after = *last;
        for id in due {
            let actor = Actor::system(id.simple().to_string());
            let told = write(state, actor, async |write| tell(state, write, id, until).await).await;
            // One search that cannot be told must not keep the others waiting; the queue tries again later.
            first_problem = first_problem.or(told.err());
        }
    }
    first_problem.map_or(Ok(()), Err)
}

/// Looks through what was published since the last look, and moves the mark in the same transaction.
async fn tell(state: &State, write: &mut Write<'_>, id: Uuid, until: DateTime<Utc>) -> Result<(), Problem> {
    let now = write.now;
    let Some(row) = store::lock(write.connection(), id).await? else { return Ok(()) };
    let Some(since) = row.looked_until.filter(|since| *since < until) else { return Ok(()) };
    let wanted = query::parsed(&row.query)?;
    let called = names_one(write.connection(), &wanted).await?;
    let new = || {
        let round = sql::<Bool>("round_id IN (SELECT r.id FROM selection_round r WHERE r.published_at > ");
        let round = round.bind::<Timestamptz, _>(since).sql(" AND r.published_at <= ");
        filter(&wanted, called, now).filter(round.bind::<Timestamptz, _>(until).sql(")"))
    };
    let total = count(write.connection(), new()).await?;
    let mut mailed_at = row.mailed_at;
    if total > 0 {
        let rows = new().order((dsl::post_title, dsl::id)).limit(NAMED).select(CardRow::as_select());
        let rows: Vec<CardRow> = rows.load(write.connection()).await?;
        let found = cards(write.connection(), rows, now).await?;
        let language = Language::of(&row.language);
        let items = found
            .iter()
            .map(|card| Item {
                words: card.post_title.clone(),
                about: summary(card, language),
                path: format!("/formasi/{}", card.id),
            })
            .collect();
        let letter = news(&row, total, items, leave(state, id), language);
        let email = state.keys().unseal_text(ADDRESS, &row.address_sealed)?;
        send(state, write, id, &email, &letter).await?;
        mailed_at = Some(now);
    }
    store::looked(write.connection(), id, until, mailed_at).await
}

async fn send(
    state: &State,
    write: &mut Write<'_>,
    id: Uuid,
    email: &str,
    letter: &Letter,
) -> Result<(), Problem> {
    let mail = new_id();
    post_as(state, write, mail, email, letter, None).await?;
    store::keep_mail(write.connection(), id, mail).await
}

/// After the # for people, so that opening the page tells no log; in the path for mail programs, which post there.
fn leave(state: &State, id: Uuid) -> Leave {
    let token = token::link(state.keys(), LEAVE, id);
    Leave { page: format!("/pantau/berhenti#{token}"), post: format!("/api/v1/saved-searches/{token}/stop") }
}

const NEWS: Text = Text::new("{count} formasi baru untuk pencarian Anda", "{count} new for your search");
const ABOUT: Text = Text::new(
    "Pencarian {words} yang Anda simpan menemukan {count} formasi baru.",
    "Your saved search {words} found {count} new vacancies.",
);
const ABOUT_ALL: Text = Text::new(
    "Pencarian yang Anda simpan menemukan {count} formasi baru.",
    "Your saved search found {count} new vacancies.",
);
const SEE: Text = Text::new("Lihat semua hasil pencarian ini", "See all hits of this search");

fn news(row: &store::Saved, total: u64, items: Vec<Item>, leave: Leave, language: Language) -> Letter {
    let count = if total > 1_000 { "1000+".to_owned() } else { total.to_string() };
    let about = match query::words(&row.query) {
        Some(words) => ABOUT.fill(language, &[("count", &count), ("words", &format!("“{words}”"))]),
        None => ABOUT_ALL.fill(language, &[("count", &count)]),
    };
    Letter {
        language,
        subject: NEWS.fill(language, &[("count", &count)]),
        paragraphs: vec![about],
        items,
        act: Some((SEE.get(language).to_owned(), query::page(&row.query))),
        leave: Some(leave),
    }
}

const ASK: Text = Text::new("Konfirmasi pencarian yang disimpan", "Confirm your saved search");
const ASK_BODY: Text = Text::new(
    "Seseorang, mungkin Anda, meminta kabar formasi baru lewat alamat surel ini. Buka tautan di bawah dalam {hours} jam untuk menyetujuinya. Jika bukan Anda, abaikan surel ini: tidak ada surel lain yang dikirim dan alamat ini dihapus.",
    "Somebody, perhaps you, asked for news of new vacancies at this address. Open the link below within {hours} hours to agree. If it was not you, ignore this mail: no other mail is sent and the address is deleted.",
);
const AGREE: Text = Text::new("Setujui kabar formasi", "Agree to the news");

/// The one mail that an unconfirmed search sends.
pub async fn ask(
    state: &State,
    write: &mut Write<'_>,
    row: &store::Saved,
    email: &str,
) -> Result<(), Problem> {
    let language = Language::of(&row.language);
    let hours = LINK_HOURS.to_string();
    let token = token::link(state.keys(), CONFIRM, row.id);
    let letter = Letter {
        language,
        subject: ASK.get(language).to_owned(),
        paragraphs: vec![ASK_BODY.fill(language, &[("hours", &hours)])],
        act: Some((AGREE.get(language).to_owned(), format!("/pantau/konfirmasi#{token}"))),
        ..Letter::default()
    };
    send(state, write, row.id, email, &letter).await
}
