//! The files from which anybody recomputes an announcement.
use std::collections::BTreeMap;

use bundle::{
    hashes,
    inputs::{File, Files, Inputs},
    name, outcomes, trace,
};
use reqwest::Method;
use serde_json::{Value, json};
use server::kernel::new_id;

use crate::support::{AGENCY, Response, TestApp, TestRound};

/// A round whose result is decided by a grade between two, prepared by the first of three.
pub struct Prepared<'a> {
    pub round: TestRound<'a>,
    pub officers: [crate::support::Caller<'a>; 3],
    pub run: String,
}

/// ANI and BUDI are equal by marks and differ by grade; CICI is below them; DODI stayed away; nobody took the second
/// vacancy.
pub async fn decided_by_a_grade(app: &TestApp) -> Prepared<'_> {
    let round = app.selection_round("own", "cpns-2024").await;
    let nurse = round.vacancy("Perawat", "general", 1).await;
    let people = round.participants(&["ANI-1", "BUDI-2", "CICI-3", "DODI-4"], nurse).await;
    for (person, grade) in people.iter().zip(["3.25", "3.40", "3.90", "3.80"]) {
        round.grade(person, grade).await;
    }
    let officers = [
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
        app.officer("committee", AGENCY).await,
    ];
    let [first, second, third] = &officers;
    let rows = |mark: [&str; 4]| {
        let codes = ["ANI-1", "BUDI-2", "CICI-3", "DODI-4"].iter().zip(mark);
        codes.map(|(code, mark)| format!("{code};{mark}\n")).collect::<String>()
    };
    let skd = ["100;120;190;", "100;120;190;", "100;120;180;", ";;;TH"];
    let skd = format!("no_peserta;twk;tiu;tkp;keterangan\n{}", rows(skd));
    round.approved_marks(first, second, "stage=skd", &skd).await;
    let skb = format!("no_peserta;skb_cat;keterangan\n{}", rows(["70,5;", "70,5;", "70;", ";TH"]));
    round.approved_marks(first, second, "stage=skb", &skb).await;
    let run = first.post(&round.at("/runs"), json!({"stage": "skb"})).await.expect(201).text("/id");
    for officer in [second, third] {
        let approve = format!("/api/v1/agencies/{AGENCY}/runs/{run}/approve");
        officer.act(&approve, json!({}), "\"1\"").await.expect(200);
    }
    Prepared { round, officers, run }
}

impl Prepared<'_> {
    pub async fn prepare(&self) -> Response {
        let body = json!({"stage": "result", "letter": "800/9", "run": self.run});
        self.officers[0].post(&self.round.at("/announcement-drafts"), body).await
    }

    /// Answers the public address.
    pub async fn announce(&self) -> String {
        let draft = self.prepare().await.expect(201);
        let path = self.round.at(&format!("/announcement-drafts/{}/publish", draft.text("/id")));
        self.officers[1].act(&path, Value::Null, &draft.etag()).await.expect(200);
        self.round.at(&format!("/announcements/{}", draft.text("/id")))
    }
}

pub async fn fetch(app: &TestApp, path: &str) -> Response {
    app.send(app.client.get(app.url(path)), Method::GET, path).await
}

/// Every file that the list names, and the list.
pub async fn files(app: &TestApp, announced: &str) -> BTreeMap<String, Vec<u8>> {
    let list = fetch(app, &format!("{announced}/bundle/hashes.txt")).await.expect(200).bytes;
    let text = String::from_utf8(list.clone()).unwrap();
    let mut files = BTreeMap::from([(name::HASHES.to_owned(), list)]);
    for (file, hash) in hashes::read(&text).unwrap() {
        let bytes = fetch(app, &format!("{announced}/bundle/{file}")).await.expect(200).bytes;
        assert_eq!(hashes::of(&bytes), hash, "{file}");
        files.insert(file, bytes);
    }
    files
}

