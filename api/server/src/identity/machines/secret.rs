//! Secrets of a machine client: shown once, kept as a hash, replaced while the old one still works for a while.
use actix_web::web;
use chrono::{DateTime, Duration, Utc};
use ledger::Kind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{NOT_IN_FORCE, fact, state as state_of};
use crate::{
    http::{Answer, IfMatch, Json, Place},
    identity::{
        Guard, Scope,
        store::machines::{self as store, SecretRow},
    },
    kernel::{Problem, State, new_id, permission::MachineGive, random},
    record::write,
};

/// So that a finder of a leaked one, or a scanner of repositories, knows where it belongs.
const PREFIX: &str = "terang_";

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SecretToMake {
    /// Hours that the secret before it goes on working, 0 to 168. Without meaning for the first one.
    #[validate(range(min = 0, max = 168, message = "Isi 0 sampai 168 jam.|Give 0 to 168 hours."))]
    #[schema(example = 24)]
    pub overlap_hours: i64,
}

/// A new secret. It is not kept and never shown again.
#[derive(Serialize, ToSchema)]
pub struct MachineSecret {
    pub client_id: Uuid,
    #[schema(example = "terang_Zk2k0bq3m1x5W7y9A1c3E5g7I9k1M3o5Q7s9U1w3Y5a")]
    pub client_secret: String,
    /// Until when the secret before it works; none when there is none.
    pub old_secret_works_until: Option<DateTime<Utc>>,
    /// The client's version, for `If-Match`.
    #[schema(example = 3)]
    pub version: i32,
}

/// SHA-256 is enough: nobody guesses 32 random bytes.
pub fn hash(secret: &str) -> Vec<u8> {
    sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(secret.as_bytes())).to_vec()
}

/// Make a secret for a machine client.
///
/// The first one, or one in the place of another. The answer shows it once; nobody can read it afterwards.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/machines/{machine}/secrets",
    operation_id = "make_machine_secret", tag = "identity", request_body = SecretToMake,
    params(("agency" = String, Path, description = "Agency code"), ("machine" = Uuid, Path, description = "Id of the client")),
    responses((status = 201, body = MachineSecret, description = "The secret, this once")))]
pub async fn make_machine_secret(
    guard: Guard<MachineGive>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    version: IfMatch,
    json: Json<SecretToMake>,
) -> Result<Answer<MachineSecret>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, id) = place.0;
    let me = guard.account_id()?;
    let client_secret = format!("{PREFIX}{}", data_encoding::BASE64URL_NOPAD.encode(&random::<32>()));
    // Not kept under an idempotency key, since that would keep the secret: If-Match lets one of two through.
    write(&state, guard.actor(), async |write| {
        let now = write.now;
        let mut row = store::find_locked(write.connection(), &agency, id).await?;
        version.check(row.version)?;
        if state_of(&row, now) != "in_force" {
            return Err(Problem::new(&NOT_IN_FORCE));
        }
        let overlap_ends = now + Duration::hours(json.value.overlap_hours);
        let secret = SecretRow {
            agency_id: agency.clone(),
            id: new_id(),
            client_id: id,
            hash: hash(&client_secret),
            made_by: me,
            made_at: now,
            works_until: None,
        };
        store::replace_secret(write.connection(), &secret, overlap_ends).await?;
        row.version += 1;
        store::update(write.connection(), &row).await?;
        fact(write, Kind::MachineSecretMade, &row).await?;
        let working = store::working_secrets(write.connection(), &agency, &[id], now).await?;
        let old_secret_works_until = working.iter().filter_map(|secret| secret.works_until).max();
        let version = row.version;
        let body = MachineSecret { client_id: id, client_secret, old_secret_works_until, version };
        Ok(Answer::created(body).version(version))
    })
    .await
}
