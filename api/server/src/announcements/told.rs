//! What somebody was told about an application: nothing of a later decision shows before it is announced.
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use ledger::Kind;
use uuid::Uuid;

use super::{
    model::Stage,
    store::{self, AnnouncementRow},
};
use crate::{
    exams::{self, MarkLeaf},
    kernel::Problem,
    results,
};

/// Up to where the announcements of an application have come.
pub struct Told {
    administrative: Option<DateTime<Utc>>,
    any: Option<DateTime<Utc>>,
    marks: BTreeSet<Uuid>,
}

impl Told {
    /// Whether a leaf is about something that was announced. A correction of one stage tells nothing of the next.
    pub fn covers(&self, leaf: Uuid, kind: &str, at: DateTime<Utc>) -> bool {
        match kind.parse() {
            Ok(Kind::MarkRecorded) => self.marks.contains(&leaf),
            Ok(Kind::VerdictRecorded | Kind::VerdictReleased | Kind::VerdictReversed) => {
                self.administrative.is_some_and(|until| at <= until)
            }
            _ => self.any.is_some_and(|until| at <= until),
        }
    }
}

pub async fn told(
    connection: &mut AsyncPgConnection,
    agency: &str,
    application: Uuid,
) -> Result<Told, Problem> {
    let rows = store::told_about(connection, agency, application).await?;
    let leaves = exams::mark_leaves(connection, agency, application).await?;
    let mut marks = BTreeSet::new();
    for (row, _) in &rows {
        marks.extend(announced(connection, row, &leaves).await?.into_iter().map(|mark| mark.leaf_id));
    }
    let administrative = rows.iter().find(|(row, _)| Stage::of(&row.stage) == Some(Stage::Administrative));
    Ok(Told {
        administrative: administrative.and_then(|(row, _)| row.published_at),
        any: rows.iter().filter_map(|(row, _)| row.published_at).max(),
        marks,
    })
}

/// Those marks of somebody that the run behind an announcement was made of.
pub async fn announced(
    connection: &mut AsyncPgConnection,
    row: &AnnouncementRow,
    leaves: &[MarkLeaf],
) -> Result<Vec<MarkLeaf>, Problem> {
    let Some(run) = row.run_id else { return Ok(Vec::new()) };
    let (stages, newest) = results::marks_of(connection, &row.agency_id, run).await?;
    let used =
        |leaf: &&MarkLeaf| stages.contains(&leaf.stage) && leaf.number.is_some_and(|number| number <= newest);
    Ok(leaves.iter().filter(used).cloned().collect())
}
