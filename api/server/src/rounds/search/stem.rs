//! Which words of one stem belong together.
//!
//! Decided on the 11,795 words of the 109,517 formations of 2024, stemmed by PostgreSQL's `indonesian`: of its 520
//! groups, those made by pe-, per-, ber-, ke-an and pe-an helped (*pengawas, pengawasan*; *perawat, keperawatan*),
//! those made by -i or by -an alone hurt, since they are names of places (*Kuta, Kutai*; *selat, selatan*), and so did
//! me-, ter- and di- (*Meranti, ranti*; *terapi, api*). `ALONE` names what these rules let through to no good:
//! *perawatan* is the maintenance of machines, and *penyakit* is not what *rumah sakit* means.

/// Words that have grown away from their stem; each brought more foreign posts than wanted ones.
#[rustfmt::skip]
const ALONE: &[&str] = &[
    "bangunan", "berat", "berencana", "daya", "desa", "empat", "gunung", "guru", "hulu", "kedudukan",
    "kejuruan", "kerja", "kesatuan", "kota", "labuhan", "mata", "muda", "olah", "pasar", "penuh",
    "perangkat", "perawas", "perawatan", "perdata", "perguruan", "perhubungan", "perjalanan", "permata", "pertahanan",
    "pulau", "sakit", "satu", "serta", "sisir", "tanah", "usaha",
];

/// Shorter words are mostly abbreviations.
const SHORTEST: usize = 4;

/// The words among `group`, all of one stem, that belong together.
pub fn together<'a>(stem: &str, group: &[&'a str]) -> Vec<&'a str> {
    group.iter().copied().filter(|word| belongs(word, stem, group)).collect()
}

fn belongs(word: &str, stem: &str, group: &[&str]) -> bool {
    if ALONE.contains(&word) || word.len() < SHORTEST {
        return false;
    }
    let derived = (word.starts_with("pe") || word.starts_with("be")) && !word.starts_with(stem);
    let whole = word == stem || derived || (word.starts_with("ke") && word.ends_with("an"));
    // `layanan` beside `pelayanan`, but not `selatan` beside `selat`.
    let inside = |other: &&str| other.len() > word.len() && other.starts_with("pe") && other.ends_with(word);
    whole || (word.ends_with("an") && group.iter().any(inside))
}

#[cfg(test)]
mod tests {
    use super::together;

    #[test]
    fn derived_words_belong_to_their_stem() {
        assert_eq!(together("awas", &["pengawas", "pengawasan", "terawas"]), ["pengawas", "pengawasan"]);
        assert_eq!(together("layan", &["pelayanan", "layanan"]), ["pelayanan", "layanan"]);
        assert_eq!(together("awat", &["perawat", "keperawatan", "perawatan"]), ["perawat", "keperawatan"]);
    }

    #[test]
    fn places_and_grown_away_words_stay_alone() {
        assert_eq!(together("selat", &["selat", "selatan"]), ["selat"]);
        assert_eq!(together("kuta", &["kuta", "kutai"]), ["kuta"]);
        assert_eq!(together("sakit", &["sakit", "penyakit"]), ["penyakit"]);
        assert_eq!(together("ranti", &["ranti", "meranti"]), ["ranti"]);
    }
}
