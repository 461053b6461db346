//! Opens one stranger's file, given on standard input, and says in JSON what it is or why it is refused.
//!
//! A process of its own: before the first byte is read it gives up files, sockets, children, most of its memory and
//! its time. Whoever crashes it or makes it run out has harmed nobody but the answer.
use std::io::{Read, Write};

use inspect::{Answer, BYTES_AT_MOST, inspect};
use rustix::process::{Resource, Rlimit, setrlimit};

const MEMORY: u64 = 512 << 20;
const SECONDS: u64 = 10;

fn main() -> std::io::Result<()> {
    give_up_rights()?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(BYTES_AT_MOST + 1).read_to_end(&mut bytes)?;
    let answer: Answer = inspect(&bytes).into();
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &answer)?;
    out.flush()
}

/// Three open files are the three that exist, so that nothing can be opened or connected any more.
fn give_up_rights() -> std::io::Result<()> {
    for (resource, value) in [
        (Resource::As, MEMORY),
        (Resource::Cpu, SECONDS),
        (Resource::Nofile, 3),
        (Resource::Nproc, 0),
        (Resource::Core, 0),
    ] {
        setrlimit(resource, Rlimit { current: Some(value), maximum: Some(value) })?;
    }
    Ok(())
}
