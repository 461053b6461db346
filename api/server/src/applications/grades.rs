//! Grades of diplomas, for the last comparisons of a ranking: as answered here, or as SSCASN delivered them.
use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use selection::{Grade, GradeKind, Mark};
use uuid::Uuid;

use super::{answer::unseal, model::Snapshot, store};
use crate::kernel::{Problem, State};

/// The highest grade point average; what is higher is the mean grade of a school certificate.
const HIGHEST_IPK: u64 = 4_000;

/// By application; whoever gave no readable grade is not in it.
pub async fn grades(
    state: &State,
    connection: &mut AsyncPgConnection,
    agency: &str,
    round: Uuid,
) -> Result<BTreeMap<Uuid, Grade>, Problem> {
    let mut grades = BTreeMap::new();
    for row in store::standing_snapshots(connection, agency, round).await? {
        if let Some(grade) = grade(&unseal(state, &row)?) {
            grades.insert(row.application_id, grade);
        }
    }
    Ok(grades)
}

fn grade(snapshot: &Snapshot) -> Option<Grade> {
    let said = snapshot.answers.gpa.as_ref().or_else(|| snapshot.imported.get("ipk_nilai"))?;
    let value: Mark = said.trim().replace(',', ".").parse().ok()?;
    let kind = if value.thousandths() <= HIGHEST_IPK { GradeKind::Ipk } else { GradeKind::Ijazah };
    Some(Grade { kind, value })
}
