//! Amendments: a change after publication, with legal basis and the signatures of two committee members.
use actix_web::web;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use ledger::Kind;
use selection::Rules;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{Command, Step},
    notice::{self, NOTICE_REFUSED},
    prepare::{
        AmendmentView, ROUND_CLOSED, ROUND_NOT_PUBLISHED, Signed, add_rules, add_timetable, check_timetable,
        held, rules_of, touch,
    },
    publish::{SECOND_MEMBER_REQUIRED, add_version, fact},
    store::{self, Round, Vacancy},
    vacancy::{self, VacancyDraft, save},
    view::RoundView,
};
use crate::{
    catalog,
    http::{Answer, IdempotencyKey, IfMatch, Json, Place},
    identity::Guard,
    kernel::{
        Code, Problem, State, Text, new_id,
        permission::{RoundPrepare, RoundPublish},
        problem::{BAD_INPUT, NOT_FOUND},
    },
    record::{Once, Write, write, write_once},
    schema::round_amendment,
};

pub const PROBLEMS: &[&Code] =
    &[&ROUND_NOT_PUBLISHED, &ROUND_CLOSED, &SECOND_MEMBER_REQUIRED, &NOTICE_REFUSED];

/// A change to propose.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewAmendment {
    /// `timetable`, `rules` or `vacancy`.
    #[schema(example = "timetable")]
    pub kind: String,
    /// For `vacancy`.
    pub vacancy_id: Option<Uuid>,
    /// The new steps, the new rule document, or the vacancy's new fields, whole.
    pub document: Value,
    #[schema(example = "Gangguan jaringan nasional pada hari terakhir")]
    #[validate(length(min = 3, max = 500, code = "length", message = "Tuliskan alasannya.|Say why."))]
    pub reason: String,
    #[schema(example = "Keputusan Wali Kota 12/2026")]
    #[validate(length(
        min = 3,
        max = 500,
        code = "length",
        message = "Tuliskan dasar hukumnya.|Name the legal basis."
    ))]
    pub legal_basis: String,
}

/// What an amendment changes, checked.
enum Change {
    Timetable(Vec<Step>),
    Rules(Box<Rules>),
    /// The vacancy, then those of its post that are tested in the same way.
    Vacancies(Vec<Vacancy>),
}

async fn change(
    write: &mut Write<'_>,
    round: &Round,
    kind: &str,
    vacancy_id: Option<Uuid>,
    document: &Value,
) -> Result<Change, Problem> {
    let wrong = |pointer: &str| {
        let text = Text::new("Isi perubahan ini tidak sesuai.", "The content of this change does not fit.");
        Problem::new(&BAD_INPUT).field(pointer, "wrong_form", text)
    };
    match (kind, vacancy_id) {
        ("timetable", None) => {
            let steps: Vec<Step> =
                serde_json::from_value(document.clone()).map_err(|_| wrong("/document"))?;
            check_timetable(&steps)?;
            Ok(Change::Timetable(steps))
        }
        ("rules", None) => {
            let rules = rules_of(None, Some(document))?;
            // What the notices say must also be allowed by the new rules.
            weighed(write, round, &rules).await?;
            Ok(Change::Rules(Box::new(rules)))
        }
        ("vacancy", Some(id)) => {
            let draft: VacancyDraft =
                serde_json::from_value(document.clone()).map_err(|_| wrong("/document"))?;
            draft.validate().map_err(|errors| crate::http::body::invalid(&errors))?;
            let before = store::vacancy(write.connection(), &round.agency_id, id).await?;
            if before.round_id != round.id {
                return Err(Problem::new(&NOT_FOUND));
            }
            let checked = vacancy::check(write.connection(), round, &draft).await?;
            let now = write.now;
            let row = vacancy::row(write.connection(), round, id, draft, checked, now).await?;
            let row = vacancy::whole(write.connection(), round, row).await?;
            let row = Vacancy { version: before.version + 1, ..row };
            let mut changed = tested_alike(write, round, &row).await?;
            changed.insert(0, row);
            Ok(Change::Vacancies(changed))
        }
        _ => Err(wrong("/kind")),
    }
}

