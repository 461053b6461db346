//! What the applicant is told in the inbox and by mail: no mark, verdict or NIK in it.
use super::answer::Opened;
use crate::{
    kernel::{Language, Problem, State},
    notices::{Notice, tell},
    record::Write,
};

/// After a submission or a correction.
pub async fn submitted(
    state: &State,
    write: &mut Write<'_>,
    opened: &Opened,
    receipt_number: &str,
) -> Result<(), Problem> {
    let (title, unit) = (&opened.post.title, &opened.post.unit_path);
    let closes = opened.post.window.map(|window| window.closes).unwrap_or(write.now);
    let by = |language| super::moment::said_closing(closes, &opened.post.zone, language);
    let notice = Notice {
        kind: "application_submitted",
        agency: Some(opened.row.agency_id.clone()),
        subject: ("Lamaran Anda sudah kami terima".into(), "We have received your application".into()),
        body: (
            format!(
                "Lamaran Anda untuk {title}, {unit}, sudah kami terima. Nomor tanda terima {receipt_number}. \
                 Anda boleh memperbaiki atau menariknya sampai {}.",
                by(Language::Id)
            ),
            format!(
                "We have received your application for {title}, {unit}. Receipt number {receipt_number}. \
                 You may correct or withdraw it until {}.",
                by(Language::En)
            ),
        ),
        link: Some("/lamaran".into()),
    };
    tell(state, write, opened.row.person_id, notice).await
}

/// After a withdrawal.
pub async fn withdrawn(state: &State, write: &mut Write<'_>, opened: &Opened) -> Result<(), Problem> {
    let (title, unit) = (&opened.post.title, &opened.post.unit_path);
    let notice = Notice {
        kind: "application_withdrawn",
        agency: Some(opened.row.agency_id.clone()),
        subject: ("Lamaran Anda sudah ditarik".into(), "Your application was withdrawn".into()),
        body: (
            format!(
                "Lamaran Anda untuk {title}, {unit}, sudah ditarik dan tidak ikut seleksi. Selama pendaftaran masih buka, Anda boleh melamar lagi."
            ),
            format!(
                "Your application for {title}, {unit} was withdrawn and takes no part. While registration is open you may apply again."
            ),
        ),
        link: Some("/lamaran".into()),
    };
    tell(state, write, opened.row.person_id, notice).await
}
