//! A draw can be repeated by anybody and chosen by nobody.

use std::collections::BTreeMap;

use selection::{Ceremony, DrawError, Drawer, Reveal, commitment, draw, list_hash, seed};

fn list() -> Vec<String> {
    ["ani", "budi", "cici", "dedi"].map(str::to_owned).to_vec()
}

fn secret(digit: char) -> String {
    digit.to_string().repeat(64)
}

fn ceremony() -> Ceremony {
    let hash = list_hash(&list());
    let drawer = |(name, digit, at): (&str, char, u64)| Drawer {
        name: name.into(),
        commitment: Some(commitment(&hash, name, &secret(digit))),
        committed_at: Some(at),
        stands_in_for: None,
    };
    let drawers = [("panitia", 'a', 11), ("inspektorat", 'b', 12), ("pemantau", 'c', 13)].map(drawer);
    let stand_ins = [("cadangan-1", 'd', 14), ("cadangan-2", 'e', 15)].map(drawer);
    let reveals = [("panitia", 'a', 21), ("inspektorat", 'b', 22), ("pemantau", 'c', 23)];
    let reveal = |(name, digit, at): (&str, char, u64)| {
        (name.to_owned(), Reveal { secret: secret(digit), revealed_at: at })
    };
    Ceremony {
        purpose: "Pembagian berkas kepada verifikator".into(),
        list_hash: hash,
        listed_at: 10,
        drawers: drawers.to_vec(),
        stand_ins: stand_ins.to_vec(),
        reveals: reveals.into_iter().map(reveal).collect::<BTreeMap<_, _>>(),
    }
}

/// The figures were made with coreutils: `printf 'ani\nbudi\ncici\ndedi\n' | sha256sum`, and so on.
#[test]
fn a_draw_is_what_coreutils_say() {
    let ceremony = ceremony();
    assert_eq!(ceremony.list_hash, "de024e6519f1aeadfe442769860a0285f86f6411564ab2ff5a5a9dc7cec7e693");
    assert_eq!(
        ceremony.drawers[0].commitment.as_deref().unwrap(),
        "415397a7f0d6e5661222bde7a56ccc31756bac9036cfdc6c2c0e944e6ad683ed"
    );
    let drawn = ceremony.draw(&list()).unwrap();
    assert_eq!(drawn.seed, "23e7f0d5524d35b9b1628ddb7dc231994ceab80883639499cc23b327760f9691");
    assert_eq!(drawn.order, ["dedi", "cici", "ani", "budi"]);
    assert_eq!(drawn.replaced, []);
    assert_eq!(draw(&drawn.seed, &list()), drawn.order);
}

#[test]
fn who_does_not_reveal_is_replaced_in_the_order_fixed_before_and_this_is_shown() {
    let mut silent = ceremony();
    silent.reveals.remove("inspektorat");
    assert_eq!(silent.draw(&list()), Err(DrawError::NoStandIn { name: "inspektorat".into() }));
    let opened = |digit, revealed_at| Reveal { secret: secret(digit), revealed_at };
    silent.reveals.insert("cadangan-2".into(), opened('e', 25));
    let second = silent.draw(&list()).unwrap();
    assert_eq!(
        (second.replaced[0].drawer.as_str(), second.replaced[0].by.as_str()),
        ("inspektorat", "cadangan-2")
    );
    silent.reveals.insert("cadangan-1".into(), opened('d', 26));
    let first = silent.draw(&list()).unwrap();
    assert_eq!(first.replaced[0].by, "cadangan-1", "the first of the list who revealed");
    let hash = list_hash(&list());
    assert_eq!(first.seed, seed(&hash, &[&secret('a'), &secret('d'), &secret('c')]));
    assert_ne!(first.seed, ceremony().draw(&list()).unwrap().seed);
    silent.reveals.remove("panitia");
    let both = silent.draw(&list()).unwrap();
    assert_eq!(
        both.replaced.iter().map(|one| one.by.as_str()).collect::<Vec<_>>(),
        ["cadangan-1", "cadangan-2"]
    );
}

