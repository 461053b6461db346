//! Who watches the log: a version of the policy is proposed by one administrator and approved by another. The change is
//! a leaf, and it counts once the witnesses of the version before have cosigned it.
use actix_web::web;
use chrono::{DateTime, Utc};
use ledger::{Kind, policy::Policy};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    http::{Answer, IdempotencyKey, Json, Place, Routes},
    identity::{Guard, Scope},
    kernel::{
        Code, Problem, State, Text,
        permission::{LogPolicy, Public},
        problem::{BAD_INPUT, NOT_FOUND},
    },
    record::{
        Fact, Once,
        log::{
            key,
            policy::{self, Row},
        },
        write_once,
    },
};

pub static POLICY_WAITS: Code = Code::new(
    "policy_waits",
    409,
    "Masih ada perubahan kebijakan yang belum berlaku. Selesaikan perubahan itu dahulu.",
    "Another change of the policy is not in force yet. Finish that one first.",
);
pub static OWN_POLICY: Code = Code::new(
    "own_policy",
    409,
    "Anda sendiri yang mengusulkan kebijakan ini. Minta admin lain menyetujuinya.",
    "You proposed this policy yourself. Ask another administrator to approve it.",
);
pub static POLICY_DECIDED: Code = Code::new(
    "policy_decided",
    409,
    "Kebijakan ini sudah disetujui. Muat ulang untuk melihat keadaannya sekarang.",
    "This policy is approved already. Reload to see how it stands now.",
);

const WRONG_LINES: Text = Text::new(
    "Baris kebijakan tidak dapat dibaca. Tulis witness, group, dan tepat satu quorum, tanpa baris log.",
    "The lines of the policy cannot be read. Write witness, group and exactly one quorum, without a log line.",
);

/// A proposed change.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PolicyProposal {
    /// Lines of a C2SP tlog-policy without `log`: witnesses, groups and the quorum.
    #[schema(
        example = "witness kampus w1.example+acdef6e7+BCVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd\nquorum kampus\n"
    )]
    #[validate(length(min = 1, max = 20_000))]
    pub lines: String,
    #[schema(example = "Universitas menjadi saksi pertama")]
    #[validate(length(min = 3, max = 500))]
    pub reason: String,
}

/// A version of the policy.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PolicyVersion {
    #[schema(example = 1)]
    pub version: i32,
    pub lines: String,
    #[schema(example = "Universitas menjadi saksi pertama")]
    pub reason: String,
    /// `proposed`, `approved` (its leaf waits for the quorum before it), `in_force` or `replaced`.
    #[schema(example = "in_force")]
    pub state: String,
    pub proposed_at: DateTime<Utc>,
    pub approved_at: Option<DateTime<Utc>>,
    pub in_force_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PolicyVersions {
    /// The newest first.
    pub items: Vec<PolicyVersion>,
}

impl PolicyVersion {
    fn of(row: Row, replaced: bool) -> Self {
        let state = match (row.in_force_at, row.approved_at) {
            (Some(_), _) if replaced => "replaced",
            (Some(_), _) => "in_force",
            (None, Some(_)) => "approved",
            (None, None) => "proposed",
        };
        Self {
            version: row.version,
            lines: row.lines,
            reason: row.reason,
            state: state.to_owned(),
            proposed_at: row.proposed_at,
            approved_at: row.approved_at,
            in_force_at: row.in_force_at,
        }
    }
}

/// List the versions of a log's policy.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/log/policies", operation_id = "log_policies", tag = "record",
    params(("agency" = String, Path, example = "5473")),
    responses((status = 200, body = PolicyVersions, description = "Versions of the policy")))]
pub async fn log_policies(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<String>,
) -> Result<Answer<PolicyVersions>, Problem> {
    let mut seen = false;
    let rows = policy::versions(&mut *state.read().await?, &place.0).await?;
    let items = rows.into_iter().map(|row| {
        let replaced = seen;
        seen |= row.in_force_at.is_some();
        PolicyVersion::of(row, replaced)
    });
    Ok(Answer::ok(PolicyVersions { items: items.collect() }))
}

/// Propose another policy for the log.
///
/// Another administrator approves it.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/log/policies", operation_id = "propose_log_policy", tag = "record",
    request_body = PolicyProposal, params(("agency" = String, Path, example = "5473")),
    responses((status = 201, body = PolicyVersion, description = "Proposed")))]
