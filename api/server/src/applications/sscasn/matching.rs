//! Which vacancy a row means. Four steps, each by its own columns, so that a finding names the column that failed.
//!
//! 1. post: `jabatan_kode` is the vacancy's post code; for a vacancy without code, `jabatan_nama` its title;
//! 2. pool: `jenis_formasi` is the pool, by its code or in the words of the source, whatever stands before " - ";
//! 3. education: `pendidikan_kode` is among the accepted codes, if the vacancy names any;
//! 4. place: `lokasi_kode` is the external id of the vacancy, or `lokasi_nama` is its unit, in full or by its last part.
//!
//! Names are compared by letters and digits alone. None left or more than one left is an error of the row.
use interchange::applicants::{ApplicantRow, Column};
use uuid::Uuid;

/// What of a vacancy is compared.
pub struct Candidate {
    pub id: Uuid,
    pub version: i32,
    pub external_id: String,
    pub post_code: Option<String>,
    pub post_title: String,
    pub unit_path: String,
    pub pool: String,
    pub pool_original: String,
    pub education_codes: Vec<String>,
    pub requirements: serde_json::Value,
}

/// Why a row has no vacancy.
#[derive(Debug, PartialEq, Eq)]
pub enum NoMatch {
    /// Nothing is left after the step that looks at this column.
    Unknown(Column),
    Ambiguous,
}

/// Letters and digits in small, nothing else.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// "1 - UMUM" is UMUM.
fn without_number(text: &str) -> &str {
    match text.split_once('-') {
        Some((number, rest)) if number.trim().bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => text,
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit(['|', '/', '>']).next().unwrap_or(path)
}

/// The one vacancy that the row means.
pub fn find<'a>(row: &ApplicantRow, all: &'a [Candidate]) -> Result<&'a Candidate, NoMatch> {
    let text = |column| row.text(column).unwrap_or_default();
    let post = |candidate: &Candidate| match &candidate.post_code {
        Some(code) => code == text(Column::JabatanKode),
        None => plain(&candidate.post_title) == plain(text(Column::JabatanNama)),
    };
    let pool = |candidate: &Candidate| {
        let said = plain(without_number(text(Column::JenisFormasi)));
        said == plain(&candidate.pool_original) || said == plain(&candidate.pool)
    };
    let education = |candidate: &Candidate| {
        let code = text(Column::PendidikanKode);
        candidate.education_codes.is_empty() || candidate.education_codes.iter().any(|known| known == code)
    };
    let place = |candidate: &Candidate| {
        let said = plain(text(Column::LokasiNama));
        let named = said == plain(&candidate.unit_path) || said == plain(last_part(&candidate.unit_path));
        candidate.external_id == text(Column::LokasiKode) || (!said.is_empty() && named)
    };
    type Step<'s> = (Column, &'s dyn Fn(&Candidate) -> bool);
    let steps: [Step<'_>; 4] = [
        (Column::JabatanKode, &post),
        (Column::JenisFormasi, &pool),
        (Column::PendidikanKode, &education),
        (Column::LokasiNama, &place),
    ];
    let mut left: Vec<&Candidate> = all.iter().collect();
    for (column, fits) in steps {
        left.retain(|candidate| fits(candidate));
        if left.is_empty() {
            return Err(NoMatch::Unknown(column));
        }
    }
    match left.as_slice() {
        [one] => Ok(one),
        _ => Err(NoMatch::Ambiguous),
    }
}
