//! Tiles of a log of 70,000 entries against the published vector, addresses, bundles, and growing logs.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails here should fail")]

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use common::short;
use ledger::tile::{
    BundleError, Edge, Tile, TileError, TileId, TileLevel, TileSet, decode_bundle, decode_hashes,
    encode_bundle, tiles_between, tiles_for, tiles_of,
};
use ledger::{Hash, leaf_hash, merkle_root, tree};
use proptest::prelude::*;

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

#[test]
fn addresses_have_one_spelling() {
    for (level, index, width, path) in [
        (TileLevel::Hashes(0), 0, 256, "tile/0/000"),
        (TileLevel::Hashes(1), 999, 256, "tile/1/999"),
        (TileLevel::Hashes(0), 1000, 255, "tile/0/x001/000.p/255"),
        (TileLevel::Entries, 1_234_067, 256, "tile/entries/x001/x234/067"),
        (TileLevel::Hashes(63), u64::MAX, 1, "tile/63/x018/x446/x744/x073/x709/x551/615.p/1"),
    ] {
        let tile = TileId::new(level, index, width).unwrap();
        assert_eq!(tile.to_string(), path);
        assert_eq!(path.parse(), Ok(tile));
    }
    for path in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/5",
        "tile/0/0000",
        "tile/0/x000/005",
        "tile/0/x001/x000",
        "tile/0/001/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/+1",
        "tile/64/000",
        "tile/00/000",
        "tile/+1/000",
        "tile/256/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/entries/000/",
        "/tile/0/000",
        "tile/0/000.p/1.p/1",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/\u{661}\u{661}\u{661}",
    ] {
        assert_eq!(path.parse::<TileId>(), Err(TileError::Path), "{path}");
    }
    assert_eq!(TileId::new(TileLevel::Entries, 0, 0), Err(TileError::Range));
    assert_eq!(TileId::new(TileLevel::Entries, 0, 257), Err(TileError::Range));
    assert_eq!(TileId::new(TileLevel::Hashes(64), 0, 1), Err(TileError::Range));
}

#[test]
fn partial_tiles_have_the_published_widths() {
    for (size, widths) in [
        (255, [Some(255), None, None]),
        (256, [None, Some(1), None]),
        (257, [Some(1), Some(1), None]),
        (65_536, [None, None, Some(1)]),
    ] {
        let found = [0, 1, 2].map(|level| {
            let mut edge = Edge::tiles(size);
            edge.find(|tile| tile.level() == TileLevel::Hashes(level)).map(TileId::width)
        });
        assert_eq!(found, widths, "{size}");
    }
}

/// Case 9 of the twelve.
#[test]
fn a_tile_of_another_length_or_beyond_the_checkpoint_is_refused() {
    let partial: TileId = "tile/0/273.p/112".parse().unwrap();
    let whole = &FILES[&partial];
    let mut set = TileSet::new(SIZE);
    assert_eq!(set.insert(partial, &whole[..whole.len() - 32]), Err(TileError::Length));
    assert_eq!(set.insert(partial, &whole[..whole.len() - 1]), Err(TileError::Length));
    assert_eq!(set.insert(partial, &[whole.as_slice(), &[0; 32]].concat()), Err(TileError::Length));
    assert_eq!(set.insert("tile/0/273.p/111".parse().unwrap(), &whole[32..]), Err(TileError::Length));
    assert_eq!(set.insert("tile/0/274.p/1".parse().unwrap(), &[0; 32]), Err(TileError::Beyond));
    assert_eq!(set.insert("tile/3/000.p/1".parse().unwrap(), &[0; 32]), Err(TileError::Beyond));
    assert_eq!(decode_hashes("tile/entries/000.p/1".parse().unwrap(), &[0; 32]), Err(TileError::Length));
}

#[test]
fn a_partial_tile_that_is_gone_is_cut_from_the_full_one() {
    let (old, new) = (300, 600);
    let files = written(&[new]);
    let mut set = TileSet::new(old);
    for tile in tiles_of(old).filter(|tile| tile.level() != TileLevel::Entries) {
        let held = if files.contains_key(&tile) { tile } else { tile.full() };
        let found = files.iter().find(|(id, _)| id.full() == held.full()).unwrap();
        set.insert(*found.0, found.1).unwrap();
    }
    let root = merkle_root(&(0..old).map(leaf).collect::<Vec<_>>());
    let proof = tree::prove_inclusion(&set, 299, old).unwrap();
    assert_eq!(tree::check_inclusion(&leaf(299), 299, old, &proof, &root), Ok(()));
}

