//! An employee's kinds, periods of service, and what is refused about them.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::ValidationError;

use crate::kernel::Code;

pub static ALREADY_EMPLOYED: Code = Code::new(
    "already_employed",
    409,
    "Orang atau NIP ini sudah tercatat sebagai pegawai instansi ini. Cari datanya di daftar pegawai.",
    "This person or employee number is already recorded in this agency. Look for it in the list of employees.",
);
pub static UNIT_HAS_HEAD: Code = Code::new(
    "unit_has_head",
    409,
    "Unit ini sudah mempunyai kepala. Akhiri dulu masa tugas kepala yang lama.",
    "This unit already has a head. End the present head's period first.",
);
pub static UNIT_UNKNOWN: Code = Code::new(
    "unit_unknown",
    422,
    "Unit ini tidak ada di instansi Anda. Pilih unit dari daftar.",
    "This unit does not exist in your agency. Choose one from the list.",
);
pub static DATES_CROSS: Code = Code::new(
    "dates_cross",
    422,
    "Tanggal ini tidak sesudah awal masa tugas yang ada. Pilih tanggal yang lebih baru.",
    "This date is not after the beginning of the present period. Choose a later date.",
);
pub static NOT_IN_SERVICE: Code = Code::new(
    "not_in_service",
    409,
    "Pegawai ini sedang tidak bertugas di instansi ini. Periksa masa tugasnya di daftar pegawai.",
    "This employee is not in service of this agency at present. Check the periods in the list of employees.",
);

/// Civil servant (PNS) or government employee under contract (PPPK).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EmployeeKind, example = "pns")]
pub enum Kind {
    Pns,
    Pppk,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Self::Pns => "pns",
            Self::Pppk => "pppk",
        }
    }

    pub fn of(code: &str) -> Self {
        if code == "pppk" { Self::Pppk } else { Self::Pns }
    }
}

/// A period of service, half-open `[from, until)`.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    pub id: Uuid,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// What a new post does to the present one: it ends on the day on which the new one begins.
pub fn begin(last: Option<Period>, from: NaiveDate) -> Result<Option<Uuid>, &'static Code> {
    match last {
        None => Ok(None),
        Some(Period { until: Some(until), .. }) if from >= until => Ok(None),
        Some(Period { id, from: began, until: None }) if from > began => Ok(Some(id)),
        Some(_) => Err(&DATES_CROSS),
    }
}

/// The period that ends when somebody leaves.
pub fn leave(last: Option<Period>, until: NaiveDate) -> Result<Uuid, &'static Code> {
    match last {
        Some(Period { id, from, until: None }) if until > from => Ok(id),
        Some(Period { until: None, .. }) => Err(&DATES_CROSS),
        _ => Err(&NOT_IN_SERVICE),
    }
}

fn digits(
    text: &str,
    count: usize,
    code: &'static str,
    message: &'static str,
) -> Result<(), ValidationError> {
    if text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(ValidationError::new(code).with_message(message.into()))
}

pub fn nik_form(text: &str) -> Result<(), ValidationError> {
    digits(text, 16, "nik_form", "NIK harus 16 angka.|An NIK has 16 digits.")
}

pub fn nip_form(text: &str) -> Result<(), ValidationError> {
    digits(text, 18, "nip_form", "NIP harus 18 angka.|An employee number (NIP) has 18 digits.")
}
