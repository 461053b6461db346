//! Preparation before publication: timetable and rules, each change a version with its reason.
use actix_web::web;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use selection::Rules;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{Command, Refusal, State as Standing, Step, status_codes, timetable_faults},
    page::{self, RoundPage, Version},
    rule_words,
    store::{self, Round, Vacancy},
    vacancy::VacancyDraft,
    view::RoundView,
};
use crate::{
    http::{Answer, IfMatch, Json, Place},
    identity::{Guard, Scope},
    kernel::{
        Code, FieldError, Problem, State,
        permission::{Permission, RoundPrepare},
        problem::BAD_INPUT,
    },
    record::{Write, write},
    schema::{round_amendment, round_rules, round_status_code, round_timetable, selection_round},
};

pub static ROUND_PUBLISHED: Code = Code::new(
    "round_published",
    409,
    "Seleksi ini sudah diumumkan. Ajukan perubahan dengan dasar hukum; anggota panitia lain menyetujuinya.",
    "This round is published. Propose an amendment with its legal basis; another committee member approves it.",
);
pub static ROUND_NOT_PUBLISHED: Code = Code::new(
    "round_not_published",
    409,
    "Seleksi ini belum diumumkan. Ubah langsung di tahap persiapan.",
    "This round is not published yet. Change it directly in preparation.",
);
pub static ROUND_CLOSED: Code = Code::new(
    "round_closed",
    409,
    "Seleksi ini sudah selesai dan tidak dapat diubah lagi. Buat seleksi baru jika ada kebutuhan baru.",
    "This round is over and can no longer be changed. Create a new one if there is a new need.",
);

pub const PROBLEMS: &[&Code] = &[&ROUND_PUBLISHED, &ROUND_CLOSED];

pub fn refused(refusal: Refusal) -> Problem {
    Problem::new(match refusal {
        Refusal::AlreadyPublished => &ROUND_PUBLISHED,
        Refusal::NotPublished => &ROUND_NOT_PUBLISHED,
        Refusal::Closed => &ROUND_CLOSED,
    })
}

/// The round, held for change by someone whose grant covers it.
pub async fn held<P: Permission>(
    write: &mut Write<'_>,
    guard: &Guard<P>,
    id: Uuid,
    seen: IfMatch,
    command: Command,
) -> Result<Round, Problem> {
    guard.covers(Scope::Round(id))?;
    let round = store::load_for_update(write.connection(), guard.agency()?, id).await?;
    seen.check(round.version)?;
    Standing::of(&round.state).after(command).map_err(refused)?;
    Ok(round)
}

/// Stores the round's changed columns with the next version.
pub async fn touch(write: &mut Write<'_>, mut round: Round) -> Result<Round, Problem> {
    use selection_round::dsl;
    round.version += 1;
    round.updated_at = write.now;
    diesel::update(dsl::selection_round.find((&round.agency_id, round.id)))
        .set((
            dsl::state.eq(&round.state),
            dsl::published_by.eq(round.published_by),
            dsl::published_at.eq(round.published_at),
            dsl::timetable_version.eq(round.timetable_version),
            dsl::rules_version.eq(round.rules_version),
            dsl::version.eq(round.version),
            dsl::updated_at.eq(round.updated_at),
        ))
        .execute(write.connection())
        .await?;
    Ok(round)
}

/// Who stands behind a version.
pub struct Signed<'a> {
    pub reason: &'a str,
    pub legal_basis: Option<&'a str>,
    pub authored_by: Option<Uuid>,
    pub approved_by: Option<Uuid>,
}

