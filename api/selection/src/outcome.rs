//! What a run gives back, and why it may refuse.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::hash::HashError;
use crate::input::Departure;
use crate::mark::Mark;
use crate::rules::RuleFinding;
use crate::trace::Trace;

/// Where somebody stands when the run ends. The published letters come from the rules (`Rules::code`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Goes on to the next stage; only in a run that ends before the last stage.
    GoesOn,
    /// Gets a place.
    Placed,
    /// Passed all stages, but the places went to those above.
    WithoutPlace,
    /// Met the thresholds of a stage, but is outside its shortlist.
    OutsideShortlist,
    BelowThreshold,
    /// A mark of a stage that the person reached is missing.
    Absent,
    Ineligible,
    Disqualified,
    Withdrawn,
    Eliminated,
    /// Tied at the border of the places where the law is silent; a ruling is needed.
    Undecided,
    /// The rules do not know what holds for this vacancy; see `Run::refused`.
    VacancyRefused,
}

/// The result of one participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub participant: String,
    pub vacancy: String,
    pub state: State,
    /// Published code, `None` for `undecided` and `vacancy_refused`.
    pub code: Option<String>,
    /// Rank inside the vacancy, from 1, in the last order that the person took part in: that of the shortlist
    /// or of the final ranking. People equal by all criteria share a rank; after a ruling they do not.
    pub rank: Option<usize>,
    /// Marks of the components that count for the post, up to the stage reached, and every computed value.
    pub marks: BTreeMap<String, Mark>,
    /// The vacancy whose place was given.
    pub placed_at: Option<String>,
}

/// The places of one vacancy; `quota = placed.len() + empty + undecided`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    pub quota: usize,
    /// Participants, best first.
    pub placed: Vec<String>,
    /// Places that nobody is left for.
    pub empty: usize,
    /// Places that wait for a ruling.
    pub undecided: usize,
}

/// A vacancy that the rules cannot decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub vacancy: String,
    /// Stage whose thresholds are not known for the pool.
    pub stage: String,
    pub pool: String,
}

/// A finished run: everything that was decided, why, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub engine_version: String,
    pub rule_id: String,
    pub rule_version: u32,
    pub rules_hash: String,
    pub inputs_hash: String,
    /// Code of the last stage that was run.
    pub through: String,
    /// One for each participant, sorted by participant.
    pub outcomes: Vec<Outcome>,
    /// By vacancy; empty in a run that ends before the last stage. Refused vacancies are not in it.
    pub allocation: BTreeMap<String, Allocation>,
    /// Sorted by vacancy.
    pub refused: Vec<Refusal>,
    /// Where places were given again after an announcement: what that rested on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Replaces>,
    pub trace: Trace,
}

/// The run whose placements were kept, and who left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaces {
    /// Canonical hash of the outcomes of the run before.
    pub outcomes_hash: String,
    pub departures: Vec<Departure>,
}

impl Run {
    /// The outcome of one participant.
    pub fn outcome(&self, participant: &str) -> Option<&Outcome> {
        let found = self.outcomes.binary_search_by(|outcome| outcome.participant.as_str().cmp(participant));
        found.ok().and_then(|index| self.outcomes.get(index))
    }
}

/// A fault in the inputs. It names the row, never the value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFinding {
    /// Code of the participant, or of the vacancy where the fault lies there or in a ruling.
    pub subject: String,
    /// Component or stage concerned.
    pub field: Option<String>,
    pub problem: InputProblem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum InputProblem {
    #[error("a vacancy occurs twice")]
    DuplicateVacancy,
    #[error("a participant occurs twice")]
    DuplicateParticipant,
    #[error("a participant applied for a vacancy that is not given")]
    UnknownVacancy,
    #[error("a mark for a component that the rules do not have")]
    UnknownComponent,
    #[error("a mark above the maximum of its component")]
    MarkAboveMaximum,
    #[error("a mark with more decimals than its component has")]
    MarkDecimals,
    #[error("a mark that is not a multiple of an item's worth")]
    MarkNotAMultiple,
    #[error(
        "a mark for a further test to which the rules give no weight for this post (PermenPANRB 6/2024 ps 22)"
    )]
    MarkWithoutWeight,
    #[error("an addition to a component to which the rules allow none")]
    UnknownAddition,
    #[error("an addition above the percentage that the rules allow")]
    AdditionAboveMaximum,
    #[error("a category that the rules do not have")]
    UnknownCategory,
    #[error("marks from an earlier round, which the rules do not allow")]
    UnknownReuse,
    #[error("somebody leaves a place that he does not have")]
    DepartureWithoutPlace,
    #[error("a departure needs a document, and is named once")]
    DepartureNotDocumented,
    #[error("a flag from a stage that the rules do not have")]
    UnknownStage,
    #[error("a ruling needs a document and two different officers")]
    RulingNotSigned,
    #[error("a ruling that does not name exactly the people who are tied at the border of the places")]
    RulingWithoutTie,
    #[error("a ruling that turns round what the rules decide")]
    RulingAgainstRules,
    #[error("two rulings for one vacancy")]
    DuplicateRuling,
}

/// Why there is no run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    #[error("the rule document has {} fault(s)", .0.len())]
    Rules(Vec<RuleFinding>),
    #[error("the rules have no stage of this code")]
    UnknownStage,
    /// Sorted by subject.
    #[error("the inputs have {} fault(s), the first: {}", .0.len(), .0.first().map(|one| one.problem.to_string()).unwrap_or_default())]
    Inputs(Vec<InputFinding>),
    #[error("these rules are younger than the first mark of stage {stage} and are no signed amendment")]
    RulesYoungerThanMarks { stage: String },
    #[error("the participants do not come sorted by code")]
    NotSorted,
    #[error("more than 4,294,967,295 participants")]
    TooMany,
    #[error("the rules have no clause by which a place is given again")]
    NoReplacement,
    #[error("a computed value is too large in step {step}")]
    TooLarge { step: String },
    #[error(transparent)]
    Hash(#[from] HashError),
}
