//! What a record says, in plain words. A kind that came later is told by its code, and its proof holds all the same.

use ledger::{Leaf, Record};
use serde_json::Value;

use crate::Message;

/// Code, Indonesian, English.
const KINDS: &[(&str, &str, &str)] = &[
    ("round_published", "seleksi diumumkan", "round announced"),
    ("amendment_published", "perubahan pengumuman terbit", "amendment of the announcement published"),
    ("timetable_changed", "jadwal diubah", "timetable changed"),
    ("vacancy_published", "formasi diumumkan", "vacancy announced"),
    (
        "registration_closed",
        "pendaftaran ditutup dan pelamarnya disegel",
        "registration closed and its applicants sealed",
    ),
    ("round_ended", "seleksi berakhir", "round ended"),
    ("application_submitted", "lamaran dikirim", "application submitted"),
    ("application_corrected", "lamaran diperbaiki", "application corrected"),
    ("application_withdrawn", "lamaran ditarik", "application withdrawn"),
    ("applicants_imported", "daftar pelamar diterima", "list of applicants received"),
    ("verdict_recorded", "putusan berkas dicatat", "verdict on documents recorded"),
    ("verdict_released", "putusan berkas diterbitkan", "verdict on documents released"),
    ("verdict_reversed", "putusan berkas diubah", "verdict on documents reversed"),
    ("draw_listed", "daftar undian ditetapkan", "list of a draw fixed"),
    ("draw_committed", "janji undian dicatat", "commitment to a draw recorded"),
    ("draw_revealed", "rahasia undian dibuka", "secret of a draw revealed"),
    ("draw_finished", "undian selesai", "draw finished"),
    ("draw_failed", "undian gagal", "draw failed"),
    ("participants_numbered", "peserta diberi nomor", "participants numbered"),
    ("attendance_recorded", "kehadiran dicatat", "attendance recorded"),
    ("panel_sealed", "panel penilai disegel", "panel of examiners sealed"),
    ("marks_imported", "nilai diterima", "marks received"),
    ("marks_approved", "nilai disetujui", "marks approved"),
    ("mark_recorded", "nilai peserta dicatat", "a participant’s marks recorded"),
    ("run_recorded", "perhitungan hasil dicatat", "computation of results recorded"),
    ("run_approved", "perhitungan hasil disetujui", "computation of results approved"),
    ("national_result_imported", "hasil nasional diterima", "national result received"),
    ("recomputation_recorded", "hitung ulang dicatat", "recomputation recorded"),
    ("difference_explained", "perbedaan dijelaskan", "difference explained"),
    ("ruling_recorded", "keputusan panitia dicatat", "ruling of the committee recorded"),
    ("stage_announced", "hasil tahap diumumkan", "result of a stage announced"),
    ("result_announced", "hasil akhir diumumkan", "final result announced"),
    ("announcement_corrected", "pengumuman dibetulkan", "announcement corrected"),
    ("objection_filed", "sanggahan diajukan", "objection filed"),
    ("objection_answered", "sanggahan dijawab", "objection answered"),
    ("appointment_recorded", "pengangkatan dicatat", "appointment recorded"),
    ("course_session_published", "kelas pelatihan diumumkan", "training class announced"),
    ("enrolment_recorded", "pendaftaran pelatihan dicatat", "enrolment in a course recorded"),
    ("enrolment_cancelled", "pendaftaran pelatihan dibatalkan", "enrolment in a course cancelled"),
    ("training_result", "hasil pelatihan dicatat", "result of a training recorded"),
    ("certificate_issued", "sertifikat diterbitkan", "certificate issued"),
    ("certificate_revoked", "sertifikat dicabut", "certificate revoked"),
    ("account_proven", "jati diri akun dibuktikan", "identity of an account proven"),
    ("account_disputed", "akun dipersoalkan", "account disputed"),
    ("account_settled", "persoalan akun diselesaikan", "dispute over an account settled"),
    ("grant_given", "wewenang diberikan", "authority given"),
    ("grant_ended", "wewenang berakhir", "authority ended"),
    ("machine_given", "klien mesin diberi izin", "machine client permitted"),
    ("machine_secret_made", "rahasia klien mesin dibuat", "secret of a machine client made"),
    ("machine_ended", "izin klien mesin berakhir", "permission of a machine client ended"),
    ("report_received", "laporan diterima", "report received"),
    ("report_answered", "laporan dijawab", "report answered"),
    ("key_event", "kunci log berubah", "key of the log changed"),
    ("erasure_done", "data pribadi dihapus", "personal data erased"),
];

