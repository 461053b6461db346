//! A fact leaves audit, leaf and secret in one transaction, or nothing.
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use ledger::{Kind, Record, Salt};
use serde_json::json;
use server::{
    kernel::{Problem, new_id, problem::INTERNAL},
    record::{Actor, Fact, write},
    schema::{record_leaf, record_secret},
};
use uuid::Uuid;

use crate::support::{AGENCY, TestApp};

pub fn fact(subject: Uuid) -> Fact<'static> {
    Fact {
        agency: AGENCY,
        kind: Kind::ApplicationSubmitted,
        round: None,
        noun: "application",
        subject,
        payload: json!({"snapshot": 1}),
    }
}

#[actix_web::test]
async fn a_leaf_opens_to_what_was_recorded() {
    let app = TestApp::start().await;
    let subject = new_id();
    let id = write(&app.state, Actor::system("t"), async |w| w.fact(fact(subject)).await).await.unwrap();
    let mut connection = app.owner().await;
    let (salt, opened): (Vec<u8>, String) = record_secret::table
        .find((AGENCY, id))
        .select((record_secret::salt, record_secret::record))
        .first(&mut connection)
        .await
        .unwrap();
    let commit: Vec<u8> = record_leaf::table
        .find((AGENCY, id))
        .select(record_leaf::commit)
        .first(&mut connection)
        .await
        .unwrap();
    let record = Record {
        subject: format!("application:{subject}"),
        payload: json!({"snapshot": 1}),
        actor_role: "system".into(),
        previous: None,
    };
    assert_eq!(opened.as_bytes(), record.to_bytes().unwrap());
    assert_eq!(ledger::commit(&Salt(salt.try_into().unwrap()), &record).unwrap().0.to_vec(), commit);
}

#[actix_web::test]
async fn a_second_fact_of_a_subject_names_the_first() {
    let app = TestApp::start().await;
    let subject = new_id();
    let first = write(&app.state, Actor::system("t"), async |w| w.fact(fact(subject)).await).await.unwrap();
    let second = write(&app.state, Actor::system("t"), async |w| w.fact(fact(subject)).await).await.unwrap();
    let mut connection = app.owner().await;
    let commit: Vec<u8> = record_leaf::table
        .find((AGENCY, first))
        .select(record_leaf::commit)
        .first(&mut connection)
        .await
        .unwrap();
    let opened: String = record_secret::table
        .find((AGENCY, second))
        .select(record_secret::record)
        .first(&mut connection)
        .await
        .unwrap();
    assert!(opened.contains(&data_encoding::HEXLOWER.encode(&commit)));
}

#[actix_web::test]
async fn a_refused_command_leaves_nothing() {
    let app = TestApp::start().await;
    let refused: Result<(), Problem> = write(&app.state, Actor::system("t"), async |w| {
        w.fact(fact(new_id())).await?;
        Err(Problem::new(&INTERNAL))
    })
    .await;
    assert!(refused.is_err());
    for table in ["record_leaf", "record_audit", "record_secret", "record_log"] {
        assert_eq!(app.count(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
}
