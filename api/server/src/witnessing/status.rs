//! How an agency's log stands, for the app.
use actix_web::web;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Answer, Place, Routes},
    identity::Guard,
    kernel::{Language, Problem, State, permission::Public, problem::NOT_FOUND},
    record::log::{checkpoint, key, policy, tree},
};

/// Why nothing is signed at present.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogRefusal {
    /// `database_older`, `root_differs`, `outside_missing`, `outside_unknown`, `key_missing` or `key_other`.
    #[schema(example = "database_older")]
    pub code: String,
    #[schema(example = "Basis data lebih tua daripada catatan yang sudah diumumkan.")]
    pub message: String,
    pub since: Option<DateTime<Utc>>,
}

/// The log of an agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogStatus {
    /// Name of the log and of its key.
    #[schema(example = "terang.example/ledger/5473")]
    pub origin: String,
    /// The public key, as programs that check signed notes take it; none before the first checkpoint.
    #[schema(example = "terang.example/ledger/5473+7a864099+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4")]
    pub vkey: Option<String>,
    /// Where checkpoint, tiles and policy are.
    #[schema(example = "https://terang.example/ledger/5473/")]
    pub url: String,
    /// Leaves under the last checkpoint.
    #[schema(example = 1204)]
    pub size: u64,
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub root: Option<String>,
    pub signed_at: Option<DateTime<Utc>>,
    /// Whether as many witnesses as the policy asks for have cosigned the last checkpoint; never while it asks for none.
    #[schema(example = false)]
    pub witnessed: bool,
    /// Leaves under the last checkpoint that they have cosigned.
    #[schema(example = 1190)]
    pub witnessed_size: u64,
    /// Names of the witnesses in the policy.
    #[schema(example = json!(["w1.example"]))]
    pub witnesses: Vec<String>,
    pub refusing: Option<LogRefusal>,
}

/// See how the record stands.
///
/// The log of an agency: its key, its last checkpoint, and whether signing has stopped, with the reason.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/log", operation_id = "log_status", tag = "record",
    params(("agency" = String, Path, description = "Agency code", example = "5473")),
    responses((status = 200, body = LogStatus, description = "How the log stands")))]
pub async fn log_status(
    guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<String>,
) -> Result<Answer<LogStatus>, Problem> {
    let agency = place.0;
    let mut connection = state.read().await?;
    let origin = key::name(&mut connection, &agency).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let vkey = key::present(&mut connection, &agency).await?.map(|key| key.to_string());
    let last = checkpoint::newest(&mut connection, &agency).await?;
    let root = last.as_ref().map(checkpoint::Row::root).transpose()?;
    let tree = tree::find(&mut connection, &agency).await?;
    let size = last.as_ref().map_or(0, checkpoint::Row::size);
    let witnessed_size = checkpoint::witnessed(&mut connection, &agency).await?.map_or(0, |row| row.size());
    let policy = policy::newest(&state, &mut connection, &agency).await?;
    let witnesses = policy.iter().flat_map(|policy| policy.witnesses());
    Ok(Answer::ok(LogStatus {
        origin,
        vkey,
        url: policy::address(&state, &agency),
        size,
        witnessed: size > 0 && witnessed_size == size,
        witnessed_size,
        witnesses: witnesses.map(|witness| witness.key.name().to_owned()).collect(),
        root: root.map(|root| root.to_string()),
        signed_at: last.map(|last| last.signed_at),
        refusing: tree.and_then(|tree| refusing(&tree, guard.language)),
    }))
}

fn refusing(tree: &tree::Row, language: Language) -> Option<LogRefusal> {
    let refusal = tree.refusal()?;
    Some(LogRefusal {
        code: refusal.code().to_owned(),
        message: refusal.text().get(language).to_owned(),
        since: tree.refused_at,
    })
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_log_status, log_status, &[]);
}
