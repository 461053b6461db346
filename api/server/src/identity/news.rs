//! What an account's owner must be told: identity puts it into the outbox, `notices` tells it.
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    account::email_lookup,
    contact::Contact,
    sign_up,
    store::accounts::{self as store, Account},
    token,
};
use crate::{
    kernel::{Language, Problem, State, new_id, problem::INTERNAL},
    record::Write,
};

/// Name of the job that carries it.
pub const JOB: &str = "account_news";
/// Hours that a mailed link is good.
pub const LINK_HOURS: i64 = 24;

pub(super) const RESET: &str = "reset_password";
pub(super) const CLAIM: &str = "claim_imported";

/// One piece of news; `id` makes telling it twice harmless.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccountNews {
    pub id: Uuid,
    pub what: What,
}

/// Addresses lie sealed in it, since the outbox is a table like any other.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A sign-up form came in; the news' id is the sign-up's.
    SignedUp,
    PasswordForgotten {
        email_sealed: String,
    },
    /// An account asks to be joined to the imported person of its NIK.
    ImportedClaimed {
        account: Uuid,
    },
    PasswordChanged {
        account: Uuid,
    },
    /// Told on every known address of the NIK.
    Proven {
        account: Uuid,
        agency: Option<String>,
    },
    Disputed {
        account: Uuid,
        agency: String,
    },
    Settled {
        account: Uuid,
        agency: String,
    },
    CounterReset {
        account: Uuid,
        agency: String,
    },
}

/// A mail that identity wants sent.
pub struct AccountLetter {
    pub email: String,
    pub language: Language,
    pub message: Message,
}

/// What the mail says; tokens go into its link.
#[derive(Clone, Debug)]
pub enum Message {
    Confirm { token: String },
    AlreadyRegistered,
    Reset { token: String },
    Claim { token: String },
    PasswordChanged,
    Proven,
    Disputed,
    Settled,
    CounterReset,
}

/// Who is told, and how.
#[derive(Default)]
pub struct Telling {
    /// Persons who find it in their inbox as well.
    pub persons: Vec<Uuid>,
    pub agency: Option<String>,
    pub letters: Vec<AccountLetter>,
}

/// Adds news to the outbox.
pub(super) async fn publish(write: &mut Write<'_>, what: What) -> Result<(), Problem> {
    write.job(JOB, &AccountNews { id: new_id(), what }).await
}

/// Decides who is told what. It runs after the request that caused it, so that the request takes the same time for
/// known and unknown people.
pub async fn telling(state: &State, write: &mut Write<'_>, news: &AccountNews) -> Result<Telling, Problem> {
    let keys = state.keys();
    match &news.what {
        What::SignedUp => Ok(letter(sign_up::letter(state, write, news.id).await?)),
        What::PasswordForgotten { email_sealed } => {
            let sealed = data_encoding::BASE64.decode(email_sealed.as_bytes());
            let sealed = sealed.map_err(|_| Problem::new(&INTERNAL).inside("sealed address"))?;
            let email = keys.unseal_text("job.email", &sealed)?;
            let found = store::by_email(write.connection(), &email_lookup(keys, &email)).await?;
            let Some(account) = found.filter(|account| account.standing != "suspended") else {
                return Ok(Telling::default());
            };
            add_link(write, news.id, account.id, RESET).await?;
            let token = token::link(keys, RESET, news.id);
            Ok(letter(Some(to(state, &account, Message::Reset { token })?)))
        }
        What::ImportedClaimed { account } => {
            let account = store::find(write.connection(), *account).await?;
            let Some(email) = super::claim::imported_email(state, write.connection(), &account).await? else {
                return Ok(Telling::default());
            };
            add_link(write, news.id, account.id, CLAIM).await?;
            let message = Message::Claim { token: token::link(keys, CLAIM, news.id) };
            Ok(letter(Some(AccountLetter { email, language: Language::of(&account.language), message })))
        }
        What::PasswordChanged { account } => {
            let account = store::find(write.connection(), *account).await?;
            Ok(letter(Some(to(state, &account, Message::PasswordChanged)?)))
        }
        What::Proven { account, agency } => {
            everywhere(state, write.connection(), *account, agency.clone(), &Message::Proven).await
        }
        What::Disputed { account, agency } => {
            everywhere(state, write.connection(), *account, Some(agency.clone()), &Message::Disputed).await
        }
        What::Settled { account, agency } => {
            everywhere(state, write.connection(), *account, Some(agency.clone()), &Message::Settled).await
        }
        What::CounterReset { account, agency } => {
            everywhere(state, write.connection(), *account, Some(agency.clone()), &Message::CounterReset)
                .await
        }
    }
}

fn letter(letter: Option<AccountLetter>) -> Telling {
    Telling { letters: letter.into_iter().collect(), ..Telling::default() }
}

fn to(state: &State, account: &Account, message: Message) -> Result<AccountLetter, Problem> {
    let email = state.keys().unseal_text("account.email", &account.email_sealed)?;
    Ok(AccountLetter { email, language: Language::of(&account.language), message })
}

async fn add_link(write: &mut Write<'_>, id: Uuid, account: Uuid, purpose: &str) -> Result<(), Problem> {
    let until = write.now + chrono::Duration::hours(LINK_HOURS);
    store::insert_token(write.connection(), id, account, purpose, None, until).await
}

/// Every account that names the NIK, proven or not, and the address that an import brought.
async fn everywhere(
    state: &State,
    connection: &mut AsyncPgConnection,
    account: Uuid,
    agency: Option<String>,
    message: &Message,
) -> Result<Telling, Problem> {
    let account = store::find(connection, account).await?;
    let person = store::person(connection, account.person_id).await?;
    let mut telling = Telling { agency, ..Telling::default() };
    for known in store::of_nik(connection, &person.niks()).await? {
        telling.letters.push(to(state, &known, message.clone())?);
        telling.persons.push(known.person_id);
    }
    telling.persons.sort();
    telling.persons.dedup();
    let imported = store::established(connection, &person.niks()).await?;
    let sealed = imported.and_then(|imported| imported.contact_sealed);
    let contact = sealed.map(|sealed| Contact::unseal(state.keys(), &sealed)).transpose()?;
    if let Some(email) = contact.and_then(|contact| contact.email)
        && !telling.letters.iter().any(|letter| letter.email.eq_ignore_ascii_case(&email))
    {
        telling.letters.push(AccountLetter { email, language: Language::Id, message: message.clone() });
    }
    Ok(telling)
}
