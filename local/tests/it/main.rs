//! AMY as its users see it: requests through the gateway, a real database, the real DynamoDB API.

#![expect(clippy::unwrap_used, reason = "all of it is tests")]

mod access;
mod events;
mod gateway;
mod harness;
mod import;
mod people;
mod routes;
mod session;
mod sign_in;
mod support;
mod template;
