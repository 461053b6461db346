//! What an account sees and changes of itself: standing, grants, sessions, language, who looked at its data.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    Guard,
    device::CookieAnswer,
    store::{accounts, sessions as store},
};
use crate::{
    http::{Answer, Cursor, Json, Page, Parameters, Place, page::limit},
    kernel::{
        Language, Problem, State,
        permission::{ALL, OwnAccount, Role, Who},
        problem::NOT_FOUND,
    },
    record::write,
    schema::{agency, record_personal_read},
};

#[derive(Serialize, ToSchema)]
pub struct Me {
    /// The account's id.
    pub id: Uuid,
    #[schema(example = "Siti Aminah")]
    pub name: String,
    #[schema(example = "siti@contoh.id")]
    pub email: String,
    /// `unproven` or `proven`.
    #[schema(example = "proven")]
    pub standing: String,
    /// `counter`, `imported_email` or `identity_provider`.
    #[schema(example = "counter")]
    pub proven_by: Option<String>,
    /// The NIK with all but its last four digits hidden.
    #[schema(example = "••••••••••••0001")]
    pub nik_masked: String,
    pub language: Language,
    /// Whether an authenticator is set up.
    #[schema(example = true)]
    pub second_factor: bool,
    pub second_factor_at: Option<DateTime<Utc>>,
    pub grants: Vec<MyGrant>,
}

#[derive(Serialize, ToSchema)]
pub struct MyGrant {
    #[schema(example = "5473")]
    pub agency_id: String,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub agency_name: Option<String>,
    #[schema(example = "verifier")]
    pub role: String,
    #[schema(example = "agency")]
    pub scope_kind: String,
    pub scope_id: Option<Uuid>,
    /// Names of the permissions that the role opens.
    #[schema(example = json!(["application.read", "verdict.give"]))]
    pub permissions: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub struct MySession {
    pub id: Uuid,
    /// `app` or `mobile`.
    #[schema(example = "app")]
    pub client: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub second_factor_at: Option<DateTime<Utc>>,
    /// The session of this request.
    #[schema(example = true)]
    pub current: bool,
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    pub language: Language,
}

/// Who looked at the person's data. The officer's name is not told; their role and unit answer for them.
#[derive(Serialize, ToSchema)]
pub struct PersonalDataRead {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    #[schema(example = "Pemerintah Kota Sawahlunto")]
    pub agency_name: Option<String>,
    #[schema(example = "verifier")]
    pub role: String,
    pub unit_id: Option<Uuid>,
    #[schema(example = "verification")]
    pub purpose: String,
}

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct ReadsQuery {
    /// From `next` of the page before.
    #[param(value_type = String, required = false)]
    pub cursor: Option<Cursor>,
    /// 1 to 100, 20 when absent.
    #[param(nullable = false)]
    pub limit: Option<i64>,
}

fn permissions(role: Role) -> Vec<String> {
    let opens = |who: &Who| match who {
        Who::Roles(roles) | Who::RolesFresh(roles) => roles.contains(&role),
        Who::Anyone | Who::SignedIn => false,
    };
    ALL.iter().filter(|(_, who)| opens(who)).map(|(name, _)| (*name).to_owned()).collect()
}

fn masked(nik: &str) -> String {
    let hidden = nik.chars().count().saturating_sub(4);
    nik.chars().enumerate().map(|(at, digit)| if at < hidden { '•' } else { digit }).collect()
}

/// Say who is signed in and what they may do.
#[utoipa::path(get, path = "/api/v1/identity/me", operation_id = "me", tag = "identity",
    responses((status = 200, body = Me, description = "The signed-in account")))]
pub async fn me(guard: Guard<OwnAccount>, state: web::Data<State>) -> Result<Answer<Me>, Problem> {
    let (signed, keys) = (guard.signed()?, state.keys());
    let mut connection = state.read().await?;
    let account = accounts::find(&mut connection, signed.account_id).await?;
    let person = accounts::person(&mut connection, account.person_id).await?;
    let ids: Vec<&str> = signed.grants.iter().map(|grant| grant.agency_id.as_str()).collect();
    let names: Vec<(String, String)> = agency::table
        .filter(agency::id.eq_any(ids))
        .select((agency::id, agency::name))
        .load(&mut connection)
        .await?;
    let grants = signed.grants.iter().map(|grant| {
        let (scope_kind, scope_id) = grant.scope.parts();
        MyGrant {
            agency_name: names.iter().find(|(id, _)| *id == grant.agency_id).map(|(_, name)| name.clone()),
            agency_id: grant.agency_id.clone(),
            role: grant.role.code().into(),
            scope_kind: scope_kind.into(),
            scope_id,
            permissions: permissions(grant.role),
        }
    });
    Ok(Answer::ok(Me {
        id: account.id,
        name: person.name,
        email: keys.unseal_text("account.email", &account.email_sealed)?,
        standing: account.standing,
        proven_by: account.proven_by,
        nik_masked: masked(&keys.unseal_text("person.nik", &person.nik_sealed)?),
        language: Language::of(&account.language),
        second_factor: account.totp_confirmed_at.is_some(),
        second_factor_at: signed.second_factor_at,
        grants: grants.collect(),
    }))
}

