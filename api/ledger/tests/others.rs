//! Programs that others wrote read our tiles, notes and proofs, and we read theirs.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails here should fail")]

mod common;

use std::collections::BTreeMap;

use common::{ORIGIN, log_key, nodes, seed};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use ledger::checkpoint::{self, Checkpoint};
use ledger::note::{KeyRing, Note};
use ledger::tile::{Edge, TileId, TileLevel, TileSet, tiles_between, tiles_of};
use ledger::{Algorithm, Hash, SigningKey, leaf_hash, merkle_root, tree};
use proptest::prelude::*;
use sha2::Sha256;
use signed_note::{StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles::{HashReader, Tile, TileHashReader, TileReader};

fn entry(index: u64) -> Vec<u8> {
    format!("entry {index}").into_bytes()
}

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|index| leaf_hash(&entry(index))).collect()
}

/// The hash tiles of a log of this size, as a sequencer writes them.
fn tiles(size: u64) -> BTreeMap<TileId, Vec<u8>> {
    let mut edge = Edge::default();
    let mut tiles = BTreeMap::new();
    for leaf in leaves(size) {
        tiles.extend(edge.append(leaf).unwrap().into_iter().map(|tile| (tile.id, tile.bytes)));
    }
    tiles.extend(edge.partials().into_iter().map(|tile| (tile.id, tile.bytes)));
    tiles
}

/// Their addresses name the height of tiles, and call the entries data.
fn theirs(tile: TileId) -> String {
    tile.to_string().replacen("tile/", "tile/8/", 1).replacen("entries", "data", 1)
}

fn ours(tile: &Tile) -> TileId {
    tile.path().replacen("tile/8/", "tile/", 1).replacen("data", "entries", 1).parse().unwrap()
}

/// Our tiles, handed out under their addresses.
struct Folder(BTreeMap<TileId, Vec<u8>>);

impl TileReader for Folder {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        Ok(tiles.iter().map(|tile| self.0[&ours(tile)].clone()).collect())
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

/// Hashes as they store them in one long list.
struct Stored(Vec<tlog_tiles::Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|index| self.0[usize::try_from(*index).unwrap()]).collect())
    }
}

fn stored(size: u64) -> Stored {
    let mut stored = Stored(Vec::new());
    for index in 0..size {
        let new = tlog_tiles::stored_hashes(index, &entry(index), &stored).unwrap();
        stored.0.extend(new);
    }
    stored
}

fn to_theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(hash.0)
}

fn from_theirs(hashes: &[tlog_tiles::Hash]) -> Vec<Hash> {
    hashes.iter().map(|hash| Hash(hash.0)).collect()
}

