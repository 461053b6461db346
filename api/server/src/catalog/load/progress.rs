//! How far a load is: a bar on a terminal, plain lines elsewhere.
use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

/// How often the bar moves.
const STEP: Duration = Duration::from_millis(100);
const WIDTH: u128 = 24;

/// Where progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Silent,
    Lines,
    Bar,
}

impl Progress {
    /// A bar when standard error is a terminal, lines otherwise.
    pub fn of_terminal() -> Self {
        if std::io::stderr().is_terminal() { Self::Bar } else { Self::Lines }
    }

    /// Says a whole line.
    pub fn say(self, line: &str) {
        if self != Self::Silent {
            show(&format!("{line}\n"));
        }
    }
}

/// The bar of one file.
pub struct Bar {
    progress: Progress,
    name: &'static str,
    total: usize,
    done: usize,
    began: Instant,
    shown: Option<Instant>,
}

impl Bar {
    pub fn new(progress: Progress, name: &'static str, total: usize) -> Self {
        Self { progress, name, total, done: 0, began: Instant::now(), shown: None }
    }

    pub fn add(&mut self, rows: usize) {
        self.done += rows;
        let due = self.shown.is_none_or(|at| at.elapsed() >= STEP);
        if self.progress == Progress::Bar && due {
            self.shown = Some(Instant::now());
            show(&format!("\r\u{1b}[K{}", self.line()));
        }
    }

    /// Count, rate and the remaining time.
    fn line(&self) -> String {
        let (done, total) = (self.done as u128, self.total.max(1) as u128);
        let elapsed = self.began.elapsed().as_millis().max(1);
        let filled = usize::try_from(done * WIDTH / total).unwrap_or(0);
        let empty = usize::try_from(WIDTH).unwrap_or(0).saturating_sub(filled);
        let rate = done * 1000 / elapsed;
        let left = (total.saturating_sub(done) * elapsed / done.max(1)).div_ceil(1000);
        let name = self.name;
        format!(
            "  {name:<24} [{}{}] {done}/{total}  {rate}/s  {left} s left",
            "=".repeat(filled),
            " ".repeat(empty)
        )
    }

    pub fn finish(&self) {
        let milliseconds = self.began.elapsed().as_millis();
        let line = format!(
            "  {:<24} {} in {}.{:01} s",
            self.name,
            self.done,
            milliseconds / 1000,
            milliseconds % 1000 / 100
        );
        match self.progress {
            Progress::Bar => show(&format!("\r\u{1b}[K{line}\n")),
            other => other.say(&line),
        }
    }
}

/// A terminal that went away does not stop the load.
fn show(text: &str) {
    let mut out = std::io::stderr().lock();
    let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
