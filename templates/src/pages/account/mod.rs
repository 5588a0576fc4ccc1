//! Accounts of the service offering.

pub mod owners;
