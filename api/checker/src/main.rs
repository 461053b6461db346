//! `terang-check`: recomputes at home what was announced. Ends with 0 the same, 1 not the same, 2 could not tell.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use checker::{Log, Rank, Receipt, ResultFiles, Verdict, Witness, draw, log, rank, receipt, result, witness};
use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

/// A nation's round is hundreds of millions of small pieces: this one needs a tenth less memory and time for them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(Parser)]
#[command(
    name = "terang-check",
    version,
    about = "Hitung ulang sendiri apa yang diumumkan. Recompute at home what was announced."
)]
struct Arguments {
    #[command(subcommand)]
    check: Check,
}

#[derive(Subcommand)]
enum Check {
    /// Hitung ulang pemeringkatan dari aturan dan berkas. Recompute a ranking from rules and files.
    Rank(Rank),
    /// Ulangi undian dari foldernya. Repeat a draw from its folder.
    Draw {
        /// list.txt, draw.json, order.txt, drawn.json
        folder: PathBuf,
    },
    /// Periksa seluruh pengumuman dari berkasnya. Check a whole announcement from its files.
    Result(ResultFiles),
    /// Periksa tanda terima atau kartu Anda. Check your receipt or card.
    Receipt(Receipt),
    /// Baca seluruh catatan publik. Read a whole public record.
    Log(Log),
    /// Jadilah saksi catatan publik. Be a witness of public records.
    Witness(Witness),
}

fn main() -> ExitCode {
    // Wrong arguments end with 2, as clap does: nothing could be told.
    let verdict = match Arguments::parse().check {
        Check::Rank(files) => rank(&files),
        Check::Draw { folder } => draw(&folder),
        Check::Result(files) => result(&files),
        Check::Receipt(file) => receipt(&file),
        Check::Log(place) => log(&place),
        Check::Witness(arguments) => witness(&arguments),
    };
    let same = matches!(verdict, Verdict::Same(_));
    let mut out: Box<dyn Write> = if same { Box::new(io::stdout()) } else { Box::new(io::stderr()) };
    for line in verdict.lines() {
        // Whoever reads may close the pipe; the ending still tells.
        let _ = writeln!(out, "{line}");
    }
    ExitCode::from(verdict.ending())
}
