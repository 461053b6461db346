//! Marks on their way in.
mod marks;
