//! RFC 6962 hashes and proofs against public vectors that other implementations use, and proofs over random trees.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails here should fail")]

mod common;

use common::{leaves, nodes, root};
use ledger::tree::{self, Frontier, NodeId, ProofError, check_consistency, check_inclusion};
use ledger::{Hash, leaf_hash, merkle_root, node_hash};
use proptest::prelude::*;

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn roots_of_the_first_leaves_are_the_published_ones() {
    let leaves = leaves();
    for (count, root) in ROOTS.iter().enumerate() {
        assert_eq!(merkle_root(&leaves[..count]).to_string(), *root, "{count} leaves");
    }
}

#[test]
fn a_node_offered_as_an_entry_hashes_differently() {
    let (left, right) = (leaf_hash(b"a"), leaf_hash(b"b"));
    let bytes = [&[1][..], left.as_bytes(), right.as_bytes()].concat();
    assert_ne!(leaf_hash(&bytes), node_hash(&left, &right));
    assert_ne!(node_hash(&left, &right), node_hash(&right, &left));
}

#[test]
fn a_hash_reads_back_only_from_its_own_text() {
    let hash = leaf_hash(b"");
    assert_eq!(hash.to_string().parse::<Hash>(), Ok(hash));
    for text in ["", "6e34", &hash.to_string().to_uppercase(), &format!("{hash}00")] {
        assert!(text.parse::<Hash>().is_err());
    }
}

/// Hashes by the names that the vectors give them: `L1`, `N03` for leaves 0 to 3.
fn named(names: &str) -> Vec<Hash> {
    let leaves = leaves();
    let hash = |name: &str| {
        let places: Vec<usize> =
            name[1..].chars().map(|digit| digit.to_digit(10).unwrap().try_into().unwrap()).collect();
        merkle_root(&leaves[places[0]..=*places.last().unwrap()])
    };
    names.split_whitespace().map(hash).collect()
}

#[test]
fn proofs_are_the_published_ones() {
    let nodes = nodes(&leaves());
    for (index, size, proof) in [
        (0, 8, "L1 N23 N47"),
        (5, 8, "L4 N67 N03"),
        (2, 3, "N01"),
        (6, 7, "N45 N03"),
        (2, 7, "L3 N01 N46"),
        (0, 1, ""),
    ] {
        assert_eq!(tree::prove_inclusion(&nodes, index, size).unwrap(), named(proof), "{index} in {size}");
    }
    for (old, new, proof) in [
        (1, 8, "L1 N23 N47"),
        (6, 8, "N45 N67 N03"),
        (2, 5, "N23 L4"),
        (3, 7, "L2 L3 N01 N46"),
        (4, 7, "N46"),
        (6, 7, "N45 L6 N03"),
        (7, 8, "L6 L7 N45 N03"),
        (0, 8, ""),
        (8, 8, ""),
    ] {
        assert_eq!(tree::prove_consistency(&nodes, old, new).unwrap(), named(proof), "{old} to {new}");
    }
}

#[test]
fn what_is_outside_the_tree_cannot_be_proven() {
    let nodes = nodes(&leaves());
    let range = Err(tree::ProveError::Range);
    assert_eq!(tree::prove_inclusion(&nodes, 8, 8), range);
    assert_eq!(tree::prove_inclusion(&nodes, 0, 0), range);
    assert_eq!(tree::prove_consistency(&nodes, 8, 7), range);
    assert_eq!(tree::prove_inclusion(&nodes, 0, u64::MAX), range);
    assert!(matches!(tree::prove_inclusion(&nodes, 3, 9), Err(tree::ProveError::Missing(_))));
}

/// Case 2 of the twelve.
#[test]
fn inclusion_with_another_index_or_length_is_refused() {
    let (leaves, root) = (leaves(), root(8));
    let proof = named("L4 N67 N03");
    let check = |index, size, proof: &[Hash]| check_inclusion(&leaves[5], index, size, proof, &root);
    assert_eq!(check(5, 8, &proof), Ok(()));
    for index in (0..8).filter(|index| *index != 5) {
        assert_eq!(check(index, 8, &proof), Err(ProofError::OtherRoot));
    }
    for index in [8, 9, u64::MAX] {
        assert_eq!(check(index, 8, &proof), Err(ProofError::Range));
    }
    assert_eq!(check(5, 0, &[]), Err(ProofError::Range));
    assert_eq!(check(5, 8, &proof[..2]), Err(ProofError::Length));
    assert_eq!(check(5, 8, &named("L4 N67 N03 N03")), Err(ProofError::Length));
    assert_eq!(check_inclusion(&root, 0, 1, &[], &root), Ok(()));
    assert_eq!(check(5, u64::MAX, &proof), Err(ProofError::Range));
}

