//! Two agencies in one process: nothing of one shows in the other, whoever asks and whatever he names.
use reqwest::Method;
use server::kernel::permission::Who;

use super::{
    matrix::{routes, unseen},
    objects::objects,
    request::{body_refused, call, empty},
};
use crate::support::{OTHER_AGENCY, TestApp};

/// Officers of the other agency, who hold every role there, name the first agency's objects in their own addresses.
#[actix_web::test]
async fn what_one_agency_has_is_not_there_in_another() {
    let app = TestApp::start().await;
    let objects = objects(&app).await;
    let mut wrong = Vec::new();
    for route in routes().iter().filter(|route| route.template.contains("{agency}")) {
        let names_an_object = route.template.matches('{').count() > 1;
        // A creation that names no object makes one of the own agency.
        if route.method != Method::GET && !names_an_object {
            continue;
        }
        let roles: Vec<_> = match route.who {
            Who::Anyone | Who::SignedIn => vec![None],
            Who::Roles(roles) | Who::RolesFresh(roles) => roles.iter().map(|role| Some(*role)).collect(),
        };
        for role in roles {
            let officer = match role {
                Some(role) => app.officer(role.code(), OTHER_AGENCY).await,
                None => app.person("Orang lain").await,
            };
            let answer = call(&app, officer.token(), route, OTHER_AGENCY, &objects).await;
            // The officer's own list may name what is of his agency.
            let text = answer.1.to_string();
            let own = !names_an_object && objects.values().all(|id| !text.contains(id.as_str()));
            let nothing = answer.0 == 404 || empty(&answer) || own || body_refused(route, &answer);
            if !nothing {
                wrong.push(format!("{} {} as {role:?}: {answer:?}", route.method, route.template));
            }
            if answer.0 == 404 && matches!(route.who, Who::Roles(_)) && !names_an_object {
                assert!(!unseen(&answer), "the officer's own list is hidden: {}", route.template);
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers about another agency:\n{}", wrong.len(), wrong.join("\n"));
}
