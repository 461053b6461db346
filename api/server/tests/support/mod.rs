//! What a test needs: a running server, people with roles, and answers that are checked against the document.
pub mod answer;
pub mod app;
pub mod checker;
pub mod cluster;
pub mod document;
pub mod handed_in;
pub mod inspection;
pub mod machine;
pub mod people;
pub mod programs;
pub mod selection_round;

pub use answer::Response;
pub use app::TestApp;
pub use people::Caller;
pub use selection_round::TestRound;

/// Pemerintah Kota Sawahlunto, and another agency in another zone.
pub const AGENCY: &str = "5473";
pub const OTHER_AGENCY: &str = "7171";
