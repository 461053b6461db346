//! Machine clients: an agency's programs, each made by two administrators, each with scopes from the list of permissions.
mod caller;
mod confirm;
mod grant;
mod list;
mod propose;
mod scope;
mod secret;

pub use caller::Machine;
pub use scope::SCOPES;

use chrono::{DateTime, Utc};
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::machines::{MachineRow, SecretRow};
use crate::{
    http::Routes,
    kernel::{Code, Language, Problem, key::Keys},
    record::{Fact, Write},
};

pub static SAME_PROPOSER: Code = Code::new(
    "machine_same_administrator",
    409,
    "Administrator yang mengusulkan klien mesin tidak boleh mengesahkannya. Minta administrator kedua.",
    "The administrator who proposed a machine client may not confirm it. Ask a second administrator.",
);
pub static SETTLED: Code = Code::new(
    "machine_settled",
    409,
    "Klien mesin ini sudah disahkan atau sudah berakhir. Muat ulang daftarnya untuk melihat keadaannya sekarang.",
    "This machine client is confirmed or over already. Reload the list to see where it is now.",
);
pub static NOT_IN_FORCE: Code = Code::new(
    "machine_not_in_force",
    409,
    "Rahasia hanya dibuat untuk klien mesin yang berlaku. Sahkan dulu, atau usulkan klien baru.",
    "Secrets are made only for a machine client in force. Confirm it first, or propose a new one.",
);

/// Where a contact is sealed.
const CONTACT: &str = "machine_client.contact";

/// What a machine may do, in plain words.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MachineScope {
    #[schema(example = "run.see")]
    pub name: String,
    /// In the language of `Accept-Language`.
    #[schema(example = "Membaca hasil perhitungan seleksi, dengan kode peserta dan tanpa nama")]
    pub words: String,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct MachineClient {
    /// The `client_id` at `machine_token`.
    pub id: Uuid,
    #[schema(example = "SIMPEG Sawahlunto")]
    pub name: String,
    #[schema(example = "Menyamakan data pegawai setiap malam")]
    pub purpose: String,
    /// Whom to call when it misbehaves.
    #[schema(example = "operator.simpeg@contoh.id")]
    pub contact: String,
    pub scopes: Vec<MachineScope>,
    pub proposed_at: DateTime<Utc>,
    pub valid_until: DateTime<Utc>,
    /// `waiting` for a second administrator, `in_force`, or `over`.
    #[schema(example = "in_force")]
    pub state: String,
    /// When it last got a token, which is good for ten minutes.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When its newest secret was made; none before the first.
    pub secret_made_at: Option<DateTime<Utc>>,
    /// Until when the secret before it works too.
    pub old_secret_works_until: Option<DateTime<Utc>>,
    /// Whether the caller proposed it, and so may not confirm it.
    #[schema(example = false)]
    pub proposed_by_me: bool,
    #[schema(example = 1)]
    pub version: i32,
}

/// Who asks, when, and in which language.
struct Reader<'a> {
    keys: &'a Keys,
    me: Uuid,
    now: DateTime<Utc>,
    language: Language,
}

impl Reader<'_> {
    fn shown(&self, row: MachineRow, secrets: &[SecretRow]) -> Result<MachineClient, Problem> {
        let own = || secrets.iter().filter(|secret| secret.client_id == row.id);
        Ok(MachineClient {
            contact: self.keys.unseal_text(CONTACT, &row.contact_sealed)?,
            state: state(&row, self.now).into(),
            scopes: row.scopes.iter().map(|name| scope::shown(name, self.language)).collect(),
            secret_made_at: own().map(|secret| secret.made_at).max(),
            old_secret_works_until: own().filter_map(|secret| secret.works_until).max(),
            proposed_by_me: row.proposed_by == self.me,
            id: row.id,
            name: row.name,
            purpose: row.purpose,
            proposed_at: row.proposed_at,
            valid_until: row.valid_until,
            last_used_at: row.last_used_at,
            version: row.version,
        })
    }
}

fn state(row: &MachineRow, now: DateTime<Utc>) -> &'static str {
    if row.ended_at.is_some() || row.valid_until <= now {
        "over"
    } else if row.confirmed_by.is_none() {
        "waiting"
    } else {
        "in_force"
    }
}

async fn fact(write: &mut Write<'_>, kind: Kind, row: &MachineRow) -> Result<(), Problem> {
    let payload = json!({"scopes": row.scopes, "valid_until": row.valid_until.to_rfc3339()});
    let agency = &row.agency_id;
    write.fact(Fact { agency, kind, round: None, noun: "machine", subject: row.id, payload }).await?;
    Ok(())
}

/// The routes of machine clients.
pub fn routes(routes: &mut Routes) {
    routes.add(list::__path_list_machines, list::list_machines, &[]);
    routes.add(list::__path_list_machine_scopes, list::list_machine_scopes, &[]);
    routes.add(propose::__path_propose_machine, propose::propose_machine, &[]);
    routes.add(confirm::__path_confirm_machine, confirm::confirm_machine, &[&SAME_PROPOSER, &SETTLED]);
    routes.add(confirm::__path_end_machine, confirm::end_machine, &[&SETTLED]);
    routes.add(secret::__path_make_machine_secret, secret::make_machine_secret, &[&NOT_IN_FORCE]);
    routes.add(
        grant::__path_machine_token,
        grant::machine_token,
        &[
            &super::attempt::TOO_MANY_ATTEMPTS,
            &grant::INVALID_CLIENT,
            &grant::INVALID_REQUEST,
            &grant::INVALID_SCOPE,
            &grant::UNSUPPORTED_GRANT_TYPE,
        ],
    );
}
