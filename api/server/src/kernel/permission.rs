//! The closed list of roles and of permissions. A route names one permission in its handler's type.

/// Roles of design.md section 1 that are granted; visitor and signed-in person need no grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Verifier,
    Supervisor,
    Committee,
    Examiner,
    PersonnelOfficer,
    UnitHead,
    Trainer,
    TrainingOrganizer,
    CounterOfficer,
    Inspector,
    Observer,
    Administrator,
    Operator,
}

impl Role {
    pub const ALL: [Self; 13] = [
        Self::Verifier,
        Self::Supervisor,
        Self::Committee,
        Self::Examiner,
        Self::PersonnelOfficer,
        Self::UnitHead,
        Self::Trainer,
        Self::TrainingOrganizer,
        Self::CounterOfficer,
        Self::Inspector,
        Self::Observer,
        Self::Administrator,
        Self::Operator,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Verifier => "verifier",
            Self::Supervisor => "supervisor",
            Self::Committee => "committee",
            Self::Examiner => "examiner",
            Self::PersonnelOfficer => "personnel_officer",
            Self::UnitHead => "unit_head",
            Self::Trainer => "trainer",
            Self::TrainingOrganizer => "training_organizer",
            Self::CounterOfficer => "counter_officer",
            Self::Inspector => "inspector",
            Self::Observer => "observer",
            Self::Administrator => "administrator",
            Self::Operator => "operator",
        }
    }

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Roles whose holder decides about people: a second administrator must confirm the grant, and neither
    /// administrator nor operator may hold one.
    pub fn decides(self) -> bool {
        matches!(
            self,
            Self::Verifier | Self::Supervisor | Self::Committee | Self::Examiner | Self::CounterOfficer
        )
    }

    /// Roles whose work a machine may do: none that decides about people, gives rights, or is held as a person, as
    /// heads and trainers are.
    pub fn for_machines(self) -> bool {
        matches!(self, Self::PersonnelOfficer | Self::TrainingOrganizer | Self::Inspector | Self::Observer)
    }
}

/// Who passes a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Anyone,
    SignedIn,
    /// Holders of one of these roles in the agency of the route; a second factor is needed.
    Roles(&'static [Role]),
    /// As `Roles`, with a second factor of the last ten minutes.
    RolesFresh(&'static [Role]),
}

impl Who {
    /// Whether a machine may hold a permission of this kind: never one that asks for a fresh second factor.
    pub fn for_machines(self) -> bool {
        matches!(self, Self::Roles(roles) if roles.iter().any(|role| role.for_machines()))
    }
}

/// What a route allows. Implemented only by the types of the list below.
pub trait Permission: 'static {
    const NAME: &'static str;
    const WHO: Who;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $who:expr;)*) => {
        $($(#[$doc])* pub struct $name;
        impl Permission for $name { const NAME: &'static str = $code; const WHO: Who = $who; })*
        /// Every permission: name and who passes.
        pub const ALL: &[(&str, Who)] = &[$(($code, $who)),*];
    };
}

use Role::*;

permissions! {
    Public = "public", Who::Anyone;
    OwnAccount = "account.own", Who::SignedIn;

    GrantGive = "grant.give", Who::RolesFresh(&[Administrator]);
    GrantSee = "grant.see", Who::Roles(&[Administrator, Inspector]);
    MachineGive = "machine.give", Who::RolesFresh(&[Administrator]);
    MachineSee = "machine.see", Who::Roles(&[Administrator, Inspector]);
    LogPolicy = "log.policy", Who::RolesFresh(&[Administrator]);
    CounterWork = "counter.work", Who::Roles(&[CounterOfficer]);
    CounterDecide = "counter.decide", Who::RolesFresh(&[CounterOfficer]);

    RoundPrepare = "round.prepare", Who::Roles(&[Committee]);
    RoundPublish = "round.publish", Who::RolesFresh(&[Committee]);

    DocumentOwn = "document.own", Who::SignedIn;
    ApplicationOwn = "application.own", Who::SignedIn;
    ApplicantsImport = "applicants.import", Who::Roles(&[Committee]);
    ApplicantsExport = "applicants.export", Who::Roles(&[Committee]);

    ApplicationRead = "application.read", Who::Roles(&[Verifier, Supervisor]);
    VerdictGive = "verdict.give", Who::Roles(&[Verifier]);
    VerdictRelease = "verdict.release", Who::RolesFresh(&[Supervisor]);

    DrawPrepare = "draw.prepare", Who::Roles(&[Committee]);
    DrawTakePart = "draw.take_part", Who::RolesFresh(&[Committee, Inspector, Observer]);
    DrawOwn = "draw.own", Who::SignedIn;

    MarksImport = "marks.import", Who::Roles(&[Committee]);
    MarksApprove = "marks.approve", Who::RolesFresh(&[Committee]);
    RunMake = "run.make", Who::Roles(&[Committee]);
    RunSee = "run.see", Who::Roles(&[Committee, Inspector]);
    RunApprove = "run.approve", Who::RolesFresh(&[Committee]);
    AnnouncementPrepare = "announcement.prepare", Who::Roles(&[Committee]);
    AnnouncementPublish = "announcement.publish", Who::RolesFresh(&[Committee]);

    EmployeeManage = "employee.manage", Who::Roles(&[PersonnelOfficer]);
    EmployeeOwn = "employee.own", Who::SignedIn;
    CourseManage = "course.manage", Who::Roles(&[TrainingOrganizer]);
    TeamEnrol = "team.enrol", Who::Roles(&[UnitHead]);
    AttendanceKeep = "attendance.keep", Who::Roles(&[Trainer, TrainingOrganizer]);
}
