//! Grants: an administrator proposes, a second one confirms, nobody grants to himself.
use actix_web::web;
use chrono::{DateTime, Utc};
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    Guard,
    account::email_lookup,
    model::{Scope, needs_second},
    store::{
        accounts,
        grants::{self as store, GrantRow},
    },
};
use crate::{
    http::{Answer, Cursor, IdempotencyKey, IfMatch, Json, Page, Parameters, Place, page::limit},
    kernel::{
        Code, Problem, State, Text, new_id,
        permission::{GrantGive, GrantSee, Role},
        problem::BAD_INPUT,
    },
    record::{Fact, Once, Write, write, write_once},
};

pub static OWN_GRANT: Code = Code::new(
    "own_grant",
    409,
    "Tidak seorang pun boleh memberi atau mengesahkan hak untuk dirinya sendiri. Minta administrator lain.",
    "Nobody may grant to himself or confirm his own grant. Ask another administrator.",
);
pub static SAME_ADMINISTRATOR: Code = Code::new(
    "same_administrator",
    409,
    "Administrator yang mengusulkan hak tidak boleh mengesahkannya. Minta administrator kedua.",
    "The administrator who proposed a grant may not confirm it. Ask a second administrator.",
);
pub static ROLES_CONFLICT: Code = Code::new(
    "roles_conflict",
    409,
    "Administrator dan operator tidak boleh memegang peran yang memutuskan, dan sebaliknya. Pilih orang lain, atau akhiri dulu haknya yang sekarang.",
    "Administrators and operators hold no deciding role, and the reverse. Choose another person, or end the present grant first.",
);
pub static NOT_PROVEN: Code = Code::new(
    "account_not_proven",
    409,
    "Akun ini belum terbukti. Minta pemiliknya membuktikan identitas di loket dulu, lalu ulangi.",
    "This account is not proven yet. Ask its owner to prove who they are at the counter first, then try again.",
);
pub static GRANT_SETTLED: Code = Code::new(
    "grant_settled",
    409,
    "Hak ini sudah disahkan atau sudah berakhir. Muat ulang daftar hak untuk melihat keadaannya sekarang.",
    "This grant is confirmed or over already. Reload the list of grants to see where it is now.",
);

const NO_ACCOUNT: Text = Text::new("Tidak ada akun dengan surel ini.", "No account has this address.");
const NO_ROLE: Text = Text::new("Peran ini tidak dikenal.", "This role is not known.");
const NO_SCOPE: Text = Text::new(
    "Pilih seluruh instansi, atau satu unit, seleksi, panel, sesi atau kasus dengan id-nya.",
    "Choose the whole agency, or one unit, round, panel, session or case with its id.",
);
const NO_TIME: Text =
    Text::new("Tanggal berakhir harus sesudah sekarang.", "The end must lie in the future.");

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct GrantToGive {
    /// The holder's account.
    #[validate(length(max = 254))]
    #[schema(example = "budi@contoh.id")]
    pub email: String,
    #[schema(example = "verifier")]
    pub role: String,
    /// `agency`, `unit`, `round`, `panel`, `session` or `case`.
    #[schema(example = "agency")]
    pub scope_kind: String,
    pub scope_id: Option<Uuid>,
    pub valid_until: DateTime<Utc>,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct RoleGrant {
    pub id: Uuid,
    pub account_id: Uuid,
    #[schema(example = "Budi Santoso")]
    pub name: String,
    #[schema(example = "verifier")]
    pub role: String,
    #[schema(example = "agency")]
    pub scope_kind: String,
    pub scope_id: Option<Uuid>,
    pub valid_from: DateTime<Utc>,
    pub valid_until: DateTime<Utc>,
    /// `waiting` for a second administrator, `in_force`, or `over`.
    #[schema(example = "in_force")]
    pub state: String,
    /// Whether the caller proposed it, and so may not confirm it.
    #[schema(example = false)]
    pub proposed_by_me: bool,
    #[schema(example = 1)]
    pub version: i32,
}

impl RoleGrant {
    fn of(row: GrantRow, name: String, me: Uuid, now: DateTime<Utc>) -> Self {
        let state = state(&row, now);
        Self {
            id: row.id,
            account_id: row.account_id,
            name,
            role: row.role,
            scope_kind: row.scope_kind,
            scope_id: row.scope_id,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            state: state.into(),
            proposed_by_me: row.granted_by == Some(me),
            version: row.version,
        }
    }
}

fn state(row: &GrantRow, now: DateTime<Utc>) -> &'static str {
    let confirmed = row.confirmed_by.is_some() || row.granted_by.is_none();
    if row.ended_at.is_some() || row.valid_until <= now {
        "over"
    } else if !confirmed && Role::of(&row.role).is_some_and(needs_second) {
        "waiting"
    } else {
        "in_force"
    }
}

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct GrantsQuery {
    /// From `next` of the page before.
    #[param(value_type = String, required = false)]
    pub cursor: Option<Cursor>,
    /// 1 to 100, 20 when absent.
    #[param(nullable = false)]
    pub limit: Option<i64>,
}

