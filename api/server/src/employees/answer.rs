//! What the API tells about employees.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::PeriodRow;

/// A unit and post, half-open `[valid_from, valid_until)`.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct EmploymentPeriod {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub unit_id: Uuid,
    #[schema(example = "Dinas Kependudukan dan Pencatatan Sipil")]
    pub unit_name: String,
    #[schema(example = "Penata Layanan Operasional")]
    pub post_title: String,
    /// Whether this is the head of the unit.
    #[schema(example = false)]
    pub head: bool,
    #[schema(example = "2024-06-01")]
    pub valid_from: NaiveDate,
    #[schema(example = "2026-01-01")]
    pub valid_until: Option<NaiveDate>,
}

impl From<PeriodRow> for EmploymentPeriod {
    fn from(row: PeriodRow) -> Self {
        Self {
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            post_title: row.post_title,
            head: row.head,
            valid_from: row.valid_from,
            valid_until: row.valid_until,
        }
    }
}

/// The employee that an act made or changed.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct EmployeeReceipt {
    #[schema(example = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    pub id: Uuid,
    #[schema(example = 2)]
    pub version: i32,
}
