//! The selection engine: rules as data and marks in, outcomes with their reasons out. Pure: no clock, no chance.

mod eligibility;
mod engine;
mod hash;
mod input;
mod mark;
mod notice;
mod outcome;
mod rules;
mod trace;

pub use eligibility::{
    Facts, Finding, Operator, Requirement, RequirementCode, RequirementError, RequirementValue, check,
};
pub use engine::{run, run_through};
pub use hash::{HashError, canonical_hash, inputs_hash};
pub use input::{Flag, Grade, GradeKind, Participant, Ruling, Vacancy};
pub use mark::{Mark, MarkError};
pub use notice::{FurtherTest, FurtherTests, NoticeFinding, NoticeProblem, Profile, TestKind, check_notice};
pub use outcome::{Allocation, InputFinding, InputProblem, Outcome, Refusal, Run, RunError, State};
pub use rules::{
    Code, Codes, Component, Confidence, Criterion, Eligibility, FurtherTestLimits, FurtherTestRules,
    Minimums, Part, Ranking, Rounding, RoundingMethod, RuleFinding, RuleProblem, Rules, RulesError, SHIPPED,
    Shortlist, ShortlistTie, Source, Stage, Step, StepForm, Text, Thresholds, Tie, shipped,
};
pub use trace::{
    Border, BorderKind, Comparison, ComparisonResult, ComparisonValue, Side, Statement, Trace, WeighedPart,
    why,
};

/// Version of this engine, recorded in every run. It changes whenever an output could change.
pub const ENGINE_VERSION: &str = concat!("selection/", env!("CARGO_PKG_VERSION"));
