//! An administrator proposes a machine client.
use actix_web::web;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{CONTACT, MachineClient, Reader, scope};
use crate::{
    http::{Answer, IdempotencyKey, Json},
    identity::{
        Guard, Scope,
        store::machines::{self as store, MachineRow},
    },
    kernel::{Problem, State, Text, new_id, permission, permission::MachineGive, problem::BAD_INPUT},
    record::{Once, write_once},
};

const NO_TIME: Text =
    Text::new("Tanggal berakhir harus sesudah sekarang.", "The end must lie in the future.");
const NO_SCOPE: Text = Text::new("Pilih paling sedikit satu hak.", "Choose at least one scope.");
const UNKNOWN: Text = Text::new("Hak ini tidak dikenal.", "This scope is not known.");
const PEOPLE_ONLY: Text = Text::new(
    "Mesin tidak boleh memegang hak ini: yang memutuskan tentang orang, atau yang memerlukan kode autentikator baru, \
     hanya dilakukan orang.",
    "A machine may not hold this scope: what decides about people, or needs a fresh authenticator code, is done by \
     people only.",
);

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MachineToPropose {
    #[validate(length(
        min = 1,
        max = 80,
        message = "Tulis nama klien, paling banyak 80 huruf.|Write the client's name, at most 80 characters."
    ))]
    #[schema(example = "SIMPEG Sawahlunto")]
    pub name: String,
    #[validate(length(
        min = 1,
        max = 300,
        message = "Tulis tujuannya, paling banyak 300 huruf.|Write its purpose, at most 300 characters."
    ))]
    #[schema(example = "Menyamakan data pegawai setiap malam")]
    pub purpose: String,
    /// Whom to call when it misbehaves; kept encrypted.
    #[validate(length(
        min = 1,
        max = 200,
        message = "Tulis surel atau telepon penanggung jawab.|Write the e-mail or telephone of who is responsible."
    ))]
    #[schema(example = "operator.simpeg@contoh.id")]
    pub contact: String,
    /// Names from `list_machine_scopes`.
    #[validate(length(max = 50))]
    #[schema(example = json!(["employee.manage"]))]
    pub scopes: Vec<String>,
    pub valid_until: DateTime<Utc>,
}

/// Propose a machine client.
///
/// A second administrator confirms it. What decides about people, or needs a fresh second factor, no machine may do.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/machines", operation_id = "propose_machine", tag = "identity",
    params(("agency" = String, Path, description = "Agency code")), request_body = MachineToPropose,
    responses((status = 201, body = MachineClient, description = "It waits for a second administrator")))]
pub async fn propose_machine(
    guard: Guard<MachineGive>,
    state: web::Data<State>,
    key: IdempotencyKey,
    json: Json<MachineToPropose>,
) -> Result<Answer<MachineClient>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, me) = (guard.agency()?.to_owned(), guard.account_id()?);
    let wanted = json.value;
    let once = Once { operation: "propose_machine", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let now = write.now;
        let scopes = checked(&wanted.scopes)?;
        if wanted.valid_until <= now {
            return Err(Problem::new(&BAD_INPUT).field("/valid_until", "in_the_past", NO_TIME));
        }
        let row = MachineRow {
            agency_id: agency,
            id: new_id(),
            name: wanted.name.trim().to_owned(),
            purpose: wanted.purpose.trim().to_owned(),
            contact_sealed: state.keys().seal_text(CONTACT, wanted.contact.trim())?,
            scopes,
            valid_until: wanted.valid_until,
            proposed_by: me,
            proposed_at: now,
            confirmed_by: None,
            confirmed_at: None,
            ended_at: None,
            last_used_at: None,
            version: 1,
        };
        store::insert(write.connection(), &row).await?;
        write.audit(&row.agency_id, "machine_proposed", row.id).await?;
        let reader = Reader { keys: state.keys(), me, now, language: guard.language };
        Ok(Answer::created(reader.shown(row, &[])?).version(1))
    })
    .await
}

/// The scopes in the order of the list, each once.
fn checked(wanted: &[String]) -> Result<Vec<String>, Problem> {
    let mut problem = Problem::new(&BAD_INPUT);
    if wanted.is_empty() {
        problem = problem.field("/scopes", "required", NO_SCOPE);
    }
    for (at, name) in wanted.iter().enumerate() {
        let known = permission::ALL.iter().any(|(known, _)| *known == name.as_str());
        let pointer = format!("/scopes/{at}");
        problem = match (scope::words(name), known) {
            (Some(_), _) => problem,
            (None, true) => problem.field(pointer, "people_only", PEOPLE_ONLY),
            (None, false) => problem.field(pointer, "scope_unknown", UNKNOWN),
        };
    }
    if !problem.errors.is_empty() {
        return Err(problem);
    }
    let chosen = scope::SCOPES.iter().filter(|(name, _)| wanted.iter().any(|wanted| wanted == name));
    Ok(chosen.map(|(name, _)| (*name).to_owned()).collect())
}
