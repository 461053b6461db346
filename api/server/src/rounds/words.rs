//! Kinds of need, pay and units in words, as feeds, mails and public pages tell them.
use crate::kernel::{Language, Text};

/// Kinds of need (jenis kebutuhan), as the rules name them.
const POOLS: &[(&str, Text)] = &[
    ("general", Text::new("Umum", "General")),
    ("disability", Text::new("Penyandang disabilitas", "People with a disability")),
    ("cum_laude", Text::new("Lulusan terbaik (cum laude)", "Best graduates (cum laude)")),
    ("native_papuan", Text::new("Orang asli Papua", "Native Papuans")),
    ("general_non_papuan", Text::new("Umum (bukan orang asli Papua)", "General (not native Papuan)")),
    ("papua", Text::new("Putra/putri Papua", "From Papua")),
    ("kalimantan", Text::new("Putra/putri Kalimantan", "From Kalimantan")),
    ("underdeveloped_region", Text::new("Putra/putri daerah tertinggal", "From underdeveloped regions")),
    ("diaspora", Text::new("Diaspora", "Diaspora")),
];

/// The words for a pool; one that we have no words for stands as it is.
pub fn pool(code: &str, language: Language) -> &str {
    POOLS.iter().find(|(known, _)| *known == code).map_or(code, |(_, text)| text.get(language))
}

/// "Dinas Kesehatan › RSUD · Pemerintah Kota Sawahlunto".
pub fn place(unit_path: &str, agency: &str) -> String {
    if unit_path.is_empty() {
        return agency.to_owned();
    }
    format!("{} · {agency}", unit_path.replace(" | ", " › "))
}

/// "1.115".
pub fn number(amount: i64, language: Language) -> String {
    let digits = amount.unsigned_abs().to_string();
    let separator = if language == Language::Id { '.' } else { ',' };
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// "Rp4.000.000".
pub fn rupiah(amount: i64, language: Language) -> String {
    format!("Rp{}", number(amount, language))
}

/// "Rp4.000.000 sampai Rp6.000.000 per bulan"; nothing when neither is published.
pub fn pay(least: Option<i64>, most: Option<i64>, language: Language) -> Option<String> {
    let (least, most) = (least.or(most)?, most.or(least)?);
    let (to, monthly) = match language {
        Language::Id => ("sampai", "per bulan"),
        Language::En => ("to", "a month"),
    };
    let from = rupiah(least, language);
    if least == most {
        return Some(format!("{from} {monthly}"));
    }
    Some(format!("{from} {to} {} {monthly}", rupiah(most, language)))
}

#[cfg(test)]
mod tests {
    use super::{Language, pay, rupiah};

    #[test]
    fn pay_is_told_as_one_figure_or_a_range() {
        assert_eq!(rupiah(950, Language::Id), "Rp950");
        assert_eq!(pay(Some(4_000_000), None, Language::Id).unwrap(), "Rp4.000.000 per bulan");
        let range = pay(Some(4_000_000), Some(12_500_000), Language::En).unwrap();
        assert_eq!(range, "Rp4,000,000 to Rp12,500,000 a month");
        assert_eq!(pay(None, None, Language::Id), None);
    }
}
