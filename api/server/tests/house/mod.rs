//! Rules of the house that are read off the tree and the database.
mod arrows;
mod catalogue;
mod matrix;
mod objects;
mod other_object;
mod problems;
mod purity;
mod request;
mod tenancy;
