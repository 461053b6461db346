//! `/docs`: the API's documentation page, with everything it needs served from here.
use actix_web::web;
use utoipa_swagger_ui::SwaggerUi;

use crate::api;

/// Serves page and document.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(SwaggerUi::new("/docs/{_:.*}").url("/api/v1/openapi.json", api::document()));
}
