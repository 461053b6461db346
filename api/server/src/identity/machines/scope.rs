//! What a machine may be allowed, in plain words: the permissions of which no holder decides about people.
use super::MachineScope;
use crate::kernel::{Language, Text};

/// Every permission that a machine may hold; a test compares the names with the list of permissions.
pub const SCOPES: &[(&str, Text)] = &[
    (
        "grant.see",
        Text::new(
            "Membaca siapa memegang hak apa di instansi ini",
            "Read who holds which grant in this agency",
        ),
    ),
    (
        "machine.see",
        Text::new(
            "Membaca daftar klien mesin instansi ini",
            "Read the list of this agency's machine clients",
        ),
    ),
    (
        "run.see",
        Text::new(
            "Membaca hasil perhitungan seleksi, dengan kode peserta dan tanpa nama",
            "Read the results of selection runs, with participants' codes and without names",
        ),
    ),
    (
        "employee.manage",
        Text::new(
            "Membaca, menambah dan mengubah data pegawai dan masa jabatannya",
            "Read, add and change employees and their periods of service",
        ),
    ),
    (
        "course.manage",
        Text::new(
            "Menyusun pelatihan dan sesinya, dan menerbitkan sertifikat",
            "Prepare courses and sessions, and issue certificates",
        ),
    ),
    (
        "attendance.keep",
        Text::new("Mencatat kehadiran dan hasil pelatihan", "Record attendance and results of training"),
    ),
];

pub fn words(name: &str) -> Option<Text> {
    SCOPES.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

pub fn shown(name: &str, language: Language) -> MachineScope {
    let words = words(name).map_or_else(|| name.to_owned(), |words| words.get(language).to_owned());
    MachineScope { name: name.to_owned(), words }
}

#[cfg(test)]
mod tests {
    use super::SCOPES;
    use crate::kernel::permission::{ALL, Who};

    #[test]
    fn every_permission_that_a_machine_may_hold_has_its_words_and_no_other() {
        let may: Vec<_> = ALL.iter().filter(|(_, who)| who.for_machines()).map(|(name, _)| *name).collect();
        assert_eq!(SCOPES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), may);
    }

    #[test]
    fn no_machine_decides_about_people_or_passes_for_a_fresh_second_factor() {
        let may = |name: &str| {
            let (_, who) = ALL.iter().find(|(known, _)| *known == name).unwrap();
            assert!(!(who.for_machines() && matches!(who, Who::RolesFresh(_))), "{name}");
            who.for_machines()
        };
        for name in
            ["verdict.give", "application.read", "marks.import", "run.make", "counter.work", "grant.give"]
        {
            assert!(!may(name), "{name}");
        }
        for name in ["public", "account.own", "employee.own", "team.enrol"] {
            assert!(!may(name), "{name} is a person's");
        }
        assert!(may("employee.manage"));
    }
}