/// Adds the next timetable version.
pub async fn add_timetable(
    write: &mut Write<'_>,
    round: &mut Round,
    steps: &[Step],
    signed: &Signed<'_>,
) -> Result<(), Problem> {
    use round_timetable::dsl;
    round.timetable_version += 1;
    diesel::insert_into(dsl::round_timetable)
        .values((
            dsl::agency_id.eq(&round.agency_id),
            dsl::round_id.eq(round.id),
            dsl::version.eq(round.timetable_version),
            dsl::steps.eq(serde_json::to_value(steps).map_err(store::inside)?),
            dsl::reason.eq(signed.reason),
            dsl::legal_basis.eq(signed.legal_basis),
            dsl::authored_by.eq(signed.authored_by),
            dsl::approved_by.eq(signed.approved_by),
            dsl::at.eq(write.now),
        ))
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Adds the next rules version and sets the legend of the status codes.
pub async fn add_rules(
    write: &mut Write<'_>,
    round: &mut Round,
    rules: &Rules,
    signed: &Signed<'_>,
) -> Result<(), Problem> {
    use round_rules::dsl;
    round.rules_version += 1;
    diesel::insert_into(dsl::round_rules)
        .values((
            dsl::agency_id.eq(&round.agency_id),
            dsl::round_id.eq(round.id),
            dsl::version.eq(round.rules_version),
            dsl::document.eq(serde_json::to_value(rules).map_err(store::inside)?),
            dsl::hash.eq(rules_hash(rules)?),
            dsl::reason.eq(signed.reason),
            dsl::legal_basis.eq(signed.legal_basis),
            dsl::authored_by.eq(signed.authored_by),
            dsl::approved_by.eq(signed.approved_by),
            dsl::at.eq(write.now),
        ))
        .execute(write.connection())
        .await?;
    use round_status_code::dsl as legend;
    let of_round = legend::agency_id.eq(&round.agency_id).and(legend::round_id.eq(round.id));
    diesel::delete(legend::round_status_code.filter(of_round)).execute(write.connection()).await?;
    for (position, code) in (1_i16..).zip(status_codes(rules)) {
        diesel::insert_into(legend::round_status_code)
            .values((
                legend::agency_id.eq(&round.agency_id),
                legend::round_id.eq(round.id),
                legend::code.eq(code.code),
                legend::legend_id_text.eq(code.id),
                legend::legend_en_text.eq(code.en),
                legend::position.eq(position),
            ))
            .execute(write.connection())
            .await?;
    }
    Ok(())
}

/// SHA-256 of the canonical rule document.
pub fn rules_hash(rules: &Rules) -> Result<Vec<u8>, Problem> {
    let hex = selection::canonical_hash(rules).map_err(store::inside)?;
    data_encoding::HEXLOWER.decode(hex.as_bytes()).map_err(store::inside)
}

/// A timetable for a round.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewTimetable {
    #[validate(length(min = 1, max = 40))]
    pub steps: Vec<Step>,
    /// Why this version replaces the one before.
    #[schema(example = "Jadwal awal")]
    #[validate(length(min = 3, max = 500, code = "length", message = "Tuliskan alasannya.|Say why."))]
    pub reason: String,
}

/// Refuses a timetable that cannot be.
pub fn check_timetable(steps: &[Step]) -> Result<(), Problem> {
    let faults = timetable_faults(steps);
    if faults.is_empty() {
        return Ok(());
    }
    let problem = Problem::new(&BAD_INPUT);
    Err(faults.into_iter().fold(problem, |problem, (pointer, code, text)| problem.field(pointer, code, text)))
}

/// Set a round's timetable.
///
/// Before publication; each call adds a version and keeps the one before with its reason.
#[utoipa::path(put, path = "/api/v1/agencies/{agency}/rounds/{round}/timetable", operation_id = "set_timetable",
    tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    request_body = NewTimetable, responses((status = 200, body = RoundView, description = "The round")))]
pub async fn set_timetable(
    guard: Guard<RoundPrepare>,
    state: web::Data<State>,
    Place((_agency, id)): Place<(String, Uuid)>,
    seen: IfMatch,
    json: Json<NewTimetable>,
) -> Result<Answer<RoundView>, Problem> {
    check_timetable(&json.value.steps)?;
    let author = Some(guard.account_id()?);
    write(&state, guard.actor(), async |write| {
        let mut round = held(write, &guard, id, seen, Command::Prepare).await?;
        let signed =
            Signed { reason: &json.value.reason, legal_basis: None, authored_by: author, approved_by: None };
        add_timetable(write, &mut round, &json.value.steps, &signed).await?;
        let round = touch(write, round).await?;
        write.audit(&round.agency_id, "timetable_prepared", round.id).await?;
        Ok(Answer::ok(RoundView::from(&round)).version(round.version))
    })
    .await
}

/// Rules for a round: a shipped document by name, or a document.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewRules {
    /// `cpns-2024` or `blud-professional`.
    #[schema(example = "blud-professional")]
    pub shipped: Option<String>,
    /// A whole rule document, if it is not a shipped one.
    pub document: Option<Value>,
    #[schema(example = "Aturan awal")]
    #[validate(length(min = 3, max = 500, code = "length", message = "Tuliskan alasannya.|Say why."))]
    pub reason: String,
}

