//! The log as it is served: programs that we did not write follow it from size to size.
use server::{
    kernel::new_id,
    record::{Actor, sequence, write},
};

use super::{fact::fact, observer::Observer};
use crate::support::{AGENCY, OTHER_AGENCY, TestApp};

/// Writes this many facts.
pub async fn facts(app: &TestApp, count: usize) {
    write(&app.state, Actor::system("t"), async |w| {
        for _ in 0..count {
            w.fact(fact(new_id())).await?;
        }
        Ok(())
    })
    .await
    .unwrap();
}

#[actix_web::test]
async fn an_observer_follows_the_log_with_programs_that_are_not_ours() {
    let app = TestApp::start().await;
    let (mut heads, mut observer) = (Vec::new(), None);
    for size in [1_u64, 3, 255, 256, 257, 520] {
        let before = heads.last().map_or(0, |head: &super::observer::Head| head.size);
        facts(&app, (size - before) as usize).await;
        sequence(&app.state).await.unwrap();
        if observer.is_none() {
            observer = Some(Observer::of(&app.address, AGENCY).await);
        }
        let observer = observer.as_ref().unwrap();
        let head = observer.head().await.unwrap();
        assert_eq!(head.size, size);
        let followed = observer.follow(&head).await;
        heads.iter().for_each(|earlier| followed.goes_on_from(earlier));
        heads.push(head);
    }
    let observer = observer.unwrap();
    // What an old checkpoint implies stays where it was; widths that no checkpoint had, and other spellings, are not there.
    for head in &heads {
        observer.follow(head).await;
    }
    for path in [
        "tile/0/000.p/2",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/0/000.p/03",
        "tile/0/0",
        "tile/0/002.p/9",
        "tile/0/003",
        "tile/1/000",
        "tile/1/000.p/3",
        "tile/2/000.p/1",
        "tile/64/000",
        "tile/entries/002",
        "tile/entries/000.p/4",
        "tile/data/000",
        "tile/0/x000/001",
    ] {
        assert_eq!(observer.status(path).await, 404, "{path}");
    }
    for path in ["tile/0/000", "tile/0/000.p/255", "tile/0/001.p/1", "tile/1/000.p/2", "tile/entries/002.p/8"]
    {
        assert_eq!(observer.status(path).await, 200, "{path}");
    }
}

#[actix_web::test]
async fn tiles_may_be_kept_for_ever_and_entries_come_packed() {
    let app = TestApp::start().await;
    facts(&app, 2).await;
    sequence(&app.state).await.unwrap();
    let get = async |path: &str, accepts: Option<&str>| {
        let request = app.client.get(app.url(&format!("/ledger/{AGENCY}/{path}")));
        let request = match accepts {
            Some(coding) => request.header("accept-encoding", coding),
            None => request,
        };
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        ["content-type", "cache-control", "content-encoding", "access-control-allow-origin"].map(header)
    };
    let text = |text: &str| Some(text.to_owned());
    let for_ever = text("public, max-age=31536000, immutable");
    let [media, caching, ..] = get("checkpoint", None).await;
    assert_eq!((media, caching), (text("text/plain; charset=utf-8"), text("no-cache")));
    let [media, caching, coding, origin] = get("tile/0/000.p/2", None).await;
    assert_eq!((media, caching, coding), (text("application/octet-stream"), for_ever.clone(), None));
    assert_eq!(origin, text("*"));
    assert_eq!(get("tile/entries/000.p/2", None).await[1..3], [for_ever, text("gzip")]);
    assert_eq!(get("tile/entries/000.p/2", Some("identity")).await[2], None);
}

#[actix_web::test]
async fn nothing_is_signed_twice_and_the_status_says_how_it_stands() {
    let app = TestApp::start().await;
    let path = format!("/api/v1/agencies/{AGENCY}/log");
    app.get(&path).await.problem(404, "not_found");
    facts(&app, 3).await;
    let status = app.get(&path).await.expect(200);
    assert_eq!((&status.body["size"], &status.body["vkey"]), (&0.into(), &serde_json::Value::Null));
    sequence(&app.state).await.unwrap();
    app.later(chrono::Duration::hours(1));
    sequence(&app.state).await.unwrap();
    assert_eq!(app.count("SELECT count(*) FROM record_checkpoint").await, 1);
    let status = app.get(&path).await.expect(200);
    let observer = Observer::of(&app.address, AGENCY).await;
    let head = observer.head().await.unwrap();
    assert_eq!((status.text("/vkey"), &status.body["size"]), (observer.vkey().to_owned(), &3.into()));
    assert_eq!(status.text("/root"), data_encoding::HEXLOWER.encode(&head.root.0));
    assert_eq!(status.body["refusing"], serde_json::Value::Null);
    // Another agency has its own log, and none before its first fact.
    app.get(&format!("/api/v1/agencies/{OTHER_AGENCY}/log")).await.problem(404, "not_found");
    assert_eq!(app.page(&format!("/ledger/{OTHER_AGENCY}/checkpoint")).await.0, 404);
}

#[actix_web::test]
async fn a_private_key_lies_in_its_own_file_and_nowhere_in_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let app = TestApp::start().await;
    facts(&app, 1).await;
    sequence(&app.state).await.unwrap();
    let file = app.folder.join(format!("keys/log-{AGENCY}.key"));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).unwrap();
    let seed = text.split(':').nth(1).unwrap();
    let found = format!("SELECT count(*) FROM record_log_key WHERE vkey LIKE '%{seed}%'");
    assert_eq!(app.count(&found).await, 0);
    assert_eq!(app.count("SELECT count(*) FROM record_log_key").await, 1);
}
