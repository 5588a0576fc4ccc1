//! Accounts: what a person, an organization or a consortium has benefits through (data-model.md §2.8).

mod details;
mod input;
mod list;
mod owners;
mod related;
mod save;
mod target;

pub use details::{Details, Owner, by_id};
pub use input::{AccountInput, Own, Stored, stored};
pub use list::{LISTING, ListRow};
pub use owners::{OwnerRow, OwnersInput, save_owners, stored_owners};
pub use related::{HeldRole, Related, Source, UsedBenefit, related};
pub use save::{create, find_or_create, remove, update};
pub use target::{ACCOUNT_TYPES, Target, TargetKind};

/// What an owner may do, by key and label.
pub const PERMISSION_TYPES: [(&str, &str); 3] =
    [(OWNER, "Owner"), ("programmatic_contact", "Programmatic Contact"), ("billing_contact", "Billing Contact")];

/// The permission of the person whose individual account it is (DM-ACC-02).
pub const OWNER: &str = "owner";
