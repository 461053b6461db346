//! The selection engine: rules as data and marks in, outcomes with their reasons out. Pure: no clock, no chance.
//! A choice that nothing decides is drawn by [`draw`], from secrets that nobody knew alone.

mod draw;
mod eligibility;
mod engine;
mod hash;
mod input;
mod mark;
mod notice;
mod outcome;
mod rules;
mod trace;

pub use draw::{Ceremony, DrawError, Drawer, Drawn, Replaced, Reveal, commitment, draw, list_hash, seed};
pub use eligibility::{
    Facts, Finding, Operator, Requirement, RequirementCode, RequirementError, RequirementValue, check,
};
pub use engine::{Decided, decide, replace, run, run_dated, run_through};
pub use hash::{HashError, canonical_hash, inputs_hash};
pub use input::{Amendment, Dating, Departure, Flag, Grade, GradeKind, Participant, Ruling, Vacancy};
pub use mark::{Mark, MarkError};
pub use notice::{FurtherTest, FurtherTests, NoticeFinding, NoticeProblem, Profile, TestKind, check_notice};
pub use outcome::{Allocation, InputFinding, InputProblem, Outcome, Refusal, Replaces, Run, RunError, State};
pub use rules::{
    Categories, Category, Change, Code, Codes, Component, Confidence, Criterion, Disclosure, DonorLocation,
    DonorPool, Eligibility, EmptyPool, FurtherTestLimits, FurtherTestRules, Minimums, ObjectionWindow,
    Parameter, Part, Pool, PoolKind, Pools, Posts, PublicationProfile, QualificationMatch, Ranking, Refill,
    RefillStep, Replacement, Reuse, Rounding, RoundingMethod, RuleFinding, RuleProblem, Rules, RulesError,
    SCHEMA, SHIPPED, Shortlist, ShortlistTie, Source, Stage, Step, StepForm, Text, Thresholds, Tie,
    VacancyOrder, Withdrawal, difference, shipped,
};
pub use trace::{
    Border, BorderKind, Comparison, ComparisonResult, ComparisonValue, RefillPlace, Side, Statement, Trace,
    WeighedPart, why,
};

/// Version of this engine, recorded in every run. It changes whenever an output could change.
pub const ENGINE_VERSION: &str = concat!("selection/", env!("CARGO_PKG_VERSION"));
