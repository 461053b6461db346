//! What differs between two versions of a rule document.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Rules;
use crate::hash::HashError;

/// One value that differs; missing where it does not stand in that version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// JSON pointer.
    pub at: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// Every value that differs, in the order of the pointers.
pub fn difference(before: &Rules, after: &Rules) -> Result<Vec<Change>, HashError> {
    let before = serde_json::to_value(before).map_err(|_| HashError)?;
    let after = serde_json::to_value(after).map_err(|_| HashError)?;
    let mut changes = Vec::new();
    compare("", Some(&before), Some(&after), &mut changes);
    Ok(changes)
}

fn compare(at: &str, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<Change>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(one)), Some(Value::Object(two))) => {
            let keys: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
            for key in keys {
                let name = key.replace('~', "~0").replace('/', "~1");
                compare(&format!("{at}/{name}"), one.get(key), two.get(key), changes);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(two))) => {
            for index in 0..one.len().max(two.len()) {
                compare(&format!("{at}/{index}"), one.get(index), two.get(index), changes);
            }
        }
        _ => changes.push(Change { at: at.to_owned(), before: before.cloned(), after: after.cloned() }),
    }
}
