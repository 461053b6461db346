//! A civil servant keeps proofs of the own training: seat, result, certificate.
use ledger::{Card, MAX_CARD_BYTES};
use serde_json::{Value, json};
use server::record::sequence;

use super::{opened, policy};
use crate::{
    support::{AGENCY, OTHER_AGENCY, TestApp},
    training::town::Town,
};

#[actix_web::test]
async fn a_seat_a_result_and_a_certificate_each_leave_a_proof_for_who_holds_them() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    let (budi, _) = town.employee("Budi Rekaan", 0).await;
    app.sql("UPDATE session SET expires_at = '2027-12-01'").await;
    let (enrolment, seat_of_budi) = (town.enrol(&siti, &session).await, town.enrol(&budi, &session).await);
    let proofs = town.path(&format!("enrolments/{enrolment}/proofs"));
    let at_once = siti.get(&proofs).await.expect(200);
    assert_eq!(at_once.text("/items/0/kind"), "enrolment_recorded");
    let card = format!("{proofs}/{}/card", at_once.text("/items/0/leaf"));
    assert!(Card::parse(siti.get(&card).await.expect(200).text("/text").as_bytes()).unwrap().index.is_none());

    town.after(&session).await;
    town.attend(&session, &[&[&enrolment], &[&enrolment]]).await;
    town.pass(&enrolment).await;
    let issue = town.path(&format!("course-sessions/{session}/certificates"));
    town.organizer.post(&issue, json!({})).await.expect(201);
    sequence(&app.state).await.unwrap();
    let listed = siti.get(&proofs).await.expect(200);
    let items = listed.body["items"].as_array().unwrap();
    let kinds: Vec<_> = items.iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["enrolment_recorded", "training_result", "certificate_issued"]);
    let (mut records, policy) = (Vec::new(), policy(&app).await);
    for item in items {
        let answer = siti.get(&format!("{proofs}/{}", item["leaf"].as_str().unwrap())).await.expect(200);
        let (opening, file) = opened(&answer);
        file.verify(&opening.leaf.hash().unwrap(), opening.leaf.log(), &policy).unwrap();
        assert!(!opening.record.payload.to_string().contains("Siti"), "no name");
        records.push(opening.record);
    }
    let title = "Pelayanan publik yang ramah dan efisien";
    for record in &records {
        assert_eq!(
            (record.payload["course_title"].as_str(), record.subject.as_str()),
            (Some(title), &*format!("enrolment:{enrolment}"))
        );
    }
    assert_eq!(records[0].payload["by"], "self");
    let result = &records[1].payload;
    assert_eq!(
        (&result["state"], &result["score"], &result["attended"], &result["meetings"]),
        (&json!("passed"), &json!("87.5"), &json!(2), &json!(2))
    );
    let paper = &records[2].payload;
    assert_eq!(
        (&paper["hours"], &paper["first_day"], &paper["last_day"]),
        (&json!(8), &json!("2026-12-07"), &json!("2026-12-08"))
    );

    // For its owner alone.
    let leaf = items[2]["leaf"].as_str().unwrap();
    for address in [proofs.clone(), format!("{proofs}/{leaf}"), format!("{proofs}/{leaf}/card")] {
        for stranger in [&budi, &town.trainer] {
            stranger.get(&address).await.problem(404, "not_found");
        }
        app.get(&address).await.problem(401, "sign_in_required");
        siti.get(&address.replace(AGENCY, OTHER_AGENCY)).await.problem(404, "not_found");
    }
    // Nor under the seat of somebody else.
    let of_budi = town.path(&format!("enrolments/{seat_of_budi}/proofs/{leaf}"));
    budi.get(&of_budi).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_seat_given_back_is_recorded_behind_the_seat() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    let enrolment = town.enrol(&siti, &session).await;
    let cancel = town.path(&format!("enrolments/{enrolment}/cancel"));
    siti.act(&cancel, json!({}), "\"1\"").await.expect(200);
    sequence(&app.state).await.unwrap();
    let proofs = town.path(&format!("enrolments/{enrolment}/proofs"));
    let listed = siti.get(&proofs).await.expect(200);
    let leaf = |at: usize| listed.text(&format!("/items/{at}/leaf"));
    let (seat, _) = opened(&siti.get(&format!("{proofs}/{}", leaf(0))).await.expect(200));
    let (back, _) = opened(&siti.get(&format!("{proofs}/{}", leaf(1))).await.expect(200));
    assert_eq!(back.leaf.kind_code(), "enrolment_cancelled");
    assert_eq!(back.record.previous.as_ref(), Some(seat.leaf.commit()));
}

#[actix_web::test]
async fn the_public_page_of_a_certificate_carries_its_card_without_what_it_says() {
    let app = TestApp::start().await;
    let town = Town::of(&app, AGENCY).await;
    let session = town.session(5).await;
    let (siti, _) = town.employee("Siti Rekaan", 0).await;
    app.sql("UPDATE session SET expires_at = '2027-12-01'").await;
    town.passed(&session, &siti).await;
    town.organizer
        .post(&town.path(&format!("course-sessions/{session}/certificates")), json!({}))
        .await
        .expect(201);
    let address = siti.get(&town.path("training/me")).await.expect(200).text("/items/0/certificate");
    let page = async || app.get(&format!("/api/v1/certificates/{address}")).await.expect(200);
    let promised = page().await;
    let text = promised.text("/proof/text");
    let card = Card::parse(text.as_bytes()).unwrap();
    assert_eq!(card.index, None);
    sequence(&app.state).await.unwrap();
    let placed = page().await;
    let text = placed.text("/proof/text");
    assert!(text.len() <= MAX_CARD_BYTES && !text.contains("Siti") && !text.contains("Pelayanan"));
    assert!(Card::parse(text.as_bytes()).unwrap().index.is_some());
    assert!(text.contains(&placed.text("/leaf_commit")), "the card is of this certificate");
    assert!(placed.body["proof"]["code"]["size"].as_u64().unwrap() > 20);
    // A log whose key is not here any more gives no card; the page stays.
    app.sql("DELETE FROM record_log_key").await;
    assert_eq!(page().await.body["proof"], Value::Null);
}
