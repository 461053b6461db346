//! What a notice must say about tests beside the main one, and how much of them an agency may have.

use serde::{Deserialize, Serialize};

use crate::mark::Mark;
use crate::rules::{Rules, Source};

/// Kind of agency; the limits differ (regulations 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Instansi daerah.
    Regional,
    /// Instansi pusat.
    Central,
}

/// The clause of a rule document on further tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherTestRules {
    /// Source of the limits.
    pub source: String,
    /// Source of the duty to state kind, weight and criteria in the notice.
    pub notice_source: String,
    /// Component of the main test.
    pub main: String,
    /// Code of the component that a weighted further test gets.
    pub extra: String,
    pub regional: FurtherTestLimits,
    pub central: FurtherTestLimits,
}

/// Limits for one kind of agency. Weights are shares of the whole field test, `"0.40"` for 40 %.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherTestLimits {
    /// Least weight of the main test (CAT).
    pub main_minimum: Mark,
    pub kinds_maximum: u32,
    /// Most weight of all further tests together.
    pub weight_maximum: Mark,
    /// Most weight of interviews; zero means that there may be none.
    pub interview_maximum: Mark,
}

/// Kinds of further tests (regulations 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestKind {
    Psychological,
    AcademicPotential,
    ForeignLanguage,
    MentalHealth,
    Fitness,
    Practice,
    /// Added marks for a certificate of competence.
    Certificate,
    Interview,
    Other,
}

/// A further test as the notice states it; what it does not state is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherTest {
    pub kind: Option<TestKind>,
    /// Share of the whole field test; `"0"` for a test that only eliminates.
    pub weight: Option<Mark>,
    #[serde(default)]
    pub eliminating: bool,
    /// What eliminates; needed when `eliminating`.
    #[serde(default)]
    pub criteria: Option<String>,
}

/// The field test of a post as the notice states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherTests {
    /// Share of the main test (CAT).
    pub main_weight: Option<Mark>,
    #[serde(default)]
    pub tests: Vec<FurtherTest>,
}

/// A reason to refuse a notice, with the clause that it breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeFinding {
    /// The legal source, with its confidence.
    pub clause: Source,
    /// Code of the message to show.
    pub message_code: NoticeProblem,
    /// Position in `tests`, from 0; missing where the whole is at fault.
    pub test: Option<usize>,
    /// The limit that is broken: a number of kinds, or a share.
    pub limit: Option<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeProblem {
    KindMissing,
    WeightMissing,
    MainWeightMissing,
    EliminatingWithoutCriteria,
    WeightsDoNotSum,
    TooManyKinds,
    FurtherWeightTooHigh,
    MainWeightTooLow,
    InterviewNotAllowed,
    InterviewWeightTooHigh,
}

/// Everything that a notice with these further tests breaks; empty when it may be published. Rules without a
/// clause on further tests break nothing here. Sources: PermenPANRB 6/2024 ps 22 for what must be stated; the
/// article of the limits is not known (regulations 1.4).
pub fn check_notice(rules: &Rules, profile: Profile, notice: &FurtherTests) -> Vec<NoticeFinding> {
    let Some(clause) = &rules.further_tests else { return Vec::new() };
    let limits = match profile {
        Profile::Regional => &clause.regional,
        Profile::Central => &clause.central,
    };
    let mut findings = stated(notice);
    findings.extend(limited(limits, notice));
    let source = |problem| match problem {
        NoticeProblem::KindMissing
        | NoticeProblem::WeightMissing
        | NoticeProblem::MainWeightMissing
        | NoticeProblem::WeightsDoNotSum
        | NoticeProblem::EliminatingWithoutCriteria => &clause.notice_source,
        _ => &clause.source,
    };
    findings
        .into_iter()
        .filter_map(|(message_code, test, limit)| {
            let clause = rules.sources.get(source(message_code))?.clone();
            Some(NoticeFinding { clause, message_code, test, limit })
        })
        .collect()
}

type Fault = (NoticeProblem, Option<usize>, Option<Mark>);

/// What the notice leaves out.
fn stated(notice: &FurtherTests) -> Vec<Fault> {
    let mut faults = Vec::new();
    if notice.main_weight.is_none() {
        faults.push((NoticeProblem::MainWeightMissing, None, None));
    }
    for (index, test) in notice.tests.iter().enumerate() {
        if test.kind.is_none() {
            faults.push((NoticeProblem::KindMissing, Some(index), None));
        }
        if test.weight.is_none() {
            faults.push((NoticeProblem::WeightMissing, Some(index), None));
        }
        let criteria = test.criteria.as_deref().is_some_and(|criteria| !criteria.trim().is_empty());
        if test.eliminating && !criteria {
            faults.push((NoticeProblem::EliminatingWithoutCriteria, Some(index), None));
        }
    }
    faults
}

/// What the notice has too much or too little of. Missing weights count as zero here and are named above.
fn limited(limits: &FurtherTestLimits, notice: &FurtherTests) -> Vec<Fault> {
    let mut faults = Vec::new();
    let main = notice.main_weight.unwrap_or_default();
    let further = sum(notice.tests.iter());
    let is_interview = |test: &&FurtherTest| test.kind == Some(TestKind::Interview);
    let interviews = notice.tests.iter().filter(is_interview).count();
    let interview_weight = sum(notice.tests.iter().filter(is_interview));
    let all_stated = notice.main_weight.is_some() && notice.tests.iter().all(|test| test.weight.is_some());
    if all_stated && main.checked_add(further) != Some(Mark::ONE) {
        faults.push((NoticeProblem::WeightsDoNotSum, None, Some(Mark::ONE)));
    }
    let kinds = u32::try_from(notice.tests.len()).unwrap_or(u32::MAX);
    if kinds > limits.kinds_maximum {
        faults.push((NoticeProblem::TooManyKinds, None, Mark::from_whole(limits.kinds_maximum)));
    }
    if further > limits.weight_maximum {
        faults.push((NoticeProblem::FurtherWeightTooHigh, None, Some(limits.weight_maximum)));
    }
    if notice.main_weight.is_some() && main < limits.main_minimum {
        faults.push((NoticeProblem::MainWeightTooLow, None, Some(limits.main_minimum)));
    }
    if interviews > 0 && limits.interview_maximum == Mark::ZERO {
        faults.push((NoticeProblem::InterviewNotAllowed, None, Some(Mark::ZERO)));
    } else if interview_weight > limits.interview_maximum {
        faults.push((NoticeProblem::InterviewWeightTooHigh, None, Some(limits.interview_maximum)));
    }
    faults
}

/// Sum of the stated weights; above all limits when it does not fit.
fn sum<'a>(tests: impl Iterator<Item = &'a FurtherTest>) -> Mark {
    let thousandths = tests.filter_map(|test| test.weight).map(Mark::thousandths);
    thousandths.fold(Mark::ZERO, |sum, weight| {
        Mark::from_thousandths(sum.thousandths().saturating_add(weight)).unwrap_or(Mark::LARGEST)
    })
}
