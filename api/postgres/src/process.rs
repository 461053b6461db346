//! The server process: started so that it dies with us, watched, and stopped gracefully.

use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, FdFlag, fcntl};
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, getpid, getppid};

/// A running child and the place where its end is announced.
#[derive(Debug)]
pub(crate) struct Process {
    pid: Pid,
    end: Arc<(Mutex<Option<ExitStatus>>, Condvar)>,
}

impl Process {
    /// Starts `command` from a thread of its own that lives as long as the child: Linux sends the
    /// parent-death signal when the starting *thread* ends, so a caller's short-lived thread will not do.
    ///
    /// `inherited` stays open in the child.
    pub(crate) fn start(mut command: Command, inherited: &impl AsRawFd) -> io::Result<Self> {
        // A group of its own: Ctrl-C in a terminal reaches us, and we stop the server in order.
        command.process_group(0);
        die_with_parent(&mut command, inherited.as_raw_fd());
        let end = Arc::new((Mutex::new(None), Condvar::new()));
        let announce = Arc::clone(&end);
        let (send, receive) = mpsc::channel();
        thread::Builder::new().name("postgres".to_owned()).spawn(move || {
            let child = command.spawn();
            let mut running: Option<Child> = None;
            let started = child.map(|child| {
                let pid = child.id();
                running = Some(child);
                pid
            });
            let _receiver_waits = send.send(started);
            if let Some(status) = running.and_then(|mut child| child.wait().ok()) {
                let (state, changed) = &*announce;
                *state.lock().unwrap_or_else(PoisonError::into_inner) = Some(status);
                changed.notify_all();
            }
        })?;
        let pid = receive.recv().map_err(io::Error::other)??;
        let pid = i32::try_from(pid).map_err(io::Error::other)?;
        Ok(Self { pid: Pid::from_raw(pid), end })
    }

    pub(crate) fn pid(&self) -> i32 {
        self.pid.as_raw()
    }

    /// How the child ended, once it has.
    pub(crate) fn ended(&self) -> Option<ExitStatus> {
        *self.end.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end, at most `limit`.
    pub(crate) fn wait(&self, limit: Duration) -> Option<ExitStatus> {
        let (state, changed) = &*self.end;
        let state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = changed.wait_timeout_while(state, limit, |ended| ended.is_none());
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Asks for a fast shutdown (PostgreSQL ends sessions and writes everything); after `limit` the
    /// child is ended the hard way. Answers whether it left by itself.
    pub(crate) fn stop(&self, limit: Duration) -> bool {
        if self.ended().is_none() {
            let _already_gone = kill(self.pid, Signal::SIGINT);
        }
        if self.wait(limit).is_some() {
            return true;
        }
        for last in [Signal::SIGQUIT, Signal::SIGKILL] {
            let _already_gone = kill(self.pid, last);
            if self.wait(Duration::from_secs(5)).is_some() {
                break;
            }
        }
        false
    }
}

#[expect(
    unsafe_code,
    reason = "`pre_exec` is unsafe; what runs in it are system calls only, safe after a fork"
)]
fn die_with_parent(command: &mut Command, inherited: RawFd) {
    let parent = getpid();
    let prepare = move || {
        // SAFETY: the descriptor belongs to the folder's lock, which outlives the start.
        let inherited = unsafe { std::os::fd::BorrowedFd::borrow_raw(inherited) };
        fcntl(inherited, FcntlArg::F_SETFD(FdFlag::empty()))?;
        #[cfg(target_os = "linux")]
        nix::sys::prctl::set_pdeathsig(Signal::SIGINT)?;
        // The parent may have died before the signal was set.
        if getppid() == parent { Ok(()) } else { Err(Errno::ESRCH.into()) }
    };
    // SAFETY: std runs it after changing the user, so that the setting survives; it allocates nothing.
    unsafe { command.pre_exec(prepare) };
}
