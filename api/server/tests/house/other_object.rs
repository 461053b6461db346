//! A grant for one object opens no other object of the same agency: every guarded route × every role that it takes.
use std::collections::BTreeMap;

use reqwest::Method;
use server::{
    identity::machines::SCOPES as SCOPES_OF_MACHINES,
    kernel::{new_id, permission::Role},
};

use super::{
    matrix::{routes, unseen},
    objects::objects,
    request::{body_refused, call, empty},
};
use crate::support::{AGENCY, TestApp};

/// What narrower a grant may be for.
const SCOPES: [&str; 5] = ["unit", "round", "panel", "session", "case"];

/// Work across objects: these show what the grant covers and nothing of the rest.
const OWN_WORK: [&str; 4] = [
    "/api/v1/agencies/{agency}/round-preparations",
    "/api/v1/agencies/{agency}/import-rounds",
    "/api/v1/agencies/{agency}/training/work",
    "/api/v1/agencies/{agency}/training/team",
];

#[actix_web::test]
async fn a_grant_for_one_object_opens_no_other() {
    let app = TestApp::start().await;
    let objects = objects(&app).await;
    let mut narrow = BTreeMap::new();
    for role in Role::ALL {
        let officer = app.person("Petugas objek lain").await;
        for scope in SCOPES {
            officer.grant_scoped(role.code(), AGENCY, scope, Some(new_id())).await;
        }
        officer.step_up().await;
        narrow.insert(role.code(), officer);
    }
    let mut wrong = Vec::new();
    for route in routes().iter().filter(|route| route.template.contains("{agency}")) {
        for role in route.roles() {
            let narrow = &narrow[role.code()];
            let answer = call(&app, narrow.token(), route, AGENCY, &objects).await;
            let own_work = OWN_WORK.contains(&route.template.as_str()) && empty(&answer);
            if !unseen(&answer) && !own_work && !body_refused(route, &answer) {
                wrong.push(format!("{} {} as {}: {answer:?}", route.method, route.template, role.code()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} answers to who was granted another object:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The refusals above say something only because the whole agency's officer is not refused.
#[actix_web::test]
async fn a_grant_for_the_agency_opens_them() {
    let app = TestApp::start().await;
    let objects = objects(&app).await;
    let scopes: Vec<&str> = SCOPES_OF_MACHINES.iter().map(|(name, _)| *name).collect();
    let machine = app.machine(AGENCY, &scopes).await;
    for route in routes().iter().filter(|route| route.method == Method::GET && !route.roles().is_empty()) {
        let made = |part: &str| part == "{agency}" || objects.contains_key(part.trim_matches(['{', '}']));
        if !route.template.split('/').filter(|part| part.starts_with('{')).all(made) {
            continue;
        }
        let mut seen = false;
        for role in route.roles() {
            let officer = app.officer(role.code(), AGENCY).await;
            seen |= !unseen(&call(&app, officer.token(), route, AGENCY, &objects).await);
        }
        assert!(seen, "{} {} is hidden from everybody", route.method, route.template);
        if route.who.for_machines() {
            let answer = call(&app, machine.token(), route, AGENCY, &objects).await;
            assert!(!unseen(&answer), "{} {} is hidden from a machine", route.method, route.template);
        }
    }
}
