//! Participants of the demo's national rounds: who they are, what they wrote, what becomes of them, from a fixed seed.
use chrono::{Days, NaiveDate};
use interchange::{
    applicants::Column,
    write::{Dialect, OutTable, Value as Cell},
};
use serde_json::Value;

use super::{
    city::at,
    names,
    people::{Person, nik},
    random::Random,
};

/// A vacancy as the export names it.
pub struct Offered {
    pub title: String,
    pub pool: String,
    pub unit: String,
    pub education: String,
}

impl Offered {
    /// From the public page of a vacancy.
    pub fn of(page: &Value) -> Self {
        let text = |pointer: &str| at(page, pointer).as_str().unwrap_or_default().to_owned();
        Self {
            title: text("/post_title"),
            pool: text("/pool"),
            unit: text("/unit_path"),
            education: text("/education/0/code"),
        }
    }
}

/// What becomes of somebody, beside the marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Sits,
    /// TMS.
    OtherEducation,
    /// TMS.
    TooOld,
    AbsentFromBasic,
    CheatsInBasic,
    AbsentFromField,
    WithdrawsBeforeField,
    FailsFurther,
}

/// Somebody made up who takes part.
pub struct Participant {
    pub person: Person,
    pub vacancy: usize,
    pub register: String,
    pub number: String,
    pub fate: Fate,
    /// TWK, TIU, TKP.
    pub basic: [u32; 3],
    /// The field test in thousandths.
    pub field: u32,
    pub registered: NaiveDate,
}

/// About thirteen for each vacancy. `first`, who has an account, is the first of the first vacancy.
pub fn all(seed: u64, year: i32, vacancies: usize, each: u32, first: Option<&Person>) -> Vec<Participant> {
    let mut random = Random::new(seed);
    let mut all: Vec<Participant> = Vec::new();
    for vacancy in 0..vacancies {
        for place in 0..each + random.below(5) {
            let serial = all.len();
            let mut one = participant(&mut random, year, vacancy, serial);
            if let (0, Some(known)) = (serial, first) {
                (one.person, one.fate) = (known.clone(), Fate::Sits);
                (one.basic, one.field) = ([115, 130, 188], 71_250);
            }
            tie(&mut one, &all, vacancy, place);
            all.push(one);
        }
    }
    all
}

/// In every tenth vacancy two stand even at the border of the shortlist, in every twentieth even to the last
/// comparison that the rules know, birth date included.
fn tie(one: &mut Participant, before: &[Participant], vacancy: usize, place: u32) {
    let Some(other) = before.last().filter(|_| place == 1 && vacancy % 10 == 5) else { return };
    one.basic = other.basic;
    one.fate = other.fate;
    if vacancy % 20 == 5 {
        one.field = other.field;
        let serial = before.len();
        one.person.birth = other.person.birth;
        one.person.nik = nik(one.person.birth, one.person.male, serial);
    }
}

fn participant(random: &mut Random, year: i32, vacancy: usize, serial: usize) -> Participant {
    let born = NaiveDate::from_ymd_opt(year - 33 + i32::try_from(random.below(12)).unwrap_or(0), 1, 1);
    let birth = born.and_then(|day| day.checked_add_days(Days::new(random.below(360).into())));
    let (birth, male) = (birth.unwrap_or_default(), random.once_in(2));
    let good = random.below(40);
    let fate = match random.below(100) {
        0..=5 => Fate::OtherEducation,
        6..=7 => Fate::TooOld,
        8..=16 => Fate::AbsentFromBasic,
        17 => Fate::CheatsInBasic,
        18..=21 => Fate::AbsentFromField,
        22..=23 => Fate::WithdrawsBeforeField,
        24..=25 => Fate::FailsFurther,
        _ => Fate::Sits,
    };
    let registered = NaiveDate::from_ymd_opt(year, 8, 21).unwrap_or_default();
    Participant {
        person: Person { nik: nik(birth, male, serial), name: names::name(serial), birth, male, email: None },
        vacancy,
        register: format!("{year}99010{serial:06}"),
        number: format!("{:02}990110{serial:07}", year % 100),
        fate,
        basic: [
            5 * (10 + good / 5 + random.below(11)),
            5 * (13 + good / 5 + random.below(13)),
            152 + good + random.below(32),
        ],
        field: 250 * (150 + 2 * good + random.below(150)),
        registered: registered.checked_add_days(Days::new(random.below(17).into())).unwrap_or(registered),
    }
}

