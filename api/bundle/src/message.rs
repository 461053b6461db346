//! What the command says, in Indonesian and English.

use std::fmt;

use selection::InputProblem;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: String,
    pub en: String,
}

impl Message {
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Message {
        Message { id: id.into(), en: en.into() }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} | {}", self.id, self.en)
    }
}

/// The engine's refusal of a row in both languages.
pub fn problem(problem: InputProblem) -> Message {
    use InputProblem as Problem;
    let id = match problem {
        Problem::DuplicateVacancy => "formasi disebut dua kali",
        Problem::DuplicateParticipant => "peserta disebut dua kali",
        Problem::UnknownVacancy => "formasi peserta ini tidak ada dalam berkas formasi",
        Problem::UnknownComponent => "aturan tidak mengenal komponen nilai ini",
        Problem::MarkAboveMaximum => "nilai melebihi nilai maksimal",
        Problem::MarkDecimals => "nilai punya terlalu banyak angka di belakang koma",
        Problem::MarkNotAMultiple => "nilai bukan kelipatan bobot satu soal",
        Problem::MarkWithoutWeight => {
            "aturan tidak memberi bobot pada tes tambahan ini untuk jabatan tersebut; bobotnya ada dalam pengumuman \
             (PermenPANRB 6/2024 pasal 22)"
        }
        Problem::UnknownAddition => "aturan tidak mengenal tambahan nilai untuk komponen ini",
        Problem::AdditionAboveMaximum => "tambahan nilai melebihi persentase yang diizinkan aturan",
        Problem::UnknownCategory => "aturan tidak mengenal kategori ini",
        Problem::UnknownReuse => "aturan tidak mengizinkan nilai dari pengadaan sebelumnya",
        Problem::DepartureWithoutPlace => "yang mundur tidak mendapat formasi",
        Problem::DepartureNotDocumented => "pengunduran diri perlu dokumen, dan disebut satu kali",
        Problem::UnknownStage => "aturan tidak mengenal tahap ini",
        Problem::RulingNotSigned => {
            "penetapan perlu dokumen, dan dua pejabat yang berbeda bila pejabatnya disebut"
        }
        Problem::RulingWithoutTie => {
            "penetapan tidak menyebut tepat orang-orang yang nilainya sama pada batas jumlah formasi"
        }
        Problem::RulingAgainstRules => "penetapan membalik urutan yang sudah ditentukan aturan",
        Problem::DuplicateRuling => "ada dua penetapan untuk satu formasi",
    };
    Message::new(id, problem.to_string())
}
