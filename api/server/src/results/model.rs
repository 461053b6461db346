//! What results may refuse, and when a run may be approved.
use uuid::Uuid;

use crate::kernel::{Code, Problem, problem::INTERNAL};

pub static MARKS_MISSING: Code = Code::new(
    "marks_missing",
    409,
    "Nilai tahap ini belum ada yang disahkan. Unggah dan sahkan nilai dulu.",
    "No marks of this stage have been approved yet. Upload and approve marks first.",
);
pub static MARKS_INCOMPLETE: Code = Code::new(
    "marks_incomplete",
    409,
    "{count} peserta tidak ada di berkas nilai mana pun. Tidak ada di berkas bukan berarti tidak hadir: unggah nilainya, atau tulis TH.",
    "{count} participants stand in no mark sheet. Missing from a sheet does not mean absent: upload their marks or TH.",
);
pub static INPUTS_REFUSED: Code = Code::new(
    "inputs_refused",
    409,
    "Perhitungan tidak dapat dibuat: {count} hal pada aturan, nilai atau putusan perlu diperbaiki dulu.",
    "The run cannot be made: {count} faults in rules, marks or rulings must be mended first.",
);
pub static RUN_APPROVED_TWICE: Code = Code::new(
    "run_approved_twice",
    409,
    "Anda sudah mengesahkan perhitungan ini. Minta anggota panitia lain mengesahkannya juga.",
    "You have approved this run already. Ask another member of the committee to approve it as well.",
);
pub static RUN_BY_SAME_OFFICER: Code = Code::new(
    "run_by_same_officer",
    409,
    "Yang membuat perhitungan tidak dapat mengesahkannya. Minta petugas panitia lain.",
    "Who made the run cannot approve it. Ask another officer of the committee.",
);
pub static RUN_NOT_NEWEST: Code = Code::new(
    "run_not_newest",
    409,
    "Ada perhitungan yang lebih baru untuk tahap ini. Buka daftar perhitungan dan pakai yang terbaru.",
    "There is a newer run of this stage. Open the list of runs and use the newest.",
);
pub static RUN_UNDECIDED: Code = Code::new(
    "run_undecided",
    409,
    "Masih ada nilai sama yang belum diputus. Catat keputusan pejabat berwenang, lalu hitung lagi.",
    "Some people are still tied. Record the ruling of the competent authority and make the run again.",
);
pub static NOT_NATIONAL: Code = Code::new(
    "no_national_result",
    409,
    "Seleksi ini bukan seleksi nasional, jadi tidak ada hasil Panselnas untuk dibandingkan. Buka seleksi nasional, atau sahkan perhitungan ini dengan dua orang.",
    "This is no national selection, so there is no Panselnas result to compare with. Open a national selection, or have two people approve this run.",
);
pub static NATIONAL_FILE_REFUSED: Code = Code::new(
    "national_file_refused",
    422,
    "Berkas Panselnas tidak dapat dibaca. Lihat baris dan kolom yang disebut, lalu minta berkas yang benar.",
    "The Panselnas file cannot be read. See the rows and columns named and ask for a right file.",
);
pub static ALREADY_EXPLAINED: Code = Code::new(
    "already_explained",
    409,
    "Perbedaan ini sudah dijelaskan. Muat ulang halaman.",
    "This difference has been explained already. Reload the page.",
);
pub static RULING_WITHOUT_TIE: Code = Code::new(
    "ruling_without_tie",
    422,
    "Keputusan harus menyebut tepat semua peserta yang nilainya sama di batas formasi ini. Periksa daftarnya, lalu isi lagi.",
    "A ruling must name exactly the people who are tied at the border of this vacancy. Check the list and fill it in again.",
);
pub static RULING_CONFIRMED: Code = Code::new(
    "ruling_confirmed",
    409,
    "Keputusan ini sudah dikuatkan petugas kedua. Muat ulang untuk melihatnya; jika salah, catat keputusan baru.",
    "This ruling was confirmed by a second officer already. Reload to see it; if it is wrong, record a new one.",
);
pub static RULING_BY_SAME_OFFICER: Code = Code::new(
    "ruling_by_same_officer",
    409,
    "Yang mencatat keputusan tidak dapat menguatkannya. Minta petugas panitia lain.",
    "Who recorded the ruling cannot confirm it. Ask another officer of the committee.",
);

/// Why our run and the national result may differ.
pub const CAUSES: [&str; 6] =
    ["national_ruling", "refill", "marks_corrected", "rules_unknown", "fault_reported", "other"];

/// People who must approve a run: where it decides, two beside its maker; a recomputation decides nothing.
pub fn approvals_needed(national: bool) -> usize {
    if national { 0 } else { 2 }
}

/// Whether this officer may add an approval.
pub fn approve(made_by: Uuid, approved: &[Uuid], by: Uuid) -> Result<(), &'static Code> {
    if made_by == by {
        return Err(&RUN_BY_SAME_OFFICER);
    }
    if approved.contains(&by) { Err(&RUN_APPROVED_TWICE) } else { Ok(()) }
}

/// Snake-case name of a code that serde gives.
pub fn name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

pub fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(error)
}

/// A hash in hex as the bytes that the database keeps.
pub fn bytes(hex: &str) -> Result<Vec<u8>, Problem> {
    data_encoding::HEXLOWER.decode(hex.as_bytes()).map_err(inside)
}

/// Numbers of people and places fit easily; more is no selection.
pub fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
