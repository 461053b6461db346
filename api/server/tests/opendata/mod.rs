//! Open data: whole files for everybody.
mod files;
