//! Benefits of accounts (OFF-12 … OFF-16), also where they draw on a partnership (PAR-03) or an account (OFF-03).

mod cells;
mod details;
mod form;
mod list;
mod table;
mod uses;

pub use details::{Sheet, details};
pub use form::{Purpose, add, edit, form, initial};
pub use list::list;
pub(crate) use table::table;

/// Where the list is.
pub const ACCOUNT_BENEFITS: &str = "/offering/account-benefits/";
