//! Mark sheets: what a stage's sheet must hold, and how a sheet becomes valid.
use interchange::marks::Component;
use rust_decimal::Decimal;
use selection::{Mark, Rules, Stage};
use uuid::Uuid;

use crate::kernel::{Code, Problem};

pub static STAGE_UNKNOWN: Code = Code::new(
    "stage_unknown",
    422,
    "Tahap atau komponen nilai ini tidak ada di aturan seleksi. Pilih dari daftar tahap.",
    "The rules of this selection have no such stage or component. Choose from the list of stages.",
);
pub static CORRECTION_NEEDS_REASON: Code = Code::new(
    "correction_needs_reason",
    422,
    "Berkas ini mengganti nilai {count} peserta yang sudah disahkan. Tulis alasannya, lalu unggah lagi.",
    "This file replaces approved marks of {count} participants. Give the reason and upload it again.",
);
pub static SAME_OFFICER: Code = Code::new(
    "marks_by_same_officer",
    409,
    "Yang mengunggah tidak dapat mengesahkan. Minta petugas panitia lain mengesahkan.",
    "Who uploaded it cannot approve it. Ask another officer of the committee.",
);
pub static ALREADY_APPROVED: Code = Code::new(
    "already_approved",
    409,
    "Berkas nilai ini sudah disahkan, dan tidak ada yang berubah. Muat ulang untuk melihatnya.",
    "This mark sheet has been approved already, and nothing was changed. Reload to see it.",
);
pub static SHEET_REFUSED: Code = Code::new(
    "sheet_refused",
    409,
    "Berkas ini ditolak saat diperiksa dan tidak dapat disahkan. Perbaiki, lalu unggah lagi.",
    "This file was refused when it was checked and cannot be approved. Mend it and upload it again.",
);

/// A round as tests and results see it.
pub struct Round {
    pub id: Uuid,
    /// National: Panselnas decides and our run is a recomputation. Own: our run decides.
    pub national: bool,
    pub published: bool,
    pub rules: Rules,
    pub rules_version: i32,
}

impl Round {
    pub fn stage(&self, code: &str) -> Result<&Stage, Problem> {
        let found = self.rules.stages.iter().find(|stage| stage.code == code);
        found.ok_or_else(|| Problem::new(&STAGE_UNKNOWN))
    }

    /// The stages up to and with this one.
    pub fn stages_through(&self, code: &str) -> Vec<String> {
        let at = self.rules.stages.iter().position(|stage| stage.code == code).unwrap_or(0);
        self.rules.stages.iter().take(at + 1).map(|stage| stage.code.clone()).collect()
    }

    /// The columns of a sheet: the components named, or all of the stage.
    pub fn components(&self, stage: &str, named: &[String]) -> Result<Vec<Component>, Problem> {
        let stage = self.stage(stage)?;
        if named.iter().any(|code| !stage.components.contains(code)) {
            return Err(Problem::new(&STAGE_UNKNOWN));
        }
        let wanted = |code: &&String| named.is_empty() || named.contains(code);
        let codes = stage.components.iter().filter(wanted);
        Ok(codes
            .filter_map(|code| self.rules.components.iter().find(|c| c.code == *code))
            .map(column)
            .collect())
    }
}

fn column(component: &selection::Component) -> Component {
    Component {
        code: component.code.clone(),
        column: component.code.clone(),
        min: Decimal::ZERO,
        max: decimal(component.maximum),
        decimals: component.decimals.into(),
        step: component.multiple_of.map(decimal),
    }
}

/// A mark as the exact number that the database keeps.
pub fn decimal(mark: Mark) -> Decimal {
    Decimal::new(i64::try_from(mark.thousandths()).unwrap_or(i64::MAX), 3).normalize()
}

/// Where a sheet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetState {
    Refused,
    Checked,
    Approved,
}

impl SheetState {
    /// From the state of its `import_file`.
    pub fn of(text: &str) -> Self {
        match text {
            "applied" => Self::Approved,
            "checked" => Self::Checked,
            _ => Self::Refused,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Checked => "checked",
            Self::Approved => "approved",
        }
    }

    /// Only a sound sheet is approved, once, and by somebody else than its uploader.
    pub fn approve(self, uploaded_by: Uuid, by: Uuid) -> Result<(), &'static Code> {
        match self {
            Self::Refused => Err(&SHEET_REFUSED),
            Self::Approved => Err(&ALREADY_APPROVED),
            Self::Checked if uploaded_by == by => Err(&SAME_OFFICER),
            Self::Checked => Ok(()),
        }
    }
}

/// Marks that hold are replaced only for a stated reason.
pub fn check_reason(replaced: i64, reason: Option<&str>) -> Result<(), Problem> {
    if replaced > 0 && reason.is_none() {
        return Err(Problem::new(&CORRECTION_NEEDS_REASON).with("count", replaced.to_string()));
    }
    Ok(())
}
