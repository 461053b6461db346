//! Attempt limits, shared by all copies of the server: buckets under a keyed hash, counted in PostgreSQL.
use chrono::{DateTime, Duration, Utc};
use diesel::{prelude::*, upsert::excluded};
use diesel_async::RunQueryDsl;

use crate::{
    kernel::{Code, Problem, State},
    record::{Actor, write},
    schema::attempt,
};

pub static TOO_MANY_ATTEMPTS: Code = Code::new(
    "too_many_attempts",
    429,
    "Terlalu banyak percobaan. Tunggu {minutes} menit, lalu coba lagi.",
    "Too many attempts. Wait {minutes} minutes, then try again.",
);

/// How often something may be tried within a window.
pub struct Limit<'a> {
    /// What is tried, and by what it is counted: `sign_in.email`.
    pub name: &'static str,
    pub value: &'a str,
    pub times: i32,
    pub minutes: i64,
}

/// Counts one try in each bucket, and refuses when one of them is full. Counted before the work, so that a hundred
/// tries at the same time count as a hundred.
pub async fn count(state: &State, actor: &Actor, limits: &[Limit<'_>]) -> Result<(), Problem> {
    let full = write(state, actor.clone(), async |write| {
        let now = write.now;
        let mut longest = None;
        for limit in limits {
            let row = (
                attempt::bucket.eq(state.keys().look_up(limit.name, limit.value)),
                attempt::window_start.eq(window(now, limit.minutes)),
                attempt::count.eq(1),
            );
            let tries: i32 = diesel::insert_into(attempt::table)
                .values(row)
                .on_conflict((attempt::bucket, attempt::window_start))
                .do_update()
                .set(attempt::count.eq(attempt::count + excluded(attempt::count)))
                .returning(attempt::count)
                .get_result(write.connection())
                .await?;
            if tries > limit.times {
                let end = window(now, limit.minutes) + Duration::minutes(limit.minutes);
                longest = longest.max(Some((end - now).num_seconds().max(1)));
            }
        }
        diesel::delete(attempt::table.filter(attempt::window_start.lt(now - Duration::days(1))))
            .execute(write.connection())
            .await?;
        Ok(longest)
    });
    let Some(seconds) = full.await? else { return Ok(()) };
    let minutes = seconds.div_euclid(60) + 1;
    Err(Problem { retry_after: u32::try_from(seconds).ok(), ..Problem::new(&TOO_MANY_ATTEMPTS) }
        .with("minutes", minutes.to_string()))
}

/// Forgets the tries of one bucket, after success.
pub async fn forget(state: &State, actor: &Actor, name: &'static str, value: &str) -> Result<(), Problem> {
    write(state, actor.clone(), async |write| {
        let bucket = state.keys().look_up(name, value);
        diesel::delete(attempt::table.filter(attempt::bucket.eq(bucket))).execute(write.connection()).await?;
        Ok(())
    })
    .await
}

fn window(now: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
    let into = now.timestamp().rem_euclid(minutes * 60);
    chrono::SubsecRound::trunc_subsecs(now - Duration::seconds(into), 0)
}
