//! A small town for the stories of training: two units, an organizer, a trainer, heads, employees, one open session.
use chrono::{DateTime, Duration, TimeZone, Utc};
use serde_json::{Value, json};
use server::kernel::new_id;
use uuid::Uuid;

use crate::support::{Caller, TestApp};

pub struct Town<'a> {
    pub app: &'a TestApp,
    pub agency: &'static str,
    pub units: [Uuid; 2],
    pub organizer: Caller<'a>,
    pub trainer: Caller<'a>,
    pub trainer_id: Uuid,
}

impl<'a> Town<'a> {
    pub async fn of(app: &'a TestApp, agency: &'static str) -> Self {
        let units = [new_id(), new_id()];
        for (unit, name) in units.iter().zip(["Dinas Rekaan", "Kantor Rekaan"]) {
            app.sql(&format!(
                "INSERT INTO unit (agency_id, id, name, valid_from) VALUES ('{agency}', '{unit}', '{name}', '2020-01-01')"
            ))
            .await;
        }
        let organizer = app.officer("training_organizer", agency).await;
        let trainer = app.officer("trainer", agency).await;
        let trainer_id = employ(app, agency, units[0], &trainer, "pns").await;
        Self { app, agency, units, organizer, trainer, trainer_id }
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/agencies/{}/{rest}", self.agency)
    }

    /// Somebody in service, with an account.
    pub async fn employee(&self, name: &str, unit: usize) -> (Caller<'a>, Uuid) {
        let caller = self.app.person(name).await;
        let id = employ(self.app, self.agency, self.units[unit], &caller, "pns").await;
        (caller, id)
    }

    /// The head of a unit, by a grant for that unit only.
    pub async fn head(&self, unit: usize) -> Caller<'a> {
        let head = self.app.person("Kepala Rekaan").await;
        head.grant_scoped("unit_head", self.agency, "unit", Some(self.units[unit])).await;
        head.step_up().await;
        head
    }

    /// A course of eight hours, by its title.
    pub async fn course(&self, title: &str) -> String {
        let body = json!({"title": title, "goal": "Warga dilayani dengan ramah.", "hours": 8});
        self.organizer.post(&self.path("courses"), body).await.expect(201).text("/id")
    }

    /// A session on two days from `first` on, with enrolment open until an hour before.
    pub fn plan(&self, first: DateTime<Utc>, seats: i32) -> Value {
        let meeting = |days| {
            let begins = first + Duration::days(days);
            json!({"begins_at": begins, "ends_at": begins + Duration::hours(4), "hours": 4})
        };
        json!({
            "label": "Triwulan IV 2026", "place": "Aula Balai Kota", "capacity": seats,
            "enrolment_opens": first - Duration::days(90), "enrolment_closes": first - Duration::hours(1),
            "meetings": [meeting(0), meeting(1)], "trainers": [self.trainer_id],
        })
    }

    pub async fn draft(&self, title: &str, first: DateTime<Utc>, seats: i32) -> String {
        let course = self.course(title).await;
        let path = self.path(&format!("courses/{course}/sessions"));
        self.organizer.post(&path, self.plan(first, seats)).await.expect(201).text("/id")
    }

    pub async fn publish(&self, session: &str) {
        let path = self.path(&format!("course-sessions/{session}/publish"));
        self.organizer.act(&path, json!({}), "\"1\"").await.expect(200);
    }

    /// A published session that begins on Monday, 7 December 2026, 08.00 WIB.
    pub async fn session(&self, seats: i32) -> String {
        let id = self.draft("Pelayanan publik yang ramah dan efisien", Self::monday(), seats).await;
        self.publish(&id).await;
        id
    }

    pub fn monday() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 12, 7, 1, 0, 0).unwrap()
    }

    pub async fn enrol(&self, caller: &Caller<'_>, session: &str) -> String {
        let path = self.path(&format!("course-sessions/{session}/enrolments"));
        caller.post(&path, json!({})).await.expect(201).text("/id")
    }

    pub async fn sheet(&self, session: &str) -> Value {
        let path = self.path(&format!("course-sessions/{session}/sheet"));
        self.organizer.get(&path).await.expect(200).body
    }

    /// Keeps the attendance of every meeting: `present[i]` were there at the i-th.
    pub async fn attend(&self, session: &str, present: &[&[&str]]) {
        let sheet = self.sheet(session).await;
        for (at, there) in present.iter().enumerate() {
            let meeting = &sheet["session"]["meetings"][at];
            let path = self.path(&format!(
                "course-sessions/{session}/meetings/{}/attendance",
                meeting["id"].as_str().unwrap()
            ));
            let etag = format!("\"{}\"", meeting["attendance_version"]);
            self.trainer.put(&path, json!({"present": there}), &etag).await.expect(200);
        }
    }

    pub async fn pass(&self, enrolment: &str) {
        let path = self.path(&format!("enrolments/{enrolment}/result"));
        let body = json!({"passed": true, "score": "87.5"});
        self.trainer.put(&path, body, "\"1\"").await.expect(200);
    }

    /// Somebody who attended both days and passed.
    pub async fn passed(&self, session: &str, caller: &Caller<'_>) -> String {
        let enrolment = self.enrol(caller, session).await;
        self.after(session).await;
        self.attend(session, &[&[&enrolment], &[&enrolment]]).await;
        self.pass(&enrolment).await;
        enrolment
    }

    /// Moves the clock behind the last meeting.
    pub async fn after(&self, session: &str) {
        let sheet = self.sheet(session).await;
        let ends: DateTime<Utc> =
            sheet["session"]["meetings"][1]["ends_at"].as_str().unwrap().parse().unwrap();
        self.app.state.clock().set(ends + Duration::hours(1));
    }
}

/// Brings an account's person into service, as the personnel officer's form would.
pub async fn employ(app: &TestApp, agency: &str, unit: Uuid, caller: &Caller<'_>, kind: &str) -> Uuid {
    let (id, number) = (new_id(), app.count("SELECT count(*) FROM employee").await);
    let keys = app.state.keys();
    let nip = format!("1990010120240{number:05}");
    let hex = |bytes: Vec<u8>| data_encoding::HEXLOWER.encode(&bytes);
    app.sql(&format!(
        "INSERT INTO employee (agency_id, id, person_id, kind, nip_lookup, nip_lookup_key, nip_sealed, created_at)
         VALUES ('{agency}', '{id}', '{}', '{kind}', '\\x{}', '{}', '\\x{}', now())",
        caller.person_id,
        hex(keys.look_up("nip", &nip)),
        keys.lookup.id,
        hex(keys.seal_text("employee.nip", &nip).unwrap()),
    ))
    .await;
    app.sql(&format!(
        "INSERT INTO employment (agency_id, id, employee_id, unit_id, post_title, head, valid_from)
         VALUES ('{agency}', '{}', '{id}', '{unit}', 'Penata Layanan Operasional', false, '2024-06-01')",
        new_id()
    ))
    .await;
    id
}
