//! RFC 6962 hashes against the public test leaves that other implementations use.

use ledger::{Hash, leaf_hash, merkle_root, node_hash};

const ENTRIES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

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
    let leaves: Vec<Hash> = ENTRIES.iter().map(|entry| leaf_hash(entry)).collect();
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
