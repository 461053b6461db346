//! The API as a whole: every domain's routes, and the document made of them.
use actix_web::web;
use utoipa::openapi::{
    Contact, Info, LicenseBuilder, OpenApi, Ref, RefOr, Schema, Server,
    schema::ArrayItems,
    security::{ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme},
};

use crate::{
    announcements, applications, catalog, demo, documents, draws, employees, exams, health, http::Routes,
    identity, kernel::Code, notices, opendata, problems, proofs, results, rounds, training, verification,
    witnessing,
};

/// Adds the routes of all domains.
pub fn routes(routes: &mut Routes) {
    health::routes(routes);
    problems::routes(routes);
    identity::routes(routes);
    witnessing::routes(routes);
    notices::routes(routes);
    exams::routes(routes);
    results::routes(routes);
    verification::routes(routes);
    draws::routes(routes);
    documents::routes(routes);
    applications::routes(routes);
    employees::routes(routes);
    training::routes(routes);
    catalog::routes(routes);
    rounds::routes(routes);
    opendata::routes(routes);
    announcements::routes(routes);
    proofs::routes(routes);
    demo::routes(routes);
}

/// Serves all routes.
pub fn configure(config: &mut web::ServiceConfig) {
    let mut collected = Routes::new(Some(config));
    routes(&mut collected);
    let codes = problems::Codes::of(&collected);
    config.app_data(web::Data::new(codes));
}

/// Schema names that two different types of the API bear.
pub fn collisions() -> Vec<String> {
    let mut collected = Routes::new(None);
    routes(&mut collected);
    collected.collisions().iter().cloned().collect()
}

/// Every problem code that some route may answer.
pub fn codes() -> Vec<&'static Code> {
    let mut collected = Routes::new(None);
    routes(&mut collected);
    collected.codes()
}

/// Problem codes that two rooms use for two different things.
pub fn disputed() -> Vec<&'static str> {
    let mut collected = Routes::new(None);
    routes(&mut collected);
    collected.disputed().iter().copied().collect()
}

/// The OpenAPI document.
pub fn document() -> OpenApi {
    let mut collected = Routes::new(None);
    routes(&mut collected);
    let mut document = collected.document;
    document.info = Info::new("Terang", env!("CARGO_PKG_VERSION"));
    document.info.description = Some(
        "Public recruitment, selection and training in the open. Messages follow Accept-Language (id, en); \
         the codes of all problems, with what to do about each, stand at /bantuan/pesan and /api/v1/problems. \
         Marks are decimal strings, money is integer rupiah, times are RFC 3339 with offset."
            .into(),
    );
    document.info.license =
        Some(LicenseBuilder::new().name("EUPL-1.2").url(Some("https://eupl.eu/1.2/en/")).build());
    document.info.contact = None::<Contact>;
    document.servers = Some(vec![Server::new("/")]);
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("Access token from sign_in, valid for 10 minutes"))
        .build();
    if let Some(components) = document.components.as_mut() {
        components.add_security_scheme("access_token", SecurityScheme::Http(bearer));
        components.add_security_scheme("machine", SecurityScheme::OAuth2(machines()));
        let secret = HttpBuilder::new().scheme(HttpAuthScheme::Basic).description(Some(
            "Id and secret of a machine client; in the form of machine_token they may stand instead",
        ));
        components.add_security_scheme("machine_secret", SecurityScheme::Http(secret.build()));
    }
    name_items(&mut document);
    document
}

/// The items of a page are written out once more inside it; a reference gives generated clients one type for both.
fn name_items(document: &mut OpenApi) {
    let Some(components) = document.components.as_mut() else { return };
    let known = components.schemas.clone();
    for (name, page) in &mut components.schemas {
        let RefOr::T(Schema::Object(page)) = page else { continue };
        let Some((item, plain)) = name.strip_prefix("Page_").and_then(|item| known.get_key_value(item))
        else {
            continue;
        };
        let Some(RefOr::T(Schema::Array(list))) = page.properties.get_mut("items") else { continue };
        if matches!(&list.items, ArrayItems::RefOrSchema(inside) if **inside == *plain) {
            list.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(item).into()));
        }
    }
}

/// How a machine client gets its token, and what it may be allowed.
fn machines() -> OAuth2 {
    let scopes = identity::machines::SCOPES.iter().map(|(name, words)| (*name, words.en));
    let flow = ClientCredentials::new("/api/v1/oauth/token", Scopes::from_iter(scopes));
    OAuth2::with_description(
        [Flow::ClientCredentials(flow)],
        "Token from machine_token, valid for 10 minutes",
    )
}
