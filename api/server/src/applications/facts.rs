//! From a snapshot to findings: the one way in which pre-check, submission and verification compare a requirement.
use selection::{Facts, Finding, Mark, Requirement, RequirementCode, check};

use super::model::Snapshot;

/// The answer for an education that the vacancy does not list.
pub const NONE_OF_THESE: &str = "none_of_these";

/// What is known of a person from what was handed in.
pub fn facts(snapshot: &Snapshot) -> Facts {
    let column = |name: &str| snapshot.imported.get(name).map(String::as_str);
    let answers = &snapshot.answers;
    let gpa = answers.gpa.clone().or_else(|| column("ipk_nilai").map(|text| text.replace(',', ".")));
    let imported_disability = column("nik").map(|_| {
        let text = column("jenis_disabilitas").unwrap_or_default().to_lowercase();
        !(text.is_empty() || text.starts_with("tidak") || text.starts_with("bukan"))
    });
    Facts {
        reference_date: snapshot.reference_date,
        birth_date: Some(snapshot.applicant.birth_date),
        education: answers.education.clone().or_else(|| column("pendidikan_kode").map(str::to_owned)),
        gpa: gpa.and_then(|text| text.parse::<Mark>().ok()),
        disability: answers.disability.or(imported_disability),
        documents: snapshot.documents.iter().map(|document| document.kind.clone()).collect(),
        statements: answers.statements.iter().cloned().collect(),
    }
}

/// One finding for each requirement, in their order. Documents and statements of an imported application lie at
/// SSCASN and not here, so that a person judges them.
pub fn findings(requirements: &[Requirement], snapshot: &Snapshot) -> Vec<Finding> {
    let facts = facts(snapshot);
    let elsewhere = |requirement: &Requirement| {
        !snapshot.imported.is_empty()
            && matches!(requirement.code, RequirementCode::Document | RequirementCode::Statement)
    };
    let finding = |requirement: &Requirement| match elsewhere(requirement) {
        true => Finding::PersonWillJudge,
        false => check(requirement, &facts),
    };
    requirements.iter().map(finding).collect()
}
