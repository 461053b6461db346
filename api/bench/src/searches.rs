//! The fixed mix of 120 searches, as people ask them, and the pages of single vacancies.
use serde_json::Value;

use crate::{Outcome, text};

const WORDS: [&str; 24] = [
    "perawat",
    "bidan",
    "guru",
    "dosen",
    "dokter umum",
    "apoteker",
    "auditor",
    "arsiparis",
    "penata ruang",
    "analis hukum",
    "pranata komputer",
    "penyuluh pertanian",
    "perencana",
    "statistisi",
    "pengawas",
    "polisi kehutanan",
    "rsud",
    "puskesmas",
    "sekretariat daerah",
    "kementerian keuangan",
    "badan riset",
    "dinas pendidikan",
    "sawah",
    "pemeriksa",
];
const EDUCATIONS: [&str; 22] = [
    "S-1 hukum",
    "D-III keperawatan",
    "S-1 akuntansi",
    "ners",
    "S-1 teknik sipil",
    "D-IV",
    "S-1 manajemen",
    "kebidanan",
    "S-1 teknik informatika",
    "S-1 ilmu komunikasi",
    "profesi dokter",
    "S-2 hukum",
    "SMA",
    "S-1 pendidikan bahasa inggris",
    "farmasi",
    "5101087",
    "4100230",
    "5190068",
    "5100170",
    "4400030",
    "statistika",
    "S-1 psikologi",
];
const AGENCIES: [&str; 20] = [
    "5473", "7171", "3001", "3005", "3008", "3012", "3014", "3021", "3024", "3028", "4011", "4012", "4023",
    "4031", "5100", "5200", "5300", "5372", "6100", "7300",
];
const REGIONS: [&str; 12] = ["11", "12", "13", "13.73", "31", "32", "32.73", "33", "35", "51", "73", "94"];

fn encoded(pairs: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    format!("/api/v1/vacancies?{}", query.finish())
}

/// 120 addresses; `ask` gives the first pages, from which further ones follow.
pub fn mix(ask: impl Fn(&str) -> Outcome<Value>) -> Outcome<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    all.extend(WORDS.map(|words| encoded(&[("text", words)])));
    all.extend(EDUCATIONS.map(|education| encoded(&[("education", education)])));
    all.extend(AGENCIES.map(|agency| encoded(&[("agency", agency)])));
    all.extend(REGIONS.map(|region| encoded(&[("region", region)])));
    for words in WORDS.iter().take(8) {
        all.push(encoded(&[("text", words), ("education", "S-1 hukum"), ("open_to_disabled", "true")]));
    }
    for (level, pay) in [("20", "4000000"), ("30", "5000000"), ("40", "6000000"), ("45", "8000000")] {
        all.push(encoded(&[("level", level), ("sort", "pay")]));
        all.push(encoded(&[("pay_at_least", pay), ("sort", "pay")]));
        all.push(encoded(&[("pool", "general"), ("pay_at_least", pay)]));
    }
    all.push(encoded(&[("show", "open")]));
    all.push(encoded(&[("show", "current")]));
    // Somebody turns the pages.
    for begun in [
        encoded(&[("sort", "pay")]),
        encoded(&[("agency", "3012")]),
        encoded(&[("text", "guru"), ("sort", "title")]),
        encoded(&[]),
    ] {
        let mut cursor: Option<String> = None;
        for _ in 0..5 {
            let page = match &cursor {
                None => begun.clone(),
                Some(cursor) => format!("{begun}&cursor={cursor}"),
            };
            cursor = ask(&page)?.get("next").and_then(Value::as_str).map(str::to_owned);
            all.push(page);
            if cursor.is_none() {
                break;
            }
        }
    }
    let missing = 120_usize.checked_sub(all.len()).ok_or_else(|| text("more than 120 searches"))?;
    all.extend(WORDS.iter().take(missing).map(|words| encoded(&[("text", words), ("sort", "pay")])));
    Ok(all)
}
