//! Every page and component of AMY in maud, as functions of plain structs. Knows no SQL and no HTTP request.

pub mod assets;
pub mod calendar;
pub mod components;
pub mod form;
pub mod format;
pub mod layout;
pub mod letter;
pub mod list;
pub mod markdown;
pub mod pages;
pub mod view;
pub mod website;
