//! Asks `terang-inspect` what a file is; whatever brings that program down is a damaged file.
use std::{path::Path, process::Stdio, time::Duration};

use serde::Deserialize;
use tokio::{io::AsyncWriteExt, process::Command, sync::Semaphore};

use crate::kernel::{Code, Problem, problem::INTERNAL};

pub static FILE_WRONG_TYPE: Code = Code::new(
    "file_wrong_type",
    415,
    "Berkas ini bukan PDF, JPEG atau PNG. Simpan atau foto ulang dalam salah satu bentuk itu, lalu unggah lagi.",
    "This file is no PDF, JPEG or PNG. Save or photograph it again in one of these forms, then upload it.",
);
pub static FILE_DAMAGED: Code = Code::new(
    "file_damaged",
    422,
    "Berkas tidak terbaca: rusak atau terpotong. Buka dulu di perangkat Anda, simpan ulang, lalu unggah lagi.",
    "The file cannot be read: it is damaged or cut off. Open it on your device, save it again, then upload it.",
);
pub static FILE_ENCRYPTED: Code = Code::new(
    "file_encrypted",
    422,
    "Berkas ini memakai kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
    "This file has a password. Save it without one, then upload it again.",
);
pub static FILE_TOO_MANY_PAGES: Code = Code::new(
    "file_too_many_pages",
    422,
    "Berkas ini lebih dari 60 halaman. Unggah hanya halaman yang diminta.",
    "This file has more than 60 pages. Upload only the pages that are asked for.",
);
pub static FILE_ACTIVE_CONTENT: Code = Code::new(
    "file_active_content",
    422,
    "PDF ini berisi skrip atau berkas lain di dalamnya. Cetak ke PDF baru atau pindai aslinya, lalu unggah lagi.",
    "This PDF carries scripts or other files. Print it to a new PDF or scan the original, then upload it again.",
);
pub static FILE_TOO_LARGE_PICTURE: Code = Code::new(
    "file_too_large_picture",
    422,
    "Gambar ini terlalu besar ukurannya. Kecilkan sampai paling banyak 50 juta titik, lalu unggah lagi.",
    "This picture is too large. Reduce it to at most 50 million points, then upload it again.",
);

/// What an upload may be refused for.
pub const REFUSALS: &[&Code] = &[
    &FILE_WRONG_TYPE,
    &FILE_DAMAGED,
    &FILE_ENCRYPTED,
    &FILE_TOO_MANY_PAGES,
    &FILE_ACTIVE_CONTENT,
    &FILE_TOO_LARGE_PICTURE,
];

/// The program's own limit on work is ten seconds of processor time; this one also counts waiting.
const PATIENCE: Duration = Duration::from_secs(30);
/// Each may take half a gigabyte.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// A file that may be kept.
#[derive(Debug, Deserialize)]
pub struct Sound {
    pub media_type: String,
    pub pages: Option<i32>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Refused { refusal: String },
    Sound(Sound),
}

/// Judges `bytes` by content.
pub async fn inspect(program: &Path, bytes: &[u8]) -> Result<Sound, Problem> {
    let _turn = AT_ONCE.acquire().await.map_err(inside)?;
    let mut child = Command::new(program)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(inside)?;
    let mut input = child.stdin.take();
    let work = async {
        if let Some(input) = input.as_mut() {
            // A program that has ended early closes the pipe; its answer or its absence says why.
            let _closed_early = input.write_all(bytes).await;
        }
        drop(input.take());
        child.wait_with_output().await
    };
    let output = match tokio::time::timeout(PATIENCE, work).await {
        Ok(output) => output.map_err(inside)?,
        Err(_) => return Err(Problem::new(&FILE_DAMAGED).inside("inspection took too long")),
    };
    if !output.status.success() {
        return Err(Problem::new(&FILE_DAMAGED).inside(format!("inspection ended with {}", output.status)));
    }
    match serde_json::from_slice(&output.stdout).map_err(inside)? {
        Said::Sound(sound) => Ok(sound),
        Said::Refused { refusal } => Err(Problem::new(refused(&refusal))),
    }
}

fn refused(refusal: &str) -> &'static Code {
    match refusal {
        "wrong_type" => &FILE_WRONG_TYPE,
        "encrypted" => &FILE_ENCRYPTED,
        "too_many_pages" => &FILE_TOO_MANY_PAGES,
        "active_content" => &FILE_ACTIVE_CONTENT,
        "too_large" => &FILE_TOO_LARGE_PICTURE,
        _ => &FILE_DAMAGED,
    }
}

fn inside(error: impl std::fmt::Display) -> Problem {
    Problem::new(&INTERNAL).inside(format!("inspection: {error}"))
}
