//! A leaf's bytes, written out: made once outside this code, valid for ever.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its fixture should stop")]

use chrono::{DateTime, Utc};
use ledger::{
    CanonicalError, Hash, Kind, Leaf, LeafError, Milestone, Record, Salt, Token, TokenSet, TokenSetError,
    canonical_json, commit, opens,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

const LOG: &str = "catatan.contoh.go.id/5473";
const SUBMISSION: &str = "fa22e9230ae3ec8ca8f02edeea4fef4ad46044d3a3ea9a6740d07c4bbd1987e4";
const LEAF: &str = r#"{"at":"2026-11-24T09:00:00Z","commit":"fa22e9230ae3ec8ca8f02edeea4fef4ad46044d3a3ea9a6740d07c4bbd1987e4","kind":"application_submitted","log":"catatan.contoh.go.id/5473","round":"01980000-0000-7000-8000-0000000000aa","v":1}"#;
const MILESTONE: &str = r#"{"at":"2026-11-24T09:00:00Z","commit":"0000000000000000000000000000000000000000000000000000000000000000","count":3,"kind":"registration_closed","log":"catatan.contoh.go.id/5473","root":"df896896c799531f1fd1e556cea26a6989ab06853bcbfdd3e4f5097a611f658f","round":null,"v":1}"#;

fn nine_o_clock() -> DateTime<Utc> {
    "2026-11-24T16:00:00.999+07:00".parse().unwrap()
}

fn round() -> Option<Uuid> {
    Some("01980000-0000-7000-8000-0000000000aa".parse().unwrap())
}

fn salt(first: u8) -> Salt {
    Salt(std::array::from_fn(|i| first + u8::try_from(i).unwrap()))
}

fn submission() -> Record {
    Record {
        subject: "application:01980000-0000-7000-8000-000000000001".into(),
        payload: json!({"vacancy": "5473-01", "snapshot": 3, "note": "Sité — \"ok\""}),
        actor_role: "applicant".into(),
        previous: None,
    }
}

fn submission_leaf() -> Leaf {
    let commit = commit(&salt(0), &submission()).unwrap();
    Leaf::new(LOG, Kind::ApplicationSubmitted, round(), nine_o_clock(), commit, None).unwrap()
}

#[test]
fn a_submission_gives_the_golden_record_commitment_leaf_and_hash() {
    assert_eq!(
        String::from_utf8(submission().to_bytes().unwrap()).unwrap(),
        r#"{"actor_role":"applicant","payload":{"note":"Sité — \"ok\"","snapshot":3,"vacancy":"5473-01"},"previous":null,"subject":"application:01980000-0000-7000-8000-000000000001"}"#
    );
    let leaf = submission_leaf();
    assert_eq!(leaf.commit().to_string(), SUBMISSION);
    assert_eq!(String::from_utf8(leaf.encode().unwrap()).unwrap(), LEAF);
    assert_eq!(
        leaf.hash().unwrap().to_string(),
        "b328392421be597adcc135ce8eee9e96d88523823a86cb57492483c37b5e8555"
    );
    assert_eq!(Leaf::decode(LEAF.as_bytes()).unwrap(), leaf);
}

#[test]
fn the_verdict_after_it_commits_to_the_submission() {
    let verdict = Record {
        payload: json!({"verdict": "MS"}),
        actor_role: "supervisor".into(),
        previous: Some(SUBMISSION.parse().unwrap()),
        ..submission()
    };
    assert_eq!(
        commit(&salt(32), &verdict).unwrap().to_string(),
        "a8d549f243af24c08bdf0b502f70b7c60fbd778cab882097086017f0f23651fe"
    );
}

#[test]
fn an_opening_holds_for_its_own_salt_and_record_only() {
    let leaf = submission_leaf();
    assert!(opens(leaf.commit(), &salt(0), &submission()).unwrap());
    assert!(!opens(leaf.commit(), &salt(1), &submission()).unwrap());
    let other = Record { actor_role: "verifier".into(), ..submission() };
    assert!(!opens(leaf.commit(), &salt(0), &other).unwrap());
    let moved = Record { previous: Some(*leaf.commit()), ..submission() };
    assert!(!opens(leaf.commit(), &salt(0), &moved).unwrap());
}

#[test]
fn a_milestone_carries_count_and_root_in_any_order_of_people() {
    let tokens = |order: [u8; 3]| order.map(|n| Token([n; 32])).to_vec();
    let set = TokenSet::new(tokens([3, 1, 2])).unwrap();
    assert_eq!(set, TokenSet::new(tokens([2, 3, 1])).unwrap());
    let milestone = set.milestone().unwrap();
    let leaf = Leaf::new(LOG, Kind::RegistrationClosed, None, nine_o_clock(), Hash([0; 32]), Some(milestone))
        .unwrap();
    assert_eq!(String::from_utf8(leaf.encode().unwrap()).unwrap(), MILESTONE);
    assert_eq!(
        leaf.hash().unwrap().to_string(),
        "0b4930001edcdefe31589df37d5411240449b1bd418120693c88cd43dcdc6b2b"
    );
    assert_eq!(Leaf::decode(MILESTONE.as_bytes()).unwrap(), leaf);
    assert_eq!(TokenSet::new(tokens([1, 2, 1])), Err(TokenSetError::Duplicate));
    assert_eq!(
        TokenSet::new(vec![]).unwrap().milestone().unwrap().root.to_string(),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[test]
fn count_and_root_stand_on_milestones_and_nowhere_else() {
    let make = |kind, milestone| Leaf::new(LOG, kind, None, nine_o_clock(), Hash([0; 32]), milestone);
    let milestone = Milestone { count: 0, root: Hash([0; 32]) };
    for kind in Kind::ALL {
        let (without, with) = (make(*kind, None), make(*kind, Some(milestone)));
        if kind.is_milestone() {
            assert_eq!(without, Err(LeafError::MilestoneMissing));
            assert!(with.is_ok());
        } else {
            assert!(without.is_ok());
            assert_eq!(with, Err(LeafError::MilestoneUnexpected));
        }
    }
}

#[test]
fn a_log_name_that_a_signed_note_cannot_carry_is_refused() {
    for name in ["", "dua kata", "a+b", "a\u{0}b", "a\u{2003}b"] {
        let leaf = Leaf::new(name, Kind::KeyEvent, None, nine_o_clock(), Hash([0; 32]), None);
        assert_eq!(leaf, Err(LeafError::LogName), "{name:?}");
    }
}

#[test]
fn every_other_spelling_of_a_leaf_is_refused() {
    let spellings = [
        LEAF.replace(r#""v":1"#, r#""v":2"#),
        LEAF.replace(r#""v":1"#, r#""v":1.0"#),
        LEAF.replace(r#""v":1"#, r#""v":1,"v":1"#),
        LEAF.replace(r#""v":1"#, r#""v":1,"x":1"#),
        LEAF.replace(r#""v":1"#, r#""v": 1"#),
        LEAF.replace("09:00:00Z", "09:00:00.000Z"),
        LEAF.replace("09:00:00Z", "09:00:00+00:00"),
        LEAF.replace("09:00:00Z", "16:00:00+07:00"),
        LEAF.replace("0000aa", "0000AA"),
        LEAF.replace("fa22e", "FA22e"),
        LEAF.replace("fa22e", "fa22"),
        LEAF.replace("application_submitted", "Application sent"),
        LEAF.replace("application_submitted", ""),
        LEAF.replace("catatan", "\\u0063atatan"),
        LEAF.replace(r#","v":1"#, ""),
        format!("{LEAF}\n"),
        MILESTONE.replace(r#""count":3,"#, ""),
        MILESTONE.replace(r#""count":3,"#, r#""count":-3,"#),
        String::new(),
        "[]".into(),
    ];
    for spelling in spellings {
        assert!(Leaf::decode(spelling.as_bytes()).is_err(), "{spelling}");
    }
}

#[test]
fn a_leaf_of_a_kind_that_came_later_is_read_and_hashed_as_it_stands() {
    for later in ["application_sent", "x"] {
        let entry = LEAF.replace("application_submitted", later);
        let leaf = Leaf::decode(entry.as_bytes()).unwrap();
        assert_eq!((leaf.kind(), leaf.kind_code()), (None, later));
        assert_eq!(leaf.encode().unwrap(), entry.as_bytes());
    }
    let sealed = MILESTONE.replace("registration_closed", "appointments_closed");
    assert!(Leaf::decode(sealed.as_bytes()).unwrap().milestone().is_some());
    assert!(Leaf::decode(MILESTONE.replace("registration_closed", "key_event").as_bytes()).is_err());
}

#[test]
fn a_payload_that_readers_would_understand_differently_is_refused() {
    let mut deep = json!(0);
    for _ in 0..33 {
        deep = json!([deep]);
    }
    for (payload, refusal) in [
        (json!({"mark": 73.5}), CanonicalError::Number),
        (json!({"n": 9_007_199_254_740_992_u64}), CanonicalError::Number),
        (json!({"n": -9_007_199_254_740_992_i64}), CanonicalError::Number),
        (json!({"ñ": 1}), CanonicalError::Name),
        (deep, CanonicalError::Depth),
    ] {
        let record = Record { payload, ..submission() };
        assert_eq!(commit(&salt(0), &record), Err(refusal));
    }
    assert!(canonical_json(&json!([9_007_199_254_740_991_u64, -9_007_199_254_740_991_i64])).is_ok());
}

#[test]
fn an_entry_that_a_tile_cannot_hold_is_refused() {
    let leaf =
        Leaf::new("x".repeat(65_535), Kind::KeyEvent, None, nine_o_clock(), Hash([0; 32]), None).unwrap();
    assert_eq!(leaf.encode(), Err(LeafError::TooLong));
}

#[test]
fn published_kinds_keep_their_strings() {
    let strings: Vec<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    // Append only. A line that changes here breaks every log already published.
    let published = "round_published amendment_published timetable_changed vacancy_published \
        registration_closed round_ended application_submitted application_corrected application_withdrawn \
        applicants_imported verdict_recorded verdict_released verdict_reversed draw_listed \
        draw_committed draw_revealed draw_finished draw_failed participants_numbered \
        attendance_recorded panel_sealed marks_imported marks_approved mark_recorded run_recorded run_approved \
        national_result_imported recomputation_recorded difference_explained ruling_recorded \
        stage_announced result_announced announcement_corrected objection_filed objection_answered \
        appointment_recorded course_session_published enrolment_recorded enrolment_cancelled training_result \
        certificate_issued \
        certificate_revoked account_proven account_disputed account_settled grant_given grant_ended \
         machine_given machine_secret_made machine_ended \
        report_received report_answered key_event erasure_done";
    for string in published.split_whitespace() {
        assert!(strings.contains(&string), "{string} is gone");
        assert_eq!(string.parse::<Kind>().unwrap().as_str(), string);
    }
    let unique: std::collections::BTreeSet<_> = strings.iter().collect();
    assert_eq!(unique.len(), strings.len());
}

#[test]
fn nothing_secret_is_printed_by_accident() {
    let printed = format!("{:?} {:?} {:?}", salt(7), submission(), Token([9; 32]));
    assert_eq!(printed, "Salt(..) Record(..) Token(..)");
}

fn record_of(person: &str, payload: &str, previous: Option<Hash>) -> Record {
    Record {
        subject: person.into(),
        payload: json!({ "text": payload }),
        actor_role: "applicant".into(),
        previous,
    }
}

fn leaf_with(commit: Hash) -> Leaf {
    Leaf::new(LOG, Kind::ApplicationCorrected, round(), nine_o_clock(), commit, None).unwrap()
}

proptest! {
    /// Siti corrects twice, Budi once, in the same second. Beside the commitment the three leaves are the
    /// same bytes, and no run of four bytes of Siti's commitments is shared or comes from what they hide.
    #[test]
    fn two_leaves_of_one_person_share_nothing_that_links_them(
        person in "[a-z]{1,12}:[0-9a-f-]{8,36}",
        other in "[a-z]{1,12}:[0-9a-f-]{8,36}",
        payload in ".{0,40}",
        salts in any::<[[u8; 32]; 3]>(),
    ) {
        prop_assume!(salts[0] != salts[1]);
        let first = commit(&Salt(salts[0]), &record_of(&person, &payload, None)).unwrap();
        let second = commit(&Salt(salts[1]), &record_of(&person, &payload, Some(first))).unwrap();
        let third = commit(&Salt(salts[2]), &record_of(&other, &payload, None)).unwrap();
        let blank = |commit: Hash| {
            let entry = String::from_utf8(leaf_with(commit).encode().unwrap()).unwrap();
            entry.replace(&commit.to_string(), "")
        };
        prop_assert_eq!(blank(first), blank(second));
        prop_assert_eq!(blank(first), blank(third));
        let hidden = record_of(&person, &payload, Some(first)).to_bytes().unwrap();
        for run in second.as_bytes().windows(4) {
            prop_assert!(!first.as_bytes().windows(4).any(|seen| seen == run));
            prop_assert!(!salts[1].windows(4).any(|seen| seen == run));
            prop_assert!(!hidden.windows(4).any(|seen| seen == run));
        }
        // The same content under another salt, as when a fact is repeated, looks unrelated too.
        let repeated = commit(&Salt(salts[1]), &record_of(&person, &payload, None)).unwrap();
        prop_assert_ne!(first, repeated);
    }

    #[test]
    fn arbitrary_bytes_never_make_a_leaf_of_another_form(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(leaf) = Leaf::decode(&bytes) {
            prop_assert_eq!(leaf.encode().unwrap(), bytes);
        }
    }

    #[test]
    fn canonical_bytes_read_back_as_the_same_value(
        texts in proptest::collection::btree_map("[ -~]{0,8}", ".{0,12}", 0..6), number in -9_007_199_254_740_991_i64..9_007_199_254_740_991
    ) {
        let value = json!({ "texts": texts, "number": number });
        let bytes = canonical_json(&value).unwrap();
        prop_assert_eq!(&serde_json::from_slice::<Value>(&bytes).unwrap(), &value);
        prop_assert_eq!(canonical_json(&value).unwrap(), bytes);
    }
}
