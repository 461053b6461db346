//! The counter: one officer opens a case with the card in hand, another decides it.
use actix_web::web;
use chrono::{DateTime, NaiveDate, Utc};
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    Guard,
    account::email_lookup,
    model::{ProvenBy, Scope},
    news::{self, LINK_HOURS, What},
    reset,
    standing::{self, NIK_TAKEN, NOT_UNPROVEN},
    store::{
        accounts::{self, Account, Person},
        cases::{self as store, Case},
        sessions,
    },
};
use crate::{
    http::{Answer, Cursor, IdempotencyKey, IfMatch, Json, Page, Parameters, Place, page::limit},
    kernel::{
        Code, Problem, State,
        key::Keys,
        new_id,
        permission::{CounterDecide, CounterWork},
        spoken_code,
    },
    record::{Fact, Once, PersonalRead, Write, log_personal_read, write, write_once},
};

pub static SAME_OFFICER: Code = Code::new(
    "same_officer",
    409,
    "Petugas yang membuka kasus tidak boleh memutuskannya. Minta rekan Anda.",
    "The officer who opened a case may not decide it. Ask a colleague.",
);
pub static OWN_CASE: Code = Code::new(
    "own_case",
    409,
    "Anda tidak boleh mengurus akun Anda sendiri di loket. Minta rekan Anda mengurusnya.",
    "You may not handle your own account at the counter. Ask a colleague to do it.",
);
pub static CASE_CLOSED: Code = Code::new(
    "case_closed",
    409,
    "Kasus ini sudah diputuskan. Muat ulang untuk melihat putusannya.",
    "This case has been decided. Reload to see the decision.",
);
pub static NO_DISPUTE: Code = Code::new(
    "no_dispute",
    409,
    "NIK akun ini tidak dibuktikan oleh akun lain. Buka kasus pembuktian biasa.",
    "No other account has proven this NIK. Open an ordinary proving case.",
);

/// What two officers settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// The account belongs to who stands here with the card.
    Prove,
    /// Another account has proven this NIK before.
    Dispute,
    /// A new password for somebody without access to his mail.
    Reset,
}

impl CaseKind {
    fn code(self) -> &'static str {
        match self {
            Self::Prove => "prove",
            Self::Dispute => "dispute",
            Self::Reset => "reset",
        }
    }

    fn of(code: &str) -> Self {
        match code {
            "dispute" => Self::Dispute,
            "reset" => Self::Reset,
            _ => Self::Prove,
        }
    }
}

/// What the officer saw.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// KTP-el
    IdentityCard,
    /// Identitas Kependudukan Digital
    DigitalIdentity,
    /// Kartu Keluarga with birth certificate
    FamilyCardAndBirthCertificate,
}

impl Evidence {
    fn code(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity_card",
            Self::DigitalIdentity => "digital_identity",
            Self::FamilyCardAndBirthCertificate => "family_card_and_birth_certificate",
        }
    }
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AccountSearch {
    /// The account's e-mail address, or the NIK on the card.
    #[validate(length(min = 3, max = 254))]
    #[schema(example = "siti@contoh.id")]
    pub email_or_nik: String,
}