/// Case 9 again: what a swapped tile leads to is no proof.
#[test]
fn a_tile_swapped_with_its_neighbour_proves_nothing() {
    let root: Hash = Edge::load(SIZE, |tile| FILES.get(&tile).cloned().ok_or(tile)).unwrap().root();
    let mut set = set(SIZE, &FILES);
    set.insert("tile/0/000".parse().unwrap(), bytes("tile/0/001")).unwrap();
    let proof = tree::prove_inclusion(&set, 0, SIZE).unwrap();
    assert_eq!(tree::check_inclusion(&leaf(0), 0, SIZE, &proof, &root), Err(tree::ProofError::OtherRoot));
    let mut edge = written(&[SIZE]);
    edge.insert("tile/1/001.p/17".parse().unwrap(), bytes("tile/1/000")[..17 * 32].to_vec());
    assert_ne!(Edge::load(SIZE, |tile| edge.get(&tile).cloned().ok_or(tile)).unwrap().root(), root);
}

/// Case 10 of the twelve.
#[test]
fn a_bundle_that_is_not_whole_is_refused() {
    let two: TileId = "tile/entries/000.p/2".parse().unwrap();
    let bundle = encode_bundle([&b""[..], b"abc"]).unwrap();
    assert_eq!(bundle, b"\0\0\0\x03abc");
    assert_eq!(decode_bundle(two, &bundle), Ok(vec![&b""[..], b"abc"]));
    for length in 0..bundle.len() {
        assert_eq!(decode_bundle(two, &bundle[..length]), Err(BundleError::Cut), "{length}");
    }
    assert_eq!(decode_bundle(two, &[&bundle[..], b"\0"].concat()), Err(BundleError::Left));
    assert_eq!(decode_bundle(two, &[&bundle[..], b"\0\0"].concat()), Err(BundleError::Left));
    assert_eq!(decode_bundle("tile/0/000.p/2".parse().unwrap(), &bundle), Err(BundleError::NotABundle));
    let longest = vec![7; 65_535];
    let bundle = encode_bundle([&longest]).unwrap();
    assert_eq!(decode_bundle("tile/entries/000.p/1".parse().unwrap(), &bundle), Ok(vec![&longest[..]]));
    assert_eq!(encode_bundle([vec![7; 65_536]]), Err(BundleError::TooLong));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// However a log grew, it has the files of its size, and each growth wrote exactly the new ones.
    #[test]
    fn a_log_is_the_same_however_it_grew(mut stops in proptest::collection::vec(0_u64..1500, 1..6)) {
        stops.sort_unstable();
        let files = written(&stops);
        let size = *stops.last().unwrap();
        let at_once = written(&[size]);
        prop_assert_eq!(at_once.len(), tiles_of(size).count());
        prop_assert!(at_once.iter().all(|(tile, bytes)| files.get(tile) == Some(bytes)));
        let mut expected = std::collections::BTreeSet::new();
        let mut old = 0;
        for stop in &stops {
            expected.extend(tiles_between(old, *stop));
            old = *stop;
        }
        prop_assert_eq!(files.keys().copied().collect::<std::collections::BTreeSet<_>>(), expected);
        let edge = Edge::load(size, |tile| files.get(&tile).cloned().ok_or(tile)).unwrap();
        prop_assert_eq!(edge.root(), merkle_root(&(0..size).map(leaf).collect::<Vec<_>>()));
    }

    #[test]
    fn any_address_that_is_read_is_written_back(path in "tile/(entries|[0-9]{1,3})/(x?[0-9]{1,4}/){0,3}[0-9]{1,4}(\\.p/[0-9]{0,4})?") {
        if let Ok(tile) = path.parse::<TileId>() {
            prop_assert_eq!(tile.to_string(), path);
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>, width in 1_u16..=256) {
        let tile = TileId::new(TileLevel::Entries, 0, width).unwrap();
        if let Ok(entries) = decode_bundle(tile, &bytes) {
            prop_assert_eq!(encode_bundle(entries).unwrap(), bytes);
        }
    }
}
