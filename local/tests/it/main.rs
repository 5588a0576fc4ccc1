//! AMY as its users see it: requests through the gateway, a real database, the real DynamoDB API.

#![expect(clippy::unwrap_used, reason = "all of it is tests")]

mod access;
mod accounts;
mod admin;
mod comments;
mod community;
mod dashboard;
mod demo;
mod documents;
mod egress;
mod emails;
mod endpoints;
mod errors;
mod events;
mod faults;
mod fiscal;
mod flags;
mod gateway;
mod harness;
mod headers;
mod history;
mod import;
mod lookups;
mod merge;
mod moto;
mod offering;
mod people;
mod pictures;
mod plans;
mod recorded;
mod recruitment;
mod requests;
mod resilience;
mod routes;
mod saved_filters;
mod search;
mod seed;
mod session;
mod sign_in;
mod staff;
mod support;
mod tasks;
mod template;
mod training;