/// An account as the officer at the counter needs it.
#[derive(Serialize, ToSchema)]
pub struct CounterAccount {
    pub account_id: Uuid,
    #[schema(example = "Siti Aminah")]
    pub name: String,
    #[schema(example = "1999-05-17")]
    pub birth_date: NaiveDate,
    #[schema(example = "9901015705990001")]
    pub nik: String,
    #[schema(example = "siti@contoh.id")]
    pub email: String,
    #[schema(example = "unproven")]
    pub standing: String,
    /// Another account has proven this NIK.
    #[schema(example = false)]
    pub nik_proven_elsewhere: bool,
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CaseToOpen {
    pub kind: CaseKind,
    pub account_id: Uuid,
    pub evidence: Evidence,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct CounterCase {
    pub id: Uuid,
    pub kind: CaseKind,
    /// `open`, `confirmed` or `refused`.
    #[schema(example = "open")]
    pub state: String,
    #[schema(example = "identity_card")]
    pub evidence: String,
    pub account_id: Uuid,
    pub opened_at: DateTime<Utc>,
    /// Whether the caller opened it, and so may not decide it.
    #[schema(example = false)]
    pub opened_by_me: bool,
    pub decided_at: Option<DateTime<Utc>>,
    #[schema(example = 1)]
    pub version: i32,
}

impl CounterCase {
    fn of(case: Case, me: Uuid) -> Self {
        Self {
            id: case.id,
            kind: CaseKind::of(&case.kind),
            state: case.state,
            evidence: case.evidence,
            account_id: case.account_id,
            opened_at: case.opened_at,
            opened_by_me: case.opened_by == me,
            decided_at: case.decided_at,
            version: case.version,
        }
    }
}

/// A case with the person it is about.
#[derive(Serialize, ToSchema)]
pub struct CounterCaseDetails {
    pub case: CounterCase,
    pub account: CounterAccount,
}

#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CaseDecision {
    /// True when the second officer, too, saw the card and the person.
    #[schema(example = true)]
    pub confirm: bool,
}

#[derive(Serialize, ToSchema)]
pub struct DecidedCase {
    pub case: CounterCase,
    /// For a confirmed reset: the code to hand over on paper. It is shown this once.
    #[schema(example = "7QK4-M2XN-9RTC")]
    pub code: Option<String>,
}

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct CasesQuery {
    /// From `next` of the page before.
    #[param(value_type = String, required = false)]
    pub cursor: Option<Cursor>,
    /// 1 to 100, 20 when absent.
    #[param(nullable = false)]
    pub limit: Option<i64>,
}

async fn seen(
    keys: &Keys,
    connection: &mut diesel_async::AsyncPgConnection,
    account: &Account,
    person: &Person,
) -> Result<CounterAccount, Problem> {
    let established = accounts::established(connection, &person.niks()).await?;
    let holder = match established {
        Some(established) => accounts::proven_of(connection, established.id).await?,
        None => None,
    };
    Ok(CounterAccount {
        account_id: account.id,
        name: person.name.clone(),
        birth_date: person.birth_date,
        nik: keys.unseal_text("person.nik", &person.nik_sealed)?,
        email: keys.unseal_text("account.email", &account.email_sealed)?,
        standing: account.standing.clone(),
        nik_proven_elsewhere: holder.is_some_and(|holder| holder.id != account.id),
    })
}

/// Find the account of who stands at the counter.
///
/// By whole e-mail address or NIK only. Each look is kept, and the person sees it.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/counter/search", operation_id = "search_accounts",
    tag = "identity", params(("agency" = String, Path, description = "Agency code")), request_body = AccountSearch,
    responses((status = 200, body = Vec<CounterAccount>, description = "Accounts with this address or NIK")))]
pub async fn search_accounts(
    guard: Guard<CounterWork>,
    state: web::Data<State>,
    json: Json<AccountSearch>,
) -> Result<Answer<Vec<CounterAccount>>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, keys) = (guard.agency()?, state.keys());
    let wanted = json.value.email_or_nik.trim();
    let mut connection = state.read().await?;
    let found = match wanted.contains('@') {
        true => accounts::by_email(&mut connection, &email_lookup(keys, wanted)).await?.into_iter().collect(),
        false => accounts::of_nik(&mut connection, &keys.nik.all(wanted)).await?,
    };
    let mut shown = Vec::new();
    for account in found {
        let person = accounts::person(&mut connection, account.person_id).await?;
        let read = PersonalRead { agency, unit: None, purpose: "counter", person: person.id };
        log_personal_read(&state, &guard.actor(), read).await?;
        shown.push(seen(keys, &mut connection, &account, &person).await?);
    }
    Ok(Answer::ok(shown))
}

/// Open a case.
///
/// A dispute is opened when another account has proven the NIK; everybody concerned is told.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/counter/cases", operation_id = "open_case", tag = "identity",
    params(("agency" = String, Path, description = "Agency code")), request_body = CaseToOpen,
    responses((status = 201, body = CounterCase, description = "The case waits for a second officer")))]