pub async fn propose_log_policy(
    guard: Guard<LogPolicy>,
    state: web::Data<State>,
    place: Place<String>,
    idempotency: IdempotencyKey,
    body: Json<PolicyProposal>,
) -> Result<Answer<PolicyVersion>, Problem> {
    let agency = place.0;
    guard.covers(Scope::Agency)?;
    let by = guard.account_id()?;
    let hash = Sha256::new().chain_update(&agency).chain_update(body.hash).finalize().into();
    let once = Once { operation: "propose_log_policy", key: &idempotency, body_hash: hash };
    write_once(&state, guard.actor(), once, async |write| {
        let now = write.now;
        policy::lock(write.connection(), &agency).await?;
        let key = key::present(write.connection(), &agency).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        let lines = format!("{}\n", body.value.lines.trim_end());
        let whole = policy::whole(&state, &agency, &key, &[], &lines);
        let own = |policy: &Policy| policy.logs().len() == 1 && policy.retired(key.name()).next().is_none();
        if !Policy::parse(whole.as_bytes()).is_ok_and(|policy| own(&policy)) {
            return Err(Problem::new(&BAD_INPUT).field("/lines", "policy_form", WRONG_LINES));
        }
        let versions = policy::versions(write.connection(), &agency).await?;
        if versions.iter().any(|row| row.in_force_at.is_none()) {
            return Err(Problem::new(&POLICY_WAITS));
        }
        let row = Row {
            agency_id: agency.clone(),
            version: versions.as_slice().first().map_or(1, |last| last.version.saturating_add(1)),
            lines,
            reason: body.value.reason.clone(),
            proposed_by: by,
            proposed_at: now,
            approved_by: None,
            approved_at: None,
            leaf_id: None,
            in_force_at: None,
        };
        policy::propose(write.connection(), &row).await?;
        write.audit(&agency, "log_policy_proposed", by).await?;
        Ok(Answer::created(PolicyVersion::of(row, false)))
    })
    .await
}

/// Approve a proposed policy.
///
/// By another administrator than the one who proposed it. It is in force once the quorum before it has cosigned the leaf
/// of this change.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/log/policies/{version}/approval",
    operation_id = "approve_log_policy", tag = "record",
    params(("agency" = String, Path, example = "5473"), ("version" = i32, Path, example = 1)),
    responses((status = 201, body = PolicyVersion, description = "Approved")))]
pub async fn approve_log_policy(
    guard: Guard<LogPolicy>,
    state: web::Data<State>,
    place: Place<(String, i32)>,
    idempotency: IdempotencyKey,
) -> Result<Answer<PolicyVersion>, Problem> {
    let (agency, version) = place.0;
    guard.covers(Scope::Agency)?;
    let by = guard.account_id()?;
    let hash = Sha256::digest(format!("{agency} {version}")).into();
    let once = Once { operation: "approve_log_policy", key: &idempotency, body_hash: hash };
    write_once(&state, guard.actor(), once, async |write| {
        let now = write.now;
        policy::lock(write.connection(), &agency).await?;
        let versions = policy::versions(write.connection(), &agency).await?;
        let row = versions.into_iter().find(|row| row.version == version);
        let mut row = row.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        if row.approved_at.is_some() {
            return Err(Problem::new(&POLICY_DECIDED));
        }
        if row.proposed_by == by {
            return Err(Problem::new(&OWN_POLICY));
        }
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&row.lines));
        let payload = json!({"event": "policy_changed", "version": version, "lines_sha256": hash});
        let subject = subject(&agency);
        let fact = Fact { agency: &agency, kind: Kind::KeyEvent, round: None, noun: "log", subject, payload };
        let leaf = write.fact(fact).await?;
        policy::approve(write.connection(), &row, by, leaf, now).await?;
        (row.approved_by, row.approved_at, row.leaf_id) = (Some(by), Some(now), Some(leaf));
        Ok(Answer::created(PolicyVersion::of(row, false)))
    })
    .await
}

/// The log itself as a subject: always the same one for an agency, so that its events form a chain.
pub(super) fn subject(agency: &str) -> Uuid {
    let hash: [u8; 32] = Sha256::digest(format!("terang/log/{agency}")).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(hash.first_chunk::<16>().unwrap_or(&[0; 16]));
    Uuid::from_bytes(bytes)
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_log_policies, log_policies, &[]);
    routes.add(__path_propose_log_policy, propose_log_policy, &[&NOT_FOUND, &POLICY_WAITS]);
    let approves = [&NOT_FOUND, &OWN_POLICY, &POLICY_DECIDED];
    routes.add(__path_approve_log_policy, approve_log_policy, &approves);
}
