//! Employees: who enters service, moves on, leaves; and what they see of it.
mod service;
