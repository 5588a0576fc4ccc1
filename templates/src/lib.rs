//! Every page and component of AMY in maud, as functions of plain structs. Knows no SQL and no HTTP request.

pub mod assets;
pub mod components;
pub mod format;
pub mod layout;
pub mod markdown;
pub mod pages;
