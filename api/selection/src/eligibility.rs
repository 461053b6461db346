//! What a vacancy asks of a person, as one object for the page, the form's check and the verifier's list.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::mark::Mark;

/// One requirement. Code, operator and value go together as [`RequirementCode`] says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    pub code: RequirementCode,
    pub operator: Operator,
    pub value: RequirementValue,
    /// Code of the document that proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Legal source in words, as the page shows it.
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementCode {
    /// `in`, list of education codes.
    Education,
    /// `between`, `{min, max}` in years at the reference date.
    Age,
    /// `at_least`, decimal string on the scale 0 to 4.
    Gpa,
    /// `is`, true or false.
    Disability,
    /// `present`, code of a document.
    Document,
    /// `present`, code of a statement that the person makes; or `judged`.
    Statement,
    /// `judged`, in words.
    Residence,
    /// `judged`, in words: anything else.
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    In,
    Between,
    AtLeast,
    Is,
    Present,
    /// A person judges; the value says in words what.
    Judged,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RequirementValue {
    Bool(bool),
    Codes(Vec<String>),
    Years { min: u8, max: u8 },
    Text(String),
}

/// What is known of a person. What is not known leaves the judgement to a person, but a document or statement
/// that is not there is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The day at which ages count: the day of the application (PermenPANRB 6/2024 ps 23).
    pub reference_date: NaiveDate,
    pub birth_date: Option<NaiveDate>,
    pub education: Option<String>,
    /// Grade point average, 0 to 4.
    pub gpa: Option<Mark>,
    pub disability: Option<bool>,
    #[serde(default)]
    pub documents: BTreeSet<String>,
    #[serde(default)]
    pub statements: BTreeSet<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    Meets,
    DoesNotMeet,
    PersonWillJudge,
}

/// Code, operator and value of a requirement do not fit together, or it has no source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("code, operator and value of the requirement do not fit together, or it has no source")]
pub struct RequirementError;

impl Requirement {
    /// Refuses a combination that [`check`] could not decide on, and a requirement without source.
    pub fn validate(&self) -> Result<(), RequirementError> {
        use RequirementCode as Code;
        let fits = match (self.code, self.operator, &self.value) {
            (Code::Education, Operator::In, RequirementValue::Codes(codes)) => !codes.is_empty(),
            (Code::Age, Operator::Between, RequirementValue::Years { min, max }) => min <= max,
            (Code::Gpa, Operator::AtLeast, RequirementValue::Text(text)) => text.parse::<Mark>().is_ok(),
            (Code::Disability, Operator::Is, RequirementValue::Bool(_)) => true,
            (Code::Document | Code::Statement, Operator::Present, RequirementValue::Text(text)) => {
                !text.is_empty()
            }
            (_, Operator::Judged, RequirementValue::Text(text)) => !text.is_empty(),
            _ => false,
        };
        if fits && !self.source.is_empty() { Ok(()) } else { Err(RequirementError) }
    }
}

/// Compares one requirement with the facts. A requirement that does not fit together is left to a person: nobody
/// is refused by a fault of the notice.
pub fn check(requirement: &Requirement, facts: &Facts) -> Finding {
    use RequirementCode as Code;
    let met = match (requirement.code, requirement.operator, &requirement.value) {
        (Code::Education, Operator::In, RequirementValue::Codes(codes)) => {
            facts.education.as_ref().map(|education| codes.contains(education))
        }
        (Code::Age, Operator::Between, RequirementValue::Years { min, max }) => {
            facts.birth_date.and_then(|birth| age_between(birth, facts.reference_date, *min, *max))
        }
        (Code::Gpa, Operator::AtLeast, RequirementValue::Text(text)) => {
            facts.gpa.zip(text.parse::<Mark>().ok()).map(|(gpa, minimum)| gpa >= minimum)
        }
        (Code::Disability, Operator::Is, RequirementValue::Bool(wanted)) => {
            facts.disability.map(|disability| disability == *wanted)
        }
        (Code::Document, Operator::Present, RequirementValue::Text(document)) => {
            Some(facts.documents.contains(document))
        }
        (Code::Statement, Operator::Present, RequirementValue::Text(statement)) => {
            Some(facts.statements.contains(statement))
        }
        _ => None,
    };
    match met {
        Some(true) => Finding::Meets,
        Some(false) => Finding::DoesNotMeet,
        None => Finding::PersonWillJudge,
    }
}

/// `None` between the day after the birthday of the upper limit and the next birthday: "at most 35 years" is read
/// both ways and the text was not found (regulations 1), so a person judges. Who is born on 29 February
/// completes a year on 1 March of a common year.
fn age_between(birth: NaiveDate, on: NaiveDate, min: u8, max: u8) -> Option<bool> {
    if on < birth {
        return Some(false);
    }
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    let years = on.year() - birth.year() - i32::from(!had_birthday);
    let is_birthday = (on.month(), on.day()) == (birth.month(), birth.day());
    let (min, max) = (i32::from(min), i32::from(max));
    match years {
        years if years < min || years > max => Some(false),
        years if years == max && !is_birthday => None,
        _ => Some(true),
    }
}
