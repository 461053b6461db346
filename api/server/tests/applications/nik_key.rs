//! The key by which a NIK is found is exchanged while people go on: before, in the middle, and after it each NIK is one
//! person, for servers that know the new key and for those that do not yet.
use chrono::NaiveDate;
use reqwest::Method;
use serde_json::{Value, json};
use server::{
    applications::{NikKeyProgress, exchange_step, nik_key_progress},
    identity::{Contact, Identification, ProvenBy, import_person, prove},
    record::{Actor, write},
};
use uuid::Uuid;

use super::{
    apply::{at, begin},
    world::{World, plain},
};
use crate::{
    identity::{PASSWORD, account, sign_in, with_token},
    kills::serving::Serving,
    support::{AGENCY, Caller, TestApp},
};

fn nik(number: u32) -> String {
    format!("99010157059{number:05}")
}

async fn import(app: &TestApp, number: u32) -> Uuid {
    let identification = Identification {
        nik: nik(number),
        name: format!("ORANG {number}"),
        birth_date: NaiveDate::from_ymd_opt(1999, 5, 17).unwrap(),
    };
    let contact = Contact { email: Some(format!("lama{number}@example.test")), phone: None };
    write(&app.state, Actor::system("t"), async |w| {
        import_person(&app.state, w, AGENCY, &identification, &contact).await
    })
    .await
    .unwrap()
}

async fn left(app: &TestApp) -> NikKeyProgress {
    nik_key_progress(&app.state).await.unwrap()
}

async fn submit(app: &TestApp, who: &Caller<'_>, world: &World) -> u16 {
    let who = who.on(app);
    let draft = begin(&who, world).await.expect(201);
    let saved = who.put(&at(&draft), json!({"education": "5110100"}), &draft.etag()).await.expect(200);
    let path = format!("{}/submissions", at(&draft));
    who.act(&path, json!({"understood": true}), &saved.etag()).await.status.as_u16()
}

/// Whoever comes in by whichever door is the person that is known already.
async fn one_person_each(app: &TestApp, known: &[Uuid]) {
    for (number, id) in (0..).zip(known) {
        assert_eq!(import(app, number).await, *id, "person {number}");
    }
}

async fn prove_it(app: &TestApp, account: Uuid) -> Result<(), String> {
    write(&app.state, Actor::system("t"), async |w| prove(w, account, ProvenBy::Counter, Some(AGENCY)).await)
        .await
        .map_err(|problem| problem.code.code.to_owned())
}

