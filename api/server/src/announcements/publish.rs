//! A second member of the committee publishes: one instant for everybody, and the clock of objections begins.
use actix_web::web;
use bundle::uniqueness::Report;
use ledger::Kind;
use serde_json::json;
use uuid::Uuid;

use super::{
    answer::AnnouncementSummary,
    content::{Content, content, csv},
    files,
    model::{Command, Stage, decide, objections_close},
    profile::ROWS_STAND_ALONE,
    refused,
    store::{self, AnnouncementRow},
    tell::TellParticipants,
};
use crate::{
    http::{Answer, IfMatch, Place},
    identity::{Guard, Scope},
    kernel::{Code, Problem, State, permission::AnnouncementPublish, problem::INTERNAL},
    record::{self, Fact, Milestone, Write},
    rounds,
    verification::schedule,
};

pub static ANNOUNCEMENT_OUTDATED: Code = Code::new(
    "announcement_outdated",
    409,
    "Hasilnya berubah sejak pengumuman ini disiapkan. Batalkan, lalu siapkan lagi supaya isinya sesuai.",
    "The outcome has changed since this was prepared. Discard it and prepare it again.",
);

/// Publish an announcement.
///
/// By another member than the one who prepared it. From this instant everybody sees the same; each participant is
/// told in the inbox.
#[utoipa::path(
    post, path = "/api/v1/agencies/{agency}/rounds/{round}/announcement-drafts/{announcement}/publish",
    operation_id = "publish_announcement", tag = "announcements",
    params(("agency" = String, Path), ("round" = Uuid, Path), ("announcement" = Uuid, Path)),
    responses((status = 200, body = AnnouncementSummary, description = "It is published"))
)]
pub async fn publish_announcement(
    guard: Guard<AnnouncementPublish>,
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
        let next = decide(super::standing(&row)?, Command::Publish, row.prepared_by, by).map_err(refused)?;
        let stage = Stage::of(&row.stage)
            .ok_or_else(|| Problem::new(&INTERNAL).inside("announcement of an unknown stage"))?;
        let now_true = content(write.connection(), &agency, round, stage, row.run_id).await?;
        let frozen = store::frozen(write.connection(), &agency, id).await?;
        let demo = state.settings().demo;
        if csv(&now_true, demo)? != csv(&frozen, demo)? {
            return Err(Problem::new(&ANNOUNCEMENT_OUTDATED));
        }
        stands_alone(&row)?;
        let schedule = schedule(write.connection(), &agency, round).await?;
        let now = write.now;
        row.state = next.code().into();
        row.published_by = Some(by);
        row.published_at = Some(now);
        // A window in the timetable wins: the national round's is set by Panselnas.
        row.objections_close_at = stage.has_objections().then(|| {
            let set = stage.objection_step().and_then(|step| schedule.step(step));
            set.map(|step| step.closes)
                .filter(|closes| *closes > now)
                .unwrap_or_else(|| objections_close(now, schedule.zone))
        });
        row.bundle_hash = Some(files::complete(&state, write, &row, &schedule).await?.to_vec());
        row.leaf_id = Some(fact(write, &row, stage, &now_true).await?);
        store::save(write.connection(), &mut row, now).await?;
        if stage == Stage::Administrative {
            let passed = now_true.lines.iter().filter(|line| line.status == "MS");
            let passed: Vec<Uuid> = passed.map(|line| line.vacancy_id).collect();
            rounds::set_eligible(write.connection(), &agency, round, &passed, now).await?;
        }
        write
            .job(TellParticipants::NAME, &TellParticipants { agency: agency.clone(), announcement: id })
            .await?;
        Ok(Answer::ok(AnnouncementSummary::of(&row, &schedule)).version(row.version))
    })
    .await
}

/// Refused while the row of somebody without a place could be told apart for no decision's sake.
fn stands_alone(row: &AnnouncementRow) -> Result<(), Problem> {
    let report: Option<Report> = files::read(row.uniqueness.as_ref())?;
    let alone = report.iter().flat_map(|report| &report.alone).filter(|one| !one.needed).count();
    match alone {
        0 => Ok(()),
        count => Err(Problem::new(&ROWS_STAND_ALONE).with("count", count.to_string())),
    }
}

/// The first announcement of a stage is a milestone over all participants; a correction is a fact that names it.
async fn fact(
    write: &mut Write<'_>,
    row: &AnnouncementRow,
    stage: Stage,
    content: &Content,
) -> Result<Uuid, Problem> {
    let kind = match (row.number, stage) {
        (1, Stage::Administrative | Stage::Shortlist) => Kind::StageAnnounced,
        (1, Stage::Result) => Kind::ResultAnnounced,
        _ => Kind::AnnouncementCorrected,
    };
    let fact = Fact {
        agency: &row.agency_id,
        kind,
        round: Some(row.round_id),
        noun: "round",
        subject: row.round_id,
        payload: json!({
            "announcement": row.id, "stage": row.stage, "number": row.number, "run": row.run_id,
            "rows": row.row_count, "content": data_encoding::HEXLOWER.encode(&row.content_hash),
            "bundle": row.bundle_hash.as_ref().map(|hash| data_encoding::HEXLOWER.encode(hash)),
        }),
    };
    if kind.is_milestone() {
        let subjects = content.lines.iter().map(|line| line.application_id).collect();
        write.milestone(fact, Milestone { subjects }).await
    } else {
        write.fact(fact).await
    }
}
