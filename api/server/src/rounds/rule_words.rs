//! What is wrong with a rule document, in Indonesian; the engine says it in English.
use selection::RuleProblem;

pub fn indonesian(problem: RuleProblem) -> &'static str {
    match problem {
        RuleProblem::UnknownSource => "menyebut dasar hukum yang tidak ada di daftar `sources`",
        RuleProblem::UnknownKey => "menyebut kode yang tidak dikenal di tempat ini",
        RuleProblem::DuplicateName => "namanya kosong atau sudah dipakai",
        RuleProblem::UnusedComponent => {
            "komponen ini tidak ada di tahap mana pun, atau tidak dipakai oleh langkah di tahapnya"
        }
        RuleProblem::Empty => "bagian ini kosong",
        RuleProblem::Zero => "tidak boleh nol",
        RuleProblem::Decimals => "banyak angka di belakang koma adalah 0 sampai 3",
        RuleProblem::WeightsNotOne => "jumlah bobotnya tidak tepat 1",
        RuleProblem::TooLarge => "nilainya dapat melebihi 999.999.999,999",
        RuleProblem::AboveMaximum => "tidak mungkin dicapai: melebihi nilai tertinggi yang mungkin",
        RuleProblem::ShortlistByPerson => "peserta tahap berikutnya hanya boleh diurutkan menurut nilai",
        RuleProblem::ShortlistInLastStage => {
            "tahap terakhir tidak memilih peserta tahap berikutnya; peringkatnya yang menentukan"
        }
        RuleProblem::MissingCode => "ada keadaan tanpa kode pengumuman",
        RuleProblem::Requirement => "kode, perbandingan dan isi syarat tidak cocok, atau tanpa dasar hukum",
    }
}