/// The rules that are meant; a document with faults is refused with each fault at its place.
pub fn rules_of(shipped: Option<&str>, document: Option<&Value>) -> Result<Rules, Problem> {
    let read = match (shipped, document) {
        (Some(name), None) => selection::shipped(name),
        (None, Some(document)) => Rules::parse(&document.to_string()),
        _ => {
            let text = crate::kernel::Text::new(
                "Pilih aturan bawaan atau kirim dokumen aturan, salah satu saja.",
                "Name a shipped rule document or send one, not both.",
            );
            return Err(Problem::new(&BAD_INPUT).field("/shipped", "one_of_two", text));
        }
    };
    read.map_err(|error| {
        let mut problem = Problem::new(&BAD_INPUT);
        problem.errors = match error {
            selection::RulesError::Invalid(findings) => findings.into_iter().map(finding).collect(),
            selection::RulesError::NotShipped => vec![fault(
                "/shipped",
                "not_shipped",
                "Aturan bawaan ini tidak ada.",
                "There is no shipped document of this name.",
            )],
            selection::RulesError::Json { .. } => vec![fault(
                "/document",
                "not_a_rule_document",
                "Dokumen ini bukan dokumen aturan.",
                "This is not a rule document.",
            )],
        };
        problem
    })
}

fn fault(pointer: &str, code: &str, id: &str, en: &str) -> FieldError {
    let (pointer, code) = (pointer.into(), code.into());
    FieldError { pointer, code, id: id.into(), en: en.into(), ..FieldError::default() }
}

fn finding(found: selection::RuleFinding) -> FieldError {
    let code = serde_json::to_value(found.problem).ok();
    let code = code.as_ref().and_then(Value::as_str).unwrap_or("rule");
    let (id, en) = (rule_words::indonesian(found.problem), found.problem.to_string());
    let place = &found.pointer;
    fault(&format!("/document{place}"), code, &format!("{place}: {id}."), &format!("{place}: {en}."))
}

/// Set a round's rules.
///
/// Before publication; the document is checked whole, hashed and kept as a version.
#[utoipa::path(put, path = "/api/v1/agencies/{agency}/rounds/{round}/rules", operation_id = "set_rules", tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    request_body = NewRules, responses((status = 200, body = RoundView, description = "The round")))]
pub async fn set_rules(
    guard: Guard<RoundPrepare>,
    state: web::Data<State>,
    Place((_agency, id)): Place<(String, Uuid)>,
    seen: IfMatch,
    json: Json<NewRules>,
) -> Result<Answer<RoundView>, Problem> {
    let rules = rules_of(json.value.shipped.as_deref(), json.value.document.as_ref())?;
    let author = Some(guard.account_id()?);
    write(&state, guard.actor(), async |write| {
        let mut round = held(write, &guard, id, seen, Command::Prepare).await?;
        let signed =
            Signed { reason: &json.value.reason, legal_basis: None, authored_by: author, approved_by: None };
        add_rules(write, &mut round, &rules, &signed).await?;
        let round = touch(write, round).await?;
        write.audit(&round.agency_id, "rules_prepared", round.id).await?;
        Ok(Answer::ok(RoundView::from(&round)).version(round.version))
    })
    .await
}

/// List the rounds that the committee works on.
///
/// In every state, newest first, without the archive.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/round-preparations", operation_id = "prepared_rounds",
    tag = "rounds", params(("agency" = String, Path, description = "Agency code", example = "5473")),
    responses((status = 200, body = Vec<RoundView>, description = "Rounds")))]
pub async fn prepared_rounds(
    guard: Guard<RoundPrepare>,
    state: web::Data<State>,
) -> Result<Answer<Vec<RoundView>>, Problem> {
    use selection_round::dsl;
    let rows: Vec<Round> = dsl::selection_round
        .filter(dsl::agency_id.eq(guard.agency()?).and(dsl::archive.eq(false)))
        .order(dsl::id.desc())
        .select(Round::as_select())
        .load(&mut state.read().await?)
        .await?;
    let seen = rows.iter().filter(|round| guard.covers(Scope::Round(round.id)).is_ok());
    Ok(Answer::ok(seen.map(RoundView::from).collect()))
}

