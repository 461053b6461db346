//! The public log of an agency: tree, checkpoints, the key that signs, and what is kept outside the database.
pub mod checkpoint;
pub mod key;
pub mod leaves;
pub mod outside;
pub mod policy;
pub mod promise;
pub mod proof;
pub mod refusal;
pub mod rotation;
pub mod round;
pub mod served;
pub mod tree;