/// A grant that a machine's owner or the demo gives; the public way is `give_grant`.
pub struct GrantToMake<'a> {
    pub agency: &'a str,
    pub account_id: Uuid,
    pub role: Role,
    pub scope: Scope,
    pub valid_until: DateTime<Utc>,
    /// Proposer and confirmer; nobody for the first administrators.
    pub by: Option<(Uuid, Uuid)>,
}

/// Makes a grant that is in force at once, with its fact.
pub async fn make_grant(write: &mut Write<'_>, wanted: &GrantToMake<'_>) -> Result<Uuid, Problem> {
    check_roles(write, wanted.account_id, wanted.role).await?;
    let (scope_kind, scope_id) = wanted.scope.parts();
    let row = GrantRow {
        agency_id: wanted.agency.to_owned(),
        id: new_id(),
        account_id: wanted.account_id,
        role: wanted.role.code().into(),
        scope_kind: scope_kind.into(),
        scope_id,
        valid_from: write.now,
        valid_until: wanted.valid_until,
        granted_by: wanted.by.map(|(proposer, _)| proposer),
        confirmed_by: wanted.by.map(|(_, confirmer)| confirmer),
        confirmed_at: wanted.by.map(|_| write.now),
        ended_at: None,
        version: 1,
    };
    store::insert(write.connection(), &row).await?;
    fact(write, Kind::GrantGiven, &row).await?;
    Ok(row.id)
}

async fn fact(write: &mut Write<'_>, kind: Kind, row: &GrantRow) -> Result<(), Problem> {
    let payload = json!({
        "account": row.account_id, "role": row.role, "scope": row.scope_kind, "scope_id": row.scope_id,
        "valid_until": row.valid_until.to_rfc3339(),
    });
    let agency = &row.agency_id;
    write.fact(Fact { agency, kind, round: None, noun: "grant", subject: row.id, payload }).await?;
    Ok(())
}

async fn check_roles(write: &mut Write<'_>, account_id: Uuid, role: Role) -> Result<(), Problem> {
    let now = write.now;
    // Locked, so that two grants at once see one another.
    accounts::find_locked(write.connection(), account_id).await?;
    let held = store::roles_of(write.connection(), account_id, now).await?;
    let manages = |role: Role| matches!(role, Role::Administrator | Role::Operator);
    let conflict = held
        .iter()
        .filter_map(|code| Role::of(code))
        .any(|held| (manages(held) && role.decides()) || (held.decides() && manages(role)));
    if conflict { Err(Problem::new(&ROLES_CONFLICT)) } else { Ok(()) }
}

/// Propose a grant.
///
/// Deciding roles and administrators wait for a second administrator; other roles are in force at once.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/grants", operation_id = "give_grant", tag = "identity",
    params(("agency" = String, Path, description = "Agency code")), request_body = GrantToGive,
    responses((status = 201, body = RoleGrant, description = "The grant")))]
pub async fn give_grant(
    guard: Guard<GrantGive>,
    state: web::Data<State>,
    key: IdempotencyKey,
    json: Json<GrantToGive>,
) -> Result<Answer<RoleGrant>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, me) = (guard.agency()?.to_owned(), guard.account_id()?);
    let wanted = json.value;
    let once = Once { operation: "give_grant", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let now = write.now;
        let lookup = email_lookup(state.keys(), &wanted.email);
        let bad = |pointer: &str, code: &str, text| Problem::new(&BAD_INPUT).field(pointer, code, text);
        let role = Role::of(&wanted.role).ok_or_else(|| bad("/role", "role_unknown", NO_ROLE))?;
        Scope::of(&wanted.scope_kind, wanted.scope_id)
            .ok_or_else(|| bad("/scope_kind", "scope_form", NO_SCOPE))?;
        if wanted.valid_until <= now {
            return Err(bad("/valid_until", "in_the_past", NO_TIME));
        }
        let account = accounts::by_email(write.connection(), &lookup).await?;
        let account = account.ok_or_else(|| bad("/email", "account_unknown", NO_ACCOUNT))?;
        if account.id == me {
            return Err(Problem::new(&OWN_GRANT));
        }
        if account.standing != "proven" {
            return Err(Problem::new(&NOT_PROVEN));
        }
        check_roles(write, account.id, role).await?;
        let row = GrantRow {
            agency_id: agency.clone(),
            id: new_id(),
            account_id: account.id,
            role: wanted.role.clone(),
            scope_kind: wanted.scope_kind.clone(),
            scope_id: wanted.scope_id,
            valid_from: now,
            valid_until: wanted.valid_until,
            granted_by: Some(me),
            confirmed_by: None,
            confirmed_at: None,
            ended_at: None,
            version: 1,
        };
        store::insert(write.connection(), &row).await?;
        match needs_second(role) {
            true => write.audit(&agency, "grant_proposed", row.id).await?,
            false => fact(write, Kind::GrantGiven, &row).await?,
        }
        let name = accounts::person(write.connection(), account.person_id).await?.name;
        Ok(Answer::created(RoleGrant::of(row, name, me, now)).version(1))
    })
    .await
}

