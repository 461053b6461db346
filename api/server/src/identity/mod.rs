//! People, accounts, sessions, second factor, roles and grants; the guard of every route.
mod contact;
pub mod guard;
pub mod model;
pub mod store;
pub mod token;

pub use contact::{Address, Contact, address};
pub use guard::Guard;
pub use model::{Grant, Scope, Signed};