fn proof_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn tlog_tiles_reads_our_tiles_and_proofs(
        (size, old) in (1_u64..1400).prop_flat_map(|size| (Just(size), 1..=size)),
    ) {
        let leaves = leaves(size);
        let (root, index) = (merkle_root(&leaves), old - 1);
        let before = merkle_root(&leaves[..usize::try_from(old).unwrap()]);
        // They check every tile against the root before they use it.
        let folder = Folder(tiles(size));
        let reader = TileHashReader::new(size, to_theirs(root), &folder);
        let inclusion = tlog_tiles::prove_record(size, index, &reader).unwrap();
        let consistency = tlog_tiles::prove_tree(size, old, &reader).unwrap();
        let mut set = TileSet::new(size);
        folder.0.iter().for_each(|(tile, bytes)| set.insert(*tile, bytes).unwrap());
        let our_inclusion = tree::prove_inclusion(&set, index, size).unwrap();
        let our_consistency = tree::prove_consistency(&set, old, size).unwrap();
        prop_assert_eq!(&from_theirs(&inclusion), &our_inclusion);
        prop_assert_eq!(&from_theirs(&consistency), &our_consistency);
        let leaf = leaves[usize::try_from(index).unwrap()];
        prop_assert_eq!(tree::check_inclusion(&leaf, index, size, &from_theirs(&inclusion), &root), Ok(()));
        prop_assert_eq!(tree::check_consistency(old, &before, size, &root, &from_theirs(&consistency)), Ok(()));
        let as_theirs = |hashes: &[Hash]| hashes.iter().copied().map(to_theirs).collect::<Vec<_>>();
        tlog_tiles::check_record(&as_theirs(&our_inclusion), size, to_theirs(root), index, to_theirs(leaf)).unwrap();
        tlog_tiles::check_tree(&as_theirs(&our_consistency), size, to_theirs(root), old, to_theirs(before)).unwrap();
    }

    #[test]
    fn we_read_the_tiles_of_tlog_tiles(
        (size, old) in (1_u64..1400).prop_flat_map(|size| (Just(size), 0..=size)),
    ) {
        let stored = stored(size);
        let written = Tile::new_tiles(8, old, size);
        let named: Vec<TileId> = written.iter().map(ours).collect();
        let expected = tiles_between(old, size).filter(|tile| tile.level() != TileLevel::Entries);
        prop_assert_eq!(named, expected.collect::<Vec<_>>());
        let all = Tile::new_tiles(8, 0, size);
        let read: BTreeMap<TileId, Vec<u8>> =
            all.iter().map(|tile| (ours(tile), tile.read_data(&stored).unwrap())).collect();
        prop_assert_eq!(&read, &tiles(size));
        let edge = Edge::load(size, |tile| read.get(&tile).cloned().ok_or(tile)).unwrap();
        prop_assert_eq!(to_theirs(edge.root()), tlog_tiles::tree_hash(size, &stored).unwrap());
    }

    #[test]
    fn addresses_are_the_same_but_for_their_first_part(index in 0..1_u64 << 48, width in 1_u16..=256, level in 0_u8..7) {
        for level in [TileLevel::Hashes(level), TileLevel::Entries] {
            let tile = TileId::new(level, index, width).unwrap();
            prop_assert_eq!(ours(&Tile::from_path(&theirs(tile)).unwrap()), tile);
        }
    }

    #[test]
    fn ct_merkle_checks_our_proofs_and_we_check_theirs(
        (size, old) in (1_u64..600).prop_flat_map(|size| (Just(size), 1..=size)),
    ) {
        let leaves = leaves(size);
        let (root, index) = (merkle_root(&leaves), old - 1);
        let before = merkle_root(&leaves[..usize::try_from(old).unwrap()]);
        let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        (0..size).for_each(|index| tree.push(entry(index)));
        prop_assert_eq!(tree.root().as_bytes().to_vec(), root.0.to_vec());
        let nodes = nodes(&leaves);
        let inclusion = proof_bytes(&tree::prove_inclusion(&nodes, index, size).unwrap());
        let consistency = proof_bytes(&tree::prove_consistency(&nodes, old, size).unwrap());
        let place = usize::try_from(index).unwrap();
        let additions = usize::try_from(size - old).unwrap();
        let theirs = tree.prove_inclusion(place);
        prop_assert_eq!(theirs.as_bytes(), &inclusion);
        tree.root()
            .verify_inclusion(&entry(index), index, &InclusionProof::try_from_bytes(inclusion).unwrap())
            .unwrap();
        // Of equal trees they make no empty proof.
        if additions > 0 {
            let theirs = tree.prove_consistency(additions);
            prop_assert_eq!(theirs.as_bytes(), &consistency);
            let old_root = RootHash::new(before.0.into(), old);
            tree.root()
                .verify_consistency(&old_root, &ConsistencyProof::try_from_bytes(consistency).unwrap())
                .unwrap();
        }
    }

    #[test]
    fn signed_note_and_we_sign_the_same(name in "[a-z]{1,10}\\.example/[a-z]{1,5}", text in "\\PC{0,40}(\n\\PC{0,10}){0,3}\n") {
        let key = SigningKey::new(&name, Algorithm::Ed25519, &seed(0x10)).unwrap();
        let signer = StandardSigner::new(&key.secret_text()).unwrap();
        let mut theirs = signed_note::Note::new(text.as_bytes(), &[]).unwrap();
        theirs.add_sigs(&[&signer]).unwrap();
        let mut note = Note::new(text.clone()).unwrap();
        note.add(key.sign(&text).unwrap());
        prop_assert_eq!(note.to_string().into_bytes(), theirs.to_bytes());
        let ring = KeyRing::new([key.public().clone()]);
        prop_assert_eq!(Note::parse(&theirs.to_bytes()).unwrap().verify(&ring).unwrap().len(), 1);
        let verifier = StandardVerifier::new(&key.public().to_string()).unwrap();
        let known = VerifierList::new(vec![Box::new(verifier)]);
        let read = signed_note::Note::from_bytes(note.to_string().as_bytes()).unwrap();
        prop_assert_eq!(read.text(), text.as_bytes());
        prop_assert_eq!(read.verify(&known).unwrap().0.len(), 1);
    }

    #[test]
    fn checkpoints_read_the_same(size in 0..=tree::MAX_SIZE, root: [u8; 32]) {
        let ours = Checkpoint::new(ORIGIN, size, Hash(root)).unwrap();
        let theirs = tlog_tiles::Checkpoint::new(ORIGIN, size, tlog_tiles::Hash(root), "").unwrap();
        prop_assert_eq!(ours.to_string().into_bytes(), theirs.to_bytes());
        let read = tlog_tiles::Checkpoint::from_bytes(ours.to_string().as_bytes()).unwrap();
        prop_assert_eq!((read.origin(), read.size(), read.hash().0), (ORIGIN, size, root));
        let signed = ours.sign(&log_key()).unwrap().to_string();
        let ring = KeyRing::new([log_key().public().clone()]);
        prop_assert_eq!(checkpoint::open(signed.as_bytes(), ORIGIN, &ring).unwrap().checkpoint, ours);
    }
}

#[test]
fn they_refuse_a_tile_of_ours_with_one_bit_turned() {
    let size = 70_000;
    let root = merkle_root(&leaves(size));
    let mut folder = Folder(tiles(size));
    assert_eq!(folder.0.len(), tiles_of(size).filter(|tile| tile.level() != TileLevel::Entries).count());
    let prove = |folder: &Folder| {
        let reader = TileHashReader::new(size, to_theirs(root), folder);
        tlog_tiles::prove_tree(size, 65_537, &reader).map(|proof| from_theirs(&proof))
    };
    let proof = prove(&folder).unwrap();
    assert_eq!(common::short(proof_bytes(&proof)), "80ad4e40975a2224");
    folder.0.get_mut(&"tile/1/001.p/17".parse().unwrap()).unwrap()[100] ^= 1;
    assert!(prove(&folder).is_err());
}