/// The other vacancies of this one's post, where its notice changes the further tests.
async fn tested_alike(
    write: &mut Write<'_>,
    round: &Round,
    changed: &Vacancy,
) -> Result<Vec<Vacancy>, Problem> {
    let all = store::vacancies(write.connection(), &round.agency_id, round.id).await?;
    let alike =
        all.into_iter().filter(|one| one.follows(changed.id, changed.post(), changed.further_tests.as_ref()));
    let (further_tests, updated_at) = (&changed.further_tests, write.now);
    let changed = alike.map(|one| Vacancy {
        further_tests: further_tests.clone(),
        version: one.version + 1,
        updated_at,
        ..one
    });
    Ok(changed.collect())
}

/// These rules as the notices weigh them, if that makes them others.
async fn weighed(write: &mut Write<'_>, round: &Round, rules: &Rules) -> Result<Option<Rules>, Problem> {
    let agency = catalog::agency(write.connection(), &round.agency_id).await?;
    let agency = agency.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let vacancies = store::vacancies(write.connection(), &round.agency_id, round.id).await?;
    let weighed = notice::weighed(rules, &agency, &vacancies)?;
    Ok((weighed != *rules).then_some(weighed))
}

/// Propose an amendment.
///
/// After publication: what is to change, why, and on which legal basis. Nothing changes until a second member
/// approves.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/rounds/{round}/amendments",
    operation_id = "propose_amendment", tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    request_body = NewAmendment, responses((status = 201, body = AmendmentView, description = "The proposal")))]
pub async fn propose_amendment(
    guard: Guard<RoundPrepare>,
    state: web::Data<State>,
    Place((_agency, id)): Place<(String, Uuid)>,
    key: IdempotencyKey,
    seen: IfMatch,
    json: Json<NewAmendment>,
) -> Result<Answer<AmendmentView>, Problem> {
    use round_amendment::dsl;
    let once = Once { operation: "propose_amendment", key: &key, body_hash: json.hash };
    let (new, author) = (json.value, guard.account_id()?);
    write_once(&state, guard.actor(), once, async |write| {
        let round = held(write, &guard, id, seen, Command::Amend).await?;
        let others = match change(write, &round, &new.kind, new.vacancy_id, &new.document).await? {
            // The first is the one that was named.
            Change::Vacancies(changed) => changed.iter().skip(1).map(|one| one.id).collect(),
            Change::Timetable(_) | Change::Rules(_) => Vec::new(),
        };
        let view = AmendmentView {
            id: new_id(),
            kind: new.kind,
            vacancy_id: new.vacancy_id,
            document: new.document,
            reason: new.reason,
            legal_basis: new.legal_basis,
            state: "proposed".into(),
            is_mine: true,
            version: 1,
            also_changes: others,
        };
        diesel::insert_into(dsl::round_amendment)
            .values((
                dsl::agency_id.eq(&round.agency_id),
                dsl::id.eq(view.id),
                dsl::round_id.eq(id),
                dsl::kind.eq(&view.kind),
                dsl::vacancy_id.eq(view.vacancy_id),
                dsl::document.eq(&view.document),
                dsl::reason.eq(&view.reason),
                dsl::legal_basis.eq(&view.legal_basis),
                dsl::state.eq(&view.state),
                dsl::authored_by.eq(author),
                dsl::authored_at.eq(write.now),
            ))
            .execute(write.connection())
            .await?;
        write.audit(&round.agency_id, "amendment_proposed", view.id).await?;
        Ok(Answer::created(view))
    })
    .await
}

type Proposal = (String, Option<Uuid>, Value, String, String, String, Uuid);

