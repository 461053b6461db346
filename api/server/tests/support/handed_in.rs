//! A published round in which people have handed in applications, as verification finds it.
use chrono::{Duration, NaiveDate};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use ledger::Kind;
use serde_json::{Value, json};
use server::{
    kernel::new_id,
    record::{Actor, Fact, write},
    schema::{
        application, application_form, application_snapshot, round_timetable, selection_round, vacancy,
        vacancy_version,
    },
};
use uuid::Uuid;

use super::{AGENCY, Caller, TestApp};

/// A round, one vacancy, and what was handed in for it.
pub struct HandedIn<'a> {
    pub app: &'a TestApp,
    pub round: Uuid,
    pub vacancy: Uuid,
}

/// What every vacancy of these rounds asks.
pub fn requirements() -> Value {
    json!([
        {"code": "education", "operator": "in", "value": ["5103000"], "evidence": "diploma",
         "source": "PermenPANRB 6/2024 pasal 23"},
        {"code": "age", "operator": "between", "value": {"min": 18, "max": 35},
         "source": "PermenPANRB 6/2024 pasal 23"},
        {"code": "statement", "operator": "present", "value": "true_data", "source": "Pengumuman panitia"},
    ])
}

impl TestApp {
    /// A round whose registration has closed an hour ago.
    pub async fn closed_round(&self, door: &str) -> HandedIn<'_> {
        let (round, vacancy_id, now) = (new_id(), new_id(), self.now());
        let mut connection = self.owner().await;
        let steps = json!([
            {"code": "registration", "opens": now - Duration::days(10), "closes": now - Duration::hours(1)},
            {"code": "administration_announced", "opens": now + Duration::days(9),
             "closes": now + Duration::days(10)},
        ]);
        diesel::insert_into(selection_round::table)
            .values((
                (selection_round::agency_id.eq(AGENCY), selection_round::id.eq(round)),
                (selection_round::code.eq(round.to_string()), selection_round::kind.eq("blud")),
                (selection_round::door.eq(door), selection_round::legal_basis.eq("Peraturan wali kota")),
                (selection_round::name.eq("Seleksi rekaan"), selection_round::year.eq(2026)),
                (selection_round::state.eq("published"), selection_round::published_at.eq(now)),
                (selection_round::timetable_version.eq(1), selection_round::updated_at.eq(now)),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        diesel::insert_into(round_timetable::table)
            .values((
                (round_timetable::agency_id.eq(AGENCY), round_timetable::round_id.eq(round)),
                (round_timetable::version.eq(1), round_timetable::steps.eq(steps)),
                (round_timetable::reason.eq("jadwal awal"), round_timetable::at.eq(now)),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        diesel::insert_into(application_form::table)
            .values((
                application_form::version.eq(1),
                application_form::document.eq(json!({})),
                application_form::at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(&mut connection)
            .await
            .unwrap();
        let made = HandedIn { app: self, round, vacancy: vacancy_id };
        made.add_vacancy(vacancy_id, "Perawat Terampil").await;
        made
    }
}

impl HandedIn<'_> {
    pub async fn add_vacancy(&self, id: Uuid, title: &str) {
        let now = self.app.now();
        let mut connection = self.app.owner().await;
        diesel::insert_into(vacancy::table)
            .values((
                (vacancy::agency_id.eq(AGENCY), vacancy::id.eq(id), vacancy::round_id.eq(self.round)),
                (vacancy::source.eq("test"), vacancy::source_year.eq(2026)),
                vacancy::external_id.eq(id.to_string()),
                (vacancy::post_title.eq(title), vacancy::post_title_original.eq(title)),
                (vacancy::unit_path.eq("RSUD Rekaan"), vacancy::agency_name.eq("Kota Rekaan")),
                (vacancy::pool.eq("general"), vacancy::pool_original.eq("UMUM"), vacancy::places.eq(1)),
                vacancy::open_to_disabled.eq(true),
                (vacancy::education_codes.eq(vec!["5103000"]), vacancy::level_ids.eq(vec!["40"])),
                (vacancy::requirements.eq(requirements()), vacancy::published.eq(true)),
                vacancy::updated_at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        diesel::insert_into(vacancy_version::table)
            .values((
                (vacancy_version::agency_id.eq(AGENCY), vacancy_version::vacancy_id.eq(id)),
                (vacancy_version::version.eq(1), vacancy_version::reason.eq("awal")),
                vacancy_version::document.eq(json!({"requirements": requirements()})),
                vacancy_version::at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
    }

    /// An application of this person, submitted; answers the application's id.
    pub async fn submitted(&self, person: &Caller<'_>, code: &str) -> Uuid {
        let (id, now) = (new_id(), self.app.now());
        let keys = self.app.state.keys();
        let leaf = write(&self.app.state, Actor::system("t"), async |write| {
            let fact = Fact {
                agency: AGENCY,
                kind: Kind::ApplicationSubmitted,
                round: Some(self.round),
                noun: "application",
                subject: id,
                payload: json!({"snapshot": 1}),
            };
            write.fact(fact).await
        })
        .await
        .unwrap();
        let birth = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
        let frozen = json!({
            "answers": {"education": "5103000", "statements": ["true_data"]},
            "applicant": {"name": "Pelamar Rekaan", "nik": "9901010101900001", "birth_date": birth},
            "reference_date": "2026-11-01", "documents": [],
        });
        let sealed = keys.seal_text("application_snapshot.answers", &frozen.to_string()).unwrap();
        let mut connection = self.app.owner().await;
        diesel::insert_into(application::table)
            .values((
                (application::agency_id.eq(AGENCY), application::id.eq(id)),
                (application::round_id.eq(self.round), application::vacancy_id.eq(self.vacancy)),
                (application::vacancy_version.eq(1), application::rules_version.eq(1)),
                (application::timetable_version.eq(1), application::form_version.eq(1)),
                application::person_id.eq(person.person_id),
                application::nik_lookup.eq(person.person_id.as_bytes().to_vec()),
                (application::source.eq("own"), application::state.eq("submitted")),
                (application::participant_code.eq(code), application::snapshot_number.eq(1)),
                (application::created_at.eq(now), application::submitted_at.eq(now)),
                application::updated_at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        diesel::insert_into(application_snapshot::table)
            .values((
                (application_snapshot::agency_id.eq(AGENCY), application_snapshot::application_id.eq(id)),
                (application_snapshot::number.eq(1), application_snapshot::receipt.eq(id.to_string())),
                application_snapshot::receipt_number.eq(code),
                application_snapshot::answers_sealed.eq(sealed),
                (application_snapshot::findings.eq(json!([])), application_snapshot::leaf_id.eq(leaf)),
                application_snapshot::at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        id
    }

    /// Applications of so many new people, with codes `P-01`, `P-02`, ….
    pub async fn submitted_by(&self, count: usize) -> Vec<(Caller<'_>, Uuid)> {
        let mut made = Vec::new();
        for number in 1..=count {
            let person = self.app.person(&format!("Pelamar {number} Rekaan")).await;
            let id = self.submitted(&person, &format!("P-{number:02}")).await;
            made.push((person, id));
        }
        made
    }

    /// Address of something in this round.
    pub fn at(&self, rest: &str) -> String {
        format!("/api/v1/agencies/{AGENCY}/rounds/{}{rest}", self.round)
    }

    /// Takes the next reading; answers its address.
    pub async fn claim(&self, verifier: &Caller<'_>) -> Option<String> {
        let answer = verifier.post(&self.at("/verification/claim"), json!({})).await.expect(200);
        let reading = answer.body["reading"].as_str()?.to_owned();
        Some(self.at(&format!("/verification/readings/{reading}")))
    }

    /// Gives a verdict: `None` for MS, else a reason for the education requirement.
    pub async fn give(&self, verifier: &Caller<'_>, reading: &str, reason: Option<&str>) {
        let opened = verifier.get(reading).await.expect(200);
        let body = json!({"items": [
            {"position": 0, "met": reason.is_none(), "reason": reason},
            {"position": 1, "met": true},
            {"position": 2, "met": true},
        ]});
        verifier.put(&format!("{reading}/verdicts"), body, &opened.etag()).await.expect(200);
    }

    /// Releases a verdict.
    pub async fn release(&self, supervisor: &Caller<'_>, reading: &str) {
        let opened = supervisor.get(reading).await.expect(200);
        supervisor.act(&format!("{reading}/release"), json!({}), &opened.etag()).await.expect(200);
    }

    /// Reads and releases everything that waits; the first in the queue is TMS, the others MS.
    pub async fn verify_all(&self) {
        let verifier = self.app.officer("verifier", AGENCY).await;
        let supervisor = self.app.officer("supervisor", AGENCY).await;
        let mut reason = Some("education_not_listed");
        while let Some(reading) = self.claim(&verifier).await {
            self.give(&verifier, &reading, reason.take()).await;
            self.release(&supervisor, &reading).await;
        }
    }
}
