//! Passwords: argon2id, off the request threads, and refused when they would be guessed first.
use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::kernel::{FieldError, Problem, Text, problem::INTERNAL};

/// Fewest letters of a password.
pub const SHORTEST: usize = 10;
/// More would only make hashing dear.
pub const LONGEST: usize = 128;
/// Below this, guessing tools find it within hours (0 to 4).
const STRONG_ENOUGH: zxcvbn::Score = zxcvbn::Score::Two;

/// Each hash takes 19 MiB; more at once would let visitors exhaust the machine.
static AT_ONCE: Semaphore = Semaphore::const_new(4);
/// Compared with when there is no account, so that both cases take the same time.
static DUMMY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

const TOO_SHORT: Text = Text::new("Pakai paling sedikit 10 huruf.", "Use at least 10 characters.");
const TOO_LONG: Text = Text::new("Pakai paling banyak 128 huruf.", "Use at most 128 characters.");
const COMMON: Text = Text::new(
    "Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan, tanpa nama atau tanggal lahir.",
    "This password is easy to guess. Use several unrelated words, without your name or birth date.",
);

fn hash_now(password: &str) -> Result<String, Problem> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| Problem::new(&INTERNAL).inside("hashing failed"))
}

async fn off_the_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let inside = |_| Problem::new(&INTERNAL).inside("hashing was stopped");
    let _permit = AT_ONCE.acquire().await.map_err(|_| Problem::new(&INTERNAL))?;
    tokio::task::spawn_blocking(work).await.map_err(inside)
}

/// The hash that is stored.
pub async fn hash(password: String) -> Result<String, Problem> {
    off_the_thread(move || hash_now(&password)).await?
}

/// Whether `password` is the one behind `stored`; without a stored one the same work is done in vain.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool, Problem> {
    off_the_thread(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| DUMMY.clone());
        let right = PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        right && known
    })
    .await
}

/// What is wrong with a new password; `about` are words that others know of this person.
pub fn fault(password: &str, about: &[&str]) -> Option<FieldError> {
    let letters = password.chars().count();
    let (code, text) = if letters < SHORTEST {
        ("too_short", TOO_SHORT)
    } else if letters > LONGEST {
        ("too_long", TOO_LONG)
    } else if zxcvbn::zxcvbn(password, about).score() < STRONG_ENOUGH {
        ("common", COMMON)
    } else {
        return None;
    };
    Some(FieldError::new("/password", code, text))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_is_guessed_first_is_refused() {
        for (password, code) in [
            ("pendek", "too_short"),
            ("password123", "common"),
            ("1234567890", "common"),
            ("sitiaminah1990", "common"),
        ] {
            let found = fault(password, &["siti", "aminah", "sitiaminah", "1990"]).unwrap();
            assert_eq!(found.code, code, "{password}");
        }
        assert!(fault("tambang lampu kuning 7", &["siti"]).is_none());
    }
}
