//! The demo city: made through the same API as real use, from a fixed seed, everybody in it made up.
mod accounts;
mod city;
mod finished;
mod names;
mod own;
mod participants;
mod people;
mod prepare;
mod profiles;
mod queue;
mod random;
mod reading;
mod training;

use actix_web::web;
use chrono::{DateTime, Duration, TimeZone, Utc};
use serde::Serialize;
use utoipa::ToSchema;

pub use accounts::{ACCOUNTS, PASSWORD};
use city::City;

use crate::{
    config::Config,
    http::{Answer, Routes},
    identity::Guard,
    kernel::{Clock, Problem, State, permission::Public, problem::NOT_FOUND},
};

/// Pemerintah Kota Sawahlunto, and a second agency in another zone in the same process.
pub const AGENCY: &str = "5473";
pub const OTHER_AGENCY: &str = "7171";

/// When the demo's history begins: before the first of its rounds.
fn beginning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 2, 5, 2, 0, 0).single().unwrap_or_default()
}

/// Makes the demo city, unless it is there.
pub fn run(config: &Config) -> Result<(), String> {
    if !config.demo {
        return Err("the demo city is made only with TERANG_DEMO=true, on a loopback address".into());
    }
    // Two years of everybody's work are done in minutes.
    let unlimited = Config { rates: None, ..config.clone() };
    actix_web::rt::System::new().block_on(async {
        let mut city = City::open(&unlimited, beginning(), Clock::system().now())?;
        let made = make(&mut city).await;
        city.close().await;
        made
    })
}

async fn make(city: &mut City) -> Result<(), String> {
    if people::are_there(&city.state).await? {
        println!("The demo city is there already.");
        return Ok(());
    }
    println!("Making the demo city: people");
    let people = people::make(city).await?;
    println!("Making the demo city: a round with names, and one without its small vacancy");
    profiles::make(city).await?;
    println!("Making the demo city: CPNS 2024, from the applicants to the result");
    finished::make(city, &people.applicant).await?;
    println!("Making the demo city: a round in verification");
    city.set(city.present - Duration::days(130));
    let round = queue::open(city).await?;
    println!("Making the demo city: employees and courses");
    training::make(city, &people.units, &people.employees).await?;
    city.set((city.present - Duration::days(7)).max(city.now()));
    queue::fill(city, &round).await?;
    println!("Making the demo city: rounds that are open now");
    own::make(city).await?;
    city.work().await
}

/// A demo account as the sign-in helper shows it.
#[derive(Serialize, ToSchema)]
pub struct DemoSignIn {
    #[schema(example = "panitia1@rekaan.test")]
    pub email: String,
    /// What the account is for, in the language of the request.
    #[schema(example = "panitia seleksi, menyiapkan")]
    pub purpose: String,
    /// The code that the account's authenticator shows now; officers have one.
    #[schema(example = "492039")]
    pub code: Option<String>,
}

/// Everything that opens the demo's accounts.
#[derive(Serialize, ToSchema)]
pub struct DemoAccounts {
    #[schema(example = "rekaan-kota-arang-2026")]
    pub password: String,
    pub accounts: Vec<DemoSignIn>,
}

/// List the demo accounts.
///
/// Only in the demo city, which listens on a loopback address alone; elsewhere there is nothing here.
#[utoipa::path(get, path = "/api/v1/demo/accounts", operation_id = "list_demo_accounts", tag = "demo",
    responses((status = 200, body = DemoAccounts, description = "Accounts with password and current codes")))]
pub async fn list_demo_accounts(
    guard: Guard<Public>,
    state: web::Data<State>,
) -> Result<Answer<DemoAccounts>, Problem> {
    if !state.settings().demo {
        return Err(Problem::new(&NOT_FOUND));
    }
    let now = state.clock().now();
    let show = |account: &accounts::DemoAccount| -> Result<DemoSignIn, Problem> {
        let code = (!account.roles.is_empty()).then(|| people::code(account.email, now)).transpose()?;
        let purpose = account.purpose.get(guard.language).to_owned();
        Ok(DemoSignIn { email: account.email.to_owned(), purpose, code })
    };
    let accounts = ACCOUNTS.iter().map(show).collect::<Result<_, _>>()?;
    Ok(Answer::ok(DemoAccounts { password: PASSWORD.to_owned(), accounts }))
}

pub fn routes(routes: &mut Routes) {
    routes.add(__path_list_demo_accounts, list_demo_accounts, &[&NOT_FOUND]);
}
