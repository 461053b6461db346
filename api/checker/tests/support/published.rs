//! A whole announcement as it is published: the shipped round, what stands beside it, and the proofs of a small record.
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![expect(clippy::unwrap_used, reason = "a test that fails here should fail")]

use std::fs;

use bundle::ancestry::{self, Ancestor};
use bundle::announcement::{Announcement, KeptBack, NamesBasis};
use bundle::inputs::{File, Files, Inputs};
use bundle::{hashes, name, outcomes, trace};
use ledger::checkpoint::Checkpoint;
use ledger::proof::ProofFile;
use ledger::{
    Algorithm, Hash, Kind, Leaf, Milestone, Opening, Record, Salt, SigningKey, Token, TokenSet, commit,
    node_hash,
};
use selection::{Rules, canonical_hash};
use serde_json::json;

use crate::support::{Folder, bundle as shipped};

pub const ORIGIN: &str = "terang.example/ledger/5473";
const ROUND: &str = "0193a5b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const AT: &str = "2026-11-28T03:00:00Z";

/// What is published, before it is written down.
pub struct Published {
    pub announcement: Announcement,
    pub ancestors: Vec<Ancestor>,
    /// The tokens that were sealed.
    pub sealed: Vec<Token>,
    pub policy: String,
    /// Under profile A: `names.csv`.
    pub names: Option<String>,
}

pub fn log_key() -> SigningKey {
    SigningKey::new(ORIGIN, Algorithm::Ed25519, &[7; 32]).unwrap()
}

/// The shipped CPNS round with everybody in the sealed set, beside one who withdrew and one who was not eligible.
pub fn published() -> Published {
    let read = |file: &str| fs::read_to_string(shipped("cpns-2024").join(file)).unwrap();
    let people: Vec<String> = column(&read(name::PARTICIPANTS));
    let rules = Rules::parse(&read(name::RULES)).unwrap();
    let left = [("X-1", ancestry::WITHDRAWN), ("X-2", ancestry::NOT_ELIGIBLE)];
    let standing = people.iter().map(|code| (code.as_str(), ancestry::PARTICIPATES)).chain(left);
    let ancestors: Vec<Ancestor> = standing
        .zip(1_u8..)
        .map(|((participant, standing), number)| Ancestor {
            token: format!("{number:02x}").repeat(32),
            participant: participant.to_owned(),
            standing: standing.to_owned(),
        })
        .collect();
    let sealed = (1..).take(ancestors.len()).map(|number: u8| Token([number; 32])).collect();
    let announcement = Announcement {
        agency: "5473".into(),
        agency_name: "Pemerintah Kota Sawahlunto".into(),
        round: ROUND.into(),
        round_name: "Seleksi rekaan".into(),
        stage: "result".into(),
        through: Some(rules.stages.last().unwrap().code.clone()),
        number: 1,
        letter: "800/9".into(),
        reason: None,
        published_at: AT.into(),
        profile: "B".into(),
        engine: Some(selection::ENGINE_VERSION.into()),
        rules_hash: Some(canonical_hash(&rules).unwrap()),
        participants: people.len().try_into().unwrap(),
        vacancies: column(&read(name::VACANCIES)).len().try_into().unwrap(),
        withheld: 0,
        kept_back: None,
        names_basis: None,
        checker: Some("ab".repeat(32)),
        log: ORIGIN.into(),
    };
    let policy = format!("log {} https://{ORIGIN}\nquorum none\n", log_key().public());
    Published { announcement, ancestors, sealed, policy, names: None }
}

/// The same under profile A: names of those placed, on the information officer's basis.
pub fn with_names() -> Published {
    let mut round = published();
    round.announcement.profile = "A".into();
    round.announcement.names_basis = Some(NamesBasis {
        document: "800/PPID/7/2026".into(),
        date: "2026-11-20".into(),
        unit: "Dinas Komunikasi dan Informatika".into(),
        text: "Hasil uji konsekuensi (rekaan).".into(),
    });
    round.names = Some("participant,name\nK01,Ani Rekaan\nK06,\"Budi Rekaan, S.Kep\"\n".into());
    round
}

/// The first column of a table, without its name.
fn column(table: &str) -> Vec<String> {
    table.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect()
}

