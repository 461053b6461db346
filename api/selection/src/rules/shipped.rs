//! The rule documents that come with the engine.

use super::{Rules, RulesError};

/// Names of the shipped rule documents.
pub const SHIPPED: [&str; 3] = ["cpns-2024", "pppk-teknis-2024", "blud-professional"];

/// The JSON Schema of rule documents.
pub const SCHEMA: &str = include_str!("../../rules/rules.schema.json");

/// A shipped rule document by its name.
pub fn shipped(name: &str) -> Result<Rules, RulesError> {
    match name {
        "cpns-2024" => Rules::parse(include_str!("../../rules/cpns-2024.json")),
        "pppk-teknis-2024" => Rules::parse(include_str!("../../rules/pppk-teknis-2024.json")),
        "blud-professional" => Rules::parse(include_str!("../../rules/blud-professional.json")),
        _ => Err(RulesError::NotShipped),
    }
}
