//! The committee prepares an announcement: the rows are frozen, looked at, and published by somebody else or discarded.
use actix_web::web;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{AnnouncementDetail, AnnouncementPreview, AnnouncementSummary, count},
    content::{content, csv, hash},
    disclosed::{RecordedBasis, UniquenessReport, WithheldPart},
    files::{self, Wanted},
    model::{Command, Stage, State as Standing, decide},
    profile::{Basis, choose},
    refused, store,
};
use crate::{
    applications,
    http::{Answer, IdempotencyKey, IfMatch, Json, Place},
    identity::{Guard, Scope},
    kernel::{Code, Problem, State, Text, new_id, permission::AnnouncementPrepare, problem::BAD_INPUT},
    record::{self, Once, write_once},
    results,
    verification::schedule,
};

pub static ALREADY_PREPARED: Code = Code::new(
    "already_prepared",
    409,
    "Pengumuman untuk tahap ini sudah disiapkan. Terbitkan atau batalkan dulu yang itu.",
    "An announcement of this stage is prepared already. Publish or discard that one first.",
);
#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PrepareAnnouncement {
    /// `administrative`, `shortlist` or `result`.
    #[schema(example = "administrative")]
    pub stage: String,
    /// The approved run, for `shortlist` and `result`.
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    #[serde(default)]
    pub run: Option<Uuid>,
    /// Number of the letter, from the agency's registry.
    #[schema(example = "800.1.2/123/BKPSDM/2026")]
    #[validate(length(
        min = 3,
        max = 100,
        code = "letter_length",
        message = "Tulis nomor surat dengan 3 sampai 100 huruf.|Write the letter's number in 3 to 100 letters."
    ))]
    pub letter: String,
    /// Needed when it corrects a published announcement.
    #[schema(example = "Satu putusan diperbaiki setelah pembacaan ulang.")]
    #[serde(default)]
    #[validate(length(
        max = 500,
        code = "too_long",
        message = "Alasan paling panjang 500 huruf.|A reason has at most 500 letters."
    ))]
    pub reason: Option<String>,
    /// `A`, `B` or `C`; without it the round's own. Less may be shown than the round said, never more.
    #[schema(example = "B")]
    #[serde(default)]
    pub profile: Option<String>,
    /// For a final result under profile `A`.
    #[serde(default)]
    #[validate(nested)]
    pub names_basis: Option<Basis>,
}

const UNKNOWN_STAGE: Text = Text::new("Pilih tahap dari daftar.", "Choose a stage from the list.");
const RUN_AND_STAGE: Text = Text::new(
    "Pilih perhitungan untuk daftar peserta dan hasil akhir; tahap administrasi tidak memakainya.",
    "Choose a run for shortlist and result; the administrative stage takes none.",
);
const REASON_NEEDED: Text = Text::new(
    "Tahap ini sudah diumumkan. Tulis alasan pembetulannya.",
    "This stage has been announced. Write why it is corrected.",
);
const NO_REASON: Text =
    Text::new("Pengumuman pertama tidak memerlukan alasan.", "The first announcement takes no reason.");

