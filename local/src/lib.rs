//! The developer's machine in one process: PostgreSQL, DynamoDB, EventBridge, S3, and an API Gateway in front of every function.
//!
//! A library beside the binaries, so that the integration tests start the same parts.

#[cfg(feature = "app")]
pub mod amy;
#[cfg(feature = "app")]
pub mod demo;
#[cfg(feature = "app")]
pub mod dynamodb;
#[cfg(feature = "app")]
pub mod elsewhere;
#[cfg(feature = "app")]
pub mod entity_map;
#[cfg(feature = "app")]
pub mod eventbridge;
#[cfg(feature = "app")]
pub mod gateway;
#[cfg(feature = "app")]
pub mod import;
pub mod postgres;
pub mod project;
#[cfg(feature = "app")]
pub mod s3;
#[cfg(feature = "app")]
pub mod ses;
