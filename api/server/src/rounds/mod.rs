//! Selection rounds: rules, timetable, vacancies, publication, public search.
mod amend;
pub mod archive;
mod calendar;
mod card;
mod competition;
mod create;
mod feed;
mod model;
mod notice;
mod page;
mod prepare;
mod publish;
pub mod published;
mod rule_documents;
mod rule_words;
mod saved;
mod search;
mod store;
mod vacancy;
mod vacancy_page;
mod view;
pub mod words;

pub use card::VacancyCard;
pub use model::{KINDS, RoundKind, STEPS, StatusCode, Step, status_codes, step_name};
pub use page::{RoundPage, StatusCodeView, Version, public_page};
pub use rule_documents::{RuleDocument, public_rules};
pub use saved::MailSavedSearches;
pub use search::keep as keep_search_index;
pub use store::{
    Round, Vacancy, Window, closed_registrations, hold, load, rules, set_eligible, status_code_rows,
    timetable, vacancies, vacancy, window,
};
pub use vacancy_page::{VacancyPage, public_vacancy};
pub use view::{RequirementView, StepView};

use crate::http::Routes;

pub fn routes(routes: &mut Routes) {
    routes.add(search::__path_vacancies, search::vacancies, &[]);
    routes.add(search::__path_vacancy_facets, search::vacancy_facets, search::PROBLEMS);
    routes.add(vacancy_page::__path_vacancy, vacancy_page::vacancy, &[]);
    routes.add(feed::__path_vacancy_feed, feed::vacancy_feed, &[]);
    routes.add(competition::__path_vacancy_competition, competition::vacancy_competition, &[]);
    routes.add(calendar::__path_vacancy_calendar, calendar::vacancy_calendar, &[]);
    routes.add(calendar::__path_round_calendar, calendar::round_calendar, &[]);
    saved::routes(routes);
    routes.add(page::__path_rounds, page::rounds, &[]);
    routes.add(page::__path_round, page::round, &[]);
    routes.add(page::__path_round_versions, page::round_versions, &[]);
    routes.add(rule_documents::__path_rule_documents, rule_documents::rule_documents, &[]);
    routes.add(rule_documents::__path_rule_document, rule_documents::rule_document, &[]);
    routes.add(rule_documents::__path_rule_file, rule_documents::rule_file, &[]);
    routes.add(prepare::__path_prepared_rounds, prepare::prepared_rounds, &[]);
    routes.add(prepare::__path_prepared_round, prepare::prepared_round, &[]);
    routes.add(create::__path_create_round, create::create_round, create::PROBLEMS);
    routes.add(prepare::__path_set_timetable, prepare::set_timetable, prepare::PROBLEMS);
    routes.add(prepare::__path_set_rules, prepare::set_rules, prepare::PROBLEMS);
    routes.add(vacancy::__path_add_vacancy, vacancy::add_vacancy, vacancy::PROBLEMS);
    routes.add(vacancy::__path_change_vacancy, vacancy::change_vacancy, vacancy::PROBLEMS);
    routes.add(publish::__path_publish_round, publish::publish_round, publish::PROBLEMS);
    routes.add(amend::__path_propose_amendment, amend::propose_amendment, amend::PROBLEMS);
    routes.add(amend::__path_approve_amendment, amend::approve_amendment, amend::PROBLEMS);
}