/// Prepare the announcement of a stage.
///
/// Freezes one row for each participant, and the files from which anybody recomputes the outcome; refused where those
/// would give another one. Nobody outside the committee sees it before another member publishes it.
/// A stage that was announced already gets a corrected version, with a reason; the old one stays readable.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts",
    operation_id = "prepare_announcement", tag = "announcements", request_body = PrepareAnnouncement,
    params(("agency" = String, Path), ("round" = Uuid, Path)),
    responses((status = 201, body = AnnouncementSummary, description = "The prepared announcement"))
)]
pub async fn prepare_announcement(
    guard: Guard<AnnouncementPrepare>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
    key: IdempotencyKey,
    json: Json<PrepareAnnouncement>,
) -> Result<Answer<AnnouncementSummary>, Problem> {
    let (agency, round) = place.0;
    guard.covers(Scope::Round(round))?;
    let author = guard.account_id()?;
    let asked = json.value;
    let stage = Stage::of(&asked.stage)
        .ok_or_else(|| Problem::new(&BAD_INPUT).field("/stage", "unknown_stage", UNKNOWN_STAGE))?;
    if (stage == Stage::Administrative) != asked.run.is_none() {
        return Err(Problem::new(&BAD_INPUT).field("/run", "run_and_stage", RUN_AND_STAGE));
    }
    let once = Once { operation: "prepare_announcement", key: &key, body_hash: json.hash };
    write_once(&state, guard.actor(), once, async |write| {
        let schedule = schedule(write.connection(), &agency, round).await?;
        let profile = choose(asked.profile.as_deref(), asked.names_basis.as_ref(), stage, &schedule)?;
        let before = store::newest(write.connection(), &agency, round, stage.code()).await?;
        let reason = asked.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        match (&before, reason) {
            (Some(_), None) => {
                return Err(Problem::new(&BAD_INPUT).field("/reason", "required", REASON_NEEDED));
            }
            (None, Some(_)) => return Err(Problem::new(&BAD_INPUT).field("/reason", "not_here", NO_REASON)),
            _ => {}
        }
        let mut content = content(write.connection(), &agency, round, stage, asked.run).await?;
        applications::seal_once(write, &agency, round).await?;
        let wanted = Wanted { agency: &agency, round, run: asked.run, profile: &profile };
        let made = files::make(&state, write.connection(), wanted, &mut content).await?;
        let row = store::AnnouncementRow {
            agency_id: agency.clone(),
            id: new_id(),
            round_id: round,
            stage: stage.code().into(),
            run_id: asked.run,
            number: before.map_or(1, |before| before.number + 1),
            state: Standing::Prepared.code().into(),
            letter: asked.letter.trim().into(),
            reason: reason.map(str::to_owned),
            profile: profile.code.into(),
            row_count: i32::try_from(content.lines.len()).unwrap_or(i32::MAX),
            content_hash: hash(&csv(&content.shown(), state.settings().demo)?).to_vec(),
            prepared_by: author,
            prepared_at: write.now,
            published_by: None,
            published_at: None,
            objections_close_at: None,
            leaf_id: None,
            told: 0,
            version: 1,
            updated_at: write.now,
            bundle_hash: None,
            names_basis: stored(profile.basis.as_ref())?,
            uniqueness: stored(made.uniqueness.as_ref())?,
            kept_back: stored(made.kept.as_ref().map(|kept| &kept.told))?,
        };
        if !store::insert(write.connection(), &row, &content).await? {
            return Err(Problem::new(&ALREADY_PREPARED));
        }
        made.store(&state, write.connection(), &row).await?;
        write.audit(&agency, "announcement_prepared", row.id).await?;
        Ok(Answer::created(AnnouncementSummary::of(&row, &schedule)).version(row.version))
    })
    .await
}

