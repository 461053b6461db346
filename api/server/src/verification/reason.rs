//! Why a requirement is not met: a closed list for each kind of requirement, with legends in both languages.
use selection::RequirementCode;

use crate::kernel::Text;

/// One reason. Its code, once used, is never renamed.
#[derive(Debug)]
pub struct Reason {
    pub code: &'static str,
    pub legend: Text,
    /// Says nothing by itself, so that a note must say it.
    pub needs_note: bool,
}

const fn reason(code: &'static str, id: &'static str, en: &'static str) -> Reason {
    Reason { code, legend: Text::new(id, en), needs_note: false }
}

const UNREADABLE: Reason =
    reason("unreadable", "Dokumen bukti tidak terbaca.", "The evidence document cannot be read.");
const MISSING: Reason = reason("missing", "Dokumen bukti tidak ada.", "The evidence document is missing.");
const NOT_OWN: Reason = reason(
    "not_own",
    "Dokumen bukti bukan atas nama pelamar.",
    "The evidence document is not in the applicant's name.",
);
const OTHER: Reason = Reason {
    code: "other",
    legend: Text::new("Alasan lain, dijelaskan dalam catatan.", "Another reason, explained in the note."),
    needs_note: true,
};

static EDUCATION: &[Reason] = &[
    reason(
        "education_not_listed",
        "Jurusan pada ijazah tidak termasuk kualifikasi pendidikan yang diminta.",
        "The field of study on the diploma is not among those asked for.",
    ),
    reason(
        "education_level_differs",
        "Jenjang pada ijazah berbeda dari yang diminta.",
        "The level on the diploma differs from the one asked for.",
    ),
    reason(
        "certificate_instead_of_diploma",
        "Yang diunggah surat keterangan lulus, bukan ijazah.",
        "A letter of graduation was given instead of the diploma.",
    ),
    reason(
        "foreign_diploma_without_equivalence",
        "Ijazah luar negeri tanpa surat penyetaraan.",
        "A foreign diploma without the letter of equivalence.",
    ),
    MISSING,
    UNREADABLE,
    NOT_OWN,
    OTHER,
];
static AGE: &[Reason] = &[
    reason("too_young", "Usia kurang dari batas terendah.", "Younger than the lower limit."),
    reason("too_old", "Usia melebihi batas tertinggi.", "Older than the upper limit."),
    reason(
        "birth_date_differs",
        "Tanggal lahir pada isian berbeda dari KTP atau ijazah.",
        "The birth date given differs from identity card or diploma.",
    ),
    MISSING,
    UNREADABLE,
    NOT_OWN,
    OTHER,
];
static GPA: &[Reason] = &[
    reason(
        "gpa_below_minimum",
        "IPK di bawah yang diminta.",
        "The grade point average is below the minimum.",
    ),
    reason(
        "gpa_differs",
        "IPK pada isian berbeda dari transkrip.",
        "The grade point average given differs from the transcript.",
    ),
    MISSING,
    UNREADABLE,
    NOT_OWN,
    OTHER,
];
static DISABILITY: &[Reason] = &[
    reason(
        "disability_letter_missing",
        "Surat keterangan penyandang disabilitas tidak ada.",
        "The letter about the disability is missing.",
    ),
    reason(
        "disability_not_shown",
        "Surat keterangan tidak menunjukkan jenis dan derajat disabilitas.",
        "The letter does not state kind and degree of the disability.",
    ),
    reason(
        "wrong_pool",
        "Jenis kebutuhan yang dilamar tidak sesuai dengan keadaan pelamar.",
        "The pool applied for does not fit the applicant.",
    ),
    UNREADABLE,
    NOT_OWN,
    OTHER,
];
static DOCUMENT: &[Reason] = &[
    reason(
        "wrong_document",
        "Dokumen yang diunggah bukan yang diminta.",
        "Another document than the one asked for.",
    ),
    reason("expired", "Dokumen sudah tidak berlaku.", "The document has expired."),
    reason(
        "unsigned",
        "Dokumen tidak ditandatangani atau tidak bermeterai.",
        "The document is not signed or lacks the duty stamp.",
    ),
    reason("incomplete", "Dokumen tidak lengkap.", "The document is incomplete."),
    MISSING,
    UNREADABLE,
    NOT_OWN,
    OTHER,
];
static STATEMENT: &[Reason] = &[
    reason("statement_missing", "Pernyataan tidak dibuat.", "The statement was not made."),
    reason(
        "statement_wording_differs",
        "Isi pernyataan berbeda dari yang diminta.",
        "The wording of the statement differs from the one asked for.",
    ),
    reason(
        "statement_unsigned",
        "Pernyataan tidak ditandatangani atau tidak bermeterai.",
        "The statement is not signed or lacks the duty stamp.",
    ),
    UNREADABLE,
    NOT_OWN,
    OTHER,
];
static RESIDENCE: &[Reason] = &[
    reason(
        "residence_outside",
        "Domisili di luar wilayah yang diminta.",
        "The residence lies outside the area asked for.",
    ),
    MISSING,
    UNREADABLE,
    NOT_OWN,
    OTHER,
];
static ANYTHING: &[Reason] = &[MISSING, UNREADABLE, NOT_OWN, OTHER];

/// The kinds of requirement, in the order of the page.
pub const KINDS: [RequirementCode; 8] = [
    RequirementCode::Education,
    RequirementCode::Age,
    RequirementCode::Gpa,
    RequirementCode::Disability,
    RequirementCode::Document,
    RequirementCode::Statement,
    RequirementCode::Residence,
    RequirementCode::Other,
];

/// The reasons for a kind of requirement.
pub fn reasons(kind: RequirementCode) -> &'static [Reason] {
    match kind {
        RequirementCode::Education => EDUCATION,
        RequirementCode::Age => AGE,
        RequirementCode::Gpa => GPA,
        RequirementCode::Disability => DISABILITY,
        RequirementCode::Document => DOCUMENT,
        RequirementCode::Statement => STATEMENT,
        RequirementCode::Residence => RESIDENCE,
        RequirementCode::Other => ANYTHING,
    }
}

/// A reason by its code alone: the same code means the same in every list.
pub fn by_code(code: &str) -> Option<&'static Reason> {
    KINDS.into_iter().find_map(|kind| find(kind, code))
}

/// A reason of that kind by its code.
pub fn find(kind: RequirementCode, code: &str) -> Option<&'static Reason> {
    reasons(kind).iter().find(|reason| reason.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{KINDS, by_code, reasons};

    #[test]
    fn a_code_means_the_same_in_every_list() {
        for reason in KINDS.into_iter().flat_map(reasons) {
            assert_eq!(
                by_code(reason.code).map(|known| known.legend),
                Some(reason.legend),
                "{}",
                reason.code
            );
        }
    }

    #[test]
    fn every_kind_has_reasons_with_codes_of_its_own() {
        for kind in KINDS {
            let codes: BTreeSet<_> = reasons(kind).iter().map(|reason| reason.code).collect();
            assert_eq!(codes.len(), reasons(kind).len(), "{kind:?}");
            assert!(codes.contains("other"), "{kind:?}");
        }
    }
}
