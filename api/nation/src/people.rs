//! A round of a nation's size, made up from a fixed seed: the same people each time, and no pattern between vacancies.
use chrono::NaiveDate;
use selection::{Flag, Grade, GradeKind, Mark, Participant, Vacancy};

const SEED: u64 = 2024;
/// Vacancies of one post, in several places, pools and with several qualifications.
const OF_POST: u64 = 20;
/// Every so manieth vacancy has hardly any applicants, so that its places go to others.
const UNPOPULAR: u64 = 12;
/// Every so manieth post has hardly any applicants anywhere, so that places stay empty.
const UNKNOWN_POST: u64 = 50;

/// Numbers that follow from the seed, a name and a number alone (SplitMix64).
struct Chance(u64);

impl Chance {
    fn of(name: u64, number: u64) -> Self {
        Self(
            SEED.wrapping_mul(0x9E37_79B9_7F4A_7C15)
                ^ (name << 56)
                ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03),
        )
    }

    fn below(&mut self, many: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)).checked_rem(many).unwrap_or(0)
    }

    fn once_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    /// Between these two, the middle more often.
    fn around(&mut self, least: u64, most: u64) -> u64 {
        least + (self.below(most - least + 1) + self.below(most - least + 1)) / 2
    }
}

/// All vacancies, sorted by identifier.
pub fn vacancies(many: u64) -> Vec<Vacancy> {
    (0..many).map(|number| vacancy(number, many)).collect()
}

fn vacancy(number: u64, many: u64) -> Vacancy {
    let mut chance = Chance::of(1, number);
    let posts = many.div_ceil(OF_POST);
    let post = number % posts;
    let first = chance.below(4);
    let pool = match chance.below(20) {
        0 => "cum_laude",
        1 => "disability",
        _ => "general",
    };
    Vacancy {
        vacancy: format!("f{number:06}"),
        post: format!("post{post:05}"),
        qualification: (first..=first + chance.below(3)).map(|at| education(post, at)).collect(),
        location: format!("unit{:03}", chance.below(8)),
        pool: pool.into(),
        quota: 1 + u32::try_from(chance.below(4)).unwrap_or(0),
    }
}

fn education(post: u64, at: u64) -> String {
    format!("{}", 5_000_000 + post * 4 + at % 4)
}

/// One participant; numbers in rising order give codes in rising order.
pub fn participant(number: u64, vacancies: &[Vacancy]) -> Participant {
    let mut chance = Chance::of(2, number);
    let many = u64::try_from(vacancies.len()).unwrap_or(1);
    let mut at = chance.below(many);
    let unpopular =
        at.is_multiple_of(UNPOPULAR) || (at % many.div_ceil(OF_POST)).is_multiple_of(UNKNOWN_POST);
    if unpopular && !chance.once_in(20) {
        at = (at + 1 + chance.below(UNPOPULAR - 1)) % many;
    }
    let applied = usize::try_from(at).ok().and_then(|at| vacancies.get(at));
    let whole = |thousandths| Mark::from_thousandths(thousandths).unwrap_or_default();
    // Many have the same marks, so that grade and age decide, and sometimes nothing does.
    let alike = chance.once_in(30);
    let mut mark = |least: u64, most: u64, unit: u64, same: u64| {
        let found = chance.around(least, most) * unit;
        whole(if alike { same } else { found })
    };
    let marks = [
        ("twk", mark(8, 28, 5_000, 100_000)),
        ("tiu", mark(10, 34, 5_000, 125_000)),
        ("tkp", mark(120, 222, 1_000, 190_000)),
        ("skb_cat", mark(120, 380, 250, 70_000)),
    ];
    let codes = applied.map(|vacancy| vacancy.qualification.as_slice()).unwrap_or_default();
    let chosen = usize::try_from(chance.below(3)).unwrap_or(0);
    let mut person = Participant {
        participant: format!("p{number:07}"),
        vacancy: applied.map(|vacancy| vacancy.vacancy.clone()).unwrap_or_default(),
        education: codes.get(chosen).or(codes.first()).cloned(),
        grade: Some(Grade { kind: GradeKind::Ipk, value: whole(2_750 + 50 * chance.below(26)) }),
        birth_date: birth(&mut chance, alike),
        marks: marks.into_iter().map(|(code, mark)| (code.to_owned(), mark)).collect(),
        ..Participant::default()
    };
    match chance.below(200) {
        0..16 => drop(person.marks.remove("tiu")),
        16..20 => drop(person.marks.remove("skb_cat")),
        20..22 => drop(person.flags.insert(Flag::Withdrawn, None)),
        22..30 => drop(person.flags.insert(Flag::Ineligible, None)),
        30 => drop(person.flags.insert(Flag::Disqualified, None)),
        _ => {}
    }
    person
}

/// Among those who are alike, a few days.
fn birth(chance: &mut Chance, alike: bool) -> Option<NaiveDate> {
    let days = chance.below(if alike { 20 } else { 5_000 });
    NaiveDate::from_num_days_from_ce_opt(727_000 + i32::try_from(days).unwrap_or(0))
}