#[actix_web::test]
async fn the_key_is_exchanged_in_steps_and_a_nik_stays_one_person() {
    let app = TestApp::start().await;
    let known = [import(&app, 0).await, import(&app, 1).await, import(&app, 2).await, import(&app, 3).await];
    let siti = account(&app, "siti@example.test", &nik(0)).await;
    let world = World::own(&app, plain()).await;
    let budi = app.person_with_nik("BUDI REKAAN", &nik(40), "unproven").await;
    assert_eq!(submit(&app, &budi, &world).await, 201);
    let owner = Serving::new(&app);
    assert_eq!(left(&app).await, NikKeyProgress { left_over: 0, with_old: 0 });
    assert!(!owner.run(&["nik-key", "drop"]).0, "there is nothing to drop");
    let (done, said) = owner.run(&["nik-key", "exchange"]);
    assert!(done, "{said}");
    assert!(!owner.run(&["nik-key", "exchange"]).0, "one exchange at a time");

    // One server has been restarted, the other one not yet.
    let new = app.sibling().await;
    one_person_each(&new, &known).await;
    assert!(left(&new).await.left_over >= 6);
    assert!(!owner.run(&["nik-key", "drop"]).0, "people are found by the old key only");

    // Interrupted after two of them.
    assert_eq!(exchange_step(&new.state, 2).await.unwrap(), 2);
    let middle = left(&new).await;
    assert!(middle.left_over > 0 && middle.with_old >= 2, "{middle:?}");
    for server in [&app, &new] {
        one_person_each(server, &known).await;
    }
    let others = [import(&new, 20).await, import(&app, 21).await];
    assert_eq!([import(&app, 20).await, import(&new, 21).await], others, "what came in meanwhile");
    // She signs in on both, and her NIK has one proven account, whoever asks.
    for server in [&app, &new] {
        sign_in(server, "siti@example.test", PASSWORD, "mobile").await.expect(200);
    }
    let rival = account(&new, "lain@example.test", &nik(0)).await;
    let late = account(&app, "telat@example.test", &nik(0)).await;
    prove_it(&new, siti.account_id).await.unwrap();
    assert_eq!(prove_it(&app, rival.account_id).await, Err("nik_taken".into()));
    assert_eq!(prove_it(&new, late.account_id).await, Err("nik_taken".into()));
    // One application for each NIK, though the first one was hashed by the old key.
    let double = new.person_with_nik("BUDI DUA", &nik(40), "unproven").await;
    assert_eq!(submit(&new, &double, &world).await, 409);

    while exchange_step(&new.state, 2).await.unwrap() > 0 {}
    assert_eq!(left(&new).await.left_over, 0);
    let third = app.person_with_nik("BUDI TIGA", &nik(40), "unproven").await;
    assert_eq!(submit(&new, &third, &world).await, 409);
    for server in [&app, &new] {
        one_person_each(server, &known).await;
    }
    while exchange_step(&new.state, 2).await.unwrap() > 0 {}
    let (done, said) = owner.run(&["nik-key", "drop"]);
    assert!(done, "{said}");

    // Every server is started anew and knows the new key only; then the old hashes go.
    let after = app.sibling().await;
    assert!(after.state.keys().nik.old.is_none());
    assert!(!owner.run(&["nik-key", "exchange"]).0, "old hashes are still there");
    one_person_each(&after, &known).await;
    while exchange_step(&after.state, 2).await.unwrap() > 0 {}
    assert_eq!(left(&after).await, NikKeyProgress { left_over: 0, with_old: 0 });
    one_person_each(&after, &known).await;
    assert_eq!([import(&after, 20).await, import(&after, 21).await], others);
    let fourth = after.person_with_nik("BUDI EMPAT", &nik(40), "unproven").await;
    assert_eq!(submit(&after, &fourth, &world).await, 409);
    assert_eq!(prove_it(&after, late.account_id).await, Err("nik_taken".into()));
    let access =
        sign_in(&after, "siti@example.test", PASSWORD, "mobile").await.expect(200).text("/access_token");
    let me = with_token(&after, Method::GET, "/api/v1/identity/me", &access, Value::Null).await.expect(200);
    assert_eq!(me.text("/standing"), "proven");
    assert!(owner.run(&["nik-key", "exchange"]).0, "the next exchange may begin");
}

/// A server without the old key must not take away hashes that somebody is still found by.
#[actix_web::test]
async fn nothing_is_taken_away_while_people_are_found_by_a_key_that_is_missing() {
    let app = TestApp::start().await;
    let known = [import(&app, 0).await, import(&app, 1).await];
    let folder = app.folder.join("keys");
    app.state.keys().nik.exchange(&folder).unwrap();
    let new = app.sibling().await;
    assert_eq!(exchange_step(&new.state, 1).await.unwrap(), 1);
    std::fs::rename(folder.join("nik.old.key"), folder.join("kept")).unwrap();
    let without = app.sibling().await;
    assert_eq!(exchange_step(&without.state, 9).await.unwrap(), 0);
    assert_eq!(left(&without).await, NikKeyProgress { left_over: 1, with_old: 1 });
    std::fs::rename(folder.join("kept"), folder.join("nik.old.key")).unwrap();
    one_person_each(&new, &known).await;
}
