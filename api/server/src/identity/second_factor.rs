//! The second factor: a code that an authenticator app shows, each step of 30 seconds taken once.
use actix_web::web;
use fast_qr::convert::{Builder, Shape, svg::SvgBuilder};
use serde::{Deserialize, Serialize};
use totp_rs::{Secret, Totp};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    Guard,
    attempt::{self, Limit},
    store::{accounts as store, sessions},
};
use crate::{
    http::{Answer, Json},
    kernel::{Code, Problem, State, key::Keys, permission::OwnAccount, problem::INTERNAL, random},
    record::{Write, write},
};

pub static WRONG_CODE: Code = Code::new(
    "wrong_code",
    422,
    "Kode ini salah atau sudah dipakai. Tunggu kode berikutnya di aplikasi autentikator, lalu masukkan.",
    "This code is wrong or was used before. Wait for the next code in your authenticator app and enter it.",
);
pub static NOT_SET_UP: Code = Code::new(
    "second_factor_not_set_up",
    409,
    "Akun ini belum punya kode autentikator. Pasang dulu di halaman Akun.",
    "This account has no authenticator yet. Set it up on the Account page first.",
);
pub static ALREADY_SET_UP: Code = Code::new(
    "second_factor_set_up",
    409,
    "Autentikator akun ini sudah terpasang. Untuk menggantinya, datang ke loket dengan KTP.",
    "This account's authenticator is set up. To replace it, come to a counter with your identity card.",
);

const PLACE: &str = "account.totp";
/// Wrong codes within a quarter of an hour; a guess hits one of three valid codes among a million.
const TRIES: i32 = 10;

#[derive(Serialize, ToSchema)]
pub struct SecondFactorSetUp {
    #[schema(example = "otpauth://totp/Terang:siti?secret=JBSWY3DPEHPK3PXP&issuer=Terang")]
    pub uri: String,
    /// To type by hand where no camera is.
    #[schema(example = "JBSW Y3DP EHPK 3PXP")]
    pub secret: String,
    /// The address as a QR code, an SVG image.
    #[schema(example = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")]
    pub qr_svg: String,
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    #[validate(length(min = 6, max = 9))]
    #[schema(example = "492039")]
    pub code: String,
}

#[derive(Serialize, ToSchema)]
pub struct SecondFactorGiven {
    /// Until then deciding acts need no new code.
    pub fresh_until: chrono::DateTime<chrono::Utc>,
}

fn totp(secret: &[u8]) -> Result<Totp, Problem> {
    totp_rs::Builder::new()
        .with_secret(Secret::from(secret))
        .build()
        .map_err(|error| Problem::new(&INTERNAL).inside(error))
}

fn seconds(now: chrono::DateTime<chrono::Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or(0)
}

/// The code that `secret` shows at `now`; what the demo prints.
pub fn code_at(secret: &[u8], now: chrono::DateTime<chrono::Utc>) -> Result<String, Problem> {
    Ok(totp(secret)?.generate(seconds(now)).to_string())
}

/// Gives an account a confirmed authenticator with this secret; for accounts that a machine makes.
pub async fn make_second_factor(
    state: &State,
    write: &mut Write<'_>,
    account_id: Uuid,
    secret: &[u8; 20],
) -> Result<(), Problem> {
    let (sealed, now) = (state.keys().seal(PLACE, secret)?, write.now);
    store::set_totp(write.connection(), account_id, &sealed).await?;
    store::take_step(write.connection(), account_id, 1, now).await?;
    Ok(())
}

/// Begin to set up the second factor.
///
/// Answers a new secret each time, until a code of it has been confirmed.
#[utoipa::path(post, path = "/api/v1/identity/second-factor/set-up", operation_id = "set_up_second_factor",
    tag = "identity", responses((status = 200, body = SecondFactorSetUp, description = "What the authenticator needs")))]
