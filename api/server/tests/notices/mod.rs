//! What people are told, and what a mail says.
mod inbox;
mod mail;
