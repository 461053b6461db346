//! What an application may be refused for, with the time and the next step.
use super::{
    model::{Refusal, Window},
    moment::{said, said_closing},
};
use crate::kernel::{Code, Language, Problem};

pub static WINDOW_CLOSED: Code = Code::new(
    "window_closed",
    409,
    "Pendaftaran sudah ditutup {closed}. Lamaran tidak dapat lagi dikirim, diubah, atau ditarik. Cari formasi lain yang masih dibuka.",
    "Registration closed on {closed}. An application can no longer be submitted, changed or withdrawn. Look for another post that is still open.",
);
pub static WINDOW_NOT_OPEN: Code = Code::new(
    "window_not_open",
    409,
    "Pendaftaran belum dibuka. Kembali ke sini mulai {opens}.",
    "Registration is not open yet. Come back on {opens}.",
);
pub static NATIONAL_DOOR: Code = Code::new(
    "national_door",
    409,
    "Pendaftaran seleksi ini hanya di SSCASN (sscasn.bkn.go.id), paling lambat {closes}. Di sini Anda melihat syarat, jadwal, dan hasilnya.",
    "Registration for this selection is at SSCASN only (sscasn.bkn.go.id), until {closes}. Here you see requirements, timetable and results.",
);
pub static ALREADY_APPLYING: Code = Code::new(
    "already_applying",
    409,
    "Anda sudah punya lamaran di seleksi ini, dan satu orang hanya boleh satu. Buka Lamaran saya untuk melanjutkan, atau hapus draf itu dulu.",
    "You already have an application in this selection, and one person may have only one. Continue it in My applications, or discard that draft first.",
);
pub static ALREADY_WITHDRAWN: Code = Code::new(
    "already_withdrawn",
    409,
    "Lamaran ini sudah ditarik. Selama pendaftaran masih buka, Anda boleh membuat lamaran baru.",
    "This application was withdrawn. While registration is open you may begin a new one.",
);
pub static WRONG_STATE: Code = Code::new(
    "wrong_state",
    409,
    "Ini tidak dapat dilakukan: hanya draf yang dapat dihapus, dan hanya lamaran terkirim yang dapat ditarik. Muat ulang untuk melihat keadaan lamaran ini.",
    "This cannot be done: only a draft can be discarded, and only a submitted application withdrawn. Reload to see where this application is.",
);
/// Says the same whoever the other application belongs to.
pub static SETTLE_AT_COUNTER: Code = Code::new(
    "settle_at_counter",
    409,
    "Lamaran ini belum dapat kami terima sebelum data diri Anda dipastikan. Datang ke loket dengan KTP sebelum pendaftaran ditutup {closes}. Draf Anda tetap tersimpan.",
    "We cannot receive this application before your identity is settled. Come to the counter with your identity card before registration closes on {closes}. Your draft is kept.",
);
pub static INCOMPLETE: Code = Code::new(
    "application_incomplete",
    422,
    "Lamaran belum lengkap. Isi yang masih kosong, lalu kirim lagi.",
    "The application is not complete. Fill in what is missing, then submit again.",
);
pub static VACANCY_CHANGED: Code = Code::new(
    "vacancy_changed",
    409,
    "Syarat formasi ini berubah sejak Anda mengisi. Muat ulang, periksa syaratnya, lalu kirim lagi.",
    "The requirements of this post changed since you filled in the form. Reload, look at them, then submit again.",
);

/// What any change of an application may meet.
pub const CHANGES: &[&Code] =
    &[&WINDOW_CLOSED, &WINDOW_NOT_OPEN, &ALREADY_WITHDRAWN, &WRONG_STATE, &crate::kernel::problem::NOT_FOUND];

/// A refusal of the state machine, with the time in the agency's zone.
pub fn refused(refusal: Refusal, window: &Window, zone: &str, language: Language) -> Problem {
    match refusal {
        Refusal::NotOpen => Problem::new(&WINDOW_NOT_OPEN).with("opens", said(window.opens, zone, language)),
        Refusal::Closed => {
            Problem::new(&WINDOW_CLOSED).with("closed", said_closing(window.closes, zone, language))
        }
        Refusal::AlreadyWithdrawn => Problem::new(&ALREADY_WITHDRAWN),
        Refusal::WrongState => Problem::new(&WRONG_STATE),
    }
}
