//! A fact leaves audit, leaf and secret in one transaction, or nothing.
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use ledger::{Kind, Record, Salt};
use serde_json::json;
use server::{
    kernel::{Problem, new_id, problem::INTERNAL},
    record::{Actor, Fact, sequence, write},
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

#[actix_web::test]
async fn many_facts_at_once_go_on_each_subjects_own_chain_and_lie_in_no_order_that_tells() {
    let app = TestApp::start().await;
    let subjects: Vec<Uuid> = (0..300).map(|_| new_id()).collect();
    let (known, last) = (subjects[7], subjects[299]);
    let first = write(&app.state, Actor::system("t"), async |w| w.fact(fact(known)).await).await.unwrap();
    let all = subjects.iter().copied();
    let leaves =
        write(&app.state, Actor::system("t"), async |w| w.facts(AGENCY, all.map(fact).collect()).await)
            .await
            .unwrap();
    assert_eq!(leaves.len(), 300);
    let of = format!(
        "SELECT count(*) FROM record_audit WHERE leaf_id = '{}' AND subject_id = '{last}'",
        leaves[299]
    );
    assert_eq!(app.count(&of).await, 1, "the leaves are answered in the order of the facts");
    let mut connection = app.owner().await;
    let opened = async |connection: &mut _, leaf: Uuid| {
        let secret = record_secret::table.find((AGENCY, leaf)).select(record_secret::record);
        let record: String = secret.first(connection).await.unwrap();
        serde_json::from_str::<Record>(&record).unwrap()
    };
    let commit: Vec<u8> = record_leaf::table
        .find((AGENCY, first))
        .select(record_leaf::commit)
        .first(&mut connection)
        .await
        .unwrap();
    let again = opened(&mut connection, leaves[7]).await;
    assert_eq!(again.previous.unwrap().0.to_vec(), commit);
    assert_eq!(opened(&mut connection, leaves[8]).await.previous, None);
    sequence(&app.state).await.unwrap();
    let out_of_order = "SELECT count(*) FROM (SELECT l.commit, lag(l.commit) OVER (ORDER BY o.leaf_index) AS before
        FROM record_order o JOIN record_leaf l ON l.id = o.leaf_id WHERE o.leaf_index > 0) p WHERE commit < before";
    assert_eq!(app.count(out_of_order).await, 0);

    let twice = write(&app.state, Actor::system("t"), async |w| {
        w.facts(AGENCY, vec![fact(known), fact(known)]).await
    });
    assert!(twice.await.is_err(), "a chain has one next link at a time");
}

#[actix_web::test]
async fn a_single_fact_waits_until_many_are_written_and_goes_on_behind_them() {
    let app = TestApp::start().await;
    let subject = new_id();
    // The log has its name; giving it would make the single one wait for that.
    write(&app.state, Actor::system("t"), async |w| w.fact(fact(new_id())).await).await.unwrap();
    let (started, wait) = tokio::sync::oneshot::channel();
    let many = async {
        write(&app.state, Actor::system("many"), async |w| {
            let leaves = w.facts(AGENCY, vec![fact(subject), fact(new_id())]).await?;
            started.send(()).unwrap();
            // The single one has asked for its lock before this transaction ends.
            let asked = "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
                WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted";
            while app.count(asked).await == 0 {}
            Ok(leaves)
        })
        .await
        .unwrap()
    };
    let one = async {
        wait.await.unwrap();
        write(&app.state, Actor::system("one"), async |w| w.fact(fact(subject)).await).await.unwrap()
    };
    let (leaves, after) = tokio::join!(many, one);
    let mut connection = app.owner().await;
    let commit: Vec<u8> = record_leaf::table
        .find((AGENCY, leaves[0]))
        .select(record_leaf::commit)
        .first(&mut connection)
        .await
        .unwrap();
    let secret = record_secret::table.find((AGENCY, after)).select(record_secret::record);
    let opened: String = secret.first(&mut connection).await.unwrap();
    assert!(opened.contains(&data_encoding::HEXLOWER.encode(&commit)), "{opened}");
}
