//! What a ranking needs of an application: the grade, for its last comparisons, and the education, for places that
//! stayed empty; as answered here, or as SSCASN delivered them.
use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use selection::{Grade, GradeKind, Mark};
use uuid::Uuid;

use super::{
    answer::unseal,
    facts::{NONE_OF_THESE, facts},
    model::Snapshot,
    store,
};
use crate::kernel::{Problem, State};

/// The highest grade point average; what is higher is the mean grade of a school certificate.
const HIGHEST_IPK: u64 = 4_000;

/// What somebody applied with.
pub struct Applied {
    /// Missing where no readable one was given.
    pub grade: Option<Grade>,
    /// Code of the education; missing where it is none of those asked for.
    pub education: Option<String>,
}

/// By application.
pub async fn applied(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<BTreeMap<Uuid, Applied>, Problem> {
    let mut applied = BTreeMap::new();
    for row in store::standing_snapshots(connection, agency, round).await? {
        let snapshot = unseal(state, &row)?;
        let education = facts(&snapshot).education.filter(|code| code != NONE_OF_THESE);
        applied.insert(row.application_id, Applied { grade: grade(&snapshot), education });
    }
    Ok(applied)
}

fn grade(snapshot: &Snapshot) -> Option<Grade> {
    let said = snapshot.answers.gpa.as_ref().or_else(|| snapshot.imported.get("ipk_nilai"))?;
    let value: Mark = said.trim().replace(',', ".").parse().ok()?;
    let kind = if value.thousandths() <= HIGHEST_IPK { GradeKind::Ipk } else { GradeKind::Ijazah };
    Some(Grade { kind, value })
}
