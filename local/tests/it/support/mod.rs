//! The harness: AMY on a database of the test's own, asked through the gateway, and builders for what a test needs.

mod answer;
mod app;
mod cluster;
mod database;
mod fault;
mod html;
mod people;
mod request;
mod workshops;

pub(crate) use answer::{Answer, visible};
pub(crate) use app::TestApp;
pub(crate) use cluster::{Clone, TestCluster};
pub(crate) use database::Database;
pub(crate) use fault::{Cut, Line, all_or_nothing};
pub(crate) use html::{Form, links, tags};
pub(crate) use people::Person;
pub(crate) use workshops::Event;
