//! A folder of small data files, written by the test itself.
use std::{
    io::Write,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

pub struct Files(PathBuf);

const FILES: &[(&str, &str)] = &[
    (
        "regions",
        "code,name,level,level_original,parent_code\n13,Sumatera Barat,province,provinsi,\n\
         13.73,Kota Sawahlunto,city,kabupaten/kota,13\n71,Sulawesi Utara,province,provinsi,\n",
    ),
    (
        "agencies",
        "code,id,name,name_original,other_name,tier,tier_original,type,type_original,region_code,time_zone,active,source\n\
         5473,A5EB03E23B26F6A0E040640A040252AD,Pemerintah Kota Sawahlunto,x,,regional,D,city,KOT,13.73,Asia/Jakarta,true,s\n\
         1010,A5EB03E23BE8F6A0E040640A040252AD,Kementerian PPN/Bappenas,x,,central,P,ministry,KEMENT,,Asia/Jakarta,true,s\n",
    ),
    ("education-levels", "id,name,rank\n30,Diploma III/Sarjana Muda,8\n40,S-1/Sarjana,10\n"),
    (
        "education-codes",
        "code,name,name_original,level_id\n4000001,D-III Keperawatan,x,30\n5101202,S-1 Ilmu Hukum,x,40\n",
    ),
    (
        "posts",
        "kind,id,code,name,name_original,level,level_original,retirement_age,group_id,current\n\
         functional,A1,1,Perawat Terampil,x,Terampil,TR,58,G,true\noperational,A1,2,Pengemudi,x,,,,,true\n",
    ),
    ("courses", "code,id,name,name_original\n2001,C1,Administrasi Keuangan Daerah,x\n"),
    (
        "holidays",
        "date,kind,name,name_en,decree\n2026-12-24,joint_leave,Cuti bersama Natal,x,SKB 2026\n\
         2026-12-25,national,Hari Raya Natal,x,SKB 2026\n",
    ),
];

const FORMATIONS: &str = "id,selection,agency_code,agency_name_original,pool_code,pool_original,post_title,post_title_original,unit_path,unit_original,education_codes,places,applicants_passed_administration,open_to_disability,pay_min,pay_max,flags,snapshot\n";

impl Files {
    /// Whole and correct files, with three formations.
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("terang-files-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir_all(&folder).unwrap();
        let files = Self(folder);
        for (name, content) in FILES {
            files.write(name, content);
        }
        files.formations(&[
            "646c3891-6c87-4f26-b378-0a190221a200,CPNS,5473,,general,UMUM,Perawat Terampil,X,Dinas Kesehatan | RSUD Sawahlunto,X,4000001,2,31,false,4000000,6000000,,2024-12",
            "0123456789abcdef0123456789abcdef,CPNS,5473,,oap,OAP,Analis Hukum Ahli Pertama,X,Sekretariat Daerah,X,5101202,1,,true,,7000000,,2024-12",
            "746c3891-6c87-4f26-b378-0a190221a201,CPNS,1010,,disability,D,Perencana Ahli Pertama,X,,X,5101202|4000001,3,5,true,9000000,9500000,,2024-12",
        ]);
        files
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, content: &str) {
        let file = std::fs::File::create(self.0.join(format!("{name}.csv.gz"))).unwrap();
        let mut packed = GzEncoder::new(file, Compression::fast());
        packed.write_all(content.as_bytes()).unwrap();
        packed.finish().unwrap();
    }

    pub fn formations(&self, rows: &[&str]) {
        self.write("formations-2024-cpns", &format!("{FORMATIONS}{}\n", rows.join("\n")));
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}
