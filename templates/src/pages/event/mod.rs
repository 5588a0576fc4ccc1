//! Events: list, details, forms (EVT).

mod details;
mod edit;
mod form;
mod list;
pub(crate) mod tasks;
mod timeline;
mod validation;

pub use details::{Sheet, details};
pub use edit::{Edit, add, edit, like};
pub use form::{assignment, form};
pub use list::{list, with_subscription};
pub use timeline::{KIND, Page, timeline};
pub use validation::validation;
