//! An organizer finds those who can teach a session, by words of their name.
use actix_web::web;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    catalog::words,
    employees::{self, Asked},
    http::{Answer, Cursor, Page, Parameters, Place, page},
    identity::{Guard, Scope},
    kernel::{Problem, State, permission::CourseManage},
};

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct TrainerQuery {
    /// Words or parts of words of the name.
    #[validate(length(max = 100, message = "Tulis paling banyak 100 huruf.|Write at most 100 letters."))]
    #[param(example = "contoh")]
    pub text: Option<String>,
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    #[param(example = 20)]
    pub limit: Option<i64>,
}

/// Somebody in service today who can be named as trainer: no more than is needed to tell people apart.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct PossibleTrainer {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub employee_id: Uuid,
    #[schema(example = "Contoh Rekaan")]
    pub name: String,
    #[schema(example = "Dinas Kependudukan dan Pencatatan Sipil")]
    pub unit_name: String,
    #[schema(example = "Penata Layanan Operasional")]
    pub post_title: String,
}

/// Find people who can teach.
///
/// Employees of the agency in service today whose name has every word, by name.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/training/trainers", operation_id = "find_trainers",
    tag = "training", params(("agency" = String, Path, example = "5473"), TrainerQuery),
    responses((status = 200, body = Page<PossibleTrainer>, description = "One page")))]
pub async fn find_trainers(
    guard: Guard<CourseManage>,
    state: web::Data<State>,
    place: Place<String>,
    query: Parameters<TrainerQuery>,
) -> Result<Answer<Page<PossibleTrainer>>, Problem> {
    guard.covers(Scope::Agency)?;
    let mut connection = state.read().await?;
    let agency = employees::agency(&mut connection, &place.0).await?;
    let limit = page::limit(query.0.limit);
    let asked = Asked {
        words: words(query.0.text.as_deref().unwrap_or_default()),
        after: query.0.cursor.as_ref().map(Cursor::key).transpose()?,
        limit: Some(limit + 1),
        ..Asked::default()
    };
    let today = agency.day(state.clock().now());
    let rows = employees::team(&mut connection, &place.0, asked, today).await?;
    let page = Page::of(rows, limit, |member| (member.name.clone(), member.employee_id));
    Ok(Answer::ok(page.map(|member| PossibleTrainer {
        employee_id: member.employee_id,
        name: member.name,
        unit_name: member.unit_name,
        post_title: member.post_title,
    })))
}