/// Case 3 of the twelve.
#[test]
fn consistency_that_is_not_exactly_the_proof_is_refused() {
    let at = |size: usize| root(size);
    assert_eq!(check_consistency(7, &at(7), 7, &at(7), &[]), Ok(()));
    assert_eq!(check_consistency(7, &at(6), 7, &at(7), &[]), Err(ProofError::OtherRoot));
    assert_eq!(check_consistency(7, &at(7), 7, &at(7), &named("L6")), Err(ProofError::Length));
    // An old tree that is one full subtree is not repeated.
    assert_eq!(check_consistency(4, &at(4), 7, &at(7), &named("N46")), Ok(()));
    assert!(check_consistency(4, &at(4), 7, &at(7), &named("N03 N46")).is_err());
    let proof = named("L2 L3 N01 N46");
    assert_eq!(check_consistency(3, &at(3), 7, &at(7), &proof), Ok(()));
    for cut in 0..4 {
        assert_eq!(check_consistency(3, &at(3), 7, &at(7), &proof[..cut]), Err(ProofError::Length));
    }
    let long = named("L2 L3 N01 N46 N46");
    assert_eq!(check_consistency(3, &at(3), 7, &at(7), &long), Err(ProofError::Length));
    assert_eq!(check_consistency(7, &at(7), 3, &at(3), &proof), Err(ProofError::Range));
    assert_eq!(check_consistency(3, &at(4), 7, &at(7), &proof), Err(ProofError::OtherRoot));
    // From nothing, anything grows; but nothing is only nothing.
    assert_eq!(check_consistency(0, &at(0), 7, &at(7), &[]), Ok(()));
    assert_eq!(check_consistency(0, &at(1), 7, &at(7), &[]), Err(ProofError::OtherRoot));
    assert_eq!(check_consistency(0, &at(0), 7, &at(7), &named("L0")), Err(ProofError::Length));
    assert_eq!(check_consistency(0, &at(1), 0, &at(1), &[]), Err(ProofError::OtherRoot));
}

#[test]
fn a_frontier_goes_on_where_it_stopped() {
    let leaves = leaves();
    let nodes = nodes(&leaves);
    for stop in 0..=8_usize {
        let size = u64::try_from(stop).unwrap();
        let edge = tree::frontier_nodes(size).iter().map(|id| nodes[id]).collect();
        let mut frontier = Frontier::new(size, edge).unwrap();
        assert_eq!(frontier.root(), root(stop));
        leaves[stop..].iter().for_each(|leaf| frontier.append(*leaf, |_, _| ()).unwrap());
        assert_eq!((frontier.size(), frontier.root()), (8, root(8)));
    }
    assert!(Frontier::new(3, vec![root(1)]).is_err());
    assert!(Frontier::new(u64::MAX, vec![root(1); 64]).is_err());
    let edge = vec![root(1); 63];
    assert!(Frontier::new(tree::MAX_SIZE, edge).unwrap().append(root(1), |_, _| ()).is_err());
}

fn numbered(count: u64) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

proptest! {
    /// Every proof of a random tree holds, and holds for nothing else after one bit of it is turned.
    #[test]
    fn proofs_hold_and_break_with_one_bit(
        (size, old) in (1_u64..700).prop_flat_map(|size| (Just(size), 0..=size)),
        place: prop::sample::Index,
        bit in 0_usize..256,
    ) {
        let leaves = numbered(size);
        let nodes = nodes(&leaves);
        let root = merkle_root(&leaves);
        let before = merkle_root(&leaves[..usize::try_from(old).unwrap()]);
        let index = old.min(size - 1);
        let leaf = leaves[usize::try_from(index).unwrap()];
        let mut inclusion = tree::prove_inclusion(&nodes, index, size).unwrap();
        let mut consistency = tree::prove_consistency(&nodes, old, size).unwrap();
        prop_assert_eq!(check_inclusion(&leaf, index, size, &inclusion, &root), Ok(()));
        prop_assert_eq!(check_consistency(old, &before, size, &root, &consistency), Ok(()));
        prop_assert!(tree::inclusion_nodes(index, size).unwrap().iter().all(|id| nodes.contains_key(id)));
        prop_assert!(tree::consistency_nodes(old, size).unwrap().iter().all(|id| nodes.contains_key(id)));
        if !inclusion.is_empty() {
            let at = place.index(inclusion.len());
            inclusion[at].0[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(check_inclusion(&leaf, index, size, &inclusion, &root), Err(ProofError::OtherRoot));
        }
        if !consistency.is_empty() {
            let at = place.index(consistency.len());
            consistency[at].0[bit / 8] ^= 1 << (bit % 8);
            let checked = check_consistency(old, &before, size, &root, &consistency);
            prop_assert_eq!(checked, Err(ProofError::OtherRoot));
        }
    }

    /// No numbers make a check or a plan overflow or go on for ever.
    #[test]
    fn any_numbers_are_answered(a: u64, b: u64, many in 0_usize..70) {
        let proof = vec![root(1); many];
        let _ = check_inclusion(&root(1), a, b, &proof, &root(2));
        let _ = check_consistency(a, &root(1), b, &root(2), &proof);
        let _ = (tree::inclusion_nodes(a, b), tree::consistency_nodes(a, b), tree::frontier_nodes(a));
    }
}

#[test]
fn a_node_is_named_by_level_and_place() {
    let nodes = nodes(&leaves());
    assert_eq!(nodes[&NodeId { level: 2, index: 1 }], named("N47")[0]);
    assert_eq!(nodes.len(), 15);
}
