//! Tiles of a log of 70,000 entries against the published vector, addresses, bundles, and growing logs.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails here should fail")]

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use common::short;
use ledger::tile::{
    Edge, Tile, TileId, TileLevel, TileSet, encode_bundle, tiles_between, tiles_for, tiles_of,
};
use ledger::{Hash, leaf_hash, merkle_root, tree};

const SIZE: u64 = 70_000;

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

fn leaf(index: u64) -> Hash {
    leaf_hash(&entry(index))
}

/// All files of a log, as a sequencer that stopped at each of these sizes would have written them.
fn written(stops: &[u64]) -> BTreeMap<TileId, Vec<u8>> {
    let mut files: BTreeMap<TileId, Vec<u8>> = BTreeMap::new();
    let mut size = 0;
    for stop in stops {
        let load = |tile| files.get(&tile).cloned().ok_or(tile);
        let mut edge = Edge::load(size, load).unwrap();
        for index in size..*stop {
            files.extend(edge.append(leaf(index)).unwrap().into_iter().map(|Tile { id, bytes }| (id, bytes)));
        }
        files.extend(edge.partials().into_iter().map(|Tile { id, bytes }| (id, bytes)));
        let bundles = tiles_between(size, *stop).filter(|tile| tile.level() == TileLevel::Entries);
        for tile in bundles {
            let first = tile.index() * 256;
            let bundle = encode_bundle((first..first + u64::from(tile.width())).map(entry)).unwrap();
            files.insert(tile, bundle);
        }
        size = *stop;
    }
    files
}

static FILES: LazyLock<BTreeMap<TileId, Vec<u8>>> = LazyLock::new(|| written(&[SIZE]));

fn bytes(path: &str) -> &'static [u8] {
    &FILES[&path.parse().unwrap()]
}

fn set(size: u64, files: &BTreeMap<TileId, Vec<u8>>) -> TileSet {
    let mut set = TileSet::new(size);
    for tile in tiles_of(size).filter(|tile| tile.level() != TileLevel::Entries) {
        set.insert(tile, &files[&tile]).unwrap();
    }
    set
}

#[test]
fn the_files_are_the_published_ones() {
    assert_eq!(FILES.len(), 551);
    assert!(tiles_of(SIZE).all(|tile| FILES.contains_key(&tile)) && tiles_of(SIZE).count() == 551);
    for (path, length, hash) in [
        ("tile/0/000", 8192, "b0f6ca2ff42508fa"),
        ("tile/0/273.p/112", 3584, "e31da4e768fc0d0f"),
        ("tile/1/000", 8192, "44f879be76da41ed"),
        ("tile/1/001.p/17", 544, "5a8eb2fe63c90ddf"),
        ("tile/2/000.p/1", 32, "7e27fb8970924353"),
        ("tile/entries/000", 2706, "c378282cb2167eb2"),
        ("tile/entries/273.p/112", 1456, "2ae1ce51fa31c257"),
    ] {
        assert_eq!((bytes(path).len(), short(bytes(path))), (length, hash.to_owned()), "{path}");
    }
    assert!(bytes("tile/entries/273.p/112").starts_with(b"\x00\x0bentry 69888"));
    let mut list: Vec<(String, &Vec<u8>)> = FILES.iter().map(|(id, bytes)| (id.to_string(), bytes)).collect();
    list.sort();
    let list: String = list
        .iter()
        .map(|(path, bytes)| {
            use sha2::{Digest, Sha256};
            format!("{}  {path}\n", data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)))
        })
        .collect();
    assert_eq!(short(list), "dd67be85587a0a11");
}

#[test]
fn root_and_proofs_come_from_the_tiles() {
    let root: Hash = "a3920fba7f239a071a9bd10721f1341addefbaededb41c7e24437a9d16bdf00a".parse().unwrap();
    let leaves: Vec<Hash> = (0..SIZE).map(leaf).collect();
    assert_eq!(merkle_root(&leaves), root);
    assert_eq!(Edge::load(SIZE, |tile| FILES.get(&tile).cloned().ok_or(tile)).unwrap().root(), root);
    let set = set(SIZE, &FILES);
    let concatenated = |proof: &[Hash]| short(proof.iter().flat_map(|hash| hash.0).collect::<Vec<u8>>());
    for (index, length, hash) in [(0, 17, "fb98eb48060be330"), (69_999, 9, "2a8bc48c7658d606")] {
        let proof = tree::prove_inclusion(&set, index, SIZE).unwrap();
        assert_eq!((proof.len(), concatenated(&proof)), (length, hash.to_owned()));
        assert_eq!(tree::check_inclusion(&leaf(index), index, SIZE, &proof, &root), Ok(()));
    }
    let old = merkle_root(&leaves[..65_537]);
    assert!(old.to_string().starts_with("b99c570aaf13b96e"));
    let proof = tree::prove_consistency(&set, 65_537, SIZE).unwrap();
    assert_eq!((proof.len(), concatenated(&proof)), (15, "80ad4e40975a2224".to_owned()));
    assert_eq!(tree::check_consistency(65_537, &old, SIZE, &root, &proof), Ok(()));
    let needed = tiles_for(tree::consistency_nodes(65_537, SIZE).unwrap(), SIZE).unwrap();
    let needed: Vec<String> = needed.iter().map(TileId::to_string).collect();
    assert_eq!(needed, ["tile/0/256", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
}
