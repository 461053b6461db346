//! The 49 columns (A..AW) by the names that SSCASN gives them, and what may be done with each.

use serde::Serialize;

/// What the law on personal data lets us do with a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Handling {
    /// Kept, and shown to whoever works on the application.
    Keep,
    /// Kept encrypted, and shown masked unless the duty needs the whole.
    Mask,
    /// Never read, so never kept.
    Drop,
}

macro_rules! columns {
    ($($variant:ident = $name:literal, $handling:ident;)+) => {
        /// A column of the export, in the order of the layout.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column { $($variant,)+ }

        impl Column {
            pub const ALL: [Column; 49] = [$(Column::$variant,)+];

            /// The heading.
            pub const fn name(self) -> &'static str {
                match self { $(Column::$variant => $name,)+ }
            }

            pub const fn handling(self) -> Handling {
                match self { $(Column::$variant => Handling::$handling,)+ }
            }
        }
    };
}

columns! {
    Remark = "remark", Keep;
    Nik = "nik", Mask;
    NoRegister = "no_register", Keep;
    NoPeserta = "no_peserta", Keep;
    TglDaftar = "tgl_daftar", Keep;
    NamaKtp = "nama_ktp", Keep;
    TempatLahirKtp = "tempat_lahir_ktp", Mask;
    TglLahirKtp = "tgl_lahir_ktp", Mask;
    GelarDepanIjazah = "gelar_depan_ijazah", Keep;
    NamaIjazah = "nama_ijazah", Keep;
    GelarBelakangIjazah = "gelar_belakang_ijazah", Keep;
    TempatLahirIjazah = "tempat_lahir_ijazah", Mask;
    TglLahirIjazah = "tgl_lahir_ijazah", Mask;
    JenisKelamin = "jenis_kelamin", Keep;
    Agama = "agama", Drop;
    JenisDisabilitas = "jenis_disabilitas", Mask;
    LinkDisabilitas = "link_disabilitas", Mask;
    AlamatDomisili = "alamat_domisili", Mask;
    KabkotaDomisili = "kabkota_domisili", Keep;
    ProvinsiDomisili = "provinsi_domisili", Keep;
    LembagaPendidikan = "lembaga_pendidikan", Keep;
    Prodi = "prodi", Keep;
    NoIjazah = "no_ijazah", Mask;
    AkreditasiLembaga = "akreditasi_lembaga", Keep;
    AkreditasiProdi = "akreditasi_prodi", Keep;
    IpkNilai = "ipk_nilai", Keep;
    JabatanKode = "jabatan_kode", Keep;
    JabatanNama = "jabatan_nama", Keep;
    LokasiKode = "lokasi_kode", Keep;
    LokasiNama = "lokasi_nama", Keep;
    JenisFormasi = "jenis_formasi", Keep;
    PendidikanKode = "pendidikan_kode", Keep;
    PendidikanNama = "pendidikan_nama", Keep;
    LokasiUjianId = "lokasi_ujian_id", Keep;
    LokasiUjianNama = "lokasi_ujian_nama", Keep;
    LokasiUjianLuarNegeriId = "lokasi_ujian_luar_negeri_id", Keep;
    LokasiUjianLuarNegeriNama = "lokasi_ujian_luar_negeri_nama", Keep;
    Email = "email", Mask;
    PtDikti = "pt_dikti", Keep;
    ProdiDikti = "prodi_dikti", Keep;
    StatusVerifikasi = "status_verifikasi", Keep;
    AlasanTms = "alasan_tms", Keep;
    AlasanTmsDetail = "alasan_tms_detail", Keep;
    TanggalVerifikasi = "tanggal_verifikasi", Keep;
    VerifikatorUsername = "verifikator_username", Keep;
    VerifikatorNama = "verifikator_nama", Keep;
    SupervisorUsername = "supervisor_username", Keep;
    SupervisorNama = "supervisor_nama", Keep;
    TanggalSupervisi = "tanggal_supervisi", Keep;
}

impl Column {
    /// Without these a row is no application.
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Column::Nik
                | Column::NoRegister
                | Column::NamaKtp
                | Column::TglLahirKtp
                | Column::JabatanKode
                | Column::LokasiKode
                | Column::JenisFormasi
                | Column::PendidikanKode
        )
    }

    /// Digits that must stay text.
    pub const fn is_identifier(self) -> bool {
        matches!(self, Column::Nik | Column::NoRegister | Column::NoPeserta)
    }
}
