//! The first two administrators of an agency, made by whoever owns the machine.
use clap::Args;

use super::{
    account::email_lookup,
    grants::{GrantToMake, make_grant},
    model::Scope,
    store::{accounts, grants},
};
use crate::{
    kernel::{Problem, State, permission::Role, problem::NOT_FOUND},
    record::{Actor, Write, write},
};

/// Years that the first grants last.
const YEARS: i64 = 1;

#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Arguments {
    /// Agency code, for example 5473
    #[arg(long)]
    pub agency: String,
    /// Address of an account; give the flag twice, for two people
    #[arg(long, num_args = 1, required = true)]
    pub email: Vec<String>,
}

/// Makes both administrators, or none.
pub async fn make(state: &State, wanted: &Arguments) -> Result<(), String> {
    let [first, second] = wanted.email.as_slice() else {
        return Err("give --email twice: an agency begins with two administrators".into());
    };
    if first.trim().eq_ignore_ascii_case(second.trim()) {
        return Err("the two administrators must be two people".into());
    }
    let done = write(state, Actor::system("admin"), async |write| {
        if !grants::agency_exists(write.connection(), &wanted.agency).await? {
            return Err(refusal(&format!("there is no agency {}; see `terang load`", wanted.agency)));
        }
        for email in [first, second] {
            if !make_one(state, write, &wanted.agency, email).await? {
                return Err(refusal(&format!(
                    "no account has the address {email}: sign up in the app first"
                )));
            }
        }
        Ok(())
    });
    done.await.map_err(|problem| problem.inside.unwrap_or_else(|| problem.code.title.en.to_owned()))
}

/// Takes back what was written; the sentence is for the machine's owner.
fn refusal(text: &str) -> Problem {
    Problem::new(&NOT_FOUND).inside(text)
}

async fn make_one(state: &State, write: &mut Write<'_>, agency: &str, email: &str) -> Result<bool, Problem> {
    let lookup = email_lookup(state.keys(), email);
    let Some(account) = accounts::by_email(write.connection(), &lookup).await? else { return Ok(false) };
    let wanted = GrantToMake {
        agency,
        account_id: account.id,
        role: Role::Administrator,
        scope: Scope::Agency,
        valid_until: write.now + chrono::Duration::days(365 * YEARS),
        by: None,
    };
    make_grant(write, &wanted).await?;
    Ok(true)
}
