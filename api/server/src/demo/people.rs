//! The people of the demo city: accounts with roles, and civil servants without one.
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    AGENCY,
    accounts::{ACCOUNTS, DemoAccount, PASSWORD},
    city::City,
    names,
    random::Random,
};
use crate::{
    catalog,
    identity::{self, AccountToMake, GrantToMake, Identification, ProvenBy, Scope},
    kernel::{Language, Problem, State, permission::Role},
    record::{Actor, Write, write},
};

/// Units of the city that the demo uses.
const UNITS: [&str; 5] = [
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Rumah Sakit Umum Daerah",
    "Sekretariat Daerah",
];

/// Civil servants beside those with an account.
const OTHERS_IN_SERVICE: usize = 20;

/// Somebody made up.
#[derive(Clone, Debug)]
pub struct Person {
    pub nik: String,
    pub name: String,
    pub birth: NaiveDate,
    pub male: bool,
    pub email: Option<&'static str>,
}

/// What the other parts of the demo build on.
pub struct People {
    pub units: Vec<Uuid>,
    /// Whose account has a result of CPNS 2024.
    pub applicant: Person,
    /// Those in service.
    pub employees: Vec<Person>,
}

/// Whether the demo's people were made before.
pub async fn are_there(state: &State) -> Result<bool, String> {
    let mut connection = state.primary().await.map_err(text)?;
    identity::account_exists(&mut connection, state.keys(), "inspektorat@rekaan.test").await.map_err(text)
}

/// Makes units, accounts and grants in one transaction.
pub async fn make(city: &City) -> Result<People, String> {
    let state = &city.state;
    let password_hash = identity::hash_password(PASSWORD.to_owned()).await.map_err(text)?;
    let mut random = Random::new(54_73);
    let people: Vec<_> = (0..ACCOUNTS.len() + OTHERS_IN_SERVICE).map(|at| person(&mut random, at)).collect();
    let units = write(state, Actor::system("demo"), async |write| {
        let mut units = Vec::new();
        for name in UNITS {
            let since = NaiveDate::from_ymd_opt(2017, 1, 1).unwrap_or_default();
            units.push(catalog::add_unit(write, AGENCY, name, None, since).await?);
        }
        accounts(state, write, &people, &password_hash, &units).await?;
        Ok(units)
    })
    .await
    .map_err(text)?;
    let applicant = people.first().cloned().ok_or("the demo has no people")?;
    let employees =
        people.into_iter().enumerate().filter(|(at, _)| *at >= FIRST_IN_SERVICE).map(|(_, one)| one);
    Ok(People { units, applicant, employees: employees.collect() })
}

/// The accounts from here on, and everybody after them, are in service of the city.
const FIRST_IN_SERVICE: usize = 12;

fn person(random: &mut Random, at: usize) -> Person {
    let year = 1975 + i32::try_from(random.below(20)).unwrap_or(0);
    let birth = NaiveDate::from_ymd_opt(year, 1 + random.below(12), 1 + random.below(28)).unwrap_or_default();
    let male = random.once_in(2);
    // Numbers from 9000 on are kept from those of the participants.
    let number = 9000 + at;
    Person {
        nik: nik(birth, male, number),
        name: names::name(1500 + at),
        birth,
        male,
        email: ACCOUNTS.get(at).map(|account| account.email),
    }
}

/// Region 99.01 does not exist, so no such number was ever given to anybody.
pub fn nik(birth: NaiveDate, male: bool, number: usize) -> String {
    let day = birth.day() + if male { 0 } else { 40 };
    format!("990101{day:02}{:02}{:02}{number:04}", birth.month(), birth.year() % 100)
}

async fn accounts(
    state: &State,
    write: &mut Write<'_>,
    people: &[Person],
    password_hash: &str,
    units: &[Uuid],
) -> Result<(), Problem> {
    let mut made = Vec::new();
    for (account, person) in ACCOUNTS.iter().zip(people) {
        let id = account_of(state, write, account, person, password_hash).await?;
        made.push((account, id));
    }
    let administrators: Vec<_> = made
        .iter()
        .filter(|(account, _)| account.roles.contains(&Role::Administrator))
        .map(|(_, id)| *id)
        .collect();
    let by = match administrators.as_slice() {
        [first, second, ..] => Some((*first, *second)),
        _ => None,
    };
    for (account, id) in &made {
        for role in account.roles {
            let by = by.filter(|_| *role != Role::Administrator);
            let scope = match (role, units.first()) {
                (Role::UnitHead, Some(unit)) => Scope::Unit(*unit),
                _ => Scope::Agency,
            };
            for agency in account.agencies {
                grant(write, agency, *id, *role, scope, by).await?;
            }
        }
    }
    Ok(())
}

async fn account_of(
    state: &State,
    write: &mut Write<'_>,
    account: &DemoAccount,
    person: &Person,
    password_hash: &str,
) -> Result<Uuid, Problem> {
    let identification =
        Identification { nik: person.nik.clone(), name: person.name.clone(), birth_date: person.birth };
    let wanted = AccountToMake {
        identification: &identification,
        email: account.email,
        phone: "+620000000000",
        password_hash,
        language: Language::Id,
        demo: true,
    };
    let id = identity::make_account(state, write, &wanted).await?.account_id;
    identity::prove(write, id, ProvenBy::Counter, Some(AGENCY)).await?;
    if !account.roles.is_empty() {
        identity::make_second_factor(state, write, id, &secret(account.email)).await?;
    }
    Ok(id)
}

async fn grant(
    write: &mut Write<'_>,
    agency: &str,
    account_id: Uuid,
    role: Role,
    scope: Scope,
    by: Option<(Uuid, Uuid)>,
) -> Result<(), Problem> {
    let valid_until = write.now + Duration::days(3650);
    identity::make_grant(write, &GrantToMake { agency, account_id, role, scope, valid_until, by }).await?;
    Ok(())
}

/// The authenticator's secret of a demo account; no secret at all, since it follows from the address.
fn secret(email: &str) -> [u8; 20] {
    let digest: [u8; 32] = Sha256::digest(format!("terang demo {email}")).into();
    let mut secret = [0; 20];
    secret.copy_from_slice(digest.split_at(20).0);
    secret
}

/// What the authenticator of a demo account shows at `now`.
pub fn code(email: &str, now: DateTime<Utc>) -> Result<String, Problem> {
    identity::code_at(&secret(email), now)
}

/// Signs in at the demo's own server, with the second factor where there is one.
pub async fn sign_in(
    state: &State,
    client: &reqwest::Client,
    address: &str,
    email: &str,
    password: &str,
) -> Result<String, String> {
    let body = serde_json::json!({"email": email, "password": password, "client": "mobile"});
    let answer =
        client.post(format!("{address}/api/v1/identity/sign-in")).json(&body).send().await.map_err(text)?;
    let tokens: serde_json::Value = answer.json().await.map_err(text)?;
    let token = super::city::at(&tokens, "/access_token")
        .as_str()
        .ok_or_else(|| format!("{email} could not sign in: {tokens}"))?;
    let officer = ACCOUNTS.iter().any(|account| account.email == email && !account.roles.is_empty());
    if officer {
        let code = code(email, state.clock().now()).map_err(text)?;
        let url = format!("{address}/api/v1/identity/second-factor");
        let body = serde_json::json!({"code": code});
        let given = client.post(url).bearer_auth(token).json(&body).send().await.map_err(text)?;
        if !given.status().is_success() {
            return Err(format!("the second factor of {email} was refused"));
        }
    }
    Ok(token.to_owned())
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
