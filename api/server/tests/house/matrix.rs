//! Every route × every role and every machine × {own agency, other agency, expired grant}, read off the document;
//! `other_object` has the grants for another object of the own agency.
use reqwest::Method;
use serde_json::{Value, json};
use server::kernel::permission::{self, Role, Who};

use crate::support::{AGENCY, OTHER_AGENCY, TestApp, document::DOCUMENT};

pub struct Route {
    pub method: Method,
    pub template: String,
    pub permission: &'static str,
    pub who: Who,
}

impl Route {
    /// The address in `agency`, with objects that do not exist.
    fn path(&self, agency: &str) -> String {
        let fill = |part: &str| match part {
            "{agency}" => agency.to_owned(),
            part if part.starts_with('{') => uuid::Uuid::nil().to_string(),
            part => part.to_owned(),
        };
        self.template.split('/').map(fill).collect::<Vec<_>>().join("/")
    }

    pub fn roles(&self) -> &'static [Role] {
        match self.who {
            Who::Roles(roles) | Who::RolesFresh(roles) => roles,
            Who::Anyone | Who::SignedIn => &[],
        }
    }
}

pub fn routes() -> Vec<Route> {
    let mut found = Vec::new();
    for (template, item) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_ascii_uppercase().parse::<Method>() else { continue };
            let name =
                operation["x-permission"].as_str().unwrap_or_else(|| panic!("{template} has no permission"));
            let (permission, who) = permission::ALL.iter().find(|(known, _)| *known == name).unwrap();
            found.push(Route { method, template: template.clone(), permission, who: *who });
        }
    }
    found
}

async fn call(app: &TestApp, token: Option<String>, route: &Route, agency: &str) -> (u16, Value) {
    let path = route.path(agency);
    let request = app.client.request(route.method.clone(), app.url(&path));
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    let request =
        request.header("if-match", "\"1\"").header("idempotency-key", uuid::Uuid::now_v7().to_string());
    let request = if route.method == Method::GET { request } else { request.json(&json!({})) };
    let answer = app.send(request, route.method.clone(), &path).await;
    (answer.status.as_u16(), answer.body["code"].clone())
}

/// Refused as a stranger is: as if there were nothing.
pub fn unseen(answer: &(u16, Value)) -> bool {
    answer.0 == 404 && answer.1 == "not_found"
}

#[actix_web::test]
async fn without_an_account_only_public_routes_answer() {
    let app = TestApp::start().await;
    for route in routes().iter().filter(|route| route.who != Who::Anyone) {
        let answer = call(&app, None, route, AGENCY).await;
        assert_eq!(answer, (401, json!("sign_in_required")), "{} {}", route.method, route.template);
    }
}

#[actix_web::test]
async fn a_role_opens_its_own_routes_in_its_own_agency_only() {
    let app = TestApp::start().await;
    let all = routes();
    let guarded: Vec<_> = all.iter().filter(|route| !route.roles().is_empty()).collect();
    for role in Role::ALL {
        let officer = app.officer(role.code(), AGENCY).await;
        let stale = app.person("Petugas lama").await;
        stale.grant(role.code(), AGENCY).await;
        stale.step_up().await;
        app.sql(&format!(
            "UPDATE role_grant SET valid_until = valid_from + interval '1 second' WHERE account_id = '{}'",
            stale.account_id
        ))
        .await;
        for route in &guarded {
            let place = format!("{} as {}: {} {}", role.code(), AGENCY, route.method, route.template);
            let expected = route.roles().contains(&role);
            let in_own = call(&app, Some(officer.token()), route, AGENCY).await;
            if !expected {
                assert!(unseen(&in_own), "{place} answered {in_own:?}");
            }
            if route.template.contains("{agency}") {
                let in_other = call(&app, Some(officer.token()), route, OTHER_AGENCY).await;
                assert!(unseen(&in_other), "{place} in another agency answered {in_other:?}");
            }
            let expired = call(&app, Some(stale.token()), route, AGENCY).await;
            assert!(unseen(&expired), "{place} with an expired grant answered {expired:?}");
        }
    }
}

/// Each machine has one scope; the last has all of them.
#[actix_web::test]
async fn a_machine_does_what_its_scopes_name_in_its_own_agency_and_nothing_else() {
    let app = TestApp::start().await;
    let may: Vec<&str> =
        permission::ALL.iter().filter(|(_, who)| who.for_machines()).map(|(name, _)| *name).collect();
    assert!(may.len() > 3, "{may:?}");
    let mut machines = Vec::new();
    for scopes in may.iter().map(std::slice::from_ref).chain([may.as_slice()]) {
        machines.push((scopes, app.machine(AGENCY, scopes).await));
    }
    for route in routes().iter().filter(|route| route.who != Who::Anyone) {
        for (scopes, machine) in &machines {
            let place = format!("{scopes:?}: {} {}", route.method, route.template);
            let in_own = call(&app, Some(machine.token()), route, AGENCY).await;
            let in_other = call(&app, Some(machine.token()), route, OTHER_AGENCY).await;
            if route.who == Who::SignedIn {
                assert_eq!(in_own, (401, json!("sign_in_required")), "{place}");
                continue;
            }
            assert!(unseen(&in_other), "{place} in another agency answered {in_other:?}");
            if !scopes.contains(&route.permission) {
                assert!(unseen(&in_own), "{place} answered {in_own:?}");
            }
        }
    }
}

#[actix_web::test]
async fn officer_work_needs_a_second_factor_and_deciding_a_fresh_one() {
    let app = TestApp::start().await;
    for route in routes().iter().filter(|route| !route.roles().is_empty()) {
        let role = route.roles()[0];
        let officer = app.person("Petugas").await;
        officer.grant(role.code(), AGENCY).await;
        let without = call(&app, Some(officer.token()), route, AGENCY).await;
        assert_eq!(without, (403, json!("second_factor_required")), "{} {}", route.method, route.template);
        if matches!(route.who, Who::RolesFresh(_)) {
            let old = app.now() - chrono::Duration::minutes(11);
            app.sql(&format!(
                "UPDATE session SET second_factor_at = '{old}' WHERE id = '{}'",
                officer.session_id
            ))
            .await;
            let answer = call(&app, Some(officer.token()), route, AGENCY).await;
            assert_eq!(answer, (403, json!("step_up_required")), "{} {}", route.method, route.template);
        }
    }
}

#[test]
fn every_operation_has_an_id_a_summary_and_a_tag() {
    let mut seen = std::collections::BTreeSet::new();
    for (template, item) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let place = format!("{method} {template}");
            let id =
                operation["operationId"].as_str().unwrap_or_else(|| panic!("{place} has no operation id"));
            assert!(seen.insert(id.to_owned()), "{place}: operation id {id} is used twice");
            assert!(
                operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
                "{place} has no summary"
            );
            assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{place} has no tag");
        }
    }
}
