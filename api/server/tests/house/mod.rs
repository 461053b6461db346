//! Rules of the house that are read off the tree and the database.
mod arrows;
mod breaks;
mod catalogue;
mod dependencies;
mod deployment;
mod limits;
mod matrix;
mod objects;
mod other_object;
mod papers;
mod problems;
mod purity;
mod request;
mod tenancy;
