//! Names that cannot be taken for anybody's: two words of nature and "Rekaan" (made up).

const FIRST: &[&str] = &[
    "Akasia",
    "Angin",
    "Awan",
    "Bambu",
    "Batu",
    "Beringin",
    "Bukit",
    "Bulan",
    "Cemara",
    "Danau",
    "Daun",
    "Embun",
    "Fajar",
    "Gelombang",
    "Gunung",
    "Hujan",
    "Hutan",
    "Jati",
    "Kabut",
    "Karang",
    "Kelapa",
    "Kerikil",
    "Ladang",
    "Langit",
    "Lembah",
    "Mahoni",
    "Matahari",
    "Mendung",
    "Muara",
    "Ombak",
    "Padi",
    "Pasir",
    "Pelangi",
    "Petai",
    "Pinus",
    "Rotan",
    "Sawah",
    "Senja",
    "Sungai",
    "Telaga",
];
const SECOND: &[&str] = &[
    "Anggrek",
    "Aren",
    "Belimbing",
    "Cempaka",
    "Cengkih",
    "Dahlia",
    "Delima",
    "Durian",
    "Gambir",
    "Jambu",
    "Kamboja",
    "Kenanga",
    "Ketapang",
    "Kopi",
    "Kunyit",
    "Lada",
    "Langsat",
    "Manggis",
    "Mawar",
    "Melati",
    "Merbau",
    "Nanas",
    "Nilam",
    "Pala",
    "Pandan",
    "Pepaya",
    "Pinang",
    "Rambutan",
    "Randu",
    "Salak",
    "Sawo",
    "Selasih",
    "Serai",
    "Sirih",
    "Sirsak",
    "Tanjung",
    "Tebu",
    "Teratai",
    "Terung",
    "Waru",
];

/// The name with this number; the first 1,600 are all different.
pub fn name(number: usize) -> String {
    let of =
        |list: &'static [&'static str], at: usize| list.get(at % list.len()).copied().unwrap_or_default();
    let first = of(FIRST, number);
    let second = of(SECOND, number / FIRST.len() + number);
    format!("{first} {second} Rekaan")
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_differ_and_say_what_they_are() {
        let all: std::collections::BTreeSet<_> = (0..1600).map(name).collect();
        assert_eq!(all.len(), 1600);
        assert!(all.iter().all(|name| name.ends_with("Rekaan")));
    }
}
