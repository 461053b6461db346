//! Closing registration seals the set of applicants: from then on nobody can be slipped in or lost unseen.
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use ledger::Kind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{
    kernel::{Problem, State},
    record::{self, Actor, Fact, Milestone, Write},
    rounds,
    schema::{application, record_token},
};

/// Submissions that arrived in time are written by then.
const SETTLED_MINUTES: i64 = 5;

/// Seals every own round whose registration is over. A timetable that opens it once more is sealed again when it closes.
#[derive(Serialize, Deserialize)]
pub struct SealRegistrations;

impl TaskHandler for SealRegistrations {
    const IDENTIFIER: &'static str = "seal_registrations";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(state) = context.get_ext::<State>() else { return Err("no state".to_owned()) };
        all(state).await.map_err(|problem| problem.to_string())
    }
}

async fn all(state: &State) -> Result<(), Problem> {
    let until = state.clock().now() - Duration::minutes(SETTLED_MINUTES);
    let closed = rounds::closed_registrations(&mut *state.primary().await?, until).await?;
    for (agency, round, closes) in closed {
        let mut connection = state.primary().await?;
        let sealed = record::milestone(&mut connection, &agency, round, Kind::RegistrationClosed).await?;
        drop(connection);
        if sealed.is_none_or(|seal| seal.at < closes) {
            let actor = Actor::system(round.simple().to_string());
            record::write(state, actor, async |write| seal(write, &agency, round).await).await?;
        }
    }
    Ok(())
}

/// Seals a round that nobody has sealed yet. A national round has no closing here: its registration ends at SSCASN, and
/// its list comes in later. It is sealed when its reading order is drawn or its first announcement is prepared.
pub async fn seal_once(write: &mut Write<'_>, agency: &str, round: Uuid) -> Result<(), Problem> {
    rounds::hold(write.connection(), agency, round).await?;
    let sealed = record::milestone(write.connection(), agency, round, Kind::RegistrationClosed).await?;
    if sealed.is_some() { Ok(()) } else { seal(write, agency, round).await }
}

/// Seals a national round once more when SSCASN's list brought somebody in since: only before its first announcement.
pub async fn seal_newcomers(write: &mut Write<'_>, agency: &str, round: Uuid) -> Result<(), Problem> {
    rounds::hold(write.connection(), agency, round).await?;
    let sealed = record::milestone(write.connection(), agency, round, Kind::RegistrationClosed).await?;
    let Some(sealed) = sealed else { return seal(write, agency, round).await };
    let token = record_token::table
        .filter(record_token::agency_id.eq(agency).and(record_token::leaf_id.eq(sealed.id)))
        .filter(record_token::subject_id.eq(application::id));
    let newcomers = application::table
        .filter(application::agency_id.eq(agency).and(application::round_id.eq(round)))
        .filter(application::state.eq("submitted").and(diesel::dsl::not(diesel::dsl::exists(token))));
    let came: bool = diesel::select(diesel::dsl::exists(newcomers)).get_result(write.connection()).await?;
    if came { seal(write, agency, round).await } else { Ok(()) }
}

async fn seal(write: &mut Write<'_>, agency: &str, round: Uuid) -> Result<(), Problem> {
    let subjects: Vec<Uuid> = application::table
        .filter(application::agency_id.eq(agency).and(application::round_id.eq(round)))
        .filter(application::state.eq("submitted"))
        .order(application::id)
        .select(application::id)
        .load(write.connection())
        .await?;
    let fact = Fact {
        agency,
        kind: Kind::RegistrationClosed,
        round: Some(round),
        noun: "round",
        subject: round,
        payload: json!({ "applications": subjects.len() }),
    };
    write.milestone(fact, Milestone { subjects }).await?;
    Ok(())
}
