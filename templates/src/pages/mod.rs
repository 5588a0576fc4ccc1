//! The pages, one file or folder per page group.

pub mod error;
pub mod login;
