//! What people are told about their training. No mark or verdict stands in it, because it is mailed too.
use uuid::Uuid;

use super::{enrol::course_title, store::Enrolment};
use crate::{
    employees,
    kernel::{Problem, State, problem::NOT_FOUND},
    notices::{self, Notice},
    record::Write,
};

const OWN_COURSES: &str = "/pegawai/pelatihan";

/// Kind, subject and body in Indonesian and English; `{course}` stands for the course.
struct Words {
    kind: &'static str,
    subject: [&'static str; 2],
    body: [&'static str; 2],
}

const ENROLLED: Words = Words {
    kind: "training_enrolled",
    subject: ["Atasan mendaftarkan Anda ke pelatihan", "Your head of unit enrolled you in a course"],
    body: [
        "Atasan Anda mendaftarkan Anda ke pelatihan “{course}”. Lihat hari dan tempatnya. Anda dapat membatalkan sampai pendaftaran ditutup.",
        "Your head of unit enrolled you in the course “{course}”. See its days and place. You may cancel until enrolment closes.",
    ],
};
const RESULT: Words = Words {
    kind: "training_result",
    subject: ["Hasil pelatihan Anda sudah dicatat", "The result of your course is recorded"],
    body: [
        "Hasil pelatihan “{course}” sudah dicatat. Buka daftar pelatihan Anda untuk melihatnya.",
        "The result of the course “{course}” is recorded. Open your list of courses to see it.",
    ],
};
const CERTIFICATE: Words = Words {
    kind: "certificate_issued",
    subject: ["Sertifikat pelatihan Anda sudah terbit", "Your training certificate is issued"],
    body: [
        "Sertifikat pelatihan “{course}” sudah terbit. Siapa pun yang tahu alamatnya dapat memeriksanya.",
        "The certificate of the course “{course}” is issued. Whoever knows its address can check it.",
    ],
};
const REVOKED: Words = Words {
    kind: "certificate_revoked",
    subject: ["Sertifikat pelatihan Anda dicabut", "Your training certificate is revoked"],
    body: [
        "Sertifikat pelatihan “{course}” dicabut. Alasannya tertulis di halaman sertifikat. Hubungi penyelenggara bila ini keliru.",
        "The certificate of the course “{course}” is revoked. Its page says why. Ask the organizer if this is wrong.",
    ],
};

async fn say(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    session: Uuid,
    person: Uuid,
    words: &Words,
    link: String,
) -> Result<(), Problem> {
    let course = course_title(write, agency, session).await?;
    let [id, en] = words.body.map(|text| text.replace("{course}", &course));
    let notice = Notice {
        kind: words.kind,
        agency: Some(agency.to_owned()),
        subject: (words.subject[0].to_owned(), words.subject[1].to_owned()),
        body: (id, en),
        link: Some(link),
    };
    notices::tell(state, write, person, notice).await
}

/// A head took a seat for somebody.
pub async fn enrolled(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    person: Uuid,
    session: Uuid,
) -> Result<(), Problem> {
    say(state, write, agency, session, person, &ENROLLED, OWN_COURSES.into()).await
}

async fn about(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    enrolment: &Enrolment,
    words: &Words,
) -> Result<(), Problem> {
    let employee = employees::find(write.connection(), agency, enrolment.employee_id).await?;
    let person = employee.ok_or_else(|| Problem::new(&NOT_FOUND))?.person_id;
    say(state, write, agency, enrolment.session_id, person, words, OWN_COURSES.into()).await
}

/// A result was recorded or corrected.
pub async fn result(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    enrolment: &Enrolment,
) -> Result<(), Problem> {
    about(state, write, agency, enrolment, &RESULT).await
}

/// A certificate was issued.
pub async fn certificate(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    session: Uuid,
    person: Uuid,
    address: &str,
) -> Result<(), Problem> {
    say(state, write, agency, session, person, &CERTIFICATE, format!("/sertifikat/{address}")).await
}

/// A certificate was revoked.
pub async fn revoked(
    state: &State,
    write: &mut Write<'_>,
    agency: &str,
    enrolment: &Enrolment,
) -> Result<(), Problem> {
    about(state, write, agency, enrolment, &REVOKED).await
}
