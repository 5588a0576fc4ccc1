//! The domain of AMY: types, rules, SQL, and the adapters to PostgreSQL and DynamoDB.
//! Knows no HTTP and no HTML.

pub mod access;
