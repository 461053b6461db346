//! What every room may use: clock, keys, changes, problems, permissions, texts, the shared state. It calls nothing of ours.
pub mod changes;
pub mod clock;
pub mod drawing;
pub mod key;
pub mod limit;
pub mod log_keys;
pub mod meter;
pub mod moment;
pub mod nik_keys;
pub mod permission;
pub mod problem;
pub mod reading;
pub mod replica;
pub mod state;
pub mod text;

pub use clock::Clock;
pub use problem::{Code, FieldError, Problem};
pub use state::State;
pub use text::{Language, Text};

/// A new identifier; UUIDv7, so that keys grow with time.
pub fn new_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> [u8; N] {
    rand::random()
}

/// Random text that a person can read aloud: `groups` of four, without letters that look alike. It has a digit, by
/// which mark sheets tell a code from a word.
pub fn spoken_code(groups: usize) -> String {
    const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
    let letter = || {
        let at = rand::random_range(0..LETTERS.len());
        LETTERS.get(at).copied().map_or('2', char::from)
    };
    loop {
        let groups: Vec<String> = (0..groups.max(1)).map(|_| (0..4).map(|_| letter()).collect()).collect();
        let code = groups.join("-");
        if code.contains(|c: char| c.is_ascii_digit()) {
            return code;
        }
    }
}