/// Confirm a proposed grant.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/grants/{grant}/confirm", operation_id = "confirm_grant",
    tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), ("grant" = Uuid, Path, description = "Id of the grant")),
    responses((status = 200, body = RoleGrant, description = "The grant is in force")))]
pub async fn confirm_grant(
    guard: Guard<GrantGive>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    version: IfMatch,
) -> Result<Answer<RoleGrant>, Problem> {
    change(&guard, &state, place.0, version, async |write, row, me| {
        if self::state(row, write.now) != "waiting" {
            return Err(Problem::new(&GRANT_SETTLED));
        }
        if row.account_id == me {
            return Err(Problem::new(&OWN_GRANT));
        }
        if row.granted_by == Some(me) {
            return Err(Problem::new(&SAME_ADMINISTRATOR));
        }
        row.confirmed_by = Some(me);
        row.confirmed_at = Some(write.now);
        fact(write, Kind::GrantGiven, row).await
    })
    .await
}

/// End a grant, or withdraw a proposed one.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/grants/{grant}/end", operation_id = "end_grant", tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), ("grant" = Uuid, Path, description = "Id of the grant")),
    responses((status = 200, body = RoleGrant, description = "The grant is over")))]
pub async fn end_grant(
    guard: Guard<GrantGive>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    version: IfMatch,
) -> Result<Answer<RoleGrant>, Problem> {
    change(&guard, &state, place.0, version, async |write, row, _me| {
        if row.ended_at.is_some() {
            return Err(Problem::new(&GRANT_SETTLED));
        }
        let waiting = self::state(row, write.now) == "waiting";
        row.ended_at = Some(write.now);
        match waiting {
            true => write.audit(&row.agency_id, "grant_withdrawn", row.id).await,
            false => fact(write, Kind::GrantEnded, row).await,
        }
    })
    .await
}

async fn change(
    guard: &Guard<GrantGive>,
    state: &State,
    (agency, id): (String, Uuid),
    version: IfMatch,
    act: impl AsyncFnOnce(&mut Write<'_>, &mut GrantRow, Uuid) -> Result<(), Problem>,
) -> Result<Answer<RoleGrant>, Problem> {
    guard.covers(Scope::Agency)?;
    let me = guard.account_id()?;
    write(state, guard.actor(), async |write| {
        let now = write.now;
        let mut row = store::find_locked(write.connection(), &agency, id).await?;
        version.check(row.version)?;
        act(write, &mut row, me).await?;
        row.version += 1;
        store::update(write.connection(), &row).await?;
        let account = accounts::find(write.connection(), row.account_id).await?;
        let name = accounts::person(write.connection(), account.person_id).await?.name;
        let version = row.version;
        Ok(Answer::ok(RoleGrant::of(row, name, me, now)).version(version))
    })
    .await
}

/// List grants of the agency.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/grants", operation_id = "list_grants", tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), GrantsQuery),
    responses((status = 200, body = Page<RoleGrant>, description = "One page, newest first")))]
pub async fn list_grants(
    guard: Guard<GrantSee>,
    state: web::Data<State>,
    query: Parameters<GrantsQuery>,
) -> Result<Answer<Page<RoleGrant>>, Problem> {
    guard.covers(Scope::Agency)?;
    let (me, now) = (guard.caller_id()?, state.clock().now());
    let before = query.0.cursor.map(|cursor| cursor.key::<Uuid>()).transpose()?;
    let limit = limit(query.0.limit);
    let rows = store::of_agency(&mut *state.read().await?, guard.agency()?, before, limit + 1).await?;
    let page = Page::of(rows, limit, |(row, _)| row.id);
    Ok(Answer::ok(page.map(|(row, name)| RoleGrant::of(row, name, me, now))))
}
