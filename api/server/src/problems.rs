//! Every problem code of the API with its text in both languages, for the page of messages and for programs.
use actix_web::web;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Cached, Routes},
    identity::Guard,
    kernel::permission::Public,
};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemText {
    #[schema(example = "not_found")]
    pub code: String,
    #[schema(example = 404)]
    pub status: u16,
    /// What happened and what to do; `{name}` stands for a value of the occurrence.
    #[schema(example = "Halaman atau data ini tidak ada. Periksa alamatnya.")]
    pub id: String,
    #[schema(example = "This page or record does not exist. Check the address.")]
    pub en: String,
}

/// Gathered from the routes when they are registered, so that no list can miss one.
pub struct Codes(Vec<ProblemText>);

impl Codes {
    pub fn of(routes: &Routes) -> Self {
        let text = |code: &&crate::kernel::Code| ProblemText {
            code: code.code.to_owned(),
            status: code.status,
            id: code.title.id.to_owned(),
            en: code.title.en.to_owned(),
        };
        Self(routes.codes().iter().map(text).collect())
    }
}

/// List all problems.
///
/// Every `code` that an answer may carry, in the order of the alphabet. A problem's `type` leads to its place on the
/// page of messages.
#[utoipa::path(get, path = "/api/v1/problems", operation_id = "problems", tag = "health",
    responses((status = 200, body = Vec<ProblemText>, description = "All problem codes")))]
pub async fn problems(_guard: Guard<Public>, codes: web::Data<Codes>) -> Cached<Vec<ProblemText>> {
    Cached(codes.0.clone())
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_problems, problems, &[]);
}
