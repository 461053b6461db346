//! Somebody outside who follows a log with programs that we did not write: `signed_note` and `tlog_tiles`.
use std::{collections::HashMap, io::Read as _};

use signed_note::{Note, StandardVerifier, VerifierList};
use tlog_tiles::{
    Checkpoint, Error, Hash, Tile, TileHashReader, TileReader, check_record, check_tree, prove_record,
    prove_tree, record_hash,
};

/// A log below an address, and the key that he trusts.
pub struct Observer {
    client: reqwest::Client,
    url: String,
    origin: String,
    vkey: String,
}

/// A head whose signature was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub size: u64,
    pub root: Hash,
}

/// Tiles that were fetched beforehand, since their library reads without waiting.
struct Fetched(HashMap<String, Vec<u8>>);

impl TileReader for Fetched {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        Ok(tiles.iter().map(|tile| self.0[&address(tile)].clone()).collect())
    }

    fn save_tiles(&self, _tiles: &[Tile], _data: &[Vec<u8>]) {}
}

/// Their library writes addresses as Go's checksum database has them.
fn address(tile: &Tile) -> String {
    tile.path().replacen("tile/8/", "tile/", 1).replacen("tile/data/", "tile/entries/", 1)
}

impl Observer {
    /// Takes address and key from the policy of the log, as somebody who comes for the first time.
    pub async fn of(address: &str, agency: &str) -> Self {
        let client = reqwest::Client::new();
        let url = format!("{address}/ledger/{agency}");
        let policy = client.get(format!("{url}/policy")).send().await.unwrap().text().await.unwrap();
        let log = policy.lines().find_map(|line| line.strip_prefix("log ")).expect("a log in the policy");
        let vkey = log.split(' ').next().unwrap().to_owned();
        let origin = vkey.split('+').next().unwrap().to_owned();
        Self { client, url, origin, vkey }
    }

    pub fn vkey(&self) -> &str {
        &self.vkey
    }

    async fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let answer = self.client.get(format!("{}/{path}", self.url)).send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await.unwrap().to_vec();
        if headers.get("content-encoding").is_some_and(|coding| coding == "gzip") {
            let mut plain = Vec::new();
            flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).unwrap();
            return (status, plain);
        }
        (status, bytes)
    }

    /// The head that the log shows now; nothing before the first.
    pub async fn head(&self) -> Option<Head> {
        let (status, bytes) = self.get("checkpoint").await;
        (status == 200).then(|| self.check(&bytes))
    }

    /// The head of a note that the log's key must have signed.
    pub fn check(&self, note: &[u8]) -> Head {
        let note = Note::from_bytes(note).unwrap();
        let known = VerifierList::new(vec![Box::new(StandardVerifier::new(&self.vkey).unwrap())]);
        let (signed, _) = note.verify(&known).expect("signed by the log");
        assert_eq!(signed.len(), 1);
        let head = Checkpoint::from_bytes(note.text()).unwrap();
        assert_eq!((head.origin(), head.extension()), (self.origin.as_str(), ""));
        Head { size: head.size(), root: *head.hash() }
    }

    /// Fetches every tile of a head and checks it against the root; every entry must be where its bundle has it.
    /// One proof for each bundle suffices: it authenticates the whole tile of hashes that the entries are held against.
    pub async fn follow(&self, head: &Head) -> Followed {
        let mut fetched = HashMap::new();
        let mut entries = Vec::new();
        for tile in Tile::new_tiles(8, 0, head.size) {
            // Only the tiles of this very size, not those that it went through.
            let last = (head.size >> (8 * u32::from(tile.level()))) - tile.level_index() * 256;
            if u64::from(tile.width()) != last.min(256) {
                continue;
            }
            let (status, bytes) = self.get(&address(&tile)).await;
            assert_eq!(status, 200, "{}", address(&tile));
            fetched.insert(address(&tile), bytes);
            if tile.level() == 0 {
                let bundle = Tile::new(8, 0, tile.level_index(), tile.width(), true);
                let (status, bytes) = self.get(&address(&bundle)).await;
                assert_eq!(status, 200, "{}", address(&bundle));
                let mut rest = bytes.as_slice();
                for _ in 0..tile.width() {
                    let (length, behind) = rest.split_first_chunk::<2>().unwrap();
                    let (entry, behind) = behind.split_at(u16::from_be_bytes(*length).into());
                    entries.push(entry.to_vec());
                    rest = behind;
                }
                assert!(rest.is_empty(), "bytes behind the last entry of {}", address(&bundle));
            }
        }
        assert_eq!(entries.len() as u64, head.size);
        let followed = Followed { head: head.clone(), tiles: Fetched(fetched), entries };
        for (bundle, entries) in (0_u64..).zip(followed.entries.chunks(256)) {
            followed.holds(bundle * 256, &entries[0]);
            let tile = Tile::new(8, 0, bundle, entries.len() as u32, false);
            let hashes: Vec<u8> = entries.iter().flat_map(|entry| record_hash(entry).0).collect();
            assert_eq!(followed.tiles.0[&address(&tile)], hashes);
        }
        followed
    }

    /// The status of a file of the log.
    pub async fn status(&self, path: &str) -> u16 {
        self.get(path).await.0
    }
}

/// A log of one size, as far as it was checked.
pub struct Followed {
    pub head: Head,
    tiles: Fetched,
    pub entries: Vec<Vec<u8>>,
}

impl Followed {
    fn reader(&self) -> TileHashReader<'_> {
        TileHashReader::new(self.head.size, self.head.root, &self.tiles)
    }

    fn holds(&self, index: u64, entry: &[u8]) {
        let proof = prove_record(self.head.size, index, &self.reader()).unwrap();
        check_record(&proof, self.head.size, self.head.root, index, record_hash(entry)).unwrap();
    }

    /// This log begins with the whole of what an earlier head covers.
    pub fn goes_on_from(&self, earlier: &Head) {
        let proof = prove_tree(self.head.size, earlier.size, &self.reader()).unwrap();
        check_tree(&proof, self.head.size, self.head.root, earlier.size, earlier.root)
            .unwrap_or_else(|error| panic!("{earlier:?} is no beginning of {:?}: {error}", self.head));
    }
}
