//! The leaf of each participant's marks in an approved sheet: a fact of the own application, for its owner to keep.
use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ledger::Kind;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use super::store::Sheet;
use crate::{
    kernel::Problem,
    record::{Fact, Write},
    schema::{mark, mark_import, mark_leaf, mark_row},
};

/// Each participant's marks are a fact of the own application: what the sheet says of one person, and of nobody else.
pub async fn record(write: &mut Write<'_>, agency: &str, sheet: &Sheet, number: i32) -> Result<(), Problem> {
    let delivered = delivered(write.connection(), agency, sheet.id).await?;
    let (mut people, mut facts) = (Vec::new(), Vec::new());
    for (application, (presence, marks)) in delivered {
        let marks: Vec<_> = marks
            .into_iter()
            .map(|(component, delivered, value)| {
                // As announcements print it, so that both are one mark to whoever holds them side by side.
                let value = value.normalize().to_string();
                json!({"component": component, "delivered": delivered, "value": value})
            })
            .collect();
        people.push(application);
        facts.push(Fact {
            agency,
            kind: Kind::MarkRecorded,
            round: Some(sheet.round_id),
            noun: "application",
            subject: application,
            payload: json!({
                "sheet": sheet.id, "number": number, "stage": sheet.stage, "components": sheet.components,
                "presence": presence, "marks": marks,
            }),
        });
    }
    let leaves = write.facts(agency, facts).await?;
    let leaves: Vec<_> = people.into_iter().zip(leaves).collect();
    insert(write.connection(), agency, sheet.id, &leaves).await
}

/// What a sheet says of each participant: presence, and component, text as delivered and exact number.
type Delivered = BTreeMap<Uuid, (String, Vec<(String, String, Decimal)>)>;

async fn delivered(
    connection: &mut AsyncPgConnection,
    agency: &str,
    import: Uuid,
) -> Result<Delivered, Problem> {
    let rows: Vec<(Uuid, String)> = mark_row::table
        .filter(mark_row::agency_id.eq(agency).and(mark_row::import_id.eq(import)))
        .select((mark_row::application_id, mark_row::presence))
        .load(connection)
        .await?;
    let marks: Vec<(Uuid, String, String, Decimal)> = mark::table
        .filter(mark::agency_id.eq(agency).and(mark::import_id.eq(import)))
        .order((mark::application_id, mark::component))
        .select((mark::application_id, mark::component, mark::delivered, mark::value))
        .load(connection)
        .await?;
    let mut found: Delivered =
        rows.into_iter().map(|(person, presence)| (person, (presence, Vec::new()))).collect();
    for (person, component, delivered, value) in marks {
        if let Some((_, marks)) = found.get_mut(&person) {
            marks.push((component, delivered, value));
        }
    }
    Ok(found)
}

/// Notes which leaf records whose row of a sheet.
async fn insert(
    connection: &mut AsyncPgConnection,
    agency: &str,
    import: Uuid,
    leaves: &[(Uuid, Uuid)],
) -> Result<(), Problem> {
    for portion in leaves.chunks(10_000) {
        let rows: Vec<_> = portion
            .iter()
            .map(|(person, leaf)| {
                (
                    mark_leaf::agency_id.eq(agency),
                    mark_leaf::import_id.eq(import),
                    mark_leaf::application_id.eq(*person),
                    mark_leaf::leaf_id.eq(*leaf),
                )
            })
            .collect();
        diesel::insert_into(mark_leaf::table).values(rows).execute(connection).await?;
    }
    Ok(())
}

/// What an approved sheet recorded of one participant.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct MarkLeaf {
    pub leaf_id: Uuid,
    pub stage: String,
    pub components: Vec<String>,
    /// Number of the sheet in its round.
    pub number: Option<i32>,
}

/// The leaves of an application's marks, in the order in which the sheets were approved.
pub async fn mark_leaves(
    connection: &mut AsyncPgConnection,
    agency: &str,
    application: Uuid,
) -> Result<Vec<MarkLeaf>, Problem> {
    let of_sheet =
        mark_import::agency_id.eq(mark_leaf::agency_id).and(mark_import::id.eq(mark_leaf::import_id));
    let leaves = mark_leaf::table
        .inner_join(mark_import::table.on(of_sheet))
        .filter(mark_leaf::agency_id.eq(agency).and(mark_leaf::application_id.eq(application)))
        .order(mark_import::number)
        .select((mark_leaf::leaf_id, mark_import::stage, mark_import::components, mark_import::number));
    Ok(leaves.load(connection).await?)
}