#[test]
fn the_stand_in_of_the_own_office_comes_first_and_then_the_first_of_all() {
    let mut silent = ceremony();
    silent.stand_ins[0].stands_in_for = Some("panitia".into());
    silent.stand_ins[1].stands_in_for = Some("inspektorat".into());
    for (name, digit) in [("cadangan-1", 'd'), ("cadangan-2", 'e')] {
        silent.reveals.insert(name.into(), Reveal { secret: secret(digit), revealed_at: 25 });
    }
    silent.reveals.remove("inspektorat");
    let by = |ceremony: &Ceremony| ceremony.draw(&list()).unwrap().replaced[0].by.clone();
    assert_eq!(by(&silent), "cadangan-2");
    silent.reveals.remove("cadangan-2");
    assert_eq!(by(&silent), "cadangan-1");
}

#[test]
fn who_never_committed_is_replaced_like_who_did_not_reveal() {
    let mut absent = ceremony();
    absent.reveals.remove("pemantau");
    (absent.drawers[2].commitment, absent.drawers[2].committed_at) = (None, None);
    absent.reveals.insert("cadangan-1".into(), Reveal { secret: secret('d'), revealed_at: 24 });
    let drawn = absent.draw(&list()).unwrap();
    assert_eq!(
        (drawn.replaced[0].drawer.as_str(), drawn.replaced[0].by.as_str()),
        ("pemantau", "cadangan-1")
    );
    let told = serde_json::to_value(&absent.drawers[2]).unwrap();
    assert_eq!(told, serde_json::json!({"name": "pemantau"}));
}

type Fault = (fn(&mut Ceremony), DrawError);

#[test]
fn a_ceremony_out_of_order_is_refused() {
    let name = |name: &str| name.to_owned();
    let faults: [Fault; 12] = [
        (|c| c.drawers.truncate(2), DrawError::TooFewDrawers),
        (|c| c.drawers[1].name = "panitia".into(), DrawError::Name { name: name("panitia") }),
        (|c| c.drawers[0].committed_at = Some(10), DrawError::CommittedOutOfTurn { name: name("panitia") }),
        (|c| c.drawers[2].committed_at = Some(21), DrawError::CommittedOutOfTurn { name: name("pemantau") }),
        (
            |c| c.stand_ins[0].committed_at = Some(24),
            DrawError::CommittedOutOfTurn { name: name("cadangan-1") },
        ),
        (
            |c| c.drawers[1].commitment = c.drawers[0].commitment.clone(),
            DrawError::Copied { name: name("inspektorat") },
        ),
        (
            |c| c.drawers[0].commitment.as_mut().unwrap().make_ascii_uppercase(),
            DrawError::Hex { name: name("panitia") },
        ),
        (|c| c.drawers[0].commitment = None, DrawError::CommittedOutOfTurn { name: name("panitia") }),
        (
            |c| (c.drawers[0].commitment, c.drawers[0].committed_at) = (None, None),
            DrawError::Stranger { name: name("panitia") },
        ),
        (
            |c| c.stand_ins[0].stands_in_for = Some("cadangan-2".into()),
            DrawError::Name { name: name("cadangan-1") },
        ),
        (
            |c| c.reveals.get_mut("pemantau").unwrap().secret = "f".repeat(64),
            DrawError::DoesNotOpen { name: name("pemantau") },
        ),
        (
            |c| {
                drop(
                    c.reveals.insert("orang-lain".into(), Reveal { secret: "f".repeat(64), revealed_at: 24 }),
                )
            },
            DrawError::Stranger { name: name("orang-lain") },
        ),
    ];
    for (spoil, error) in faults {
        let mut ceremony = ceremony();
        spoil(&mut ceremony);
        assert_eq!(ceremony.draw(&list()), Err(error));
    }
}

#[test]
fn the_list_is_the_one_that_was_recorded_sorted_and_without_repeats() {
    let ceremony = ceremony();
    let mut other = list();
    other.push("eka".into());
    assert_eq!(ceremony.draw(&other), Err(DrawError::OtherList));
    for broken in [&["b", "a"][..], &["a", "a"], &[], &["a\nb"]] {
        let broken: Vec<String> = broken.iter().map(|item| (*item).to_owned()).collect();
        assert_eq!(ceremony.draw(&broken), Err(DrawError::List));
    }
}

/// Over many seeds each person comes first about equally often: 4,000 draws of four, each 1,000 times give or take.
#[test]
fn every_order_is_as_likely() {
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    for number in 0..4_000 {
        let order = draw(&format!("{number:064x}"), &list());
        *first.entry(order[0].clone()).or_default() += 1;
    }
    assert!(first.values().all(|times| (900..1_100).contains(times)), "{first:?}");
}
