//! The serving process is killed again and again under load; what it answered holds, and nothing is lost or doubled.
pub mod load;
pub mod proofs;
pub mod serving;

use chrono::Duration;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;
use server::kernel::Clock;

use self::{load::Load, serving::Serving};
use crate::{
    applications::{
        crowd::crowd,
        world::{World, plain},
    },
    support::TestApp,
};

/// How long the process serves before it is killed.
const LIVES_MS: std::ops::Range<u64> = 0..3000;
/// Every so many processes one is killed while it starts.
const DIES_EARLY: u64 = 5;
/// People for each kill: more than can be served in one life, so that no kill meets an idle server.
const PEOPLE_FOR_A_KILL: usize = 80;
/// Drafts put into the database with one statement.
const PORTION: usize = 1000;

/// A number from the environment, for the long run of `cargo xtask soak`.
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
}

/// A round that is open by the system's clock, and people who are told by mail.
pub async fn open_round(app: &TestApp) -> World {
    let world = World::own(app, plain()).await;
    open_at(app).await;
    world
}

/// Opens all rounds now.
pub async fn open_at(app: &TestApp) {
    let (opens, closes) = (app.now() - Duration::days(1), app.now() + Duration::days(7));
    let steps = json!([{"code": "registration", "opens": opens, "closes": closes}]);
    app.sql(&format!("UPDATE round_timetable SET steps = '{steps}'")).await;
    app.sql(&format!("UPDATE selection_round SET published_at = '{opens}'")).await;
}

pub async fn confirm_addresses(app: &TestApp) {
    let sealed = app.state.keys().seal_text("account.email", "pelamar@example.test").unwrap();
    let sealed = data_encoding::HEXLOWER.encode(&sealed);
    app.sql(&format!(
        "UPDATE account SET email_sealed = '\\x{sealed}'::bytea, email_confirmed_at = created_at"
    ))
    .await;
}

#[actix_web::test]
async fn a_server_killed_at_any_moment_loses_and_doubles_nothing() {
    let kills = number("TERANG_KILLS").unwrap_or(20);
    let seed = number("TERANG_SEED").unwrap_or_else(rand::random);
    println!("{kills} kills, seed {seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let app = TestApp::start_at(Clock::system()).await;
    let world = open_round(&app).await;
    let mut people = Vec::new();
    for _ in 0..(kills as usize * PEOPLE_FOR_A_KILL).div_ceil(PORTION) {
        people.extend(crowd(&app, &world, PORTION).await);
    }
    confirm_addresses(&app).await;

    let serving = Serving::new(&app);
    let load = Load::new(&app, vec![serving.address()], &people, seed);
    let killing = async {
        for number in 0..kills {
            let process = serving.start();
            if !number.is_multiple_of(DIES_EARLY) {
                serving.answers().await;
            }
            let life = std::time::Duration::from_millis(chance.random_range(LIVES_MS));
            actix_web::rt::time::sleep(life).await;
            process.kill();
        }
        load.end();
        serving.start()
    };
    let address = serving.address();
    let (process, (), seen) = futures::join!(killing, load.run(), proofs::watch(&address, &load));
    assert!(seen.len() > 1, "hardly a checkpoint was seen");
    println!("{}", load.told());
    assert!(load.cut_off() > 0, "no kill met a request under way");
    assert!(load.submitted().len() > kills as usize, "hardly anything was submitted: {}", load.told());

    load.repeat_everything().await;
    proofs::wait_for_the_rest(&app).await;
    proofs::the_log_contradicts_nothing(&app, &address, &seen).await;
    drop(process);
    proofs::nothing_is_lost(&app, &load).await;
    proofs::every_fact_has_one_leaf(&app).await;
    proofs::places_are_contiguous(&app).await;
    proofs::everybody_is_told_once(&app).await;
}
