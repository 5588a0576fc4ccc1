//! What every HTTP function of AMY is built with: route table, access, session, forms, lists, errors, headers, start-up.
//! Knows no single page.

mod access;
mod address;
mod answer;
mod config;
mod cookies;
mod deletion;
mod emails;
mod entry;
mod flags;
pub mod form;
mod frame;
mod gate;
mod headers;
mod identity;
pub mod list;
pub mod login;
mod manage;
pub mod merge;
mod next;
mod origin;
mod pace;
pub mod passkey;
pub mod receipts;
mod request;
mod routes;
mod session;
mod site;
mod start;
mod telemetry;
pub mod throttle;
mod upload;
pub mod website;

pub use access::Access;
pub use answer::{Answer, Failure, OrNotFound, Page};
pub use config::{Config, GitHub, Stage};
pub use cookies::{Errand, Errands};
pub use deletion::{delete, delete_from};
pub use emails::{emails_of, related_emails};
pub use entry::service;
pub use flags::Flags;
pub use identity::{Client, Home, OptionalViewer, OwnSession, Viewer};
pub use manage::may_manage;
pub use next::safe_next;
pub use pace::evenly;
pub use request::{FromElsewhere, Held, Json, Params, Path, Paths, Posted, Referer};
pub use routes::{Route, Routes, matches};
pub use site::{Site, StartError};
pub use start::main;
pub use telemetry::{counting as count_statements, init as init_telemetry, tell_metrics};
pub use upload::{File, LARGEST_UPLOAD, Upload, bare_name};

/// The version shown in the footer.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