#[actix_web::test]
async fn budi_wins_by_his_grade_and_anybody_finds_the_same_from_the_files() {
    let app = TestApp::start().await;
    let prepared = decided_by_a_grade(&app).await;
    let announced = prepared.announce().await;
    let files = files(&app, &announced).await;
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let file = |name: &'static str, text| File { name, text };
    let (rules, vacancies) = (text(name::RULES), text(name::VACANCIES));
    let (participants, rulings) = (text(name::PARTICIPANTS), text(name::RULINGS));
    let inputs = Inputs::read(&Files {
        rules: file(name::RULES, &rules),
        vacancies: file(name::VACANCIES, &vacancies),
        participants: file(name::PARTICIPANTS, &participants),
        rulings: Some(file(name::RULINGS, &rulings)),
        through: Some("skb"),
    })
    .unwrap();
    let run = inputs.run().unwrap();
    assert_eq!(outcomes::outcomes(&inputs.rules, &run).to_csv().unwrap(), text(name::OUTCOMES));
    assert_eq!(trace::lines(&run).unwrap(), text(name::TRACE));
    assert!(text(name::OUTCOMES).contains("\nBUDI-2,"));

    // The two whom the grade told apart stand with it, nobody else; all were born on one day, and no date is printed.
    let grades: Vec<_> =
        inputs.participants.rows.iter().map(|one| (one.participant.as_str(), one.grade.is_some())).collect();
    assert_eq!(grades, [("ANI-1", true), ("BUDI-2", true), ("CICI-3", false), ("DODI-4", false)]);
    for (name, bytes) in &files {
        let text = String::from_utf8(bytes.clone()).unwrap();
        for private in ["Rekaan\"", "ANI-1 Rekaan", "1998-08", "3.9,", "24990110"] {
            assert!(!text.contains(private), "{name} holds {private}");
        }
    }
    assert_eq!(text(name::RULINGS), "vacancy,participant,order,document\n");

    let told: Value = serde_json::from_str(&text(name::ANNOUNCEMENT)).unwrap();
    let page = app.get(&announced).await.expect(200);
    assert_eq!(told["through"], "skb");
    assert_eq!(
        (&told["participants"], &told["vacancies"], &told["withheld"]),
        (&json!(4), &json!(1), &json!(0))
    );
    assert_eq!(told["rules_hash"], selection::canonical_hash(&inputs.rules).unwrap());
    assert_eq!(page.text("/bundle_hash"), hashes::of(&files[name::HASHES]));
    let listed: Vec<_> = page.body["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap().to_owned(), one["size"].as_u64().unwrap()))
        .collect();
    let sizes: Vec<_> = files.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)).collect();
    assert_eq!(listed, sizes);
    let dictionary = text(name::DICTIONARY);
    for (file, header) in [(name::PARTICIPANTS, &participants), (name::OUTCOMES, &text(name::OUTCOMES))] {
        for column in header.lines().next().unwrap().split(',') {
            assert!(dictionary.contains(&format!("\n{file},{column},,")), "{file} {column} is not explained");
        }
    }
    assert!(dictionary.contains("outcomes.csv,status,TH,"), "{dictionary}");
    assert!(!files.contains_key(name::DIFFERENCES), "what is announced is what is computed");
}

#[actix_web::test]
async fn the_leaf_holds_the_hash_of_the_list_that_is_served() {
    let app = TestApp::start().await;
    let announced = decided_by_a_grade(&app).await.announce().await;
    let list = fetch(&app, &format!("{announced}/bundle/hashes.txt")).await.expect(200).bytes;
    let held = format!(
        "SELECT count(*) FROM record_secret WHERE record::jsonb -> 'payload' ->> 'bundle' = '{}'",
        hashes::of(&list)
    );
    assert_eq!(app.count(&held).await, 1);
}

