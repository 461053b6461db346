//! The form of one vacancy: the questions that its requirements need, each with its reason, basis and keeping time.
use std::collections::BTreeMap;

use diesel_async::AsyncPgConnection;
use selection::{Operator, Requirement, RequirementCode, RequirementValue};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{facts::NONE_OF_THESE, model::Answers, store};
use crate::kernel::{Problem, problem::INTERNAL};

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Words {
    #[schema(example = "Ijazah")]
    pub id: String,
    #[schema(example = "Diploma")]
    pub en: String,
}

/// Something to choose.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Choice {
    #[schema(example = "5110100")]
    pub value: String,
    pub label: Words,
}

/// One question of the form.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// `education`, `gpa`, `disability`, `residence`, `statement` or `document`.
    #[schema(example = "document")]
    pub kind: String,
    /// Code of the statement or document; empty for the other kinds.
    #[schema(example = "diploma")]
    pub code: String,
    /// Where its answer goes: a JSON pointer into the answers, or `/documents/{code}`.
    #[schema(example = "/documents/diploma")]
    pub pointer: String,
    pub label: Words,
    pub hint: Words,
    /// Why it is asked.
    pub why: Words,
    /// The legal source of the requirement that needs it.
    #[schema(example = "Pengumuman 800/1/2026 huruf C")]
    pub basis: String,
    /// How long the answer is kept.
    pub kept: Words,
    pub choices: Vec<Choice>,
}

/// A version of the form, as the database keeps it.
#[derive(Clone, Debug, Deserialize)]
pub struct Form {
    #[serde(skip)]
    pub version: i32,
    pub basis: String,
    pub kept: Words,
    pub person: PersonPart,
    fields: BTreeMap<String, FieldText>,
    documents: BTreeMap<String, Words>,
    statements: BTreeMap<String, Words>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PersonPart {
    pub why: Words,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct FieldText {
    label: Words,
    hint: Words,
    why: Words,
}

impl Form {
    /// The form that is used now.
    pub async fn newest(connection: &mut AsyncPgConnection) -> Result<Self, Problem> {
        let (version, document) = store::newest_form(connection).await?;
        let form: Self = serde_json::from_value(document)
            .map_err(|error| Problem::new(&INTERNAL).inside(format!("form {version}: {error}")))?;
        Ok(Self { version, ..form })
    }

    /// What a document is called; a kind that the form does not know is told by its code.
    pub fn document_name(&self, kind: &str) -> Words {
        self.documents.get(kind).cloned().unwrap_or_else(|| spelled(kind))
    }

    /// The questions that these requirements need, each once.
    pub fn questions(&self, requirements: &[Requirement], education: &[(String, String)]) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        let mut add = |question: Question| {
            if !questions.iter().any(|known| known.pointer == question.pointer) {
                questions.push(question);
            }
        };
        for requirement in requirements {
            if let Some(question) = self.answer_asked(requirement, education) {
                add(question);
            }
        }
        for requirement in requirements {
            for kind in documents_of(requirement) {
                let label = self.document_name(kind);
                add(self.question("document", kind, format!("/documents/{kind}"), requirement, Some(label)));
            }
        }
        questions
    }

    fn answer_asked(&self, requirement: &Requirement, education: &[(String, String)]) -> Option<Question> {
        let plain = |kind: &str| Some(self.question(kind, "", format!("/{kind}"), requirement, None));
        match (requirement.code, requirement.operator, &requirement.value) {
            (RequirementCode::Education, ..) => plain("education")
                .map(|question| Question { choices: education_choices(education), ..question }),
            (RequirementCode::Gpa, ..) => plain("gpa"),
            (RequirementCode::Disability, ..) => plain("disability"),
            (RequirementCode::Residence, ..) => plain("residence"),
            (RequirementCode::Statement, Operator::Present, RequirementValue::Text(code)) => {
                let label = self.statements.get(code).cloned().unwrap_or_else(|| spelled(code));
                let pointer = format!("/statements/{code}");
                Some(self.question("statement", code, pointer, requirement, Some(label)))
            }
            _ => None,
        }
    }

    fn question(
        &self,
        kind: &str,
        code: &str,
        pointer: String,
        requirement: &Requirement,
        label: Option<Words>,
    ) -> Question {
        let text = self.fields.get(kind).cloned().unwrap_or_default();
        Question {
            kind: kind.to_owned(),
            code: code.to_owned(),
            pointer,
            label: label.unwrap_or(text.label),
            hint: text.hint,
            why: text.why,
            basis: requirement.source.clone(),
            kept: self.kept.clone(),
            choices: Vec::new(),
        }
    }
}

fn spelled(code: &str) -> Words {
    let text = code.replace('_', " ");
    Words { id: text.clone(), en: text }
}

fn education_choices(education: &[(String, String)]) -> Vec<Choice> {
    let known = education.iter().map(|(code, name)| Choice {
        value: code.clone(),
        label: Words { id: name.clone(), en: name.clone() },
    });
    let none = Choice {
        value: NONE_OF_THESE.to_owned(),
        label: Words { id: "Tidak ada di daftar ini".into(), en: "None of these".into() },
    };
    known.chain([none]).collect()
}

/// Kinds of documents that a requirement asks for: its evidence, and itself when it is a document.
pub fn documents_of(requirement: &Requirement) -> impl Iterator<Item = &str> {
    let itself = match (requirement.code, requirement.operator, &requirement.value) {
        (RequirementCode::Document, Operator::Present, RequirementValue::Text(kind)) => Some(kind.as_str()),
        _ => None,
    };
    itself.into_iter().chain(requirement.evidence.as_deref().filter(|kind| *kind != "account"))
}

/// Codes of the educations that a vacancy accepts.
pub fn education_codes(requirements: &[Requirement]) -> Vec<String> {
    let codes = requirements.iter().filter_map(|requirement| match (requirement.code, &requirement.value) {
        (RequirementCode::Education, RequirementValue::Codes(codes)) => Some(codes.clone()),
        _ => None,
    });
    codes.flatten().collect()
}

/// Questions without an answer. An answer that does not meet the requirement is an answer: whether somebody who
/// does not meet it may go on is for a person to decide, who must give a reason.
pub fn missing<'a>(questions: &'a [Question], answers: &Answers, attached: &[String]) -> Vec<&'a Question> {
    let answered = |question: &Question| match question.kind.as_str() {
        "education" => answers.education.is_some(),
        "gpa" => answers.gpa.as_ref().is_some_and(|text| is_gpa(text)),
        "disability" => answers.disability.is_some(),
        "residence" => answers.residence.is_some(),
        "statement" => answers.statements.contains(&question.code),
        _ => attached.contains(&question.code),
    };
    questions.iter().filter(|question| !answered(question)).collect()
}

/// A decimal between 0 and 4.
pub fn is_gpa(text: &str) -> bool {
    let four = "4".parse::<selection::Mark>();
    let zero = "0".parse::<selection::Mark>();
    match (text.parse::<selection::Mark>(), zero, four) {
        (Ok(mark), Ok(zero), Ok(four)) => mark >= zero && mark <= four,
        _ => false,
    }
}
