//! Agencies, education codes, regions, posts, holidays, courses: loaded from files, read by everybody.
pub mod load;
