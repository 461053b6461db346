//! Many people at once, each with a draft that can be submitted.
use server::{identity::token, kernel::new_id};
use uuid::Uuid;

use super::world::World;
use crate::support::{AGENCY, TestApp};

/// One of the crowd.
pub struct Applicant {
    pub application: Uuid,
    pub account: Uuid,
    session: Uuid,
}

impl Applicant {
    /// A fresh access token; one lasts ten minutes.
    pub fn token(&self, app: &TestApp) -> String {
        token::issue(app.state.keys(), self.account, self.session, app.now()).unwrap()
    }
}

/// People, accounts, sessions and drafts that can be submitted, by SQL.
pub async fn crowd(app: &TestApp, world: &World, size: usize) -> Vec<Applicant> {
    let hex = |bytes: Vec<u8>| format!("'\\x{}'::bytea", data_encoding::HEXLOWER.encode(&bytes));
    let keys = app.state.keys();
    let nik = hex(keys.seal_text("person.nik", "9901011708980001").unwrap());
    let draft = hex(keys.seal("application.draft", br#"{"education":"5110100"}"#).unwrap());
    let (now, until) = (app.now().to_rfc3339(), (app.now() + chrono::Duration::days(14)).to_rfc3339());
    let ids: Vec<[Uuid; 4]> = (0..size).map(|_| [new_id(), new_id(), new_id(), new_id()]).collect();
    let list = |row: &dyn Fn(&[Uuid; 4]) -> String| ids.iter().map(row).collect::<Vec<_>>().join(",");
    let lookup = |id: &Uuid| format!("'\\x{}'::bytea", id.simple());
    app.sql(&format!(
        "INSERT INTO person (id, standing, nik_lookup, nik_lookup_key, nik_sealed, name, birth_date, created_at) VALUES {}",
        list(&|[person, ..]| format!(
            "('{person}','unproven',{},'k',{nik},'ORANG REKAAN','1998-08-17','{now}')",
            lookup(person)
        ))
    ))
    .await;
    app.sql(&format!(
        "INSERT INTO account (id, person_id, email_lookup, email_sealed, phone_sealed, password_hash, standing, created_at) VALUES {}",
        list(&|[person, account, ..]| format!(
            "('{account}','{person}',{},'','','-','unproven','{now}')",
            lookup(account)
        ))
    ))
    .await;
    app.sql(&format!(
        "INSERT INTO session (id, account_id, client, created_at, expires_at) VALUES {}",
        list(&|[_, account, session, _]| format!("('{session}','{account}','mobile','{now}','{until}')"))
    ))
    .await;
    app.sql(&format!(
        "INSERT INTO application (agency_id, id, round_id, vacancy_id, vacancy_version, rules_version, timetable_version,
           form_version, person_id, nik_lookup, source, state, participant_code, draft_sealed, created_at, updated_at) VALUES {}",
        list(&|[person, _, _, application]| format!(
            "('{AGENCY}','{application}','{}','{}',1,1,1,1,'{person}',{},'own','draft','{application}',{draft},'{now}','{now}')",
            world.round,
            world.vacancy,
            lookup(person)
        ))
    ))
    .await;
    let made = |[_, account, session, application]: &[Uuid; 4]| Applicant {
        application: *application,
        account: *account,
        session: *session,
    };
    ids.iter().map(made).collect()
}
