//! Made-up participants of the finished round: enough of them, and with marks that exercise every code.
use chrono::NaiveDate;

use super::{names, random::Random};

/// A vacancy as the public API shows it.
#[derive(Clone, Debug)]
pub struct Offer {
    pub external_id: String,
    pub post: String,
    pub unit: String,
    pub pool: String,
    pub pool_original: String,
    pub education: (String, String),
    pub places: u32,
}

/// What becomes of somebody's marks in the basic test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basic {
    Marks { twk: u32, tiu: u32, tkp: u32 },
    Absent,
    Disqualified,
}

/// One made-up applicant.
#[derive(Clone, Debug)]
pub struct Made {
    pub nik: String,
    pub name: String,
    pub birth: NaiveDate,
    pub male: bool,
    pub register: String,
    pub number: String,
    pub email: String,
    pub offer: usize,
    /// In hundredths.
    pub grade_point: u32,
    /// False for about one in nine: documents that do not meet a requirement.
    pub documents_meet: bool,
    pub basic: Basic,
    /// Field test in thousandths of 100, absent for nobody who came.
    pub field: Option<u32>,
}

/// `count` people over `offers`, more where more places are, always the same for the same seed.
pub fn make(seed: u64, first_number: usize, count: usize, offers: &[Offer]) -> Vec<Made> {
    let mut random = Random::new(seed);
    let mut made: Vec<Made> = (0..count).map(|at| one(&mut random, first_number + at, at, offers)).collect();
    for pair in (40..made.len()).step_by(60) {
        tie(&mut made, pair);
    }
    made
}

fn one(random: &mut Random, number: usize, at: usize, offers: &[Offer]) -> Made {
    let year = 1990 + i32::try_from(random.below(11)).unwrap_or(0);
    let birth = NaiveDate::from_ymd_opt(year, 1 + random.below(12), 1 + random.below(28)).unwrap_or_default();
    let male = random.once_in(2);
    // Everybody is in some vacancy's first round of seats before chance decides.
    let offer = if at < offers.len() * 4 {
        at % offers.len().max(1)
    } else {
        usize::try_from(random.below(u32::try_from(offers.len()).unwrap_or(1))).unwrap_or(0)
    };
    let basic = match random.below(40) {
        0 | 1 => Basic::Absent,
        2 if at % 5 == 0 => Basic::Disqualified,
        _ => Basic::Marks {
            twk: 5 * random.around(9, 29),
            tiu: 5 * random.around(13, 34),
            tkp: random.around(140, 214),
        },
    };
    let field = (!random.once_in(25)).then(|| 5 * random.around(9_000, 18_400));
    Made {
        nik: nik(birth, male, number),
        name: names::name(number),
        birth,
        male,
        register: format!("5473{:08}", 20_240_000 + number),
        number: format!("24990110{:09}", 820_000_000 + number),
        email: format!("peserta{number:04}@rekaan.test"),
        offer,
        grade_point: random.around(280, 395),
        documents_meet: !random.once_in(9),
        basic,
        field,
    }
}

/// Region 99.01 does not exist, so no such number was ever given to anybody.
pub fn nik(birth: NaiveDate, male: bool, number: usize) -> String {
    use chrono::Datelike;
    let day = birth.day() + if male { 0 } else { 40 };
    format!("990101{day:02}{:02}{:02}{number:04}", birth.month(), birth.year() % 100)
}

/// Gives the next one in the list the same vacancy and marks; every other pair stays tied to the last criterion.
fn tie(made: &mut [Made], at: usize) {
    let Some([first, second]) = made.get_mut(at..at + 2) else { return };
    second.offer = first.offer;
    second.basic = first.basic;
    second.field = first.field;
    second.documents_meet = first.documents_meet;
    if at % 120 == 40 {
        second.grade_point = first.grade_point;
        second.birth = first.birth;
    }
}
