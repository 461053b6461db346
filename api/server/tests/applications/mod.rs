//! Applications, from the first draft to the receipt, and the SSCASN door.
mod apply;
mod door;
mod race;
mod sscasn;
mod world;
