//! A published round with its rules, vacancies and participants, as later stages find it.
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use ledger::Kind;
use reqwest::Method;
use serde_json::json;
use server::{
    kernel::new_id,
    record::{Actor, Fact, write},
    schema::{
        application, application_form, application_snapshot, person, round_rules, selection_round, vacancy,
    },
};
use uuid::Uuid;

use super::{AGENCY, Caller, Response, TestApp};

/// A round under test.
pub struct TestRound<'a> {
    pub app: &'a TestApp,
    pub id: Uuid,
}

/// Somebody in the tests.
#[derive(Clone, Debug)]
pub struct Participant {
    pub application: Uuid,
    pub number: String,
}

impl TestApp {
    /// A published round of this door under a shipped rule document.
    pub async fn selection_round(&self, door: &str, rules: &str) -> TestRound<'_> {
        let (id, now) = (new_id(), self.now());
        let rules = selection::shipped(rules).unwrap();
        let hash =
            data_encoding::HEXLOWER.decode(selection::canonical_hash(&rules).unwrap().as_bytes()).unwrap();
        let mut connection = self.owner().await;
        diesel::insert_into(selection_round::table)
            .values((
                (selection_round::agency_id.eq(AGENCY), selection_round::id.eq(id)),
                selection_round::code.eq(id.to_string()),
                selection_round::kind.eq("cpns"),
                selection_round::door.eq(door),
                selection_round::legal_basis.eq("PermenPANRB 6/2024"),
                selection_round::name.eq("Seleksi rekaan"),
                selection_round::year.eq(2026),
                selection_round::state.eq("published"),
                selection_round::published_at.eq(now),
                selection_round::rules_version.eq(1),
                selection_round::updated_at.eq(now),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        diesel::insert_into(round_rules::table)
            .values((
                (round_rules::agency_id.eq(AGENCY), round_rules::round_id.eq(id), round_rules::version.eq(1)),
                round_rules::document.eq(serde_json::to_value(&rules).unwrap()),
                round_rules::hash.eq(hash),
                round_rules::reason.eq("aturan awal"),
                round_rules::at.eq(now),
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
        TestRound { app: self, id }
    }
}

impl TestRound<'_> {
    /// A vacancy in this pool with so many places.
    pub async fn vacancy(&self, title: &str, pool: &str, places: i32) -> Uuid {
        let (id, now) = (new_id(), self.app.now());
        diesel::insert_into(vacancy::table)
            .values((
                (vacancy::agency_id.eq(AGENCY), vacancy::id.eq(id), vacancy::round_id.eq(self.id)),
                (
                    vacancy::source.eq("test"),
                    vacancy::source_year.eq(2026),
                    vacancy::external_id.eq(id.to_string()),
                ),
                (vacancy::post_title.eq(title), vacancy::post_title_original.eq(title)),
                (
                    vacancy::unit_path.eq("Dinas Rekaan"),
                    vacancy::agency_name.eq("Pemerintah Kota Sawahlunto"),
                ),
                (vacancy::pool.eq(pool), vacancy::pool_original.eq(pool), vacancy::places.eq(places)),
                vacancy::open_to_disabled.eq(true),
                vacancy::education_codes.eq(vec!["5190068"]),
                vacancy::level_ids.eq(vec!["40"]),
                vacancy::requirements.eq(json!([])),
                (vacancy::published.eq(true), vacancy::updated_at.eq(now)),
            ))
            .execute(&mut self.app.owner().await)
            .await
            .unwrap();
        id
    }

    /// A submitted application of a made-up person.
    pub async fn participant(&self, name: &str, vacancy: Uuid) -> Participant {
        self.participants(&[name], vacancy).await.remove(0)
    }

    /// Submitted applications of made-up people, with the names as participant codes; all are born on one day.
    pub async fn participants(&self, names: &[&str], vacancy: Uuid) -> Vec<Participant> {
        let app = self.app;
        let (keys, now) = (app.state.keys(), app.now());
        let first = app.count("SELECT count(*) FROM person").await;
        let mut connection = app.owner().await;
        let mut made = Vec::new();
        let (mut persons, mut applications) = (Vec::new(), Vec::new());
        for (name, at) in names.iter().zip(first..) {
            let (person_id, id) = (new_id(), new_id());
            let nik = format!("990101010191{at:04}");
            persons.push((
                person::id.eq(person_id),
                person::standing.eq("established"),
                person::nik_lookup.eq(keys.look_up("nik", &nik)),
                person::nik_lookup_key.eq(keys.lookup.id.clone()),
                person::nik_sealed.eq(keys.seal_text("person.nik", &nik).unwrap()),
                person::name.eq(format!("{name} Rekaan")),
                person::birth_date.eq(chrono::NaiveDate::from_ymd_opt(1998, 8, 17).unwrap()),
                person::created_at.eq(now),
            ));
            let number = format!("24990110{at:09}");
            applications.push((
                (
                    application::agency_id.eq(AGENCY),
                    application::id.eq(id),
                    application::round_id.eq(self.id),
                ),
                (application::vacancy_id.eq(vacancy), application::vacancy_version.eq(1)),
                (
                    application::rules_version.eq(1),
                    application::timetable_version.eq(0),
                    application::form_version.eq(1),
                ),
                (application::person_id.eq(person_id), application::nik_lookup.eq(keys.look_up("nik", &nik))),
                (application::source.eq("own"), application::state.eq("submitted")),
                application::participant_code.eq((*name).to_owned()),
                application::participant_number.eq(number.clone()),
                (
                    application::created_at.eq(now),
                    application::submitted_at.eq(now),
                    application::updated_at.eq(now),
                ),
            ));
            made.push(Participant { application: id, number });
        }
        for portion in persons.chunks(1000) {
            diesel::insert_into(person::table).values(portion).execute(&mut connection).await.unwrap();
        }
        for portion in applications.chunks(1000) {
            diesel::insert_into(application::table).values(portion).execute(&mut connection).await.unwrap();
        }
        made
    }

    /// What SSCASN delivered of a participant, with this grade.
    pub async fn grade(&self, participant: &Participant, grade: &str) {
        let (app, id) = (self.app, participant.application);
        let leaf = write(&app.state, Actor::system("t"), async |write| {
            let kind = Kind::ApplicantsImported;
            let (noun, payload) = ("import", json!({"created": 1}));
            write.fact(Fact { agency: AGENCY, kind, round: Some(self.id), noun, subject: id, payload }).await
        })
        .await
        .unwrap();
        let frozen = json!({
            "answers": {}, "applicant": {"name": "X", "nik": participant.number, "birth_date": "1998-08-17"},
            "reference_date": "2026-11-01", "documents": [], "imported": {"ipk_nilai": grade},
        });
        let sealed = app.state.keys().seal_text("application_snapshot.answers", &frozen.to_string()).unwrap();
        let mut connection = app.owner().await;
        diesel::insert_into(application_snapshot::table)
            .values((
                (application_snapshot::agency_id.eq(AGENCY), application_snapshot::application_id.eq(id)),
                (application_snapshot::number.eq(1), application_snapshot::receipt.eq(id.to_string())),
                application_snapshot::receipt_number.eq(&participant.number),
                application_snapshot::answers_sealed.eq(sealed),
                (application_snapshot::findings.eq(json!([])), application_snapshot::leaf_id.eq(leaf)),
                application_snapshot::at.eq(app.now()),
            ))
            .execute(&mut connection)
            .await
            .unwrap();
        diesel::update(application::table.find((AGENCY, id)))
            .set(application::snapshot_number.eq(1))
            .execute(&mut connection)
            .await
            .unwrap();
    }

    /// Address of something in this round.
    pub fn at(&self, rest: &str) -> String {
        format!("/api/v1/agencies/{AGENCY}/rounds/{}{rest}", self.id)
    }

    /// Uploads marks of a stage and has another officer approve them.
    pub async fn approved_marks(&self, uploader: &Caller<'_>, approver: &Caller<'_>, query: &str, csv: &str) {
        let sheet = uploader.upload(&self.at(&format!("/marks?{query}")), csv.as_bytes()).await.expect(201);
        assert_eq!(sheet.body["state"], "checked", "{}", sheet.body);
        let path = self.at(&format!("/marks/{}/approve", sheet.text("/id")));
        approver.act(&path, json!({}), &sheet.etag()).await.expect(200);
    }
}

impl Caller<'_> {
    /// Sends a file as the whole body.
    pub async fn upload(&self, path: &str, bytes: &[u8]) -> Response {
        let request = self.request(Method::POST, path).header("idempotency-key", new_id().to_string());
        let request = request.header("content-type", "application/octet-stream").body(bytes.to_vec());
        self.app().send(request, Method::POST, path).await
    }
}