/// Approve an amendment.
///
/// By a member who did not propose it, with a fresh second factor; `If-Match` carries the round's version. The
/// change takes effect at once and is public with its reason.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/rounds/{round}/amendments/{amendment}/approve",
    operation_id = "approve_amendment", tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"),
        ("round" = Uuid, Path, description = "Round"), ("amendment" = Uuid, Path, description = "Amendment")),
    responses((status = 200, body = RoundView, description = "The amended round")))]
pub async fn approve_amendment(
    guard: Guard<RoundPublish>,
    state: web::Data<State>,
    Place((agency, round_id, id)): Place<(String, Uuid, Uuid)>,
    seen: IfMatch,
) -> Result<Answer<RoundView>, Problem> {
    use round_amendment::dsl;
    let member = guard.account_id()?;
    write(&state, guard.actor(), async |write| {
        let mut round = held(write, &guard, round_id, seen, Command::Amend).await?;
        let (kind, vacancy_id, document, reason, legal_basis, state, author): Proposal = dsl::round_amendment
            .find((&agency, id))
            .filter(dsl::round_id.eq(round_id))
            .select((
                dsl::kind,
                dsl::vacancy_id,
                dsl::document,
                dsl::reason,
                dsl::legal_basis,
                dsl::state,
                dsl::authored_by,
            ))
            .for_update()
            .first(write.connection())
            .await?;
        if state != "proposed" {
            return Err(Problem::new(&NOT_FOUND));
        }
        if author == member {
            return Err(Problem::new(&SECOND_MEMBER_REQUIRED));
        }
        let changed = change(write, &round, &kind, vacancy_id, &document).await?;
        let signed = Signed {
            reason: &reason,
            legal_basis: Some(&legal_basis),
            authored_by: Some(author),
            approved_by: Some(member),
        };
        apply(write, &mut round, changed, &signed).await?;
        diesel::update(dsl::round_amendment.find((&agency, id)))
            .set((
                dsl::state.eq("approved"),
                dsl::approved_by.eq(member),
                dsl::approved_at.eq(write.now),
                dsl::version.eq(dsl::version + 1),
            ))
            .execute(write.connection())
            .await?;
        let round = touch(write, round).await?;
        Ok(Answer::ok(RoundView::from(&round)).version(round.version))
    })
    .await
}

async fn apply(
    write: &mut Write<'_>,
    round: &mut Round,
    changed: Change,
    signed: &Signed<'_>,
) -> Result<(), Problem> {
    match changed {
        Change::Timetable(steps) => {
            add_timetable(write, round, &steps, signed).await?;
            let payload = json!({"timetable_version": round.timetable_version});
            fact(write, round, Kind::TimetableChanged, "round", round.id, payload).await
        }
        Change::Rules(rules) => {
            add_rules(write, round, &rules, signed).await?;
            if let Some(weighed) = weighed(write, round, &rules).await? {
                add_rules(write, round, &weighed, &Signed { reason: notice::WEIGHED, ..*signed }).await?;
            }
            rules_changed(write, round).await
        }
        Change::Vacancies(changed) => {
            let (reason, basis) = (signed.reason, signed.legal_basis);
            for vacancy in &changed {
                save(write.connection(), vacancy).await?;
                add_version(write, vacancy, reason, basis, signed.authored_by, signed.approved_by).await?;
                let payload = json!({"kind": "vacancy", "version": vacancy.version});
                fact(write, round, Kind::AmendmentPublished, "vacancy", vacancy.id, payload).await?;
            }
            let rules =
                store::rules(write.connection(), &round.agency_id, round.id, round.rules_version).await?;
            match weighed(write, round, &rules).await? {
                None => Ok(()),
                Some(weighed) => {
                    add_rules(write, round, &weighed, signed).await?;
                    rules_changed(write, round).await
                }
            }
        }
    }
}

async fn rules_changed(write: &mut Write<'_>, round: &Round) -> Result<(), Problem> {
    let payload = json!({"kind": "rules", "rules_version": round.rules_version});
    fact(write, round, Kind::AmendmentPublished, "round", round.id, payload).await
}