/// The export of SSCASN with these people.
pub fn export(people: &[Participant], offered: &[Offered]) -> Result<Vec<u8>, String> {
    let headings = Column::ALL.iter().map(|column| column.name().to_owned()).collect();
    let mut table = OutTable { headings, rows: Vec::new() };
    for one in people {
        let vacancy = offered.get(one.vacancy).ok_or("a participant without vacancy")?;
        let cell = |column: &Column| Cell::Text(written(one, vacancy, *column));
        table.rows.push(Column::ALL.iter().map(cell).collect());
    }
    table.xlsx("pelamar").map_err(|error| error.to_string())
}

fn written(one: &Participant, vacancy: &Offered, column: Column) -> String {
    let person = &one.person;
    match column {
        Column::Nik => person.nik.clone(),
        Column::NoRegister => one.register.clone(),
        Column::NoPeserta => one.number.clone(),
        Column::TglDaftar => format!("{} 10:15:00", one.registered.format("%d-%m-%Y")),
        Column::NamaKtp | Column::NamaIjazah => person.name.clone(),
        Column::TempatLahirKtp | Column::TempatLahirIjazah => "Kota Rekaan".into(),
        Column::TglLahirKtp | Column::TglLahirIjazah => person.birth.format("%d-%m-%Y").to_string(),
        Column::JenisKelamin => if person.male { "Pria" } else { "Wanita" }.into(),
        Column::AlamatDomisili => "Jalan Rekaan 1".into(),
        Column::KabkotaDomisili => "Kota Rekaan".into(),
        Column::ProvinsiDomisili => "Provinsi Rekaan".into(),
        Column::LembagaPendidikan => "Universitas Rekaan".into(),
        Column::Prodi => "Program Studi Rekaan".into(),
        Column::NoIjazah => format!("REKAAN-{}", one.register),
        Column::AkreditasiLembaga | Column::AkreditasiProdi => "B".into(),
        Column::IpkNilai => format!("3.{:02}", one.basic.iter().sum::<u32>() % 90),
        Column::JabatanKode | Column::LokasiKode => "REKAAN".into(),
        Column::JabatanNama => vacancy.title.clone(),
        Column::LokasiNama => vacancy.unit.clone(),
        Column::JenisFormasi => vacancy.pool.clone(),
        Column::PendidikanKode => vacancy.education.clone(),
        Column::LokasiUjianNama => "Gedung Rekaan".into(),
        _ => String::new(),
    }
}

/// The sheet of the basic test: those who may sit it.
pub fn basic_marks(people: &[&Participant]) -> Result<Vec<u8>, String> {
    let rows = people.iter().map(|one| match one.fate {
        Fate::AbsentFromBasic => row(one, &[None, None, None], "TH"),
        Fate::CheatsInBasic => row(one, &one.basic.map(|mark| Some(mark.to_string())), "DIS"),
        _ => row(one, &one.basic.map(|mark| Some(mark.to_string())), ""),
    });
    sheet(&["no_peserta", "twk", "tiu", "tkp", "keterangan"], rows.collect())
}

/// The sheet of the field test: those on the shortlist.
pub fn field_marks(people: &[&Participant]) -> Result<Vec<u8>, String> {
    let mark = |one: &Participant| Some(format!("{}.{:03}", one.field / 1000, one.field % 1000));
    let rows = people.iter().map(|one| match one.fate {
        Fate::AbsentFromField => row(one, &[None], "TH"),
        Fate::WithdrawsBeforeField => row(one, &[None], "APS"),
        Fate::FailsFurther => row(one, &[mark(one)], "TMS-1"),
        _ => row(one, &[mark(one)], ""),
    });
    sheet(&["no_peserta", "skb_cat", "keterangan"], rows.collect())
}

fn row(one: &Participant, marks: &[Option<String>], remark: &str) -> Vec<String> {
    let marks = marks.iter().map(|mark| mark.clone().unwrap_or_default());
    [one.number.clone()].into_iter().chain(marks).chain([remark.to_owned()]).collect()
}

/// A CSV file.
pub fn sheet(headings: &[&str], rows: Vec<Vec<String>>) -> Result<Vec<u8>, String> {
    let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::Text).collect()).collect();
    OutTable { headings, rows }.csv(Dialect::Excel).map_err(|error| error.to_string())
}
