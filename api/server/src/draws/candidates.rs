//! Who can draw: officers whose role for the round is in force.
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::Office;
use crate::{
    http::{Answer, Place},
    identity::{Guard, Holder, Scope, holders},
    kernel::{
        Problem, State,
        permission::{DrawPrepare, Role},
    },
    verification::{self, schedule},
};

/// The role that an office's drawers hold.
pub fn role(office: Office) -> Role {
    match office {
        Office::Committee => Role::Committee,
        Office::Inspectorate => Role::Inspector,
        Office::Observer => Role::Observer,
    }
}

/// The office that a role speaks for; none for roles that do not draw.
pub fn office_of(held: Role) -> &'static str {
    Office::ALL.into_iter().find(|office| role(*office) == held).map_or("", Office::code)
}

/// Somebody who can draw for an office.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DrawCandidate {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub account: Uuid,
    #[schema(example = "Contoh Rekaan")]
    pub name: String,
}

/// Who can draw, by office.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DrawCandidates {
    pub committee: Vec<DrawCandidate>,
    pub inspectorate: Vec<DrawCandidate>,
    pub observer: Vec<DrawCandidate>,
    /// Sealed applications that wait for a reading: the lines that the list will have.
    #[schema(example = 150)]
    pub waiting: usize,
}

/// List who can draw.
///
/// Officers whose role for this round is in force now, and how many applications wait for a reading.
#[utoipa::path(
    get, path = "/api/v1/agencies/{agency}/rounds/{round}/draw-candidates", operation_id = "draw_candidates",
    tag = "draws", params(("agency" = String, Path), ("round" = Uuid, Path)),
    responses((status = 200, body = DrawCandidates, description = "Officers by office"))
)]
pub async fn draw_candidates(
    guard: Guard<DrawPrepare>,
    state: web::Data<State>,
    place: Place<(String, Uuid)>,
) -> Result<Answer<DrawCandidates>, Problem> {
    let (agency, round) = place.0;
    guard.covers(Scope::Round(round))?;
    let now = state.clock().now();
    let mut connection = state.read().await?;
    schedule(&mut connection, &agency, round).await?;
    let waiting = verification::waiting(&mut connection, &agency, round).await?;
    let mut of = async |office| {
        let found = holders(&mut connection, &agency, role(office), Scope::Round(round), now).await?;
        let candidate = |one: Holder| DrawCandidate { account: one.account_id, name: one.name };
        Ok::<_, Problem>(found.into_iter().map(candidate).collect())
    };
    Ok(Answer::ok(DrawCandidates {
        committee: of(Office::Committee).await?,
        inspectorate: of(Office::Inspectorate).await?,
        observer: of(Office::Observer).await?,
        waiting: usize::try_from(waiting).unwrap_or_default(),
    }))
}
