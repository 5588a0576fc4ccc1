//! The pages, one file or folder per page group.

pub mod admin;
pub mod award;
pub mod badge;
pub mod bulk_upload;
pub mod calendar_feed;
pub mod comment;
pub mod community_role;
pub mod dashboard;
pub mod deletion;
pub mod email;
pub mod error;
pub mod event;
pub mod feature_flags;
pub mod history;
pub mod login;
pub mod merge;
pub mod passkeys;
pub mod password;
pub mod person;
pub mod saved_filter;
pub mod search;
pub mod sessions;
pub mod staff;
pub mod task;
pub mod terms;
