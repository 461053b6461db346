//! Signing up: the answer is the same for everybody, and nothing exists until the address is confirmed.
use actix_web::web;
use chrono::{Datelike, Duration, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    Guard,
    account::{AccountToMake, Identification, email_lookup, make_account},
    attempt::{self, Limit},
    device::{CookieAnswer, Device},
    model::Client,
    news::{self, AccountLetter, AccountNews, LINK_HOURS, Message, What},
    password,
    session::{self, SessionTokens},
    sign_in::WRONG_CREDENTIALS,
    store::accounts::{self as store, SignUpRow},
    token,
};
use crate::{
    http::{Answer, IdempotencyKey, Json},
    kernel::{
        Code, Language, Problem, State, Text, new_id,
        permission::Public,
        problem::{BAD_INPUT, INTERNAL},
    },
    record::{Once, Write, write, write_once},
};

pub static LINK_OVER: Code = Code::new(
    "link_over",
    410,
    "Tautan ini sudah dipakai atau sudah lewat 24 jam. Minta tautan baru.",
    "This link was used or is older than 24 hours. Ask for a new one.",
);

const LINK: &str = "confirm_email";
const FORM: &str = "sign_up.form";
const BIRTH: Text =
    Text::new("Isi tanggal lahir seperti di KTP.", "Enter the birth date as on your identity card.");

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    #[validate(custom(function = nik))]
    #[schema(example = "9901015705990001")]
    pub nik: String,
    /// As on the card.
    #[validate(custom(function = name))]
    #[schema(example = "Siti Aminah")]
    pub name: String,
    #[schema(example = "1999-05-17")]
    pub birth_date: NaiveDate,
    #[validate(
        length(
            max = 254,
            code = "email_form",
            message = "Tulis surel seperti nama@contoh.id.|Write an e-mail address such as name@example.org."
        ),
        email(
            code = "email_form",
            message = "Tulis surel seperti nama@contoh.id.|Write an e-mail address such as name@example.org."
        )
    )]
    #[schema(example = "siti@contoh.id")]
    pub email: String,
    #[validate(custom(function = phone))]
    #[schema(example = "081200000000")]
    pub phone: String,
    #[schema(example = "tambang lampu kuning 7")]
    pub password: String,
    pub language: Language,
}

fn refused(code: &'static str, message: &'static str) -> ValidationError {
    let mut error = ValidationError::new(code);
    error.message = Some(message.into());
    error
}

fn nik(text: &str) -> Result<(), ValidationError> {
    let right = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit());
    let message = "NIK terdiri dari 16 angka, tanpa spasi.|The NIK has 16 digits, without spaces.";
    if right { Ok(()) } else { Err(refused("nik_form", message)) }
}

fn name(text: &str) -> Result<(), ValidationError> {
    let letters = text.trim().chars().count();
    let right = (1..=100).contains(&letters) && !text.chars().any(char::is_control);
    let message = "Isi nama seperti di KTP.|Enter your name as on your identity card.";
    if right { Ok(()) } else { Err(refused("name_form", message)) }
}

fn phone(text: &str) -> Result<(), ValidationError> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let right = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let message = "Tulis nomor HP seperti 081200000000.|Write a phone number such as 081200000000.";
    if right { Ok(()) } else { Err(refused("phone_form", message)) }
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct SignUpReceived {
    /// Hours that the mailed link is good.
    #[schema(example = 24)]
    pub link_hours: i64,
}

/// What waits, sealed, for its confirmation.
#[derive(Serialize, Deserialize)]
struct Waiting {
    identification: Identification,
    email: String,
    phone: String,
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct EmailConfirmation {
    /// From the mailed link.
    #[validate(length(max = 200))]
    #[schema(example = "AZNc0bq3m1x5W7y9A1c3E5g7I9k1M3o5Q7s9U1w3Y5a")]
    pub token: String,
    /// The one chosen at sign-up: only who signed up knows it, only who owns the address has the link.
    #[validate(length(max = 128))]
    #[schema(example = "tambang lampu kuning 7")]
    pub password: String,
    pub client: Client,
}

/// Sign up.
///
/// Always answers the same, whether or not NIK or address are known; the rest comes by mail.
#[utoipa::path(post, path = "/api/v1/identity/sign-up", operation_id = "sign_up", tag = "identity",
    request_body = SignUp,
    responses((status = 202, body = SignUpReceived, description = "A mail is on its way to the address")))]
