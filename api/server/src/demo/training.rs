//! Employees, heads, trainers and four courses, made through the API as the personnel office and organizers would.
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::{
    AGENCY,
    city::{City, at},
    people::Person,
};

/// Somebody in service.
struct Employee {
    id: String,
    email: Option<&'static str>,
}

/// A course of the demo: title, goal, hours, when its session begins, number of seats taken.
struct Course {
    title: &'static str,
    goal: &'static str,
    hours: i64,
    /// Days from the present; it begins on the Monday before.
    days: i64,
    label: &'static str,
    place: &'static str,
    seats: usize,
}

const COURSES: [Course; 4] = [
    Course {
        title: "Pelayanan publik yang ramah dan efisien",
        goal: "Peserta menyambut, mendengar, dan menyelesaikan keperluan warga dalam waktu yang dijanjikan.",
        hours: 8,
        days: -64,
        label: "Angkatan III",
        place: "Aula Balai Kota",
        seats: 10,
    },
    Course {
        title: "Menulis surat dan pengumuman yang mudah dipahami",
        goal: "Peserta menulis dengan kalimat pendek, tanggal yang jelas, dan langkah berikutnya.",
        hours: 6,
        days: -43,
        label: "Angkatan I",
        place: "Ruang Belajar BKPSDM",
        seats: 8,
    },
    Course {
        title: "Melayani warga penyandang disabilitas",
        goal: "Peserta membantu setiap warga dengan cara yang dipilih warga itu sendiri.",
        hours: 4,
        days: 19,
        label: "Angkatan I",
        place: "Aula Balai Kota",
        seats: 3,
    },
    Course {
        title: "Arsip digital untuk unit kerja",
        goal: "Peserta menyimpan dan menemukan kembali dokumen unitnya.",
        hours: 4,
        days: 26,
        label: "Angkatan II",
        place: "Ruang Belajar BKPSDM",
        seats: 2,
    },
];

/// Everything of demo (4). `people` have accounts, or are employees without one.
pub async fn make(city: &mut City, units: &[Uuid], people: &[Person]) -> Result<(), String> {
    city.set(monday(city.present - Duration::days(107)));
    let employees = employ(city, units, people).await?;
    let trainer = employees
        .iter()
        .find(|employee| employee.email == Some("pengajar@rekaan.test"))
        .ok_or("the demo's trainer is missing")?
        .id
        .clone();
    for course in &COURSES {
        hold(city, course, &trainer, &employees).await?;
    }
    Ok(())
}

/// 08.00 WIB of that week's Monday.
fn monday(at: DateTime<Utc>) -> DateTime<Utc> {
    let day = at.date_naive();
    let day = day - Duration::days(day.weekday().num_days_from_monday().into());
    day.and_time(NaiveTime::from_hms_opt(1, 0, 0).unwrap_or_default()).and_utc()
}

async fn employ(city: &mut City, units: &[Uuid], people: &[Person]) -> Result<Vec<Employee>, String> {
    let mut employees = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let unit = units.get(number % units.len().max(1)).ok_or("the demo city has no units")?;
        let entered = NaiveDate::from_ymd_opt(2019, 3, 1).unwrap_or_default();
        let nip =
            format!("{}201903{}{number:03}", person.birth.format("%Y%m%d"), if person.male { 1 } else { 2 });
        let head = person.email == Some("kepala@rekaan.test");
        let body = json!({
            "nik": person.nik, "name": person.name, "birth_date": person.birth, "nip": nip, "kind": "pns",
            "unit_id": unit, "post_title": if head { "Kepala Bidang" } else { "Penata Layanan Operasional" },
            "head": head, "valid_from": entered,
        });
        let path = format!("/api/v1/agencies/{AGENCY}/employees");
        let told = city.post("kepegawaian@rekaan.test", &path, body).await?;
        employees.push(Employee { id: told.text("/id")?, email: person.email });
    }
    Ok(employees)
}

