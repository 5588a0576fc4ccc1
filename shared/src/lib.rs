//! The domain of AMY: types, rules, SQL, and the adapters to PostgreSQL and DynamoDB.
//! Knows no HTTP and no HTML.

pub mod access;
pub mod account;
pub mod account_benefit;
pub mod agreement;
pub mod benefit;
pub mod check;
pub mod clock;
pub mod comment;
pub mod consortium;
pub mod db;
pub mod deletion;
pub mod error;
pub mod event;
pub mod history;
pub mod involvement;
pub mod listing;
pub mod lookup;
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
pub mod task;
pub mod training_progress;
pub mod training_requirement;

pub use error::{Error, Result};
