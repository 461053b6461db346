//! Instants in words, in the agency's zone, as notices and public pages tell them.
use chrono::{DateTime, Datelike, Duration, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;

use super::Language;

const DAYS: [(&str, &str); 7] = [
    ("Senin", "Monday"),
    ("Selasa", "Tuesday"),
    ("Rabu", "Wednesday"),
    ("Kamis", "Thursday"),
    ("Jumat", "Friday"),
    ("Sabtu", "Saturday"),
    ("Minggu", "Sunday"),
];
const MONTHS: [(&str, &str); 12] = [
    ("Januari", "January"),
    ("Februari", "February"),
    ("Maret", "March"),
    ("April", "April"),
    ("Mei", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("Agustus", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Desember", "December"),
];

/// The zone of an agency; the catalog allows three, and anything else is read as Jakarta's.
pub fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(chrono_tz::Asia::Jakarta)
}

/// "Selasa, 24 November 2026 pukul 16.00 WIB".
pub fn said(at: DateTime<Utc>, zone_name: &str, language: Language) -> String {
    let local = at.with_timezone(&zone(zone_name));
    let name = match zone_name {
        "Asia/Makassar" => "WITA",
        "Asia/Jayapura" => "WIT",
        _ => "WIB",
    };
    let pick = |(id, en): (&'static str, &'static str)| if language == Language::Id { id } else { en };
    let word = |list: &[(&'static str, &'static str)], at: u32| {
        usize::try_from(at).ok().and_then(|at| list.get(at)).map_or("", |pair| pick(*pair))
    };
    let weekday = word(&DAYS, local.weekday().num_days_from_monday());
    let day = format!("{weekday}, {} {} {}", local.day(), word(&MONTHS, local.month0()), local.year());
    let (hour, minute) = (local.hour(), local.minute());
    match language {
        Language::Id => format!("{day} pukul {hour:02}.{minute:02} {name}"),
        Language::En => format!("{day}, {hour:02}:{minute:02} {name}"),
    }
}

/// The end of a half-open window: midnight is told as 23.59 of the day before, as every notice does.
pub fn said_closing(at: DateTime<Utc>, zone_name: &str, language: Language) -> String {
    let midnight = at.with_timezone(&zone(zone_name)).time() == NaiveTime::MIN;
    said(if midnight { at - Duration::minutes(1) } else { at }, zone_name, language)
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::{said, said_closing};
    use crate::kernel::Language;

    #[test]
    fn a_window_ends_at_a_minute_before_midnight_in_the_agencys_zone() {
        let closes = Utc.with_ymd_and_hms(2026, 11, 26, 17, 0, 0).unwrap();
        let told = said_closing(closes, "Asia/Jakarta", Language::Id);
        assert_eq!(told, "Kamis, 26 November 2026 pukul 23.59 WIB");
        let told = said(closes, "Asia/Makassar", Language::En);
        assert_eq!(told, "Friday, 27 November 2026, 01:00 WITA");
    }
}
