//! Access tokens: signed, short-lived, naming account and session only.
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::ACCESS_MINUTES;
use crate::kernel::{Problem, key::Keys, problem::INTERNAL};

#[derive(Debug, Serialize, Deserialize)]
pub struct Claims {
    pub sub: Uuid,
    pub sid: Uuid,
    pub iat: i64,
    pub exp: i64,
    /// The scopes of a machine client: `sub` is the client then, and `sid` the secret that it showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
}

/// An access token for `session` of `account`, valid from `now`.
pub fn issue(keys: &Keys, account: Uuid, session: Uuid, now: DateTime<Utc>) -> Result<String, Problem> {
    sign(keys, account, session, None, now)
}

/// An access token for a machine client that showed `secret`, valid from `now`.
pub fn issue_machine(
    keys: &Keys,
    client: Uuid,
    secret: Uuid,
    scopes: &[String],
    now: DateTime<Utc>,
) -> Result<String, Problem> {
    sign(keys, client, secret, Some(scopes.to_vec()), now)
}

fn sign(
    keys: &Keys,
    sub: Uuid,
    sid: Uuid,
    scopes: Option<Vec<String>>,
    now: DateTime<Utc>,
) -> Result<String, Problem> {
    let exp = (now + Duration::minutes(ACCESS_MINUTES)).timestamp();
    let claims = Claims { sub, sid, iat: now.timestamp(), exp, scopes };
    let header = Header { kid: Some(keys.token.id.clone()), ..Header::new(Algorithm::HS256) };
    jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(keys.token.bytes()))
        .map_err(|error| Problem::new(&INTERNAL).inside(error))
}

/// The claims of a token that we signed and that is still valid at `now`.
pub fn read(keys: &Keys, token: &str, now: DateTime<Utc>) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    // The clock is ours, so the library's own reading of the time is not used.
    validation.validate_exp = false;
    let data =
        jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(keys.token.bytes()), &validation);
    data.ok().map(|data| data.claims).filter(|claims| claims.exp > now.timestamp())
}

/// A one-time link's token: the id of its row and a keyed hash of it, so that nothing secret is stored.
pub fn link(keys: &Keys, purpose: &str, id: Uuid) -> String {
    let mac = keys.look_up(purpose, &id.to_string());
    data_encoding::BASE64URL_NOPAD.encode(&[id.as_bytes().as_slice(), &mac].concat())
}

/// The id inside a link's token, if we made it for this purpose.
pub fn read_link(keys: &Keys, purpose: &str, token: &str) -> Option<Uuid> {
    let bytes = data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
    let (id, mac) = bytes.split_at_checked(16)?;
    let id = Uuid::from_slice(id).ok()?;
    same(keys, mac, &keys.look_up(purpose, &id.to_string())).then_some(id)
}

/// Whether two secrets are one. Keyed hashes of them are compared, so that the time of the comparison tells nothing.
pub fn same(keys: &Keys, a: &[u8], b: &[u8]) -> bool {
    let blind = |bytes: &[u8]| keys.look_up("compare", &data_encoding::HEXLOWER.encode(bytes));
    blind(a) == blind(b)
}