impl Published {
    /// Writes everything; the list and the record are of what stands there.
    pub fn write(&self, name: &str) -> Folder {
        let folder = Folder::copy(name, "cpns-2024");
        // A run of this engine: the shipped trace may be of an earlier one.
        if !folder.path(name::RULINGS).exists() {
            folder.write(name::RULINGS, "vacancy,participant,order,document\n");
        }
        folder.write(name::ANNOUNCEMENT, self.announcement.to_json().unwrap());
        folder.write(name::ANCESTRY, ancestry::write(self.ancestors.clone()).unwrap());
        folder.write(name::DICTIONARY, "file,column,code,meaning_id,meaning_en\n");
        folder.write(name::POLICY, &self.policy);
        if let Some(names) = &self.names {
            folder.write(name::NAMES, names);
        }
        list(&folder);
        self.record(&folder);
        folder
    }

    /// The same under profile C with the archivists' vacancy kept back: four people of whom nobody else can tell.
    pub fn without_archivists(mut self, name: &str) -> (Published, Folder) {
        self.announcement.profile = "C".into();
        self.announcement.withheld = 1;
        self.announcement.vacancies -= 1;
        self.announcement.participants -= 4;
        self.announcement.kept_back =
            Some(KeptBack { participants: 4, below: 5, joined: 0, commitment: "cd".repeat(32) });
        for one in &mut self.ancestors {
            if ["K17", "K18", "K19", "K20"].contains(&one.participant.as_str()) {
                one.standing = ancestry::WITHHELD.into();
            }
        }
        let folder = self.write(name);
        for file in [name::VACANCIES, name::PARTICIPANTS, name::RULINGS] {
            let shown: Vec<String> = folder
                .read(file)
                .lines()
                .filter(|line| !line.contains("arsiparis"))
                .map(str::to_owned)
                .collect();
            folder.write(file, shown.join("\n") + "\n");
        }
        let text =
            [name::RULES, name::VACANCIES, name::PARTICIPANTS, name::RULINGS].map(|file| folder.read(file));
        let [rules, vacancies, participants, rulings] = &text;
        let file = |text| File { name: "file", text };
        let inputs = Inputs::read(&Files {
            rules: file(rules),
            vacancies: file(vacancies),
            participants: file(participants),
            rulings: Some(file(rulings)),
            through: None,
        })
        .unwrap();
        let run = inputs.run().unwrap();
        folder.write(name::OUTCOMES, outcomes::outcomes(&inputs.rules, &run).to_csv().unwrap());
        folder.write(name::TRACE, trace::lines(&run).unwrap());
        list(&folder);
        self.record(&folder);
        (self, folder)
    }

    /// Seals the registration and records the list that stands in the folder.
    pub fn record(&self, folder: &Folder) {
        let set = TokenSet::new(self.sealed.clone()).unwrap().milestone().unwrap();
        let registration = opening(Kind::RegistrationClosed, json!({}), set, 1);
        let payload = json!({
            "stage": self.announcement.stage, "number": self.announcement.number,
            "bundle": hashes::of(&fs::read(folder.path(name::HASHES)).unwrap()),
        });
        let announced = opening(Kind::ResultAnnounced, payload, set, 2);
        let (first, second) = (registration.leaf.hash().unwrap(), announced.leaf.hash().unwrap());
        let checkpoint = Checkpoint::new(ORIGIN, 2, node_hash(&first, &second)).unwrap();
        let checkpoint = checkpoint.sign(&log_key()).unwrap();
        for (file, opening, index, beside) in
            [(name::REGISTRATION_PROOF, registration, 0, second), (name::RECORD_PROOF, announced, 1, first)]
        {
            let extra = Some(opening.encode().unwrap());
            let hashes: Vec<Hash> = vec![beside];
            let proof = ProofFile { extra, index, hashes, checkpoint: checkpoint.clone() };
            folder.write(file, proof.to_string());
        }
    }
}

fn opening(kind: Kind, payload: serde_json::Value, set: Milestone, salt: u8) -> Opening {
    let record =
        Record { subject: format!("round:{ROUND}"), payload, actor_role: "committee".into(), previous: None };
    let salt = Salt([salt; 32]);
    let committed = commit(&salt, &record).unwrap();
    let (round, at) = (Some(ROUND.parse().unwrap()), AT.parse().unwrap());
    let leaf = Leaf::new(ORIGIN, kind, round, at, committed, Some(set)).unwrap();
    Opening { leaf, record, salt, promise: None }
}

/// The list of hashes over what stands in the folder now.
pub fn list(folder: &Folder) {
    let unlisted = [name::HASHES, name::RECORD_PROOF, name::REGISTRATION_PROOF];
    let names = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap());
    let listed: Vec<(String, String)> = names
        .filter(|name| !unlisted.contains(&name.as_str()))
        .map(|name| (name.clone(), hashes::of(&fs::read(folder.path(&name)).unwrap())))
        .collect();
    folder.write(name::HASHES, hashes::write(listed.iter().map(|(one, two)| (one.as_str(), two.as_str()))));
}