#[actix_web::test]
async fn an_outcome_that_the_files_do_not_give_is_not_prepared() {
    let app = TestApp::start().await;
    let prepared = decided_by_a_grade(&app).await;
    app.sql("UPDATE result_outcome SET rank = 2 WHERE participant_code = 'BUDI-2'").await;
    prepared.prepare().await.problem(409, "files_differ").field("/BUDI-2");
    assert_eq!(app.count("SELECT count(*) FROM announcement_file").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM announcement").await, 0);
    app.sql("UPDATE result_outcome SET rank = 1 WHERE participant_code = 'BUDI-2'").await;
    prepared.prepare().await.expect(201);
}

#[actix_web::test]
async fn nobody_sees_the_files_before_publication_and_nobody_changes_them_after() {
    let app = TestApp::start().await;
    let prepared = decided_by_a_grade(&app).await;
    let draft = prepared.prepare().await.expect(201);
    let announced = prepared.round.at(&format!("/announcements/{}", draft.text("/id")));
    for path in ["bundle/participants.csv", "bundle/hashes.txt", "bundle.zip"] {
        fetch(&app, &format!("{announced}/{path}")).await.problem(404, "not_found");
    }
    // Whoever publishes sees what will go out.
    let path = prepared.round.at(&format!("/announcement-drafts/{}", draft.text("/id")));
    let before = prepared.officers[1].get(&path).await.expect(200).body["files"].clone();
    prepared.officers[1].act(&format!("{path}/publish"), Value::Null, &draft.etag()).await.expect(200);
    let after = app.get(&announced).await.expect(200).body["files"].clone();
    for file in before.as_array().unwrap() {
        assert!(after.as_array().unwrap().contains(file), "{file} is another now");
    }
    let added: Vec<_> =
        after.as_array().unwrap().iter().filter(|one| !before.as_array().unwrap().contains(one)).collect();
    let added: Vec<_> = added.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(added, ["announcement.json", "hashes.txt", "policy"]);
    let mut connection = app.state.primary().await.unwrap();
    for statement in ["UPDATE announcement_file SET size = 1", "DELETE FROM announcement_file"] {
        use diesel_async::RunQueryDsl;
        let refused = diesel::sql_query(statement).execute(&mut connection).await;
        assert!(refused.unwrap_err().to_string().contains("permission denied"), "{statement}");
    }
}

#[actix_web::test]
async fn a_browser_keeps_a_file_for_good_and_the_zip_holds_them_all() {
    let app = TestApp::start().await;
    let announced = decided_by_a_grade(&app).await.announce().await;
    let path = format!("{announced}/bundle/trace.jsonl");
    let file = fetch(&app, &path).await.expect(200);
    assert_eq!(file.headers["cache-control"], "public, max-age=31536000, immutable");
    let etag = file.headers["etag"].to_str().unwrap().to_owned();
    let request = app.client.get(app.url(&path)).header("if-none-match", &etag);
    app.send(request, Method::GET, &path).await.expect(304);
    let request = app.client.get(app.url(&path)).header("accept-encoding", "gzip");
    let compressed = app.send(request, Method::GET, &path).await.expect(200);
    assert_eq!(compressed.headers["content-encoding"], "gzip");
    let mut plain = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(compressed.bytes.as_slice());
    std::io::Read::read_to_end(&mut decoder, &mut plain).unwrap();
    assert_eq!(plain, file.bytes);

    let zip = fetch(&app, &format!("{announced}/bundle.zip")).await.expect(200);
    assert!(zip.headers["content-disposition"].to_str().unwrap().contains("periksa-result-1-"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes.clone())).unwrap();
    for (name, bytes) in files(&app, &announced).await {
        let mut inside = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(&name).unwrap(), &mut inside).unwrap();
        assert_eq!(inside, bytes, "{name}");
    }
    let again = fetch(&app, &format!("{announced}/bundle.zip")).await.expect(200);
    assert_eq!(again.bytes, zip.bytes, "the same files, the same archive");
    let stranger = announced.replace(&announced[announced.len() - 36..], &new_id().to_string());
    fetch(&app, &format!("{stranger}/bundle.zip")).await.problem(404, "not_found");
    fetch(&app, &format!("{announced}/bundle/passwd")).await.problem(404, "not_found");
    fetch(&app, &format!("{announced}/bundle/record.tlog-proof")).await.problem(404, "proof_not_yet");
    let sealed = fetch(&app, &format!("{announced}/bundle/registration.tlog-proof")).await;
    sealed.problem(404, "proof_not_yet");
}

#[actix_web::test]
async fn the_administrative_stage_has_its_lines_and_no_run() {
    let app = TestApp::start().await;
    let round = app.closed_round("own").await;
    round.submitted_by(2).await;
    round.verify_all().await;
    let announced = round.announce(None).await;
    let files = files(&app, &announced).await;
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["ancestry.csv", "announcement.json", "dictionary.csv", "hashes.txt", "lines.csv", "policy"]
    );
    let lines = String::from_utf8(files["lines.csv"].clone()).unwrap();
    let expected = format!("participant,vacancy,status\nP-01,{0},TMS\nP-02,{0},MS\n", round.vacancy);
    assert_eq!(lines, expected);
    let ancestry = String::from_utf8(files["ancestry.csv"].clone()).unwrap();
    let mut standings: Vec<&str> = ancestry.lines().skip(1).map(|line| &line[65..]).collect();
    standings.sort_unstable();
    assert_eq!(standings, ["P-01,TMS", "P-02,MS"], "everybody whom the closing of registration sealed");
    let dictionary = String::from_utf8(files["dictionary.csv"].clone()).unwrap();
    assert!(dictionary.contains("lines.csv,status,TMS,Tidak memenuhi syarat"), "{dictionary}");
}