pub async fn set_up_second_factor(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
) -> Result<Answer<SecondFactorSetUp>, Problem> {
    let (account_id, keys) = (guard.account_id()?, state.keys());
    let secret: [u8; 20] = random();
    let email = write(&state, guard.actor(), async |write| {
        let account = store::find_locked(write.connection(), account_id).await?;
        if account.totp_confirmed_at.is_some() {
            return Err(Problem::new(&ALREADY_SET_UP));
        }
        store::set_totp(write.connection(), account_id, &keys.seal(PLACE, &secret)?).await?;
        keys.unseal_text("account.email", &account.email_sealed)
    });
    Ok(Answer::ok(shown(&secret, &email.await?)?))
}

fn shown(secret: &[u8], email: &str) -> Result<SecondFactorSetUp, Problem> {
    let inside = |text: String| Problem::new(&INTERNAL).inside(text);
    let plain = data_encoding::BASE32_NOPAD.encode(secret);
    let mut uri = url::Url::parse("otpauth://totp/").map_err(|error| inside(error.to_string()))?;
    uri.set_path(&format!("Terang:{email}"));
    uri.query_pairs_mut().append_pair("secret", &plain).append_pair("issuer", "Terang");
    let qr = fast_qr::QRBuilder::new(uri.as_str()).build().map_err(|error| inside(format!("{error:?}")))?;
    let qr_svg = SvgBuilder::default().shape(Shape::Square).to_str(&qr);
    let groups: Vec<_> = plain.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    Ok(SecondFactorSetUp { uri: uri.into(), secret: groups.join(" "), qr_svg })
}

/// Give a code of the authenticator.
///
/// The first one confirms the set-up. Each one makes this session's second factor fresh for ten minutes.
#[utoipa::path(post, path = "/api/v1/identity/second-factor", operation_id = "give_second_factor", tag = "identity",
    request_body = SecondFactorCode,
    responses((status = 200, body = SecondFactorGiven, description = "The second factor is fresh")))]
pub async fn give_second_factor(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    json: Json<SecondFactorCode>,
) -> Result<Answer<SecondFactorGiven>, Problem> {
    let signed = guard.signed()?;
    let account = signed.account_id.to_string();
    let limit = Limit { name: "second_factor.account", value: &account, times: TRIES, minutes: 15 };
    attempt::count(&state, &guard.actor(), &[limit]).await?;
    let (account_id, session_id) = (signed.account_id, signed.session_id);
    let fresh_until = write(&state, guard.actor(), async |write| {
        let now = write.now;
        take_code(state.keys(), write, account_id, &json.value.code).await?;
        sessions::step_up(write.connection(), session_id, now).await?;
        Ok(now + chrono::Duration::minutes(super::model::STEP_UP_MINUTES))
    })
    .await?;
    attempt::forget(&state, &guard.actor(), "second_factor.account", &account).await?;
    Ok(Answer::ok(SecondFactorGiven { fresh_until }))
}

async fn take_code(keys: &Keys, write: &mut Write<'_>, account_id: Uuid, code: &str) -> Result<(), Problem> {
    let now = write.now;
    let account = store::find_locked(write.connection(), account_id).await?;
    let sealed = account.totp_sealed.ok_or_else(|| Problem::new(&NOT_SET_UP))?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = totp(&keys.unseal(PLACE, &sealed)?)?.check(&digits, seconds(now));
    let step = step.and_then(|step| i64::try_from(step).ok()).ok_or_else(|| Problem::new(&WRONG_CODE))?;
    if store::take_step(write.connection(), account_id, step, now).await? {
        Ok(())
    } else {
        Err(Problem::new(&WRONG_CODE))
    }
}

#[cfg(test)]
mod tests {
    use super::totp;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, last six digits.
        let totp = totp(b"12345678901234567890").unwrap();
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(totp.generate(at).to_string(), code);
            assert_eq!(totp.check(code, at), Some(at / 30));
        }
    }
}
