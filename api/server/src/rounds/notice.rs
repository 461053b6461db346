//! What a notice about further tests breaks, as problem fields that name the clause.
use std::collections::BTreeMap;

use selection::{FurtherTests, Mark, NoticeFinding, NoticeProblem, Profile, Rules, check_notice};

use super::store::Vacancy;
use crate::{
    catalog::Agency,
    kernel::{Code, FieldError, Problem, Text},
};

pub static NOTICE_REFUSED: Code = Code::new(
    "notice_refused",
    422,
    "Pengumuman tes lanjutan ini tidak memenuhi peraturan. Lihat pasalnya di setiap keterangan, perbaiki, lalu simpan lagi.",
    "This notice of further tests does not meet the regulation. See the clause at each note, mend it and save again.",
);

/// Central and regional agencies have different limits (regulations 1.4).
pub fn profile(agency: &Agency) -> Profile {
    if agency.kind == "central" { Profile::Central } else { Profile::Regional }
}

/// Refuses what [`check_notice`] refuses; a notice that says nothing states nothing.
pub fn check(
    rules: &Rules,
    agency: &Agency,
    stated: Option<&FurtherTests>,
    base: &str,
) -> Result<(), Problem> {
    let nothing = FurtherTests { main_weight: None, tests: Vec::new() };
    let findings = check_notice(rules, profile(agency), stated.unwrap_or(&nothing));
    if findings.is_empty() { Ok(()) } else { Err(refused(&findings, base)) }
}

fn refused(findings: &[NoticeFinding], base: &str) -> Problem {
    let mut problem = Problem::new(&NOTICE_REFUSED);
    problem.errors = findings.iter().map(|finding| field(finding, base)).collect();
    problem
}

/// The reason of a version of the rules that takes over the weights of the notices.
pub const WEIGHED: &str = "Bobot tes tambahan menurut pengumuman";

/// The rules with the weights that the notices of these vacancies state, and no others: what is announced is what is
/// computed. One post is tested in one way.
pub fn weighed(rules: &Rules, agency: &Agency, vacancies: &[Vacancy]) -> Result<Rules, Problem> {
    let mut weighed = rules.clone();
    let mut posts: BTreeMap<&str, Vec<Mark>> = BTreeMap::new();
    for (at, vacancy) in vacancies.iter().enumerate() {
        let base = format!("/vacancies/{at}");
        let stated = vacancy.further_tests()?;
        check(rules, agency, stated.as_ref(), &base)?;
        let tests = stated.iter().flat_map(|notice| &notice.tests);
        let weights: Vec<Mark> =
            tests.filter_map(|test| test.weight).filter(|weight| *weight > Mark::ZERO).collect();
        let post = vacancy.post();
        if posts.insert(post, weights.clone()).is_some_and(|other| other != weights) {
            let text = Text::new(
                "Formasi lain dengan jabatan yang sama menyebut bobot tes lain.",
                "Another vacancy of the same post states other weights.",
            );
            return Err(Problem::new(&NOTICE_REFUSED).field(
                format!("{base}/further_tests"),
                "weights_differ",
                text,
            ));
        }
        weighed = match stated.filter(|_| !weights.is_empty()) {
            None => weighed.without_further_tests(post),
            Some(notice) => weighed
                .with_further_tests(profile(agency), post, &notice)
                .map_err(|findings| refused(&findings, &base))?,
        };
    }
    Ok(weighed)
}

fn field(finding: &NoticeFinding, base: &str) -> FieldError {
    let place = finding.test.map_or_else(|| "/main_weight".to_owned(), |test| format!("/tests/{test}"));
    let code = serde_json::to_value(finding.message_code).ok();
    let clause = format!("{}, {}", finding.clause.document, finding.clause.clause);
    let (id, en) = words(finding.message_code, finding.limit);
    FieldError {
        pointer: format!("{base}/further_tests{place}"),
        code: code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(),
        id: format!("{id} ({clause})."),
        en: format!("{en} ({clause})."),
        ..FieldError::default()
    }
}

/// A share as whole per cent, with three decimals where it has them.
fn percent(limit: Option<Mark>) -> String {
    let thousandths = limit.unwrap_or_default().thousandths();
    let (whole, part) = (thousandths / 10, thousandths % 10);
    if part == 0 { format!("{whole} %") } else { format!("{whole},{part} %") }
}

fn words(problem: NoticeProblem, limit: Option<Mark>) -> (String, String) {
    let both = |id: &str, en: &str| (id.to_owned(), en.to_owned());
    match problem {
        NoticeProblem::KindMissing => both("Jenis tes belum disebut", "The kind of the test is not stated"),
        NoticeProblem::WeightMissing => {
            both("Bobot tes belum disebut", "The weight of the test is not stated")
        }
        NoticeProblem::MainWeightMissing => {
            both("Bobot tes utama (CAT) belum disebut", "The weight of the main test (CAT) is not stated")
        }
        NoticeProblem::EliminatingWithoutCriteria => both(
            "Tes yang menggugurkan harus menyebut kriterianya",
            "A test that eliminates must state its criteria",
        ),
        NoticeProblem::WeightsDoNotSum => {
            both("Jumlah semua bobot harus 100 %", "All weights must add up to 100 %")
        }
        NoticeProblem::TooManyKinds => {
            let most = limit.unwrap_or_default();
            let most = most.thousandths() / 1_000;
            (
                format!("Paling banyak {most} jenis tes tambahan"),
                format!("At most {most} kind(s) of further tests"),
            )
        }
        NoticeProblem::FurtherWeightTooHigh => (
            format!("Bobot semua tes tambahan paling banyak {}", percent(limit)),
            format!("All further tests together weigh at most {}", percent(limit)),
        ),
        NoticeProblem::MainWeightTooLow => (
            format!("Bobot tes utama paling sedikit {}", percent(limit)),
            format!("The main test weighs at least {}", percent(limit)),
        ),
        NoticeProblem::InterviewNotAllowed => {
            both("Instansi daerah tidak boleh mengadakan wawancara", "A regional agency may not interview")
        }
        NoticeProblem::InterviewWeightTooHigh => (
            format!("Bobot wawancara paling banyak {}", percent(limit)),
            format!("Interviews weigh at most {}", percent(limit)),
        ),
    }
}
