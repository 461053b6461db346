//! What a log signs with: its keys in their order, and the change to the next one, which one administrator proposes and
//! another approves. Neither types a key: it is the one whose two halves the custodians have laid down.
use actix_web::web;
use diesel_async::AsyncPgConnection;
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    key_answers::{KeyChange, LogKey, LogKeys},
    policies::subject,
};
use crate::{
    http::{Answer, IdempotencyKey, Json, Place, Routes},
    identity::{Guard, Scope},
    kernel::{
        Code, Problem, State,
        permission::{LogPolicy, Public},
        problem::NOT_FOUND,
    },
    record::{
        Fact, Once, Write,
        log::{
            checkpoint, key, policy, proof as proofs,
            rotation::{self, Row},
        },
        write_once,
    },
};

pub static KEY_WAITS: Code = Code::new(
    "key_waits",
    409,
    "Masih ada penggantian kunci yang sudah disetujui dan belum selesai. Tunggu sampai selesai.",
    "A change of keys is approved and not done yet. Wait until it is.",
);
pub static OWN_KEY_CHANGE: Code = Code::new(
    "own_key_change",
    409,
    "Anda sendiri yang mengusulkan penggantian kunci ini. Minta admin lain menyetujuinya.",
    "You proposed this change of keys yourself. Ask another administrator to approve it.",
);
pub static KEY_CHANGE_DECIDED: Code = Code::new(
    "key_change_decided",
    409,
    "Usulan ini sudah disetujui atau sudah diganti usulan lain. Muat ulang untuk melihat keadaannya.",
    "This proposal is approved already, or another one took its place. Reload to see how it stands.",
);
pub static NEXT_KEY_MISSING: Code = Code::new(
    "next_key_missing",
    409,
    "Kunci berikutnya belum lengkap di server, atau bukan yang diusulkan. Minta kedua pemegang kunci meletakkan bagiannya.",
    "The next key is not complete on the server, or not the proposed one. Ask both custodians to lay down their halves.",
);
pub static KEY_NOT_LOST: Code = Code::new(
    "key_not_lost",
    409,
    "Kunci yang sekarang masih ada di server. Pilih alasan lain, supaya kunci itu ikut menandatangani penggantinya.",
    "The present key is still on the server. Choose another reason, so that it signs for the one that follows.",
);
pub static KEY_IS_LOST: Code = Code::new(
    "key_is_lost",
    409,
    "Kunci yang sekarang tidak ada di server. Bawa kembali dari pemegangnya, atau usulkan dengan alasan hilang.",
    "The present key is not on the server. Bring it back from its custodians, or propose with the reason lost.",
);

/// Why the key of a log is changed.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyReason {
    /// Its time has come.
    Routine,
    /// Somebody who held a half has gone.
    Custodian,
    /// Somebody else may have it.
    Theft,
    /// It is gone, and so are the custodians' copies: the next one comes without its signature.
    Lost,
}

impl KeyReason {
    const fn code(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Custodian => "custodian",
            Self::Theft => "theft",
            Self::Lost => rotation::LOST,
        }
    }
}

/// A proposed change of keys.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct KeyProposal {
    pub reason: KeyReason,
}

/// See what the log signs with.
///
/// The keys of a log in their order, and the changes between them.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/log/keys", operation_id = "log_keys", tag = "record",
    params(("agency" = String, Path, example = "5473")),
    responses((status = 200, body = LogKeys, description = "Keys and changes, the newest first")))]
pub async fn log_keys(
    _guard: Guard<Public>,
    state: web::Data<State>,
    place: Place<String>,
) -> Result<Answer<LogKeys>, Problem> {
    let agency = place.0;
    let connection = &mut *state.read().await?;
    let noted = key::noted(connection, &agency).await?;
    let witnessed = checkpoint::witnessed(connection, &agency).await?.map_or(0, |last| last.size());
    let address = policy::address(&state, &agency);
    let changes = rotation::versions(connection, &agency).await?;
    let latest = changes.as_slice().first().map(|row| row.version);
    Ok(Answer::ok(LogKeys {
        items: LogKey::all(&noted, witnessed, &address)?,
        changes: changes.into_iter().map(|row| KeyChange::of(&row, latest)).collect::<Result<_, _>>()?,
    }))
}

/// Propose the log's next key.
///
/// It is the one whose two halves lie on the server. Another administrator approves it; a proposal that nobody has
/// approved gives way to the next one.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/log/keys", operation_id = "propose_log_key", tag = "record",
    request_body = KeyProposal, params(("agency" = String, Path, example = "5473")),
    responses((status = 201, body = KeyChange, description = "Proposed")))]
pub async fn propose_log_key(
    guard: Guard<LogPolicy>,
    state: web::Data<State>,
    place: Place<String>,
    idempotency: IdempotencyKey,
    body: Json<KeyProposal>,
) -> Result<Answer<KeyChange>, Problem> {
    let agency = place.0;
    guard.covers(Scope::Agency)?;
    let by = guard.account_id()?;
    let once = Once { operation: "propose_log_key", key: &idempotency, body_hash: body.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let now = write.now;
        policy::lock(write.connection(), &agency).await?;
        let before = rotation::versions(write.connection(), &agency).await?;
        if before.iter().any(|row| row.approved_at.is_some() && row.done_at.is_none()) {
            return Err(Problem::new(&KEY_WAITS));
        }
        let version = before.as_slice().first().map_or(1, |last| last.version.saturating_add(1));
        let (number, old, new) = keys(&state, write, &agency, body.value.reason).await?;
        let row = Row {
            agency_id: agency.clone(),
            version,
            number,
            old_vkey: old,
            new_vkey: new,
            reason: body.value.reason.code().to_owned(),
            proposed_by: by,
            proposed_at: now,
            approved_by: None,
            approved_at: None,
            leaf_id: None,
            done_at: None,
        };
        rotation::propose(write.connection(), &row).await?;
        write.audit(&agency, "log_key_proposed", by).await?;
        Ok(Answer::created(KeyChange::of(&row, Some(version))?))
    })
    .await
}

