//! Demo (1): CPNS 2024 on the archive's own vacancies, from the export of SSCASN to the announced result.
use std::collections::BTreeMap;

use chrono::{DateTime, TimeZone, Utc};
use serde_json::{Value, json};

use super::{
    AGENCY,
    city::{City, at, list},
    participants::{self, Fate, Offered, Participant, all, basic_marks, export, field_marks},
    people::Person,
    reading,
};

const FIRST: &str = "panitia1@rekaan.test";
const SECOND: &str = "panitia2@rekaan.test";

/// `applicant` has an account and takes part.
pub async fn make(city: &mut City, applicant: &Person) -> Result<(), String> {
    let (round, offered) = archive(city, &format!("/api/v1/agencies/{AGENCY}")).await?;
    let people = all(2024, 2024, offered.len(), 11, Some(applicant));
    println!("  {} participants for {} vacancies", people.len(), offered.len());
    let course = Course {
        days: [
            day(2024, 9, 10),
            day(2024, 9, 12),
            day(2024, 9, 19),
            day(2024, 11, 15),
            day(2024, 11, 17),
            day(2024, 12, 28),
            day(2025, 1, 12),
        ],
        letters: ["800.1.2.2/101/BKPSDM/2024", "800.1.2.2/145/BKPSDM/2024", "800.1.2.2/007/BKPSDM/2025"],
        basis: None,
    };
    course.run(city, &round, &offered, &people).await
}

/// When a national round did what, by which letters it announced, and on which basis it named those placed.
pub struct Course {
    /// Import, reading, administrative stage, basic test, shortlist, field test, result.
    pub days: [DateTime<Utc>; 7],
    pub letters: [&'static str; 3],
    pub basis: Option<Value>,
}

impl Course {
    /// From the export of SSCASN to the announced result.
    pub async fn run(
        self,
        city: &mut City,
        round: &str,
        offered: &[Offered],
        people: &[Participant],
    ) -> Result<(), String> {
        let [imported, read, checked, sat, shortlisted, tested, decided] = self.days;
        let [administrative, shortlist_letter, result] = self.letters;
        let base = format!("/api/v1/agencies/{AGENCY}");
        city.set(imported);
        import(city, round, export(people, offered)?).await?;
        city.set(read);
        reading::read(city, round, people, people.len(), people.len()).await?;
        city.set(checked);
        announce(city, round, "administrative", None, administrative, None).await?;

        city.set(sat);
        let sitting: Vec<&Participant> =
            people.iter().filter(|one| !matches!(one.fate, Fate::OtherEducation | Fate::TooOld)).collect();
        let sheet = marks(city, round, "skd", basic_marks(&sitting)?).await?;
        let codes = codes(city, &sheet, &sitting).await?;
        let run = run(city, &base, round, "skd").await?;
        let outcomes = outcomes(city, &run).await?;
        compare(city, &run, &outcomes, &BTreeMap::new()).await?;
        city.set(shortlisted);
        announce(city, round, "shortlist", Some(&run), shortlist_letter, None).await?;

        city.set(tested);
        let goes_on = |outcome: &&Value| at(outcome, "/state") == "goes_on";
        let shortlist: Vec<&Participant> = outcomes
            .iter()
            .filter(goes_on)
            .filter_map(|outcome| codes.get(at(outcome, "/participant_code").as_str()?).copied())
            .collect();
        marks(city, round, "skb", field_marks(&shortlist)?).await?;
        let run = self::run(city, &base, round, "skb").await?;
        let outcomes = self::outcomes(city, &run).await?;
        compare(city, &run, &outcomes, &national_rulings(&outcomes)).await?;
        city.set(decided);
        announce(city, round, "result", Some(&run), result, self.basis).await
    }
}

/// 09.00 WIB.
pub fn day(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, month, day, 2, 0, 0).single().unwrap_or_default()
}

/// The archive's round and its vacancies.
async fn archive(city: &mut City, base: &str) -> Result<(String, Vec<Offered>), String> {
    let cards = vacancies(city).await?;
    let cards: Vec<_> = cards.iter().filter(|card| at(card, "/archive") == true).collect();
    let round = cards.first().and_then(|card| at(card, "/round_id").as_str());
    let round = round.ok_or("the archive has no vacancies of the city")?;
    let mut offered = Vec::new();
    for card in &cards {
        offered.push(Offered::of(&page(city, card).await?));
    }
    Ok((format!("{base}/rounds/{round}"), offered))
}

/// All vacancies of the city, as the public search lists them.
pub async fn vacancies(city: &mut City) -> Result<Vec<Value>, String> {
    let (mut cards, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/vacancies?agency={AGENCY}&limit=100{cursor}");
        let found = city.get("", &path).await?;
        cards.extend(list(&found.body, "/items"));
        match at(&found.body, "/next").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(cards),
        }
    }
}

/// The public page of a vacancy.
pub async fn page(city: &mut City, card: &Value) -> Result<Value, String> {
    let id = at(card, "/id").as_str().unwrap_or_default();
    Ok(city.get("", &format!("/api/v1/vacancies/{id}")).await?.body)
}

