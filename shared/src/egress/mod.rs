//! What AMY asks of sites elsewhere. Functions that reach the database have no way out; what they need is fetched by the function
//! `egress`, which has no database. They talk through Lambda's Invoke: a [`Request`] goes out, an [`Answer`] or a [`Failed`] comes back.

mod client;
mod message;
mod repository;

pub use client::Client;
pub use message::{Account, Answer, Failed, Reply, Request};
pub use repository::Repository;
