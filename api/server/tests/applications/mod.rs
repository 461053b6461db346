//! Applications, from the first draft to the receipt, and the SSCASN door.
pub mod apply;
pub mod crowd;
mod door;
mod nik_key;
mod race;
mod seal;
mod sscasn;
pub mod world;
