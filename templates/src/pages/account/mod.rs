//! Accounts of the service offering (OFF-01 … OFF-06).

mod details;
mod form;
mod list;
pub mod owners;

use shared::account::ACCOUNT_TYPES;

pub use details::{Sheet, details};
pub use form::{add, edit, form};
pub use list::list;

/// Where the list is.
pub const ACCOUNTS: &str = "/offering/accounts/";

/// On whose page a table stands that tells what draws on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    /// An account's, which tells of each partnership that it has.
    Account,
    /// A partnership's.
    Partnership,
}

/// What a type is called, by its key.
fn type_label(key: &str) -> &str {
    ACCOUNT_TYPES.iter().find(|(known, _)| *known == key).map_or(key, |(_, label)| label)
}