/// Checks and applies an export of SSCASN.
pub async fn import(city: &mut City, round: &str, file: Vec<u8>) -> Result<(), String> {
    let checked = city.upload(FIRST, &format!("{round}/imports"), file).await?;
    if at(&checked.body, "/state") != "checked" {
        return Err(format!("the demo's export was refused: {}", at(&checked.body, "/findings")));
    }
    let path = format!("{round}/imports/{}/applications", checked.text("/id")?);
    city.act(FIRST, &path, json!({"understood": true}), &checked.etag).await?;
    Ok(())
}

/// Uploads marks and lets another officer approve them; answers the sheet's address.
async fn marks(city: &mut City, round: &str, stage: &str, file: Vec<u8>) -> Result<String, String> {
    let sheet = city.upload(FIRST, &format!("{round}/marks?stage={stage}"), file).await?;
    if at(&sheet.body, "/state") != "checked" {
        return Err(format!("the demo's marks were refused: {}", at(&sheet.body, "/findings")));
    }
    let path = format!("{round}/marks/{}", sheet.text("/id")?);
    city.act(SECOND, &format!("{path}/approve"), json!({}), &sheet.etag).await?;
    Ok(path)
}

/// Participants by code: the sheet's rows come back in its order, under the heading.
async fn codes<'a>(
    city: &mut City,
    sheet: &str,
    sitting: &[&'a Participant],
) -> Result<BTreeMap<String, &'a Participant>, String> {
    let rows = pages(city, &format!("{sheet}/rows")).await?;
    let code = |row: &Value| {
        let number = usize::try_from(at(row, "/row").as_u64()?).ok()?;
        let code = at(row, "/participant_code").as_str()?;
        Some((code.to_owned(), *sitting.get(number.checked_sub(2)?)?))
    };
    Ok(rows.iter().filter_map(code).collect())
}

/// Every item of a paged list.
async fn pages(city: &mut City, path: &str) -> Result<Vec<Value>, String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = city.get(FIRST, &format!("{path}?limit=100{cursor}")).await?;
        all.extend(list(&page.body, "/items"));
        match at(&page.body, "/next").as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(all),
        }
    }
}

/// Makes a run; answers its address.
async fn run(city: &mut City, base: &str, round: &str, stage: &str) -> Result<String, String> {
    let run = city.post(FIRST, &format!("{round}/runs"), json!({"stage": stage})).await?;
    Ok(format!("{base}/runs/{}", run.text("/id")?))
}

async fn outcomes(city: &mut City, run: &str) -> Result<Vec<Value>, String> {
    pages(city, &format!("{run}/outcomes")).await
}

/// What the national committee decided where the rules are silent: by code of the participant.
fn national_rulings(outcomes: &[Value]) -> BTreeMap<String, &'static str> {
    let mut decided: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rulings = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| at(outcome, "/state") == "undecided") {
        let vacancy = at(outcome, "/vacancy_id").as_str().unwrap_or_default();
        let before = decided.entry(vacancy).or_default();
        let code = if *before == 0 { "P/L" } else { "P" };
        *before += 1;
        rulings.insert(at(outcome, "/participant_code").as_str().unwrap_or_default().to_owned(), code);
    }
    rulings
}

/// The demo has no national committee; its list repeats our run but for `rulings`, which are then explained.
async fn compare(
    city: &mut City,
    run: &str,
    outcomes: &[Value],
    rulings: &BTreeMap<String, &'static str>,
) -> Result<(), String> {
    let row = |outcome: &Value| {
        let code = at(outcome, "/participant_code").as_str().unwrap_or_default();
        let status = rulings.get(code).copied().or(at(outcome, "/code").as_str()).unwrap_or_default();
        vec![code.to_owned(), status.to_owned()]
    };
    let rows = outcomes.iter().map(row).collect();
    let file = participants::sheet(&["no_peserta", "keterangan"], rows)?;
    city.upload(FIRST, &format!("{run}/national-result"), file).await?;
    let differences = pages(city, &format!("{run}/differences")).await?;
    if differences.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = differences.iter().map(|one| at(one, "/id").clone()).collect();
    let body = json!({
        "differences": ids, "cause": "national_ruling",
        "explanation": "Nilai sama sampai perbandingan terakhir; urutannya diputus panitia nasional (rekaan).",
    });
    city.post(FIRST, &format!("{run}/explanations"), body).await?;
    Ok(())
}

/// One prepares, the other publishes, and everybody is told.
async fn announce(
    city: &mut City,
    round: &str,
    stage: &str,
    run: Option<&str>,
    letter: &str,
    basis: Option<Value>,
) -> Result<(), String> {
    let run = run.and_then(|path| path.rsplit('/').next());
    let body = json!({"stage": stage, "run": run, "letter": letter, "names_basis": basis});
    let draft = city.post(FIRST, &format!("{round}/announcement-drafts"), body).await?;
    let path = format!("{round}/announcement-drafts/{}/publish", draft.text("/id")?);
    city.act(SECOND, &path, json!({}), &draft.etag).await?;
    city.work().await
}
