//! The developer's machine in one process: PostgreSQL, DynamoDB, and an API Gateway in front of every function.
//!
//! A library beside the binary, so that the integration tests start the same parts.

pub mod dynamodb;
pub mod gateway;
pub mod postgres;
pub mod project;