pub async fn open_case(
    guard: Guard<CounterWork>,
    state: web::Data<State>,
    key: IdempotencyKey,
    json: Json<CaseToOpen>,
) -> Result<Answer<CounterCase>, Problem> {
    guard.covers(Scope::Agency)?;
    let (agency, me) = (guard.agency()?.to_owned(), guard.account_id()?);
    let wanted = json.value;
    let once = Once { operation: "open_case", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let case = open(write, &agency, me, &wanted).await?;
        Ok(Answer::created(CounterCase::of(case, me)).version(1))
    })
    .await
}

async fn open(write: &mut Write<'_>, agency: &str, me: Uuid, wanted: &CaseToOpen) -> Result<Case, Problem> {
    if wanted.account_id == me {
        return Err(Problem::new(&OWN_CASE));
    }
    let account = accounts::find(write.connection(), wanted.account_id).await?;
    let person = accounts::person(write.connection(), account.person_id).await?;
    let rival = standing::rival(write, &person).await?.filter(|rival| rival.id != account.id);
    match (wanted.kind, account.standing.as_str(), &rival) {
        (CaseKind::Reset, _, _) | (CaseKind::Prove, "unproven", None) => {}
        (CaseKind::Prove, "unproven", Some(_)) => return Err(Problem::new(&NIK_TAKEN)),
        (CaseKind::Dispute, "unproven" | "suspended", Some(_)) => {}
        (CaseKind::Dispute, _, None) => return Err(Problem::new(&NO_DISPUTE)),
        _ => return Err(Problem::new(&NOT_UNPROVEN)),
    }
    let case = Case {
        agency_id: agency.to_owned(),
        id: new_id(),
        kind: wanted.kind.code().into(),
        account_id: account.id,
        state: "open".into(),
        evidence: wanted.evidence.code().into(),
        opened_by: me,
        opened_at: write.now,
        decided_by: None,
        decided_at: None,
        version: 1,
    };
    store::insert(write.connection(), &case).await?;
    if wanted.kind == CaseKind::Dispute {
        let payload = json!({"case": case.id, "evidence": case.evidence});
        fact(write, agency, Kind::AccountDisputed, account.id, payload).await?;
        news::publish(write, What::Disputed { account: account.id, agency: agency.into() }).await?;
    } else {
        write.audit(agency, "case_opened", case.id).await?;
    }
    Ok(case)
}

async fn fact(
    write: &mut Write<'_>,
    agency: &str,
    kind: Kind,
    subject: Uuid,
    payload: serde_json::Value,
) -> Result<(), Problem> {
    write.fact(Fact { agency, kind, round: None, noun: "account", subject, payload }).await?;
    Ok(())
}

/// List open cases.
///
/// Oldest first, without personal data.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/counter/cases", operation_id = "list_cases", tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), CasesQuery),
    responses((status = 200, body = Page<CounterCase>, description = "One page of open cases")))]
pub async fn list_cases(
    guard: Guard<CounterWork>,
    state: web::Data<State>,
    query: Parameters<CasesQuery>,
) -> Result<Answer<Page<CounterCase>>, Problem> {
    guard.covers(Scope::Agency)?;
    let me = guard.account_id()?;
    let after = query.0.cursor.map(|cursor| cursor.key::<Uuid>()).transpose()?;
    let limit = limit(query.0.limit);
    let rows = store::open(&mut *state.read().await?, guard.agency()?, after, limit + 1).await?;
    Ok(Answer::ok(Page::of(rows, limit, |case| case.id).map(|case| CounterCase::of(case, me))))
}

/// Show a case with the person.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/counter/cases/{case}", operation_id = "case", tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), ("case" = Uuid, Path, description = "Id of the case")),
    responses((status = 200, body = CounterCaseDetails, description = "Case and person")))]