fn stored<T: Serialize>(value: Option<&T>) -> Result<Option<serde_json::Value>, Problem> {
    value.map(serde_json::to_value).transpose().map_err(store::inside)
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub struct AnnouncementList {
    pub items: Vec<AnnouncementSummary>,
}

/// List prepared and published announcements.
///
/// What the committee works on, the newest first, with the progress of telling people.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts",
    operation_id = "list_announcement_drafts", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path)),
    responses((status = 200, body = AnnouncementList, description = "All that were not discarded"))
)]
pub async fn list_announcement_drafts(
    guard: Guard<AnnouncementPrepare>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<AnnouncementList>, Problem> {
    let (agency, round) = place.0;
    guard.covers(Scope::Round(round))?;
    let mut connection = state.read().await?;
    let schedule = schedule(&mut connection, &agency, round).await?;
    let rows = store::working(&mut connection, &agency, round).await?;
    let items = rows.iter().map(|row| AnnouncementSummary::of(row, &schedule)).collect();
    Ok(Answer::ok(AnnouncementList { items }))
}

/// Look at a prepared announcement.
///
/// Counts by status and vacancy as they would be published, the files with their sizes, and the report on rows that
/// would stand alone in what an outsider may know: while it blocks, nobody publishes.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts/{announcement}",
    operation_id = "preview_announcement", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path)),
    responses((status = 200, body = AnnouncementPreview, description = "The announcement"))
)]
pub async fn preview_announcement(
    guard: Guard<AnnouncementPrepare>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
) -> Result<Answer<AnnouncementPreview>, Problem> {
    let (agency, round, id) = place.0;
    guard.covers(Scope::Round(round))?;
    let mut connection = state.read().await?;
    let row = store::find(&mut connection, &agency, round, id).await?;
    let version = row.version;
    let uniqueness = UniquenessReport::of(&mut connection, &row).await?;
    let detail = detail(&mut connection, row).await?;
    Ok(Answer::ok(AnnouncementPreview { detail, uniqueness }).version(version))
}

/// Counts, legend and standing of an announcement.
pub async fn detail(
    connection: &mut diesel_async::AsyncPgConnection,
    row: store::AnnouncementRow,
) -> Result<AnnouncementDetail, Problem> {
    let (agency, round) = (row.agency_id.as_str(), row.round_id);
    let schedule = schedule(connection, agency, round).await?;
    let (counts, by_vacancy) = count(&store::counts(connection, agency, row.id).await?);
    let newest = store::newest(connection, agency, round, &row.stage).await?;
    let legend = store::legend(connection, agency, row.id).await?.into_iter().map(Into::into).collect();
    let files = files::listed(connection, agency, row.id).await?.into_iter().map(Into::into).collect();
    let run = match row.run_id {
        Some(run) => Some(results::identity(connection, agency, run).await?),
        None => None,
    };
    let announced = files::announced(connection, &row).await?;
    Ok(AnnouncementDetail {
        rules_hash: run.map(|run| HEXLOWER.encode(&run.rules_hash)),
        checker_hash: announced.and_then(|announced| announced.checker),
        names_basis: files::read(row.names_basis.as_ref())?.map(RecordedBasis::of),
        withheld: WithheldPart::of(connection, &row).await?,
        summary: AnnouncementSummary::of(&row, &schedule),
        replaced_by: newest.filter(|newest| newest.number > row.number).map(|newest| newest.id),
        counts,
        vacancies: by_vacancy,
        legend,
        files,
        door: schedule.door,
    })
}

/// Discard a prepared announcement.
#[utoipa::path(
    delete, path = "/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts/{announcement}",
    operation_id = "discard_announcement", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path)),
    responses((status = 200, body = AnnouncementSummary, description = "It is discarded"))
)]
pub async fn discard_announcement(
    guard: Guard<AnnouncementPrepare>,
    state: web::Data<State>,
    place: Place<(String, Uuid, Uuid)>,
    version: IfMatch,
) -> Result<Answer<AnnouncementSummary>, Problem> {
    let (agency, round, id) = place.0;
    guard.covers(Scope::Round(round))?;
    let by = guard.account_id()?;
    record::write(&state, guard.actor(), async |write| {
        store::find(write.connection(), &agency, round, id).await?;
        let mut row = store::lock(write.connection(), &agency, id).await?;
        version.check(row.version)?;
        let next = decide(super::standing(&row)?, Command::Discard, row.prepared_by, by).map_err(refused)?;
        row.state = next.code().into();
        let now = write.now;
        store::save(write.connection(), &mut row, now).await?;
        write.audit(&agency, "announcement_discarded", id).await?;
        let schedule = schedule(write.connection(), &agency, round).await?;
        Ok(Answer::ok(AnnouncementSummary::of(&row, &schedule)).version(row.version))
    })
    .await
}
