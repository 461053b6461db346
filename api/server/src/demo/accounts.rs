//! The demo's accounts: one for each part of the walk. They exist only while the server listens on loopback.
use super::{AGENCY, OTHER_AGENCY};
use crate::kernel::{Text, permission::Role};

/// One password opens all demo accounts.
pub const PASSWORD: &str = "rekaan-kota-arang-2026";

/// A demo account and what it is for.
pub struct DemoAccount {
    pub email: &'static str,
    pub roles: &'static [Role],
    /// Where the roles hold.
    pub agencies: &'static [&'static str],
    pub purpose: Text,
}

const fn account(
    email: &'static str,
    roles: &'static [Role],
    id: &'static str,
    en: &'static str,
) -> DemoAccount {
    DemoAccount { email, roles, agencies: &[AGENCY], purpose: Text::new(id, en) }
}

impl DemoAccount {
    const fn of(mut self, agencies: &'static [&'static str]) -> Self {
        self.agencies = agencies;
        self
    }
}

/// In the order of the walk. Officers have an authenticator; the page `/demo` shows their current codes.
pub const ACCOUNTS: &[DemoAccount] = &[
    account(
        "pelamar@rekaan.test",
        &[],
        "pelamar dengan hasil CPNS 2024",
        "applicant with a CPNS 2024 result",
    ),
    account("verifikator1@rekaan.test", &[Role::Verifier], "verifikator berkas", "verifier"),
    account("verifikator2@rekaan.test", &[Role::Verifier], "verifikator berkas kedua", "second verifier"),
    account(
        "supervisor@rekaan.test",
        &[Role::Supervisor],
        "supervisor verifikasi",
        "supervisor of verification",
    ),
    account("panitia1@rekaan.test", &[Role::Committee], "panitia seleksi, menyiapkan", "committee, prepares"),
    account("panitia2@rekaan.test", &[Role::Committee], "panitia seleksi, menyetujui", "committee, approves")
        .of(&[AGENCY, OTHER_AGENCY]),
    account(
        "panitia3@rekaan.test",
        &[Role::Committee],
        "panitia seleksi, menyetujui sebagai orang kedua",
        "committee, approves as the second person",
    ),
    account(
        "panitia.gorontalo@rekaan.test",
        &[Role::Committee],
        "panitia seleksi instansi lain (Gorontalo)",
        "committee of another agency (Gorontalo)",
    )
    .of(&[OTHER_AGENCY]),
    account("loket1@rekaan.test", &[Role::CounterOfficer], "petugas loket", "counter officer"),
    account("loket2@rekaan.test", &[Role::CounterOfficer], "petugas loket kedua", "second counter officer"),
    account("admin1@rekaan.test", &[Role::Administrator], "administrator", "administrator"),
    account("admin2@rekaan.test", &[Role::Administrator], "administrator kedua", "second administrator"),
    account("kepegawaian@rekaan.test", &[Role::PersonnelOfficer], "petugas kepegawaian", "personnel officer"),
    account(
        "penyelenggara@rekaan.test",
        &[Role::TrainingOrganizer],
        "penyelenggara pelatihan",
        "training organizer",
    ),
    account("pengajar@rekaan.test", &[Role::Trainer], "pengajar", "trainer"),
    account("kepala@rekaan.test", &[Role::UnitHead], "kepala unit", "head of a unit"),
    account("pegawai@rekaan.test", &[], "pegawai negeri sipil", "civil servant"),
    account("inspektorat@rekaan.test", &[Role::Inspector], "inspektorat", "inspectorate"),
    account(
        "inspektorat2@rekaan.test",
        &[Role::Inspector],
        "inspektorat, cadangan undian",
        "inspectorate, stand-in of draws",
    ),
    account("pemantau1@rekaan.test", &[Role::Observer], "pemantau independen", "independent observer"),
    account(
        "pemantau2@rekaan.test",
        &[Role::Observer],
        "pemantau, cadangan undian",
        "observer, stand-in of draws",
    ),
];
