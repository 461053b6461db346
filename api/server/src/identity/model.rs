//! Who is signed in and what they were granted.
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::kernel::permission::Role;

/// How long an access token is valid.
pub const ACCESS_MINUTES: i64 = 10;
/// How long a session lasts without a new sign-in.
pub const SESSION_DAYS: i64 = 14;
/// How fresh a second factor must be before a deciding act.
pub const STEP_UP_MINUTES: i64 = 10;

/// How far a grant reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Agency,
    Unit(Uuid),
    Round(Uuid),
    Panel(Uuid),
    Session(Uuid),
    Case(Uuid),
}

impl Scope {
    pub fn of(kind: &str, id: Option<Uuid>) -> Option<Self> {
        match (kind, id) {
            ("agency", None) => Some(Self::Agency),
            ("unit", Some(id)) => Some(Self::Unit(id)),
            ("round", Some(id)) => Some(Self::Round(id)),
            ("panel", Some(id)) => Some(Self::Panel(id)),
            ("session", Some(id)) => Some(Self::Session(id)),
            ("case", Some(id)) => Some(Self::Case(id)),
            _ => None,
        }
    }

    pub fn parts(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Agency => ("agency", None),
            Self::Unit(id) => ("unit", Some(id)),
            Self::Round(id) => ("round", Some(id)),
            Self::Panel(id) => ("panel", Some(id)),
            Self::Session(id) => ("session", Some(id)),
            Self::Case(id) => ("case", Some(id)),
        }
    }

    /// A grant for the whole agency covers everything in it; any other only itself.
    pub fn covers(self, object: Self) -> bool {
        self == Self::Agency || self == object
    }
}

/// A grant that is in force now.
#[derive(Clone, Debug)]
pub struct Grant {
    pub agency_id: String,
    pub role: Role,
    pub scope: Scope,
}

/// A signed-in account, as looked up for this request.
#[derive(Clone, Debug)]
pub struct Signed {
    pub account_id: Uuid,
    pub person_id: Uuid,
    pub session_id: Uuid,
    /// Proven by counter, import or identity provider.
    pub proven: bool,
    pub second_factor_at: Option<DateTime<Utc>>,
    pub grants: Vec<Grant>,
}

impl Signed {
    /// Whether the second factor was given recently enough for a deciding act.
    pub fn stepped_up(&self, now: DateTime<Utc>) -> bool {
        self.second_factor_at.is_some_and(|at| now - at < Duration::minutes(STEP_UP_MINUTES))
    }
}

/// Where a session's refresh token is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Client {
    /// In a cookie that scripts cannot read.
    App,
    /// In the client's own safe place; it comes and goes in the body.
    Mobile,
}

impl Client {
    pub fn code(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Mobile => "mobile",
        }
    }
}

/// What showed who the owner of an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProvenBy {
    Counter,
    ImportedEmail,
}

impl ProvenBy {
    pub fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::ImportedEmail => "imported_email",
        }
    }
}

/// Whether a second administrator must confirm a grant of this role: all that decide, and administrators themselves,
/// since one alone could otherwise make his own second.
pub fn needs_second(role: Role) -> bool {
    role.decides() || role == Role::Administrator
}
