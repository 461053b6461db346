//! Every program that is started here, and how all of them stop: on Ctrl-C, on failure, at the end.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::Outcome;

/// How long a program may take to stop in order.
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts programs in process groups of their own, so that whatever they start stops with them.
#[derive(Clone, Default)]
pub(crate) struct Children {
    stopping: Arc<AtomicBool>,
    groups: Arc<Mutex<Vec<Pid>>>,
}

impl Children {
    /// From now on Ctrl-C, SIGTERM and SIGHUP stop the children; a second one kills them.
    pub(crate) fn watch() -> Outcome<Self> {
        let children = Self::default();
        let watched = children.clone();
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])
            .map_err(|error| format!("Cannot listen for Ctrl-C: {error}."))?;
        thread::spawn(move || {
            for _ in signals.forever() {
                let again = watched.stopping.swap(true, Ordering::SeqCst);
                watched.signal_all(if again { Signal::SIGKILL } else { Signal::SIGTERM });
            }
        });
        Ok(children)
    }

    /// Runs a program to its end; an end other than success is an error that names it.
    pub(crate) fn run(&self, command: &mut Command) -> Outcome {
        let name = command_line(command);
        let status = self.start(command)?.wait()?;
        if status.success() { Ok(()) } else { Err(format!("`{name}` failed: see its messages above.")) }
    }

    /// Starts a program that is stopped when the answer is dropped.
    pub(crate) fn start(&self, command: &mut Command) -> Outcome<Running> {
        let name = command_line(command);
        command.stdin(Stdio::null()).process_group(0);
        // Held over the start, so that a signal finds either no child or one that it can reach.
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_stopping() {
            return Err(stopped());
        }
        let child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("`{name}` cannot start: the program is not installed."),
            _ => format!("`{name}` cannot start: {error}."),
        })?;
        let group = i32::try_from(child.id()).map(Pid::from_raw).map_err(|error| error.to_string())?;
        groups.push(group);
        Ok(Running { child, group, children: self.clone() })
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    fn signal_all(&self, signal: Signal) {
        let groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        for group in groups.iter() {
            let _already_gone = killpg(*group, signal);
        }
    }
}

/// One running program with all that it started.
pub(crate) struct Running {
    child: Child,
    group: Pid,
    children: Children,
}

impl Running {
    pub(crate) fn wait(&mut self) -> Outcome<ExitStatus> {
        let status = self.child.wait().map_err(|error| format!("A program was lost: {error}."))?;
        if self.children.is_stopping() { Err(stopped()) } else { Ok(status) }
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.ended().is_none() {
            let _already_gone = killpg(self.group, Signal::SIGTERM);
            let began = Instant::now();
            while self.ended().is_none() && began.elapsed() < PATIENCE {
                thread::sleep(Duration::from_millis(20));
            }
        }
        // What the program left behind in its group, and the program itself if it does not listen.
        let _nobody_left = killpg(self.group, Signal::SIGKILL);
        let _collected = self.child.wait();
        let mut groups = self.children.groups.lock().unwrap_or_else(PoisonError::into_inner);
        groups.retain(|group| *group != self.group);
    }
}

fn stopped() -> String {
    "Stopped.".to_owned()
}

fn command_line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// A program that starts another one and writes that one's number into `place`.
    fn family(place: &Path) -> Command {
        let mut command = Command::new("sh");
        let script = "sleep 300 & echo $! > \"$1.new\"; mv \"$1.new\" \"$1\"; wait";
        command.args(["-c", script, "sh"]).arg(place);
        command
    }

    fn number_in(place: &Path) -> String {
        eventually("the grandchild", || place.exists());
        fs::read_to_string(place).unwrap().trim().to_owned()
    }

    /// Whether the process runs; one that has ended and was not collected yet (Z) does not.
    fn runs(number: &str) -> bool {
        let state = Command::new("ps").args(["-o", "stat=", "-p", number]).output().unwrap().stdout;
        !state.is_empty() && !state.starts_with(b"Z")
    }

    fn eventually(what: &str, happened: impl Fn() -> bool) {
        let began = Instant::now();
        while !happened() {
            assert!(began.elapsed() < Duration::from_secs(10), "{what} did not come about");
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[test]
    fn dropping_a_program_stops_what_it_started_too() {
        let folder = tempfile::tempdir().unwrap();
        let running = Children::default().start(&mut family(&folder.path().join("number"))).unwrap();
        let grandchild = number_in(&folder.path().join("number"));
        assert!(runs(&grandchild));
        drop(running);
        eventually("the end of the grandchild", || !runs(&grandchild));
    }

    #[test]
    fn ctrl_c_stops_what_runs_and_nothing_starts_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let children = Children::watch().unwrap();
        let place = folder.path().join("number");
        let (runner, command) = (children.clone(), family(&place));
        let run = thread::spawn(move || {
            let mut command = command;
            runner.run(&mut command)
        });
        let grandchild = number_in(&place);
        nix::sys::signal::raise(Signal::SIGINT).unwrap();
        assert_eq!(run.join().unwrap(), Err("Stopped.".to_owned()));
        eventually("the end of the grandchild", || !runs(&grandchild));
        assert_eq!(children.run(&mut Command::new("true")), Err("Stopped.".to_owned()));
    }

    #[test]
    fn a_failure_and_a_missing_program_are_named() {
        let children = Children::default();
        assert_eq!(children.run(&mut Command::new("true")), Ok(()));
        let failed = children.run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(failed.contains("`sh -c exit 3` failed"), "{failed}");
        let missing = children.run(&mut Command::new("no-such-program")).unwrap_err();
        assert!(missing.contains("not installed"), "{missing}");
    }
}