pub async fn sign_up(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    key: IdempotencyKey,
    json: Json<SignUp>,
) -> Result<Answer<SignUpReceived>, Problem> {
    let form = json.value;
    check(&form, state.clock().now().date_naive())?;
    let email = form.email.trim().to_lowercase();
    let limits = [
        Limit { name: "sign_up.email", value: &email, times: 5, minutes: 60 },
        Limit { name: "sign_up.address", value: &device.address, times: 100, minutes: 60 },
    ];
    attempt::count(&state, &guard.actor(), &limits).await?;
    let password_hash = password::hash(form.password).await?;
    let identification = Identification { nik: form.nik, name: form.name, birth_date: form.birth_date };
    let waiting = Waiting { identification, email, phone: form.phone };
    let json_text = serde_json::to_vec(&waiting).map_err(|error| Problem::new(&INTERNAL).inside(error))?;
    let once = Once { operation: "sign_up", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let id = new_id();
        let row = SignUpRow {
            id,
            email_lookup: email_lookup(state.keys(), &waiting.email),
            form_sealed: state.keys().seal(FORM, &json_text)?,
            password_hash,
            language: form.language.code().into(),
            created_at: write.now,
            expires_at: write.now + Duration::hours(LINK_HOURS),
            used_at: None,
        };
        store::insert_sign_up(write.connection(), &row).await?;
        write.job(news::JOB, &AccountNews { id, what: What::SignedUp }).await?;
        Ok(Answer::accepted(SignUpReceived { link_hours: LINK_HOURS }))
    })
    .await
}

fn check(form: &SignUp, today: NaiveDate) -> Result<(), Problem> {
    let mut problem = Problem::new(&BAD_INPUT);
    if form.birth_date >= today || form.birth_date.year() < 1900 {
        problem = problem.field("/birth_date", "birth_date", BIRTH);
    }
    let local = form.email.split('@').next().unwrap_or_default();
    let joined: String = form.name.split_whitespace().collect();
    let (year, date) =
        (form.birth_date.format("%Y").to_string(), form.birth_date.format("%d%m%Y").to_string());
    let mut about = vec![form.email.as_str(), local, &form.nik, &form.phone, &joined, &year, &date];
    about.extend(form.name.split_whitespace());
    problem.errors.extend(password::fault(&form.password, &about));
    if problem.errors.is_empty() { Ok(()) } else { Err(problem) }
}

/// The mail for a sign-up: a link for a new address, a word to the owner of a known one.
pub(super) async fn letter(
    state: &State,
    write: &mut Write<'_>,
    id: Uuid,
) -> Result<Option<AccountLetter>, Problem> {
    let Some(row) = store::sign_up(write.connection(), id).await? else { return Ok(None) };
    let waiting = open(state, &row)?;
    let known = store::by_email(write.connection(), &row.email_lookup).await?.is_some();
    let message = match known {
        true => Message::AlreadyRegistered,
        false => Message::Confirm { token: token::link(state.keys(), LINK, id) },
    };
    Ok(Some(AccountLetter { email: waiting.email, language: Language::of(&row.language), message }))
}

fn open(state: &State, row: &SignUpRow) -> Result<Waiting, Problem> {
    serde_json::from_slice(&state.keys().unseal(FORM, &row.form_sealed)?)
        .map_err(|_| Problem::new(&INTERNAL).inside("sign_up.form"))
}

/// Confirm the address and open the account.
///
/// Needs the link and the password chosen at sign-up, so that neither a stranger who typed this address nor an owner
/// who only clicks can open an account for the other. Answers a session.
#[utoipa::path(post, path = "/api/v1/identity/confirm-email", operation_id = "confirm_email", tag = "identity",
    request_body = EmailConfirmation,
    responses((status = 200, body = SessionTokens, description = "The account is open, and signed in")))]
pub async fn confirm_email(
    guard: Guard<Public>,
    state: web::Data<State>,
    device: Device,
    json: Json<EmailConfirmation>,
) -> Result<CookieAnswer<SessionTokens>, Problem> {
    let EmailConfirmation { token, password, client } = json.value;
    if client == Client::App {
        device.must_be_the_app()?;
    }
    let over = || Problem::new(&LINK_OVER);
    let id = token::read_link(state.keys(), LINK, &token).ok_or_else(over)?;
    let limit = Limit { name: "confirm.link", value: &id.to_string(), times: 10, minutes: 60 };
    attempt::count(&state, &guard.actor(), &[limit]).await?;
    let stored = store::sign_up(&mut *state.primary().await?, id).await?;
    let right = password::verify(password, stored.map(|row| row.password_hash)).await?;
    if !right {
        return Err(Problem::new(&WRONG_CREDENTIALS));
    }
    write(&state, guard.actor(), async |write| {
        let now = write.now;
        let row = store::sign_up(write.connection(), id).await?.ok_or_else(over)?;
        let taken = store::by_email(write.connection(), &row.email_lookup).await?.is_some();
        if row.used_at.is_some() || row.expires_at <= now || taken {
            return Err(over());
        }
        store::use_sign_up(write.connection(), id, now).await?;
        let waiting = open(&state, &row)?;
        let wanted = AccountToMake {
            identification: &waiting.identification,
            email: &waiting.email,
            phone: &waiting.phone,
            password_hash: &row.password_hash,
            language: Language::of(&row.language),
            demo: false,
        };
        let made = make_account(&state, write, &wanted).await?;
        session::open(state.keys(), write, made.account_id, client).await
    })
    .await
}
