//! Rules of the house that are read off the tree and the database.
mod arrows;
mod catalogue;
mod deployment;
mod matrix;
mod objects;
mod other_object;
mod purity;
mod request;
mod tenancy;