/// A proposed or approved change after publication.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AmendmentView {
    pub id: Uuid,
    /// `timetable`, `rules` or `vacancy`.
    #[schema(example = "timetable")]
    pub kind: String,
    pub vacancy_id: Option<Uuid>,
    pub document: Value,
    #[schema(example = "Gangguan jaringan nasional")]
    pub reason: String,
    #[schema(example = "Keputusan Wali Kota 12/2026")]
    pub legal_basis: String,
    /// `proposed`, `approved` or `withdrawn`.
    #[schema(example = "proposed")]
    pub state: String,
    /// Whether the reader proposed it; somebody else must approve.
    #[schema(example = false)]
    pub is_mine: bool,
    #[schema(example = 1)]
    pub version: i32,
    /// Other vacancies of the same post: their further tests change with it.
    // An answer that was kept before there was this one is still read.
    #[serde(default)]
    #[schema(required = true)]
    pub also_changes: Vec<Uuid>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PreparedVacancy {
    pub id: Uuid,
    #[schema(example = 1)]
    pub version: i32,
    pub draft: VacancyDraft,
}

/// A round with all that its committee sees.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreparedRound {
    pub page: RoundPage,
    /// Whether the reader is its author; somebody else must publish.
    #[schema(example = true)]
    pub is_mine: bool,
    pub vacancies: Vec<PreparedVacancy>,
    pub versions: Vec<Version>,
    pub amendments: Vec<AmendmentView>,
}

type AmendmentRow = (Uuid, String, Option<Uuid>, Value, String, String, String, Uuid, i32);

/// Show a round to its committee.
///
/// In every state, with vacancies, versions and amendments.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/round-preparations/{round}", operation_id = "prepared_round",
    tag = "rounds",
    params(("agency" = String, Path, description = "Agency code", example = "5473"), ("round" = Uuid, Path, description = "Round")),
    responses((status = 200, body = PreparedRound, description = "The round")))]
pub async fn prepared_round(
    guard: Guard<RoundPrepare>,
    state: web::Data<State>,
    Place((agency, id)): Place<(String, Uuid)>,
) -> Result<Answer<PreparedRound>, Problem> {
    guard.covers(Scope::Round(id))?;
    let reader = guard.account_id()?;
    let mut connection = state.read().await?;
    let round = store::load(&mut connection, &agency, id).await?;
    use round_amendment::dsl;
    let amendments: Vec<AmendmentRow> = dsl::round_amendment
        .filter(dsl::agency_id.eq(&agency).and(dsl::round_id.eq(id)))
        .order(dsl::id)
        .select((
            dsl::id,
            dsl::kind,
            dsl::vacancy_id,
            dsl::document,
            dsl::reason,
            dsl::legal_basis,
            dsl::state,
            dsl::authored_by,
            dsl::version,
        ))
        .load(&mut connection)
        .await?;
    let vacancies: Vec<Vacancy> = store::vacancies(&mut connection, &agency, id).await?;
    let amendments = amendments
        .into_iter()
        .map(|row| amendment_view(row, reader, &vacancies))
        .collect::<Result<_, Problem>>()?;
    let prepared = PreparedRound {
        page: page::page(&mut connection, &round).await?,
        is_mine: round.authored_by == Some(reader),
        vacancies: vacancies
            .into_iter()
            .map(|row| {
                Ok(PreparedVacancy { id: row.id, version: row.version, draft: VacancyDraft::of(row)? })
            })
            .collect::<Result<_, Problem>>()?,
        versions: page::versions(&mut connection, &round).await?,
        amendments,
    };
    Ok(Answer::ok(prepared).version(round.version))
}

fn amendment_view(row: AmendmentRow, reader: Uuid, vacancies: &[Vacancy]) -> Result<AmendmentView, Problem> {
    let (id, kind, vacancy_id, document, reason, legal_basis, state, author, version) = row;
    let is_mine = author == reader;
    let mut also_changes = Vec::new();
    if let (Some(changed), "proposed") = (vacancy_id, state.as_str()) {
        let draft: VacancyDraft = store::parsed(document.clone())?;
        let tests = draft.stated()?;
        let follow = vacancies.iter().filter(|one| one.follows(changed, &draft.post_title, tests.as_ref()));
        also_changes = follow.map(|one| one.id).collect();
    }
    Ok(AmendmentView {
        id,
        kind,
        vacancy_id,
        document,
        reason,
        legal_basis,
        state,
        is_mine,
        version,
        also_changes,
    })
}