/// Choose the language of mails.
#[utoipa::path(post, path = "/api/v1/identity/preferences", operation_id = "set_preferences", tag = "identity",
    request_body = Preferences, responses((status = 204, description = "The choice is kept")))]
pub async fn set_preferences(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    json: Json<Preferences>,
) -> Result<CookieAnswer<()>, Problem> {
    let account_id = guard.account_id()?;
    write(&state, guard.actor(), async |write| {
        accounts::set_language(write.connection(), account_id, json.value.language.code()).await
    })
    .await?;
    Ok(CookieAnswer { body: None, cookie: None })
}

/// List your open sessions.
#[utoipa::path(get, path = "/api/v1/identity/sessions", operation_id = "list_sessions", tag = "identity",
    responses((status = 200, body = Vec<MySession>, description = "Sessions that are open, newest first")))]
pub async fn list_sessions(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
) -> Result<Answer<Vec<MySession>>, Problem> {
    let signed = guard.signed()?;
    let open = store::open(&mut *state.read().await?, signed.account_id, state.clock().now()).await?;
    let mine = |row: store::Open| {
        let store::Open { id, client, created_at, expires_at, second_factor_at } = row;
        MySession { id, client, created_at, expires_at, second_factor_at, current: id == signed.session_id }
    };
    Ok(Answer::ok(open.into_iter().map(mine).collect()))
}

/// End one of your sessions.
#[utoipa::path(delete, path = "/api/v1/identity/sessions/{session}", operation_id = "end_session", tag = "identity",
    params(("session" = Uuid, Path, description = "Id of the session")),
    responses((status = 204, description = "The session has ended")))]
pub async fn end_session(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    session: Place<Uuid>,
) -> Result<CookieAnswer<()>, Problem> {
    let account_id = guard.account_id()?;
    let ended = write(&state, guard.actor(), async |write| {
        let now = write.now;
        store::end_own(write.connection(), account_id, session.0, now).await
    });
    if !ended.await? {
        return Err(Problem::new(&NOT_FOUND));
    }
    Ok(CookieAnswer { body: None, cookie: None })
}

/// List who looked at your personal data.
///
/// Every look by an officer is kept. You see role, unit, purpose and time.
#[utoipa::path(get, path = "/api/v1/identity/reads", operation_id = "list_personal_reads", tag = "identity",
    params(ReadsQuery),
    responses((status = 200, body = Page<PersonalDataRead>, description = "One page, newest first")))]
pub async fn list_personal_reads(
    guard: Guard<OwnAccount>,
    state: web::Data<State>,
    query: Parameters<ReadsQuery>,
) -> Result<Answer<Page<PersonalDataRead>>, Problem> {
    use record_personal_read as reads;
    let before = query.0.cursor.map(|cursor| cursor.key::<(DateTime<Utc>, Uuid)>()).transpose()?;
    let limit = limit(query.0.limit);
    let mut connection = state.read().await?;
    let own = super::own_persons(&mut connection, guard.person_id()?).await?;
    let mut rows = reads::table
        .left_join(agency::table.on(agency::id.eq(reads::agency_id)))
        .filter(reads::person_id.eq_any(own))
        .order((reads::at.desc(), reads::id.desc()))
        .select((
            reads::id,
            reads::at,
            agency::name.nullable(),
            reads::actor_role,
            reads::unit_id,
            reads::purpose,
        ))
        .limit(limit + 1)
        .into_boxed();
    if let Some((at, id)) = before {
        rows = rows.filter(reads::at.lt(at).or(reads::at.eq(at).and(reads::id.lt(id))));
    }
    type Row = (Uuid, DateTime<Utc>, Option<String>, String, Option<Uuid>, String);
    let found: Vec<Row> = rows.load(&mut connection).await?;
    let page = Page::of(found, limit, |row| (row.1, row.0));
    Ok(Answer::ok(page.map(|(id, at, agency_name, role, unit_id, purpose)| PersonalDataRead {
        id,
        at,
        agency_name,
        role,
        unit_id,
        purpose,
    })))
}
