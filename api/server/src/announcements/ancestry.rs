//! What became of everybody who was sealed when registration closed.
use std::collections::BTreeSet;

use bundle::{
    ancestry::{self, Ancestor},
    name,
    table::Table,
};
use data_encoding::HEXLOWER;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{content::Content, store::inside};
use crate::{
    kernel::Problem,
    schema::{application, record_leaf, record_token},
};

/// Token, application, its code and state.
type Sealed = (Vec<u8>, Uuid, String, String);

/// What became of everybody in the set that was sealed when registration closed; nothing where none was sealed.
pub async fn write(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
    content: &Content,
    files: &[(&str, String)],
) -> Result<Option<String>, Problem> {
    let Some(leaf) = registration_closed(connection, agency, round).await? else {
        return Ok(None);
    };
    let sealed: Vec<Sealed> = record_token::table
        .inner_join(
            application::table.on(application::agency_id
                .eq(record_token::agency_id)
                .and(application::id.eq(record_token::subject_id))),
        )
        .filter(record_token::agency_id.eq(agency).and(record_token::leaf_id.eq(leaf)))
        .select((record_token::token, application::id, application::participant_code, application::state))
        .load(connection)
        .await?;
    let computed = files.iter().find(|(name, _)| *name == name::PARTICIPANTS);
    let computed = computed.map(|(name, text)| Table::read(name, text)).transpose();
    let computed = computed.map_err(|fault| inside(fault.message.en))?;
    let taking_part: Option<BTreeSet<&str>> = computed
        .as_ref()
        .map(|table| table.rows.iter().map(|one| one.cell(table.column("participant"))).collect());
    let withheld: BTreeSet<Uuid> =
        content.lines.iter().filter(|line| line.withheld).map(|line| line.application_id).collect();
    let standing = |application: &Uuid, code: &str, state: &str| match &taking_part {
        _ if withheld.contains(application) => ancestry::WITHHELD.to_owned(),
        Some(people) if people.contains(code) => ancestry::PARTICIPATES.to_owned(),
        _ if state == "withdrawn" => ancestry::WITHDRAWN.to_owned(),
        Some(_) => ancestry::NOT_ELIGIBLE.to_owned(),
        None => {
            let line = content.lines.iter().find(|line| line.application_id == *application);
            line.map_or_else(|| ancestry::NOT_ELIGIBLE.to_owned(), |line| line.status.clone())
        }
    };
    let ancestors = sealed.iter().map(|(token, application, code, state)| Ancestor {
        token: HEXLOWER.encode(token),
        participant: code.clone(),
        standing: standing(application, code, state),
    });
    ancestry::write(ancestors.collect()).map(Some).map_err(inside)
}

/// The leaf that sealed the applicants of a round.
pub async fn registration_closed(
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<Option<Uuid>, Problem> {
    let found = record_leaf::table
        .filter(record_leaf::agency_id.eq(agency).and(record_leaf::round_id.eq(round)))
        .filter(record_leaf::kind.eq("registration_closed"))
        .order((record_leaf::at.desc(), record_leaf::id.desc()))
        .select(record_leaf::id)
        .first(connection)
        .await;
    Ok(found.optional()?)
}
