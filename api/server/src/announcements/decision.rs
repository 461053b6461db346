//! The applicant's own outcome: nothing before the stage is announced, then each verdict with reason, clause and what
//! can be done until when.
use actix_web::web;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    answer::{AnnouncementSummary, LegendEntry},
    content::AnnouncedMark,
    store,
    told::announced,
};
use crate::{
    exams::{self, MarkLeaf},
    http::{Answer, Place},
    identity::Guard,
    kernel::{Problem, State, permission::ApplicationOwn},
    results,
    schema::application,
    verification::{self, DecisionItem, schedule},
};

/// Where the public record holds marks of yours.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct MarkProof {
    /// The leaf among those of the application.
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub leaf: Uuid,
    #[schema(example = "skd")]
    pub stage: String,
    /// The components whose marks it holds.
    #[schema(example = json!(["twk", "tiu", "tkp"]))]
    pub components: Vec<String>,
}

/// What was announced about one application at one stage.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct StageDecision {
    pub announcement: AnnouncementSummary,
    #[schema(example = "TMS")]
    pub status: String,
    /// What the codes mean.
    pub legend: Vec<LegendEntry>,
    pub marks: Vec<AnnouncedMark>,
    /// The records of these marks; of a component in several, the last one holds.
    pub mark_proofs: Vec<MarkProof>,
    #[schema(example = 3)]
    pub place: Option<i32>,
    /// Where the place is, when the refill gave one of another vacancy.
    pub placed: Option<results::OtherVacancy>,
    /// The verdict on each requirement, at the administrative stage.
    pub items: Vec<DecisionItem>,
    /// Why this result, from the trace of the run alone; at shortlist and result.
    pub why: Option<results::Why>,
    /// Until when an objection can be filed; nothing when there is none to file.
    #[schema(example = "2026-12-14T17:00:00Z")]
    pub objection_closes_at: Option<DateTime<Utc>>,
    /// `sscasn` for a national round, else `here`.
    #[schema(example = "here")]
    pub objection_at: String,
}

#[derive(Serialize, Deserialize, ToSchema)]
pub struct OwnDecisions {
    #[schema(example = "7QK4-M2XN")]
    pub participant_code: String,
    #[schema(example = "Seleksi tenaga profesional BLUD 2026")]
    pub round_name: String,
    /// When the timetable announces the administrative stage.
    #[schema(example = "2026-12-11T09:00:00Z")]
    pub promised_at: Option<DateTime<Utc>>,
    /// Announced stages, the oldest first; empty before the first announcement.
    pub stages: Vec<StageDecision>,
}

type Found = (Uuid, String);

/// See what was decided about your application.
///
/// Empty until the committee announces a stage; from that instant the same for everybody.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/applications/{application}/decisions", operation_id = "own_decisions",
    tag = "announcements", params(("agency" = String, Path), ("application" = Uuid, Path)),
    responses((status = 200, body = OwnDecisions, description = "What was announced"))
)]
pub async fn own_decisions(
    guard: Guard<ApplicationOwn>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<OwnDecisions>, Problem> {
    let (agency, id) = place.0;
    let mut connection = state.read().await?;
    let (round, participant_code): Found = application::table
        .filter(application::agency_id.eq(&agency).and(application::id.eq(id)))
        .filter(application::person_id.eq(guard.person_id()?))
        .select((application::round_id, application::participant_code))
        .first(&mut connection)
        .await?;
    let schedule = schedule(&mut connection, &agency, round).await?;
    let leaves = exams::mark_leaves(&mut connection, &agency, id).await?;
    let mut stages = Vec::new();
    for (row, line) in store::told_about(&mut connection, &agency, id).await? {
        let items = match line.reading_id {
            Some(reading) => verification::decision(&state, &mut connection, &agency, reading).await?,
            None => Vec::new(),
        };
        let why = match row.run_id {
            Some(run) => results::why(&mut connection, &agency, run, id).await?,
            None => None,
        };
        let proven = announced(&mut connection, &row, &leaves).await?;
        let proof =
            |MarkLeaf { leaf_id, stage, components, .. }| MarkProof { leaf: leaf_id, stage, components };
        // Only who was refused objects at the administrative stage (PermenPANRB 28/2021 ps 31).
        let may_object = row.stage != "administrative" || line.status == "TMS";
        let legend = store::legend(&mut connection, &agency, row.id).await?;
        stages.push(StageDecision {
            announcement: AnnouncementSummary::of(&row, &schedule),
            status: line.status.clone(),
            legend: legend.into_iter().map(Into::into).collect(),
            marks: line.marks()?,
            mark_proofs: proven.into_iter().map(proof).collect(),
            place: line.place_in_vacancy,
            placed: line.placed(),
            items,
            why,
            objection_closes_at: row.objections_close_at.filter(|_| may_object),
            objection_at: if schedule.door == "national" { "sscasn" } else { "here" }.into(),
        });
    }
    let promised_at = schedule.step("administration_announced").map(|step| step.opens);
    Ok(Answer::ok(OwnDecisions { participant_code, round_name: schedule.name, promised_at, stages }))
}
