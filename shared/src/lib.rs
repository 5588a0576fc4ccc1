//! The domain of AMY: types, rules, SQL, and the adapters to PostgreSQL and DynamoDB.
//! Knows no HTTP and no HTML.

pub mod access;
pub mod account;
pub mod account_benefit;
pub mod agreement;
pub mod award;
pub mod badge;
pub mod benefit;
pub mod check;
pub mod clock;
pub mod comment;
pub mod community_role;
pub mod consent;
pub mod consortium;
pub mod curriculum;
pub mod dates;
pub mod db;
pub mod deletion;
pub mod email_address;
pub mod error;
pub mod event;
pub mod history;
pub mod involvement;
pub mod listing;
pub mod lookup;
pub mod mailbox;
pub mod membership;
pub mod migrate;
pub mod organization;
pub mod partnership;
pub mod password;
pub mod person;
pub mod record;
pub mod roster;
pub mod search;
pub mod secret;
pub mod seed;
pub mod session;
pub mod staff;
pub mod task;
pub mod term;
pub mod training_progress;
pub mod training_request;
pub mod training_requirement;

pub use error::{Error, Result};
