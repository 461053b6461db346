//! The hash of the inputs is that of their canonical JSON, however it is written.

mod common;

use common::*;
use selection::{Flag, Participant, canonical_hash, inputs_hash};
use serde_json::json;

#[test]
fn it_is_the_hash_of_everything_as_one_canonical_document() {
    let vacancies = [vacancy("w", "general", 2), vacancy("v", "disability", 1)];
    let rulings = [ruling(&["a", "b"])];
    let usual = person("usual", 100, 105, 170, Some("70.25"));
    let full = Participant {
        additions: [("skb_cat".to_owned(), mark("15"))].into(),
        birth_order: Some(4_000_000_000),
        category: Some("R3".into()),
        education: Some("5190068 \"keperawatan\" \u{7}\u{8}/\u{2028}".into()),
        reused: true,
        ..flagged(person("full", 100, 105, 170, None), Flag::Withdrawn, Some("skb"))
    };
    let mut flags = person("Two flags", 1, 2, 3, None);
    flags.flags = [(Flag::Ineligible, None), (Flag::Disqualified, Some("skd".into()))].into();
    let mut keys = person("é", 1, 2, 3, None);
    keys.marks.extend([("\u{ff5e}".to_owned(), mark("1")), ("\u{1f600}".to_owned(), mark("2"))]);
    let mut people = vec![usual, full, flags, keys];
    let hash = inputs_hash(&vacancies, &people, &rulings).unwrap();
    people.sort_by(|one, other| one.participant.cmp(&other.participant));
    let [w, v] = &vacancies;
    let document = json!({"vacancies": [v, w], "rulings": rulings, "participants": people});
    assert_eq!(hash, canonical_hash(&document).unwrap());
    for person in &people {
        let one = std::slice::from_ref(person);
        let document = json!({"vacancies": [], "rulings": [], "participants": one});
        assert_eq!(inputs_hash(&[], one, &[]).unwrap(), canonical_hash(&document).unwrap(), "{person:?}");
    }
}
