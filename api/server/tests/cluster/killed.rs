//! One of three servers is killed again and again while people submit: whoever was answered keeps what was answered.
use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::machines::Machines;
use crate::{
    applications::{
        crowd::crowd,
        world::{World, plain},
    },
    kills::{confirm_addresses, load::Load, open_at, proofs},
};

const KILLS: usize = 6;
const PEOPLE: usize = 600;
const BETWEEN_MS: std::ops::Range<u64> = 100..700;

#[actix_web::test]
async fn the_others_go_on_and_nothing_that_was_answered_is_lost() {
    let machines = Machines::start(3, &[]).await;
    let world = World::own(&machines.app, plain()).await;
    open_at(&machines.app).await;
    let people = crowd(&machines.app, &world, PEOPLE).await;
    confirm_addresses(&machines.app).await;
    let seed = rand::random();
    println!("seed {seed}");
    let app = &machines.app;
    let load = Load::new(app, machines.addresses(), &people, seed);
    let killing = async {
        let mut chance = StdRng::seed_from_u64(seed);
        for number in 0..KILLS {
            let wait = std::time::Duration::from_millis(chance.random_range(BETWEEN_MS));
            actix_web::rt::time::sleep(wait).await;
            machines.kill(number % 3);
            let answered = load.submitted().len();
            // The two that are left take over before the third is back.
            while load.submitted().len() == answered && answered < PEOPLE {
                actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            machines.revive(number % 3);
        }
    };
    futures::join!(killing, load.run());
    println!("{}", load.told());
    assert_eq!(load.submitted().len(), PEOPLE);
    assert!(load.cut_off() > 0, "no kill met a request under way");

    load.repeat_everything().await;
    proofs::wait_for_the_rest(app).await;
    proofs::nothing_is_lost(app, &load).await;
    proofs::every_fact_has_one_leaf(app).await;
    proofs::places_are_contiguous(app).await;
    proofs::everybody_is_told_once(app).await;
}
