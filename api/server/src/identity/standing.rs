//! The standing of an account: one NIK has one proven account, whoever races for it.
use ledger::Kind;
use serde_json::json;
use uuid::Uuid;

use super::{
    model::ProvenBy,
    news::{self, What},
    store::{
        accounts::{self as store, Account, Person},
        sessions,
    },
};
use crate::{
    kernel::{Code, Problem},
    record::{Fact, Write},
};

pub static NIK_TAKEN: Code = Code::new(
    "nik_taken",
    409,
    "NIK ini sudah dibuktikan oleh akun lain. Buka sengketa di loket; dua petugas memutuskannya dengan KTP asli.",
    "This NIK was proven by another account. Open a dispute at a counter; two officers settle it with the original card.",
);
pub static NOT_UNPROVEN: Code = Code::new(
    "not_unproven",
    409,
    "Akun ini sudah terbukti atau sedang ditangguhkan. Muat ulang untuk melihat keadaannya; akun yang ditangguhkan diurus di loket.",
    "This account is proven already, or suspended. Reload to see its state; a suspended account is settled at a counter.",
);

/// Proves an account: it is joined to the established person of its NIK, or its own person becomes that.
pub async fn prove(
    write: &mut Write<'_>,
    account_id: Uuid,
    by: ProvenBy,
    agency: Option<&str>,
) -> Result<(), Problem> {
    let account = prove_quietly(write, account_id, by).await?;
    if let Some(agency) = agency {
        write
            .fact(Fact {
                agency,
                kind: Kind::AccountProven,
                round: None,
                noun: "account",
                subject: account.id,
                payload: json!({"by": by.code()}),
            })
            .await?;
    }
    news::publish(write, What::Proven { account: account.id, agency: agency.map(str::to_owned) }).await
}

async fn prove_quietly(write: &mut Write<'_>, account_id: Uuid, by: ProvenBy) -> Result<Account, Problem> {
    let account = store::find(write.connection(), account_id).await?;
    let own = store::person(write.connection(), account.person_id).await?;
    store::lock_nik(write.connection(), &own.niks()).await?;
    // Read again under the lock: whoever held it before may have changed both.
    let account = store::find_locked(write.connection(), account_id).await?;
    if account.standing != "unproven" {
        return Err(Problem::new(&NOT_UNPROVEN));
    }
    match store::established(write.connection(), &own.niks()).await? {
        None => store::establish(write.connection(), own.id).await?,
        Some(person) if person.id == own.id => {}
        Some(person) => {
            if store::proven_of(write.connection(), person.id).await?.is_some() {
                return Err(Problem::new(&NIK_TAKEN));
            }
            store::join(write.connection(), account_id, own.id, person.id).await?;
        }
    }
    store::set_standing(write.connection(), account_id, "proven", Some(by.code())).await?;
    Ok(account)
}

/// The proven account of the NIK that this account names, if it is another one.
pub(super) async fn rival(write: &mut Write<'_>, own: &Person) -> Result<Option<Account>, Problem> {
    let Some(person) = store::established(write.connection(), &own.niks()).await? else {
        return Ok(None);
    };
    store::proven_of(write.connection(), person.id).await
}

/// Settles a dispute for the challenger: the earlier claim is suspended, not deleted, and loses its sessions.
pub(super) async fn settle(
    write: &mut Write<'_>,
    challenger: Uuid,
    agency: &str,
) -> Result<Option<Uuid>, Problem> {
    let now = write.now;
    let account = store::find(write.connection(), challenger).await?;
    let own = store::person(write.connection(), account.person_id).await?;
    store::lock_nik(write.connection(), &own.niks()).await?;
    let earlier = rival(write, &own).await?;
    if let Some(earlier) = &earlier {
        let proven_by = earlier.proven_by.as_deref();
        store::set_standing(write.connection(), earlier.id, "suspended", proven_by).await?;
        sessions::end_all(write.connection(), earlier.id, "suspended", now).await?;
    }
    prove_quietly(write, challenger, ProvenBy::Counter).await?;
    write
        .fact(Fact {
            agency,
            kind: Kind::AccountProven,
            round: None,
            noun: "account",
            subject: challenger,
            payload: json!({"by": ProvenBy::Counter.code()}),
        })
        .await?;
    Ok(earlier.map(|earlier| earlier.id))
}
