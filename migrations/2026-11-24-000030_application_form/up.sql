-- Form version 1: what an application asks, why, on which basis, for how long. Asked only where a requirement needs it.
INSERT INTO application_form (version, document, at) VALUES (1, $form${
 "version": 1,
 "basis": "UU 20/2023 tentang ASN; UU 27/2022 tentang Pelindungan Data Pribadi pasal 20 ayat (2) huruf e",
 "kept": {
  "id": "Selama seleksi dan dua tahun sesudah pengumuman hasil akhir, lalu dihapus.",
  "en": "During the selection and two years after the final result, then erased."
 },
 "person": {
  "why": {
   "id": "Nama, NIK, dan tanggal lahir diambil dari akun Anda, untuk memastikan satu orang satu lamaran dan menghitung usia.",
   "en": "Name, NIK and birth date come from your account, to make sure that one person has one application and to count the age."
  }
 },
 "fields": {
  "education": {
   "label": {
    "id": "Pendidikan Anda yang sesuai",
    "en": "Your education that fits"
   },
   "hint": {
    "id": "Pilih yang tertulis di ijazah Anda. Kalau tidak ada, pilih yang terakhir.",
    "en": "Choose what your diploma says. If it is not listed, choose the last line."
   },
   "why": {
    "id": "Mencocokkan pendidikan Anda dengan syarat formasi.",
    "en": "To compare your education with what the post requires."
   }
  },
  "gpa": {
   "label": {
    "id": "Indeks prestasi kumulatif (IPK)",
    "en": "Grade point average (IPK)"
   },
   "hint": {
    "id": "Seperti di transkrip, skala 4. Contoh: 3,25.",
    "en": "As in your transcript, scale of 4. Example: 3.25."
   },
   "why": {
    "id": "Mencocokkan IPK dengan batas paling rendah.",
    "en": "To compare it with the minimum."
   }
  },
  "disability": {
   "label": {
    "id": "Apakah Anda penyandang disabilitas?",
    "en": "Are you a person with a disability?"
   },
   "hint": {
    "id": "Ditanyakan hanya karena formasi ini khusus. Jawaban Anda disimpan terenkripsi.",
    "en": "Asked only because this post is reserved. Your answer is kept encrypted."
   },
   "why": {
    "id": "Mencocokkan dengan jenis kebutuhan formasi.",
    "en": "To match the pool of the post."
   }
  },
  "residence": {
   "label": {
    "id": "Alamat tempat tinggal",
    "en": "Address"
   },
   "hint": {
    "id": "Jalan atau dusun, desa atau kelurahan, kecamatan, kota atau kabupaten.",
    "en": "Street or hamlet, village, district, city or regency."
   },
   "why": {
    "id": "Formasi ini mensyaratkan tempat tinggal; petugas yang menilai.",
    "en": "This post asks where you live; an officer judges it."
   }
  },
  "statement": {
   "label": {
    "id": "Pernyataan",
    "en": "Statement"
   },
   "hint": {
    "id": "Centang hanya kalau benar.",
    "en": "Tick only if it is true."
   },
   "why": {
    "id": "Pernyataan ini syarat formasi.",
    "en": "The post requires this statement."
   }
  },
  "document": {
   "label": {
    "id": "Berkas",
    "en": "Document"
   },
   "hint": {
    "id": "PDF, JPEG, atau PNG, paling besar 5 MB. Semua tulisan harus terbaca.",
    "en": "PDF, JPEG or PNG, at most 5 MB. All writing must be readable."
   },
   "why": {
    "id": "Bukti untuk syarat formasi, dibuka hanya oleh petugas verifikasi.",
    "en": "Proof for a requirement, opened by verification officers only."
   }
  }
 },
 "documents": {
  "identity_card": {
   "id": "Kartu tanda penduduk (KTP)",
   "en": "Identity card (KTP)"
  },
  "family_card": {
   "id": "Kartu keluarga (KK)",
   "en": "Family card (KK)"
  },
  "diploma": {
   "id": "Ijazah",
   "en": "Diploma"
  },
  "transcript": {
   "id": "Transkrip nilai",
   "en": "Transcript"
  },
  "photo": {
   "id": "Pasfoto",
   "en": "Passport photo"
  },
  "application_letter": {
   "id": "Surat lamaran",
   "en": "Letter of application"
  },
  "statement_letter": {
   "id": "Surat pernyataan",
   "en": "Letter of statement"
  },
  "curriculum_vitae": {
   "id": "Daftar riwayat hidup",
   "en": "Curriculum vitae"
  },
  "registration_certificate": {
   "id": "Surat tanda registrasi (STR)",
   "en": "Registration certificate (STR)"
  },
  "practice_licence": {
   "id": "Surat izin praktik (SIP)",
   "en": "Practice licence (SIP)"
  },
  "accreditation": {
   "id": "Bukti akreditasi",
   "en": "Proof of accreditation"
  },
  "experience_letter": {
   "id": "Surat keterangan pengalaman kerja",
   "en": "Letter on work experience"
  },
  "training_certificate": {
   "id": "Sertifikat pelatihan",
   "en": "Training certificate"
  },
  "disability_letter": {
   "id": "Surat keterangan dokter tentang disabilitas",
   "en": "Doctor's letter on the disability"
  },
  "health_letter": {
   "id": "Surat keterangan sehat",
   "en": "Health certificate"
  },
  "police_record": {
   "id": "Surat keterangan catatan kepolisian (SKCK)",
   "en": "Police record certificate (SKCK)"
  }
 },
 "statements": {
  "true_data": {
   "id": "Semua isian dan berkas saya benar.",
   "en": "Everything I filled in and uploaded is true."
  },
  "no_criminal_record": {
   "id": "Saya tidak pernah dipidana penjara dua tahun atau lebih.",
   "en": "I have never been sentenced to prison for two years or more."
  },
  "not_dismissed": {
   "id": "Saya tidak pernah diberhentikan tidak dengan hormat.",
   "en": "I have never been dishonourably dismissed."
  },
  "not_civil_servant": {
   "id": "Saya bukan calon atau pegawai ASN, prajurit TNI, atau anggota Polri.",
   "en": "I am no civil servant, soldier or police officer, nor a candidate for it."
  },
  "not_party_member": {
   "id": "Saya bukan anggota atau pengurus partai politik.",
   "en": "I am no member or officer of a political party."
  },
  "healthy": {
   "id": "Saya sehat jasmani dan rohani.",
   "en": "I am in good physical and mental health."
  },
  "willing_to_be_placed": {
   "id": "Saya bersedia ditempatkan di unit yang tertulis di formasi.",
   "en": "I am willing to work at the unit that the post names."
  }
 }
}$form$, '2026-11-24T00:00:00Z');