/// Number of the next key, the present one and the next one; refused when the files do not fit the reason.
async fn keys(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    reason: KeyReason,
) -> Result<(i32, String, String), Problem> {
    let nothing = || Problem::new(&NOT_FOUND);
    let connection = write.connection();
    let name = key::name(connection, agency).await?.ok_or_else(nothing)?;
    let noted = key::noted(connection, agency).await?;
    let present = noted.as_slice().first().ok_or_else(nothing)?;
    let (files, old) = (&state.keys().logs, present.key()?);
    let here = key::in_files(files, agency, &name, present.number)?;
    let here = here.iter().any(|found| *found.key.public() == old);
    match reason {
        KeyReason::Lost if here => return Err(Problem::new(&KEY_NOT_LOST)),
        KeyReason::Routine | KeyReason::Custodian | KeyReason::Theft if !here => {
            return Err(Problem::new(&KEY_IS_LOST));
        }
        _ => {}
    }
    let number = present.number.saturating_add(1);
    let next = key::next(files, agency, &name, number)?.ok_or_else(|| Problem::new(&NEXT_KEY_MISSING))?;
    Ok((number, old.to_string(), next.key.public().to_string()))
}

/// Approve the log's next key.
///
/// By another administrator than the one who proposed it. The log tells of it in a leaf and then hands over: after a last
/// checkpoint by the old key, which the witnesses have cosigned where the policy asks for any. Where the old key is lost,
/// the next checkpoint is the new one's, and everybody sees that nothing but the witnesses stands for it.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/log/keys/{version}/approval",
    operation_id = "approve_log_key", tag = "record",
    params(("agency" = String, Path, example = "5473"), ("version" = i32, Path, example = 1)),
    responses((status = 201, body = KeyChange, description = "Approved")))]
pub async fn approve_log_key(
    guard: Guard<LogPolicy>,
    state: web::Data<State>,
    place: Place<(String, i32)>,
    idempotency: IdempotencyKey,
) -> Result<Answer<KeyChange>, Problem> {
    let (agency, version) = place.0;
    guard.covers(Scope::Agency)?;
    let by = guard.account_id()?;
    let hash = Sha256::digest(format!("{agency} {version}")).into();
    let once = Once { operation: "approve_log_key", key: &idempotency, body_hash: hash };
    write_once(&state, guard.actor(), once, async |write| {
        let now = write.now;
        policy::lock(write.connection(), &agency).await?;
        let changes = rotation::versions(write.connection(), &agency).await?;
        let latest = changes.as_slice().first().map(|row| row.version);
        let row = changes.into_iter().find(|row| row.version == version);
        let mut row = row.ok_or_else(|| Problem::new(&NOT_FOUND))?;
        if row.approved_at.is_some() || latest != Some(version) {
            return Err(Problem::new(&KEY_CHANGE_DECIDED));
        }
        if row.proposed_by == by {
            return Err(Problem::new(&OWN_KEY_CHANGE));
        }
        let reason = if row.is_lost() { KeyReason::Lost } else { KeyReason::Routine };
        if keys(&state, write, &agency, reason).await?
            != (row.number, row.old_vkey.clone(), row.new_vkey.clone())
        {
            return Err(Problem::new(&NEXT_KEY_MISSING));
        }
        let event = if row.is_lost() { "key_lost" } else { "key_rotated" };
        let payload = json!({
            "event": event,
            "number": row.number,
            "old": row.old_vkey,
            "new": row.new_vkey,
            "reason": row.reason,
        });
        let subject = subject(&agency);
        let fact = Fact { agency: &agency, kind: Kind::KeyEvent, round: None, noun: "log", subject, payload };
        let leaf = write.fact(fact).await?;
        rotation::approve(write.connection(), &row, by, leaf, now).await?;
        (row.approved_by, row.approved_at, row.leaf_id) = (Some(by), Some(now), Some(leaf));
        Ok(Answer::created(KeyChange::of(&row, latest)?))
    })
    .await
}

/// The proof of what came after the key with this number of eight hex digits, for everybody's programs; none while it is
/// the present one.
pub async fn proof(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    id: &str,
) -> Result<Option<String>, Problem> {
    let noted = key::noted(connection, agency).await?;
    for (next, old) in noted.iter().zip(noted.iter().skip(1)) {
        if old.key()?.id().to_string() != id {
            continue;
        }
        let Some(leaf) = next.leaf_id else { return Ok(None) };
        let file = match next.proof_size() {
            Some(size) => {
                let head = checkpoint::of_size(connection, agency, size).await?;
                proofs::under(state, connection, agency, leaf, head).await
            }
            None => proofs::file(state, connection, agency, leaf).await,
        };
        return file.map(Some);
    }
    Ok(None)
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_log_keys, log_keys, &[]);
    let proposes = [&NOT_FOUND, &KEY_WAITS, &KEY_NOT_LOST, &KEY_IS_LOST, &NEXT_KEY_MISSING];
    routes.add(__path_propose_log_key, propose_log_key, &proposes);
    let approves =
        [&NOT_FOUND, &OWN_KEY_CHANGE, &KEY_CHANGE_DECIDED, &KEY_NOT_LOST, &KEY_IS_LOST, &NEXT_KEY_MISSING];
    routes.add(__path_approve_log_key, approve_log_key, &approves);
}
