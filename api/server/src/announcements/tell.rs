//! The job that tells every participant, by portions: each once, however often the job is interrupted.
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    model::Stage,
    store::{self, AnnouncementRow},
};
use crate::{
    kernel::{Language, Problem, State},
    notices::{Notice, tell},
    record::{Actor, write},
    verification::{Schedule, schedule},
};

/// People told in one transaction.
const PORTION: i64 = 100;

/// Tells the participants of one announcement.
#[derive(Serialize, Deserialize)]
pub struct TellParticipants {
    pub agency: String,
    pub announcement: Uuid,
}

impl TellParticipants {
    pub const NAME: &'static str = "tell_participants";
}

impl TaskHandler for TellParticipants {
    const IDENTIFIER: &'static str = Self::NAME;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(state) = context.get_ext::<State>() else { return Err("no state".to_owned()) };
        all(state, &self).await.map_err(|problem| problem.to_string())
    }
}

async fn all(state: &State, job: &TellParticipants) -> Result<(), Problem> {
    while portion(state, job).await? {}
    Ok(())
}

/// Tells the next people and moves the mark in one transaction; false when everybody was told.
async fn portion(state: &State, job: &TellParticipants) -> Result<bool, Problem> {
    let actor = Actor::system(job.announcement.simple().to_string());
    write(state, actor, async |write| {
        let mut row = store::lock(write.connection(), &job.agency, job.announcement).await?;
        let schedule = schedule(write.connection(), &job.agency, row.round_id).await?;
        let people = store::to_tell(write.connection(), &row, PORTION).await?;
        for (position, person, application) in &people {
            tell(state, write, *person, notice(&row, &schedule, *application)).await?;
            row.told = *position;
        }
        if people.is_empty() {
            return Ok(false);
        }
        store::save_told(write.connection(), &row).await?;
        Ok(true)
    })
    .await
}

/// Says that there is news and where; never which.
fn notice(row: &AnnouncementRow, schedule: &Schedule, application: Uuid) -> Notice {
    let words = |language: Language| {
        let stage = Stage::of(&row.stage).map_or("", |stage| stage.name().get(language));
        let round = &schedule.name;
        match (language, row.number) {
            (Language::Id, 1) => (
                format!("Pengumuman {stage}: {round}"),
                format!(
                    "Panitia mengumumkan {stage} untuk {round}. Baca hasil Anda, alasannya, dan langkah berikutnya pada lamaran Anda."
                ),
            ),
            (Language::En, 1) => (
                format!("Announced: {stage}, {round}"),
                format!(
                    "The committee has announced the {stage} for {round}. Read your outcome, its reasons and the next step at your application."
                ),
            ),
            (Language::Id, _) => (
                format!("Pembetulan pengumuman {stage}: {round}"),
                format!(
                    "Panitia membetulkan pengumuman {stage} untuk {round}. Baca hasil yang berlaku sekarang pada lamaran Anda; pengumuman lama tetap dapat dibaca."
                ),
            ),
            (Language::En, _) => (
                format!("Corrected: {stage}, {round}"),
                format!(
                    "The committee has corrected the {stage} for {round}. Read the outcome that counts now at your application; the old announcement stays readable."
                ),
            ),
        }
    };
    let ((subject_id, body_id), (subject_en, body_en)) = (words(Language::Id), words(Language::En));
    Notice {
        kind: "stage_announced",
        agency: Some(row.agency_id.clone()),
        subject: (subject_id, subject_en),
        body: (body_id, body_en),
        link: Some(format!("/lamaran/{}/{application}/keputusan", row.agency_id)),
    }
}