/// The kind of the record, and what those say that people hold in their hands: marks and training.
pub fn said(leaf: &Leaf, record: &Record) -> Vec<Message> {
    let code = leaf.kind_code();
    let known = KINDS.iter().find(|(known, _, _)| *known == code);
    let mut said = vec![match known {
        Some((_, id, en)) => {
            Message::new(format!("Jenis catatan: {id} ({code})."), format!("Kind of record: {en} ({code})."))
        }
        None => Message::new(
            format!("Jenis catatan: {code}, belum dikenal program ini; buktinya tetap berlaku."),
            format!(
                "Kind of record: {code}, which this program does not know; the proof holds all the same."
            ),
        ),
    }];
    let payload = &record.payload;
    said.extend(match code {
        "mark_recorded" => Some(marks(payload)),
        "enrolment_recorded" | "enrolment_cancelled" => Some(enrolment(payload)),
        "training_result" => Some(result(payload)),
        "certificate_issued" => Some(certificate(payload)),
        _ => None,
    });
    said
}

/// A text of the record, fit for a terminal.
fn text(payload: &Value, name: &str) -> String {
    let value = match payload.get(name) {
        None | Some(Value::Null) => "–".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    value.chars().filter(|one| !one.is_control()).collect()
}

fn words(code: &str, table: &[(&str, &'static str, &'static str)]) -> (String, String) {
    let found = table.iter().find(|(known, _, _)| *known == code);
    found.map_or_else(|| (code.to_owned(), code.to_owned()), |(_, id, en)| ((*id).into(), (*en).into()))
}

fn marks(payload: &Value) -> Message {
    let marks: Vec<String> = payload
        .get("marks")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|mark| {
            let (component, delivered, value) =
                (text(mark, "component"), text(mark, "delivered"), text(mark, "value"));
            if delivered == value {
                format!("{component} {value}")
            } else {
                format!("{component} {value} (“{delivered}”)")
            }
        })
        .collect();
    let (stage, presence) = (text(payload, "stage"), text(payload, "presence"));
    let (id, en) = words(
        &presence,
        &[
            ("present", "hadir", "present"),
            ("absent", "tidak hadir", "absent"),
            ("disqualified", "didiskualifikasi", "disqualified"),
            ("withdrawn", "mengundurkan diri", "withdrawn"),
            ("eliminated", "gugur pada tes yang menggugurkan", "failed an eliminating test"),
        ],
    );
    let told = |none: &str| if marks.is_empty() { none.to_owned() } else { marks.join(", ") };
    Message::new(
        format!("Nilai pada tahap {stage}: {}. Peserta {id}.", told("tidak ada")),
        format!("Marks of stage {stage}: {}. The participant was {en}.", told("none")),
    )
}

fn enrolment(payload: &Value) -> Message {
    let title = text(payload, "course_title");
    Message::new(format!("Pelatihan: “{title}”."), format!("Course: “{title}”."))
}

fn result(payload: &Value) -> Message {
    let (title, score) = (text(payload, "course_title"), text(payload, "score"));
    let (attended, meetings) = (text(payload, "attended"), text(payload, "meetings"));
    let state = text(payload, "state");
    let (id, en) =
        words(&state, &[("passed", "lulus", "passed"), ("not_passed", "tidak lulus", "not passed")]);
    Message::new(
        format!("Pelatihan: “{title}”, {id}, nilai {score}, hadir {attended} dari {meetings} pertemuan."),
        format!("Course: “{title}”, {en}, score {score}, present at {attended} of {meetings} meetings."),
    )
}

fn certificate(payload: &Value) -> Message {
    let (title, hours) = (text(payload, "course_title"), text(payload, "hours"));
    let (first, last) = (text(payload, "first_day"), text(payload, "last_day"));
    Message::new(
        format!(
            "Pelatihan: “{title}”, {hours} JP, {first} sampai {last}. Apakah sertifikat kemudian dicabut tidak tertulis di sini: lihat halamannya."
        ),
        format!(
            "Course: “{title}”, {hours} hours (JP), {first} to {last}. Whether it was revoked later does not stand here: see its page."
        ),
    )
}