async fn hold(city: &mut City, course: &Course, trainer: &str, employees: &[Employee]) -> Result<(), String> {
    const ORGANIZER: &str = "penyelenggara@rekaan.test";
    let (today, present) = (city.now(), city.present);
    let first = monday(present + Duration::days(course.days));
    // Never back in time: an authenticator's code works once.
    city.set((first - Duration::days(28)).max(today).min(present - Duration::days(8)));
    let base = format!("/api/v1/agencies/{AGENCY}");
    let body = json!({"title": course.title, "goal": course.goal, "hours": course.hours});
    let made = city.post(ORGANIZER, &format!("{base}/courses"), body).await?;
    let half = course.hours / 2;
    let meeting = |number: i64| {
        let begins = first + Duration::days(number);
        json!({"begins_at": begins, "ends_at": begins + Duration::minutes(45 * half + 30), "hours": half})
    };
    let body = json!({
        "label": course.label, "place": course.place, "capacity": 30,
        "enrolment_opens": city.now() - Duration::hours(1), "enrolment_closes": first - Duration::days(2),
        "meetings": [meeting(0), meeting(1)], "trainers": [trainer],
    });
    let path = format!("{base}/courses/{}/sessions", made.text("/id")?);
    let session = city.post(ORGANIZER, &path, body).await?;
    let session_path = format!("{base}/course-sessions/{}", session.text("/id")?);
    city.act(ORGANIZER, &format!("{session_path}/publish"), json!({}), &session.etag).await?;
    let over = first < present;
    enrol(city, &base, &session_path, course.seats, over, employees).await?;
    if over {
        finish(city, &base, &session_path, first).await?;
    }
    city.set(today.max(city.now()).min(present - Duration::days(8)));
    Ok(())
}

/// The head enrols people of the own unit; the civil servant of the walk takes a seat alone, but not in the courses
/// that are still to come: those are for whoever tries the demo.
async fn enrol(
    city: &mut City,
    base: &str,
    session_path: &str,
    seats: usize,
    over: bool,
    employees: &[Employee],
) -> Result<(), String> {
    const OWN: &str = "pegawai@rekaan.test";
    if over {
        city.post(OWN, &format!("{session_path}/enrolments"), json!({})).await?;
    }
    let team = city.get("kepala@rekaan.test", &format!("{base}/training/team")).await?;
    let members: Vec<String> = team
        .body
        .pointer("/items")
        .and_then(serde_json::Value::as_array)
        .map(|list| {
            list.iter().filter_map(|one| at(one, "/employee_id").as_str().map(str::to_owned)).collect()
        })
        .unwrap_or_default();
    let own =
        employees.iter().find(|employee| employee.email == Some(OWN)).map(|employee| employee.id.clone());
    for member in members.into_iter().filter(|id| Some(id) != own.as_ref()).take(seats.saturating_sub(1)) {
        let body = json!({"employee_id": member});
        city.post("kepala@rekaan.test", &format!("{session_path}/team-enrolments"), body).await?;
    }
    Ok(())
}

/// Attendance of both meetings, results and certificates.
async fn finish(city: &mut City, base: &str, session_path: &str, first: DateTime<Utc>) -> Result<(), String> {
    const TRAINER: &str = "pengajar@rekaan.test";
    city.set(first + Duration::days(2));
    let sheet = city.get(TRAINER, &format!("{session_path}/sheet")).await?;
    let list = |pointer: &str| {
        sheet.body.pointer(pointer).and_then(serde_json::Value::as_array).cloned().unwrap_or_default()
    };
    let lines = list("/lines");
    let present: Vec<_> = lines.iter().map(|line| at(line, "/enrolment_id").clone()).collect();
    for meeting in list("/session/meetings") {
        let id = at(&meeting, "/id").as_str().unwrap_or_default().to_owned();
        let etag = format!("\"{}\"", at(&meeting, "/attendance_version"));
        // The last in the list missed the second meeting.
        let last = usize::from(at(&meeting, "/number") == 2 && present.len() > 3);
        let there: Vec<_> = present.iter().take(present.len() - last).cloned().collect();
        let path = format!("{session_path}/meetings/{id}/attendance");
        city.put(TRAINER, &path, json!({"present": there}), &etag).await?;
    }
    for (number, line) in lines.iter().enumerate() {
        let id = at(line, "/enrolment_id").as_str().unwrap_or_default();
        let etag = format!("\"{}\"", at(line, "/version"));
        let passed = number + 1 != lines.len() || lines.len() < 4;
        let body = json!({"passed": passed, "score": format!("{}.5", if passed { 78 + number } else { 41 })});
        city.put(TRAINER, &format!("{base}/enrolments/{id}/result"), body, &etag).await?;
    }
    city.post("penyelenggara@rekaan.test", &format!("{session_path}/certificates"), json!({})).await?;
    Ok(())
}
