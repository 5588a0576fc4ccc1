//! Events: list, details, forms (EVT).

mod details;
mod edit;
mod form;
mod list;
pub(crate) mod tasks;
mod validation;
mod timeline;

pub use details::{Sheet, details};
pub use edit::{Edit, add, edit, like};
pub use form::{assignment, form};
pub use list::list;
pub use validation::validation;
pub use list::{list, with_subscription};
pub use timeline::{KIND, Page, timeline};