pub async fn case(
    guard: Guard<CounterWork>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<CounterCaseDetails>, Problem> {
    let (agency, id) = place.0;
    guard.covers(Scope::Case(id))?;
    let mut connection = state.read().await?;
    let case = store::find(&mut connection, &agency, id).await?;
    let account = accounts::find(&mut connection, case.account_id).await?;
    let person = accounts::person(&mut connection, account.person_id).await?;
    let read = PersonalRead { agency: &agency, unit: None, purpose: "counter", person: person.id };
    log_personal_read(&state, &guard.actor(), read).await?;
    let account = seen(state.keys(), &mut connection, &account, &person).await?;
    let version = case.version;
    let case = CounterCase::of(case, guard.account_id()?);
    Ok(Answer::ok(CounterCaseDetails { case, account }).version(version))
}

/// Decide a case.
///
/// By another officer than the one who opened it, with a fresh second factor. The person is told on every known
/// address.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/counter/cases/{case}/decide", operation_id = "decide_case",
    tag = "identity",
    params(("agency" = String, Path, description = "Agency code"), ("case" = Uuid, Path, description = "Id of the case")),
    request_body = CaseDecision, responses((status = 200, body = DecidedCase, description = "The case is closed")))]
pub async fn decide_case(
    guard: Guard<CounterDecide>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    version: IfMatch,
    json: Json<CaseDecision>,
) -> Result<Answer<DecidedCase>, Problem> {
    let (agency, id) = place.0;
    guard.covers(Scope::Case(id))?;
    let me = guard.account_id()?;
    let confirm = json.value.confirm;
    write(&state, guard.actor(), async |write| {
        let mut case = store::find_locked(write.connection(), &agency, id).await?;
        version.check(case.version)?;
        if case.state != "open" {
            return Err(Problem::new(&CASE_CLOSED));
        }
        if case.opened_by == me {
            return Err(Problem::new(&SAME_OFFICER));
        }
        if case.account_id == me {
            return Err(Problem::new(&OWN_CASE));
        }
        let code = carry_out(&state, write, &case, confirm).await?;
        case.state = if confirm { "confirmed" } else { "refused" }.into();
        case.decided_by = Some(me);
        case.decided_at = Some(write.now);
        case.version += 1;
        store::decide(write.connection(), &case).await?;
        write.audit(&agency, "case_decided", case.id).await?;
        let version = case.version;
        Ok(Answer::ok(DecidedCase { case: CounterCase::of(case, me), code }).version(version))
    })
    .await
}

async fn carry_out(
    state: &State,
    write: &mut Write<'_>,
    case: &Case,
    confirm: bool,
) -> Result<Option<String>, Problem> {
    let (agency, account) = (case.agency_id.as_str(), case.account_id);
    match (CaseKind::of(&case.kind), confirm) {
        (CaseKind::Prove, true) => {
            standing::prove(write, account, ProvenBy::Counter, Some(agency)).await?;
        }
        (CaseKind::Dispute, confirmed) => {
            let suspended = if confirmed { standing::settle(write, account, agency).await? } else { None };
            let payload = json!({"case": case.id, "confirmed": confirmed, "suspended": suspended});
            fact(write, agency, Kind::AccountSettled, account, payload).await?;
            news::publish(write, What::Settled { account, agency: agency.into() }).await?;
        }
        (CaseKind::Reset, true) => return reset_code(state, write, account, agency).await.map(Some),
        (CaseKind::Prove | CaseKind::Reset, false) => {}
    }
    Ok(None)
}

/// A code for a new password; the authenticator must be set up anew, and all sessions end.
async fn reset_code(
    state: &State,
    write: &mut Write<'_>,
    account: Uuid,
    agency: &str,
) -> Result<String, Problem> {
    let (code, now) = (spoken_code(3), write.now);
    let lookup = reset::code_lookup(state.keys(), &code);
    let until = now + chrono::Duration::hours(LINK_HOURS);
    accounts::insert_token(write.connection(), new_id(), account, reset::COUNTER, Some(lookup), until)
        .await?;
    accounts::clear_totp(write.connection(), account).await?;
    sessions::end_all(write.connection(), account, "password_changed", now).await?;
    news::publish(write, What::CounterReset { account, agency: agency.into() }).await?;
    Ok(code)
}
