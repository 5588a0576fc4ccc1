//! Organizations: who hosts workshops, pays for them, and is a member (data-model.md §2.4).

mod details;
mod domain;
mod input;
mod list;
mod save;

pub use details::{Affiliated, Details, OrganizationEvent, by_domain};
pub use domain::normalised;
pub use input::{OrganizationInput, Own, Stored, stored};
pub use list::{Choices, FilterChoices, LISTING, ListRow, MembershipLink, countries, filter_choices, for_requests};
pub use save::{create, update};
