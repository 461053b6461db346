//! Publication by a second committee member, and what must be whole before it.
use actix_web::web;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use ledger::Kind;
use selection::Rules;
use serde_json::json;
use uuid::Uuid;

use super::{
    model::Command,
    notice::{self, NOTICE_REFUSED},
    prepare::{ROUND_CLOSED, ROUND_PUBLISHED, Signed, add_rules, held, rules_hash, touch},
    store::{self, Round, Vacancy},
    vacancy::{VacancyDraft, save, whole},
    view::RoundView,
};
use crate::{
    catalog,
    http::{Answer, IfMatch, Place},
    identity::Guard,
    kernel::{Code, Problem, State, Text, permission::RoundPublish, problem::NOT_FOUND},
    record::{Fact, Write, write},
    schema::vacancy_version,
};

pub static SECOND_MEMBER_REQUIRED: Code = Code::new(
    "second_member_required",
    409,
    "Penyusun tidak boleh mengesahkan pekerjaannya sendiri. Minta anggota panitia lain.",
    "The author may not approve their own work. Ask another committee member.",
);
pub static ROUND_INCOMPLETE: Code = Code::new(
    "round_incomplete",
    422,
    "Seleksi ini belum lengkap untuk diumumkan. Lengkapi yang disebut di setiap keterangan, lalu umumkan.",
    "This round is not complete enough to be published. Complete what each note names, then publish it.",
);

pub const PROBLEMS: &[&Code] =
    &[&ROUND_PUBLISHED, &ROUND_CLOSED, &SECOND_MEMBER_REQUIRED, &ROUND_INCOMPLETE, &NOTICE_REFUSED];

/// Publish a round.
///
/// Needs a fresh second factor and a member who is not the author. Afterwards every change is an amendment.
#[utoipa::path(post, path = "/api/v1/agencies/{agency}/rounds/{round}/publish", operation_id = "publish_round",
    tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    responses((status = 200, body = RoundView, description = "The published round")))]
pub async fn publish_round(
    guard: Guard<RoundPublish>,
    state: web::Data<State>,
    Place((_agency, id)): Place<(String, Uuid)>,
    seen: IfMatch,
) -> Result<Answer<RoundView>, Problem> {
    let member = guard.account_id()?;
    write(&state, guard.actor(), async |write| {
        let mut round = held(write, &guard, id, seen, Command::Publish).await?;
        if round.authored_by == Some(member) {
            return Err(Problem::new(&SECOND_MEMBER_REQUIRED));
        }
        let (vacancies, rules) = complete(write, &mut round, member).await?;
        round.state = "published".into();
        round.published_by = Some(member);
        round.published_at = Some(write.now);
        let payload = json!({
            "code": round.code, "kind": round.kind, "door": round.door, "vacancies": vacancies.len(),
            "rules_sha256": data_encoding::HEXLOWER.encode(&rules_hash(&rules)?),
            "rules_version": round.rules_version, "timetable_version": round.timetable_version,
        });
        fact(write, &round, Kind::RoundPublished, "round", id, payload).await?;
        let author = round.authored_by;
        for vacancy in vacancies {
            let vacancy = whole(write.connection(), &round, vacancy).await?;
            let vacancy = Vacancy { updated_at: write.now, ..vacancy };
            save(write.connection(), &vacancy).await?;
            add_version(write, &vacancy, "Pengumuman", None, author, Some(member)).await?;
            let payload = json!({"version": vacancy.version, "places": vacancy.places, "pool": vacancy.pool});
            fact(write, &round, Kind::VacancyPublished, "vacancy", vacancy.id, payload).await?;
        }
        let round = touch(write, round).await?;
        Ok(Answer::ok(RoundView::from(&round)).version(round.version))
    })
    .await
}

/// The vacancies of a round that may be published and the rules that hold for them; otherwise everything that is
/// missing. Where notices state weights of further tests, these become a version of the rules.
async fn complete(
    write: &mut Write<'_>,
    round: &mut Round,
    member: Uuid,
) -> Result<(Vec<Vacancy>, Rules), Problem> {
    let mut missing = Problem::new(&ROUND_INCOMPLETE);
    let steps = store::timetable(write.connection(), round).await?;
    if !steps.iter().any(|step| step.code == "registration") {
        let text = Text::new("Jadwal pendaftaran belum ada.", "The registration window is missing.");
        missing = missing.field("/timetable", "registration_missing", text);
    }
    let vacancies = store::vacancies(write.connection(), &round.agency_id, round.id).await?;
    if vacancies.is_empty() {
        let text = Text::new("Belum ada formasi.", "There is no vacancy yet.");
        missing = missing.field("/vacancies", "vacancies_missing", text);
    }
    if round.rules_version == 0 {
        let text = Text::new("Aturan seleksi belum ada.", "The rules are missing.");
        return Err(missing.field("/rules", "rules_missing", text));
    }
    if !missing.errors.is_empty() {
        return Err(missing);
    }
    let rules = store::rules(write.connection(), &round.agency_id, round.id, round.rules_version).await?;
    let agency = catalog::agency(write.connection(), &round.agency_id).await?;
    let agency = agency.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let weighed = notice::weighed(&rules, &agency, &vacancies)?;
    if weighed != rules {
        let signed = Signed {
            reason: notice::WEIGHED,
            legal_basis: None,
            authored_by: round.authored_by,
            approved_by: Some(member),
        };
        add_rules(write, round, &weighed, &signed).await?;
    }
    Ok((vacancies, weighed))
}

/// Writes a fact of a round.
pub async fn fact(
    write: &mut Write<'_>,
    round: &Round,
    kind: Kind,
    noun: &'static str,
    subject: Uuid,
    payload: serde_json::Value,
) -> Result<(), Problem> {
    let agency = round.agency_id.clone();
    write.fact(Fact { agency: &agency, kind, round: Some(round.id), noun, subject, payload }).await?;
    Ok(())
}

/// Keeps what a vacancy says at its present version.
pub async fn add_version(
    write: &mut Write<'_>,
    vacancy: &Vacancy,
    reason: &str,
    legal_basis: Option<&str>,
    authored_by: Option<Uuid>,
    approved_by: Option<Uuid>,
) -> Result<(), Problem> {
    use vacancy_version::dsl;
    let mut document = serde_json::to_value(VacancyDraft::of(vacancy.clone())?).map_err(store::inside)?;
    // A draft leaves out the education, which is made of its codes; whoever reads a version must see every requirement.
    if let Some(fields) = document.as_object_mut() {
        fields.insert("requirements".to_owned(), vacancy.requirements.clone());
    }
    diesel::insert_into(dsl::vacancy_version)
        .values((
            dsl::agency_id.eq(&vacancy.agency_id),
            dsl::vacancy_id.eq(vacancy.id),
            dsl::version.eq(vacancy.version),
            dsl::document.eq(document),
            dsl::reason.eq(reason),
            dsl::legal_basis.eq(legal_basis),
            dsl::authored_by.eq(authored_by),
            dsl::approved_by.eq(approved_by),
            dsl::at.eq(write.now),
        ))
        .execute(write.connection())
        .await?;
    Ok(())
}
